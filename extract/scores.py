"""What the heads say of one window's pairs: references, parties of triggers, states. Reads layers and a Reading; decides nothing.

Everything comes out per cluster (entity of the article): the odds of a cluster's mentions add up, those of a pronoun or
description weighted by how likely it stands for the cluster.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extract.encoder import heads
from extract.heads import Floats, Ints, sigmoid
from extract.layers import Layers, Mention
from extract.reading import Judged, Part, Reading, Tagged, Weighed, Weighted
from extract.tags import DATE, EVENTS, MONEY, NAMES, SPANS, STATES, STATUSES

#: Triggers less likely than this are not looked at.
FAINT = 0.08
#: States less likely than this are not looked at.
SLIGHT = 0.01
#: A description counts for a cluster from this probability on.
REFERS = 0.25


@dataclass(slots=True)
class Row:
    """The spans of a window that pairs are made of: vectors, kinds and word positions, and what each one is."""

    vectors: Floats
    kinds: Ints
    at: Ints


def judge(
    found: Layers, reading: Reading, asked: set[tuple[int, str]] | frozenset[tuple[int, str]] = frozenset()
) -> Judged:
    """The scores of all windows of an article together. `asked`: (offset, event type) of triggers to be scored anyhow."""
    judged = Judged()
    for part in reading.parts:
        _judge_part(found, reading, part, asked, judged)
    return judged


class _Spans:
    """From characters to the words of one window."""

    def __init__(self, reading: Reading, part: Part) -> None:
        self.words, self.window, self.vectors = reading.words, part.window, part.vectors.astype(np.float32)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        first = int(np.searchsorted(self.words.ends, start, side="right"))
        last = int(np.searchsorted(self.words.starts, end, side="left")) - 1
        if first > last or first < self.window.start or last >= self.window.end:
            return None
        return first - self.window.start, last - self.window.start

    def row(self, places: list[tuple[int, int]], kinds: list[int]) -> Row:
        first = np.array([f for f, _ in places], dtype=np.int64)
        last = np.array([b for _, b in places], dtype=np.int64)
        vectors = np.concatenate([self.vectors[first], self.vectors[last]], axis=-1)
        return Row(vectors, np.array(kinds, dtype=np.int64), first)


def _judge_part(
    found: Layers,
    reading: Reading,
    part: Part,
    asked: set[tuple[int, str]] | frozenset[tuple[int, str]],
    judged: Judged,
) -> None:
    spans = _Spans(reading, part)
    named: list[Mention] = []
    places: list[tuple[int, int]] = []
    for mention in found.mentions:
        at = spans.place(mention.start, mention.end)
        if at is not None and mention.entity >= 0 and mention.type in NAMES:
            named.append(mention)
            places.append(at)
    if not named:
        return
    row = spans.row(places, [NAMES.index(m.type) for m in named])
    owners = np.array([m.entity for m in named])
    described, weights = _references(found, reading, part, spans, row, owners, judged)
    _events(found, reading, part, spans, row, owners, described, weights, asked, judged)
    _states(named, row, judged)
    _offices(found, spans, row, owners, judged)


def _per_cluster(scores: Floats, owners: Ints) -> tuple[Ints, Floats]:
    """(L, mentions, R) logits -> clusters, (L, clusters, R) summed odds."""
    clusters = np.unique(owners)
    member = (owners[:, None] == clusters[None]).astype(np.float32)
    odds = np.exp(np.clip(scores, -30, 30))
    summed: Floats = np.einsum("lmr,mc->lcr", odds, member)
    return clusters, summed


def _references(
    found: Layers, reading: Reading, part: Part, spans: _Spans, row: Row, owners: Ints, judged: Judged
) -> tuple[Row | None, Floats]:
    """The descriptions of the window and how likely each stands for each cluster (columns as in np.unique(owners))."""
    places = [(t, at) for t in reading.nominal if (at := spans.place(t.start, t.end)) is not None]
    if not places:
        return None, np.zeros((0, len(np.unique(owners))), dtype=np.float32)
    described = spans.row([at for _, at in places], [SPANS.index("nominal")] * len(places))
    logits = heads().pairs("same", described.vectors, row.vectors, described.kinds, row.kinds, described.at, row.at)
    clusters, odds = _per_cluster(logits, owners)
    likely: Floats = odds[..., 0] / (1.0 + odds[..., 0])
    for row_of, (tagged, _) in zip(likely, places, strict=True):
        _choose(row_of, _words(found, tagged))
    for (tagged, at), chances in zip(places, likely, strict=True):
        if at[0] + part.window.start >= part.window.fresh:
            judged.references.append(
                (
                    tagged.start,
                    tagged.end,
                    {int(c): float(p) for c, p in zip(clusters, chances, strict=True) if p >= REFERS},
                )
            )
    return described, likely


#: How many things a description speaks of, where a word of it says so.
NUMBERS = {"two": 2, "both": 2, "pair": 2, "bilateral": 2, "three": 3, "four": 4, "five": 5}
ONE = frozenset(["he", "him", "his", "she", "her", "it", "its", "himself", "herself", "itself", "this"])
MANY = frozenset(["they", "them", "their", "we", "our", "us", "themselves", "each", "all", "whose", "who", "which"])


def _choose(chances: Floats, words: list[str]) -> None:
    """Keep of the chances of one description (clusters,), in place, those it can mean: one, the two, or all likely ones."""
    number = next((NUMBERS[w] for w in words if w in NUMBERS), None)
    if number is None and not set(words) & MANY and (set(words) & ONE or not words[-1].endswith("s")):
        number = 1
    order = np.argsort(-chances, kind="stable")
    least = REFERS if number is not None else 0.5
    for rank, cluster in enumerate(order):
        if (number is not None and rank >= number) or chances[cluster] < least:
            chances[cluster] = 0.0


def _words(found: Layers, tagged: Tagged) -> list[str]:
    """The words of a stretch in lower case."""
    return found.text[tagged.start : tagged.end].lower().split()


def _events(
    found: Layers, reading: Reading, part: Part, spans: _Spans, row: Row, owners: Ints, described: Row | None,
    weights: Floats, asked: set[tuple[int, str]] | frozenset[tuple[int, str]], judged: Judged,
) -> None:  # fmt: skip
    offset = part.window.fresh - part.window.start
    look = part.triggers >= FAINT
    look[:offset] = False
    for told, name in asked:
        place = spans.place(told, told + 1)
        if place is not None and place[0] >= offset:
            look[place[0], EVENTS.index(name)] = True
    where, types = np.nonzero(look)
    if not len(where):
        return
    words = spans.vectors[where]
    clusters, odds = _per_cluster(_roles(words, types, where, row), owners)
    if described is not None:
        extra = np.exp(np.clip(_roles(words, types, where, described), -30, 30))
        odds = odds + np.einsum("lmr,mc->lcr", extra, weights)
    likely = odds / (1.0 + odds)
    status = heads().status(words, types)
    dates = _others(spans, [(d.start, d.end) for d in found.dates], "date", words, types, where, DATE)
    money = _others(spans, [(a, b) for a, b, _ in found.amounts], "money", words, types, where, MONEY)
    for i, (word, kind) in enumerate(zip(where.tolist(), types.tolist(), strict=True)):
        roles = [
            {int(c): float(p) for c, p in zip(clusters, likely[i, :, r], strict=True) if p >= FAINT} for r in range(4)
        ]
        at = word + part.window.start
        judged.events.append(
            Weighed(
                EVENTS[kind], found.text[reading.words.starts[at] : reading.words.ends[at]].lower(),
                int(reading.words.starts[at]), int(reading.words.ends[at]), float(part.triggers[word, kind]),
                STATUSES[int(status[i].argmax())], (roles[0], roles[1], roles[2], roles[3]),
                {d: float(p[i]) for d, p in dates.items()}, {m: float(p[i]) for m, p in money.items()},
                tuple(float(s) for s in status[i]),
            )
        )  # fmt: skip


def _roles(words: Floats, types: Ints, where: Ints, row: Row) -> Floats:
    return heads().pairs("roles", words, row.vectors, types, row.kinds, where, row.at)


def _others(
    spans: _Spans, stretches: list[tuple[int, int]], kind: str, words: Floats, types: Ints, where: Ints, role: int
) -> dict[int, Floats]:
    """Index of a date or amount in its layer -> its probability for each trigger."""
    places = [(i, at) for i, (s, e) in enumerate(stretches) if (at := spans.place(s, e)) is not None]
    if not places:
        return {}
    row = spans.row([at for _, at in places], [SPANS.index(kind)] * len(places))
    likely = sigmoid(_roles(words, types, where, row)[..., role])
    return {i: likely[:, j] for j, (i, _) in enumerate(places)}


#: Which types of names may stand at the head and the tail of each state.
ENDS = {
    "post": ({"Person"}, {"Organization", "Country", "Place"}),
    "part_of": ({"Organization"}, {"Organization"}),
    "based_in": ({"Organization"}, {"Country"}),
    "member_of": ({"Country", "Organization"}, {"Organization", "Agreement", "Initiative"}),
}


def _states(named: list[Mention], row: Row, judged: Judged) -> None:
    for kind, (head_types, tail_types) in ENDS.items():
        heads_ = [i for i, m in enumerate(named) if m.type in head_types]
        tails = [i for i, m in enumerate(named) if m.type in tail_types]
        if not heads_ or not tails:
            continue
        logits = heads().pairs(
            "states",
            row.vectors[heads_],
            row.vectors[tails],
            row.kinds[heads_],
            row.kinds[tails],
            row.at[heads_],
            row.at[tails],
        )[..., STATES.index(kind)]
        _state_pairs(kind, named, heads_, tails, logits, judged)


def _state_pairs(
    kind: str, named: list[Mention], heads_: list[int], tails: list[int], logits: Floats, judged: Judged
) -> None:
    odds: dict[tuple[int, int], float] = {}
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for a, i in enumerate(heads_):
        for b, j in enumerate(tails):
            if logits[a, b] < -6.0 or named[i].entity == named[j].entity:
                continue
            key = (named[i].entity, named[j].entity)
            odds[key] = odds.get(key, 0.0) + float(np.exp(min(logits[a, b], 30.0)))
            best[key] = max(best.get(key, (-99.0, 0, 0)), (float(logits[a, b]), -i, -j))
    for key, total in sorted(odds.items()):
        if total / (1.0 + total) >= SLIGHT:
            one, two = named[-best[key][1]], named[-best[key][2]]
            judged.states.append(
                Weighted(kind, *key, total / (1.0 + total), min(one.start, two.start), max(one.end, two.end))
            )


def _offices(found: Layers, spans: _Spans, row: Row, owners: Ints, judged: Judged) -> None:
    """How likely each office is each person's."""
    places = [(i, at) for i, t in enumerate(found.titles) if (at := spans.place(t.start, t.end)) is not None]
    people = np.nonzero(row.kinds == NAMES.index("Person"))[0]
    if not places or not len(people):
        return
    titles = spans.row([at for _, at in places], [SPANS.index("title")] * len(places))
    logits = heads().pairs(
        "offices", titles.vectors, row.vectors[people], titles.kinds, row.kinds[people], titles.at, row.at[people]
    )
    clusters, odds = _per_cluster(logits, owners[people])
    for (i, _), chances in zip(places, odds[..., 0] / (1.0 + odds[..., 0]), strict=True):
        for cluster, p in zip(clusters.tolist(), chances.tolist(), strict=True):
            if p >= FAINT:
                judged.offices[i, cluster] = max(p, judged.offices.get((i, cluster), 0.0))
