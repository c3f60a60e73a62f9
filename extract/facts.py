"""From what the encoder scores and the rules propose to states: what is likely enough, with its quote and its office."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc

from extract import ties
from extract.holders import MOST, posts
from extract.layers import Found, Layers
from extract.reading import Judged, Weighted

#: Ends of a state that stand at most this many characters apart stand together.
NEAR = 120


@dataclass(frozen=True, slots=True)
class Fact:
    """A possible state: its ends, features, and what gives its quote and office."""

    type: str
    head: int
    tail: int
    features: dict[str, float]
    read: Weighted | None
    ruled: Found | None
    office: int | None = None


def standings(found: Layers, judged: Judged, ruled: list[Found]) -> list[Fact]:
    """All states that are looked at, with their features: posts by what holders.py sees, the others as proposed."""
    read: dict[tuple[str, int, int], Weighted] = {}
    for state in judged.states:
        key = (state.type, state.head, state.tail)
        if key not in read or read[key].probability < state.probability:
            read[key] = state
    rules: dict[tuple[str, int, int], Found] = {}
    for said in ruled:
        key = (said.type, said.agents[0], said.targets[0])
        if key not in rules or rules[key].confidence < said.confidence:
            rules[key] = said
    best: dict[tuple[str, int], float] = {}
    for (kind, head, _), state in read.items():
        best[kind, head] = max(state.probability, best.get((kind, head), 0.0))
    others = _others(read)
    held = {("post", *pair): post for pair, post in posts(found, judged, ruled).items()}
    out = []
    for key in sorted({*read, *rules, *held}):
        if key[0] == "post":
            if key in held:
                out.append(Fact(*key, held[key].features, read.get(key), rules.get(key), held[key].office))
            continue
        one, two = read.get(key), rules.get(key)
        chance = one.probability if one else 0.0
        features = ties.state_features(
            key[0], read=chance, ruled=two.confidence if two else None, best=chance >= best.get(key[:2], 0.0),
            near=one is None or one.end - one.start < NEAR, ends=_ends(found, key[1], key[2], others(key)),
        )  # fmt: skip
        out.append(Fact(*key, features, one, two))
    return out


def _others(read: dict[tuple[str, int, int], Weighted]) -> Callable[[tuple[str, int, int]], float]:
    """How likely the likeliest other head of a state's tail is: members of one body are told together."""
    best: dict[tuple[str, int], list[tuple[float, int]]] = {}  # the likeliest two heads of each tail
    for (kind, head, tail), state in read.items():
        best[kind, tail] = sorted([*best.get((kind, tail), ()), (state.probability, head)])[-2:]

    def most(key: tuple[str, int, int]) -> float:
        return max((p for p, head in best.get((key[0], key[2]), ()) if head != key[1]), default=0.0)

    return most


def _ends(found: Layers, head: int, tail: int, others: float) -> ties.Ends:
    one, two = found.clusters[head], found.clusters[tail]
    spots = [(a, b) for a in one.mentions[:MOST] for b in two.mentions[:MOST]]
    gap = min((max(b.start - a.end, a.start - b.end, 0) for a, b in spots), default=999)
    inside = any(a.start <= b.start and b.end <= a.end for a, b in spots)
    known = one.country is not None and two.country is not None
    return ties.Ends(gap, inside, known and one.country == two.country, known and one.country != two.country, others)


def decide_states(doc: Doc, found: Layers, judged: Judged, ruled: list[Found]) -> list[Found]:
    """The states that are likely enough; a post carries the office that most likely is its holder's."""
    weights = ties.weights()
    sentences = list(doc.sents)
    starts = [s.start_char for s in sentences]
    out = []
    for state in standings(found, judged, ruled):
        kind = "posts" if state.type == "post" else "states"
        sure = ties.probability(state.features, weights.of(kind))
        if sure < weights.cut[kind]:
            continue
        if state.ruled is not None:
            start, end, title = state.ruled.start, state.ruled.end, state.ruled.title
        else:
            first, last = _where(found, state)
            start = sentences[max(0, bisect_right(starts, first) - 1)].start_char
            end = sentences[max(0, bisect_right(starts, max(first, last - 1)) - 1)].end_char
            title = _office(found, judged, state, first) if state.type == "post" else None
        rule = f"{state.ruled.rule}/read" if state.ruled is not None else "read"
        out.append(
            Found(
                state.type,
                [state.head],
                [state.tail],
                start,
                end,
                -1,
                title=title,
                confidence=round(sure, 3),
                rule=rule,
            )
        )
    return sorted(out, key=lambda s: (s.start, s.type, s.agents, s.targets))


#: A state whose ends stand further apart (characters) is quoted where the office is told.
QUOTED = 600


def _where(found: Layers, state: Fact) -> tuple[int, int]:
    """The stretch that tells a state: both ends where they stand near each other, else the office or the head's name."""
    if state.read is not None and (state.office is None or state.read.end - state.read.start < QUOTED):
        return state.read.start, state.read.end
    told = found.titles[state.office] if state.office is not None else found.clusters[state.head].mentions[0]
    return told.start, told.end


def _office(found: Layers, judged: Judged, state: Fact, near: int) -> str | None:
    """The office of the person that is likeliest, the nearest to the state's own words where several are as likely."""
    fits = [
        (round(p, 1), -abs(found.titles[t].start - near), t)
        for (t, cluster), p in judged.offices.items()
        if cluster == state.head and p >= 0.5
    ]
    if fits:
        return found.titles[max(fits)[2]].text
    return found.titles[state.office].text if state.office is not None else None
