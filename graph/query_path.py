"""The shortest path between two things, with the evidence of each hop. Pure; SPARQL says that a path is, not which.

Takes the rows of queries/path.rq (all hops that may be walked, the surest quote for each) and gives those on the path.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from extract.errors import QueryError
from graph.table import Cell, Row, Table

HOP = ("subject", "relation", "object", "date", "quote", "source")


def shortest(hops: Table) -> Table:
    """The hops of the shortest path from `start` to `goal`, in either direction of each edge; one row per hop.

    `hops` has the columns start, goal, one, other and those of HOP. Of equally short paths the first by address is
    taken, and of several relations between two things the surest. No path gives no rows.

    Raises:
        QueryError: start and goal are one thing.
    """
    columns = ("step", *HOP)
    if not hops.rows:
        return Table(columns, ())
    at = {name: index for index, name in enumerate(hops.columns)}
    start, goal = (_address(hops.rows[0][at[name]]) for name in ("start", "goal"))
    if start == goal:
        raise QueryError("start and goal are the same thing; give two")
    between: dict[tuple[str, str], Row] = {}
    neighbours: dict[str, set[str]] = defaultdict(set)
    for row in hops.rows:
        one, other = _address(row[at["one"]]), _address(row[at["other"]])
        pair = (min(one, other), max(one, other))
        between.setdefault(pair, row)
        neighbours[one].add(other)
        neighbours[other].add(one)
    way = _walk({key: sorted(ends) for key, ends in neighbours.items()}, start, goal)
    rows = []
    for step, (one, other) in enumerate(pairwise(way), 1):
        hop = between[min(one, other), max(one, other)]
        number = Cell("literal", str(step), "http://www.w3.org/2001/XMLSchema#integer")
        rows.append((number, *(hop[at[name]] for name in HOP)))
    return Table(columns, tuple(rows))


def _address(cell: Cell | None) -> str:
    return cell.value if cell else ""


def _walk(neighbours: dict[str, list[str]], start: str, goal: str) -> list[str]:
    """Breadth first from start; the things on the way, both ends included, or nothing."""
    came: dict[str, str] = {start: ""}
    front = [start]
    while front and goal not in came:
        reached = []
        for one in front:
            for other in neighbours.get(one, ()):
                if other not in came:
                    came[other] = one
                    reached.append(other)
        front = reached
    if goal not in came:
        return []
    way = [goal]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]
