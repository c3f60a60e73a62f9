"""Each thing of the graph as its RDF properties: entities, events, articles, offices, topics. Changes nothing.

A subject is the address of a thing and its properties, as pairs of a predicate's CURIE and a value (None is left out).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from graph.dates import bounds
from graph.edges import PARTIES, STATES, BinaryEdge, country_keys
from graph.literals import DAY, INTEGER, address, dated, day, number, share, text
from graph.ontology import (
    EVENT_CLASSES,
    classification,
    digest,
    entity_classes,
    fold,
    node,
    parse_amount,
    slug,
    term,
)
from graph.statements import statement_id

if TYPE_CHECKING:
    import networkx as nx

Properties = Iterable[tuple[str, NamedNode | Literal | None]]
Subject = tuple[NamedNode, Properties]


def entities(graph: nx.MultiDiGraph[str], edges: list[BinaryEdge]) -> Iterator[Subject]:
    """Entities with names, classes and country, and the direct triples that may be asserted."""
    direct: dict[str, list[tuple[str, NamedNode]]] = defaultdict(list)
    for edge in edges:
        if asserted(graph, edge):
            direct[edge.source].append((f"ent:{edge.relation}", node(edge.target)))
            direct[edge.source] += [(more, node(edge.target)) for more in _organization(graph, edge)]
            if edge.relation == "signed":
                direct[edge.target].append(("ent:signatory", node(edge.source)))
            if edge.relation == "memberOf" and graph.nodes[edge.target].get("type") == "Organization":
                direct[edge.target].append(("org:hasMember", node(edge.source)))
    subjects = _subjects_of_agreements(graph)
    known = country_keys(graph)
    for key, data in graph.nodes(data=True):
        if data.get("kind") == "entity":
            yield node(key), [*_entity(key, data, known), *direct[key], *subjects[key]]
    codes = {str(data.get("country")) for _, data in graph.nodes(data=True)}
    for code in sorted(codes - set(known)):
        if re.fullmatch(r"[A-Z]{2}", code):
            yield node(f"cty:{code.lower()}"), _entity(code, {"type": "Country", "label": code, "country": code}, known)


def asserted(graph: nx.MultiDiGraph[str], edge: BinaryEdge) -> bool:
    """Whether the edge may stand as a triple of its own: held, and not rejected by a person."""
    return edge.status == "held" and (edge.event is None or graph.nodes[edge.event].get("review") != "rejected")


def _organization(graph: nx.MultiDiGraph[str], edge: BinaryEdge) -> Iterator[str]:
    """The properties of the ORG vocabulary that say the same as our edge."""
    if edge.relation == "partOf":
        yield "org:subOrganizationOf"
        if all(classification(graph.nodes[end]["label"]) == "PublicBody" for end in (edge.source, edge.target)):
            yield "org:unitOf"


def _entity(key: str, data: Mapping[str, Any], known: Mapping[str, str]) -> Iterator[tuple[str, NamedNode | Literal]]:
    kind, label = str(data["type"]), str(data["label"]) or key
    code = data.get("country")
    for name in entity_classes(kind, label):
        yield "rdf:type", term(name)
    yield "skos:prefLabel", text(label)
    for alias in data.get("aliases") or ():
        if alias and alias != label:
            yield "skos:altLabel", text(alias)
    if kind == "Person":
        yield "foaf:name", text(label)
    if kind == "Agreement":
        yield "dcterms:title", text(label)
    if kind == "Organization" and (group := classification(label)):
        yield "org:classification", term(f"ent:{group}")
    if re.fullmatch(r"Q[0-9]+", str(data.get("wikidata"))):
        yield "owl:sameAs", term(f"wd:{data['wikidata']}")
    if code and re.fullmatch(r"[A-Z]{2}", code):
        if kind == "Country":
            yield "skos:notation", text(code)
        else:
            relation = "schema:containedInPlace" if kind == "Place" else "ent:represents"
            yield relation, node(known.get(code, f"cty:{code.lower()}"))


def _subjects_of_agreements(graph: nx.MultiDiGraph[str]) -> dict[str, list[tuple[str, NamedNode]]]:
    found: dict[str, list[tuple[str, NamedNode]]] = defaultdict(list)
    for event, end, role in graph.edges(keys=True):
        if role == "target" and graph.nodes[end].get("type") == "Agreement":
            found[end] += [("dcterms:subject", topic(words)) for words in graph.nodes[event].get("topics") or ()]
    return found


def topic(words: str) -> NamedNode:
    """The node of a topic; the same words in another case are the same topic."""
    return node(slug(words), prefix="top")


def events(graph: nx.MultiDiGraph[str], surest: Mapping[str, str]) -> Iterator[Subject]:
    """Events with their roles, status, dates, topics and codes."""
    for key, data in graph.nodes(data=True):
        if data.get("kind") == "event":
            yield node(key), [*_event(key, data, surest.get(key)), *_roles(graph, key)]


def _event(key: str, data: Mapping[str, Any], surest: str | None) -> Properties:
    for name in ("sem:Event", "schema:Event", f"ent:{EVENT_CLASSES[data['type']]}"):
        yield "rdf:type", term(name)
    yield "skos:prefLabel", text(data.get("label") or key)
    yield "ent:status", text(data["status"])
    yield "ent:confidence", share(data.get("confidence", 0.0))
    yield "ent:bestStatement", node(surest, prefix="stm") if surest else None
    yield "sem:hasTimeStamp", dated(data.get("date"))
    yield "ent:dateMin", day(data.get("date_min"))
    yield "ent:dateMax", day(data.get("date_max"))
    yield "ent:dateText", text(data["date_text"]) if data.get("date_text") else None
    yield "ent:mode", text(data["mode"]) if data.get("mode") else None
    yield "ent:amount", _amount(data["amount"]) if data.get("amount") else None
    for words in data.get("topics") or ():
        yield "ent:topic", topic(words)
    for scheme in ("plover", "cameo"):
        yield "ent:code", node(data[scheme], prefix=scheme) if data.get(scheme) else None


def _roles(graph: nx.MultiDiGraph[str], event: str) -> Iterator[tuple[str, NamedNode]]:
    for end, roles in graph.succ[event].items():
        for role in roles:
            kind = graph.nodes[end].get("type")
            if role in ("agent", "target"):
                yield f"ent:{role}", node(end)
                if role == "agent" or kind in PARTIES:
                    yield "sem:hasActor", node(end)
                if kind == "Occasion":
                    yield "sem:subEventOf", node(end)
            elif role == "place":
                yield "sem:hasPlace", node(end)


def articles(graph: nx.MultiDiGraph[str]) -> Iterator[Subject]:
    """Articles and what they mention."""
    mentions: dict[str, list[tuple[str, NamedNode]]] = defaultdict(list)
    for key, data in graph.nodes(data=True):
        for article in data.get("articles") or ():
            mentions[article].append(("schema:mentions", node(key)))
    for key, data in graph.graph.get("articles", {}).items():
        yield node(key, prefix="art"), [*_article(key, data), *mentions[key]]


def _article(key: str, data: Mapping[str, Any]) -> Properties:
    yield "rdf:type", term("schema:NewsArticle")
    yield "rdf:type", term("prov:Entity")
    yield "dcterms:title", text(data["title"] or key)
    yield "schema:url", address(data.get("url"))
    yield "schema:datePublished", dated(data.get("published"))
    yield "schema:inLanguage", text(data["language"]) if data.get("language") else None
    yield "schema:wordCount", Literal(str(int(data["words"])), datatype=INTEGER) if "words" in data else None
    yield "ent:document", text(data["doc"])
    yield "ent:number", Literal(str(int(data["number"])), datatype=INTEGER)
    yield "ent:sha256", text(data["sha256"])


def memberships(graph: nx.MultiDiGraph[str]) -> Iterator[Subject]:
    """Who holds which office, and which country or body is a member of what."""
    for member, body, data in graph.edges(data=True):
        if data.get("role") in ("post", "member_of"):
            title = data.get("title") or ""
            key = digest("membership", member, body, data["role"], fold(title))
            yield node(key, prefix="mbr"), _membership(graph, (member, body), data, title)


def _membership(graph: nx.MultiDiGraph[str], ends: tuple[str, str], data: Mapping[str, Any], title: str) -> Properties:
    member, body = ends
    yield "rdf:type", term("org:Membership")
    yield "org:member", node(member)
    yield "org:organization", node(body)
    yield "org:role", node(slug(title), prefix="rol") if title else None
    articles = graph.graph.get("articles", {})
    days = [bounds(articles.get(quote["article"], {}).get("published")) for quote in data["evidence"]]
    known = [span for span in days if span]
    if known:
        yield "ent:firstSeen", Literal(min(first for first, _ in known), datatype=DAY)
        yield "ent:lastSeen", Literal(max(last for _, last in known), datatype=DAY)
    triple = (member, STATES[data["role"]], body)
    said = sorted((-quote["confidence"], statement_id(graph, quote, triple)) for quote in data["evidence"])
    yield "ent:bestStatement", node(said[0][1], prefix="stm") if said else None
    for _, key in said:
        yield "prov:wasDerivedFrom", node(key, prefix="stm")


def posts(graph: nx.MultiDiGraph[str]) -> Iterator[Subject]:
    """Offices and the roles that they, and memberships, are called by. Spellings that differ in case are one."""
    names: dict[NamedNode, set[str]] = defaultdict(set)
    own: dict[NamedNode, list[tuple[str, NamedNode | Literal | None]]] = defaultdict(list)
    for member, body, data in graph.edges(data=True):
        title = data.get("title")
        if title and data.get("role") in ("post", "member_of"):
            role = node(slug(title), prefix="rol")
            names[role].add(title)
            own[role] = [("rdf:type", term("org:Role"))]
            if data["role"] == "post":
                post = node(digest("post", body, fold(title)), prefix="pst")
                names[post].add(title)
                own[post] += [("rdf:type", term("org:Post")), ("org:role", role)]
                own[post] += [("org:postIn", node(body)), ("org:heldBy", node(member))]
    for thing, titles in names.items():
        yield thing, [*own[thing], *_names(titles)]


def concepts(graph: nx.MultiDiGraph[str]) -> Iterator[Subject]:
    """Topics, event codes and amounts of all events."""
    topics: dict[NamedNode, set[str]] = defaultdict(set)
    codes: dict[NamedNode, tuple[str, str]] = {}
    amounts: dict[NamedNode, set[str]] = defaultdict(set)
    for _, data in graph.nodes(data=True):
        for words in data.get("topics") or ():
            topics[topic(words)].add(words)
        for scheme in ("plover", "cameo"):
            if data.get(scheme):
                codes[node(data[scheme], prefix=scheme)] = (scheme, data[scheme])
        if data.get("amount"):
            amounts[_amount(data["amount"])].add(data["amount"])
    concept = ("rdf:type", term("skos:Concept"))
    for thing, labels in topics.items():
        yield thing, [concept, *_names(labels)]
    for thing, (scheme, code) in codes.items():
        names = [("skos:prefLabel", text(code)), ("skos:notation", text(code))]
        yield thing, [concept, *names, ("skos:inScheme", term(f"ent:{scheme}"))]
    for thing, written in amounts.items():
        yield thing, _money(min(written))


def _names(labels: set[str]) -> Iterator[tuple[str, Literal]]:
    """The first in sorted order is the name, the others are further names."""
    first, *others = sorted(labels)
    yield "skos:prefLabel", text(first)
    for other in others:
        yield "skos:altLabel", text(other)


def _amount(written: str) -> NamedNode:
    return node(digest("amount", fold(written)), prefix="amt")


def _money(written: str) -> Properties:
    yield "rdf:type", term("schema:MonetaryAmount")
    yield "ent:amountText", text(written)
    value, currency = parse_amount(written)
    yield "schema:value", number(value) if value is not None else None
    yield "schema:currency", text(currency) if currency else None
