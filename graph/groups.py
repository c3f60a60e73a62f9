"""Which things are told of together: communities of the network of ties. Pure functions of numbers; knows nothing of graphs.

Louvain's method (Blondel et al. 2008) as networkx has it, seeded, over the best tied nodes; all others join the group
that they have most ties with. Sets of small whole numbers have one order everywhere, so the groups are the same everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

CORE = 4000  # nodes that Louvain sees: its time on more would be felt in every build

Pair = tuple[int, int]


def groups(count: int, weights: Mapping[Pair, int], *, core: int = CORE) -> list[int | None]:
    """The number of each node's group, None for a node without ties.

    `weights` are the ties between the nodes 0..count-1, lower number first, nodes sorted by how much is told of them.
    Group 0 is the largest; among equals the one with the smallest node comes first.
    """
    # Here and not above: a command that draws nothing should not wait for it.
    import networkx as nx

    plain: nx.Graph[int] = nx.Graph()
    for (a, b), weight in sorted(weights.items()):
        if a < core and b < core and a != b:
            plain.add_edge(a, b, weight=weight)
    found = nx.community.louvain_communities(plain, weight="weight", seed=1) if len(plain) else []
    of: dict[int, int] = {node: number for number, members in enumerate(found) for node in members}
    _join(of, weights)
    return _numbered(count, of)


def _join(of: dict[int, int], weights: Mapping[Pair, int]) -> None:
    """Put every node that has a tie into a group, node after node: the one it has most ties with, else one of its own."""
    near: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (a, b), weight in sorted(weights.items()):
        near[a].append((b, weight))
        near[b].append((a, weight))
    fresh = max(of.values(), default=-1) + 1
    for node in sorted(near):
        if node in of:
            continue
        votes: dict[int, int] = defaultdict(int)
        for other, weight in near[node]:
            if other in of:
                votes[of[other]] += weight
        if votes:
            of[node] = min(votes, key=lambda group: (-votes[group], group))
        else:
            of[node] = fresh
            fresh += 1


def _numbered(count: int, of: Mapping[int, int]) -> list[int | None]:
    members: dict[int, list[int]] = defaultdict(list)
    for node, group in sorted(of.items()):
        members[group].append(node)
    order = sorted(members.values(), key=lambda nodes: (-len(nodes), nodes[0]))
    out: list[int | None] = [None] * count
    for number, nodes in enumerate(order):
        for node in nodes:
            out[node] = number
    return out


def heads(of: Sequence[int | None], *, most: int = 3) -> list[list[int]]:
    """For each group the numbers of its first members, which are those that most is told of."""
    found: list[list[int]] = [[] for _ in range(max((group for group in of if group is not None), default=-1) + 1)]
    for node, group in enumerate(of):
        if group is not None and len(found[group]) < most:
            found[group].append(node)
    return found
