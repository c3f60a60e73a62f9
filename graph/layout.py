"""Positions of nodes in the plane, the same on every machine. Pure functions of numbers; knows nothing of graphs.

Only additions, multiplications, divisions and square roots of whole arrays are used, in a fixed order: IEEE 754 says
what they give to the last bit, where a library's `pow` or matrix product differs from one processor to the next and a
force layout magnifies the difference. Hence no ready-made layout here: the page must have the same bytes everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Point = tuple[int, int]

EDGE = 92.0  # length in page units of an edge between two nodes that have no other edge
CELL = 44  # side of a cell of the packing grid
ASPECT = 1.0  # width over height of the picture: the space between legend and details is about square
BLOCK = 16  # rows of distances computed at a time
LINE = 34.0  # further space where an edge runs between them
GAP = 18.0  # free space between the borders of two nodes


def positions(count: int, pairs: Sequence[tuple[int, int]], *, sizes: Sequence[float]) -> list[Point]:
    """A place for each of the nodes 0..count-1, in whole page units; no two nodes overlap.

    `pairs` are the edges (direction, repetition and loops do not matter), `sizes` the radius of each node. Each
    connected part is laid out by forces; the parts are packed around the largest one, near it and clear of it.
    """
    edges = sorted({(min(a, b), max(a, b)) for a, b in pairs if a != b})
    placed: list[Point] = [(0, 0)] * count
    parts: list[tuple[list[int], Floats]] = []
    for part in components(count, edges):
        inside = {node: index for index, node in enumerate(part)}
        own = [(inside[a], inside[b]) for a, b in edges if a in inside] if len(part) > 1 else []
        radii = np.array([sizes[node] for node in part], dtype=np.float32)
        parts.append((part, component(own, radii)))
    offsets = pack([(points, max(sizes[node] for node in part)) for part, points in parts])
    for (part, points), (right, down) in zip(parts, offsets, strict=True):
        for node, (x, y) in zip(part, points.tolist(), strict=True):
            placed[node] = (round(x) + right, round(y) + down)
    return placed


def components(count: int, edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The connected parts, largest first, then by smallest node; nodes sorted within each."""
    leader = list(range(count))

    def find(node: int) -> int:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for a, b in edges:
        low, high = sorted((find(a), find(b)))
        leader[high] = low
    parts: dict[int, list[int]] = {}
    for node in range(count):
        parts.setdefault(find(node), []).append(node)
    return sorted(parts.values(), key=lambda part: (-len(part), part[0]))


def component(edges: list[tuple[int, int]], radii: Floats) -> Floats:
    """Places (x, y) of one connected part, its middle at the origin."""
    count = len(radii)
    if count == 1:
        return np.zeros((1, 2), dtype=np.float32)
    if count == 2:
        half = EDGE / 2 + float(radii.max())
        return np.array([[-half, 0], [half, 0]], dtype=np.float32)
    degree = np.ones(count, dtype=np.float32)
    for a, b in edges:
        degree[a] += 1
        degree[b] += 1
    points = _start(count, edges, degree)
    points = _forces(points, np.array(edges, dtype=np.int64), degree, rounds=_rounds(count))
    points = _apart(_framed(points), radii, edges)
    middle: Floats = np.rint((points.min(axis=0) + points.max(axis=0)) / np.float32(2))
    return points - middle


def _rounds(count: int) -> int:
    """How many steps: a small part settles in few, a very large one must not keep the user waiting."""
    if count > 2000:
        return 60
    return 120 if count > 60 else 80


def _start(count: int, edges: list[tuple[int, int]], degree: Floats) -> Floats:
    """A sunflower spiral around the best connected node, in breadth-first order, so that neighbours start near."""
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    first = max(range(count), key=lambda node: (float(degree[node]), -node))
    order, seen = [first], {first}
    for node in order:
        fresh = sorted((n for n in near[node] if n not in seen), key=lambda n: (-float(degree[n]), n))
        order += fresh
        seen.update(fresh)
    points = np.zeros((count, 2), dtype=np.float32)
    x, y = 1.0, 0.0
    for place, node in enumerate(order[1:], 1):
        x, y = _turned(x, y)
        radius = math.sqrt(place) * EDGE * 0.6
        points[node] = (round(x * radius), round(y * radius))
    return points


