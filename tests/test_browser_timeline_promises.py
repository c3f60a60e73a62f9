"""The timeline and the promises in a real Chromium: what is drawn, what is said in words, mouse, keyboard and narrow screens."""

from __future__ import annotations

import itertools
import re
from typing import Any

import networkx as nx
import pytest
from graph_fixture import BODIES, FORUM, MEETING, MOU, PEOPLE, PLEDGE, PROPOSAL, SIGNING, VISIT, small_graph
from pages import Open, text

pytestmark = pytest.mark.browser

YANG = "#v=timeline&n=" + PEOPLE["yang"]
MARKS = ".tl-marks .tl-mark"


def lanes(page: Any) -> dict[str, list[str]]:
    """Name of each lane -> what its marks are called, from left to right."""
    script = """() => [...document.querySelectorAll('.tl-marks > g[role=group]')].map((lane) =>
      [lane.getAttribute('aria-label'), [...lane.querySelectorAll('.tl-marks .tl-mark')].map((mark) => mark.getAttribute('aria-label'))])"""
    return dict(page.evaluate(script))


def mark(page: Any, event: str) -> Any:
    """The first mark of an event."""
    return page.locator(f"{MARKS}[data-fact='{number(page, event)}']").first


def number(page: Any, event: str) -> int:
    return int(page.evaluate("(event) => Entente.byEvent.get(event)", event))


def dated(graph: nx.MultiDiGraph[str], event: str, date: str, *, like: str = MEETING, **more: Any) -> None:
    """A further event with the parties of another, on a day, a month or a year."""
    first = {4: f"{date}-01-01", 7: f"{date}-01"}.get(len(date), date)
    last = {4: f"{date}-12-31", 7: f"{date}-28"}.get(len(date), date)
    graph.add_node(
        event, **graph.nodes[like] | {"date": date, "date_min": first, "date_max": last, "date_text": date} | more
    )
    for _, end, role, data in list(graph.out_edges(like, keys=True, data=True)):
        graph.add_edge(event, end, key=role, **data)


def articles(graph: nx.MultiDiGraph[str], **published: str) -> None:
    """Give articles a day on which they were published."""
    for key, day in published.items():
        graph.graph["articles"][key]["published"] = day


# ---- the timeline of one entity ----------------------------------------------------------------------------------------


def test_the_timeline_of_a_person_has_a_lane_for_each_other_side_and_a_mark_for_each_dated_event(opened: Open) -> None:
    page = opened(small_graph(), at=YANG)
    assert text(page, ".tl-head h2") == "Yang Byeong-nae"
    assert lanes(page) == {
        "Canada": ["Jun 2024: Yang Byeong-nae to visit Canada (Planned)"],
        "Émile Durand": ["5 Mar 2024: Yang Byeong-nae met Émile Durand (Held)"],
    }
    assert "2 dated events, 2 other names." in text(page, ".lead")


def test_a_day_is_a_point_and_a_month_a_bar_over_all_of_it(opened: Open) -> None:
    page = opened(small_graph(), at=YANG)
    day, month = mark(page, MEETING).bounding_box(), mark(page, VISIT).bounding_box()
    assert day["width"] == pytest.approx(day["height"], abs=1)
    assert month["width"] > 3 * month["height"]
    # From 5 March to 30 June are 118 days, of which June is 30.
    plot = page.locator(".tl-marks").bounding_box()["width"] - 24
    assert month["width"] == pytest.approx(plot * 30 / 118, abs=6)


def test_the_outline_of_a_mark_tells_its_status(opened: Open) -> None:
    graph = small_graph()
    for status in ("proposed", "denied"):
        dated(graph, f"evt:{status}", "2024-04-10", status=status)
    page = opened(graph, at=YANG)
    style = "(mark) => { const s = getComputedStyle(mark.querySelector('.form')); return [s.fill === s.stroke, s.strokeDasharray]; }"
    held, planned = (
        page.locator(f".tl-marks .tl-mark.{status}").first.evaluate(style) for status in ("held", "planned")
    )
    proposed, denied = (
        page.locator(f".tl-marks .tl-mark.{status}").first.evaluate(style) for status in ("proposed", "denied")
    )
    assert held == [True, "none"]
    assert not planned[0]
    assert not proposed[0]
    assert planned[1] != proposed[1] != "none"
    assert denied == [False, "none"]
    assert page.locator(".tl-marks .denied .strike").count() == 1
    assert page.locator(".tl-marks .held .strike").count() == 0


