"""The explorer page: one HTML file that asks nobody for anything. Writes the file it is told to, nothing else.

The page is our template, style and scripts (graph/page/), vis-network's script out of the installed pyvis, and the data.
Everything that comes from documents stands in one JSON island; the scripts set it as text. The page's own policy (CSP)
lets only these scripts run, by their hashes, and forbids every request.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import OutputError
from graph.arrange import MOST
from graph.look import PAGE, look
from graph.view import View, make_view

if TYPE_CHECKING:
    import networkx as nx

VIS = "lib/vis-9.1.2/vis-network.min.js"  # inside the pyvis package
# In this order: what a script uses stands before it, and the page starts with the last.
SCRIPTS = (
    "data.js", "state.js", "filter.js", "around.js", "words.js", "overlay.js", "canvas.js", "scene.js", "views.js", "panel.js",
    "event.js", "overview.js", "filters.js", "search.js", "strip.js", "time.js", "time-lanes.js", "time-marks.js", "view-timeline.js",
    "time-head.js", "time-list.js", "time-move.js", "time-point.js", "view-matrix.js", "earth.js", "view-map.js", "view-promises.js",
    "view-table.js", "caption.js", "pen.js", "picture-view.js", "picture.js", "copy.js", "take.js", "paper.js", "keys.js", "app.js",
)  # fmt: skip
STYLES = (
    "style.css", "views.css", "timeline.css", "matrix.css", "map.css", "promises.css", "table.css", "take.css",
)  # fmt: skip

_PLACE = re.compile("@@([a-z]+)@@")
# What could end the script element or a line of JavaScript, and lone surrogates, which have no UTF-8.
_RISKY = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def write(graph: nx.MultiDiGraph[str], path: Path, *, most: int = MOST) -> None:
    """Write the page for a graph as UTF-8; an old file stays whole until the new one is complete.

    Raises:
        OutputError: the file cannot be written, or pyvis does not hold the script we need.
    """
    page = render(graph, most=most).encode("utf-8")
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(page)
        beside.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another folder with -o") from error


def render(graph: nx.MultiDiGraph[str], *, most: int = MOST) -> str:
    """The page for a graph, at most `most` entities drawn; the same graph gives the same text.

    Raises:
        OutputError: pyvis does not hold the script we need.
    """
    return _page(make_view(graph, look=look(), most=most))


def island(data: Any) -> str:
    """The data as JSON that may stand inside a script element: no `<`, `>`, `&` or line separator as itself."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _RISKY.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _page(view: View) -> str:
    style = "\n".join(_text(name) for name in STYLES)
    # Ours as one: between two scripts a browser may draw the unfinished page, which takes longer than the scripts do.
    scripts = [_vis(), "\n".join(_text(name) for name in SCRIPTS)]
    parts = {
        "policy": _policy(scripts, style),
        "notices": _text("notices.txt"),
        "style": style,
        "data": island(view.data | {"network": {"nodes": view.network.nodes, "edges": view.network.edges}}),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    # One pass: what is filled in is never searched for further places.
    return _PLACE.sub(lambda found: parts[found.group(1)], _text("template.html"))


def _policy(scripts: list[str], style: str) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    rules = ["default-src 'none'", f"script-src {allowed}", f"style-src {_hash(style)}", "img-src data:"]
    rules += ["base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"]
    return "; ".join(rules)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _text(name: str) -> str:
    return _plain((PAGE / name).read_text(encoding="utf-8"))


@cache
def _vis() -> str:
    source = files("pyvis").joinpath(VIS)
    try:
        return _plain(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise OutputError(f"pyvis: {VIS} is not in the installed package; install pyvis 0.3.2") from error


def _plain(text: str) -> str:
    """Line ends as a browser counts them when it checks a hash."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
