"""What is drawn, where and in which groups: fresh, kept from build to build, and with something new beside it."""

from __future__ import annotations

import hashlib
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from graph_fixture import MEETING, PEOPLE, small_graph
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import to_html, to_json
from graph.arrange import FAR, arrange, places, settle, size
from graph.edges import binary_edges
from graph.groups import groups, heads
from graph.layout import positions
from graph.relayout import extended

RING = [(n, (n + 1) % 20) for n in range(20)]


# ---- groups -------------------------------------------------------------------------------------------------------


def test_two_circles_with_one_tie_between_them_are_two_groups() -> None:
    ties = dict.fromkeys([*combinations(range(6), 2), *combinations(range(6, 11), 2), (0, 6)], 1)
    assert groups(12, ties) == [0] * 6 + [1] * 5 + [None]


def test_a_strong_tie_counts_for_more_than_a_weak_one() -> None:
    ties = {(0, 1): 5, (2, 3): 5, (1, 2): 1, (1, 4): 1, (2, 4): 9}
    assert groups(5, ties)[4] == groups(5, ties)[2] != groups(5, ties)[1]


def test_what_is_beyond_the_core_joins_the_group_it_has_most_ties_with() -> None:
    ties = dict.fromkeys([*combinations(range(4), 2), *combinations(range(4, 8), 2), (0, 8), (4, 8), (5, 8), (8, 9)], 1)
    found = groups(12, ties | {(10, 11): 1}, core=8)
    assert found[8] == found[9] == found[4] != found[0]
    assert found[10] == found[11] not in (found[0], found[4])


def test_groups_do_not_depend_on_the_order_of_ties_and_name_their_first_members() -> None:
    ties = {pair: 1 + sum(pair) % 3 for pair in combinations(range(30), 2) if (pair[0] * 7 + pair[1]) % 5 == 0}
    found = groups(30, ties)
    assert groups(30, dict(reversed(ties.items()))) == found
    for number, first in enumerate(heads(found)):
        members = [node for node, group in enumerate(found) if group == number]
        assert first == members[:3]
    assert hashlib.sha256(repr(found).encode()).hexdigest()[:16] == "166b94b7ab5fac0c"


# ---- places -------------------------------------------------------------------------------------------------------


def test_what_has_a_place_keeps_it_and_what_is_new_stands_beside_its_tie() -> None:
    sizes = [9.0] * 22
    before = dict(enumerate(positions(20, RING, sizes=sizes)))
    after = extended(22, [*RING, (3, 20), (20, 21)], sizes=sizes, kept=before)
    assert dict(enumerate(after[:20])) == before
    (x, y), (u, v) = after[3], after[20]
    assert 30 < ((x - u) ** 2 + (y - v) ** 2) ** 0.5 < 250


def test_a_new_part_that_hangs_on_nothing_stands_clear_of_the_rest() -> None:
    sizes = [9.0] * 24
    before = {n: (x + 5000, y - 300) for n, (x, y) in enumerate(positions(20, RING, sizes=sizes))}
    after = extended(24, [*RING, (20, 21), (21, 22), (22, 23)], sizes=sizes, kept=before)
    assert dict(enumerate(after[:20])) == before
    gaps = [((x - u) ** 2 + (y - v) ** 2) ** 0.5 for x, y in after[20:] for u, v in after[:20]]
    assert 20 < min(gaps) < 400


def test_nothing_new_moves_nothing_and_much_new_is_laid_out_anew() -> None:
    sizes = [9.0] * 20
    odd = {n: (n * 100, -n * 7) for n in range(20)}
    assert extended(20, RING, sizes=sizes, kept=odd) == list(odd.values())
    few = {n: odd[n] for n in range(10)}
    assert extended(20, RING, sizes=sizes, kept=few) == positions(20, RING, sizes=sizes)


@settings(max_examples=30, deadline=None)
@given(st.integers(4, 25), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=50), st.integers(0, 5))
def test_new_nodes_lie_on_no_other(count: int, raw: list[tuple[int, int]], new: int) -> None:
    total = count + min(new, count - 1)
    pairs = [(a % total, b % total) for a, b in raw]
    radii = [7.0 + 3 * (n % 4) for n in range(total)]
    kept = dict(enumerate(positions(count, [p for p in pairs if max(p) < count], sizes=radii)))
    points = extended(total, pairs, sizes=radii, kept=kept)
    if total > count * 2:
        return
    for one, other in combinations(range(total), 2):
        if max(one, other) >= count:
            (x, y), (u, v) = points[one], points[other]
            assert (x - u) ** 2 + (y - v) ** 2 >= (radii[one] + radii[other]) ** 2


# ---- a graph ------------------------------------------------------------------------------------------------------


def test_settle_writes_places_and_groups_to_what_is_tied_and_to_nothing_else() -> None:
    graph = small_graph()
    settle(graph)
    tied = {end for edge in binary_edges(graph) if not edge.roll_up for end in (edge.source, edge.target)}
    assert {key for key, data in graph.nodes(data=True) if "x" in data and "group" in data} == tied
    assert set(places(graph)) == tied
    assert "x" not in graph.nodes[MEETING]


def test_a_settled_graph_is_drawn_where_it_was_settled_and_settling_again_changes_nothing() -> None:
    graph = small_graph()
    settle(graph, before={PEOPLE["yang"]: (11, 22)})
    once = places(graph)
    settle(graph, before=once)
    assert places(graph) == once
    arranged = arrange(graph, binary_edges(graph), before=places(graph))
    assert {arranged.keys[n]: point for n, point in arranged.points.items()} == once
    moved = {key: (x + 1000, y) for key, (x, y) in once.items()}
    settle(graph, before=moved)
    assert places(graph) == moved


def test_an_earlier_build_in_the_folder_gives_its_places(tmp_path: Path) -> None:
    graph = small_graph()
    settle(graph)
    assert to_json.earlier_places(tmp_path) == {}
    to_json.write(graph, tmp_path / "graph.json")
    assert to_json.earlier_places(tmp_path) == places(graph)
    (tmp_path / "graph.json").write_text("{broken")
    assert to_json.earlier_places(tmp_path) == {}


@pytest.mark.parametrize("odd", [None, "3", 2.5, FAR + 1, -FAR * 9])
def test_a_place_that_is_none_of_ours_is_not_taken(odd: object) -> None:
    graph = small_graph()
    graph.nodes[PEOPLE["yang"]].update({"x": odd, "y": 3})
    assert places(graph) == {}


def test_a_page_of_a_settled_graph_is_the_page_of_the_graph() -> None:
    plain, settled = small_graph(), small_graph()
    settle(settled)
    assert to_html.render(settled) == to_html.render(plain)


def test_at_most_so_many_are_drawn_and_the_area_of_a_node_grows_with_its_weight() -> None:
    graph = small_graph()
    arranged = arrange(graph, binary_edges(graph), most=5)
    assert 0 < len(arranged.points) <= 5
    assert max(arranged.points) < 5
    assert size(4) ** 2 - size(0) ** 2 > 0
    assert size(10_000) == 40


def test_a_graph_without_anything_is_arranged() -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph(articles={})
    settle(empty)
    assert arrange(empty, []).points == {}