def test_the_family_is_told_by_shape_too_and_the_legend_says_how(opened: Open) -> None:
    page = opened(small_graph(), at="#v=timeline")
    shape = "(mark) => { const f = mark.querySelector('.form'); return f.localName === 'polygon' ? 'pointed' : f.getAttribute('rx') === '1' ? 'square' : 'round'; }"
    assert mark(page, MEETING).evaluate(shape) == "round"
    assert mark(page, SIGNING).evaluate(shape) == "square"
    assert mark(page, "evt:00000000000000a4").evaluate(shape) == "pointed"
    words = text(page, ".tl-legend")
    for word in ("Talks and visits", "Cooperation", "Conflict", "Held", "Planned", "Proposed", "Denied", "a bar: only"):
        assert word in words


def test_offices_are_told_by_the_days_of_their_documents_and_not_as_terms(opened: Open) -> None:
    graph = small_graph()
    articles(graph, a2="2024-04-02")
    post = graph.edges[PEOPLE["yang"], BODIES["mot"], "post:Deputy Minister"]
    post["evidence"] = [*post["evidence"], {**post["evidence"][0], "article": "a2"}]
    page = opened(graph, at=YANG)
    assert page.text_content(".tl-marks .told") == "told from 7 Mar 2024 to 2 Apr 2024"
    assert text(page, ".tl-name.office") == "Deputy Minister, Ministry of Trade"
    assert page.locator(".tl-marks .office").count() == 1
    assert "told from 7 Mar 2024 to 2 Apr 2024 Deputy Minister, Ministry of Trade" in text(
        page, ".tl section:has(#timeline-offices)"
    )


def test_what_has_no_date_is_counted_and_listed(opened: Open) -> None:
    page = opened(small_graph(), at=YANG)
    assert "1 event has no date: see it." in text(page, ".lead")
    page.click(".lead button:has-text('see it')")
    assert page.evaluate("document.activeElement.id") == "timeline-undated"
    rows = page.locator(".tl section:has(#timeline-undated) .said").all_inner_texts()
    assert [sorted(re.split(" did not meet ", row)) for row in rows] == [['John "Jack" Smith {x}', "Yang Byeong-nae"]]


def test_the_list_holds_the_same_events_in_order_with_sentence_quote_and_document(opened: Open) -> None:
    page = opened(small_graph(), at=YANG)
    rows = page.locator(".tl section:has(#timeline-dated) li")
    assert rows.locator(".when").all_inner_texts() == ["5 Mar 2024", "Jun 2024"]
    assert "Yang Byeong-nae met Émile Durand" in rows.nth(0).inner_text()
    assert "met Minister Émile Durand in Paris on 5 March 2024" in rows.nth(0).inner_text()
    assert "a1.txt" in rows.nth(0).inner_text()
    page.click("text=Newest first")
    assert rows.locator(".when").all_inner_texts() == ["Jun 2024", "5 Mar 2024"]


def test_a_mark_lights_its_row_and_a_row_its_mark(opened: Open) -> None:
    page = opened(small_graph(), at=YANG)
    visit = number(page, VISIT)
    mark(page, VISIT).hover()
    assert page.locator("li.lit").get_attribute("data-fact") == str(visit)
    assert "to visit Canada" in text(page, ".tl-tip")
    page.locator(f"li[data-fact='{number(page, MEETING)}'] .detail").focus()
    lit = page.evaluate("[...document.querySelectorAll('.tl-marks .lit')].map((m) => Number(m.dataset.fact))")
    assert lit == [number(page, MEETING)]


def test_choosing_a_mark_shows_it_and_the_timeline_stays_with_its_entity(opened: Open) -> None:
    page = opened(small_graph(), at=YANG)
    mark(page, MEETING).click()
    assert "Yang Byeong-nae met Émile Durand" in text(page, "#panel h2")
    assert page.evaluate("location.hash").startswith("#f=")
    assert text(page, ".tl-head h2") == "Yang Byeong-nae"
    assert page.locator(f"{MARKS}.chosen").count() == 1
    assert page.locator("li.chosen").get_attribute("data-fact") == str(number(page, MEETING))
    page.keyboard.press("Escape")
    assert text(page, ".tl-head h2") == "Yang Byeong-nae"
    page.evaluate("(event) => Entente.choose(Entente.byEvent.get(event), false)", SIGNING)
    assert text(page, ".tl-head h2") == "Who dealt with others, and when"


