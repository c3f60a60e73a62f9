"""Positions after a change: what stayed keeps its place, what is new is put beside what it is tied to. Pure functions of numbers.

People find their way by where things stand; a picture that is laid out anew for one more document is a new picture.
As in layout.py only arithmetic is used that gives the same bits everywhere.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from graph.layout import EDGE, GAP, Floats, Point, component, components, pack, positions

SHARE = 0.5  # of the nodes that must have a place already: with fewer, the old picture is gone anyway
_STEP = 20  # side of a cell of the grid in which free room is looked for


def extended(
    count: int, pairs: Sequence[tuple[int, int]], *, sizes: Sequence[float], kept: Mapping[int, Point]
) -> list[Point]:
    """A place for each of the nodes 0..count-1: that in `kept` where there is one, else a free one near its ties.

    With no more than SHARE of the places kept, all are laid out anew by `positions`, whose arguments these are.
    """
    if len(kept) <= count * SHARE:
        return positions(count, pairs, sizes=sizes)
    room = _Room(kept, sizes)
    edges = sorted({(min(a, b), max(a, b)) for a, b in pairs if a != b})
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    for node in _outwards(count, near, room.places):
        ends = [room.places[other] for other in near[node] if other in room.places]
        middle = (sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends))
        room.put(node, middle, alone=len(ends) == 1)
    _apart(count, edges, sizes, room)
    return [room.places[node] for node in range(count)]


def _outwards(count: int, near: Mapping[int, Sequence[int]], placed: Mapping[int, Point]) -> Iterator[int]:
    """The nodes without a place that hang on one with a place, the nearest to what is there first."""
    front = [
        node for node in range(count) if node not in placed and any(other in placed for other in near.get(node, ()))
    ]
    while front:
        yield from front
        front = sorted({other for node in front for other in near.get(node, ()) if other not in placed})


class _Room:
    """Which places are taken, in a grid of cells, so that a free one is found without looking at all."""

    def __init__(self, kept: Mapping[int, Point], sizes: Sequence[float]) -> None:
        self.sizes = sizes
        self.places: dict[int, Point] = {}
        self.cells: dict[Point, list[int]] = defaultdict(list)
        self.reach = math.ceil((2 * max(sizes) + GAP) / _STEP)
        for node, place in sorted(kept.items()):
            self._take(node, place)

    def _take(self, node: int, place: Point) -> None:
        self.places[node] = place
        self.cells[place[0] // _STEP, place[1] // _STEP].append(node)

    def free(self, node: int, x: int, y: int) -> bool:
        column, row = x // _STEP, y // _STEP
        for across in range(column - self.reach, column + self.reach + 1):
            for down in range(row - self.reach, row + self.reach + 1):
                for other in self.cells.get((across, down), ()):
                    u, v = self.places[other]
                    wanted = self.sizes[node] + self.sizes[other] + GAP
                    if (x - u) ** 2 + (y - v) ** 2 < wanted * wanted:
                        return False
        return True

    def put(self, node: int, middle: tuple[float, float], *, alone: bool) -> None:
        """Take the first free place on a spiral around the middle of the ends; beside its only end, not on it."""
        x, y = 1.0, 0.0
        first = EDGE * 0.8 if alone else 0.0
        for step in range(100_000):
            radius = first + math.sqrt(step) * _STEP * 0.9
            place = round(middle[0] + x * radius), round(middle[1] + y * radius)
            if self.free(node, *place):
                return self._take(node, place)
            # The golden angle, from exact fractions, as in layout.py.
            x, y = (
                round(x * -0.7368421052631579 - y * 0.6760602607, 9),
                round(x * 0.6760602607 + y * -0.7368421052631579, 9),
            )
        raise AssertionError("no free place on a spiral of a hundred thousand steps")


def _apart(count: int, edges: Sequence[tuple[int, int]], sizes: Sequence[float], room: _Room) -> None:
    """Lay out the parts that hang on nothing that is there, and put each as near to the rest as there is room."""
    middle = _frame(list(room.places.values()))
    old = np.array([room.places[node] for node in sorted(room.places)], dtype=np.float32) - middle
    parts: list[tuple[list[int], Floats]] = []
    for part in components(count, edges):
        if part[0] in room.places:
            continue
        inside = {node: index for index, node in enumerate(part)}
        own = [(inside[a], inside[b]) for a, b in edges if a in inside]
        parts.append((part, component(own, np.array([sizes[node] for node in part], dtype=np.float32))))
    if not parts:
        return
    boxes = [(old, max(sizes)), *((points, max(sizes[node] for node in part)) for part, points in parts)]
    for (part, points), (right, down) in zip(parts, pack(boxes)[1:], strict=True):
        for node, (x, y) in zip(part, points.tolist(), strict=True):
            room.places[node] = (round(x) + right + int(middle[0]), round(y) + down + int(middle[1]))


def _frame(places: Sequence[Point]) -> Floats:
    """The middle of the picture that is there, in whole units."""
    points = np.array(places, dtype=np.float32)
    middle: Floats = np.rint((points.min(axis=0) + points.max(axis=0)) / np.float32(2))
    return middle
