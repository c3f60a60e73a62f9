"""The matrix and the map of countries in a real Chromium: what they count, how they are used, what they say they leave out."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import networkx as nx
import pytest
from graph_fixture import BODIES, PEOPLE, VISIT, quote, small_graph
from pages import Open, text
from test_browser_page import HOSTILE, hostile_graph

pytestmark = pytest.mark.browser

CELLS = """() => [...document.querySelectorAll('.matrix td[role=gridcell]')].filter((e) => e.textContent)
  .map((e) => e.getAttribute('aria-label'))"""
HEADS = "() => [...document.querySelectorAll('.matrix thead th')].map((e) => e.textContent)"
FOCUSED = "() => document.activeElement.getAttribute('aria-label')"
# Each line of the map: its two codes, where its pieces lie, how it is drawn, and whether it is brought forward.
LINES = """() => [...document.querySelectorAll('.ties > g')].map((g) => ({
  pieces: g.firstChild.getAttribute('d').split('M').slice(1).map((p) => p.split('L').map((xy) => xy.split(' ').map(Number))),
  width: Number(g.firstChild.getAttribute('stroke-width')), dash: g.firstChild.getAttribute('stroke-dasharray'),
  colour: g.getAttribute('stroke'), status: g.classList[1], bar: g.children.length > 1, front: g.classList.contains('front'),
}))"""
MARK = """(code) => { const m = document.querySelector(`.spot[data-code="${code}"]`);
  const { x, y, width, height } = m.firstChild.getBoundingClientRect(); return [x + width / 2, y + height / 2, width]; }"""


def lines(page: Any) -> list[dict[str, Any]]:
    """The lines of the map, the one with fewest events first."""
    return list(page.evaluate(LINES))


def cell(page: Any, row: str, column: str) -> Any:
    """The cell of these two countries, by their full names."""
    return page.locator(f".matrix td[aria-label^='{row} and {column}:']")


def only(status: str) -> nx.MultiDiGraph[str]:
    """The small graph with every event under this status."""
    graph = small_graph()
    for _, data in graph.nodes(data=True):
        if data["kind"] == "event":
            data["status"] = status
    return graph


def without_countries() -> nx.MultiDiGraph[str]:
    """The small graph with no country known of anything."""
    graph = small_graph()
    for _, data in graph.nodes(data=True):
        if data["kind"] == "entity":
            data["country"] = None
    return graph


def many(count: int) -> nx.MultiDiGraph[str]:
    """So many countries, each of which met the first one, and its neighbour."""
    codes = ["AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AR", "AT", "AU", "AZ", "BA", "BB", "BD", "BE", "BF", "BG"]
    codes += [
        "BH",
        "BI",
        "BJ",
        "BN",
        "BO",
        "BR",
        "BS",
        "BT",
        "BW",
        "BY",
        "BZ",
        "CA",
        "CD",
        "CF",
        "CG",
        "CH",
        "CI",
        "CL",
    ]
    graph = small_graph()
    graph.remove_nodes_from([key for key, data in graph.nodes(data=True)])
    for code in codes[:count]:
        graph.add_node(
            f"cty:{code}", kind="entity", type="Country", label=code, country=code, aliases=[], articles=["a1"]
        )
    told = [quote("a1", "The Batteries Council is based in France.")]
    pairs = {(codes[0], other) for other in codes[1:count]} | set(pairwise(codes[:count]))
    for n, (one, other) in enumerate(sorted(pairs)):
        more: dict[str, Any] = {"status": "held", "confidence": 0.8, "evidence": told, "label": "", "topics": []}
        graph.add_node(f"evt:{n:016x}", kind="event", type="meet", **more)
        for end in (one, other):
            graph.add_edge(f"evt:{n:016x}", f"cty:{end}", key="agent", role="agent", evidence=told)
    return graph


# ---- the matrix: what it counts -----------------------------------------------------------------------------------


def test_a_cell_counts_the_events_of_countries_and_of_those_who_stand_for_them(opened: Open) -> None:
    page = opened(small_graph(), at="#v=matrix")
    assert page.evaluate(HEADS) == ["CA", "KR", "FR"]
    names = page.evaluate(CELLS)
    assert names == [
        "Canada and South Korea: 3 events (talks and visits); 1 planned, 1 proposed, 1 denied",
        "Canada and France: 2 events (1 cooperation, 1 conflict)",
        "South Korea and Canada: 3 events (talks and visits); 1 planned, 1 proposed, 1 denied",
        "South Korea and France: 2 events (1 talks and visits, 1 cooperation)",
        "France and Canada: 2 events (1 cooperation, 1 conflict)",
        "France and South Korea: 2 events (1 talks and visits, 1 cooperation)",
    ]
    assert cell(page, "Canada", "South Korea").inner_text() == "3"
    own = page.locator(".matrix td.self")
    assert own.all_inner_texts() == ["", "", ""]


def test_standing_facts_and_derived_ties_are_not_counted(opened: Open) -> None:
    graph = small_graph()
    said = quote("a1", "The Batteries Council is based in France.")
    graph.add_edge(BODIES["council"], "cty:ca", key="member_of", role="member_of", confidence=0.8, evidence=[said])
    page = opened(graph, at="#v=matrix")
    assert page.evaluate("Entente.edgesAt[Entente.byKey.get('cty:ca')].length") == 5
    assert cell(page, "Canada", "France").inner_text() == "2"
    page.click("label.check:has-text('derived')")
    assert cell(page, "Canada", "France").inner_text() == "2"
    assert cell(page, "South Korea", "France").inner_text() == "2"


def test_every_cell_of_the_sample_documents_counts_what_the_panel_lists(real: Open) -> None:
    page = real(at="#v=matrix")
    wrong = page.evaluate(
        """() => { const E = Entente, { rows } = document.querySelector('.matrix'), wrong = [];
        const codes = [...rows[0].cells].slice(1).map((c) => c.textContent);
        codes.forEach((one, r) => codes.forEach((other, c) => {
          const shown = Number(rows[r + 1].cells[c + 1].textContent || 0);
          const listed = one === other ? 0 : E.between(one, other).length;
          if (shown !== listed) wrong.push([one, other, shown, listed]);
        })); return wrong; }"""
    )
    assert wrong == []
    assert len(page.evaluate(HEADS)) >= 10
    totals = [int(t) for t in page.locator(".matrix .sum").all_inner_texts()]
    assert totals == sorted(totals, reverse=True)


def test_one_kind_of_events_is_shown_by_its_colour_and_its_numbers(opened: Open) -> None:
    page = opened(small_graph(), at="#v=matrix")
    shade = "(name) => getComputedStyle(document.querySelector('.matrix')).getPropertyValue(name).trim()"
    grey = page.evaluate(shade, "--hue")
    page.click(".view-matrix .chip:has-text('Conflict')")
    assert page.evaluate(CELLS) == ["Canada and France: 1 event (conflict)", "France and Canada: 1 event (conflict)"]
    assert page.evaluate(HEADS) == ["CA", "FR"]
    assert page.evaluate(shade, "--hue") == page.evaluate("Entente.colour(Entente.families.get('conflict'))") != grey
    assert page.get_attribute(".view-matrix .chip:has-text('Conflict')", "aria-pressed") == "true"
    page.click(".view-matrix .chip:has-text('Talks')")
    assert cell(page, "South Korea", "Canada").inner_text() == "3"
    page.click(".view-matrix .chip:has-text('All')")
    assert len(page.evaluate(CELLS)) == 6


def test_filters_change_what_is_counted(opened: Open) -> None:
    page = opened(small_graph(), at="#v=matrix")
    page.click("label.check:has-text('Denied')")
    page.click("label.check:has-text('Proposed')")
    assert cell(page, "Canada", "South Korea").get_attribute("aria-label") == (
        "Canada and South Korea: 1 event (talks and visits); planned"
    )


@pytest.mark.parametrize("status", ["planned", "proposed", "denied"])
def test_what_was_never_held_is_marked_in_cell_and_line(opened: Open, status: str) -> None:
    page = opened(only(status), at="#v=matrix")
    number = f".matrix td.{status} span"
    style = page.eval_on_selector(
        number, "e => { const s = getComputedStyle(e); return [s.borderBottomStyle, s.textDecorationLine] }"
    )
    assert (
        style
        == {"planned": ["dashed", "none"], "proposed": ["dotted", "none"], "denied": ["none", "line-through"]}[status]
    )
    assert {"planned": "Dashed", "proposed": "Dotted", "denied": "Struck"}[status] in text(page, ".view-matrix .rest")
    page.click("#tab-map")
    drawn = lines(page)
    assert {line["status"] for line in drawn} == {status}
    assert {line["dash"] for line in drawn} == {{"planned": "6 4", "proposed": "1.5 3.5", "denied": "none"}[status]}
    assert {line["bar"] for line in drawn} == {status == "denied"}


def test_what_is_not_shown_is_counted_and_can_be_asked_for(opened: Open) -> None:
    page = opened(many(36), at="#v=matrix")
    first = len(page.evaluate(HEADS))
    assert 10 <= first < 36
    assert f"Shown: the {first} countries with most events. {36 - first} more are not." in text(
        page, ".view-matrix .rest"
    )
    page.click(".view-matrix .rest button:has-text('more')")
    assert len(page.evaluate(HEADS)) == 36
    assert "All 36 countries" in text(page, ".view-matrix .rest")
    page.click(".view-matrix .rest button:has-text('fewer')")
    assert len(page.evaluate(HEADS)) == first


def test_the_matrix_grows_no_further_than_can_be_read(opened: Open) -> None:
    page = opened(many(36), at="#v=matrix", width=1900)
    assert len(page.evaluate(HEADS)) == 24
    assert page.evaluate(
        "document.querySelector('.matrix-box').scrollWidth <= document.querySelector('.matrix-box').clientWidth"
    )


def test_countries_can_be_ordered_by_name_and_by_group(real: Open) -> None:
    page = real(at="#v=matrix")
    page.select_option(".view-matrix select", "name")
    names = page.locator(".matrix .full").all_inner_texts()
    assert names == sorted(names)
    page.select_option(".view-matrix select", "group")
    groups = page.evaluate(
        """() => [...document.querySelectorAll('.matrix thead th')].map((e) => [
        Entente.data.entities[Entente.countryNode.get(e.textContent)].group ?? null, e.classList.contains('first')])"""
    )
    seen = [group for group, first in groups if first]
    assert groups[0][0] not in seen
    assert len(seen) == len(set(seen)) >= 2


# ---- the matrix: how it is used -----------------------------------------------------------------------------------


def test_a_click_on_a_cell_lists_its_events_and_marks_it(opened: Open) -> None:
    page = opened(small_graph(), at="#v=matrix")
    cell(page, "France", "Canada").click()
    assert text(page, "#panel h2") == "France and Canada"
    assert "2 events" in text(page, "#panel").lower()
    assert "Canada restricted imports from France in 2023." in text(page, "#panel")
    assert page.evaluate("location.hash") == "#m=FR~CA&v=matrix"
    chosen = page.locator(".matrix td[aria-selected=true]")
    assert [
        label.split(":")[0] for label in chosen.evaluate_all("(es) => es.map((e) => e.getAttribute('aria-label'))")
    ] == [
        "Canada and France",
        "France and Canada",
    ]
    again = opened(small_graph(), at="#m=FR~CA&v=matrix")
    assert again.locator(".matrix td.chosen").count() == 2
    assert text(again, ".view-matrix .readout").startswith("France and Canada: 2 events")


def test_an_empty_cell_and_the_diagonal_choose_nothing(opened: Open) -> None:
    page = opened(small_graph(), at="#v=matrix")
    page.locator(".matrix td.self").first.click(force=True)
    assert text(page, "#panel h2") == "At a glance"


def test_a_header_leads_to_its_country(opened: Open) -> None:
    page = opened(small_graph(), at="#v=matrix")
    page.click(".matrix tbody th:has-text('France')")
    assert text(page, "#panel h2") == "France"
    page.click(".matrix thead th:has-text('KR')")
    assert text(page, "#panel h2") == "Korea"
    assert page.locator(".matrix th.chosen").all_inner_texts()[0] == "KR"


def test_a_country_that_only_its_people_speak_for_counts_and_says_so(opened: Open) -> None:
    graph = small_graph()
    graph.remove_node("cty:kr")
    page = opened(graph, at="#v=matrix")
    assert cell(page, "South Korea", "France").inner_text() == "2"
    page.click(".matrix thead th:has-text('KR')")
    assert text(page, "#panel h2") == "At a glance"
    assert text(page, ".view-matrix .readout").startswith("South Korea has no entry of its own")
    page.click("#tab-map")
    page.mouse.click(*page.evaluate(MARK, "KR")[:2])
    assert text(page, ".view-map .readout").startswith("South Korea has no entry of its own")


def test_the_matrix_is_walked_by_keyboard(opened: Open) -> None:
    page = opened(small_graph(), at="#v=matrix")
    stops = page.locator(".matrix [tabindex='0']")
    assert stops.count() == 1
    stops.focus()
    assert page.evaluate(FOCUSED).startswith("Canada and South Korea: 3 events")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED).startswith("Canada and France: 2 events")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED).startswith("South Korea and France: 2 events")
    page.keyboard.press("Home")
    assert page.evaluate(FOCUSED).startswith("South Korea and Canada")
    page.keyboard.press("End")
    page.keyboard.press("Control+Home")
    assert page.evaluate(FOCUSED) == "Canada itself"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED) == "Canada: 5 events with 2 countries"
    assert stops.count() == 1
    page.keyboard.press("Enter")
    assert text(page, "#panel h2") == "Canada"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert text(page, "#panel h2") == "Korea and Canada"
    assert page.evaluate(FOCUSED).startswith("South Korea and Canada")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"


def test_pointing_at_a_cell_says_what_it_counts(opened: Open) -> None:
    page = opened(small_graph(), at="#v=matrix")
    cell(page, "South Korea", "France").hover()
    assert text(page, ".view-matrix .readout") == "South Korea and France: 2 events (1 talks and visits, 1 cooperation)"
    assert [t.split("\n")[0] for t in page.locator(".matrix th.at").all_inner_texts()] == ["FR", "South Korea"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_numbers_can_be_read_on_every_shade(real: Open, theme: str) -> None:
    page = real(at="#v=matrix", color_scheme=theme)
    worst = """() => { const c = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      const rgb = (colour) => { c.fillStyle = colour; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data].slice(0, 3); };
      const light = (colour) => { const [r, g, b] = rgb(colour).map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const shades = new Set();
      const ratios = [...document.querySelectorAll('.matrix td')].filter((e) => e.textContent).map((e) => {
        const s = getComputedStyle(e); shades.add(s.backgroundColor); const [a, b] = [light(s.color), light(s.backgroundColor)];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); });
      return [Math.min(...ratios), shades.size]; }"""
    for kind in ("All", "Talks", "Cooperation", "Conflict"):
        page.click(f".view-matrix .chip:has-text('{kind}')")
        ratio, shades = page.evaluate(worst)
        assert ratio >= 4.5
        assert shades >= 3


def test_on_a_phone_the_matrix_scrolls_inside_its_box_under_its_codes(real: Open) -> None:
    page = real(at="#v=matrix", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    place = "(selector) => { const { x, y } = document.querySelector(selector).getBoundingClientRect(); return [Math.round(x), Math.round(y)]; }"
    row, column = ".matrix tbody tr:nth-child(3) th", ".matrix thead th:nth-child(4)"
    before = page.evaluate(place, row), page.evaluate(place, column)
    page.evaluate("document.querySelector('.matrix-box').scrollTo(150, 60)")
    assert page.evaluate(place, row)[0] == before[0][0]
    assert page.evaluate(place, column)[1] == before[1][1]
    assert page.evaluate(place, column)[0] == before[1][0] - 150
    assert page.locator(".matrix .code").first.is_visible()
    assert not page.locator(".matrix .full").first.is_visible()
    size = page.locator(".matrix td[role=gridcell]").first.bounding_box()
    assert min(size["width"], size["height"]) >= 32


# ---- nothing to show ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["matrix", "map"])
def test_an_empty_view_says_why_and_how_to_go_on(opened: Open, view: str) -> None:
    page = opened(small_graph(), at=f"#v={view}&r=restricted")
    page.click(f".view-{view} .chip:has-text('Conflict')")
    assert "Of the kind “Conflict”, no event" in text(page, f".view-{view} .hint")
    page.click(f".view-{view} .hint button")
    assert page.locator(f".view-{view} .hint").count() == 0
    page.evaluate("Entente.change({ off: { statuses: ['held', 'planned', 'proposed', 'denied'] } })")
    assert "The filters let no event through" in text(page, f".view-{view} .hint")
    page.click(f".view-{view} .hint button")
    assert page.locator(f".view-{view} .hint").count() == 0
    bare = opened(without_countries(), at=f"#v={view}")
    assert "No event in these documents ties two countries" in text(bare, f".view-{view} .hint")


# ---- the map: what is drawn ---------------------------------------------------------------------------------------


def test_each_pair_has_a_line_as_wide_as_it_has_events_in_the_colour_of_its_kind(opened: Open) -> None:
    page = opened(small_graph(), at="#v=map")
    drawn = lines(page)
    assert len(drawn) == 3
    assert drawn[-1]["width"] > drawn[0]["width"] == drawn[1]["width"]
    assert drawn[-1]["dash"] == "6 4"
    assert {drawn[0]["dash"], drawn[1]["dash"]} == {"none"}
    colours = page.evaluate("Object.fromEntries(Entente.data.look.families.map((f) => [f.family, f.light]))")
    assert drawn[-1]["colour"] == colours["talks"]
    # Two kinds with as many events: none of them names the line.
    assert {drawn[0]["colour"], drawn[1]["colour"]} == {"var(--soft)"}
    page.click(".view-map .chip:has-text('Conflict')")
    assert [line["colour"] for line in lines(page)] == [colours["conflict"]]
    assert [
        name.split(":")[0]
        for name in page.locator(".spot").evaluate_all("(es) => es.map((e) => e.getAttribute('aria-label'))")
    ] == [
        "Canada",
        "France",
    ]


def test_a_line_over_the_pacific_leaves_the_map_on_one_side_and_comes_back_on_the_other(real: Open) -> None:
    page = real(at="#v=map&m=JP~US")
    wide = page.locator(".world").bounding_box()["width"]
    (line,) = [line for line in lines(page) if line["front"]]
    assert len(line["pieces"]) == 2
    lengths = [max(x for x, _ in piece) - min(x for x, _ in piece) for piece in line["pieces"]]
    assert sum(lengths) < wide / 2
    east, west = line["pieces"]
    assert min(x for x, _ in east) > wide / 2 > max(x for x, _ in west)
    page.click(".view-map .chip:has-text('Pacific')")
    (line,) = [line for line in lines(page) if line["front"]]
    assert len(line["pieces"]) == 1
    (atlantic,) = [line for line in lines(real(at="#v=map&m=EU~US")) if line["front"]]
    assert len(atlantic["pieces"]) == 1


def test_lines_stay_on_the_map_and_end_at_their_marks(real: Open) -> None:
    page = real(at="#v=map")
    frame = page.locator(".world").bounding_box()
    marks = [
        page.evaluate(MARK, code)
        for code in page.locator(".spot").evaluate_all("(es) => es.map((e) => e.dataset.code)")
    ]
    for line in lines(page):
        points = [point for piece in line["pieces"] for point in piece]
        assert all(0 <= x <= frame["width"] and 0 <= y <= frame["height"] for x, y in points)
        for x, y in (points[0], points[-1]):
            assert any(abs(mx - frame["x"] - x) < 2 and abs(my - frame["y"] - y) < 2 for mx, my, _ in marks)


@pytest.mark.parametrize(("width", "zoom", "at"), [(1280, 0, ""), (1280, 4, ""), (390, 0, ""), (1280, 0, "&n=cty:us")])
def test_no_code_covers_another(real: Open, width: int, zoom: int, at: str) -> None:
    page = real(at=f"#v=map{at}", width=width, height=844)
    for _ in range(zoom):
        page.click(".map-zoom button[aria-label='Zoom in']")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.names text')].map((e) => { const b = e.getBBox(); return [b.x, b.y + 2, b.x + b.width, b.y + b.height - 2, e.textContent]; })"""
    )
    assert len(boxes) >= 10
    hit = [
        (a[4], b[4]) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert hit == []


def test_zooming_brings_europe_apart_and_keeps_the_size_of_marks(real: Open) -> None:
    page = real(at="#v=map")
    start = {code: page.evaluate(MARK, code) for code in ("FR", "DE", "EU")}
    codes = page.locator(".names text").count()
    page.mouse.move(*start["DE"][:2])
    for _ in range(8):
        page.mouse.wheel(0, -120)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    after = {code: page.evaluate(MARK, code) for code in ("FR", "DE", "EU")}
    gap_then, gap_now = (abs(places["FR"][0] - places["DE"][0]) for places in (start, after))
    assert gap_now > 1.8 * gap_then
    assert [after[code][2] for code in after] == pytest.approx([start[code][2] for code in start])
    shown = page.locator(".names text").all_text_contents()
    assert {"FR", "DE"} <= set(shown)
    page.click(".map-zoom button[aria-label='Show the whole world']")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate(MARK, "FR") == pytest.approx(start["FR"])
    assert page.locator(".names text").count() == pytest.approx(codes, abs=2)


def test_the_map_says_that_it_draws_no_borders_and_which_country_has_no_place(opened: Open) -> None:
    graph = small_graph()
    for key in (PEOPLE["yang"], BODIES["mot"], "cty:kr"):
        graph.nodes[key]["country"] = "ZZ"
    page = opened(graph, at="#v=map")
    rest = text(page, ".view-map .rest")
    assert "No borders are drawn, since borders are disputed" in rest
    assert "has no place on this map; its ties are in the matrix." in rest
    assert page.evaluate("Entente.ties.name('ZZ')") in rest
    assert len(lines(page)) == 1
    # The list holds them all the same.
    assert page.locator(".tie-list li").count() == 3


def test_what_the_list_leaves_out_is_counted(real: Open) -> None:
    page = real(at="#v=map")
    pairs = int(page.evaluate("Entente.ties.of().pairs.length"))
    assert page.locator(".tie-list li").count() == 30
    assert f"{pairs - 30} more ties are not in this list" in text(page, ".tie-box .rest")
    assert len(lines(page)) == min(pairs, 300)


# ---- the map: how it is used --------------------------------------------------------------------------------------


def test_pointing_at_a_country_brings_its_lines_forward_and_says_what_it_is(opened: Open) -> None:
    page = opened(small_graph(), at="#v=map")
    assert [line["front"] for line in lines(page)] == [False, False, False]
    page.mouse.move(*page.evaluate(MARK, "FR")[:2])
    assert sorted(line["front"] for line in lines(page)) == [False, True, True]
    assert (
        text(page, ".view-map .readout")
        == "France: 4 events with 2 countries; most with Canada (2) and South Korea (2)"
    )
    page.mouse.move(*page.evaluate(MARK, "CA")[:2])
    assert text(page, ".view-map .readout").startswith("Canada: 5 events")
    box = page.locator(".world").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] - 5)
    assert [line["front"] for line in lines(page)] == [False, False, False]


