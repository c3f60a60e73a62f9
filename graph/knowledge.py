"""The graph as people hold it in a notebook: a networkx graph that shows itself as the explorer page.

    from graph.to_json import load
    graph = load("output/graph.json")
    graph.show()

Jupyter, VS Code and Colab run no script that a cell brings along as part of their own page; all of them show a frame
whose document stands in its `srcdoc`. The page in it has its own policy and makes no request.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    _Base = nx.MultiDiGraph[str]
else:
    _Base = nx.MultiDiGraph

HEIGHT = 680  # pixels: what fits a laptop's screen under a notebook's bars


class Page:
    """The explorer page of a graph, to be shown in a notebook or written to a file."""

    def __init__(self, html: str, *, height: int = HEIGHT) -> None:
        self.html = html
        self.height = height

    def _repr_html_(self) -> str:
        """A frame with the page in it: allowed are its own scripts, downloads and links, nothing of the notebook."""
        allowed = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox allow-modals"
        return (
            f'<iframe title="Entente" sandbox="{allowed}" width="100%" height="{int(self.height)}" '
            f'style="border:1px solid #8888;border-radius:6px" srcdoc="{escape(self.html, quote=True)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<explorer page, {len(self.html.encode('utf-8', 'replace')) / 1e6:.1f} MB; shown in a notebook>"


class KnowledgeGraph(_Base):
    """A networkx.MultiDiGraph of entities and events (see graph/assemble.py), with its page.

    Parts of it, such as `graph.subgraph(nodes)`, are shown in the same way.
    """

    def show(self, *, height: int = HEIGHT, most: int | None = None) -> Page:
        """The explorer page, `height` pixels high, with at most `most` entities drawn; the last line of a cell shows it.

        Raises:
            OutputError: pyvis does not hold the script we need.
        """
        # Here and not above: who only reads a graph should not wait for what draws it.
        from graph.arrange import MOST
        from graph.to_html import render

        return Page(render(self, most=MOST if most is None else most), height=height)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()
