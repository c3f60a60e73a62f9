"""From what the encoder scores and the rules propose to events: what is likely enough, and allowed by the ontology.

Nothing is joined that no trigger ties together; the types at both ends are the guidelines'. Each tie gets one
probability (ties.py); an event keeps the parties whose ties are likely enough, and is as sure as its least sure tie.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from spacy.tokens import Doc, Span

from extract import ties
from extract.layers import Found, Layers
from extract.reading import Judged, Weighed
from extract.records import SYMMETRIC
from extract.standing import Standing, standing
from extract.tags import AGENT, PARTNER, PLACE, TARGET

ACTORS = frozenset({"Person", "Organization", "Country", "Place"})
ANY = frozenset({"Person", "Organization", "Country", "Place", "Agreement", "Initiative"})
INSTRUMENTS = frozenset({"Agreement", "Initiative"})
#: What may stand at the far end of each type; at that of a symmetric one stands its instrument.
TARGETS: dict[str, frozenset[str]] = {
    "visit": frozenset({"Country", "Place", "Organization"}),
    "attend": frozenset({"Occasion", "Organization"}),
    "host": frozenset({"Occasion", "Organization"}),
    "sign": INSTRUMENTS,
    "agree": INSTRUMENTS,
    "negotiate": INSTRUMENTS,
    "meet": frozenset(),
    "establish": frozenset({"Organization", "Initiative", "Occasion", "Agreement"}),
    "join": frozenset({"Organization", "Agreement", "Initiative"}),
    "withdraw": frozenset({"Organization", "Agreement", "Initiative", "Country", "Person"}),
}
#: An end that the encoder thinks less likely than this is not looked at, whatever a rule proposes.
LOOK = 0.08
#: Types that nobody does with the one he stands for.
APART = SYMMETRIC | {"visit", "aid", "request", "restrict", "dispute", "trade", "praise", "criticize", "ease"}
MOST = 30


@dataclass(slots=True)
class Candidate:
    """A trigger of one type with its possible parties (cluster -> probability), and the rule that speaks of it."""

    weighed: Weighed
    sentence: Span
    stands: Standing
    agents: dict[int, float] = field(default_factory=dict)
    partners: dict[int, float] = field(default_factory=dict)
    targets: dict[int, float] = field(default_factory=dict)
    ruled: list[Found] = field(default_factory=list)
    here: frozenset[int] = frozenset()
    kinds: dict[int, str] = field(default_factory=dict)
    countries: dict[int, str | None] = field(default_factory=dict)
    spots: dict[int, list[int]] = field(default_factory=dict)
    length: int = 1
    again: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Tie:
    """Two ends of a candidate with the features of their tie. `far` is True where the second is a target."""

    one: int
    two: int
    far: bool
    features: dict[str, float]


def decide_events(doc: Doc, found: Layers, judged: Judged, ruled: list[Found]) -> list[Found]:
    """The events whose ties are likely enough, in order of the text; what was looked at stays in `found.candidates`."""
    weights = ties.weights()
    out: list[Found] = []
    found.candidates = candidates(doc, found, judged, ruled)
    for candidate in found.candidates:
        sure = {
            (t.one, t.two, t.far): p
            for t in possible(candidate)
            if (p := ties.probability(t.features, weights.of("events"))) >= weights.cut["events"]
        }
        if sure:
            out += _events(found, candidate, sure)
    return out


def candidates(doc: Doc, found: Layers, judged: Judged, ruled: list[Found]) -> list[Candidate]:
    """Triggers in order of the text, those of the rules put to the encoder's of the same type and sentence."""
    sentences = list(doc.sents)
    starts = [s.start_char for s in sentences]
    stands = standing(found, judged, [s for s in found.states if s.type == "post"])
    made = []
    for weighed in sorted(judged.events, key=lambda w: (w.start, w.type)):
        candidate = Candidate(weighed, sentences[max(0, bisect_right(starts, weighed.start) - 1)], stands)
        _fill(found, candidate, stands)
        made.append(candidate)
    for event in ruled:
        at = doc[event.trigger].idx
        same = [c for c in made if c.weighed.type == event.type and c.sentence.start_char <= at < c.sentence.end_char]
        if same:
            nearest = min(same, key=lambda c: (abs(c.weighed.start - at), c.weighed.start))
            nearest.ruled.append(event)
    _look_around(found, judged, made)
    return made


