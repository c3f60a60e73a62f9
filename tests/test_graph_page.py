"""The explorer page without a browser: what is drawn, where, and that nothing in the file can run or call out."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from graph_fixture import DENIAL, HOSTILE_TITLE, MEETING, PEOPLE, PROPOSAL, RESTRICTION, VISIT, small_graph
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import LexiconError, OutputError
from extract.records import ENTITY_TYPES, STATUSES
from graph import to_html
from graph.arrange import size
from graph.edges import binary_edges, relation_names
from graph.layout import components, positions
from graph.look import PAGE, load_look, look
from graph.view import View, make_view


class Elements(HTMLParser):
    """Tags with their attributes, and the text of scripts and styles, as a browser would see them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._into: list[str] | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script" and ("type", "application/json") not in attrs:
            self._into = self.scripts
            self.scripts.append("")
        elif tag == "style":
            self._into = self.styles
            self.styles.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data


def view(graph: nx.MultiDiGraph[str] | None = None, *, most: int = 100) -> View:
    return make_view(small_graph() if graph is None else graph, look=look(), most=most)


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def lines_of(shown: View, event: str) -> list[dict[str, Any]]:
    """The drawn lines of one event."""
    rows = shown.data["edges"]
    return [line for line in shown.network.edges if shown.data["facts"][rows[line["id"]]["fact"]].get("event") == event]


# ---- the file -----------------------------------------------------------------------------------------------------


def test_the_same_graph_gives_the_same_page_in_whatever_order_it_was_built() -> None:
    graph = small_graph()
    backwards: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    backwards.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for source, target, key, edge in reversed(list(graph.edges(keys=True, data=True))):
        backwards.add_edge(source, target, key=key, **edge)
    assert to_html.render(backwards) == to_html.render(graph)


def test_another_graph_gives_another_page() -> None:
    graph = small_graph()
    graph.nodes[PEOPLE["yang"]]["label"] = "Yang"
    assert to_html.render(graph) != to_html.render(small_graph())


