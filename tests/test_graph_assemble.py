"""The graph has the shape that writers, page and queries rely on, whatever the order of the articles."""

from __future__ import annotations

import hashlib
import re
from itertools import permutations
from typing import Any

import networkx as nx
import pytest
from records_fixture import accounts, entity, event, extraction, first_account, second_account, state

from graph.assemble import assemble

ENTITY_KEYS = ["aliases", "articles", "country", "kind", "label", "merged", "type", "wikidata"]
EVENT_KEYS = [
    "amount", "cameo", "confidence", "date", "date_max", "date_min", "date_text", "evidence", "kind", "label", "mode", "place", "plover",
    "status", "topics", "type",
]  # fmt: skip
EVIDENCE_KEYS = ["article", "confidence", "end", "quote", "rule", "start"]


@pytest.fixture(name="graph", scope="module")
def _graph() -> nx.MultiDiGraph[str]:
    return assemble(accounts())


def node(graph: nx.MultiDiGraph[str], label: str) -> str:
    """The key of the only node with that label."""
    (key,) = [key for key, data in graph.nodes(data=True) if data["label"] == label]
    return key


def test_every_node_has_the_attributes_of_its_kind(graph: nx.MultiDiGraph[str]) -> None:
    for key, data in graph.nodes(data=True):
        assert sorted(data) == (EVENT_KEYS if data["kind"] == "event" else ENTITY_KEYS)
        assert re.fullmatch(r"(per|bod|cty|plc|agr|occ|ini|evt):[a-z0-9-]+", key)


def test_every_edge_has_quotes_that_stand_in_their_article(graph: nx.MultiDiGraph[str]) -> None:
    texts = {one.article.id: one.article.text for one in accounts()}
    for _, _, key, data in graph.edges(keys=True, data=True):
        assert data["evidence"], key
        for quote in data["evidence"]:
            assert sorted(quote) == EVIDENCE_KEYS
            said = texts[quote["article"]][quote["start"] : quote["end"]]
            assert quote["quote"] == said.replace("\ud800", "\ufffd")
            assert 0 <= quote["confidence"] <= 1
        order = [(q["article"], q["start"], q["end"], q["rule"]) for q in data["evidence"]]
        assert order == sorted(order)


def test_roles_lead_from_events_to_entities_and_states_from_entity_to_entity(graph: nx.MultiDiGraph[str]) -> None:
    for source, target, key, data in graph.edges(keys=True, data=True):
        assert graph.nodes[target]["kind"] == "entity"
        if data["role"] in {"agent", "target", "place"}:
            assert graph.nodes[source]["kind"] == "event"
            assert key == data["role"]
            assert sorted(data) == ["evidence", "role"]
        else:
            assert graph.nodes[source]["kind"] == "entity"
            assert key == (f"{data['role']}:{data['title']}" if data["title"] else data["role"])
            assert sorted(data) == ["confidence", "evidence", "role", "title"]


def test_an_event_tells_what_when_and_how_sure(graph: nx.MultiDiGraph[str]) -> None:
    meeting = graph.nodes[node(graph, "meet: Ahn Dukgeun, Amina Yusuf (2031-05-05)")]
    assert (meeting["date_min"], meeting["date_max"], meeting["mode"]) == ("2031-05-05", "2031-05-05", "in_person")
    assert meeting["place"] == node(graph, "Seoul")
    assert meeting["confidence"] == 0.9
    assert len(meeting["evidence"]) == 2
    visit = graph.nodes[node(graph, "visit: Ahn Dukgeun -> Nairobi (2031-06)")]
    assert (visit["status"], visit["date_min"], visit["date_max"]) == ("planned", "2031-06-01", "2031-06-30")


def test_articles_are_told_with_the_hash_of_their_text(graph: nx.MultiDiGraph[str]) -> None:
    assert graph.graph["name"] == "entente"
    articles = graph.graph["articles"]
    assert list(articles) == sorted(one.article.id for one in accounts())
    first = first_account().article
    assert articles[first.id] == {
        "id": first.id, "doc": "first.txt", "number": 0, "title": "Seoul and Nairobi sign on nickel", "published": "2031-05-07",
        "url": "https://example.org/1", "language": "en", "sha256": hashlib.sha256(first.text.encode()).hexdigest(),
        "words": len(first.text.split()), "text": first.text,
    }  # fmt: skip


def test_a_thing_knows_its_articles_and_why_they_were_merged(graph: nx.MultiDiGraph[str]) -> None:
    ahn = graph.nodes[node(graph, "Ahn Dukgeun")]
    assert ahn["articles"] == sorted([first_account().article.id, second_account().article.id])
    assert ahn["aliases"] == ["Ahn", "Dukgeun Ahn"]
    assert [sorted(why) for why in ahn["merged"]] == [["article", "entity", "why"]] * 2


def everything(graph: nx.MultiDiGraph[str]) -> tuple[Any, ...]:
    return graph.graph, list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))


def test_the_order_of_articles_changes_nothing_not_even_the_order_of_nodes() -> None:
    first, *others = (everything(assemble(order)) for order in permutations(accounts()))
    for other in others:
        assert repr(other) == repr(first)


def test_two_titles_are_two_posts_and_two_spellings_of_one_title_are_one() -> None:
    def post(number: int, title: str) -> Any:
        text = f"Text {number}: Anna Roe is {title}."
        people = (entity("e1", "Person", "Anna Roe", "FR"), entity("e2", "Organization", "Acme", "FR"))
        return extraction(text, people, state(text, text, "post", "e1", "e2", title), doc=f"{number}.txt")

    graph = assemble(
        [post(1, "Trade Minister"), post(2, "trade minister"), post(3, "Trade  Minister"), post(4, "Chair")]
    )
    posts = {key: len(data["evidence"]) for _, _, key, data in graph.edges(keys=True, data=True)}
    assert posts == {"post:Trade Minister": 3, "post:Chair": 1}


def test_a_state_between_a_thing_and_itself_is_left_out() -> None:
    text = "MOTI, part of the Ministry of Trade and Industry (MOTI)."
    bodies = (
        entity("e1", "Organization", "MOTI", "KR"),
        entity("e2", "Organization", "Ministry of Trade and Industry", "KR", "MOTI"),
        entity("e3", "Organization", "Acme", "KR"),
    )
    said = state(text, text, "part_of", "e1", "e2"), state(text, text, "part_of", "e3", "e2")
    graph = assemble([extraction(text, bodies, *said)])
    assert [(graph.nodes[s]["label"], key) for s, _, key in graph.edges(keys=True)] == [("Acme", "part_of")]


def test_a_long_list_of_parties_is_counted_in_the_label() -> None:
    text = "Seven met."
    parties = tuple(entity(f"e{n}", "Person", f"Anna {letter}roe", "FR") for n, letter in enumerate("abcdefg"))
    graph = assemble([extraction(text, parties, event(text, text, "meet", " ".join(p.id for p in parties)))])
    assert node(graph, "meet: Anna aroe, Anna broe, Anna croe, Anna droe and 3 more")


def test_nothing_in_gives_an_empty_graph() -> None:
    graph = assemble([])
    assert (len(graph), graph.graph["articles"]) == (0, {})
