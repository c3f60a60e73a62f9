"""The binary view of the graph: who did what with whom, one edge per pair. Reads a graph, changes nothing.

An event with its roles is the truth; these edges are derived from it for pictures, paths and one-line queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypedDict

from extract.records import SYMMETRIC

if TYPE_CHECKING:
    import networkx as nx


class Evidence(TypedDict):
    """One quote that states an edge: `start` and `end` are offsets into the text of the article with that id."""

    article: str
    quote: str
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class BinaryEdge:
    """`source` did `relation` to or with `target`. Both are keys of entity nodes of the graph.

    `event` is the key of the event node, None for a state; `title` is the office of a `holdsPostIn` or the role of a
    `memberOf`. `roll_up` marks an edge between countries that was derived from the parties that represent them.
    `date` is None or YYYY, YYYY-MM, YYYY-MM-DD; `place` a node key or None; `evidence` sorted by article and offset.
    """

    source: str
    target: str
    relation: str
    event: str | None
    status: str
    date: str | None
    title: str | None
    place: str | None
    topics: tuple[str, ...]
    confidence: float
    evidence: tuple[Evidence, ...]
    roll_up: bool = False


# Between two parties of one event: the name of the relation when both are on one side (symmetric, source < target).
BETWEEN: Mapping[str, str] = {
    "meet": "met",
    "sign": "signedWith",
    "agree": "agreedWith",
    "negotiate": "negotiatedWith",
    "dispute": "disputedWith",
    "trade": "tradedWith",
}
# From an agent to a target.
TOWARDS: Mapping[str, str] = {
    "meet": "met",
    "visit": "visited",
    "attend": "attended",
    "host": "hosted",
    "sign": "signed",
    "agree": "agreedOn",
    "negotiate": "negotiated",
    "establish": "established",
    "join": "joined",
    "invest": "investedIn",
    "aid": "aided",
    "request": "requestedOf",
    "praise": "praised",
    "criticize": "criticized",
    "restrict": "restricted",
    "ease": "eased",
    "dispute": "disputedWith",
    "withdraw": "withdrewFrom",
    "trade": "suppliedTo",
}
STATES: Mapping[str, str] = {
    "post": "holdsPostIn",
    "part_of": "partOf",
    "based_in": "basedIn",
    "member_of": "memberOf",
}
# Types that can stand for a country, as a person does for the state whose minister he is.
PARTIES: frozenset[str] = frozenset({"Person", "Organization", "Country", "Place"})
# Relations whose two ends are interchangeable; in this view their source sorts before their target.
SYMMETRIC_RELATIONS: frozenset[str] = frozenset({"met", "signedWith", "agreedWith", "negotiatedWith", "tradedWith"})


def relation_names() -> tuple[str, ...]:
    """Every relation name that an edge can carry, sorted."""
    return tuple(sorted({*BETWEEN.values(), *TOWARDS.values(), *STATES.values()}))


def binary_edges(graph: nx.MultiDiGraph[str]) -> list[BinaryEdge]:
    """All binary edges of the graph, sorted by source, target, relation, event, date and title.

    Events of every status give edges (look at `status`); only held ones also give an edge between the countries
    that their parties represent, and only where both countries are nodes of the graph.
    """
    edges = [*_event_edges(graph), *_state_edges(graph)]
    return sorted(edges, key=_order)


def country_keys(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Country code -> key of the Country node that carries it (the first in sorted order)."""
    found: dict[str, str] = {}
    for key in sorted(graph):
        data = graph.nodes[key]
        if data.get("type") == "Country" and data.get("country"):
            found.setdefault(str(data["country"]), key)
    return found


def represented(graph: nx.MultiDiGraph[str], key: str, countries: Mapping[str, str]) -> str | None:
    """The key of the country that this party is or stands for; None for things and for parties of no known country."""
    data = graph.nodes[key]
    if data.get("type") == "Country":
        return key
    return countries.get(str(data.get("country"))) if data.get("type") in PARTIES else None


def _event_edges(graph: nx.MultiDiGraph[str]) -> Iterator[BinaryEdge]:
    countries = country_keys(graph)
    for key, data in graph.nodes(data=True):
        if data.get("kind") == "event":
            direct = list(_direct(graph, key, data))
            yield from direct
            if data["status"] == "held":
                yield from _roll_up(graph, direct, countries)


