"""The explorer page in a real Chromium: it works by mouse and keyboard, calls nobody, and hostile text stays text."""

from __future__ import annotations

import re
from typing import Any

import networkx as nx
import pytest
from graph_fixture import DENIAL, MEETING, PEOPLE, VISIT, small_graph
from pages import Open, Watch, on_screen, shown, text

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=2</script>",
    "<img src=x onerror=window.hacked=3>",
    '" onmouseover="window.hacked=4" x="',
    "javascript:window.hacked=5",
    '<a href="https://example.org/" onclick=window.hacked=6>href</a>',
    "line\u2028window.hacked=7\u2029\u202ereversed\u0000",
    "{{7*7}} ${window.hacked=8} @@data@@ \ud800",
)


# ---- reading ------------------------------------------------------------------------------------------------------


def test_the_page_opens_with_its_counts_and_draws_the_network(opened: Open) -> None:
    page = opened(small_graph())
    assert text(page, "#counts") == "3 articles · 14 entities · 8 events"
    assert "2 without a tie are not drawn" in text(page, "#notice")
    pixels = page.evaluate(
        """() => { const c = document.querySelector('#network canvas');
        return new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size }"""
    )
    assert pixels > 20


def test_a_click_on_an_edge_shows_quote_date_status_and_source(opened: Open) -> None:
    page = opened(small_graph())
    page.mouse.click(*on_screen(page, event=VISIT))
    panel = text(page, "#panel")
    assert "Yang Byeong-nae to visit Canada" in panel
    assert "Yang will visit Canada in June 2024." in panel
    assert "Jun 2024" in panel
    assert "“in June 2024”" in panel
    assert "Planned" in panel
    assert "Talks in Paris" in panel
    assert "a2.txt" in panel
    assert page.locator("#panel mark").all_inner_texts() == ["Yang", "Canada"]


def test_an_edge_told_twice_shows_every_quote_with_its_document(opened: Open) -> None:
    page = opened(small_graph())
    page.mouse.click(*on_screen(page, event=MEETING))
    assert page.locator("#panel blockquote").count() == 2
    sources = page.locator("#panel figcaption").all_inner_texts()
    assert "Korea and France sign on batteries" in sources[0]
    assert "Talks in Paris" in sources[1]
    assert page.get_attribute("#panel figcaption a", "href") == "https://example.org/releases/1"
    assert page.get_attribute("#panel figcaption a", "rel") == "noopener noreferrer"
    assert "critical minerals" in text(page, "#panel dl")
    assert "In person" in text(page, "#panel dl")


def test_a_denied_meeting_is_told_as_denied(opened: Open) -> None:
    page = opened(small_graph(), height=1100)
    page.mouse.click(*on_screen(page, event=DENIAL))
    assert 'did not meet John "Jack" Smith' in text(page, "#panel") or "did not meet Yang" in text(page, "#panel")
    assert "Denied" in text(page, "#panel header")


def test_a_click_on_a_node_shows_who_it_is_and_what_happened_newest_first(opened: Open) -> None:
    page = opened(small_graph())
    page.mouse.click(*on_screen(page, node=PEOPLE["yang"]))
    panel = text(page, "#panel")
    assert text(page, "#panel h2") == "Yang Byeong-nae"
    assert "South Korea" in panel
    assert "the deputy trade chief" in panel
    assert "Deputy Minister, Ministry of Trade" in panel
    dates = page.locator("#panel .fact .when").all_inner_texts()
    assert dates == ["Jun 2024", "5 Mar 2024", "no date"]


def test_names_in_the_panel_lead_on_and_the_way_back_works(opened: Open) -> None:
    page = opened(small_graph(), at="#n=" + PEOPLE["yang"])
    page.click("#panel .fact button.name:has-text('Canada')")
    assert text(page, "#panel h2") == "Canada"
    page.go_back()
    page.locator("#panel h2", has_text="Yang Byeong-nae").wait_for()
    page.go_forward()
    page.locator("#panel h2", has_text="Canada").wait_for()


