"""The pages that are compared, all of the same made-up network. Each `write_...` writes one file and returns nothing.

Sigma and graphology come from the installed ipysigma, whose JupyterLab extension is a folder of webpack chunks: those
that hold the two and what they need go into the page as they are (sigma.js beside this file loads them).
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from math import isqrt
from pathlib import Path
from typing import Any

import networkx as nx
from pyvis.network import Network

from extract.records import ENTITY_TYPES, STATUSES
from graph import to_html

HERE = Path(__file__).parent
TYPES = ("meet", "visit", "sign", "agree", "criticize", "aid")
CREATED = "network = new vis.Network(container, data, options);"
READY = 'network.once("%s", () => { document.documentElement.dataset.ready = "yes"; });'
COLOURS = ("#4e79a7", "#f28e2b", "#59a14f", "#b07aa1", "#9c755f", "#76b7b2", "#e15759")
MISSING = "not installed: pip install ipysigma"
ROOTS = ("./node_modules/sigma/index.js", "./node_modules/graphology/dist/graphology.umd.min.js")
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>sigma</title>
<style>html, body, #network { margin: 0; width: 100%; height: 100%; }</style></head>
<body><div id="network"></div><script type="application/json" id="data">"""

_DEFINES = re.compile(r'^/\*\*\*/ "([^"]+)":', re.MULTILINE)
_REQUIRES = re.compile(r'__webpack_require__\((?:/\*.*?\*/ )?"([^"]+)"\)')


def events(size: int) -> nx.MultiDiGraph[str]:
    """A graph of our kind: `size` entities, about twice as many meetings, visits and the like, each with a quote."""
    article = {"id": "a1", "doc": "a.txt", "number": 0, "title": "A title of usual length for a release"}
    article |= {"published": "2024-03-05", "url": None}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="entente", articles={"a1": article})
    for n in range(size):
        kind = ENTITY_TYPES[n % len(ENTITY_TYPES)]
        names = {"label": name(n), "aliases": [f"MoP{n}"], "country": None, "articles": ["a1"]}
        graph.add_node(f"e{n:05}", kind="entity", type=kind, **names)
    for n, (a, b) in enumerate(pairs(size)):
        quote = f"On 5 March 2024, {name(a)} met {name(b)} to discuss the supply of minerals."
        said = [{"article": "a1", "quote": quote, "start": n, "end": n + 90, "confidence": 0.8, "rule": "verb"}]
        facts: dict[str, Any] = {"status": STATUSES[n % 4], "date": "2024-03-05", "topics": ["minerals"]}
        graph.add_node(f"evt:{n:05}", kind="event", type=TYPES[n % 6], label="", evidence=said, confidence=0.8, **facts)
        roles = ("agent", "agent") if TYPES[n % 6] in ("meet", "sign", "agree") else ("agent", "target")
        for end, role in zip((a, b), roles, strict=True):
            graph.add_edge(f"evt:{n:05}", f"e{end:05}", key=role, role=role, evidence=said)
    return graph


@cache
def pairs(size: int) -> list[tuple[int, int]]:
    """Ends of the ties: a network with hubs, as diplomacy has."""
    return sorted((int(a), int(b)) for a, b in nx.barabasi_albert_graph(size, 2, seed=1).edges)


def name(n: int) -> str:
    """The name of node n."""
    return f"Ministry or person {n}"


def place(n: int, size: int) -> tuple[int, int]:
    """Where node n stands in the pages that are given positions. Anywhere will do: what is measured is drawing."""
    side = isqrt(size - 1) + 1
    return n % side * 60, n // side * 60


def write_ours(size: int, path: Path) -> None:
    """The explorer page as `entente build` writes it: with its own cap of what is drawn."""
    to_html.write(_graph(size), path)


@cache
def _graph(size: int) -> nx.MultiDiGraph[str]:
    return events(size)


def prepare(size: int) -> None:
    """Make the network now, so that no contestant's time to write has it."""
    _graph.cache_clear()
    pairs.cache_clear()
    _graph(size)


def write_pyvis(size: int, path: Path) -> None:
    """What pyvis itself writes for the network, with its default physics."""
    _write_pyvis(size, path, physics=True)


def write_still(size: int, path: Path) -> None:
    """The same without physics, each node with a position."""
    _write_pyvis(size, path, physics=False)


def _write_pyvis(size: int, path: Path, *, physics: bool) -> None:
    network = Network(height="800px", directed=True, cdn_resources="in_line")
    for n in range(size):
        at = {} if physics else dict(zip("xy", place(n, size), strict=True))
        network.add_node(n, label=name(n), **at)
    for a, b in pairs(size):
        network.add_edge(a, b)
    if not physics:
        network.toggle_physics(False)
    page = str(network.generate_html())
    assert CREATED in page, "pyvis writes another page than it did; look for where it makes its network"
    told = READY % ("stabilizationIterationsDone" if physics else "afterDrawing")
    path.write_text(page.replace(CREATED, CREATED + told), encoding="utf-8")


def write_sigma(size: int, path: Path) -> None:
    """A page that draws the network with Sigma (WebGL), each node with a position.

    Raises:
        LookupError: ipysigma is not installed, or its files are not as we know them.
    """
    nodes = []
    for n in range(size):
        x, y = place(n, size)
        # Sigma's axis points up, vis-network's down.
        nodes.append({"label": name(n), "x": x, "y": -y, "size": 4, "color": COLOURS[n % len(COLOURS)]})
    data = json.dumps({"nodes": nodes, "edges": pairs(size)}, separators=(",", ":")).replace("<", "\\u003c")
    scripts = ["self.webpackChunkipysigma = [];", *_chunks(), (HERE / "sigma.js").read_text(encoding="utf-8")]
    parts = [PAGE, data, "</script>", *(f"<script>{script}</script>" for script in scripts), "</body></html>"]
    path.write_text("\n".join(parts), encoding="utf-8")


@cache
def _chunks() -> tuple[str, ...]:
    """The chunk files of ipysigma that define Sigma, graphology and what these require."""
    spec = find_spec("ipysigma")
    if spec is None or spec.origin is None:
        raise LookupError(MISSING)
    folder = Path(spec.origin).parent / "labextension" / "static"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))]
    home = {module: text for text in texts for module in _DEFINES.findall(text)}
    wanted = [*ROOTS]
    chosen: dict[str, None] = {}
    for module in wanted:
        if module not in home:
            raise LookupError(f"ipysigma holds no {module}; version 0.24.6 does")
        if home[module] not in chosen:
            chosen[home[module]] = None
            wanted += _REQUIRES.findall(home[module])
    assert not any("</script" in text for text in chosen)
    return tuple(chosen)
