"""One happening told in several articles becomes one event. A pure function of extractions and links.

Two tellings are one event when type, canonical parties on both sides and status are the same and the dates agree: equal,
or one the month of the other's day, where only one such day is known. A date without a month, or none, agrees with
nothing outside its own article. Planned and held stay apart here; joining a plan to its fulfilment comes later, as do
parties told at two levels (a minister, a ministry, a country).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.records import SYMMETRIC, Event, Extraction, State
from graph.dates import bounds, has_month
from graph.keys import clean, event_key, whole
from graph.resolve import Links, unique


class Evidence(NamedTuple):
    """One quote: `text[start:end]` of the article, who found it and how sure. Sorts by article and place in it."""

    article: str
    start: int
    end: int
    rule: str
    confidence: float
    quote: str

    def as_dict(self) -> dict[str, str | int | float]:
        """The quote with the keys of the graph's contract."""
        return {"article": self.article, "quote": self.quote, "start": self.start, "end": self.end,
                "confidence": self.confidence, "rule": self.rule}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as all articles tell it. Parties and place are node keys, sorted; `tellings` counts the reports merged."""

    key: str
    type: str
    status: str
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    date: str | None
    date_text: str | None
    place: str | None
    mode: str | None
    topics: tuple[str, ...]
    amount: str | None
    confidence: float
    plover: str
    cameo: str
    evidence: tuple[Evidence, ...]
    place_evidence: tuple[Evidence, ...]
    tellings: int


class _Telling(NamedTuple):
    """One article's event with its canonical parties and a date that the calendar knows."""

    article: str
    event: Event
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    date: str | None
    place: str | None


def merge_events(extractions: Iterable[Extraction], links: Links) -> tuple[Happening, ...]:
    """Every event once, sorted by key. The order of the input does not matter; an article given twice counts once."""
    keys = links.keys()
    frames: dict[tuple[str, tuple[str, ...], tuple[str, ...], str], list[_Telling]] = defaultdict(list)
    for extraction in unique(extractions):
        for told in _tellings(extraction, keys):
            frames[told.event.type, told.agents, told.targets, told.event.status].append(told)
    found: dict[str, list[_Telling]] = defaultdict(list)
    for frame in frames.values():
        for told, date, scope in _agree(frame):
            key = event_key(
                told.event.type,
                date=date,
                agents=told.agents,
                targets=told.targets,
                status=told.event.status,
                scope=scope,
            )
            found[key].append(told)
    return tuple(_happening(key, tellings) for key, tellings in sorted(found.items()))


def evidence(article: str, said: Event | State) -> Evidence:
    """The record's quote as evidence; a confidence that is no number between 0 and 1 is brought there."""
    sure = said.confidence if said.confidence == said.confidence else 0.0
    return Evidence(
        article, said.span.start, said.span.end, clean(said.rule), min(max(float(sure), 0.0), 1.0), whole(said.evidence)
    )


def _tellings(extraction: Extraction, keys: Mapping[tuple[str, str], str]) -> Iterator[_Telling]:
    article = extraction.article.id
    for event in extraction.events:
        agents = tuple(sorted({keys[article, party] for party in event.agents}))
        targets = tuple(sorted({keys[article, party] for party in event.targets}))
        if event.type in SYMMETRIC:
            targets = tuple(target for target in targets if target not in agents)
        place = keys[article, event.place] if event.place else None
        yield _Telling(article, event, agents, targets, event.date if bounds(event.date) else None, place)


def _agree(frame: Sequence[_Telling]) -> Iterator[tuple[_Telling, str | None, str]]:
    """(telling, date of the event it tells, article that the event is confined to or "")."""
    days: dict[str, set[str]] = defaultdict(set)
    for told in frame:
        if told.date and len(told.date) == len("2024-03-05"):
            days[told.date[:7]].add(told.date)
    for told in frame:
        if not has_month(told.date):
            yield told, told.date, told.article
        elif told.date in days and len(days[told.date]) == 1:
            yield told, next(iter(days[told.date])), ""
        else:
            yield told, told.date, ""


def _most(values: Iterable[str | None]) -> str | None:
    """The value said most often, the first in order among equals; None where none is said."""
    said = Counter(value for value in values if value)
    return min(said, key=lambda value: (-said[value], value)) if said else None


def _happening(key: str, tellings: Sequence[_Telling]) -> Happening:
    first = tellings[0]
    events = [told.event for told in tellings]
    date = max((told.date for told in tellings if told.date), key=len, default=None)
    place = _most(told.place for told in tellings)
    quotes = sorted({evidence(told.article, told.event) for told in tellings})
    return Happening(
        key=key,
        type=first.event.type,
        status=first.event.status,
        agents=first.agents,
        targets=first.targets,
        date=date,
        date_text=_most(clean(told.event.date_text or "") for told in tellings if told.date == date),
        place=place,
        mode=_most(clean(event.mode or "") for event in events),
        topics=tuple(sorted({clean(topic) for event in events for topic in event.topics} - {""})),
        amount=_most(clean(event.amount or "") for event in events),
        confidence=max(quote.confidence for quote in quotes),
        plover=_most(clean(event.plover) for event in events) or "",
        cameo=_most(clean(event.cameo) for event in events) or "",
        evidence=tuple(quotes),
        place_evidence=tuple(sorted({evidence(told.article, told.event) for told in tellings if told.place == place})),
        tellings=len(tellings),
    )
