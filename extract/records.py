"""The records that cross the wall between TEXT and GRAPH, and their JSON. Imports only errors.

All records are frozen and hold plain values, so they can be hashed, compared, pickled and sent to another process.
Offsets count Unicode code points of `Article.text`, end exclusive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from extract.errors import RecordError

EntityType = Literal["Person", "Organization", "Country", "Place", "Agreement", "Occasion", "Initiative"]
Status = Literal["held", "planned", "proposed", "denied"]
Mode = Literal["in_person", "video", "phone"]

ENTITY_TYPES: tuple[str, ...] = ("Person", "Organization", "Country", "Place", "Agreement", "Occasion", "Initiative")
EVENT_TYPES: tuple[str, ...] = (
    "meet", "visit", "attend", "host", "sign", "agree", "negotiate", "establish", "join", "invest",
    "aid", "request", "praise", "criticize", "restrict", "ease", "dispute", "withdraw", "trade",
)  # fmt: skip
SYMMETRIC: frozenset[str] = frozenset({"meet", "sign", "agree", "negotiate"})
STATE_TYPES: tuple[str, ...] = ("post", "part_of", "based_in", "member_of")
STATUSES: tuple[str, ...] = ("held", "planned", "proposed", "denied")


def content_id(*parts: str | None) -> str:
    """16 hexadecimal digits of SHA-256 over the parts: the same content has the same id on every machine."""
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Article:
    """One news item as read, before anything was found in it.

    `doc` is the file's name without its folder, `number` the item's place in that file from 0,
    `published` is YYYY, YYYY-MM, YYYY-MM-DD or None, `text` the running text without title and boilerplate.
    """

    doc: str
    number: int
    title: str
    text: str
    published: str | None = None
    url: str | None = None
    language: str = "en"

    @property
    def id(self) -> str:
        """Content id over title and text: the same release in two files is one article."""
        return content_id(self.title, self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world as one article knows it; `id` is unique within the article ("e1")."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    mentions: tuple[Passage, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened between entities. In symmetric types all parties are agents."""

    type: str
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    evidence: str
    span: Passage
    status: str = "held"
    date: str | None = None
    date_text: str | None = None
    place: str | None = None
    mode: str | None = None
    topics: tuple[str, ...] = ()
    amount: str | None = None
    confidence: float = 0.5
    rule: str = ""
    plover: str = ""
    cameo: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A standing fact between two entities; `title` is the office as written, for `post` and `member_of`."""

    type: str
    head: str
    tail: str
    evidence: str
    span: Passage
    title: str | None = None
    confidence: float = 0.5
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says."""

    article: Article
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    states: tuple[State, ...] = field(default=())


def surer(extraction: Extraction, least: float) -> Extraction:
    """The extraction without events and states whose confidence is below `least` (0 to 1); entities stay."""
    events = tuple(e for e in extraction.events if e.confidence >= least)
    states = tuple(s for s in extraction.states if s.confidence >= least)
    return replace(extraction, events=events, states=states)


def to_json(extraction: Extraction) -> dict[str, Any]:
    """The extraction as a JSON-ready dict with the keys of DESIGN.md ("Extraction as JSON lines")."""
    article = extraction.article
    out: dict[str, Any] = {"doc": article.doc, "article": article.number, "id": article.id, "title": article.title}
    out |= {"published": article.published, "url": article.url, "language": article.language, "text": article.text}
    out["entities"] = [
        {**asdict(e), "aliases": list(e.aliases), "mentions": [[m.start, m.end] for m in e.mentions]}
        for e in extraction.entities
    ]
    for entity in out["entities"]:
        if entity["wikidata"] is None:
            del entity["wikidata"]
    out["events"] = [
        {
            **asdict(v),
            "agents": list(v.agents),
            "targets": list(v.targets),
            "topics": list(v.topics),
            "span": [v.span.start, v.span.end],
        }
        for v in extraction.events
    ]
    out["states"] = [{**asdict(s), "span": [s.span.start, s.span.end]} for s in extraction.states]
    return out


