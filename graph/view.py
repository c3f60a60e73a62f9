"""What the explorer page shows of a graph: numbered entities, facts, quotes, edges, and the drawn network in pyvis.

Reads a graph and changes nothing. The page is one step further on (to_html.py); nothing here knows HTML.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Any

from extract.records import content_id
from graph.edges import BETWEEN, SYMMETRIC_RELATIONS, TOWARDS, BinaryEdge, Evidence, binary_edges
from graph.layout import positions
from graph.look import Look

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

Json = dict[str, Any]

DASHES: Mapping[str, list[int]] = {"planned": [9, 6], "proposed": [2, 6]}


@dataclass(frozen=True, slots=True)
class View:
    """`data` is JSON-ready and complete; `network` holds the part of it that is drawn.

    Numbers of entities in `data` are the node ids of `network`; numbers of edges are its edge ids.
    """

    data: Json
    network: Network


@dataclass(slots=True)
class _Table:
    """Rows that are written once and named by their number from then on."""

    rows: list[Json] = field(default_factory=list)
    numbers: dict[tuple[object, ...], int] = field(default_factory=dict)

    def number(self, key: tuple[object, ...], row: Json) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.rows)
            self.rows.append({name: value for name, value in row.items() if value not in (None, "", [], ())})
        return self.numbers[key]


def make_view(graph: nx.MultiDiGraph[str], *, look: Look, most: int) -> View:
    """The view of a graph, with at most `most` entities drawn: those whose ties are told most often.

    Entities without a tie are in the data, so that they can be found, and are not drawn.
    """
    edges = binary_edges(graph)
    weights = _weights(edges)
    keys = sorted((k for k, d in graph.nodes(data=True) if d.get("kind") == "entity"), key=lambda k: (-weights[k], k))
    numbers = {key: number for number, key in enumerate(keys)}
    facts, quotes = _Table(), _Table()
    articles = {key: number for number, key in enumerate(graph.graph["articles"])}
    for key in sorted(graph):
        node = graph.nodes[key]
        if node.get("kind") == "event":
            facts.number((key,), _event(graph, key, node, numbers, _quoted(node["evidence"], quotes, articles)))
    rows = [_edge(edge, numbers, facts, _quoted(edge.evidence, quotes, articles)) for edge in edges]
    network = _network([graph.nodes[key] for key in keys], rows, [weights[key] for key in keys], look=look, most=most)
    data: Json = {
        "look": look.model_dump(exclude_none=True),
        "counts": _counts(graph, edges, weights, network),
        "articles": [_article(article) for article in graph.graph["articles"].values()],
        "entities": [_entity(key, graph.nodes[key], weights[key]) for key in keys],
        "facts": facts.rows,
        "quotes": quotes.rows,
        "edges": rows,
    }
    return View(data=data, network=network)


def _weights(edges: Iterable[BinaryEdge]) -> Counter[str]:
    """How often ties of each entity are told: one for each edge and article that states it."""
    weights: Counter[str] = Counter()
    for edge in edges:
        if not edge.roll_up:
            told = len({quote["article"] for quote in edge.evidence}) or 1
            weights[edge.source] += told
            weights[edge.target] += told
    return weights


def _counts(
    graph: nx.MultiDiGraph[str], edges: Sequence[BinaryEdge], weights: Mapping[str, int], network: Network
) -> dict[str, int]:
    kinds = Counter(str(data.get("kind")) for _, data in graph.nodes(data=True))
    tied = sum(1 for weight in weights.values() if weight)
    return {
        "articles": len(graph.graph["articles"]),
        "entities": kinds["entity"],
        "events": kinds["event"],
        "ties": sum(not edge.roll_up for edge in edges),
        "drawn": len(network.nodes),
        "drawn_ties": sum("hidden" not in edge for edge in network.edges),
        "untied": kinds["entity"] - tied,
        "left_out": tied - len(network.nodes),
    }


def _article(article: Mapping[str, Any]) -> Json:
    names = ("id", "doc", "number", "title", "published", "url")
    return {name: article[name] for name in names if article.get(name) is not None}


def _entity(key: str, data: Mapping[str, Any], weight: int) -> Json:
    row: Json = {"key": key, "type": data["type"], "label": data["label"], "weight": weight}
    extra = {name: data.get(name) for name in ("aliases", "country", "wikidata")}
    return row | {name: value for name, value in extra.items() if value} | {"articles": len(data.get("articles", ()))}


def _quoted(evidence: Iterable[Evidence], quotes: _Table, articles: Mapping[str, int]) -> list[int]:
    """The numbers of these quotes."""
    numbers = []
    for said in evidence:
        key = (said["article"], said["start"], said["end"], said["rule"], said["quote"], said["confidence"])
        row: Json = {"article": articles[said["article"]], "quote": said["quote"], "start": said["start"]}
        row |= {"confidence": said["confidence"], "rule": said["rule"]}
        numbers.append(quotes.number(key, row))
    return numbers


def _event(
    graph: nx.MultiDiGraph[str], key: str, data: Mapping[str, Any], numbers: Mapping[str, int], quotes: list[int]
) -> Json:
    ends: dict[str, list[int]] = defaultdict(list)
    for _, end, role in graph.out_edges(key, keys=True):
        ends[role].append(numbers[end])
    who, whom = sorted(ends["agent"]), sorted(ends["target"])
    kind = str(data["type"])
    relation = BETWEEN[kind] if kind in BETWEEN and not whom and len(who) > 1 else TOWARDS[kind]
    row: Json = {"event": key, "relation": relation, "who": who, "whom": whom}
    row |= {name: data.get(name) for name in ("status", "date", "date_text", "date_min", "mode", "amount")}
    row |= {"topics": list(data.get("topics") or ()), "place": numbers.get(str(data.get("place")))}
    return row | {"confidence": data.get("confidence"), "quotes": quotes}


def _edge(edge: BinaryEdge, numbers: Mapping[str, int], facts: _Table, quotes: list[int]) -> Json:
    source, target = numbers[edge.source], numbers[edge.target]
    ident = content_id(edge.relation, edge.source, edge.target, edge.event, edge.title, str(edge.roll_up))
    if edge.event is None:
        row: Json = {"relation": edge.relation, "who": [source], "whom": [target], "status": edge.status or "held"}
        row |= {"title": edge.title, "confidence": edge.confidence, "quotes": quotes}
        fact = facts.number((ident,), row)
    else:
        fact = facts.numbers[(edge.event,)]
    out: Json = {"id": ident, "source": source, "target": target, "relation": edge.relation, "fact": fact}
    if facts.rows[fact].get("quotes", []) != quotes:
        out["quotes"] = quotes
    return out | ({"roll_up": True} if edge.roll_up else {}) | {"status": edge.status or "held"}


def _network(
    entities: Sequence[Mapping[str, Any]], rows: Sequence[Json], weights: Sequence[int], *, look: Look, most: int
) -> Network:
    """The drawn part: entities 0..most-1 that have a tie to another of them, and the edges between these."""
    # Here and not above: pyvis brings IPython, half a second that a command which draws nothing should not wait.
    from pyvis.edge import Edge
    from pyvis.network import Network

    within = [(n, row) for n, row in enumerate(rows) if row["source"] < most and row["target"] < most]
    direct = [(row["source"], row["target"]) for _, row in within if not row.get("roll_up")]
    drawn = sorted({end for pair in direct for end in pair})
    place = {number: index for index, number in enumerate(drawn)}
    sizes = [size(weights[number]) for number in drawn]
    points = positions(len(drawn), [(place[a], place[b]) for a, b in direct], sizes=sizes)
    network = Network(directed=True)
    shapes = {row.type: row.shape for row in look.types}
    for number, radius, (x, y) in zip(drawn, sizes, points, strict=True):
        kind = entities[number]["type"]
        network.add_node(number, label=entities[number]["label"], shape=shapes[kind], group=kind, size=radius, x=x, y=y)
    families = {row.relation: row.family for row in look.relations}
    shown = [(n, row) for n, row in within if row["source"] in place and row["target"] in place]
    for (number, row), bend in zip(shown, _bends([row for _, row in shown]), strict=True):
        # Not network.add_edge: it searches a list of all nodes and edges for each edge.
        options = _line(row, families[row["relation"]], bend)
        network.edges.append(Edge(row["source"], row["target"], True, id=number, **options).options)
    return network


def size(weight: int) -> float:
    """Radius of a node in page units; its area grows with its weight."""
    return round(min(7 + 2.1 * sqrt(weight), 40), 1)


def _line(row: Json, family: str, bend: float) -> Json:
    """Options of one edge, as far as they differ from what the page sets for all."""
    arrows = [] if row["relation"] in SYMMETRIC_RELATIONS else ["to"]
    # The page draws the middle arrow as a bar: what is denied is struck through.
    arrows += ["middle"] if row["status"] == "denied" else []
    options: Json = {"arrows": ";".join(arrows), "width": 1.0 if family == "standing" else 1.6}
    if bend:
        kind = "curvedCW" if bend > 0 else "curvedCCW"
        options["smooth"] = {"enabled": True, "type": kind, "roundness": abs(bend)}
    if row["status"] in DASHES:
        options["dashes"] = DASHES[row["status"]]
    return options | ({"hidden": True} if row.get("roll_up") else {})


def _bends(rows: Sequence[Json]) -> list[float]:
    """How far to bend each edge so that edges between the same two nodes fan out: 0, then left and right by turns.

    A positive bend is clockwise seen from the edge's source, as vis-network counts.
    """
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, row in sorted(enumerate(rows), key=lambda item: bool(item[1].get("roll_up"))):
        pairs[min(row["source"], row["target"]), max(row["source"], row["target"])].append(index)
    bends = [0.0] * len(rows)
    for (low, _), members in pairs.items():
        step = min(0.16, 0.9 / len(members))
        # An odd number leaves a straight one in the middle, an even number does not.
        shift = 0.0 if len(members) % 2 else 0.5
        for rank, index in enumerate(members):
            side = (rank + 1) // 2 * (1 if rank % 2 else -1) if not shift else (rank // 2 + shift) * (-1) ** rank
            bends[index] = round(side * step * (1 if rows[index]["source"] == low else -1), 3)
    return bends
