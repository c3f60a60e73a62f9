"""The graph as RDF 1.1 in Turtle. Reads a graph, writes one file.

No blank nodes, no clock: addresses come from content, order from sorting, so that the same graph gives the same bytes.
Every term is built by pyoxigraph, which refuses what would break out of the syntax.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from extract.errors import OutputError
from graph.describe import Properties, Subject, articles, concepts, entities, events, memberships, posts
from graph.edges import binary_edges
from graph.ontology import PREFIXES, node, term
from graph.statements import best_in_events, collect, properties, surest_of_events

if TYPE_CHECKING:
    import networkx as nx

_TYPE = term("rdf:type")


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph to `path` as Turtle, one triple after another.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        with path.open("wb") as file:
            for prefix, base in sorted(PREFIXES.items()):
                file.write(f"@prefix {prefix}: <{base}> .\n".encode())
            body = cast(IO[bytes], _Body(file))
            serialize(triples(graph), body, RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error}); choose another folder") from error


class _Body:
    """Passes on what follows the prefix lines, which pyoxigraph writes in no order that it promises."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._head: bytes | None = b""

    def write(self, data: bytes) -> int:
        if self._head is None:
            self._file.write(data)
            return len(data)
        self._head += data
        *lines, rest = self._head.split(b"\n")
        while lines and lines[0].startswith(b"@prefix "):
            del lines[0]
        unsure = b"@prefix ".startswith(rest[:8]) or rest.startswith(b"@prefix ")
        if lines or not unsure:
            self._file.write(b"\n".join([*lines, rest]))
            self._head = None
        else:
            self._head = rest
        return len(data)

    def flush(self) -> None:
        self._file.flush()


def triples(graph: nx.MultiDiGraph[str]) -> Iterator[Triple]:
    """All triples of the graph, sorted by subject, then class first, then predicate and object; none twice."""
    for subject, own in _subjects(graph):
        pairs = {(term(predicate), value) for predicate, value in own if value is not None}
        for predicate, value in sorted(pairs, key=lambda pair: (pair[0] != _TYPE, pair[0].value, str(pair[1]))):
            yield Triple(subject, predicate, value)


def _subjects(graph: nx.MultiDiGraph[str]) -> Iterator[Subject]:
    """Each subject once, in the order of its address."""
    edges = binary_edges(graph)
    statements = collect(graph, edges)
    best = best_in_events(statements)
    by_kind: dict[str, dict[NamedNode, Properties]] = defaultdict(dict)
    for subject, own in (
        *entities(graph, edges),
        *events(graph, surest_of_events(statements)),
        *articles(graph),
        *memberships(graph),
        *posts(graph),
        *concepts(graph),
        *((node(key, prefix="stm"), properties(said, best.get(key, ()))) for key, said in statements.items()),
    ):
        by_kind[subject.value.rsplit("/", 1)[0]][subject] = own
    for base in sorted(by_kind):
        yield from sorted(by_kind[base].items(), key=lambda item: item[0].value)
