"""The graph as node-link JSON, and back. This file is the exact form at rest: `load(write(graph))` is the graph.

Layout: networkx's node-link data with `edges="edges"`, keys sorted, one node or edge per line, UTF-8.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeGuard

import networkx as nx

from extract.errors import OutputError
from graph.arrange import places
from graph.knowledge import KnowledgeGraph
from graph.layout import Point

NAME = "graph.json"

_CURE = "build it again with `entente build`"


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph to `path`, nodes and edges in the graph's own order.

    Raises:
        OSError: the file cannot be written.
    """
    data = nx.node_link_data(graph, edges="edges")
    head = {"directed": True, "multigraph": True, "graph": data["graph"]}
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write("{\n" + ",\n".join(f"{_json(key)}: {_json(value)}" for key, value in sorted(head.items())))
        for name in ("nodes", "edges"):
            file.write(f",\n{_json(name)}: [\n" + ",\n".join(_json(item) for item in data[name]) + "\n]")
        file.write("\n}\n")


def load(path: Path | str) -> KnowledgeGraph:
    """The graph of a graph.json, or of the folder that a build wrote.

    Raises:
        OutputError: the file is missing, is no JSON, or is not a graph of ours; the message says which.
    """
    path = Path(path)
    path = path / NAME if path.is_dir() else path
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise OutputError(f"{path}: there is no such file; {_CURE}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise OutputError(f"{path}: cannot be read as JSON ({error}); {_CURE}") from error
    fault = _fault(data)
    if fault:
        raise OutputError(f"{path}: {fault}; {_CURE}")
    return KnowledgeGraph(nx.node_link_graph(data, directed=True, multigraph=True, edges="edges"))


def earlier_places(out: Path) -> dict[str, Point]:
    """Where the last build into this folder put things (key -> x, y in page units); nothing where there is none to read."""
    try:
        return places(load(out / NAME))
    except OutputError:
        return {}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _fault(data: Any) -> str | None:
    """The first thing that makes the data no graph of ours, or None."""
    if not isinstance(data, dict) or data.get("directed") is not True or data.get("multigraph") is not True:
        return "not a directed multigraph in node-link form"
    graph, nodes, edges = data.get("graph"), data.get("nodes"), data.get("edges")
    if not isinstance(graph, dict) or not isinstance(graph.get("articles"), dict):
        return "the articles of the graph are missing"
    if not _dicts(nodes) or not _dicts(edges):
        return "nodes and edges must be lists of objects"
    keys = set()
    for node in nodes:
        if not isinstance(node.get("id"), str) or node.get("kind") not in {"entity", "event"}:
            return f"a node without an id or kind: {str(node)[:80]}"
        keys.add(node["id"])
    return _edge_fault(edges, keys, graph["articles"])


def _edge_fault(edges: Iterable[Mapping[str, Any]], keys: set[str], articles: Mapping[str, Any]) -> str | None:
    for edge in edges:
        if edge.get("source") not in keys or edge.get("target") not in keys or not isinstance(edge.get("key"), str):
            return f"an edge whose ends are no nodes: {str(edge)[:80]}"
        quotes = edge.get("evidence")
        if not _dicts(quotes) or not quotes or any(quote.get("article") not in articles for quote in quotes):
            return f"an edge without evidence from an article of the graph: {str(edge)[:80]}"
    return None


def _dicts(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)