def test_letting_go_of_the_entity_shows_all_again(opened: Open) -> None:
    page = opened(small_graph(), at=YANG)
    page.keyboard.press("Escape")
    assert text(page, ".tl-head h2") == "Who dealt with others, and when"
    again = opened(small_graph(), at=YANG)
    again.click("text=All names")
    assert text(again, ".tl-head h2") == "Who dealt with others, and when"
    assert text(again, "#panel h2") == "At a glance"


def test_another_entity_is_found_by_keyboard(opened: Open) -> None:
    page = opened(small_graph(), at=YANG)
    page.focus(".tl .find")
    page.keyboard.type("canad")
    page.keyboard.press("Enter")
    assert text(page, ".tl-head h2") == "Canada"
    assert text(page, "#panel h2") == "Canada"


def test_a_place_has_the_lanes_of_those_who_were_there(opened: Open) -> None:
    page = opened(small_graph(), at="#v=timeline&n=plc:paris-93a4b5c6")
    assert set(lanes(page)) == {"Yang Byeong-nae", "Émile Durand"}


def test_a_filter_takes_its_marks_away_and_what_is_left_is_said(opened: Open) -> None:
    page = opened(small_graph(), at=YANG)
    page.evaluate("Entente.change({ off: { statuses: ['planned'] } })")
    assert set(lanes(page)) == {"Émile Durand"}
    page.evaluate("Entente.change({ off: { statuses: ['planned', 'held', 'denied'] } })")
    assert "No event of this name with a date passes the filters." in text(page, ".tl")
    assert page.locator(MARKS).count() == 0


# ---- all of them, and many ---------------------------------------------------------------------------------------------


def test_where_nothing_is_chosen_those_with_most_dated_events_have_a_lane_each(opened: Open) -> None:
    page = opened(small_graph(), at="#v=timeline")
    names = list(lanes(page))
    assert names[:2] == ["Yang Byeong-nae", "Canada"] or names[:2] == ["Canada", "Yang Byeong-nae"]
    assert {"France", "Ministry of Trade", "Anna Roe"} <= set(names)
    assert FORUM not in names
    assert MOU not in names
    assert "3 events have no date" in text(page, ".lead")
    page.click(".tl-names button:has-text('France')")
    assert text(page, ".tl-head h2") == "France"
    page.click("text=All names")
    page.click(".tl-head .chip:has-text('Bodies')")
    assert set(lanes(page)) == {"Ministry of Trade", "Department for Commerce"}


def crowd(count: int) -> nx.MultiDiGraph[str]:
    """Yang met `count` others, each once, on days of one year."""
    graph = small_graph()
    for n in range(count):
        end = f"per:other-{n:03}"
        graph.add_node(end, **graph.nodes[PEOPLE["durand"]] | {"label": f"Other {n:03}", "aliases": []})
        event = f"evt:other-{n:03}"
        dated(graph, event, f"2023-{n % 12 + 1:02}-{n % 28 + 1:02}")
        for edge in [e for e in graph.out_edges(event, keys=True) if e[1] == PEOPLE["durand"]]:
            graph.remove_edge(*edge)
        graph.add_edge(event, end, key="agent", role="agent", evidence=graph.nodes[event]["evidence"])
    return graph


def test_too_many_others_share_the_last_lane_and_a_sentence_says_how_many(opened: Open) -> None:
    page = opened(crowd(30), at=YANG)
    assert len(lanes(page)) == 15
    assert len(lanes(page)["Others"]) == 18
    assert "The last lane holds 18 of these names, those with the fewest:" in text(page, ".lead")
    assert "Others (18 names)" in text(page, ".tl-names")
    page.click("text=Show 14 more lanes")
    assert len(lanes(page)) == 29
    page.click("text=Show 4 more lanes")
    assert "Others" not in lanes(page)
    assert len(lanes(page)) == 32


def test_no_mark_of_a_lane_covers_another(opened: Open) -> None:
    graph = small_graph()
    for n in range(25):
        dated(graph, f"evt:more-{n}", f"2024-0{n % 6 + 1}-{n + 1:02}" if n % 3 else f"2024-0{n % 6 + 1}")
    page = opened(graph, at=YANG)
    boxes = page.evaluate(
        "[...document.querySelectorAll('.tl-marks .form')].map((m) => { const r = m.getBoundingClientRect(); return [r.left, r.right, r.top, r.bottom]; })"
    )
    assert len(boxes) == 27
    for one, other in itertools.combinations(boxes, 2):
        apart = one[1] <= other[0] + 0.5 or other[1] <= one[0] + 0.5
        assert apart or one[3] <= other[2] + 0.5 or other[3] <= one[2] + 0.5