def _look_around(found: Layers, judged: Judged, made: list[Candidate]) -> None:
    """Who stands in the sentence of each trigger, and which ties another trigger of its type has as well."""
    spots = [(m.start, m.entity) for m in found.mentions if m.entity >= 0]
    spots += [(start, cluster) for start, _, chances in judged.references for cluster in chances]
    spots.sort()
    kinds = {i: c.type for i, c in enumerate(found.clusters)}
    countries = {i: c.country for i, c in enumerate(found.clusters)}
    where: dict[int, list[int]] = {}
    for at, cluster in spots:
        where.setdefault(cluster, []).append(at)
    sure: dict[str, list[tuple[Candidate, set[int]]]] = {}
    for candidate in made:
        low = bisect_left(spots, (candidate.sentence.start_char, -1))
        high = bisect_left(spots, (candidate.sentence.end_char, -1))
        candidate.here = frozenset(cluster for _, cluster in spots[low:high])
        candidate.kinds, candidate.spots, candidate.length = kinds, where, max(1, len(found.text))
        candidate.countries = countries
        ends = {**candidate.agents, **candidate.partners, **candidate.targets}
        sure.setdefault(candidate.weighed.type, []).append((candidate, {c for c, p in ends.items() if p >= 0.5}))
    for same in sure.values():
        for candidate, _ in same:
            for other, likely in same:
                if other is not candidate and abs(other.weighed.start - candidate.weighed.start) > 3:
                    candidate.again.update((a, b) for a in likely for b in likely if a != b)


def _fill(found: Layers, candidate: Candidate, stands: Standing) -> None:
    roles, kind = candidate.weighed.roles, candidate.weighed.type
    symmetric = kind in SYMMETRIC
    agents = _typed(found, roles[AGENT], ACTORS)
    partners = _typed(found, roles[PARTNER], ACTORS) if symmetric else {}
    targets = _typed(found, roles[TARGET], TARGETS.get(kind, ANY))
    candidate.agents = {
        c: p for c, p in agents.items() if p >= partners.get(c, 0.0) and (symmetric or p >= targets.get(c, 0.0))
    }
    candidate.partners = {c: p for c, p in partners.items() if c not in candidate.agents}
    candidate.targets = {c: p for c, p in targets.items() if c not in candidate.agents}
    if symmetric:
        _one_level(candidate, stands)


def _one_level(candidate: Candidate, stands: Standing) -> None:
    """Of a party and of what it stands for, the likelier level stays: "Peru and Chile signed ... by Ministers A and B"."""
    both = {**candidate.agents, **candidate.partners}
    high = {b for a in both for b in both if a != b and b in stands.above.get(a, ())}
    low = {a for a in both if a not in high and any(b in stands.above.get(a, ()) for b in high)}
    if not high:
        return
    upper = sum(both[b] for b in high)
    lower = sum(max((both[a] for a in low if b in stands.above.get(a, ())), default=0.0) for b in high)
    for c in high if lower >= upper else low:
        candidate.agents.pop(c, None)
        candidate.partners.pop(c, None)


def _typed(found: Layers, chances: dict[int, float], types: frozenset[str]) -> dict[int, float]:
    return {c: p for c, p in chances.items() if p >= LOOK and found.clusters[c].type in types}


def possible(candidate: Candidate) -> Iterator[Tie]:
    """All ties of a candidate with their features."""
    parties = len(candidate.agents) + len(candidate.partners)
    kind = candidate.weighed.type
    proposed = _proposed(candidate)
    pairs: list[tuple[int, int, bool]] = []
    if kind in SYMMETRIC:
        if candidate.partners and candidate.agents:
            pairs += [(a, b, False) for a in candidate.agents for b in candidate.partners]
            if len(candidate.agents) > 1 and max(candidate.partners.values()) < 0.5:
                pairs += [(a, b, False) for a, b in combinations(candidate.agents, 2)]
        else:
            pairs += [(a, b, False) for a, b in combinations([*candidate.agents, *candidate.partners], 2)]
    pairs += [(a, b, True) for a in [*candidate.agents, *candidate.partners] for b in candidate.targets if a != b]
    for one, two, far in pairs:
        if kind in APART and candidate.stands.one_side(one, two):
            continue
        ruled = proposed.get((one, two, far), proposed.get((two, one, far)) if not far else None)
        features = ties.event_features(
            kind, trigger=candidate.weighed.probability, ends=(_chance(candidate, one), _chance(candidate, two)),
            instrument=far and kind in SYMMETRIC, ruled=ruled, other=bool(proposed) and ruled is None,
            around=_around(candidate, one, two, parties, far=far),
        )  # fmt: skip
        yield Tie(one, two, far, features)


def _around(candidate: Candidate, one: int, two: int, parties: int, *, far: bool) -> ties.Around:
    start, roles = candidate.weighed.start, candidate.weighed.roles
    away = max(min((abs(at - start) for at in candidate.spots.get(c, ())), default=999) for c in (one, two))
    turned = min(roles[TARGET].get(one, 0.0), roles[AGENT].get(two, 0.0)) if far else 0.0
    countries = (candidate.countries.get(one), candidate.countries.get(two))
    known = None not in countries
    sides = (one in candidate.partners) + (two in candidate.partners)
    return ties.Around(
        parties, len({one, two} & candidate.here), not far and candidate.kinds[one] != candidate.kinds[two],
        (one, two) in candidate.again or (two, one) in candidate.again, away,
        min(len(candidate.spots.get(c, ())) for c in (one, two)), turned, start / candidate.length,
        known and countries[0] == countries[1], known and countries[0] != countries[1],
        not far and sides == 1, not far and not sides and bool(candidate.partners),
    )  # fmt: skip


