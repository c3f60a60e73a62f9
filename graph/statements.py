"""Evidence as RDF statements: which quote of which article says which triple. Reads a graph, changes nothing.

A statement asserts nothing by itself: a planned meeting has one too. Its id comes from the article's text, the
offsets and the triple, so a rebuild gives it the same address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from graph.edges import BinaryEdge, Evidence
from graph.literals import INTEGER, share, text
from graph.ontology import digest, node, term

if TYPE_CHECKING:
    import networkx as nx

_TRUE = Literal("true", datatype=term("xsd:boolean"))


@dataclass(frozen=True, slots=True)
class Statement:
    """One quote for one triple, whose ends are keys of the graph; `events` are the keys of the events it belongs to."""

    subject: str
    relation: str
    object: str
    quote: Evidence
    events: tuple[str, ...]
    roll_up: bool
    review: str


def statement_id(graph: nx.MultiDiGraph[str], quote: Evidence, triple: tuple[str, str, str]) -> str:
    """16 hexadecimal digits over the article's SHA-256, the offsets and the triple (subject, relation, object)."""
    article = graph.graph.get("articles", {}).get(quote["article"], {})
    source = str(article.get("sha256", quote["article"]))
    return digest(source, str(quote["start"]), str(quote["end"]), *triple)


def collect(graph: nx.MultiDiGraph[str], edges: Iterable[BinaryEdge]) -> dict[str, Statement]:
    """Statement id -> statement, for every quote of every binary edge, and of every event that gives no edge.

    Where two events give the same triple from the same quote, the statement has both and keeps the surer reading.
    """
    found: dict[str, Statement] = {}
    seen: set[str] = set()
    for edge in edges:
        seen.add(edge.event or "")
        for quote in edge.evidence:
            _add(graph, found, (edge.source, edge.relation, edge.target), quote, edge.event, edge.roll_up)
    for key, data in graph.nodes(data=True):
        if data.get("kind") == "event" and key not in seen:
            for end, roles in graph.succ[key].items():
                for role in sorted({"agent", "target"} & set(roles)):
                    for quote in roles[role].get("evidence") or data.get("evidence") or ():
                        _add(graph, found, (key, role, end), quote, key, False)
    return found


def surest_of_events(statements: Mapping[str, Statement]) -> dict[str, str]:
    """Event -> id of its surest statement; one about the parties themselves goes before one rolled up to countries."""
    order = sorted(statements, key=lambda key: _rank(key, statements[key]), reverse=True)
    return {event: key for key in order for event in statements[key].events}


def best_in_events(statements: Mapping[str, Statement]) -> dict[str, list[str]]:
    """Statement id -> the events in which no other quote states the same triple more surely."""
    best: dict[tuple[str, str, str, str], str] = {}
    for key in sorted(statements, key=lambda key: _rank(key, statements[key])):
        said = statements[key]
        for event in said.events:
            best.setdefault((event, said.subject, said.relation, said.object), key)
    found: dict[str, list[str]] = {}
    for (event, *_), key in sorted(best.items()):
        found.setdefault(key, []).append(event)
    return found


def _rank(key: str, said: Statement) -> tuple[float, bool, str]:
    return -said.quote["confidence"], said.roll_up, key


def _add(
    graph: nx.MultiDiGraph[str],
    found: dict[str, Statement],
    triple: tuple[str, str, str],
    quote: Evidence,
    event: str | None,
    roll_up: bool,
) -> None:
    key = statement_id(graph, quote, triple)
    review = str(graph.nodes[event].get("review") or "unreviewed") if event else "unreviewed"
    new = Statement(*triple, quote, (event,) if event else (), roll_up, review)
    old = found.get(key)
    if old is not None:
        surer = max(old, new, key=lambda s: (s.quote["confidence"], s.quote["rule"], s.review))
        events = tuple(sorted({*old.events, *new.events}))
        new = Statement(*triple, surer.quote, events, old.roll_up and roll_up, surer.review)
    found[key] = new


def properties(statement: Statement, best_in: Iterable[str]) -> Iterator[tuple[str, NamedNode | Literal | None]]:
    """The statement's predicates, as CURIEs, and their values."""
    yield "rdf:type", term("rdf:Statement")
    yield "rdf:type", term("prov:Entity")
    yield "rdf:subject", node(statement.subject)
    yield "rdf:predicate", term(f"ent:{statement.relation}")
    yield "rdf:object", node(statement.object)
    for event in statement.events:
        yield "ent:inEvent", node(event)
    for event in best_in:
        yield "ent:bestInEvent", node(event)
    quote: Mapping[str, Any] = statement.quote
    yield "prov:wasQuotedFrom", node(quote["article"], prefix="art")
    yield "oa:exact", text(quote["quote"])
    yield "oa:start", Literal(str(int(quote["start"])), datatype=INTEGER)
    yield "oa:end", Literal(str(int(quote["end"])), datatype=INTEGER)
    yield "ent:confidence", share(quote["confidence"])
    yield "ent:rule", text(quote["rule"])
    yield "ent:reviewStatus", text(statement.review)
    yield "ent:rollUp", _TRUE if statement.roll_up else None