def test_what_is_too_deep_is_counted_and_opens(opened: Open) -> None:
    graph = small_graph()
    for n in range(20):
        dated(graph, f"evt:more-{n:02}", "2024-03-05", topics=[f"topic {n}"])
    page = opened(graph, at=YANG)
    assert len(lanes(page)["Émile Durand"]) == 6
    assert page.text_content(".pool") == "+15"
    page.click(".pool")
    assert len(lanes(page)["Émile Durand"]) == 21
    assert page.locator(".pool").count() == 0


def test_an_event_of_1945_leaves_room_for_those_of_today_and_nothing_is_lost(opened: Open) -> None:
    graph = small_graph()
    dated(graph, "evt:old", "1945-05-08")
    for n in range(8):
        dated(graph, f"evt:new-{n}", f"202{n % 5}-0{n + 1}-11")
    page = opened(graph, at=YANG)
    assert "Where the axis is broken (//), these lanes hold nothing: 9 May 1945 to 10 Jan 2020." in text(page, ".lead")
    places = sorted(
        page.evaluate("[...document.querySelectorAll('.tl-marks .tl-mark')].map((m) => m.getBoundingClientRect().left)")
    )
    assert len(places) == 11
    width = page.locator(".tl-marks").bounding_box()["width"]
    assert places[-1] - places[1] > width * 0.75
    assert places[1] - places[0] < width * 0.2
    assert "1945" in page.locator(".tl-axis text").all_text_contents()


def test_few_events_far_apart_are_not_broken(opened: Open) -> None:
    graph = small_graph()
    dated(graph, "evt:old", "1990-05-08")
    page = opened(graph, at=YANG)
    assert "broken" not in text(page, ".lead")


def test_ticks_never_touch_at_any_zoom(real: Open) -> None:
    for width in (1280, 390):
        page = real(at="#v=timeline", width=width)
        for _ in range(9):
            page.click(".tl-zoom [aria-label='Zoom in']", force=True)
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            spans = page.evaluate(
                "[...document.querySelectorAll('.tl-axis text:not(.last)')].map((t) => { const r = t.getBoundingClientRect(); return [r.left, r.right]; }).sort((a, b) => a[0] - b[0])"
            )
            assert spans
            assert all(one[1] + 3 < other[0] for one, other in itertools.pairwise(spans))