def _direct(graph: nx.MultiDiGraph[str], event: str, data: dict[str, Any]) -> Iterator[BinaryEdge]:
    sides: dict[str, dict[str, list[Evidence]]] = {"agent": {}, "target": {}}
    for end, roles in graph.succ[event].items():
        for role, edge in roles.items():
            if role in sides:
                sides[str(role)][end] = edge.get("evidence", [])
    agents, targets = sides["agent"], sides["target"]
    kind = str(data["type"])
    if kind in SYMMETRIC or (kind in BETWEEN and not targets):
        for one, other in combinations(sorted(agents), 2):
            quotes = _shared(agents[one], agents[other], data["evidence"])
            yield _edge(one, other, BETWEEN[kind], event, data, quotes)
    relation = TOWARDS[kind]
    for agent in agents:
        for target in targets:
            if agent != target:
                quotes = _shared(agents[agent], targets[target], data["evidence"])
                ends = sorted((agent, target)) if relation in SYMMETRIC_RELATIONS else [agent, target]
                yield _edge(ends[0], ends[1], relation, event, data, quotes)


def _edge(
    source: str, target: str, relation: str, event: str, data: dict[str, Any], quotes: tuple[Evidence, ...]
) -> BinaryEdge:
    return BinaryEdge(
        source=source,
        target=target,
        relation=relation,
        event=event,
        status=data["status"],
        date=data.get("date"),
        title=None,
        place=data.get("place"),
        topics=tuple(data.get("topics") or ()),
        confidence=max((q["confidence"] for q in quotes), default=data.get("confidence", 0.0)),
        evidence=quotes,
    )


def _shared(one: list[Evidence], other: list[Evidence], whole: list[Evidence]) -> tuple[Evidence, ...]:
    """The quotes that name both ends; where an event was told twice, one telling may lack a party."""
    both = [quote for quote in one if quote in other]
    return _sorted(both or whole)


def _roll_up(
    graph: nx.MultiDiGraph[str], direct: list[BinaryEdge], countries: Mapping[str, str]
) -> Iterator[BinaryEdge]:
    """One edge per relation and pair of countries of one event, unless the countries themselves are its parties."""
    said = {(e.source, e.target, e.relation) for e in direct}
    pairs: dict[tuple[str, str, str], list[BinaryEdge]] = {}
    for edge in direct:
        if graph.nodes[edge.source].get("type") not in PARTIES or graph.nodes[edge.target].get("type") not in PARTIES:
            continue
        source, target = (represented(graph, end, countries) for end in (edge.source, edge.target))
        if source is None or target is None or source == target:
            continue
        if edge.relation in SYMMETRIC_RELATIONS:
            source, target = sorted((source, target))
        if (source, target, edge.relation) not in said:
            pairs.setdefault((source, target, edge.relation), []).append(edge)
    for (source, target, relation), under in pairs.items():
        first = under[0]
        yield BinaryEdge(
            source=source,
            target=target,
            relation=relation,
            event=first.event,
            status=first.status,
            date=first.date,
            title=None,
            place=first.place,
            topics=first.topics,
            confidence=max(edge.confidence for edge in under),
            evidence=_sorted(quote for edge in under for quote in edge.evidence),
            roll_up=True,
        )


def _state_edges(graph: nx.MultiDiGraph[str]) -> Iterator[BinaryEdge]:
    for head, tail, data in graph.edges(data=True):
        if data.get("role") in STATES:
            yield BinaryEdge(
                source=head,
                target=tail,
                relation=STATES[data["role"]],
                event=None,
                status="held",
                date=None,
                title=data.get("title"),
                place=None,
                topics=(),
                confidence=data.get("confidence", 0.0),
                evidence=_sorted(data.get("evidence", [])),
            )


def _sorted(quotes: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The quotes in order, each once."""
    once = {(q["article"], q["start"], q["end"], q["rule"]): q for q in quotes}
    return tuple(once[key] for key in sorted(once))


def _order(edge: BinaryEdge) -> tuple[str, str, str, str, str, str, bool]:
    return (
        edge.source,
        edge.target,
        edge.relation,
        edge.event or "",
        edge.date or "",
        edge.title or "",
        edge.roll_up,
    )