def test_a_selection_has_an_address_that_opens_it_again(opened: Open) -> None:
    page = opened(small_graph())
    page.mouse.click(*on_screen(page, event=VISIT))
    address = str(page.evaluate("location.hash"))
    assert re.fullmatch(r"#e=[0-9a-f]{16}", address)
    again = opened(small_graph(), at=address)
    assert "Yang will visit Canada" in text(again, "#panel")
    assert text(opened(small_graph(), at="#n=no-such"), "#panel h2") == "At a glance"


# ---- finding ------------------------------------------------------------------------------------------------------


def test_search_finds_by_alias_with_the_keyboard_alone(opened: Open) -> None:
    page = opened(small_graph())
    page.keyboard.press("/")
    page.keyboard.type("DEPUTY trade")
    assert page.locator("#found [role=option]").count() == 1
    assert "Yang Byeong-nae" in text(page, "#found")
    page.keyboard.press("Enter")
    assert text(page, "#panel h2") == "Yang Byeong-nae"
    x, y = on_screen(page, node=PEOPLE["yang"])
    frame = page.locator("#network").bounding_box()
    assert abs(x - frame["x"] - frame["width"] / 2) < 30
    assert abs(y - frame["y"] - frame["height"] / 2) < 30


def test_search_needs_no_accents_and_arrows_choose(opened: Open) -> None:
    page = opened(small_graph())
    page.fill("#search", "emile")
    assert "Émile Durand" in text(page, "#found")
    page.fill("#search", "mi")
    first, second = page.locator("#found [role=option] > span:nth-child(2) > bdi").all_inner_texts()[:2]
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") == "hit-1"
    page.keyboard.press("Enter")
    assert text(page, "#panel h2") == second != first


def test_what_is_not_drawn_is_found_and_says_so(opened: Open) -> None:
    page = opened(small_graph())
    page.fill("#search", "Paris")
    page.keyboard.press("Enter")
    assert text(page, "#panel h2") == "Paris"
    assert "not drawn" in text(page, "#panel")
    assert "met" in text(page, "#panel .facts")


def test_the_page_says_plainly_that_only_the_heaviest_are_drawn(opened: Open) -> None:
    page = opened(small_graph(), most=5)
    assert re.search(r"Drawn: the \d names told of most often. \d+ more have ties", text(page, "#notice"))


# ---- filtering ----------------------------------------------------------------------------------------------------


def test_a_type_filter_hides_its_nodes_and_their_lines(opened: Open) -> None:
    page = opened(small_graph())
    before, lines = shown(page)
    page.click("label.check:has-text('People')")
    after, fewer = shown(page)
    assert before - after >= {"Yang Byeong-nae", "Émile Durand", "Anna Roe", "Minerals Forum 2024"}
    assert "Batteries Council" in after
    assert fewer < lines
    page.click("label.check:has-text('People')")
    assert shown(page) == (before, lines)


def test_a_relation_filter_hides_edges_and_only_nodes_left_bare(opened: Open) -> None:
    page = opened(small_graph())
    before, lines = shown(page)
    page.click("label.check:has-text('Conflict')")
    after, fewer = shown(page)
    assert after == before
    assert fewer == lines - 1
    assert text(page, "#showing") == f"{len(before)} of {len(before)} names, {fewer} ties"


def test_a_status_filter_leaves_only_that_status(opened: Open) -> None:
    page = opened(small_graph())
    for status in ("Held", "Proposed", "Denied"):
        page.click(f"label.check:has-text('{status}')")
    assert shown(page) == ({"Yang Byeong-nae", "Canada", "Anna Roe", "Minerals Forum 2024"}, 2)
    page.click("button.reset")
    assert shown(page)[1] > 2


def test_derived_country_ties_come_on_demand(opened: Open) -> None:
    page = opened(small_graph())
    _, lines = shown(page)
    box = page.locator("label.check:has-text('derived') input")
    assert not box.is_checked()
    page.click("label.check:has-text('derived')")
    assert shown(page)[1] == lines + 3


# ---- for all ------------------------------------------------------------------------------------------------------


