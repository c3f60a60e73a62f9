"""The graph as GraphML, for Gephi, yEd, Cytoscape and networkx. Writes the one file it is given.

GraphML knows only plain values: lists and dicts are written as JSON text, None is left out, and characters that XML 1.0
forbids are removed. An edge's key in the graph is its attribute `key`; its XML id is unique in the file.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import networkx as nx

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph to `path`, nodes and edges in the graph's own order.

    Raises:
        OSError: the file cannot be written.
    """
    nx.write_graphml_lxml(_plain(graph), str(path), encoding="utf-8", prettyprint=True, edge_id_from_attribute="id")


def _plain(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """A copy that holds only what GraphML can."""
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.graph.update(_values(_without_texts(graph.graph)))
    for node, data in graph.nodes(data=True):
        plain.add_node(_text(node), **_values(data))
    for number, (source, target, key, data) in enumerate(graph.edges(keys=True, data=True)):
        plain.add_edge(_text(source), _text(target), key=key, **_values(data | {"id": f"e{number}"}))
        plain.edges[_text(source), _text(target), key]["key"] = _text(key)
    return plain


def _without_texts(data: dict[str, Any]) -> dict[str, Any]:
    """The graph's own values without the full texts of the articles: programs that read GraphML show them in one field."""
    articles = data.get("articles")
    if not isinstance(articles, dict):
        return data
    return data | {"articles": {key: {n: v for n, v in one.items() if n != "text"} for key, one in articles.items()}}


def _values(data: dict[str, Any]) -> dict[str, str | int | float]:
    return {_text(name): _value(value) for name, value in data.items() if value is not None}


def _value(value: Any) -> str | int | float:
    if isinstance(value, list | dict | tuple):
        return _text(json.dumps(value, ensure_ascii=False, sort_keys=True))
    return value if isinstance(value, bool | int | float) else _text(str(value))


def _text(text: str) -> str:
    return _ILLEGAL.sub("", text)
