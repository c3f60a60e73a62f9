"""What a build did, in numbers: as a table for people and as run.json. Pure functions; no clock, no printing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extract.records import ENTITY_TYPES, EVENT_TYPES, STATE_TYPES, STATUSES, Extraction
from graph.keys import clean

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Left:
    """A document or item that was left out: its name, what is wrong with it, and what a person can do."""

    source: str
    reason: str
    cure: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one build. Pairs are (name, count) in the contract's order, without zeros.

    `entities_told` and `events_told` count them article by article; `entities` and `events` after merging.
    `repeated` names articles that were read a second time and counted once.
    """

    documents: int
    articles: int
    words: int
    entities: tuple[tuple[str, int], ...]
    entities_told: int
    events: tuple[tuple[str, int], ...]
    events_told: int
    statuses: tuple[tuple[str, int], ...]
    states: tuple[tuple[str, int], ...]
    repeated: tuple[str, ...] = ()
    skipped: tuple[Left, ...] = ()


def summarise(
    graph: nx.MultiDiGraph[str],
    extractions: Sequence[Extraction],
    *,
    skipped: Iterable[Left] = (),
    repeated: Iterable[str] = (),
    documents: int | None = None,
) -> Summary:
    """Count what came in and what stands in the graph. Order of the input does not matter.

    `documents` is how many files gave an article, where that is more than the extractions show (a file of repeats).
    """
    types: Counter[tuple[str, str]] = Counter()
    statuses: Counter[str] = Counter()
    for _, data in graph.nodes(data=True):
        types[data["kind"], data["type"]] += 1
        if data["kind"] == "event":
            statuses[data["status"]] += 1
    states: Counter[str] = Counter(data["role"] for _, _, data in graph.edges(data=True))
    return Summary(
        documents=documents or len({extraction.article.doc for extraction in extractions}),
        articles=len(extractions),
        words=sum(len(extraction.article.text.split()) for extraction in extractions),
        entities=tuple((name, types["entity", name]) for name in ENTITY_TYPES if types["entity", name]),
        entities_told=sum(len(extraction.entities) for extraction in extractions),
        events=tuple((name, types["event", name]) for name in EVENT_TYPES if types["event", name]),
        events_told=sum(len(extraction.events) for extraction in extractions),
        statuses=tuple((name, statuses[name]) for name in STATUSES if statuses[name]),
        states=tuple((name, states[name]) for name in STATE_TYPES if states[name]),
        repeated=tuple(sorted(repeated)),
        skipped=tuple(sorted(skipped, key=lambda one: (one.source, one.reason, one.cure))),
    )


def table(summary: Summary, *, seconds: float | None = None) -> str:
    """The summary as aligned plain text, one fact a line, ending in a newline."""
    entities, events = _total(summary.entities), _total(summary.events)
    rows = [
        ("documents", f"{summary.documents:,}", ""),
        ("articles", f"{summary.articles:,}", f"{summary.words:,} words"),
        ("entities", f"{entities:,}", _list(summary.entities)),
        ("  merged", f"{summary.entities_told - entities:,}", f"told {summary.entities_told:,} times"),
        ("events", f"{events:,}", _list(summary.events)),
        ("  status", "", _list(summary.statuses)),
        ("  merged", f"{summary.events_told - events:,}", f"told {summary.events_told:,} times"),
        ("states", f"{_total(summary.states):,}", _list(summary.states)),
        ("repeated", f"{len(summary.repeated):,}", "articles read again and counted once" if summary.repeated else ""),
        ("skipped", f"{len(summary.skipped):,}", ""),
    ]
    if seconds is not None:
        rows.append(("seconds", f"{seconds:,.1f}", ""))
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    lines = [f"{name:<{first}}  {count:>{second}}  {rest}".rstrip() for name, count, rest in rows]
    lines += [f"  {left_line(left)}" for left in summary.skipped]
    return "\n".join(lines) + "\n"


def left_line(left: Left) -> str:
    """One line for a person: name, reason, cure. Control characters are gone, so a file name cannot drive a terminal."""
    return clean(f"{left.source}: {left.reason}; {left.cure}")


def as_json(summary: Summary) -> dict[str, Any]:
    """The summary for run.json: what is the same for two builds of the same documents."""
    return {
        "documents": summary.documents,
        "articles": summary.articles,
        "words": summary.words,
        "entities": dict(summary.entities),
        "entities_told": summary.entities_told,
        "events": dict(summary.events),
        "events_told": summary.events_told,
        "statuses": dict(summary.statuses),
        "states": dict(summary.states),
        "repeated": [clean(name) for name in summary.repeated],
        "skipped": [
            {"source": clean(left.source), "reason": clean(left.reason), "cure": clean(left.cure)}
            for left in summary.skipped
        ],
    }


def _total(pairs: Iterable[tuple[str, int]]) -> int:
    return sum(count for _, count in pairs)


def _list(pairs: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in pairs)
