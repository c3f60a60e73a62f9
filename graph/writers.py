"""The files a build writes besides extractions.jsonl: name -> function (graph, path). Add a format by adding a line."""

from __future__ import annotations

from graph import to_graphml, to_html, to_json, to_turtle
from graph.workspace import Writer

WRITERS: dict[str, Writer] = {
    "graph.graphml": to_graphml.write,
    "graph.html": to_html.write,
    "graph.json": to_json.write,
    "graph.ttl": to_turtle.write,
}
