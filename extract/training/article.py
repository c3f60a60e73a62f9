"""The records of the training corpus: an article, and what is marked in it. Nothing here reads or writes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of the plain text: characters `start` to `end`, and what stood before the bar."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is named or, where `nominal`, only described or pointed at (characters of the text)."""

    start: int
    end: int
    nominal: bool


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the article; `name` is its longest name, `aliases` the others, sorted."""

    id: str
    type: str
    country: str | None
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One happening; `agents`, `targets` and `place` are entity ids.

    `triggers` are the stretches of the text that tell of it (characters), the clearest first; none where only implied.
    """

    type: str
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    date: str | None
    place: str | None
    status: str
    topics: tuple[str, ...]
    amount: str | None
    mode: str | None
    triggers: tuple[tuple[int, int], ...]
    optional: bool

    @property
    def trigger(self) -> tuple[int, int] | None:
        """The clearest of its triggers."""
        return self.triggers[0] if self.triggers else None


@dataclass(frozen=True, slots=True)
class State:
    """One standing fact between two entity ids."""

    type: str
    head: str
    tail: str
    title: str | None
    optional: bool


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the corpus: its header, its plain text and what is marked in it."""

    id: str
    genre: str
    issuer: str
    published: str
    title: str
    text: str
    entities: tuple[Entity, ...]
    spans: tuple[Mark, ...]
    events: tuple[Event, ...]
    states: tuple[State, ...]