def from_json(data: dict[str, Any]) -> Extraction:
    """The record of one JSON line.

    Raises:
        RecordError: a key is missing, a party is no entity, or a quote is not what its offsets say.
    """
    where = f"{data.get('doc', '?')}#{data.get('article', '?')}"
    try:
        article = Article(
            doc=data["doc"], number=data["article"], title=data["title"], text=data["text"],
            published=data.get("published"), url=data.get("url"), language=data.get("language", "en"),
        )  # fmt: skip
        entities = tuple(
            Entity(
                id=e["id"], type=e["type"], name=e["name"], aliases=tuple(e.get("aliases") or ()),
                country=e.get("country"), wikidata=e.get("wikidata"),
                mentions=tuple(Passage(start, end) for start, end in e.get("mentions") or ()),
            )
            for e in data["entities"]
        )  # fmt: skip
        events = tuple(_event(v) for v in data["events"])
        states = tuple(
            State(
                type=s["type"], head=s["head"], tail=s["tail"], title=s.get("title"), evidence=s["evidence"],
                span=Passage(*s["span"]), confidence=s.get("confidence", 0.5), rule=s.get("rule", ""),
            )
            for s in data["states"]
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(f"{where}: not an extraction ({error!r}); write it with `entente extract`") from error
    extraction = Extraction(article, entities, events, states)
    _hold_types(extraction, where)
    check(extraction)
    return extraction


def _hold_types(extraction: Extraction, where: str) -> None:
    """Refuse a record whose text is no text, whose number is no number or whose list is a bare word."""
    article = extraction.article
    words: list[Any] = [article.doc, article.title, article.text]
    words += [word for e in extraction.entities for word in (e.id, e.type, e.name, *e.aliases)]
    whole: list[Any] = [at for e in extraction.entities for m in e.mentions for at in (m.start, m.end)]
    said: list[Event | State] = [*extraction.events, *extraction.states]
    for one in said:
        words += [one.type, one.evidence]
        whole += [one.span.start, one.span.end]
        if not isinstance(one.confidence, int | float):
            raise RecordError(f"{where}: the confidence {one.confidence!r} of a {one.type} is no number")
    wrong = [w for w in words if not isinstance(w, str)] + [n for n in whole if not isinstance(n, int)]
    if wrong:
        raise RecordError(f"{where}: {wrong[0]!r} has the wrong type; write it with `entente extract`")


def _event(data: dict[str, Any]) -> Event:
    values = {key: data[key] for key in Event.__slots__ if key in data}
    if any(isinstance(data.get(key), str) for key in ("agents", "targets", "topics")):
        raise TypeError("agents, targets and topics are lists")
    values["agents"], values["targets"] = tuple(data["agents"]), tuple(data["targets"])
    values["topics"], values["span"] = tuple(data.get("topics") or ()), Passage(*data["span"])
    return Event(**values)


def check(extraction: Extraction) -> None:
    """Hold the promises of the contract: known types, parties that exist, quotes that stand where they say.

    Raises:
        RecordError: naming the article and the first promise that is broken.
    """
    article = extraction.article
    where = f"{article.doc}#{article.number}"
    known = {e.id for e in extraction.entities}
    if len(known) != len(extraction.entities):
        raise RecordError(f"{where}: two entities share an id")
    for entity in extraction.entities:
        if entity.type not in ENTITY_TYPES:
            raise RecordError(f"{where}: {entity.id} has the unknown type {entity.type!r}")
        if not all(0 <= m.start <= m.end <= len(article.text) for m in entity.mentions):
            raise RecordError(f"{where}: {entity.id} is mentioned outside the text")
    for event in extraction.events:
        if event.type not in EVENT_TYPES or event.status not in STATUSES:
            raise RecordError(f"{where}: an event has the unknown type or status {event.type!r}, {event.status!r}")
        ends = {*event.agents, *event.targets, *([event.place] if event.place else [])}
        if not ends <= known:
            raise RecordError(f"{where}: {event.type} names {sorted(ends - known)}, which is no entity of the article")
    for state in extraction.states:
        if state.type not in STATE_TYPES:
            raise RecordError(f"{where}: a state has the unknown type {state.type!r}")
        if not {state.head, state.tail} <= known:
            raise RecordError(f"{where}: {state.type} names an entity that the article does not have")
    quoted: list[Event | State] = [*extraction.events, *extraction.states]
    for said in quoted:
        if said.span.start < 0 or article.text[said.span.start : said.span.end] != said.evidence:
            raise RecordError(f"{where}: the quote of a {said.type} is not the text at {said.span.start}")


def write_lines(extractions: Iterable[Extraction]) -> Iterator[str]:
    """One JSON line per extraction, keys in the contract's order, ending in a newline."""
    for extraction in extractions:
        yield json.dumps(to_json(extraction), ensure_ascii=False) + "\n"


def read_lines(lines: Iterable[str]) -> Iterator[Extraction]:
    """The extractions of JSON lines; blank lines are passed over.

    Raises:
        RecordError: a line is not JSON or breaks the contract.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                data = json.loads(line)
            except json.JSONDecodeError as error:
                raise RecordError(f"line {number}: not JSON ({error.msg}); write it with `entente extract`") from error
            if not isinstance(data, dict):
                raise RecordError(f"line {number}: not an object; write it with `entente extract`")
            yield from_json(data)
