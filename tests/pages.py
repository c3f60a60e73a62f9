"""The explorer page in a real Chromium: how the tests open it, read it and watch what it does. Holds no test.

A page is opened from a file, in a window of its own; after each test, no request and no complaint may have been seen.
Where no browser is found the tests are skipped; with ENTENTE_BROWSER=required in the environment that is a failure instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph import to_html

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--no-first-run"]

Open = Callable[..., Any]


@dataclass
class Watch:
    """What the page did that it must not do."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def chromium() -> str | None:
    """The path of a Chromium on this machine, None where there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium, started once."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = chromium()
    if found is None:
        reason = "no chromium, chromium-browser or google-chrome on PATH"
        if os.environ.get("ENTENTE_BROWSER") == "required":
            pytest.fail(f"ENTENTE_BROWSER=required, but {reason}")
        pytest.skip(reason)
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def watch() -> Watch:
    """What was seen in this test; a test that provokes a complaint clears it."""
    return Watch()


@pytest.fixture
def opened(browser: Any, tmp_path: Path, watch: Watch) -> Iterator[Open]:
    """Opens the page of a graph, or a page that is there as a file; `at` is the part of the address after the file."""
    contexts = []
    allowed = [tmp_path.as_uri()]

    def open_page(
        graph: nx.MultiDiGraph[str] | Path,
        *,
        width: int = 1280,
        height: int = 800,
        at: str = "",
        most: int = 1500,
        **more: Any,
    ) -> Any:
        if isinstance(graph, Path):
            path = graph
            allowed.append(path.as_uri())
        else:
            path = tmp_path / "graph.html"
            to_html.write(graph, path, most=most)
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: watch.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: watch.complaints.append(str(error)))
        page.on("dialog", lambda dialog: watch.complaints.append(f"dialog: {dialog.message}"))
        context.on("request", lambda request: watch.requests.append(request.url))
        page.goto(path.as_uri() + at)
        ready(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in watch.requests if not url.startswith((*allowed, "blob:"))] == []
    assert watch.complaints == []


@pytest.fixture
def real(opened: Open, built: Path) -> Open:
    """Opens the page of the sample documents, as a build writes it: real(at="#v=matrix", width=390)."""
    return lambda **options: opened(built / "graph.html", **options)


def ready(page: Any) -> None:
    """Wait until the page can be used. Not wait_for_function: it polls with eval, which the page's policy forbids."""
    page.wait_for_selector("html[data-ready=yes]", state="attached")


def text(page: Any, selector: str) -> str:
    """The text of the first element, its white space as single blanks."""
    return " ".join(str(page.inner_text(selector)).split())


def on_screen(page: Any, *, node: str | None = None, event: str | None = None) -> tuple[float, float]:
    """Where a node, or the middle of an event's first line, stands on the screen."""
    script = """([key, event]) => {
      const { data, network, byKey } = Entente;
      const frame = document.getElementById("network").getBoundingClientRect();
      let at;
      if (key) at = network.getPosition(byKey.get(key));
      else {
        const id = data.edges.findIndex((e) => data.facts[e.fact].event === event && !e.roll_up);
        at = network.body.edges[id].edgeType.getPoint(0.5);
      }
      const dom = network.canvasToDOM(at);
      return [frame.left + dom.x, frame.top + dom.y];
    }"""
    x, y = page.evaluate(script, [node, event])
    return float(x), float(y)


def shown(page: Any) -> tuple[set[str], int]:
    """Names of the nodes in the picture, and how many lines are."""
    script = """() => {
      const { data, network: { body } } = Entente;
      const seen = Object.values(body.nodes).filter((n) => !n.options.hidden).map((n) => data.entities[n.id].label);
      return [seen, Object.values(body.edges).filter((e) => !e.options.hidden).length];
    }"""
    names, lines = page.evaluate(script)
    return set(names), int(lines)
