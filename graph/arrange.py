"""What is drawn of a graph, where, and in which groups. Reads a graph; only `settle` writes, and only its own attributes.

`settle` keeps the answer at the nodes (`x`, `y` in page units, `group` as a number from 0), so that it goes into graph.json
and GraphML with them, the page shows it, and the next build can leave what stayed where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from graph.edges import BinaryEdge, binary_edges
from graph.groups import groups
from graph.layout import Point
from graph.relayout import extended

if TYPE_CHECKING:
    import networkx as nx

MOST = 3000  # entities drawn at most: more is slow to drag and nothing can be read in it
FAR = 1_000_000  # page units: a place that is not nearer is none of ours


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`keys` are the entities, most told of first; all numbers are places in it.

    `weights` count how often ties of each are told; `points` has the drawn ones (in whole page units), `groups` one number or
    None for each.
    """

    keys: tuple[str, ...]
    weights: tuple[int, ...]
    points: Mapping[int, Point]
    groups: tuple[int | None, ...]


def arrange(
    graph: nx.MultiDiGraph[str],
    edges: Iterable[BinaryEdge],
    *,
    most: int = MOST,
    before: Mapping[str, Point] | None = None,
) -> Arrangement:
    """Where to draw what: at most `most` entities, those whose ties are told most often and that are tied to each other.

    `before` are places of an earlier arrangement, by key; what has one keeps it, unless less than half has.
    """
    direct = [edge for edge in edges if not edge.roll_up]
    told = weigh(direct)
    keys = sorted((k for k, d in graph.nodes(data=True) if d.get("kind") == "entity"), key=lambda k: (-told[k], k))
    numbers = {key: number for number, key in enumerate(keys)}
    pairs = [(numbers[edge.source], numbers[edge.target]) for edge in direct]
    weights = [told[key] for key in keys]
    return Arrangement(
        keys=tuple(keys),
        weights=tuple(weights),
        points=_points(keys, weights, [(a, b) for a, b in pairs if a < most and b < most], before or {}),
        groups=tuple(_groups(graph, keys, pairs)),
    )


def settle(graph: nx.MultiDiGraph[str], *, before: Mapping[str, Point] | None = None) -> None:
    """Write the arrangement of the graph to its nodes: `x` and `y` of what is drawn, `group` of what has ties."""
    arranged = arrange(graph, binary_edges(graph), before=before)
    for number, key in enumerate(arranged.keys):
        node = graph.nodes[key]
        for name in ("x", "y", "group"):
            node.pop(name, None)
        if number in arranged.points:
            node["x"], node["y"] = arranged.points[number]
        if arranged.groups[number] is not None:
            node["group"] = arranged.groups[number]


def places(graph: nx.MultiDiGraph[str]) -> dict[str, Point]:
    """Where an earlier `settle` put things: key -> (x, y)."""
    return {
        key: (data["x"], data["y"])
        for key, data in graph.nodes(data=True)
        if all(isinstance(data.get(axis), int) and abs(data[axis]) < FAR for axis in ("x", "y"))
    }


def weigh(edges: Iterable[BinaryEdge]) -> Counter[str]:
    """How often ties of each entity are told: one for each edge and article that states it."""
    weights: Counter[str] = Counter()
    for edge in edges:
        if not edge.roll_up:
            told = len({quote["article"] for quote in edge.evidence}) or 1
            weights[edge.source] += told
            weights[edge.target] += told
    return weights


def size(weight: int) -> float:
    """Radius of a node in page units; its area grows with its weight."""
    return round(min(7 + 2.1 * sqrt(weight), 40), 1)


def _points(
    keys: Sequence[str], weights: Sequence[int], pairs: Sequence[tuple[int, int]], before: Mapping[str, Point]
) -> dict[int, Point]:
    drawn = sorted({end for pair in pairs for end in pair})
    index = {number: place for place, number in enumerate(drawn)}
    kept = {index[number]: before[keys[number]] for number in drawn if keys[number] in before}
    own = [(index[a], index[b]) for a, b in pairs]
    found = extended(len(drawn), own, sizes=[size(weights[number]) for number in drawn], kept=kept)
    return dict(zip(drawn, found, strict=True))


def _groups(graph: nx.MultiDiGraph[str], keys: Sequence[str], pairs: Iterable[tuple[int, int]]) -> Sequence[int | None]:
    settled = [graph.nodes[key].get("group") for key in keys]
    if any(isinstance(group, int) for group in settled):
        return settled
    return groups(len(keys), Counter((min(pair), max(pair)) for pair in pairs))
