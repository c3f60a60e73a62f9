"""Who stands for whom in an article: a person for the body and the country of the office held, a body for its country.

Reads clusters and states, decides nothing. A happening has its parties at one level (guidelines, rulings 8 and 17), so what
is told of a minister and again of the country is one happening, and nobody meets the country that he acts for.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract import ties
from extract.holders import posts
from extract.layers import Found, Layers
from extract.reading import Judged

#: From which probability on a post or seat counts here.
LIKELY = 0.4


@dataclass(frozen=True, slots=True)
class Standing:
    """Cluster -> the bodies and countries it stands for."""

    above: dict[int, frozenset[int]]

    def one_side(self, a: int, b: int) -> bool:
        """True where one of two stands for the other."""
        return b in self.above.get(a, ()) or a in self.above.get(b, ())

    def same(self, a: int, b: int) -> bool:
        """True where two are one party or one stands for the other."""
        return a == b or self.one_side(a, b)


def standing(found: Layers, judged: Judged, ruled: list[Found]) -> Standing:
    """From the countries of clusters, and from posts and seats that rules or the encoder find."""
    countries = {c.country: i for i, c in enumerate(found.clusters) if c.type == "Country" and c.country and c.mentions}
    above: dict[int, set[int]] = {}
    for i, cluster in enumerate(found.clusters):
        if cluster.type in {"Person", "Organization"} and cluster.country in countries:
            above.setdefault(i, set()).add(countries[cluster.country])
    pairs = [(s.agents[0], s.targets[0]) for s in ruled if s.type == "based_in"]
    pairs += [(s.head, s.tail) for s in judged.states if s.type == "based_in" and s.probability >= LIKELY]
    table = ties.weights().of("posts")
    pairs += [
        pair for pair, post in posts(found, judged, ruled).items() if ties.probability(post.features, table) >= LIKELY
    ]
    for one, two in pairs:
        above.setdefault(one, set()).add(two)
    for _ in range(2):  # a person's body's country
        for mine in above.values():
            mine |= {high for body in list(mine) for high in above.get(body, ())}
    return Standing({i: frozenset(mine) for i, mine in above.items()})