def test_the_policy_lets_only_our_scripts_run_and_forbids_every_request() -> None:
    elements = Elements(to_html.render(small_graph()))
    policies = [
        a["content"] for t, a in elements.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(policies) == 1
    policy = str(policies[0])
    rules = {name: values for name, *values in (rule.split() for rule in policy.split(";"))}
    assert rules["default-src"] == ["'none'"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert rules["img-src"] == ["data:"]

    def hashed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert rules["script-src"] == [hashed(script) for script in elements.scripts]
    assert rules["style-src"] == [hashed(style) for style in elements.styles]


def test_the_markup_names_no_other_file() -> None:
    for tag, attributes in Elements(to_html.render(small_graph())).tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
        assert not {"src", "srcset", "action", "background", "style"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")


def test_the_style_fetches_nothing() -> None:
    assert not re.search(r"@import|url\(|@font-face|expression", (PAGE / "style.css").read_text(encoding="utf-8"))


def test_our_scripts_set_text_and_never_markup() -> None:
    banned = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\(|XMLHttpRequest|import\("
    )
    for path in sorted(PAGE.glob("*.js")):
        assert not re.search(banned, path.read_text(encoding="utf-8")), path.name


def test_every_script_of_the_page_is_in_it() -> None:
    assert sorted(to_html.SCRIPTS) == sorted(path.name for path in PAGE.glob("*.js"))


def test_the_licence_of_the_inlined_script_travels_along() -> None:
    page = to_html.render(small_graph())
    assert "vis.js is dual licensed under both" in page
    assert "Permission is hereby granted, free of charge" in page
    assert "@version 9.1.2" in page


def test_pyvis_page_is_not_used() -> None:
    assert "bootstrap" not in to_html.render(small_graph()).lower()


@given(st.text(st.characters(exclude_categories=())) | st.text("<>&/scriptSCRIPT!-\u2028\u2029\"'\\{}$@"))
def test_any_text_comes_back_from_the_island_and_cannot_leave_it(text: str) -> None:
    written = to_html.island({"title": text})
    assert json.loads(written) == {"title": text}
    assert not set("<>&\u2028\u2029") & set(written)
    written.encode("utf-8")


def test_a_name_that_looks_like_a_place_in_the_template_stays_a_name() -> None:
    graph = small_graph()
    graph.nodes[PEOPLE["yang"]]["label"] = "@@data@@ {{7*7}} ${7*7} @@policy@@"
    page = to_html.render(graph)
    assert "@@data@@ {{7*7}} ${7*7} @@policy@@" in [entity["label"] for entity in data_of(page)["entities"]]
    assert page.count("Content-Security-Policy") == 1


def test_the_hostile_title_of_an_article_is_whole_and_inert() -> None:
    page = to_html.render(small_graph())
    assert HOSTILE_TITLE in [article["title"] for article in data_of(page)["articles"]]
    assert "</script><script>alert" not in page


def test_the_page_is_utf_8_and_no_half_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text("old")
    to_html.write(small_graph(), path)
    assert path.read_bytes().decode("utf-8") == to_html.render(small_graph())
    assert [p.name for p in tmp_path.iterdir()] == ["graph.html"]


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot be written .* choose another folder"):
        to_html.write(small_graph(), tmp_path / "no" / "graph.html")


@pytest.mark.parametrize("graph", [nx.MultiDiGraph(articles={}), nx.MultiDiGraph([("a", "b")], articles={})])
def test_a_graph_without_ties_is_a_page_that_says_so(graph: nx.MultiDiGraph[str]) -> None:
    assert data_of(to_html.render(graph))["counts"]["drawn"] == 0


# ---- what is drawn ------------------------------------------------------------------------------------------------


def test_every_binary_edge_is_in_the_data_with_its_quotes() -> None:
    graph = small_graph()
    data = view(graph).data
    found = Counter(
        (
            data["entities"][row["source"]]["key"],
            data["entities"][row["target"]]["key"],
            row["relation"],
            tuple(data["quotes"][q]["quote"] for q in row.get("quotes", data["facts"][row["fact"]].get("quotes", []))),
        )
        for row in data["edges"]
    )
    wanted = Counter(
        (e.source, e.target, e.relation, tuple(q["quote"] for q in e.evidence)) for e in binary_edges(graph)
    )
    assert found == wanted
    assert len({row["id"] for row in data["edges"]}) == len(data["edges"])


def test_node_ids_are_numbers_and_the_heaviest_comes_first() -> None:
    shown = view()
    assert {type(node["id"]) for node in shown.network.nodes} == {int}
    weights = [entity["weight"] for entity in shown.data["entities"]]
    assert weights == sorted(weights, reverse=True)
    sizes = [node["size"] for node in sorted(shown.network.nodes, key=lambda node: int(node["id"]))]
    assert sizes == [size(weight) for weight in weights if weight]


def test_a_weight_counts_the_articles_that_tell_a_tie() -> None:
    told_once, told_twice = small_graph(), small_graph()
    for graph, keep in ((told_once, 1), (told_twice, 2)):
        graph.nodes[MEETING]["evidence"] = graph.nodes[MEETING]["evidence"][:keep]
        for _, _, edge in graph.out_edges(MEETING, data=True):
            edge["evidence"] = edge["evidence"][:keep]

    def weight(graph: nx.MultiDiGraph[str]) -> int:
        return next(int(e["weight"]) for e in view(graph).data["entities"] if e["key"] == PEOPLE["durand"])

    assert weight(told_twice) == weight(told_once) + 1


def test_planned_is_dashed_proposed_is_dotted_denied_is_struck_and_held_is_plain() -> None:
    shown = view()
    [planned], [proposed], [denied] = (lines_of(shown, event) for event in (VISIT, PROPOSAL, DENIAL))
    held = next(line for line in lines_of(shown, MEETING) if "hidden" not in line)
    assert planned["dashes"][0] > proposed["dashes"][0]
    assert "middle" in denied["arrows"]
    assert "dashes" not in held
    assert "middle" not in held["arrows"]


def test_an_arrow_shows_who_acted_and_a_meeting_has_none() -> None:
    shown = view()
    [restriction] = lines_of(shown, RESTRICTION)
    assert restriction["arrows"] == "to"
    assert shown.data["entities"][restriction["from"]]["key"] == "cty:ca"
    assert all(line["arrows"] == "" for line in lines_of(shown, MEETING))


def test_parallel_edges_take_different_ways() -> None:
    graph = small_graph()
    for number, status in enumerate(STATUSES):
        graph.add_node(f"evt:{number}", **graph.nodes[RESTRICTION] | {"status": status, "date": None})
        graph.add_edge(f"evt:{number}", "cty:fr" if number % 2 else "cty:ca", key="agent", role="agent", evidence=[])
        graph.add_edge(f"evt:{number}", "cty:ca" if number % 2 else "cty:fr", key="target", role="target", evidence=[])
    ways: dict[frozenset[int], list[float]] = {}
    for line in view(graph).network.edges:
        if "hidden" not in line:
            smooth = line.get("smooth", {"type": "curvedCW", "roundness": 0.0})
            clockwise = (smooth["type"] == "curvedCW") == (line["from"] < line["to"])
            way = smooth["roundness"] if clockwise else -smooth["roundness"]
            ways.setdefault(frozenset((line["from"], line["to"])), []).append(way)
    assert max(map(len, ways.values())) == 5
    for taken in ways.values():
        assert len(set(taken)) == len(taken)
        assert max(map(abs, taken)) <= 0.5


def test_ties_derived_for_countries_are_there_but_hidden() -> None:
    shown = view()
    hidden = {line["id"] for line in shown.network.edges if line.get("hidden")}
    derived = {number for number, row in enumerate(shown.data["edges"]) if row.get("roll_up")}
    assert derived
    assert hidden == derived


def test_an_entity_without_a_tie_is_found_but_not_drawn() -> None:
    graph = small_graph()
    before = view(graph)
    graph.add_node("per:nobody", kind="entity", type="Person", label="Nobody", aliases=[], country=None, articles=[])
    after = view(graph)
    assert "per:nobody" in [entity["key"] for entity in after.data["entities"]]
    assert len(after.network.nodes) == len(before.network.nodes)
    assert after.data["counts"]["untied"] == before.data["counts"]["untied"] + 1


def test_only_the_heaviest_are_drawn_and_the_counts_say_what_is_left_out() -> None:
    whole, part = view(), view(most=5)
    assert all(node["id"] < 5 for node in part.network.nodes)
    assert whole.data["counts"]["left_out"] == 0
    counts = part.data["counts"]
    assert counts["left_out"] == whole.data["counts"]["drawn"] - counts["drawn"]
    assert part.data["entities"] == whole.data["entities"]
    ends = {line[end] for line in part.network.edges for end in ("from", "to")}
    assert ends <= {node["id"] for node in part.network.nodes}


def test_an_event_with_one_party_is_a_fact_of_that_party() -> None:
    graph = small_graph()
    graph.remove_edge(RESTRICTION, "cty:fr", key="target")
    data = view(graph).data
    [fact] = [fact for fact in data["facts"] if fact.get("event") == RESTRICTION]
    assert [data["entities"][number]["key"] for number in fact["who"]] == ["cty:ca"]
    assert not [row for row in data["edges"] if data["facts"][row["fact"]] == fact]


# ---- positions ----------------------------------------------------------------------------------------------------

graphs = st.integers(1, 40).flatmap(
    lambda count: st.tuples(
        st.just(count), st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=60)
    )
)


def test_positions_are_what_they_were_when_this_test_was_written() -> None:
    """Page bytes must not depend on the machine; a change of the layout is a change of this line."""
    ring = [(n, (n + 1) % 30) for n in range(30)] + [(n, (n * 7) % 30) for n in range(30)] + [(31, 32), (32, 33)]
    points = positions(36, ring, sizes=[9.0] * 36)
    assert hashlib.sha256(repr(points).encode()).hexdigest()[:16] == "94b9ae0edde6448e"


@settings(max_examples=40, deadline=None)
@given(graphs)
def test_no_two_nodes_overlap_and_none_is_flung_far_out(case: tuple[int, list[tuple[int, int]]]) -> None:
    count, pairs = case
    radii = [7.0 + 3 * (number % 5) for number in range(count)]
    points = positions(count, pairs, sizes=radii)
    assert len(points) == count
    for one, other in combinations(range(count), 2):
        (x, y), (u, v) = points[one], points[other]
        assert (x - u) ** 2 + (y - v) ** 2 >= (radii[one] + radii[other]) ** 2
    assert max(abs(value) for point in points for value in point) < 600 + 60 * count


@given(graphs)
@settings(max_examples=25, deadline=None)
def test_direction_order_and_repetition_of_edges_do_not_move_a_node(case: tuple[int, list[tuple[int, int]]]) -> None:
    count, pairs = case
    sizes = [10.0] * count
    turned = [(b, a) for a, b in reversed(pairs)] + pairs
    assert positions(count, turned, sizes=sizes) == positions(count, pairs, sizes=sizes)


def test_parts_that_are_not_connected_do_not_lie_on_each_other() -> None:
    triangles = [(3 * n + a, 3 * n + b) for n in range(30) for a, b in ((0, 1), (1, 2), (2, 0))]
    points = positions(90, triangles, sizes=[8.0] * 90)
    boxes = []
    for n in range(30):
        xs, ys = zip(*points[3 * n : 3 * n + 3], strict=True)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    for one, other in combinations(boxes, 2):
        assert one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]


def test_the_largest_part_comes_first_then_the_one_with_the_first_node() -> None:
    assert components(6, [(4, 5), (5, 3), (0, 2)]) == [[3, 4, 5], [0, 2], [1]]


def test_neighbours_lie_nearer_than_strangers() -> None:
    groups = [(8 * g + a, 8 * g + b) for g in range(4) for a, b in combinations(range(8), 2)]
    points = positions(32, [*groups, (0, 8), (8, 16), (16, 24)], sizes=[8.0] * 32)

    def mean(pairs: list[tuple[int, int]]) -> float:
        return sum(abs(complex(*points[a]) - complex(*points[b])) for a, b in pairs) / len(pairs)

    strangers = [(a, b) for a, b in combinations(range(32), 2) if a // 8 != b // 8]
    assert mean(groups) < 0.5 * mean(strangers)


# ---- the look -----------------------------------------------------------------------------------------------------


def test_each_type_has_its_own_shape_and_colour_and_each_relation_its_words() -> None:
    shown = look()
    assert {row.type for row in shown.types} == set(ENTITY_TYPES)
    assert {row.relation for row in shown.relations} == set(relation_names())
    for values in ([r.shape for r in shown.types], [r.light for r in shown.types], [r.dark for r in shown.types]):
        assert len(set(values)) == len(values)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_shapes_and_lines_stand_out_from_the_paper_in_both_themes() -> None:
    """WCAG AA asks 3:1 of graphics."""
    light = [row.light for row in look().types] + [row.light for row in look().families]
    dark = [row.dark for row in look().types] + [row.dark for row in look().families]
    assert [colour for colour in light if contrast(colour, "#f7f8f9") < 3] == []
    assert [colour for colour in dark if contrast(colour, "#11181f") < 3] == []


def test_text_of_the_page_has_contrast_aa() -> None:
    style = (PAGE / "style.css").read_text(encoding="utf-8")
    themes = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root[^{]*\{([^}]*)\}", style)
    ]
    assert len(themes) == 3
    for theme in themes:
        for text in ("ink", "soft", "accent", "planned", "proposed", "denied"):
            for paper in ("surface", "paper", "sunk"):
                assert contrast(theme[text], theme[paper]) >= 4.5, (text, paper, theme[text])
        assert contrast(theme["ink"], theme["mark"]) >= 4.5


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("type: Person", "type: Persona", "types: Person, Persona"),
        ("shape: dot", "shape: image", "shape"),
        ("#1f6fb2", "red; background: url(x)", "light"),
        ("relation: met,", "relation: mat,", "relations: mat, met"),
        ("status: denied", "status: held", "statuses: denied"),
        ("types:", "types: [", "look.yml"),
    ],
)
def test_a_look_that_misses_something_names_it(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (PAGE / "look.yml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "look.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(says)):
        load_look(path)
