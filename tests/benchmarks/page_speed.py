"""Time until the explorer page can be used, and its size, beside plain pyvis on the same network. Writes to a temporary folder.

Run: python tests/benchmarks/page_speed.py [--sizes 100,1000,3000] [--limit 60] [--repeat 3]

Usable means: drawn once, with every control in place; for pyvis with its default physics, when the progress bar is gone
(stabilised). Times are from the start of loading in headless Chromium on this machine: read the ratios. pyvis asks for
files on the network in every mode; these requests are refused at once, so that it is not made to wait for them.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import networkx as nx
from playwright.sync_api import Browser, Error, sync_playwright
from pyvis.network import Network

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from extract.records import ENTITY_TYPES, STATUSES
from graph import to_html

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run"]
WATCH = """new MutationObserver(() => { if (document.documentElement && document.documentElement.dataset.ready)
  window.usable ??= performance.now(); }).observe(document, { attributes: true, subtree: true, childList: true });"""
HOOK = """network.once("afterDrawing", () => { window.drawn = performance.now(); });
network.once("stabilizationIterationsDone", () => { window.stable = performance.now(); });"""
OURS = "window.usable"
CREATED = "network = new vis.Network(container, data, options);"


def events(size: int) -> nx.MultiDiGraph[str]:
    """A graph of our kind: `size` entities, about twice as many meetings, visits and the like, each with a quote."""
    types = ("meet", "visit", "sign", "agree", "criticize", "aid")
    article = {
        "id": "a1",
        "doc": "a.txt",
        "number": 0,
        "title": "A title of usual length for a release",
        "published": "2024-03-05",
    }
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="entente", articles={"a1": article | {"url": None}})
    for n in range(size):
        kind = ENTITY_TYPES[n % len(ENTITY_TYPES)]
        names = {"label": f"Ministry or person {n}", "aliases": [f"MoP{n}"], "country": None, "articles": ["a1"]}
        graph.add_node(f"e{n:05}", kind="entity", type=kind, **names)
    for n, (a, b) in enumerate(sorted(pairs(size))):
        quote = f"On 5 March 2024, Ministry or person {a} met Ministry or person {b} to discuss the supply of minerals."
        said = [{"article": "a1", "quote": quote, "start": n, "end": n + 90, "confidence": 0.8, "rule": "verb"}]
        facts: dict[str, Any] = {
            "status": STATUSES[n % 4],
            "date": "2024-03-05",
            "topics": ["minerals"],
            "confidence": 0.8,
        }
        graph.add_node(f"evt:{n:05}", kind="event", type=types[n % 6], label="", evidence=said, **facts)
        roles = ("agent", "agent") if types[n % 6] in ("meet", "sign", "agree") else ("agent", "target")
        for end, role in zip((a, b), roles, strict=True):
            graph.add_edge(f"evt:{n:05}", f"e{end:05}", key=role, role=role, evidence=said)
    return graph


def pairs(size: int) -> list[tuple[int, int]]:
    """Ends of the ties: a network with hubs, as diplomacy has."""
    return [(int(a), int(b)) for a, b in nx.barabasi_albert_graph(size, 2, seed=1).edges]


def plain_pyvis(size: int, path: Path, *, physics: bool) -> None:
    """The page that pyvis itself writes for the same network; without physics its nodes get positions beforehand."""
    network = Network(height="800px", directed=True, cdn_resources="in_line")
    for n in range(size):
        # Anywhere will do: what is measured is drawing.
        place = {} if physics else {"x": n % 40 * 60, "y": n // 40 * 60}
        network.add_node(n, label=f"Ministry or person {n}", **place)
    for a, b in pairs(size):
        network.add_edge(a, b)
    if not physics:
        network.toggle_physics(False)
    page = str(network.generate_html())
    assert CREATED in page
    path.write_text(page.replace(CREATED, CREATED + HOOK), encoding="utf-8")


def usable(browser: Browser, path: Path, expression: str, limit: float) -> float | None:
    """Seconds from the start of loading until the expression has a value; None if it has none at the limit."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    page.add_init_script(WATCH)
    try:
        page.goto(path.as_uri(), wait_until="commit", timeout=limit * 1000)
        # Our page forbids the eval that wait_for_function polls with, so it is asked for an attribute instead.
        if expression == OURS:
            page.wait_for_selector("html[data-ready]", state="attached", timeout=limit * 1000)
        else:
            page.wait_for_function(expression, timeout=limit * 1000)
        return float(page.evaluate(expression)) / 1000
    except Error:
        return None
    finally:
        page.close()


def median(browser: Browser, path: Path, expression: str, limit: float, repeat: int) -> float | None:
    """The median of some runs; a run that does not end is not repeated."""
    times: list[float] = []
    for _ in range(repeat):
        seconds = usable(browser, path, expression, limit)
        if seconds is None:
            return None
        times.append(seconds)
        if seconds > limit / 4:
            break
    return statistics.median(times)


def row(browser: Browser, size: int, folder: Path, limit: float, repeat: int) -> str:
    """One line of the table."""
    ours, physics, still = (folder / f"{name}-{size}.html" for name in ("ours", "physics", "still"))
    start = time.perf_counter()
    to_html.write(events(size), ours, most=size)
    written = time.perf_counter() - start
    plain_pyvis(size, physics, physics=True)
    plain_pyvis(size, still, physics=False)
    own = median(browser, ours, OURS, limit, repeat)
    others = (
        median(browser, physics, "window.stable", limit, repeat),
        median(browser, still, "window.drawn", limit, repeat),
    )
    assert own is not None, "our own page did not open"
    shown = [f"> {limit:.0f} s (> {limit / own:.0f}x)" if t is None else f"{t:.2f} s ({t / own:.1f}x)" for t in others]
    sizes = " | ".join(f"{path.stat().st_size / 1e6:.2f}" for path in (ours, still))
    return f"| {size:,} | {own:.2f} s | {shown[0]} | {shown[1]} | {sizes} | {written:.1f} s |"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="100,1000,3000")
    options.add_argument("--limit", type=float, default=60)
    options.add_argument("--repeat", type=int, default=3)
    args = options.parse_args()
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        raise SystemExit("no chromium on PATH; install it to measure")
    print("| nodes | ours, usable | pyvis, default | pyvis, physics off | ours, MB | pyvis, MB | ours, to write |")
    print("|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for size in map(int, args.sizes.split(",")):
            print(row(browser, size, Path(folder), args.limit, args.repeat), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
