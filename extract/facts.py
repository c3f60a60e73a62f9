"""From what the encoder scores and the rules propose to states: what is likely enough, with its quote and its office."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from extract import ties
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


def standings(judged: Judged, ruled: list[Found]) -> list[Fact]:
    """All states that the encoder or a rule proposes, with their features."""
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
    out = []
    for key in sorted({*read, *rules}):
        one, two = read.get(key), rules.get(key)
        chance = one.probability if one else 0.0
        features = ties.state_features(
            key[0], read=chance, ruled=two.confidence if two else None, best=chance >= best.get(key[:2], 0.0),
            near=one is None or one.end - one.start < NEAR,
        )  # fmt: skip
        out.append(Fact(*key, features, one, two))
    return out


def decide_states(doc: Doc, found: Layers, judged: Judged, ruled: list[Found]) -> list[Found]:
    """The states that are likely enough; a post carries the office that most likely is its holder's."""
    weights = ties.weights()
    sentences = list(doc.sents)
    starts = [s.start_char for s in sentences]
    out = []
    for state in standings(judged, ruled):
        sure = ties.probability(state.features, weights.states)
        if sure < weights.cut["states"]:
            continue
        if state.ruled is not None:
            start, end, title = state.ruled.start, state.ruled.end, state.ruled.title
        else:
            assert state.read is not None
            start = sentences[max(0, bisect_right(starts, state.read.start) - 1)].start_char
            end = sentences[max(0, bisect_right(starts, max(state.read.start, state.read.end - 1)) - 1)].end_char
            title = _office(found, judged, state.read) if state.type == "post" else None
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


def _office(found: Layers, judged: Judged, state: Weighted) -> str | None:
    """The office of the person that is likeliest, the nearest to the state's own words where several are as likely."""
    fits = [
        (round(p, 1), -abs(found.titles[t].start - state.start), t)
        for (t, cluster), p in judged.offices.items()
        if cluster == state.head and p >= 0.5
    ]
    return found.titles[max(fits)[2]].text if fits else None
