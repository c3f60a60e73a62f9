"""The drawn network, in pyvis: nodes with shape, size and place, lines with arrows, dashes and bends. Knows nothing of the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.arrange import Arrangement, size
from graph.edges import SYMMETRIC_RELATIONS
from graph.look import Look

if TYPE_CHECKING:
    from pyvis.network import Network

Json = dict[str, Any]

DASHES: Mapping[str, list[int]] = {"planned": [9, 6], "proposed": [2, 6]}


def network(
    arranged: Arrangement, entities: Sequence[Mapping[str, Any]], rows: Sequence[Json], *, look: Look
) -> Network:
    """The nodes that have a place and the edges between these. Node ids are numbers of entities, edge ids of rows."""
    # Here and not above: pyvis brings IPython, half a second that a command which draws nothing should not wait.
    from pyvis.edge import Edge
    from pyvis.network import Network

    drawn = Network(directed=True)
    shapes = {row.type: row.shape for row in look.types}
    for number, (x, y) in arranged.points.items():
        kind = entities[number]["type"]
        radius = size(arranged.weights[number])
        drawn.add_node(number, label=entities[number]["label"], shape=shapes[kind], group=kind, size=radius, x=x, y=y)
    families = {row.relation: row.family for row in look.relations}
    points = arranged.points
    shown = [(n, row) for n, row in enumerate(rows) if row["source"] in points and row["target"] in points]
    for (number, row), bend in zip(shown, _bends([row for _, row in shown]), strict=True):
        # Not network.add_edge: it searches a list of all nodes and edges for each edge.
        options = _line(row, families[row["relation"]], bend)
        drawn.edges.append(Edge(row["source"], row["target"], True, id=number, **options).options)
    return drawn


def _line(row: Json, family: str, bend: float) -> Json:
    """Options of one edge, as far as they differ from what the page sets for all."""
    arrows = [] if row["relation"] in SYMMETRIC_RELATIONS else ["to"]
    # The page draws the middle arrow as a bar: what is denied is struck through.
    arrows += ["middle"] if row["status"] == "denied" else []
    options: Json = {"arrows": ";".join(arrows), "width": 1.0 if family == "standing" else 1.6}
    if bend:
        kind = "curvedCW" if bend > 0 else "curvedCCW"
        options["smooth"] = {"enabled": True, "type": kind, "roundness": abs(bend)}
    if row["status"] in DASHES:
        options["dashes"] = DASHES[row["status"]]
    return options | ({"hidden": True} if row.get("roll_up") else {})


def _bends(rows: Sequence[Json]) -> list[float]:
    """How far to bend each edge so that edges between the same two nodes fan out: 0, then left and right by turns.

    A positive bend is clockwise seen from the edge's source, as vis-network counts.
    """
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, row in sorted(enumerate(rows), key=lambda item: bool(item[1].get("roll_up"))):
        pairs[min(row["source"], row["target"]), max(row["source"], row["target"])].append(index)
    bends = [0.0] * len(rows)
    for (low, _), members in pairs.items():
        step = min(0.16, 0.9 / len(members))
        # An odd number leaves a straight one in the middle, an even number does not.
        shift = 0.0 if len(members) % 2 else 0.5
        for rank, index in enumerate(members):
            side = (rank + 1) // 2 * (1 if rank % 2 else -1) if not shift else (rank // 2 + shift) * (-1) ** rank
            bends[index] = round(side * step * (1 if rows[index]["source"] == low else -1), 3)
    return bends
