"""Whom an office is held for: the bodies and countries that may be each person's, with what speaks for and against each.

Reads clusters, offices and scores; decides nothing. The guidelines want the body wherever the article names it, else the
country, so a far ministry whose words are the office's own ("Trade Minister": Ministry of Trade) is looked at as well.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract import lexicon
from extract.corefer import content
from extract.layers import Found, Layers
from extract.reading import Judged

#: From which probability on an office counts as a person's here.
LIKELY = 0.2
#: What a rule's reading of an office is worth beside the encoder's probabilities.
RULED = 0.9
#: So many bodies that fit an office are looked at, and so many mentions of each thing: a hostile text names thousands.
FITTING, MOST = 12, 40
#: Rules that read body and office side by side; the others read them from the context.
BESIDE = frozenset({"post:title", "post:of"})
#: Probabilities are kept within this and 1 less this.
FLOOR = 0.003
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Post:
    """A possible post: what speaks for it, and the index of the office that most likely is its person's, if one is."""

    features: dict[str, float]
    office: int | None


def offices(found: Layers, judged: Judged) -> dict[int, dict[int, float]]:
    """Person's cluster -> index of each office that may be theirs -> how likely."""
    held: dict[int, dict[int, float]] = defaultdict(dict)
    for (title, cluster), p in sorted(judged.offices.items()):
        if p >= LIKELY and found.clusters[cluster].type == "Person":
            held[cluster][title] = p
    for i, office in enumerate(found.titles):
        if office.person is not None and office.person.entity >= 0:
            mine = held[office.person.entity]
            mine[i] = max(RULED, mine.get(i, 0.0))
    return held


def posts(found: Layers, judged: Judged, ruled: list[Found]) -> dict[Pair, Post]:
    """(person, body or country) -> the possible post, of all people of the article."""
    read: dict[int, dict[int, float]] = defaultdict(dict)
    for state in judged.states:  # a pair that two windows see is as likely as the surer one says
        if state.type == "post":
            mine = read[state.head]
            mine[state.tail] = max(state.probability, mine.get(state.tail, 0.0))
    rules: dict[int, dict[int, Found]] = defaultdict(dict)
    for said in ruled:
        who, tail = said.agents[0], said.targets[0]
        if said.type == "post" and (tail not in rules[who] or rules[who][tail].confidence < said.confidence):
            rules[who][tail] = said
    held = offices(found, judged)
    bodies = _Bodies(found)
    out: dict[Pair, Post] = {}
    for person in sorted({*held, *read, *rules}):
        out.update(_Person(found, person, held.get(person, {}), read[person], rules[person], bodies).posts())
    return out


class _Bodies:
    """The words of the bodies' names, looked up by word."""

    def __init__(self, found: Layers) -> None:
        self.by_word: dict[str, set[int]] = defaultdict(set)
        self.lands: dict[str, list[int]] = defaultdict(list)
        for i, cluster in enumerate(found.clusters):
            if cluster.type == "Organization" and cluster.mentions:
                for word in content(" ".join([cluster.name, *sorted(cluster.aliases)])):
                    self.by_word[word].add(i)
            elif cluster.type == "Country" and cluster.mentions and cluster.country:
                self.lands[cluster.country].append(i)

    def share(self, words: Sequence[frozenset[str]]) -> dict[int, float]:
        """Body -> the largest share of an office's own words ("trade" of "Trade Minister") that its names have."""
        out: dict[int, float] = {}
        for own in words:
            count = Counter(body for word in own for body in self.by_word.get(word, ()))
            for body, n in count.items():
                out[body] = max(n / len(own), out.get(body, 0.0))
        return out


class _Person:
    """All that the article says of one person's offices."""

    def __init__(
        self, found: Layers, person: int, held: dict[int, float], read: Mapping[int, float], rules: Mapping[int, Found],
        bodies: _Bodies,
    ) -> None:  # fmt: skip
        self.found, self.person, self.held, self.read, self.rules = found, person, held, read, rules
        self.country = found.clusters[person].country
        self.offices = [(found.titles[t].start, found.titles[t].end) for t in held]
        self.spots = sorted({*self.offices, *((m.start, m.end) for m in found.clusters[person].mentions[:MOST])})
        words = lexicon.offices()
        self.fit = bodies.share([content(found.titles[t].text) - words.heads - words.grades for t in held])
        self.whole = [b for b in self.fit if self.fit[b] > 0.99 and self._may_be_mine(b)]
        self.lands = bodies.lands.get(self.country or "", [])

    def tails(self) -> list[int]:
        """What is looked at: what encoder or rules propose, bodies that fit an office wholly, the person's country."""
        tails = {*self.read, *self.rules}
        if self.held:
            tails |= {*sorted(b for b in self.fit if self.fit[b] > 0.99)[:FITTING], *self.lands}
        return sorted(t for t in tails if self.found.clusters[t].type in {"Organization", "Country", "Place"})

    def posts(self) -> Iterator[tuple[Pair, Post]]:
        """Every tail with its features."""
        tails = self.tails()
        best = max(self.held, key=lambda t: (self.held[t], -t), default=None)
        top = sorted((self.read.get(t, 0.0) for t in tails), reverse=True)[:2]
        for tail in tails:
            chance = self.read.get(tail, 0.0)
            rival = 0.0 if len(top) < 2 else top[1] if chance >= top[0] else top[0]
            yield (self.person, tail), Post(self._features(tail, chance, rival, alone=len(tails) == 1), best)

    def _features(self, tail: int, chance: float, rival: float, *, alone: bool) -> dict[str, float]:
        cluster = self.found.clusters[tail]
        rule = self.rules.get(tail)
        known = self.country is not None and cluster.country is not None
        same = known and self.country == cluster.country
        land = cluster.type == "Country"
        other = bool(self.whole) and self.whole != [tail]
        gap = self._gap(tail)
        return {
            "bias": 1.0, "read": _logit(chance), "margin": _logit(chance) - _logit(rival),
            "best": float(chance >= rival), "no rival": float(alone), "unread": float(not chance),
            "rule beside": float(rule is not None and rule.rule in BESIDE),
            "rule guesses": float(rule is not None and rule.rule not in BESIDE),
            "rule says another": float(rule is None and bool(self.rules)),
            "office": _logit(max(self.held.values(), default=0.0)), "country": float(land),
            "place": float(cluster.type == "Place"), "same country": float(same), "other country": float(known and not same),
            "own country": float(same and land), "shares words": self.fit.get(tail, 0.0),
            "has all words": float(self.fit.get(tail, 0.0) > 0.99), "other has all words": float(other),
            "country, other has all words": float(other and land), "in the office": float(self._inside(tail)),
            "gap": math.log1p(gap) / 5, "touches": float(gap <= 3), "told often": math.log1p(len(cluster.mentions)),
        }  # fmt: skip

    def _may_be_mine(self, body: int) -> bool:
        country = self.found.clusters[body].country
        return self.country is None or country is None or country == self.country

    def _gap(self, tail: int) -> int:
        """Characters between the person or an office of theirs and the nearest name of the tail; 0 where they overlap."""
        spots = [(m.start, m.end) for m in self.found.clusters[tail].mentions[:MOST]]
        return min((max(a - end, start - b, 0) for a, b in spots for start, end in self.spots), default=999)

    def _inside(self, tail: int) -> bool:
        spots = self.found.clusters[tail].mentions[:MOST]
        return any(start <= m.start and m.end <= end for m in spots for start, end in self.offices)


def _logit(p: float) -> float:
    p = min(max(p, FLOOR), 1 - FLOOR)
    return math.log(p / (1 - p))
