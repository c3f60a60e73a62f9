"""From an annotated article to what the network is taught: one Example a window. Reads records; no torch here.

What the corpus leaves open is not taught: an event without a trigger masks its type in the sentences of its parties, an
optional event masks its trigger.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extract import pieces
from extract.dates import find_dates
from extract.pieces import Window, Words
from extract.tags import EVENTS, NAMES, OTHER, ROLES, SPANS, STATES, STATUSES
from extract.training.article import Article, Event

Ints = NDArray[np.int64]
SYMMETRIC = frozenset({"meet", "sign", "agree", "negotiate"})
#: The first parts of the corpus marked one trigger an event; what tells of it again is not marked there.
ONCE = frozenset(f"w{n}" for n in range(1, 12))


@dataclass(slots=True)
class SpanOf:
    """A marked stretch: words `first` to `last` (inclusive, of the window), its type in SPANS, the entities it names."""

    first: int
    last: int
    kind: int
    entities: tuple[int, ...] = ()


@dataclass(slots=True)
class Told:
    """A trigger as one event type: its word, and for each role the entities (or date and money spans) that fill it.

    `known` is False where the fact is optional: then the trigger itself is not taught.
    """

    word: int
    type: int
    status: int
    fills: dict[int, set[int]]
    known: bool = True


@dataclass(slots=True)
class Fact:
    """A state between two entities, with the spans of its office if it is a post."""

    type: int
    head: int
    tail: int
    optional: bool


@dataclass(slots=True)
class Example:
    """One window with all that is taught about it. Entities are numbered 0..n-1 within the window."""

    name: str
    ids: Ints
    shapes: Ints
    breaks: Ints
    first: Ints  # position of each word's first piece in `ids`
    names: Ints
    other: Ints
    nominal: Ints
    spans: list[SpanOf] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    offices: list[tuple[int, int]] = field(default_factory=list)  # (entity, index of a title span)
    masked: set[tuple[int, int]] = field(default_factory=set)  # (word, event type) that is not taught
    weight: float = 1.0


def examples_of(article: Article, *, upper: bool = False) -> list[Example]:
    """The windows of an article as examples; with `upper` the text is read as if it stood in capitals."""
    words = pieces.words_of(article.text)
    return [_example(article, words, window, upper) for window in pieces.windows(words, article.text)]


class _Grid:
    """From characters of the article to words of a window."""

    def __init__(self, words: Words, window: Window) -> None:
        self.starts, self.ends, self.window = words.starts, words.ends, window

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last word of a stretch, or None where it is not wholly in the window."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left")) - 1
        if first > last or first < self.window.start or last >= self.window.end:
            return None
        return first - self.window.start, last - self.window.start


def _example(article: Article, words: Words, window: Window, upper: bool) -> Example:
    grid = _Grid(words, window)
    first = words.first[window.start : window.end]
    low, high = int(words.first[window.start]), int(words.first[window.end])
    counts = np.diff(words.first)[window.start : window.end]
    shapes = words.shapes[window.start : window.end].copy()
    if upper:
        shapes[(shapes == 1) | (shapes == 2) | (shapes == 4)] = 3
    breaks = words.breaks[window.start : window.end]
    n = window.end - window.start
    example = Example(
        name=f"{article.id}/{window.start}",
        ids=np.concatenate([[pieces.CLS], words.pieces[low:high], [pieces.SEP]]),
        shapes=np.concatenate([[6], np.repeat(shapes, counts), [6]]),
        breaks=np.concatenate([[3], np.repeat(breaks, counts), [3]]),
        first=first - low + 1,
        names=np.zeros(n, dtype=np.int64), other=np.zeros(n, dtype=np.int64), nominal=np.zeros(n, dtype=np.int64),
    )  # fmt: skip
    _mark(example, article, grid)
    _tell(example, article, grid, words, window)
    return example


def _bio(row: Ints, first: int, last: int, kind: int) -> None:
    """Write B and I of label `kind` unless something longer stands there already."""
    if not row[first : last + 1].any():
        row[first] = 2 * kind + 1
        row[first + 1 : last + 1] = 2 * kind + 2


def _mark(example: Example, article: Article, grid: _Grid) -> None:
    found: dict[tuple[int, int, int], set[str]] = defaultdict(set)
    for entity in article.entities:
        for mention in entity.mentions:
            at = grid.span(mention.start, mention.end)
            if at is not None:
                kind = SPANS.index("nominal") if mention.nominal else NAMES.index(entity.type)
                found[(*at, kind)].add(entity.id)
    example.entities = sorted({i for ids in found.values() for i in ids}, key=lambda i: int(i[1:]))
    number = {i: n for n, i in enumerate(example.entities)}
    for (first, last, kind), ids in sorted(found.items(), key=lambda f: (f[0][0], -f[0][1], f[0][2])):
        example.spans.append(SpanOf(first, last, kind, tuple(sorted(number[i] for i in ids))))
        if kind < len(NAMES):
            _bio(example.names, first, last, kind)
        else:
            _bio(example.nominal, first, last, 0)
    for mark in sorted(article.spans, key=lambda m: (m.start, -m.end)):
        at = grid.span(mark.start, mark.end)
        if at is not None:
            kind = OTHER.index(mark.mark)
            example.spans.append(SpanOf(*at, len(NAMES) + 1 + kind))
            _bio(example.other, *at, kind)


#: Words at the head of a marked trigger that tell nothing of its type: the next word is taken.
AUXILIARY = frozenset(
    [
        "will",
        "would",
        "shall",
        "should",
        "may",
        "might",
        "can",
        "could",
        "must",
        "is",
        "are",
        "was",
        "were",
        "am",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "not",
        "n",
        "t",
        "to",
        "also",
        "'",
        "’",
        "ll",
    ]
)


def _trigger_word(article: Article, words: Words, window: Window, first: int, last: int) -> int:
    """The first word of a trigger that is no auxiliary."""
    for w in range(first, last):
        at = window.start + w
        if article.text[words.starts[at] : words.ends[at]].lower() not in AUXILIARY:
            return w
    return last


def _tell(example: Example, article: Article, grid: _Grid, words: Words, window: Window) -> None:
    number = {i: n for n, i in enumerate(example.entities)}
    values = _date_values(article)
    at_trigger: dict[tuple[int, int], list[Event]] = defaultdict(list)
    for event in article.events:
        kind = EVENTS.index(event.type)
        places = [at for start, end in event.triggers if (at := grid.span(start, end)) is not None]
        for first, last in places:
            at_trigger[(_trigger_word(article, words, window, first, last), kind)].append(event)
        if not event.triggers:
            _mask(example, event, kind, number, article.text, words, window, least=1)
        elif article.id.partition("-")[0] in ONCE:
            _mask(example, event, kind, number, article.text, words, window, least=2)
    for (word, kind), events in sorted(at_trigger.items()):
        told = _told(example, word, kind, events, number, values, article, grid)
        example.told.append(told)
    for state in article.states:
        if state.head in number and state.tail in number:
            example.facts.append(Fact(STATES.index(state.type), number[state.head], number[state.tail], state.optional))
    _link_offices(example, article, number, words, window)


def _told(
    example: Example, word: int, kind: int, events: list[Event], number: dict[str, int],
    values: list[tuple[int, int, set[str]]], article: Article, grid: _Grid,
) -> Told:  # fmt: skip
    fills: dict[int, set[int]] = {r: set() for r in range(len(ROLES))}
    hubs = _hub(events)
    for event in events:
        for agent in event.agents:
            role = "agent" if hubs is None or agent in hubs else "partner"
            fills[ROLES.index(role)].update({number[agent]} if agent in number else ())
        fills[1].update(number[t] for t in event.targets if t in number)
        if event.place in number:
            fills[3].add(number[event.place])
        if event.date:
            fills[4].update(_dated(example, event.date, values, grid))
        if event.amount:
            fills[5].update(_paid(example, event.amount, article, grid))
    status = STATUSES.index(events[0].status)
    return Told(word, kind, status, fills, known=not all(e.optional for e in events))


def _hub(events: list[Event]) -> set[str] | None:
    """The side common to several symmetric events of one trigger, if there is one."""
    if len(events) < 2 or events[0].type not in SYMMETRIC:
        return None
    common = set(events[0].agents).intersection(*(e.agents for e in events[1:]))
    return common if common and any(set(e.agents) - common for e in events) else None


def _date_values(article: Article) -> list[tuple[int, int, set[str]]]:
    """Stretches of the text that are dates, with the values they may have (looking back or ahead)."""
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for ahead in (None, True, False):
        for date in find_dates(article.text, published=article.published, future_at=lambda _: ahead):  # noqa: B023
            if date.value and date.kind != "dateline":
                found[(date.start, date.end)].add(date.value)
    return [(start, end, values) for (start, end), values in sorted(found.items())]


def _dated(example: Example, date: str, values: list[tuple[int, int, set[str]]], grid: _Grid) -> set[int]:
    fits = [grid.span(s, e) for s, e, vs in values if any(v.startswith(date) or date.startswith(v) for v in vs)]
    return _spans_over(example, fits, "date")


def _paid(example: Example, amount: str, article: Article, grid: _Grid) -> set[int]:
    fits = [grid.span(m.start(), m.end()) for m in re.finditer(re.escape(amount), article.text)]
    return _spans_over(example, fits, "money")


def _spans_over(example: Example, fits: list[tuple[int, int] | None], kind: str) -> set[int]:
    """Indices of the spans of a kind that share a word with one of the stretches."""
    code = SPANS.index(kind)
    return {
        i
        for i, span in enumerate(example.spans)
        if span.kind == code and any(f is not None and f[0] <= span.last and span.first <= f[1] for f in fits)
    }


def _mask(
    example: Example, event: Event, kind: int, number: dict[str, int], text: str, words: Words, window: Window, *, least: int
) -> None:  # fmt: skip
    """An event that no word was marked for may be told by any word of a sentence that has `least` of its parties."""
    mine = {number[i] for i in (*event.agents, *event.targets) if i in number}
    for first, last in _sentences(text, words, window):
        here = {e for s in example.spans if first <= s.first <= last for e in s.entities}
        if len(mine & here) >= least:
            example.masked.update((w, kind) for w in range(first, last + 1))


def _sentences(text: str, words: Words, window: Window) -> Iterator[tuple[int, int]]:
    """First and last word of each sentence of a window."""
    first = 0
    for w in range(window.end - window.start):
        if w + 1 == window.end - window.start or pieces.is_end(words, text, window.start + w):
            yield first, w
            first = w + 1


def _link_offices(example: Example, article: Article, number: dict[str, int], words: Words, window: Window) -> None:
    titles = [(i, s) for i, s in enumerate(example.spans) if s.kind == SPANS.index("title")]
    for state in article.states:
        if state.type != "post" or not state.title or state.head not in number:
            continue
        wanted = state.title.casefold()
        for i, span in titles:
            start = words.starts[window.start + span.first]
            end = words.ends[window.start + span.last]
            said = article.text[start:end].casefold()
            if said == wanted or (len(wanted) > 4 and (wanted in said or said in wanted)):
                example.offices.append((number[state.head], i))