def settled(page: Any) -> None:
    """Wait until what was asked for is drawn."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_zooming_says_what_is_earlier_and_later_and_leads_there(opened: Open) -> None:
    graph = small_graph()
    for n in range(6):
        dated(graph, f"evt:new-{n}", f"2022-0{n + 1}-11")
    page = opened(graph, at=YANG)
    assert not page.locator(".tl-tools .chip").first.is_visible()
    for _ in range(4):
        page.click(".tl-zoom [aria-label='Zoom in']")
    settled(page)
    before, after = page.locator(".tl-tools .chip").all_inner_texts()
    shown = page.locator(MARKS).count()
    count = [int(re.search(r"\d+", words).group()) for words in (before, after) if words]  # type: ignore[union-attr]
    assert shown + sum(count) == 8
    page.click(".tl-tools .chip:has-text('later')")
    settled(page)
    assert page.locator(MARKS).count() >= 1
    page.click("[aria-label='The whole time']")
    settled(page)
    assert page.locator(MARKS).count() == 8


def test_the_wheel_zooms_over_the_axis_and_scrolls_elsewhere(opened: Open) -> None:
    page = opened(small_graph(), at=YANG, height=600)
    whole = text(page, ".tl-tools output")
    box = page.locator(".tl-axis").bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + 10)
    page.mouse.wheel(0, -400)
    settled(page)
    zoomed = text(page, ".tl-tools output")
    assert zoomed != whole
    box = page.locator(".tl-marks").bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + 10)
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(200)
    assert text(page, ".tl-tools output") == zoomed
    assert page.evaluate("document.getElementById('view-timeline').scrollTop") > 0


def test_the_axis_covers_the_time_that_is_chosen_below(opened: Open) -> None:
    page = opened(small_graph(), at=YANG + "&from=2024-01-01&to=2024-12-31")
    assert text(page, ".tl-tools output") == "1 Jan 2024 to 31 Dec 2024"
    assert "The time chosen below bounds the axis." in text(page, ".lead")
    page.evaluate("Entente.change({ from: '2024-06-01', to: '2024-06-30' })")
    assert text(page, ".tl-tools output") == "1 Jun 2024 to 30 Jun 2024"
    assert set(lanes(page)) == {"Canada"}


# ---- keyboard, narrow, hostile -------------------------------------------------------------------------------------------


def test_marks_are_reached_and_chosen_by_keyboard_alone(opened: Open) -> None:
    page = opened(small_graph(), at=YANG)
    assert page.locator(".tl-marks [tabindex='0']").count() == 1
    page.locator(".tl-marks [tabindex='0']").focus()
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert first == "Jun 2024: Yang Byeong-nae to visit Canada (Planned)"
    assert "Yang will visit Canada" in text(page, ".tl-tip")
    page.keyboard.press("ArrowDown")
    assert "met Émile Durand" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    assert "met" in text(page, "#panel h2")
    assert "met Émile Durand" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("+")
    settled(page)
    assert "met Émile Durand" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Escape")
    assert not page.locator(".tl-tip").is_visible()


def test_names_of_lanes_are_one_stop_and_the_arrows_go_on(opened: Open) -> None:
    page = opened(small_graph(), at="#v=timeline")
    assert page.locator(".tl-names [tabindex='0']").count() == 1
    page.locator(".tl-names [tabindex='0']").focus()
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") != first


def test_on_a_narrow_screen_closing_the_details_keeps_the_timeline(opened: Open) -> None:
    page = opened(small_graph(), at=YANG, width=390, height=844)
    page.click("#panel .close")
    assert text(page, ".tl-head h2") == "Yang Byeong-nae"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("document.getElementById('view-timeline').scrollWidth") <= 390
    plot = page.locator(".tl-marks").bounding_box()
    assert plot["width"] > 300
    page.click("text=All names")
    assert text(page, ".tl-head h2") == "Who dealt with others, and when"


def test_hostile_names_dates_and_quotes_stay_text(opened: Open) -> None:
    graph = small_graph()
    bad = "<img src=x onerror=alert(1)>\u202e"
    graph.nodes[PEOPLE["durand"]]["label"] = bad
    graph.nodes[VISIT].update(date=bad, date_text=bad, date_min=None, date_max=None, amount=bad)
    articles(graph, a1=bad, a2=bad)
    for view in ("timeline", "promises"):
        page = opened(graph, at=f"#v={view}&n=" + PEOPLE["yang"])
        assert page.locator("img").count() == 0
        assert "<img src=x onerror=alert(1)>" in page.inner_text(f"#view-{view}")


def test_a_graph_without_events_says_so(opened: Open) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="entente", articles={})
    page = opened(graph, at="#v=timeline")
    assert "No event with a date passes the filters." in text(page, "#view-timeline")
    page.evaluate("Entente.change({ view: 'promises' })")
    assert "Nothing announced, proposed or pledged passes the filters." in text(page, "#view-promises")


def test_the_timeline_of_the_sample_documents_counts_what_it_shows(real: Open) -> None:
    page = real(at="#v=timeline")
    words = text(page, ".lead")
    shown, of = re.search(r"([\d,]+) of ([\d,]+) dated events stand in these lanes", words).groups()  # type: ignore[union-attr]
    script = """() => {
      const marks = [...document.querySelectorAll('.tl-marks .tl-mark')].map((m) => m.dataset.fact);
      const dated = Entente.data.facts.filter((f) => f.event && f.date_min).length;
      return [new Set(marks).size, document.querySelectorAll('.pool').length > 0, dated, document.querySelectorAll('.tl-marks > g').length];
    }"""
    drawn, pooled, dated_events, count = page.evaluate(script)
    assert count == 14
    assert int(of.replace(",", "")) == dated_events
    assert drawn <= int(shown.replace(",", "")) < dated_events
    assert pooled or drawn == int(shown.replace(",", ""))
    assert page.evaluate("document.getElementById('view-timeline').scrollWidth") <= page.evaluate(
        "document.getElementById('view-timeline').clientWidth"
    )
    inside = page.evaluate(
        """() => { const plot = document.querySelector('.tl-plot').getBoundingClientRect();
        return [...document.querySelectorAll('.tl-marks .form')].every((m) => m.getBoundingClientRect().right <= plot.right + 1 && m.getBoundingClientRect().left >= plot.left - 1); }"""
    )
    assert inside


# ---- promises ----------------------------------------------------------------------------------------------------------


def groups(page: Any) -> dict[str, list[str]]:
    """Heading of each group -> its sentences."""
    script = """() => [...document.querySelectorAll('#view-promises section')].map((s) => [s.querySelector('h3').textContent,
      [...s.querySelectorAll('.said')].map((p) => p.textContent)])"""
    return dict(page.evaluate(script))


def test_promises_stand_in_groups_by_their_date_and_the_rule_is_said(opened: Open) -> None:
    page = opened(small_graph(), at="#v=promises")
    assert groups(page) == {
        "Still ahead (2)": ["Anna Roe to attend Minerals Forum 2024", "Yang Byeong-nae to visit Canada"],
        "No date given (1)": ["Canada might negotiate with Korea"],
        "Pledges of money (1)": ["Batteries Council invested in Canada"],
    }
    assert "ends after 31 Mar 2024, the day of the newest document" in text(page, "#view-promises section")
    assert "whether a promise was kept, this page does not say" in text(page, "#view-promises .lead")
    assert "2 planned, 1 proposed, 1 held with an amount." in text(page, "#view-promises .lead")


def test_a_promise_whose_time_had_ended_by_the_newest_document_has_passed(opened: Open) -> None:
    graph = small_graph()
    articles(graph, a3="2024-06-30")
    assert groups(opened(graph, at="#v=promises"))["Its date has passed (1)"] == ["Yang Byeong-nae to visit Canada"]
    articles(graph, a3="2024-06-29")
    assert "Yang Byeong-nae to visit Canada" in groups(opened(graph, at="#v=promises"))["Still ahead (2)"]


def test_where_no_document_has_a_date_nothing_is_called_ahead_or_past(opened: Open) -> None:
    graph = small_graph()
    for article in graph.graph["articles"].values():
        article["published"] = None
    page = opened(graph, at="#v=promises")
    assert list(groups(page)) == ["With a date (2)", "No date given (1)", "Pledges of money (1)"]
    assert "not known when it was told" in text(page, ".pr-told")


def test_a_promise_says_when_it_is_to_be_when_it_was_told_and_by_whom(opened: Open) -> None:
    page = opened(small_graph(), at="#v=promises")
    visit = page.locator(f".pr[data-fact='{number(page, VISIT)}']")
    words = " ".join(visit.inner_text().split())
    assert words.startswith("Jun 2024 “in June 2024” Planned Yang Byeong-nae to visit Canada")
    assert "Yang will visit Canada in June 2024." in words
    assert "a2.txt" in words
    assert "told Mar 2024" in words
    assert "USD 2 billion" in page.locator(f".pr[data-fact='{number(page, PLEDGE)}']").inner_text()


def later(page: Any, event: str = VISIT) -> list[str]:
    """What is told later of a promise, as it is called."""
    rows = page.locator(f".pr[data-fact='{number(page, event)}']").first.locator(".pr-later li")
    return [" ".join(row.split()) for row in rows.all_inner_texts()]


def test_what_another_document_tells_later_of_the_same_two_is_perhaps_the_same(opened: Open) -> None:
    graph = small_graph()
    articles(graph, a2="2024-04-02", a1="2026-07-01")
    said = graph.nodes[MEETING]["evidence"][:1]
    dated(graph, "evt:kept", "2024-06-11", like=VISIT, status="held", evidence=said)
    dated(graph, "evt:again", "2026-06-12", like=VISIT, status="held", evidence=said)
    dated(graph, "evt:before", "2024-04-01", like=VISIT, status="held", evidence=said)
    page = opened(graph, at="#v=promises")
    assert later(page) == ["later told: visited on 11 Jun 2024", "later told: visited on 12 Jun 2026 (2 years later)"]
    assert "perhaps the same" in page.locator(f".pr[data-fact='{number(page, VISIT)}']").inner_text()
    page.click(".pr-later button >> nth=0")
    assert page.evaluate("Entente.state.chosen.fact") == number(page, "evt:kept")


def test_a_meeting_of_the_same_two_may_be_the_visit_but_another_visitor_may_not(opened: Open) -> None:
    graph = small_graph()
    articles(graph, a2="2024-04-02", a1="2024-07-01")
    said = graph.nodes[MEETING]["evidence"][:1]
    dated(graph, "evt:met", "2024-06-11", like=VISIT, status="held", type="meet", evidence=said)
    dated(graph, "evt:other", "2024-06-12", like=VISIT, status="held", evidence=said)
    graph.remove_edge("evt:other", PEOPLE["yang"], key="agent")
    graph.add_edge("evt:other", PEOPLE["smith"], key="agent", role="agent", evidence=said)
    page = opened(graph, at="#v=promises")
    assert later(page) == ["later told: met on 11 Jun 2024"]


def test_what_the_same_document_tells_is_not_told_later(opened: Open) -> None:
    graph = small_graph()
    articles(graph, a2="2024-04-02")
    dated(graph, "evt:same", "2024-06-11", like=VISIT, status="held")
    assert later(opened(graph, at="#v=promises")) == []


def test_a_later_denial_is_told_as_one_by_the_day_of_its_document(opened: Open) -> None:
    graph = small_graph()
    articles(graph, a2="2024-04-02", a1="2024-05-01")
    said = graph.nodes[MEETING]["evidence"][:1]
    dated(graph, "evt:denied", "2024-06", like=VISIT, status="denied", evidence=said)
    page = opened(graph, at="#v=promises")
    assert later(page) == ["later denied: did not visit, told on 1 May 2024"]
    articles(graph, a1="2024-04-01")
    assert later(opened(graph, at="#v=promises")) == []


def test_chips_show_one_group_and_only_what_is_told_again(opened: Open) -> None:
    graph = small_graph()
    articles(graph, a2="2024-04-02", a1="2024-07-01")
    dated(graph, "evt:kept", "2024-06-11", like=VISIT, status="held", evidence=graph.nodes[MEETING]["evidence"][:1])
    page = opened(graph, at="#v=promises")
    assert [" ".join(words.split()) for words in page.locator(".pr-chips .chip").all_inner_texts()] == [
        "All 4",
        "Still ahead 1",
        "Its date has passed 1",
        "No date given 1",
        "Pledges of money 1",
        "With something told later 1",
    ]
    page.click(".chip:has-text('No date given')")
    assert list(groups(page)) == ["No date given (1)"]
    assert page.evaluate("document.activeElement.textContent") == "No date given 1"
    page.click(".chip:has-text('All')")
    page.click(".chip:has-text('told later')")
    assert groups(page) == {"Its date has passed (1)": ["Yang Byeong-nae to visit Canada"]}


def test_sorting_turns_round_and_keeps_what_has_no_date_last(opened: Open) -> None:
    graph = small_graph()
    for n, day in enumerate(("2025-01-02", "2024-12-03", "2030-05-04")):
        dated(graph, f"evt:next-{n}", day, like=VISIT)
    page = opened(graph, at="#v=promises")
    dates = "[...document.querySelectorAll('#view-promises section:first-of-type .when')].map((w) => w.textContent)"
    # The year that the newest document falls into is nearest.
    assert page.evaluate(dates) == ["2024", "Jun 2024", "3 Dec 2024", "2 Jan 2025", "4 May 2030"]
    page.click(".pr-sort:has-text('Date')")
    assert page.evaluate(dates) == ["4 May 2030", "2 Jan 2025", "3 Dec 2024", "Jun 2024", "2024"]
    page.click(".pr-sort:has-text('Who')")
    assert groups(page)["Still ahead (5)"][0].startswith("Anna Roe")
    assert page.get_attribute(".pr-sort:has-text('Who')", "aria-pressed") == "true"
    page.click(".pr-sort:has-text('Who')")
    assert groups(page)["Still ahead (5)"][-1].startswith("Anna Roe")


def test_a_row_is_chosen_by_click_and_by_its_button_and_marked(opened: Open) -> None:
    page = opened(small_graph(), at="#v=promises")
    proposal = number(page, PROPOSAL)
    page.locator(f".pr[data-fact='{proposal}'] .pr-when").click()
    assert page.evaluate("Entente.state.chosen.fact") == proposal
    assert page.locator(".pr.chosen").get_attribute("data-fact") == str(proposal)
    page.locator(f".pr[data-fact='{number(page, VISIT)}'] .foot .detail").focus()
    page.keyboard.press("Enter")
    assert "Yang will visit Canada" in text(page, "#panel")
    assert page.locator(".pr.chosen").get_attribute("data-fact") == str(number(page, VISIT))


def test_a_name_in_a_row_selects_its_entity_and_not_the_row(opened: Open) -> None:
    page = opened(small_graph(), at="#v=promises")
    page.locator(f".pr[data-fact='{number(page, VISIT)}'] button.name:has-text('Canada')").click()
    assert text(page, "#panel h2") == "Canada"


def test_promises_follow_the_filters_but_what_is_told_later_does_not(opened: Open) -> None:
    graph = small_graph()
    articles(graph, a2="2024-04-02", a1="2024-07-01")
    dated(graph, "evt:kept", "2024-06-11", like=VISIT, status="held", evidence=graph.nodes[MEETING]["evidence"][:1])
    page = opened(graph, at="#v=promises&s=held,proposed")
    assert list(groups(page)) == ["Still ahead (1)", "Its date has passed (1)"]
    assert later(page) == ["later told: visited on 11 Jun 2024"]


def test_rows_are_a_table_when_wide_and_cards_when_narrow(opened: Open) -> None:
    script = """() => { const row = document.querySelector('.pr'); return ['.pr-when', '.pr-what', '.pr-told'].map((part) => {
      const r = row.querySelector(part).getBoundingClientRect(); return [Math.round(r.left), Math.round(r.top)]; }); }"""
    wide = opened(small_graph(), at="#v=promises", width=1280).evaluate(script)
    assert wide[0][0] < wide[1][0] < wide[2][0]
    assert len({top for _, top in wide}) == 1
    page = opened(small_graph(), at="#v=promises", width=390, height=844)
    narrow = page.evaluate(script)
    assert len({left for left, _ in narrow}) == 1
    assert narrow[0][1] < narrow[1][1] < narrow[2][1]
    assert page.evaluate("document.getElementById('view-promises').scrollWidth") <= 390


def test_the_promises_of_the_sample_documents_are_all_there(real: Open) -> None:
    page = real(at="#v=promises")
    wanted = page.evaluate(
        "Entente.data.facts.filter((f) => f.event && (f.status === 'planned' || f.status === 'proposed')).length"
    )
    heads = list(groups(page))
    counts = {re.sub(r" \(.*", "", head): int(re.search(r"\((\d+)\)", head).group(1)) for head in heads}  # type: ignore[union-attr]
    assert counts["Still ahead"] + counts["Its date has passed"] + counts["No date given"] == wanted
    for button in range(page.locator("#view-promises .more").count()):
        while page.locator("#view-promises .more").nth(button).is_visible():
            page.locator("#view-promises .more").nth(button).click()
    rows = page.evaluate("new Set([...document.querySelectorAll('.pr')].map((r) => r.dataset.fact)).size")
    assert rows >= wanted
    wrong = page.evaluate(
        """() => [...document.querySelectorAll('.pr-later button')].filter((b) => /undefined|NaN|Invalid/.test(b.textContent)).length"""
    )
    assert wrong == 0


def test_both_views_are_legible_in_both_themes(real: Open) -> None:
    """4.5:1 for text and 3:1 for marks, against what lies behind them."""
    script = """(selectors) => {
      const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
      const light = ([r, g, b]) => { const f = (v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
      const behind = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0.99) return c; } return [255, 255, 255]; };
      const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
      return selectors.map(([selector, least, what]) => {
        const all = [...document.querySelectorAll(selector)].filter((e) => e.getClientRects().length);
        const low = all.map((e) => ratio(rgb(getComputedStyle(e)[what]), behind(e))).filter((r) => r < least);
        return [selector, all.length > 0, low.length];
      });
    }"""
    timeline = [[".tl .lead", 4.5, "color"], [".tl-legend li", 4.5, "color"], [".tl-axis text", 4.5, "fill"]]
    timeline += [[".tl-name .n", 4.5, "color"], [".tl-marks .form", 3, "stroke"], [".tl a", 4.5, "color"]]
    promises = [[".pr-told", 4.5, "color"], [".pr-later .detail", 4.5, "color"], [".pr .badge", 4.5, "color"]]
    for scheme in ("light", "dark"):
        for view, wanted in (("timeline", timeline), ("promises", promises)):
            page = real(at=f"#v={view}", color_scheme=scheme)
            for selector, found, low in page.evaluate(script, wanted):
                assert found, (scheme, selector)
                assert low == 0, (scheme, selector)
