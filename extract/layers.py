"""What the components add to a Doc, one layer each, under `doc.user_data["layers"]`. No rules, no vocabulary.

Offsets are characters of `doc.text`, which is `Article.text` letter for letter (line breaks aside, see pipeline.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from spacy.tokens import Doc, Token

from extract.reading import Judged, Reading

#: `inside` another name; `dateline` and `aside` ("Toronto, Canada") are places of the text, never parties.
Form = Literal["name", "adjective", "inside", "dateline", "aside"]


@dataclass(slots=True, eq=False)
class Mention:
    """A name in the text. `first` and `last` are the indices of the first and last token it touches."""

    start: int
    end: int
    first: int
    last: int
    type: str
    text: str
    form: Form = "name"
    country: str | None = None
    known: str | None = None
    source: str = "model"
    entity: int = -1
    link: Mention | None = None


@dataclass(slots=True, eq=False)
class Title:
    """An office in the text, with whom it names and for whom it is held where the text says so."""

    start: int
    end: int
    first: int
    last: int
    text: str
    person: Mention | None = None
    body: Mention | None = None
    guess: str = ""


@dataclass(slots=True)
class Cluster:
    """One entity of the article while it is being put together."""

    type: str
    mentions: list[Mention] = field(default_factory=list)
    name: str = ""
    aliases: set[str] = field(default_factory=set)
    country: str | None = None
    wikidata: str | None = None
    described: bool = False


@dataclass(slots=True)
class Time:
    """A date in the text as dates.py found it: value YYYY[-MM[-DD]] or None."""

    start: int
    end: int
    text: str
    value: str | None
    kind: str
    cue: str = ""


@dataclass(slots=True, eq=False)
class Found:
    """An event or state found in one place of the text; parties are indices into `Layers.clusters`."""

    type: str
    agents: list[int]
    targets: list[int]
    start: int
    end: int
    trigger: int
    status: str = "held"
    date: str | None = None
    date_text: str | None = None
    place: int | None = None
    mode: str | None = None
    topics: list[str] = field(default_factory=list)
    amount: str | None = None
    title: str | None = None
    confidence: float = 0.5
    rule: str = ""
    hub: int | None = None


@dataclass(slots=True)
class Layers:
    """All layers of one Doc."""

    text: str = ""
    published: str | None = None
    title: str = ""
    mentions: list[Mention] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    dates: list[Time] = field(default_factory=list)
    amounts: list[tuple[int, int, str]] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    by_token: dict[int, list[Mention]] = field(default_factory=dict)
    title_at: dict[int, Title] = field(default_factory=dict)
    events: list[Found] = field(default_factory=list)
    states: list[Found] = field(default_factory=list)
    ruled: list[Found] = field(default_factory=list)
    ruled_states: list[Found] = field(default_factory=list)
    reading: Reading | None = None
    judged: Judged | None = None
    #: What decide.py looked at (its Candidates), as things stood when it looked.
    candidates: list[Any] = field(default_factory=list)

    def index(self) -> None:
        """Rebuild the lookups from tokens to mentions and titles."""
        self.by_token = {}
        for mention in self.mentions:
            for i in range(mention.first, mention.last + 1):
                self.by_token.setdefault(i, []).append(mention)
        self.title_at = {i: t for t in self.titles for i in range(t.first, t.last + 1)}

    def at(self, token: Token) -> Mention | None:
        """The longest mention that covers the token, names before those inside other names."""
        found = self.by_token.get(token.i)
        if not found:
            return None
        return min(found, key=lambda m: (m.form == "inside", m.start - m.end))


def layers(doc: Doc) -> Layers:
    """The layers of a Doc, made on first use."""
    found = doc.user_data.get("layers")
    if found is None:
        found = doc.user_data["layers"] = Layers(doc.text)  # `Doc.text` is built anew at each call
    assert isinstance(found, Layers)
    return found
