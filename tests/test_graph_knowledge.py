"""The graph shows itself in a notebook: a frame with the page in it, closed off from what is around it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from graph_fixture import PEOPLE, small_graph
from pages import Watch
from records_fixture import accounts

from graph import to_html, to_json
from graph.assemble import assemble
from graph.knowledge import KnowledgeGraph


def known() -> KnowledgeGraph:
    return KnowledgeGraph(small_graph())


class Frame(HTMLParser):
    """The attributes of the one element, as a browser reads them."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_graph_shows_the_page_in_a_frame_that_is_closed_off() -> None:
    graph = known()
    [(tag, attributes)] = Frame(graph.show(height=500)._repr_html_()).tags
    assert tag == "iframe"
    assert attributes["srcdoc"] == to_html.render(graph)
    assert attributes["height"] == "500"
    allowed = str(attributes["sandbox"]).split()
    assert "allow-scripts" in allowed
    assert "allow-same-origin" not in allowed


def test_a_graph_as_the_last_line_of_a_cell_is_the_same_frame() -> None:
    assert known()._repr_html_() == known().show()._repr_html_()


def test_a_build_a_file_and_a_part_of_a_graph_can_show_themselves(tmp_path: Path) -> None:
    graph = assemble(accounts())
    to_json.write(graph, tmp_path / "graph.json")
    assert isinstance(to_json.load(tmp_path), KnowledgeGraph)
    assert to_json.load(str(tmp_path / "graph.json")).show().html == graph.show().html
    part = known().subgraph([PEOPLE["yang"], "cty:ca"])
    assert '"entities":2' in part.show().html


def test_a_page_tells_in_plain_text_what_it_is() -> None:
    assert repr(known().show()).startswith("<explorer page, ")


@pytest.mark.browser
@pytest.mark.parametrize("surrounding", ["", "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">"])
def test_the_frame_works_in_a_notebooks_page_and_asks_nobody(
    browser: Any, tmp_path: Path, watch: Watch, surrounding: str
) -> None:
    """As a front end does it: markup set into a page of its own. Where that page forbids all scripts, ours stay still too."""
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html>{surrounding}<body>{known()._repr_html_()}</body>", encoding="utf-8")
    page = browser.new_page(viewport={"width": 1100, "height": 800})
    page.on("request", lambda request: watch.requests.append(request.url))
    page.on("pageerror", lambda error: watch.complaints.append(str(error)))
    page.goto(notebook.as_uri())
    frame = page.frame_locator("iframe")
    if surrounding:
        frame.locator("h1").wait_for()
        assert frame.locator("html[data-ready]").count() == 0
    else:
        frame.locator("html[data-ready=yes]").wait_for(state="attached")
        frame.locator("#search").fill("deputy trade")
        frame.locator("#search").press("Enter")
        assert frame.locator("#panel h2").inner_text() == "Yang Byeong-nae"
        frame.locator("#panel").get_by_role("button", name="Canada").first.click()
        assert frame.locator("#panel h2").inner_text() == "Canada"
    page.close()
    assert [url for url in watch.requests if url not in (notebook.as_uri(), "about:srcdoc")] == []
    assert watch.complaints == []