def test_a_click_on_a_line_lists_its_events_and_one_on_a_country_shows_it(opened: Open) -> None:
    page = opened(small_graph(), at="#v=map")
    box = page.locator(".world").bounding_box()
    held = next(line for line in lines(page) if len(line["pieces"]) == 1 and line["status"] == "held")
    x, y = held["pieces"][0][len(held["pieces"][0]) // 2]
    page.mouse.click(box["x"] + x, box["y"] + y + 3)
    assert "2 events" in text(page, "#panel").lower()
    assert page.evaluate("Object.keys(Entente.state.chosen)") == ["cell"]
    assert sum(line["front"] for line in lines(page)) == 1
    page.mouse.click(*page.evaluate(MARK, "CA")[:2])
    assert text(page, "#panel h2") == "Canada"
    page.mouse.click(box["x"] + 5, box["y"] + box["height"] - 5)
    assert text(page, "#panel h2") == "At a glance"


def test_what_is_chosen_elsewhere_is_brought_forward(opened: Open) -> None:
    page = opened(small_graph(), at=f"#v=map&f={VISIT}")
    assert [line["front"] for line in lines(page)] == [False, False, True]
    page.evaluate("(node) => Entente.select({ node })", page.evaluate("Entente.byKey.get('cty:fr')"))
    assert sorted(line["front"] for line in lines(page)) == [False, True, True]
    page.evaluate("(node) => Entente.select({ node })", page.evaluate(f"Entente.byKey.get('{BODIES['dfc']}')"))
    assert sum(line["front"] for line in lines(page)) == 1
    page.evaluate("Entente.select(null)")
    assert sum(line["front"] for line in lines(page)) == 0


def test_countries_and_ties_are_reached_by_keyboard(opened: Open) -> None:
    page = opened(small_graph(), at="#v=map")
    page.focus(".world")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Canada: 5 events with 2 countries"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == "France: 4 events with 2 countries"
    assert sorted(line["front"] for line in lines(page)) == [False, True, True]
    page.keyboard.press("Enter")
    assert text(page, "#panel h2") == "France"
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED).startswith("Canada and South Korea: 3 events")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED).startswith("Canada and France: 2 events")
    assert sum(line["front"] for line in lines(page)) == 1
    page.keyboard.press("Enter")
    assert text(page, "#panel h2") == "Canada and France"
    assert page.locator(".tie-list [aria-current=true]").count() == 1
    assert page.locator(".tie-list [tabindex='0']").count() == 1


