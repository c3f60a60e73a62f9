"""The table view and what can be taken away, in a real Chromium: rows, order, files, copies, paper; hostile text stays text."""

from __future__ import annotations

import csv
import io
import re
import struct
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from graph_fixture import DENIAL, MEETING, PARIS, PEOPLE, VISIT, small_graph
from pages import Open, text
from test_browser_page import HOSTILE, hostile_graph

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
COLUMNS = ["date", "who", "what", "whom", "place", "about", "status", "sure", "docs", "quote"]


def cells(page: Any, row: str) -> dict[str, str]:
    """The texts of a row by column; `row` is a selector."""
    found = page.locator(row).first
    return {name: " ".join(found.locator(f".c-{name}").inner_text().split()) for name in COLUMNS}


def column(page: Any, name: str) -> list[str]:
    """The texts of a column, from the top."""
    texts = page.locator(f".rows tbody .c-{name}").all_inner_texts()
    return [" ".join(one.split()) for one in texts]


def rows_of_event(event: str) -> str:
    """Script that gives the numbers of the ties of an event."""
    return f"Entente.edgesOf[Entente.byEvent.get('{event}')]"


# ---- the table -------------------------------------------------------------------------------------------------------


def test_a_tie_is_a_row_that_says_all_of_it(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table", width=1900)
    edge = page.evaluate(rows_of_event(MEETING))[0]
    row = cells(page, f"[data-row='{edge}']")
    assert {row["who"], row["whom"]} == {"Yang Byeong-nae", "Émile Durand"}
    said = {name: row[name] for name in ("date", "what", "place", "status", "sure", "docs")}
    assert said == {
        "date": "5 Mar 2024",
        "what": "met",
        "place": "Paris",
        "status": "Held",
        "sure": "90 %",
        "docs": "2",
    }
    assert row["about"].startswith("critical minerals")
    assert "Deputy Minister Yang Byeong-nae met Minister Émile Durand" in row["quote"]
    planned = cells(page, f"[data-row='{page.evaluate(rows_of_event(VISIT))[0]}']")
    assert (planned["what"], planned["status"]) == ("to visit", "Planned")
    denied = cells(page, f"[data-row='{page.evaluate(rows_of_event(DENIAL))[0]}']")
    assert (denied["what"], denied["status"], denied["date"]) == ("did not meet", "Denied", "no date")


def test_every_tie_that_passes_has_its_row_and_the_caption_counts_them(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table")
    ties = page.evaluate("Entente.data.counts.ties")
    assert page.locator(".rows tbody tr").count() == ties
    assert text(page, ".rows caption") == f"{ties} ties, by date, latest first."
    page.click("label.check:has-text('Denied')")
    assert text(page, ".rows caption") == f"{ties - 1} ties, by date, latest first. The filters hide 1."
    assert "Denied" not in column(page, "status")


def test_derived_ties_are_rows_only_when_asked_for(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table")
    assert page.locator(".rows .note:has-text('derived')").count() == 0
    page.click("label.check:has-text('derived')")
    assert page.locator(".rows .note:has-text('derived')").count() == 3


def test_a_hundred_rows_at_a_time_and_the_rest_is_counted(real: Open) -> None:
    page = real(at="#v=table")
    ties = page.evaluate("Entente.data.counts.ties")
    assert f"{ties:,} ties" in text(page, ".rows caption")
    assert "The first 100 are shown." in text(page, ".rows caption")
    assert page.locator(".rows tbody tr").count() == 100
    assert text(page, ".table-box > .more >> visible=true") == f"Show 100 more of {ties - 100:,}"
    page.click(".table-box > .more >> visible=true")
    assert page.locator(".rows tbody tr").count() == 200
    focused = "[...document.querySelectorAll('.rows tbody tr')].indexOf(document.activeElement.closest('tr'))"
    assert page.evaluate(focused) == 100


@pytest.mark.parametrize("name", COLUMNS)
def test_each_header_sorts_both_ways_and_says_which(opened: Open, name: str) -> None:
    page = opened(small_graph(), at="#v=table")
    head = page.locator(f".rows thead [data-name={name}]")
    orders = []
    for _ in range(2):
        head.locator("button").click()
        orders.append((head.get_attribute("aria-sort"), column(page, name)))
    assert {direction for direction, _ in orders} == {"ascending", "descending"}
    assert page.locator(".rows thead [aria-sort]").count() == 1
    one, other = ([value for value in values if value not in ("", "no date")] for _, values in orders)
    assert sorted(one) == sorted(other)
    assert one != other or len(set(one)) == 1
    # What is empty comes last, whichever way it is sorted.
    for _, values in orders:
        empty = [value in ("", "no date") for value in values]
        assert empty == sorted(empty)


def test_dates_sort_by_time_with_the_undated_last_in_both_directions(real: Open) -> None:
    page = real(at="#v=table")
    script = """() => [...document.querySelectorAll('.rows tbody tr')].map((row) => {
      const { data } = Entente; return data.facts[data.edges[row.dataset.row].fact].date || '' })"""
    latest = page.evaluate(script)
    assert latest == sorted(latest, reverse=True)
    page.click(".rows thead [data-name=date] button")
    earliest = page.evaluate(script)
    assert earliest == sorted(earliest)
    assert "" not in earliest
    undated = page.evaluate("Entente.data.edges.filter((e) => !e.roll_up && !Entente.data.facts[e.fact].date).length")
    left = page.evaluate("Entente.data.counts.ties") - undated
    while page.locator(".rows tbody tr").count() <= left:
        page.click(".table-box > .more >> visible=true")
    every = page.evaluate(script)
    assert "" not in every[:left]
    assert set(every[left:]) == {""}


def test_sorting_is_stable_so_that_a_second_column_keeps_the_first(real: Open) -> None:
    page = real(at="#v=table")
    page.click(".rows thead [data-name=date] button")
    page.click(".rows thead [data-name=status] button")
    page.click(".rows thead [data-name=status] button")
    script = """() => [...document.querySelectorAll('.rows tbody tr')].map((row) => {
      const { data } = Entente; const edge = data.edges[row.dataset.row];
      return [edge.status, data.facts[edge.fact].date || '9999'] })"""
    found = page.evaluate(script)
    rank = ["denied", "proposed", "planned", "held"]
    assert found == sorted(found, key=lambda row: (rank.index(row[0]), row[1]))
    assert len({status for status, _ in found}) > 1


def test_a_row_for_each_event_names_all_who_took_part(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table")
    page.click("[data-rows=events]")
    facts = page.evaluate("Entente.data.facts.length")
    assert page.locator(".rows tbody tr").count() == facts
    assert text(page, ".rows caption").startswith("8 events and 6 standing facts")
    meeting = page.evaluate(f"Entente.byEvent.get('{MEETING}')")
    assert cells(page, f"[data-row='{meeting}']")["who"] == "Yang Byeong-nae and Émile Durand"
    page.click(f"[data-row='{meeting}'] .detail")
    assert page.evaluate("Entente.state.chosen") == {"fact": meeting}


def test_events_that_tie_nobody_are_among_the_events_and_said_to_be(opened: Open) -> None:
    graph = small_graph()
    for _, end, role in list(graph.out_edges(VISIT, keys=True)):
        if role == "target":
            graph.remove_edge(VISIT, end, key=role)
    page = opened(graph, at="#v=table")
    assert "1 event that ties nobody to anybody: among the events." in text(page, ".rows caption")
    page.click("[data-rows=events]")
    visit = page.evaluate(f"Entente.byEvent.get('{VISIT}')")
    assert cells(page, f"[data-row='{visit}']")["what"] == "to visit"


def test_words_typed_must_all_stand_in_the_columns_of_a_row(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table&n=" + PEOPLE["yang"])
    page.click(".keep")
    page.fill(".table-tools .find", "EMILE critical 5 mar")
    assert page.locator(".rows tbody tr").count() == 1
    assert "Émile Durand" in column(page, "who") + column(page, "whom")
    assert text(page, ".rows caption").startswith("1 tie with “EMILE critical 5 mar”")
    page.fill(".table-tools .find", "denied")
    assert column(page, "status") == ["Denied"]
    page.fill(".table-tools .find", "no such words")
    assert text(page, ".rows tbody") == "Nothing here holds these words."
    page.keyboard.press("Escape")
    assert page.locator(".rows tbody tr").count() == page.evaluate("Entente.data.counts.ties")
    assert page.evaluate("Entente.state.chosen") is not None


def test_rows_keep_to_a_chosen_name_until_told_otherwise(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table&n=" + PEOPLE["yang"])
    assert text(page, ".keep") == "Only Yang Byeong-nae"
    assert page.is_checked(".keep input")
    for who, whom in zip(column(page, "who"), column(page, "whom"), strict=True):
        assert "Yang Byeong-nae" in (who, whom)
    assert set(page.evaluate("[...Entente.scene.focus.edges]")) == {
        int(n) for n in page.locator(".rows tbody tr").evaluate_all("(rows) => rows.map((row) => row.dataset.row)")
    }
    page.click(".keep")
    assert page.locator(".rows tbody tr").count() == page.evaluate("Entente.data.counts.ties")
    page.evaluate("Entente.select(null)")
    assert not page.is_visible(".keep")


@pytest.mark.parametrize(
    "choice",
    [
        "{ path: [Entente.byKey.get(YANG), Entente.byKey.get('cty:fr')] }",
        "{ words: 'minerals' }",
        "{ cell: ['FR', 'KR'] }",
    ],
)
def test_rows_keep_to_a_path_to_words_and_to_two_countries(opened: Open, choice: str) -> None:
    page = opened(small_graph(), at="#v=table")
    page.evaluate(f"() => {{ const YANG = '{PEOPLE['yang']}'; Entente.select({choice}); }}")
    wanted = set(page.evaluate("[...Entente.scene.focus.edges]"))
    shown = page.locator(".rows tbody tr").evaluate_all("(rows) => rows.map((row) => Number(row.dataset.row))")
    assert wanted
    assert set(shown) == wanted
    assert " of " in text(page, ".rows caption")


def test_why_there_are_no_rows_is_said(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table&n=" + PARIS + "&r=met")
    assert text(page, ".rows tbody").startswith("Nothing of the choice passes the filters.")
    page.evaluate("Entente.select(null)")
    for status in ("Held", "Planned", "Proposed", "Denied"):
        page.click(f"label.check:has-text('{status}')")
    assert text(page, ".rows tbody") == "The filters let nothing through."
    assert text(page, ".rows caption").startswith("0 ties.")


def test_of_a_place_without_ties_the_rows_are_what_happened_there(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table&n=" + PARIS)
    assert column(page, "place") == ["Paris"]


def test_choosing_a_row_keeps_the_list_that_it_was_chosen_from(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table&n=" + PEOPLE["yang"])
    before = column(page, "quote")
    page.click(".rows tbody tr:nth-child(2) .detail")
    assert page.evaluate("Entente.state.chosen.edge") is not None
    assert column(page, "quote") == before
    assert text(page, ".keep") == "Only Yang Byeong-nae"
    script = """(key) => { const yang = Entente.byKey.get(key);
      return Entente.data.edges.findIndex((e, n) => Entente.passes(n) && e.source !== yang && e.target !== yang) }"""
    other = page.evaluate(script, PEOPLE["yang"])
    page.evaluate("(edge) => Entente.select({ edge })", other)
    assert not page.is_visible(".keep")
    assert page.locator(f"[data-row='{other}'][aria-current=true]").count() == 1


def test_details_and_a_click_on_a_row_choose_it_and_mark_it(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table")
    page.click(".rows tbody tr:nth-child(1) .detail")
    first = page.evaluate("Entente.state.chosen.edge")
    assert page.get_attribute(f"[data-row='{first}']", "aria-current") == "true"
    page.click(".rows tbody tr:nth-child(3) .c-what")
    third = page.evaluate("Entente.state.chosen.edge")
    assert third != first
    assert page.locator(".rows [aria-current]").count() == 1
    assert "says so" in text(page, "#panel").lower() or "say so" in text(page, "#panel").lower()
    page.evaluate(f"Entente.select({{ fact: Entente.byEvent.get('{MEETING}') }})")
    marked = page.locator(".rows [aria-current]").evaluate_all("(rows) => rows.map((row) => Number(row.dataset.row))")
    assert marked == page.evaluate(rows_of_event(MEETING))


def test_a_name_in_a_row_chooses_the_name(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table")
    page.click(".rows tbody .c-whom .name:has-text('Canada')")
    assert text(page, "#panel h2") == "Canada"
    assert page.is_checked(".keep input")


def test_a_chosen_row_far_down_is_gone_to(real: Open) -> None:
    page = real(at="#v=table")
    last = page.evaluate("Entente.data.edges.findLastIndex((e) => !e.roll_up && !Entente.data.facts[e.fact].date)")
    page.evaluate("(edge) => Entente.select({ edge })", last)
    row = page.locator(f"[data-row='{last}'][aria-current=true]")
    box, frame = row.bounding_box(), page.locator(".table-box").bounding_box()
    assert frame["y"] <= box["y"] < frame["y"] + frame["height"]
    assert page.locator(".rows tbody tr").count() <= 100
    assert re.search(r"Shown: rows [\d,]+ to [\d,]+\.", text(page, ".rows caption"))
    above = text(page, ".table-box > .more >> nth=0")
    assert re.fullmatch(r"Show 100 before of [\d,]+", above)
    page.click(".table-box > .more >> nth=0")
    assert page.locator(".rows tbody tr").count() > 100


def test_one_stop_for_the_keyboard_and_arrows_between_rows_and_names(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table")
    assert page.locator(".rows tbody button[tabindex='0']").count() == 1
    page.focus(".rows tbody button[tabindex='0']")
    where = """() => { const row = document.activeElement.closest('tr');
      return [row.rowIndex, [...row.querySelectorAll('button')].indexOf(document.activeElement)] }"""
    start = page.evaluate(where)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(where) == [start[0] + 1, 1]
    page.keyboard.press("End")
    assert page.evaluate(where)[0] == page.evaluate("Entente.data.counts.ties")
    page.keyboard.press("Home")
    assert page.evaluate(where)[0] == start[0]
    assert page.locator(".rows tbody button[tabindex='0']").count() == 1
    page.focus(".rows tbody tr:nth-child(2) .detail")
    page.keyboard.press("Enter")
    assert page.evaluate("Entente.state.chosen.edge") is not None
    assert page.evaluate("document.activeElement.className") == "detail"


def test_the_table_is_a_table_for_those_who_do_not_see_it(opened: Open) -> None:
    for width in (390, 1280, 1900):
        page = opened(small_graph(), at="#v=table", width=width)
        table = page.get_by_role("table")
        assert table.get_by_role("columnheader").count() == len(COLUMNS) + 1 or width == 390
        assert table.get_by_role("row").count() == page.evaluate("Entente.data.counts.ties") + 1
        first = table.get_by_role("row").nth(1)
        assert first.get_by_role("rowheader").count() == 1
        assert first.get_by_role("cell").count() >= 8
    assert page.locator(".rows thead th:not([scope=col])").count() == 0
    names = page.locator(".rows tbody .detail").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('aria-label'))"
    )
    assert "Details: Yang Byeong-nae to visit Canada" in names


def test_the_table_stays_inside_its_box_at_every_width(real: Open) -> None:
    for width in (390, 800, 1000, 1280, 1900):
        page = real(at="#v=table", width=width, height=844)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        inside, outside = page.evaluate(
            "(() => { const box = document.querySelector('.table-box'); return [box.scrollWidth, box.clientWidth] })()"
        )
        assert inside <= outside, width
        page.evaluate("document.querySelector('.table-box').scrollTop = 600")
        head, frame = page.locator(".rows thead").bounding_box(), page.locator(".table-box").bounding_box()
        assert abs(head["y"] - frame["y"]) < 1, "the header stays in sight"
        cut = page.evaluate(
            """[...document.querySelectorAll('.rows tbody tr')].slice(0, 20).flatMap((row) => [...row.querySelectorAll('.name, .badge, .detail')])
            .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline').length"""
        )
        assert cut == 0


def test_on_a_telephone_a_chosen_row_is_not_under_the_details(real: Open) -> None:
    page = real(at="#v=table", width=390, height=844)
    page.click(".rows tbody tr:nth-child(4) .detail")
    row, panel = page.locator(".rows [aria-current]").bounding_box(), page.locator("#panel").bounding_box()
    assert row["y"] < panel["y"] - 40


def test_hostile_text_in_the_table_is_text(opened: Open) -> None:
    page = opened(hostile_graph(), at="#v=table")
    count = "document.querySelectorAll('script, img, iframe, object, embed, form, style, link').length"
    before = page.evaluate(count)
    page.click("[data-rows=events]")
    page.click("[data-rows=ties]")
    for name in COLUMNS:
        page.click(f".rows thead [data-name={name}] button")
    page.fill(".table-tools .find", HOSTILE[0])
    seen = page.inner_text(".rows tbody")
    assert HOSTILE[0] in seen
    assert page.evaluate(count) == before
    assert page.evaluate("window.hacked") is None


# ---- the menu --------------------------------------------------------------------------------------------------------


def take(page: Any, name: str) -> tuple[bytes, str]:
    """What an item of the menu saves: its bytes and its name."""
    page.click("#take-button")
    with page.expect_download() as saved:
        page.click(f"#take-menu [role=menuitem]:has-text('{name}')")
    return Path(saved.value.path()).read_bytes(), str(saved.value.suggested_filename)


def entries(page: Any) -> list[str]:
    return [str(one).split("\n")[0] for one in page.locator("#take-menu [role=menuitem]").all_inner_texts()]


def test_the_menu_works_by_keyboard_and_gives_the_focus_back(opened: Open) -> None:
    page = opened(small_graph(), at="#n=cty:ca")
    page.focus("#take-button")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#take-button", "aria-expanded") == "true"
    assert entries(page) == ["Picture (PNG)", "Drawing (SVG)", "Rows (CSV)", "Link to this view", "Print"]
    label = "document.activeElement.textContent"
    assert page.evaluate(label).startswith("Picture")
    for key, start in (
        ("ArrowDown", "Drawing"),
        ("End", "Print"),
        ("ArrowDown", "Picture"),
        ("ArrowUp", "Print"),
        ("r", "Rows"),
    ):
        page.keyboard.press(key)
        assert page.evaluate(label).startswith(start)
    page.keyboard.press("Escape")
    assert not page.is_visible("#take-menu")
    assert page.evaluate("document.activeElement.id") == "take-button"
    assert text(page, "#panel h2") == "Canada", "Escape closed the menu and nothing else"
    page.click("#take-button")
    page.mouse.click(600, 30)
    assert not page.is_visible("#take-menu")


def test_views_without_a_picture_do_not_offer_one(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table")
    page.click("#take-button")
    assert entries(page) == ["Rows (CSV)", "Link to this view", "Print"]


def test_the_menu_fits_a_telephone(opened: Open) -> None:
    page = opened(small_graph(), width=390, height=844)
    page.click("#take-button")
    box = page.locator("#take-menu").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390


# ---- pictures --------------------------------------------------------------------------------------------------------


def png(data: bytes) -> tuple[int, int, int]:
    """Width, height and how many different bytes the pixels of a PNG hold."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    parts, at = b"", 8
    while at < len(data):
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        parts += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return width, height, len(set(zlib.decompress(parts)))


def words_of(svg: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{SVG}text") if one.get("aria-hidden") != "true"]


def test_the_picture_of_the_network_has_twice_its_resolution(opened: Open) -> None:
    page = opened(small_graph())
    data, name = take(page, "Picture")
    width, height, kinds = png(data)
    box = page.locator("#network").bounding_box()
    assert name == "entente-network.png"
    assert width == 2 * box["width"]
    assert height > 2 * box["height"]
    assert kinds > 60
    assert text(page, ".take-note") == "Saved as entente-network.png"


@pytest.mark.parametrize("view", ["timeline", "map", "matrix"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_other_views_give_a_picture_and_a_drawing_that_needs_no_style_sheet(real: Open, view: str, theme: str) -> None:
    page = real(at=f"#v={view}", color_scheme=theme)
    data, name = take(page, "Picture")
    width, _, kinds = png(data)
    assert name == f"entente-{view}.png"
    assert width > 1000
    assert kinds > 60
    drawing, _ = take(page, "Drawing")
    svg = ElementTree.fromstring(drawing)
    attributes = {key for node in svg.iter() for key in node.attrib}
    assert not attributes & {"class", "style", "onclick", "tabindex"}
    colours = {node.get(key, "none") for node in svg.iter() for key in ("fill", "stroke")}
    assert all(re.fullmatch("none|#[0-9a-f]{6}|url.*", colour) for colour in colours), colours
    assert len(colours) > 5
    words = words_of(svg)
    assert any("Made with Entente" in one for one in words)
    assert len(words) > 20


def test_the_drawing_of_the_network_is_what_is_on_the_screen(opened: Open) -> None:
    page = opened(small_graph())
    data, name = take(page, "Drawing")
    assert name == "entente-network.svg"
    svg = ElementTree.fromstring(data)
    assert {node.tag.removeprefix(SVG) for node in svg.iter()} == {"svg", "title", "desc", "rect", "g", "path", "text", "circle", "polygon", "line"}  # fmt: skip
    written = page.evaluate(
        "Entente.scene.boxes.filter((b) => !b.disc).map((b) => Entente.cut(Entente.name(b.number), 28))"
    )
    assert set(written) <= set(words_of(svg))
    assert len(written) > 5
    body = svg.findall(f"{SVG}g")[0]
    paths = body.findall(f"{SVG}path")
    nodes, lines = page.evaluate(
        """() => [Entente.network.body.nodeIndices.length,
        Entente.network.body.edgeIndices.map((n) => Entente.data.edges[n]).map((e) => [e.status, Entente.data.symmetric.includes(e.relation)])]"""
    )
    # A path for each node, for each line, for each arrow and for each bar through what is denied.
    expected = (
        nodes
        + len(lines)
        + sum(not symmetric for _, symmetric in lines)
        + sum(status == "denied" for status, _ in lines)
    )
    assert len(paths) == expected
    dashed = [path for path in paths if path.get("stroke-dasharray")]
    assert len(dashed) == sum(status in ("planned", "proposed") for status, _ in lines)
    fills = {path.get("fill") for path in paths}
    assert {
        page.evaluate("Entente.colour(Entente.types.get('Person'))"),
        page.evaluate("Entente.colour(Entente.types.get('Country'))"),
    } <= fills
    legend = words_of(svg)
    assert {"People", "Countries", "Conflict", "Planned", "Denied", "Network"} <= set(legend)


def test_two_drawings_of_the_same_are_the_same(opened: Open) -> None:
    page = opened(small_graph(), at="#n=cty:ca")
    one, name = take(page, "Drawing")
    assert name == "entente-network-canada.svg"
    page.reload()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert take(page, "Drawing")[0] == one
    assert take(opened(small_graph(), at="#n=cty:ca", color_scheme="dark"), "Drawing")[0] != one


def test_the_screen_is_the_same_after_a_picture_was_taken(opened: Open) -> None:
    page = opened(small_graph(), at="#n=cty:ca")
    state = """() => JSON.stringify([Entente.scene.boxes, Entente.network.getScale(), Entente.network.getViewPosition(),
      document.querySelector('#network canvas').width, Entente.address()])"""
    before = page.evaluate(state)
    take(page, "Picture")
    take(page, "Drawing")
    assert page.evaluate(state) == before


def test_a_picture_says_in_words_what_is_filtered(opened: Open) -> None:
    page = opened(small_graph(), at="#n=cty:ca&s=denied&r=restricted&min=0.5&from=2024-01-01&to=2024-12-31&undated=no&c=CA&t=Place")  # fmt: skip
    svg = ElementTree.fromstring(take(page, "Drawing")[0])
    said = " ".join(words_of(svg))
    assert "Network: Canada" in said
    assert (
        "3 articles · from 1 Jan 2024 to 31 Dec 2024 · dated only · only Canada · without places, conflict and what is denied · "
        "confidence 50 % or more · Made with Entente" in said
    )
    assert svg.findtext(f"{SVG}title") == "Network: Canada"


def test_hostile_names_stay_text_in_drawings(opened: Open) -> None:
    page = opened(hostile_graph())
    data, _ = take(page, "Drawing")
    svg = ElementTree.fromstring(data)
    assert {node.tag for node in svg.iter()} <= {SVG + name for name in ("svg", "title", "desc", "rect", "g", "path", "text", "circle", "polygon", "line")}  # fmt: skip
    assert not [key for node in svg.iter() for key in node.attrib if key.startswith("on") or "href" in key]
    said = "".join(words_of(svg))
    assert "<script>window.hacked=1" in said
    page.evaluate("Entente.select({ node: 0 })")
    title = ElementTree.fromstring(take(page, "Drawing")[0]).findtext(f"{SVG}title") or ""
    assert page.evaluate("Entente.name(0)") in title
    for view in ("timeline", "map", "matrix"):
        page.evaluate("(view) => Entente.change({ view })", view)
        page.click("#take-button")
        if "Drawing (SVG)" in entries(page):
            page.keyboard.press("Escape")
            ElementTree.fromstring(take(page, "Drawing")[0])
        else:
            page.keyboard.press("Escape")
    assert page.evaluate("window.hacked") is None


# ---- rows ------------------------------------------------------------------------------------------------------------


def table_of(data: bytes) -> list[dict[str, str]]:
    """A CSV as a spreadsheet reads it; each of its lines ends as RFC 4180 says."""
    assert data.startswith(b"\xef\xbb\xbf")
    whole = data.decode("utf-8-sig")
    assert whole.endswith("\r\n")
    assert "\n" not in whole.replace("\r\n", "")
    rows = list(csv.DictReader(io.StringIO(whole, newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def test_rows_hold_every_tie_that_passes_with_its_quote_and_source(opened: Open) -> None:
    page = opened(small_graph())
    data, name = take(page, "Rows")
    rows = table_of(data)
    assert name == "entente-ties.csv"
    assert list(rows[0]) == [
        "source", "source type", "relation", "target", "target type", "status", "date", "date from", "date to", "place", "topics",
        "amount", "confidence", "rule", "derived", "quote", "document", "title", "published", "address", "quotes",
    ]  # fmt: skip
    assert len(rows) == page.evaluate("Entente.data.counts.ties")
    visit = next(row for row in rows if row["relation"] == "visited")
    assert visit == {
        "source": "Yang Byeong-nae", "source type": "Person", "relation": "visited", "target": "Canada", "target type": "Country",
        "status": "planned", "date": "2024-06", "date from": "2024-06-01", "date to": "2024-06-30", "place": "", "topics": "",
        "amount": "", "confidence": "0.8", "rule": "verb", "derived": "no", "quote": "Yang will visit Canada in June 2024.",
        "document": "a2.txt", "title": "Talks in Paris", "published": "2024-03", "address": "", "quotes": "1",
    }  # fmt: skip
    met = next(row for row in rows if row["relation"] == "met" and row["status"] == "held")
    assert (met["place"], met["topics"], met["quotes"], met["rule"]) == (
        "Paris",
        "critical minerals",
        "2",
        "verb; noun",
    )
    assert next(row for row in rows if row["relation"] == "investedIn")["amount"] == "USD 2 billion"
    page.click("label.check:has-text('Denied')")
    page.click("label.check:has-text('derived')")
    fewer = table_of(take(page, "Rows")[0])
    assert "denied" not in {row["status"] for row in fewer}
    assert sum(row["derived"] == "yes" for row in fewer) == 3


def test_rows_of_a_choice_are_its_ties_alone(opened: Open) -> None:
    page = opened(small_graph(), at="#n=" + PEOPLE["durand"])
    data, name = take(page, "Rows")
    rows = table_of(data)
    assert name == "entente-ties-emile-durand.csv"
    assert len(rows) == page.evaluate("Entente.scene.focus.edges.size")
    assert all("Émile Durand" in (row["source"], row["target"]) for row in rows)
    page.click("#take-button")
    assert f"{len(rows)} ties of Émile Durand" in text(page, "#take-menu")
    page.keyboard.press("Escape")
    page.evaluate("Entente.select({ edge: 0 })")
    assert len(table_of(take(page, "Rows")[0])) == 1


def test_no_cell_runs_as_a_formula_and_numbers_stay_numbers(opened: Open) -> None:
    graph = small_graph()
    bad = ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-5", "＝1"]
    for (_, data), label in zip(
        [node for node in graph.nodes(data=True) if node[1]["kind"] == "entity"], bad, strict=False
    ):
        data["label"] = label
    page = opened(graph)
    data, _ = take(page, "Rows")
    cell = [value for row in table_of(data) for value in row.values()]
    assert not [value for value in cell if value[:1] in tuple("=+-@\t\r＝") and not re.fullmatch(r"-?\d+", value)]
    assert '\'=HYPERLINK("http://x","y")' in cell
    assert "'+1+1" in cell
    assert "'@SUM(A1)" in cell


def test_hostile_text_breaks_out_of_no_cell(opened: Open) -> None:
    page = opened(hostile_graph())
    rows = table_of(take(page, "Rows")[0])
    assert len(rows) == page.evaluate("Entente.data.counts.ties")
    assert {row["relation"] for row in rows} == {"visited", "holdsPostIn"}
    said = {row["source"] for row in rows}
    assert set(HOSTILE[:6]) <= said


def test_the_sample_documents_as_rows_read_back_whole(real: Open) -> None:
    page = real()
    rows = table_of(take(page, "Rows")[0])
    assert len(rows) == page.evaluate("Entente.data.counts.ties")
    quotes = set(page.evaluate("Entente.data.quotes.map((q) => q.quote.replace(/\\s+/g, ' ').trim())"))
    assert {row["quote"].removeprefix("'") for row in rows} <= quotes | {quote.removeprefix("'") for quote in quotes}
    assert all(row["quote"] and row["document"] for row in rows)


# ---- copies ----------------------------------------------------------------------------------------------------------

CITED = "“{quote}” — Korea and France sign on batteries, 7 Mar 2024, a1.txt, https://example.org/releases/1"


def test_a_citation_is_copied_and_said_to_be(opened: Open) -> None:
    page = opened(small_graph(), **CLIPBOARD)
    page.evaluate(f"Entente.select({{ fact: Entente.byEvent.get('{MEETING}') }})")
    button = page.locator("#panel .cite").first
    assert button.inner_text().strip() == "Copy citation"
    button.click()
    page.locator("#panel .cite", has_text="Copied").wait_for()
    assert "Citation copied" in page.locator("#take [role=status]").inner_text()
    said = page.evaluate("Entente.data.quotes.map((q) => q.quote).find((q) => q.startsWith('Deputy Minister Yang Byeong-nae met'))")  # fmt: skip
    assert page.evaluate("navigator.clipboard.readText()") == CITED.format(quote=said)
    page.locator("#panel .cite", has_text="Copied").wait_for(state="detached", timeout=6000)
    assert button.inner_text().strip() == "Copy citation"


def test_a_citation_leaves_out_what_is_not_known_and_has_no_hostile_address(opened: Open) -> None:
    page = opened(small_graph())
    cited = page.evaluate("Entente.data.quotes.map((_, n) => Entente.citation(n))")
    assert "“Yang will visit Canada in June 2024.” — Talks in Paris, Mar 2024, a2.txt" in cited
    assert all(one.count("\n") == 0 for one in cited)
    hostile = opened(hostile_graph()).evaluate("Entente.data.quotes.map((_, n) => Entente.citation(n))")
    assert not [one for one in hostile if re.search("[\u202a-\u202e\u2028\u2029\x00]", one)]


def test_where_the_clipboard_refuses_the_old_way_copies(opened: Open) -> None:
    page = opened(small_graph(), **CLIPBOARD)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.evaluate(f"Entente.select({{ fact: Entente.byEvent.get('{VISIT}') }})")
    page.click("#panel .cite")
    page.locator("#panel .cite", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("“Yang will visit Canada in June 2024.” — Talks")
    assert page.evaluate("document.activeElement.className") == "cite done"


def test_where_nothing_copies_the_text_is_there_to_be_taken_by_hand(opened: Open) -> None:
    page = opened(small_graph())
    page.evaluate(
        "() => { Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false; }"
    )
    page.evaluate(f"Entente.select({{ fact: Entente.byEvent.get('{VISIT}') }})")
    page.click("#panel .cite")
    page.locator("#panel .by-hand").wait_for()
    page.wait_for_timeout(100)
    assert page.evaluate("String(document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd))").startswith("“Yang will visit")  # fmt: skip
    page.click("#take-button")
    page.click("#take-menu [role=menuitem]:has-text('Link')")
    page.locator(".take-note .by-hand").wait_for()
    assert page.input_value(".take-note .by-hand").endswith(page.evaluate("location.hash"))
    page.keyboard.press("Escape")
    assert not page.is_visible(".take-note")


def test_the_link_opens_the_same_view_again(opened: Open) -> None:
    page = opened(small_graph(), at="#v=table", **CLIPBOARD)
    page.click("label.check:has-text('Denied')")
    page.click(".rows tbody tr:nth-child(2) .detail")
    page.click("#take-button")
    page.click("#take-menu [role=menuitem]:has-text('Link')")
    page.locator(".take-note", has_text="Link copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url
    again = opened(small_graph(), at="#" + link.split("#")[1])
    assert again.evaluate("Entente.address()") == page.evaluate("Entente.address()")
    assert again.is_visible(".rows")


# ---- paper -----------------------------------------------------------------------------------------------------------


def test_paper_has_the_picture_and_all_the_details_and_no_controls(opened: Open) -> None:
    page = opened(small_graph(), at="#n=" + PEOPLE["yang"], color_scheme="dark")
    state = "[document.documentElement.dataset.theme ?? null, Entente.dark(), document.querySelectorAll('#panel details[open]').length, document.querySelector('#panel .shape *').getAttribute('fill')]"  # fmt: skip
    before = page.evaluate(state)
    page.emulate_media(media="print")
    page.wait_for_selector("figure.printed svg")
    for control in (
        "#filters",
        "#tabs",
        "#strip",
        ".search",
        "#take",
        "#theme",
        ".zoom",
        "#panel .cite",
        ".tools-row",
        "#network",
    ):
        assert not page.is_visible(control), control
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('#panel')).overflowY") == "visible"
    drawn = page.evaluate("[...document.querySelectorAll('figure.printed text')].map((one) => one.textContent)")
    assert {"Yang Byeong-nae", "Canada", "Network: Yang Byeong-nae"} <= set(drawn)
    light = page.evaluate("Entente.types.get('Person').light")
    assert page.locator(f"figure.printed path[fill='{light}']").count() > 0
    assert page.locator("#panel details:not([open])").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('#panel a[href]'), '::after').content") != "none"
    assert page.evaluate("getComputedStyle(document.querySelector('#panel .quote')).breakInside") == "avoid"
    page.emulate_media(media="screen")
    page.wait_for_selector("figure.printed", state="detached")
    assert page.evaluate(state) == before
    assert page.is_visible("#filters")


@pytest.mark.parametrize("view", ["network", "timeline", "matrix", "map", "promises", "table"])
def test_every_view_prints_within_the_width_of_a_page(real: Open, view: str) -> None:
    page = real(at=f"#v={view}&n=cty:fr")
    data = page.pdf(format="A4")
    assert data.startswith(b"%PDF-")
    assert len(data) > 20000
    assert page.locator(".printed").count() == 0, "what was for paper is gone again"
    page.set_viewport_size({"width": 680, "height": 900})
    page.emulate_media(media="print")
    page.wait_for_selector(".printed", state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    assert page.evaluate("document.documentElement.scrollHeight") > 900, "nothing is cut off to the height of a window"


def test_the_item_for_paper_prints(opened: Open) -> None:
    page = opened(small_graph())
    page.evaluate("() => { window.print = () => (window.printed = true); }")
    page.click("#take-button")
    page.click("#take-menu [role=menuitem]:has-text('Print')")
    assert page.evaluate("window.printed") is True


def test_a_graph_without_ties_can_be_taken_away_too(opened: Open) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="entente", articles={})
    page = opened(graph, at="#v=table")
    assert text(page, ".rows tbody") == "No ties were found in these documents."
    assert table_of(take(page, "Rows")[0]) == []
    page.emulate_media(media="print")
    assert page.is_visible("#panel")