def _turned(x: float, y: float) -> tuple[float, float]:
    """The direction turned by the angle whose cosine is -0.736 (about the golden angle), from exact fractions."""
    cosine, sine = -0.7368421052631579, 0.6760602607
    x, y = x * cosine - y * sine, x * sine + y * cosine
    return round(x, 9), round(y, 9)


def _forces(points: Floats, edges: Ints, degree: Floats, *, rounds: int) -> Floats:
    """Nodes repel by the product of their masses over the distance, edges pull in proportion to their length."""
    count = len(points)
    mass = np.sqrt(degree)
    heat = np.float32(EDGE * 0.5 * max(2.0, math.sqrt(count) / 3))
    source, target = edges[:, 0], edges[:, 1]
    # An edge between two hubs pulls less, so that hubs stand apart and what belongs to one gathers around it.
    grip = np.float32(1) / np.sqrt(np.minimum(degree[source], degree[target]))
    for turn in range(rounds):
        move = _repulsion(points, mass)
        pull = points[target] - points[source]
        length = np.sqrt(pull[:, 0] * pull[:, 0] + pull[:, 1] * pull[:, 1]) + np.float32(1)
        pull *= (grip * np.sqrt(np.float32(EDGE) * 2 / length))[:, None]
        np.add.at(move, source, pull)
        np.subtract.at(move, target, pull)
        move -= points * (np.float32(0.05) * mass[:, None])
        move /= mass[:, None]
        length = np.sqrt(move[:, 0] * move[:, 0] + move[:, 1] * move[:, 1]) + np.float32(0.001)
        limit = heat * np.float32((rounds - turn) * (rounds - turn) / (rounds * rounds))
        points = points + move * (np.minimum(length * np.float32(0.3), limit) / length)[:, None]
        points = np.rint(points * np.float32(16)) / np.float32(16)
    return points


def _framed(points: Floats) -> Floats:
    """The same picture at a scale that gives each node its share of room, strays drawn in."""
    points = points - np.rint(np.add.reduce(points, axis=0) / np.float32(len(points)))
    far = points[:, 0] * points[:, 0] + points[:, 1] * points[:, 1]
    mean = np.add.reduce(far) / np.float32(len(points)) + np.float32(1)
    # A small part has room for all its names; of a large one only some can be read at a time.
    room = 30 + 48 / (1 + len(points) / 60)
    scale = np.float32(room * math.sqrt(len(points))) / np.sqrt(mean)
    framed: Floats = points * (scale / np.sqrt(np.float32(1) + far / (np.float32(6) * mean)))[:, None]
    return framed


def _repulsion(points: Floats, mass: Floats) -> Floats:
    """The push on each node by all others. Rows are taken in blocks that fit the processor's cache."""
    move = np.empty_like(points)
    weight = mass * np.float32(EDGE * EDGE / 4)
    for first in range(0, len(points), BLOCK):
        rows = slice(first, first + BLOCK)
        across = points[rows, None, 0] - points[None, :, 0]
        along = points[rows, None, 1] - points[None, :, 1]
        force = across * across
        force += along * along
        force += np.float32(25)
        np.divide(weight[None, :], force, out=force)
        across *= force
        along *= force
        move[rows, 0] = np.add.reduce(across, axis=1) * mass[rows]
        move[rows, 1] = np.add.reduce(along, axis=1) * mass[rows]
    return move


