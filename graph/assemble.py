"""From what articles say to one graph: entities and events are nodes, roles and states are edges, evidence on each edge.

A pure function. Nodes, edges and every list inside them are put in sorted order, so that two runs over the same
extractions, in whatever order they come, give graphs that are written as the same bytes. Text is cleaned here once
(lone surrogates, control characters in names), so writers may take it as Unicode; markup in it stays, and is theirs to escape.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extract.records import Article, Extraction, State
from graph.dates import bounds
from graph.keys import clean, whole
from graph.knowledge import KnowledgeGraph
from graph.merge_events import Evidence, Happening, evidence, merge_events
from graph.resolve import Links, Thing, resolve, unique

_SHOWN_PARTIES = 4


def assemble(extractions: Iterable[Extraction]) -> KnowledgeGraph:
    """The graph of all extractions.

    An article given twice counts once. A state whose two ends turn out to be one thing is left out: it says nothing.
    """
    articles = unique(extractions)
    links = resolve(articles)
    graph = KnowledgeGraph(name="entente", articles={one.article.id: _article(one.article) for one in articles})
    labels = {thing.key: thing.label for thing in links.things}
    for thing in links.things:
        graph.add_node(thing.key, **_entity(thing))
    happenings = merge_events(articles, links)
    for happening in happenings:
        graph.add_node(happening.key, **_event(happening, labels))
    edges = [*_roles(happenings), *_states(articles, links)]
    for source, target, key, data in sorted(edges, key=lambda edge: edge[:3]):
        graph.add_edge(source, target, key=key, **data)
    return graph


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "doc": clean(article.doc),
        "number": article.number,
        "title": clean(article.title),
        "published": article.published if bounds(article.published) else None,
        "url": clean(article.url) if article.url else None,
        "language": clean(article.language),
        "sha256": hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "words": len(article.text.split()),
        "text": whole(article.text),
    }


def _entity(thing: Thing) -> dict[str, Any]:
    return {
        "kind": "entity",
        "type": thing.type,
        "label": thing.label,
        "aliases": list(thing.aliases),
        "country": thing.country,
        "wikidata": thing.wikidata,
        "articles": sorted({member.article for member in thing.members}),
        "merged": [
            {"article": member.article, "entity": clean(member.entity), "why": member.why} for member in thing.members
        ],
    }


def _event(happening: Happening, labels: Mapping[str, str]) -> dict[str, Any]:
    first_last = bounds(happening.date)
    return {
        "kind": "event",
        "type": happening.type,
        "label": _label(happening, labels),
        "status": happening.status,
        "date": happening.date,
        "date_text": happening.date_text,
        "date_min": first_last[0] if first_last else None,
        "date_max": first_last[1] if first_last else None,
        "place": happening.place,
        "mode": happening.mode,
        "topics": list(happening.topics),
        "amount": happening.amount,
        "confidence": happening.confidence,
        "plover": happening.plover,
        "cameo": happening.cameo,
        "evidence": _dicts(happening.evidence),
    }


def _label(happening: Happening, labels: Mapping[str, str]) -> str:
    """ "visit: A -> B (2024-03)": parties in the order of their names, the fifth and later ones counted."""
    sides = [_names([labels[key] for key in side]) for side in (happening.agents, happening.targets) if side]
    when = f" ({happening.date})" if happening.date else ""
    return f"{happening.type}: {' -> '.join(sides)}{when}"


def _names(names: list[str]) -> str:
    names = sorted(names)
    more = len(names) - _SHOWN_PARTIES
    return ", ".join(names[:_SHOWN_PARTIES]) + (f" and {more} more" if more > 0 else "")


def _dicts(quotes: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [dict(quote.as_dict()) for quote in quotes]


Edge = tuple[str, str, str, dict[str, Any]]


def _roles(happenings: Iterable[Happening]) -> Iterable[Edge]:
    for one in happenings:
        for role, ends in (("agent", one.agents), ("target", one.targets)):
            for end in ends:
                yield one.key, end, role, {"role": role, "evidence": _dicts(one.evidence)}
        if one.place:
            yield one.key, one.place, "place", {"role": "place", "evidence": _dicts(one.place_evidence)}


def _states(articles: Sequence[Extraction], links: Links) -> Iterable[Edge]:
    keys = links.keys()
    found: dict[tuple[str, str, str, str], list[tuple[State, Evidence]]] = defaultdict(list)
    for extraction in articles:
        article = extraction.article.id
        for state in extraction.states:
            head, tail = keys[article, state.head], keys[article, state.tail]
            if head != tail:
                said = evidence(article, state)
                found[head, tail, state.type, clean(state.title or "").casefold()].append((state, said))
    for (head, tail, kind, _), said_by in sorted(found.items()):
        titles = Counter(clean(state.title) for state, _ in said_by if state.title)
        title = min(titles, key=lambda one: (-titles[one], one)) if titles else None
        quotes = sorted({quote for _, quote in said_by})
        data = {
            "role": kind,
            "title": title or None,
            "confidence": max(quote.confidence for quote in quotes),
            "evidence": _dicts(quotes),
        }
        yield head, tail, f"{kind}:{title}" if title else kind, data
