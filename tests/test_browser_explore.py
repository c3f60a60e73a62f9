"""Finding and understanding in the explorer page: filters, time, neighbours, paths, groups, words, and the address of it all."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from graph_fixture import MEETING, PEOPLE, TEXTS, VISIT, small_graph
from pages import Open, shown, text

pytestmark = pytest.mark.browser


def chain(length: int = 7, *, fans: int = 0) -> nx.MultiDiGraph[str]:
    """Countries c0 - c1 - c2 ..., each met the next; `fans` more have met c0 alone."""
    names = [f"c{n}" for n in range(length)] + [f"fan{n}" for n in range(fans)]
    said = "One met the other."
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        name="entente",
        articles={"a": {"id": "a", "doc": "a.txt", "number": 0, "title": "T", "published": "2024-05-01"}},
    )
    for name in names:
        graph.add_node(
            name, kind="entity", type="Country", label=name.upper(), aliases=[], country=None, articles=["a"]
        )
    ties = [(f"c{n}", f"c{n + 1}") for n in range(length - 1)] + [("c0", f"fan{n}") for n in range(fans)]
    for n, (one, other) in enumerate(ties):
        quote = {"article": "a", "quote": said, "start": 0, "end": len(said), "confidence": 0.5, "rule": "verb"}
        day = f"{2000 + n % 12}-01-0{1 + n % 9}"
        event: dict[str, Any] = {
            "status": "held",
            "date": day,
            "date_min": day,
            "date_max": day,
            "topics": [],
            "confidence": 0.5,
        }
        graph.add_node(f"evt:{n}", kind="event", type="meet", label="", evidence=[quote], **event)
        for end in (one, other):
            graph.add_edge(f"evt:{n}", end, key="agent", role="agent", evidence=[quote])
    return graph


def told() -> nx.MultiDiGraph[str]:
    """The small graph with the texts of its articles."""
    graph = small_graph()
    for key, words in TEXTS.items():
        graph.graph["articles"][key]["text"] = f"A heading\n\n{words}" if key == "a9" else words
    return graph


def names(page: Any) -> set[str]:
    return shown(page)[0]


def address(page: Any) -> str:
    return str(page.evaluate("decodeURIComponent(location.hash)"))


# ---- finding ------------------------------------------------------------------------------------------------------


def test_a_country_filter_leaves_only_ties_at_that_country_and_says_so_in_the_address(opened: Open) -> None:
    page = opened(small_graph())
    page.click("summary:has-text('Countries')")
    page.click(".facet label:has-text('Canada')")
    assert names(page) == {"Yang Byeong-nae", "Canada", 'John "Jack" Smith {x}', "France", "Korea", "Batteries Council"}
    assert address(page) == "#c=CA"
    assert text(page, ".facet[open] summary") == "Countriesonly 1"
    again = opened(small_graph(), at="#c=CA")
    assert names(again) == names(page)
    page.go_back()
    page.locator(".facet .picked:not(:empty)").wait_for(state="detached")
    assert len(names(page)) == 12


def test_a_sector_filter_goes_by_the_topics_of_the_event(opened: Open) -> None:
    page = opened(small_graph())
    page.click("summary:has-text('Sectors')")
    page.locator(".facet[open] label", has_text="batteries").click()
    assert names(page) == {"Ministry of Trade", "Department for Commerce", "MOU on Batteries"}


def test_a_source_filter_goes_by_site_or_by_file(opened: Open) -> None:
    page = opened(small_graph())
    page.click("summary:has-text('Sources')")
    page.locator(".facet[open] label").first.wait_for()
    assert {"example.org", "a2.txt"} <= {
        " ".join(one.split()[:-1]) for one in page.locator(".facet[open] label").all_inner_texts()
    }
    page.click(".facet label:has-text('a2.txt')")
    assert names(page) == {"Yang Byeong-nae", "Émile Durand", "Canada", "France", "Korea"}


def test_a_facet_counts_what_it_would_show_under_the_other_filters(opened: Open) -> None:
    page = opened(small_graph(), at="#s=held,proposed,denied")
    page.click("summary:has-text('Countries')")
    page.locator(".facet[open] label").first.wait_for()
    assert [" ".join(one.split()) for one in page.locator(".facet[open] label").all_inner_texts()][:3] == [
        "Canada 1",
        "France 1",
        "South Korea 1",
    ]


def test_less_sure_ties_go_when_more_confidence_is_asked(opened: Open) -> None:
    page = opened(small_graph())
    before = shown(page)[1]
    page.focus("#least")
    page.keyboard.press("End")
    assert text(page, ".range output") == "95 % or more"
    assert names(page) == {"Ministry of Trade", "Department for Commerce", "MOU on Batteries"}
    assert address(page) == "#min=0.95"
    page.click("button.reset:has-text('Reset')")
    assert shown(page)[1] == before


def test_words_of_a_quote_are_found_and_listed(opened: Open) -> None:
    page = opened(small_graph())
    page.fill("#search", "imports from france")
    assert page.locator("#found [role=option]").count() == 1
    page.keyboard.press("Enter")
    assert text(page, "#panel h2") == "Canada restricted France"
    page.fill("#search", "2024")
    page.click("#found li.words")
    assert "4 mentions" in text(page, "#panel").lower()
    assert address(page) == "#q=2024"
    assert "4 mentions" in text(opened(small_graph(), at="#q=2024"), "#panel").lower()


def test_a_topic_leads_to_all_that_mentions_it(opened: Open) -> None:
    page = opened(small_graph(), at=f"#f={MEETING}")
    page.click("#panel button.topic:has-text('critical minerals')")
    assert text(page, "#panel h2") == "“critical minerals”"


# ---- time ---------------------------------------------------------------------------------------------------------


def test_a_drag_over_the_strip_of_time_shows_only_what_happened_then(opened: Open) -> None:
    page = opened(chain(12))
    box = page.locator("#strip .bars").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 12, box["y"] + 20, steps=4)
    page.mouse.up()
    page.locator("#strip .undated input").wait_for()
    page.wait_for_timeout(100)
    assert text(page, "#strip .span") == "2000 to 2002"
    assert names(page) == {"C0", "C1", "C2", "C3"}
    assert address(page) == "#from=2000-01-01&to=2002-12-31&undated=no"
    page.go_back()
    page.locator("#strip .reset").wait_for(state="hidden")
    assert len(names(page)) == 12


def test_the_grips_of_the_strip_move_by_keyboard(opened: Open) -> None:
    page = opened(chain(12))
    page.focus(".grip.to")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.get_attribute(".grip.to", "aria-valuetext") == "2008"
    assert "C11" not in names(page)
    page.keyboard.press("End")
    assert len(names(page)) == 12


def test_a_few_far_off_dates_do_not_press_all_others_into_one_bar(opened: Open) -> None:
    graph = chain(40)
    for n in range(39):
        day = {0: "1918-01-01", 1: "2050-01-01"}.get(n, f"2021-{1 + n % 12:02}-10")
        graph.nodes[f"evt:{n}"].update(date=day, date_min=day, date_max=day)
    page = opened(graph)
    assert page.locator("#strip .bars rect").count() == 14
    assert text(page, "#strip .span") == "Jan 1918 to Jan 2050"
    page.focus(".grip.from")
    page.keyboard.press("ArrowRight")
    assert address(page).startswith("#from=2021-01-01&to=2050-01-01")
    assert "C0" not in names(page)
    assert shown(page)[1] == 38


@pytest.mark.parametrize(
    "days", [("0001-01-01",), ("0001-01-01", "0003-05-05"), ("0050-01-01", "0120-01-01"), ("9999-12-31",)]
)
@pytest.mark.parametrize("view", ["network", "timeline", "promises"])
def test_a_date_that_no_document_can_mean_does_not_break_the_page(
    opened: Open, days: tuple[str, ...], view: str
) -> None:
    graph = chain(6)
    for n in range(5):
        day = days[n % len(days)]
        graph.nodes[f"evt:{n}"].update(date=day, date_min=day, date_max=day, status="planned" if n else "held")
    page = opened(graph, at=f"#v={view}")
    assert page.locator("#strip .bars rect").count() == len(days)
    assert text(page, "#panel h2") == "At a glance"


def test_what_has_no_date_goes_with_a_time_and_comes_on_demand(opened: Open) -> None:
    page = opened(small_graph(), at="#from=2024-03-01&to=2024-03-31&undated=no")
    assert "Korea" not in names(page)
    dated = shown(page)[1]
    page.click("#strip .undated")
    assert "Korea" in names(page)
    assert shown(page)[1] > dated


def test_an_event_of_a_year_is_shown_in_every_month_of_it(opened: Open) -> None:
    page = opened(small_graph(), at="#from=2023-08-01&to=2023-08-31&undated=no")
    assert names(page) == {"Canada", "France"}


def test_time_plays_from_first_to_last_and_stops(opened: Open) -> None:
    page = opened(chain(5))
    page.click("#strip .play")
    assert page.get_attribute("#strip .play", "aria-label") == "Stop playing"
    page.locator("#strip .play[aria-label='Play through time']").wait_for(timeout=20_000)
    assert text(page, "#strip .span").endswith("Jan 2003")
    assert names(page) == {"C3", "C4"}


# ---- understanding ------------------------------------------------------------------------------------------------


def test_a_quote_is_shown_in_its_paragraph(opened: Open) -> None:
    page = opened(told(), at=f"#f={VISIT}")
    assert text(page, "#panel blockquote .exact") == "Yang will visit Canada in June 2024."
    before, after = page.locator("#panel blockquote .around").all_inner_texts()
    assert before.strip() == "Minister Durand met Deputy Minister Yang in Paris on March 5."
    assert after.strip() == "Canada restricted imports from France in 2023. Korea proposed to join talks with Canada."


def test_a_quote_behind_letters_that_count_twice_is_still_found_in_its_paragraph(opened: Open) -> None:
    graph = told()
    for article in graph.graph["articles"].values():
        article["text"] = "🙂🙂 " + article["text"]
    for _, data in graph.nodes(data=True):
        for said in data.get("evidence", ()):
            if not said.get("moved"):
                said.update(start=said["start"] + 3, end=said["end"] + 3, moved=True)
    page = opened(graph, at=f"#f={VISIT}")
    assert text(page, "#panel blockquote").startswith(
        "🙂🙂 Minister Durand met Deputy Minister Yang in Paris on March 5. Yang will"
    )
    assert text(page, "#panel blockquote .exact") == "Yang will visit Canada in June 2024."


def test_an_event_told_by_two_documents_lists_both(opened: Open) -> None:
    page = opened(small_graph(), at=f"#f={MEETING}")
    assert "told in 2 documents" in text(page, "#panel").lower()
    assert page.locator("#panel .documents li").count() == 2


def test_an_office_says_when_it_was_told_of_and_claims_no_more(opened: Open) -> None:
    page = opened(small_graph(), at="#n=" + PEOPLE["yang"])
    assert "told on 7 Mar 2024" in text(page, "#panel .states")


def test_neighbours_are_shown_to_one_two_and_three_steps(opened: Open) -> None:
    page = opened(chain(7), at="#n=c0")
    focus = "[...Entente.scene.focus.nodes].map((n) => Entente.data.entities[n].label).sort()"
    assert page.evaluate(focus) == ["C0", "C1"]
    page.click("#panel .chip:has-text('2')")
    assert page.evaluate(focus) == ["C0", "C1", "C2"]
    page.click("#panel .chip:has-text('3')")
    page.click("#panel .chip:has-text('Only these')")
    assert names(page) == {"C0", "C1", "C2", "C3"}
    assert address(page) == "#n=c0&hops=3&alone=yes"
    assert names(opened(chain(7), at="#n=c0&hops=3&alone=yes")) == {"C0", "C1", "C2", "C3"}


def test_a_path_leads_over_the_whole_graph_with_a_quote_at_each_step(opened: Open) -> None:
    page = opened(chain(6, fans=9), at="#n=c0", most=3)
    page.fill("#panel .find", "c5")
    page.keyboard.press("Enter")
    assert text(page, "#panel h2") == "C0 to C5"
    assert text(page, "#panel .way") == "C0 → C1 → C2 → C3 → C4 → C5"
    assert page.locator("#panel .fact blockquote").count() == 5
    assert {"C0", "C3", "C5"} <= names(page)
    assert address(page) == "#p=c0~c5"
    assert text(opened(chain(6, fans=9), at="#p=c0~c5"), "#panel .way").endswith("C5")


def test_where_no_path_leads_it_is_said_and_a_denied_tie_is_none(opened: Open) -> None:
    apart = small_graph()
    apart.add_node("per:far", kind="entity", type="Person", label="Far Away", aliases=[], country=None, articles=[])
    page = opened(apart, at=f"#p={PEOPLE['yang']}~per:far")
    assert "No ties lead" in text(page, "#panel")
    page = opened(small_graph(), at=f"#p={PEOPLE['yang']}~{PEOPLE['smith']}")
    assert "No ties lead" in text(page, "#panel")


def test_groups_have_colours_names_and_can_be_looked_at_alone(opened: Open) -> None:
    page = opened(chain(16))
    fills = "new Set(Object.values(Entente.network.body.nodes).map((n) => n.options.color.background)).size"
    assert page.evaluate(fills) == 1
    page.click("label.radio:has-text('Group')")
    assert page.evaluate(fills) > 1
    page.click("#panel section:has(h3:has-text('Groups')) button.name >> nth=0")
    assert "This group" in page.inner_text("#panel") or "THIS GROUP" in page.inner_text("#panel")
    few = names(page)
    assert 2 < len(few) < 16
    assert names(opened(chain(16), at="#" + str(page.evaluate("location.hash.slice(1)")))) == few


# ---- what is not drawn --------------------------------------------------------------------------------------------


def test_a_click_brings_in_neighbours_that_are_not_drawn_and_they_can_be_taken_out(opened: Open) -> None:
    page = opened(chain(6, fans=9), most=3)
    assert names(page) == {"C0", "C1", "C2"}
    page.fill("#search", "c0")
    page.keyboard.press("Enter")
    assert names(page) == {"C0", "C1", "C2", *(f"FAN{n}" for n in range(9))}
    assert "9 brought in" in text(page, "#notice")
    spots = page.evaluate(
        "[...Entente.drawn.keys()].map((n) => { const { x, y, options } = Entente.network.body.nodes[n]; return [x, y, options.size]; })"
    )
    for n, (x, y, r) in enumerate(spots):
        assert all((x - u) ** 2 + (y - v) ** 2 > (r + s) ** 2 for u, v, s in spots[:n])
    page.click("#notice button")
    assert names(page) == {"C0", "C1", "C2"}
    page.fill("#search", "c5")
    page.keyboard.press("Enter")
    assert {"C4", "C5"} <= names(page)


def test_what_is_said_over_the_picture_goes_while_something_is_chosen(opened: Open) -> None:
    page = opened(small_graph())
    assert page.locator("#notice").is_visible()
    page.evaluate("Entente.select({ node: 0 })")
    assert not page.locator("#notice").is_visible()
    page.keyboard.press("Escape")
    assert "2 without a tie" in text(page, "#notice")


def test_groups_come_first_where_they_are_asked_for(opened: Open) -> None:
    assert page_order(opened(chain(16)))[0] == "latest"
    assert page_order(opened(chain(16), at="#colour=group"))[0].startswith("groups")


def page_order(page: Any) -> list[str]:
    return [heading.lower() for heading in page.locator("#panel h3").all_inner_texts()]


def test_a_filter_brings_in_what_it_is_for(opened: Open) -> None:
    page = opened(chain(12), at="#from=2009-01-01&to=2010-12-31&undated=no", most=3)
    assert names(page) == {"C9", "C10", "C11"}


@pytest.mark.parametrize(
    "odd",
    [
        "#n=%",
        "#n=%E0%A4%A",
        "#v=../etc",
        "#min=9",
        "#from=2024-99-99x",
        "#g=nobody",
        "#p=a",
        "#at=NaN,1,2",
        "#c=" + "A" * 5000,
        "#__proto__=1&constructor=2",
        "#t=Person,Nothing&r=,&hops=7",
    ],
)
def test_an_address_that_makes_no_sense_opens_the_page_all_the_same(opened: Open, odd: str) -> None:
    assert text(opened(small_graph(), at=odd), "#panel h2") == "At a glance"


def test_the_place_one_looks_at_is_in_the_address_and_comes_back(opened: Open) -> None:
    page = opened(small_graph(), at="#at=120,-40,2.50")
    where = page.evaluate(
        "[Entente.network.getViewPosition().x, Entente.network.getViewPosition().y, Entente.network.getScale()]"
    )
    assert [round(value, 1) for value in where] == [120, -40, 2.5]