def _apart(points: Floats, radii: Floats, edges: Sequence[tuple[int, int]]) -> Floats:
    """Push overlapping nodes from each other until none overlap, and the ends of an edge until it can be seen."""
    tied = np.array([a * len(points) + b for a, b in edges], dtype=np.int64)
    # Nodes on one spot need a direction; each gets its own small step aside.
    count = np.arange(len(points), dtype=np.float32)
    points = points + count[:, None] * np.array([[2**-7, -(2**-8)]], dtype=np.float32)
    for _ in range(40):
        one, other = _near(points, 2 * float(radii.max()) + GAP + LINE + 20)
        wanted = radii[one] + radii[other] + np.float32(GAP)
        wanted += np.isin(one * len(points) + other, tied).astype(np.float32) * np.float32(LINE)
        for step in range(6):
            apart = points[one] - points[other]
            distance = np.sqrt(apart[:, 0] * apart[:, 0] + apart[:, 1] * apart[:, 1])
            lack = np.maximum(wanted - distance, np.float32(0))
            if len(lack) == 0 or float(lack.max()) < 1.5:
                if step == 0:
                    return points
                break
            apart *= (lack * np.float32(0.52) / np.maximum(distance, np.float32(0.01)))[:, None]
            move = np.zeros_like(points)
            np.add.at(move, one, apart)
            np.subtract.at(move, other, apart)
            points = np.rint((points + move) * np.float32(16)) / np.float32(16)
    return points


def _near(points: Floats, reach: float) -> tuple[Ints, Ints]:
    """All pairs of nodes that are less than `reach` from each other across and along, each pair once, in order."""
    first, second = [], []
    for start in range(0, len(points), BLOCK):
        rows = slice(start, start + BLOCK)
        close = np.abs(points[rows, None, 0] - points[None, :, 0]) < np.float32(reach)
        close &= np.abs(points[rows, None, 1] - points[None, :, 1]) < np.float32(reach)
        one, other = np.nonzero(close)
        keep = one + start < other
        first.append(one[keep] + start)
        second.append(other[keep])
    return np.concatenate(first), np.concatenate(second)


def pack(parts: Sequence[tuple[Floats, float]]) -> list[Point]:
    """How far to move each part so that none lies on another, each as near to the middle as there is room.

    A part is its points and its largest radius; the first stays where it is.
    """
    if not parts:
        return []
    boxes = [_cells(points, radius) for points, radius in parts]
    need = sum(len(box) for box in boxes)
    reach = max(4, math.isqrt(4 * need) + max(int(np.abs(box).max()) for box in boxes) + 4)
    side = 2 * reach + 1
    taken = np.zeros((side, side), dtype=bool)
    spots = _spots(reach)
    tried: dict[bytes, int] = {}
    offsets: list[Point] = []
    for box in boxes:
        shape = box.tobytes()
        index = tried.get(shape, 0)
        index = _first_free(taken, box, spots, index, reach)
        tried[shape] = index
        x, y = spots[index]
        taken[box[:, 0] + x + reach, box[:, 1] + y + reach] = True
        offsets.append((x * CELL, y * CELL))
    return offsets


def _cells(points: Floats, radius: float) -> Ints:
    """The grid cells that a part needs: those of its nodes and the ones around them, sorted."""
    around = 1 + int(radius // CELL)
    middle = np.floor_divide(points + np.float32(CELL / 2), np.float32(CELL)).astype(np.int64)
    # Names are written under the nodes and are wider than high: more room at the sides.
    ring = [(dx, dy) for dx in range(-around - 1, around + 2) for dy in range(-around, around + 1)]
    cells = {(int(x) + dx, int(y) + dy) for x, y in middle for dx, dy in ring}
    return np.array(sorted(cells), dtype=np.int64)


def _spots(reach: int) -> list[Point]:
    """All cells from the middle outwards, in widening ellipses; ties by place."""
    spots = [(x, y) for x in range(-reach, reach + 1) for y in range(-reach, reach + 1)]
    return sorted(spots, key=lambda spot: (spot[0] ** 2 / ASPECT**2 + spot[1] ** 2, spot))


def _first_free(taken: NDArray[np.bool_], box: Ints, spots: Sequence[Point], start: int, reach: int) -> int:
    """Index of the first spot, from `start` on, where the box lies on free cells only."""
    low, high = box.min(axis=0), box.max(axis=0)
    columns, rows = box[:, 0] + reach, box[:, 1] + reach
    for index in range(start, len(spots)):
        x, y = spots[index]
        if max(abs(low[0] + x), abs(high[0] + x), abs(low[1] + y), abs(high[1] + y)) > reach:
            continue
        if not taken[columns + x, rows + y].any():
            return index
    raise AssertionError("the packing grid is too small for its parts")
