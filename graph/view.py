"""What the explorer page shows of a graph: numbered entities, facts, quotes, paragraphs, edges, and the drawn network.

Reads a graph and changes nothing. The page is one step further on (to_html.py); nothing here knows HTML.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extract.records import content_id
from graph.arrange import MOST, Arrangement, arrange, places
from graph.drawing import network
from graph.edges import BETWEEN, PARTIES, SYMMETRIC_RELATIONS, TOWARDS, BinaryEdge, Evidence, binary_edges
from graph.groups import heads
from graph.look import Look
from graph.paragraphs import around, utf16
from graph.sectors import label, sectors_of, top_of
from graph.world import world

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

Json = dict[str, Any]


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


def make_view(graph: nx.MultiDiGraph[str], *, look: Look, most: int = MOST) -> View:
    """The view of a graph, with at most `most` entities drawn: those whose ties are told most often.

    Entities without a tie are in the data, so that they can be found, and are not drawn. What `settle` put somewhere
    (graph/arrange.py) is drawn there.
    """
    edges = binary_edges(graph)
    arranged = arrange(graph, edges, most=most, before=places(graph))
    numbers = {key: number for number, key in enumerate(arranged.keys)}
    facts, quoted = _Table(), _Quotes(graph.graph["articles"])
    for key in sorted(graph):
        node = graph.nodes[key]
        if node.get("kind") == "event":
            facts.number((key,), _event(graph, key, node, numbers, quoted(node["evidence"])))
    rows = [_edge(edge, numbers, facts, quoted(edge.evidence)) for edge in edges]
    entities = [_entity(graph, arranged, number) for number in range(len(arranged.keys))]
    drawn = network(arranged, entities, rows, look=look)
    used = sorted({sector for fact in facts.rows for sector in fact.get("sectors", ())})
    data: Json = {
        "look": look.model_dump(exclude_none=True),
        "counts": _counts(graph, edges, arranged, drawn),
        "articles": [_article(article) for article in graph.graph["articles"].values()],
        "entities": entities,
        "facts": facts.rows,
        "quotes": quoted.quotes.rows,
        "paragraphs": quoted.paragraphs.rows,
        "edges": rows,
        "groups": [{"heads": numbers} for numbers in heads(arranged.groups)],
        "sectors": {name: {"label": label(name), "top": label(top_of(name))} for name in used},
        "parties": sorted(PARTIES),
        "symmetric": sorted(SYMMETRIC_RELATIONS),
        "world": world().model_dump(mode="json"),
    }
    return View(data=data, network=drawn)


class _Quotes:
    """Quotes and the paragraphs they stand in, each once, numbered as they come."""

    def __init__(self, articles: Mapping[str, Mapping[str, Any]]) -> None:
        self.quotes, self.paragraphs = _Table(), _Table()
        self._articles = articles
        self._numbers = {key: number for number, key in enumerate(articles)}

    def __call__(self, evidence: Iterable[Evidence]) -> list[int]:
        """The numbers of these quotes."""
        return [self._number(said) for said in evidence]

    def _number(self, said: Evidence) -> int:
        key = (said["article"], said["start"], said["end"], said["rule"], said["quote"], said["confidence"])
        if key in self.quotes.numbers:
            return self.quotes.numbers[key]
        row: Json = {"article": self._numbers[said["article"]], "quote": said["quote"], "start": said["start"]}
        row |= {"confidence": said["confidence"], "rule": said["rule"]}
        return self.quotes.number(key, row | self._paragraph(said))

    def _paragraph(self, said: Evidence) -> Json:
        """Number of the paragraph, and where in it the quote begins in UTF-16 units; nothing where its text is not known."""
        text = self._articles[said["article"]].get("text") or ""
        start, end = said["start"], said["end"]
        if text[start:end] != said["quote"]:
            return {}
        place = around(text, start, end)
        if (place.start, place.end) == (start, end):
            return {}
        whole = text[place.start : place.end]
        row = {"text": whole, "cut_before": place.cut_before, "cut_after": place.cut_after}
        row = {name: value for name, value in row.items() if value is not False}
        number = self.paragraphs.number((said["article"], place.start, place.end), row)
        return {"paragraph": number, "at": utf16(text[place.start : start])}


def _counts(
    graph: nx.MultiDiGraph[str], edges: Sequence[BinaryEdge], arranged: Arrangement, drawn: Network
) -> dict[str, int]:
    kinds = Counter(str(data.get("kind")) for _, data in graph.nodes(data=True))
    tied = sum(1 for weight in arranged.weights if weight)
    return {
        "articles": len(graph.graph["articles"]),
        "entities": kinds["entity"],
        "events": kinds["event"],
        "ties": sum(not edge.roll_up for edge in edges),
        "drawn": len(drawn.nodes),
        "drawn_ties": sum("hidden" not in edge for edge in drawn.edges),
        "untied": kinds["entity"] - tied,
        "left_out": tied - len(drawn.nodes),
    }


def _article(article: Mapping[str, Any]) -> Json:
    names = ("id", "doc", "number", "title", "published", "url")
    return {name: article[name] for name in names if article.get(name) is not None}


def _entity(graph: nx.MultiDiGraph[str], arranged: Arrangement, number: int) -> Json:
    key = arranged.keys[number]
    data = graph.nodes[key]
    row: Json = {"key": key, "type": data["type"], "label": data["label"], "weight": arranged.weights[number]}
    extra = {name: data.get(name) for name in ("aliases", "country", "wikidata")}
    row |= {name: value for name, value in extra.items() if value}
    group = arranged.groups[number]
    return row | ({} if group is None else {"group": group}) | {"articles": len(data.get("articles", ()))}


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
    row |= {name: data.get(name) for name in ("status", "date", "date_text", "date_min", "date_max", "mode", "amount")}
    topics = list(data.get("topics") or ())
    row |= {"topics": topics, "sectors": list(sectors_of(topics)), "place": numbers.get(str(data.get("place")))}
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