def _chance(candidate: Candidate, cluster: int) -> float:
    return next(side[cluster] for side in (candidate.agents, candidate.partners, candidate.targets) if cluster in side)


def _proposed(candidate: Candidate) -> dict[tuple[int, int, bool], float]:
    """The ties that rules propose, with the rule's confidence."""
    out: dict[tuple[int, int, bool], float] = {}
    for event in candidate.ruled:
        ends = [(a, b, True) for a in event.agents for b in event.targets]
        if event.type in SYMMETRIC:
            ends += [(a, b, False) for a, b in combinations(event.agents, 2)]
        for end in ends:
            out[end] = max(event.confidence, out.get(end, 0.0))
    return out


def _events(found: Layers, candidate: Candidate, sure: dict[tuple[int, int, bool], float]) -> list[Found]:
    """One event of all parties, or one per counterpart where the trigger ties one side to several (guidelines, 4 and 14).

    No event joins two ends that no tie does, and none is surer than its least sure tie.
    """
    near = {(a, b): p for (a, b, far), p in sure.items() if not far}
    aims = {(a, b): p for (a, b, far), p in sure.items() if far}

    def made(agents: list[int], ends: list[int], ties_: list[float]) -> Found:
        return _made(found, candidate, sorted(agents, key=_order(found)), ends, min(ties_))

    if candidate.weighed.type not in SYMMETRIC:
        return [
            made(doers, list(ends), [aims[a, b] for a in doers for b in ends]) for ends, doers in _by_ends(aims).items()
        ]
    out = []
    for group in _groups(near):
        mine = {(a, t): p for (a, t), p in aims.items() if a in group}
        together = [p for (a, b), p in near.items() if a in group and b in group]
        out.append(made(group, list(dict.fromkeys(t for _, t in mine)), [*together, *mine.values()]))
    told = {c for pair in near for c in pair}
    for one in dict.fromkeys(a for a, _ in aims if a not in told):
        mine = {pair: p for pair, p in aims.items() if pair[0] == one}
        out.append(made([one], [t for _, t in mine], list(mine.values())))
    return out


def _groups(near: dict[tuple[int, int], float]) -> list[list[int]]:
    """Those who did it together: all parties where each is tied to each, else every tied pair by itself; none of more than MOST."""
    parties = list(dict.fromkeys(c for pair in near for c in pair))
    if not 0 < len(parties) <= MOST:
        return []
    if all((a, b) in near or (b, a) in near for a, b in combinations(parties, 2)):
        return [parties]
    return [[a, b] for a, b in near]


def _by_ends(aims: dict[tuple[int, int], float]) -> dict[tuple[int, ...], list[int]]:
    """Targets -> who is tied to just these, so that no event joins two ends that no tie does."""
    ends: dict[int, list[int]] = {}
    for one, two in aims:
        ends.setdefault(one, []).append(two)
    out: dict[tuple[int, ...], list[int]] = {}
    for one, mine in ends.items():
        out.setdefault(tuple(mine), []).append(one)
    return out


def _order(found: Layers) -> Callable[[int], tuple[int, int]]:
    return lambda c: (found.clusters[c].mentions[0].start if found.clusters[c].mentions else 10**9, c)


def _made(found: Layers, candidate: Candidate, agents: list[int], targets: list[int], confidence: float) -> Found:
    weighed, sentence = candidate.weighed, candidate.sentence
    ruled = candidate.ruled[0] if candidate.ruled else None
    event = Found(
        weighed.type, agents, targets, sentence.start_char, sentence.end_char, weighed.start,
        status=ruled.status if ruled is not None else weighed.status,  # grammar is the surer of the two where a frame fits
        confidence=round(confidence, 3), rule=f"{ruled.rule if ruled is not None else f'{weighed.type}:{weighed.word}'}/read",
    )  # fmt: skip
    _circumstances(found, candidate, event)
    return event


def _circumstances(found: Layers, candidate: Candidate, event: Found) -> None:
    """Place, date and amount: the encoder's where it is sure, else the rule's."""
    weighed = candidate.weighed
    places = {c: p for c, p in weighed.roles[PLACE].items() if found.clusters[c].type in {"Place", "Country"}}
    place = max(places, key=lambda c: (places[c], -c), default=None)
    if place is not None and places[place] >= 0.2 and place not in event.targets:
        event.place = place
    dates = {d: p for d, p in weighed.dates.items() if found.dates[d].value and found.dates[d].kind != "dateline"}
    date = max(dates, key=lambda d: (dates[d], -d), default=None)
    if date is not None and dates[date] >= 0.15:
        event.date, event.date_text = found.dates[date].value, found.dates[date].text
    if weighed.money:
        money = max(weighed.money, key=lambda m: (weighed.money[m], -m))
        if weighed.money[money] >= 0.4:
            event.amount = found.amounts[money][2]
    for ruled in candidate.ruled:
        event.place = event.place if event.place is not None or ruled.place in event.targets else ruled.place
        if event.date is None:
            event.date, event.date_text = ruled.date, ruled.date_text
        event.mode = event.mode or ruled.mode