def test_the_map_is_moved_and_zoomed_by_keyboard_and_mouse(opened: Open) -> None:
    page = opened(small_graph(), at="#v=map")
    frame = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    start = page.evaluate(MARK, "FR")
    page.focus(".world")
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.evaluate(frame)
    near = page.evaluate(MARK, "FR")
    page.keyboard.press("ArrowRight")
    page.evaluate(frame)
    assert page.evaluate(MARK, "FR")[0] == pytest.approx(near[0] - 60, abs=1)
    box = page.locator(".world").bounding_box()
    before = page.evaluate(MARK, "FR")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y - 10, steps=4)
    page.mouse.up()
    page.evaluate(frame)
    assert page.evaluate(MARK, "FR")[0] == pytest.approx(before[0] + 20, abs=6)
    assert text(page, "#panel h2") == "At a glance"
    page.focus(".world")
    page.keyboard.press("0")
    page.evaluate(frame)
    assert page.evaluate(MARK, "FR") == pytest.approx(start)


def test_on_a_phone_the_map_fits_and_stays_in_sight_above_the_panel(real: Open) -> None:
    page = real(at="#v=map", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click(".tie-list button >> nth=0")
    panel = page.locator("#panel").bounding_box()
    assert panel["width"] == 390
    (line,) = [line for line in lines(page) if line["front"]]
    page.evaluate("document.querySelector('.view-map').scrollTo(0, 0)")
    world = page.locator(".world").bounding_box()
    assert world["y"] + max(y for piece in line["pieces"] for _, y in piece) < panel["y"]


# ---- for all ------------------------------------------------------------------------------------------------------


def test_hostile_names_of_countries_stay_text(opened: Open) -> None:
    graph = hostile_graph()
    told = next(data["evidence"] for _, data in graph.nodes(data=True) if data["kind"] == "event")
    for n, bad in enumerate(HOSTILE):
        graph.add_node(
            f"evt:{n:016x}",
            kind="event",
            type="meet",
            label=bad,
            evidence=told,
            status="held",
            topics=[],
            confidence=0.5,
        )
        for end in (f"cty:{bad}{n}", f"cty:{HOSTILE[n - 1]}{(n - 1) % len(HOSTILE)}"):
            graph.add_edge(f"evt:{n:016x}", end, key="agent", role="agent", evidence=told)
    page = opened(graph, at="#v=matrix")
    assert len(page.evaluate(HEADS)) == len(HOSTILE)
    assert HOSTILE[0] in text(page, ".matrix")
    page.evaluate("for (const e of document.querySelectorAll('.matrix th, .matrix td')) e.click()")
    page.click("#tab-map")
    assert HOSTILE[0] in text(page, ".view-map .rest")
    page.evaluate("for (const e of document.querySelectorAll('.tie-list button')) e.click()")
    page.evaluate(
        "for (const e of document.querySelectorAll('.view-map *')) e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))"
    )
    assert page.evaluate("window.hacked") is None
    assert page.locator(".views img, .views a, .views script").count() == 0


@pytest.mark.parametrize("view", ["matrix", "map"])
def test_the_same_documents_give_the_same_picture(real: Open, view: str) -> None:
    inside = f"document.querySelector('.view-{view}').innerHTML"
    assert real(at=f"#v={view}").evaluate(inside) == real(at=f"#v={view}").evaluate(inside)


@pytest.mark.parametrize("view", ["matrix", "map"])
def test_light_and_dark_change_the_colours_of_both_views(real: Open, view: str) -> None:
    page = real(at=f"#v={view}")
    look = {
        "matrix": "[...document.querySelectorAll('.matrix td')].map((e) => getComputedStyle(e).backgroundColor).join()",
        "map": "[...document.querySelectorAll('.ties > g, .land')].map((e) => getComputedStyle(e).stroke).join()",
    }[view]
    light = page.evaluate(look)
    page.click("#theme")
    assert page.evaluate(look) != light
    page.click("#theme")
    assert page.evaluate(look) == light


def test_everything_that_can_be_pressed_has_a_name(real: Open) -> None:
    for view in ("matrix", "map"):
        page = real(at=f"#v={view}")
        nameless = page.evaluate(
            f"""() => [...document.querySelectorAll('.view-{view} :is(button, select, td[tabindex], th, [role=button])')].filter((e) =>
            !(e.getAttribute('aria-label') || e.textContent.trim())).map((e) => e.outerHTML)"""
        )
        assert nameless == []