def test_everything_that_can_be_pressed_has_a_name_and_can_be_focused(opened: Open) -> None:
    page = opened(small_graph(), at="#n=" + PEOPLE["yang"])
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, a[href], input, [tabindex="0"]')].filter((e) =>
        !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim() || (e.labels && e.labels.length))).map((e) => e.outerHTML)"""
    )
    assert nameless == []
    stops = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none", page.evaluate("document.activeElement.outerHTML")
    assert {"search", "theme"} <= stops


def test_the_network_moves_and_zooms_by_keyboard(opened: Open) -> None:
    page = opened(small_graph())
    page.focus("#network")
    scale = page.evaluate("Entente.network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("Entente.network.getScale()") > scale
    place = page.evaluate("Entente.network.getViewPosition().x")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Entente.network.getViewPosition().x") > place
    page.keyboard.press("0")
    assert page.evaluate("Entente.network.getScale()") == pytest.approx(scale)


def test_light_and_dark_change_paper_and_network(opened: Open) -> None:
    page = opened(small_graph())
    state = """() => [getComputedStyle(document.body).backgroundColor,
      Entente.network.body.nodes[0].options.color.background, Entente.network.body.edges[0].options.color.color]"""
    light = page.evaluate(state)
    page.click("#theme")
    dark = page.evaluate(state)
    assert all(one != other for one, other in zip(light, dark, strict=True))
    page.click("#theme")
    assert page.evaluate(state) == light


def test_escape_goes_back_to_the_overview(opened: Open) -> None:
    page = opened(small_graph(), at="#n=cty:ca")
    assert text(page, "#panel h2") == "Canada"
    page.keyboard.press("Escape")
    assert text(page, "#panel h2") == "At a glance"
    assert page.evaluate("location.hash") == ""


def test_a_narrow_screen_shows_network_search_filter_and_details(opened: Open) -> None:
    page = opened(small_graph(), width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("#network").bounding_box()["height"] > 500
    assert not page.locator("#filters").is_visible()
    page.click("#filters-button")
    assert page.locator("#filters").is_visible()
    page.click(
        "label.check:has-text('Places')" if "Places" in text(page, "#filters") else "label.check:has-text('Occasions')"
    )
    page.keyboard.press("Escape")
    assert not page.locator("#filters").is_visible()
    page.fill("#search", "yang")
    page.keyboard.press("Enter")
    panel = page.locator("#panel").bounding_box()
    assert panel["width"] == 390
    assert 300 < panel["height"] < 600
    assert on_screen(page, node=PEOPLE["yang"])[1] < panel["y"]
    page.click("#panel .close")
    assert not page.locator("#panel").is_visible()


# ---- hostile ------------------------------------------------------------------------------------------------------


def hostile_graph() -> nx.MultiDiGraph[str]:
    """Every field that reaches the page holds each of the hostile strings somewhere."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="entente", articles={})
    for number, bad in enumerate(HOSTILE):
        ident = f"{bad}{number}"
        graph.graph["articles"][ident] = {
            "id": ident,
            "doc": bad,
            "number": 1,
            "title": bad,
            "published": bad,
            "url": bad,
            "text": f"{bad} before. {bad} met {bad} {bad} after.",
        }
        start, words = len(f"{bad} before. "), f"{bad} met {bad}"
        said = {
            "article": ident,
            "quote": words,
            "start": start,
            "end": start + len(words),
            "confidence": 0.5,
            "rule": bad,
        }
        names: dict[str, Any] = {
            "label": bad,
            "aliases": [bad, bad + " too"],
            "country": bad,
            "wikidata": bad,
            "articles": [ident],
        }
        for prefix, kind in (("per", "Person"), ("bod", "Organization"), ("cty", "Country"), ("plc", "Place")):
            graph.add_node(f"{prefix}:{ident}", kind="entity", type=kind, **names)
        happened: dict[str, Any] = {"status": "held", "date": bad, "date_text": bad, "date_min": bad, "date_max": bad}
        happened |= {"topics": [bad], "amount": bad, "mode": bad, "place": f"plc:{ident}", "confidence": 0.5}
        graph.add_node(f"evt:{ident}", kind="event", type="visit", label=bad, evidence=[said], **happened)
        for role, end in (("agent", "per"), ("target", "bod"), ("place", "plc")):
            graph.add_edge(f"evt:{ident}", f"{end}:{ident}", key=role, role=role, evidence=[said])
        post: dict[str, Any] = {"role": "post", "title": bad, "confidence": 0.5, "evidence": [said]}
        graph.add_edge(f"per:{ident}", f"cty:{ident}", key=f"post:{bad}", **post)
    return graph


def test_hostile_text_is_shown_as_text_wherever_it_comes_from(opened: Open) -> None:
    page = opened(hostile_graph())
    baseline = page.evaluate(
        "document.querySelectorAll('script, img, iframe, object, embed, form, style, link').length"
    )
    seen = ""
    for number in range(page.evaluate("Entente.data.entities.length")):
        page.evaluate("(node) => Entente.select({ node }, { centre: true })", number)
        seen += page.inner_text("body")
    for number in range(page.evaluate("Entente.data.edges.length")):
        page.evaluate("(edge) => Entente.select({ edge }, { centre: true })", number)
        seen += page.inner_text("body")
    for bad in HOSTILE:
        page.fill("#search", bad.replace("\ud800", ""))
        page.keyboard.press("Enter")
    page.evaluate(
        "for (const e of document.querySelectorAll('*')) e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))"
    )
    for view in page.evaluate("[...Entente.views.keys()]"):
        page.evaluate("(view) => { Entente.change({ view, chosen: null }); Entente.select({ node: 0 }); }", view)
        seen += page.inner_text("body")
    for words in HOSTILE:
        page.evaluate("(words) => Entente.select({ words })", words.replace("\ud800", ""))
    page.evaluate(
        "Entente.change({ colour: 'group', group: 0, derived: true, only: { sources: [Entente.sourceOf[0]] } })"
    )
    page.locator(".facet").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
    page.locator(".facet[open] label").first.wait_for()
    seen += page.inner_text("#filters")
    for bad in HOSTILE[:6]:
        assert bad in seen
        assert f"{bad} after." in seen
    assert "${window.hacked=8} @@data@@" in seen
    assert page.evaluate("window.hacked") is None
    assert (
        page.evaluate("document.querySelectorAll('script, img, iframe, object, embed, form, style, link').length")
        == baseline
    )
    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith('on'))"
        )
        == []
    )


def test_only_web_addresses_become_links(opened: Open) -> None:
    page = opened(hostile_graph())
    for number in range(page.evaluate("Entente.data.edges.length")):
        page.evaluate("(edge) => Entente.select({ edge })", number)
        assert page.locator("#panel a[href]").count() == 0
    good = hostile_graph()
    for article in good.graph["articles"].values():
        article["url"] = "https://example.org/a?b=<c>"
    page = opened(good)
    page.evaluate("Entente.select({ edge: 0 })")
    assert page.get_attribute("#panel figcaption a", "href") == "https://example.org/a?b=%3Cc%3E"


def test_the_policy_stops_a_script_that_got_in_anyway(opened: Open, watch: Watch) -> None:
    """The second line of defence: an element made by hand, as an injection would make it, does not run."""
    page = opened(small_graph())
    blocked = page.evaluate(
        """async () => {
          const seen = [];
          document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
          try { const s = document.createElement('script'); s.textContent = 'window.hacked=9'; document.body.append(s); } catch (e) { seen.push('types'); }
          try { document.body.insertAdjacentHTML('beforeend', '<b>x</b>'); } catch (e) { seen.push('types'); }
          await fetch('https://example.org/').catch(() => seen.push('fetch'));
          return [window.hacked ?? null, seen.length > 0, seen.includes('fetch')];
        }"""
    )
    assert blocked == [None, True, True]
    # The browser complains of each of these: here it must.
    assert watch.complaints
    watch.complaints.clear()
