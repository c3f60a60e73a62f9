"""The binary view: which edges an event gives, and which it must not give. Works on hand-built graphs only."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from graph_fixture import BODIES, DENIAL, MEETING, MOU, PEOPLE, PLEDGE, SIGNING, VISIT, quote, small_graph

from extract.records import EVENT_TYPES, STATE_TYPES, SYMMETRIC
from graph.edges import BETWEEN, STATES, SYMMETRIC_RELATIONS, TOWARDS, BinaryEdge, binary_edges, relation_names


def edges_of(graph: nx.MultiDiGraph[str], event: str | None) -> list[tuple[str, str, str, bool]]:
    return [(e.source, e.relation, e.target, e.roll_up) for e in binary_edges(graph) if e.event == event]


def happening(kind: str, agents: list[str], targets: list[str], *, status: str = "held") -> nx.MultiDiGraph[str]:
    """The entities of the small graph with one event between them and nothing else."""
    graph = small_graph()
    graph.remove_nodes_from([key for key, data in list(graph.nodes(data=True)) if data["kind"] == "event"])
    graph.remove_edges_from(list(graph.edges(keys=True)))
    said = [quote("a1", "Deputy Minister Yang Byeong-nae met")]
    graph.add_node("evt:1", kind="event", type=kind, label="x", status=status, evidence=said, confidence=0.8)
    for role, ends in (("agent", agents), ("target", targets)):
        for end in ends:
            graph.add_edge("evt:1", end, key=role, role=role, evidence=said)
    return graph


def test_every_type_of_event_and_state_has_a_relation() -> None:
    assert set(TOWARDS) == set(EVENT_TYPES)
    assert set(BETWEEN) >= SYMMETRIC
    assert set(STATES) == set(STATE_TYPES)


def test_every_relation_is_named_once_in_the_list_of_names() -> None:
    assert set(relation_names()) == {*TOWARDS.values(), *BETWEEN.values(), *STATES.values()}
    assert list(relation_names()) == sorted(set(relation_names()))


def test_a_meeting_gives_one_edge_per_pair_with_the_smaller_key_first() -> None:
    three = [PEOPLE["yang"], PEOPLE["durand"], PEOPLE["roe"]]
    pairs = [edge for edge in edges_of(happening("meet", three, []), "evt:1") if not edge[3]]
    assert pairs == [
        (PEOPLE["roe"], "met", PEOPLE["durand"], False),
        (PEOPLE["roe"], "met", PEOPLE["yang"], False),
        (PEOPLE["durand"], "met", PEOPLE["yang"], False),
    ]


def test_a_signing_ties_the_parties_to_each_other_and_each_to_the_instrument() -> None:
    assert edges_of(small_graph(), SIGNING) == [
        (BODIES["dfc"], "signed", MOU, False),
        (BODIES["dfc"], "signedWith", BODIES["mot"], False),
        (BODIES["mot"], "signed", MOU, False),
        ("cty:fr", "signedWith", "cty:kr", True),
    ]


def test_a_visit_goes_from_the_visitor_to_the_place_and_not_back() -> None:
    assert edges_of(small_graph(), VISIT) == [(PEOPLE["yang"], "visited", "cty:ca", False)]


@pytest.mark.parametrize(("kind", "relation"), [("trade", "tradedWith"), ("dispute", "disputedWith")])
def test_without_targets_the_parties_of_a_deal_or_dispute_stand_against_each_other(kind: str, relation: str) -> None:
    assert edges_of(happening(kind, ["cty:kr", "cty:ca"], []), "evt:1") == [("cty:ca", relation, "cty:kr", False)]


def test_a_deal_with_a_buyer_is_directed() -> None:
    found = edges_of(happening("trade", ["cty:kr"], ["cty:ca"]), "evt:1")
    assert found == [("cty:kr", "suppliedTo", "cty:ca", False)]


def test_agents_of_a_directed_event_are_not_tied_to_each_other() -> None:
    found = edges_of(happening("restrict", ["cty:kr", "cty:ca"], ["cty:fr"]), "evt:1")
    assert found == [("cty:ca", "restricted", "cty:fr", False), ("cty:kr", "restricted", "cty:fr", False)]


def test_an_event_with_one_party_gives_no_edge() -> None:
    assert edges_of(happening("invest", ["cty:kr"], []), "evt:1") == []


def test_a_party_is_never_tied_to_itself() -> None:
    assert edges_of(happening("praise", ["cty:kr"], ["cty:kr"]), "evt:1") == []


# ---------------------------------------------------------------- from parties to countries


def test_a_held_meeting_of_two_ministers_is_rolled_up_to_their_countries() -> None:
    edge = next(e for e in binary_edges(small_graph()) if e.event == MEETING and e.roll_up)
    assert (edge.source, edge.relation, edge.target) == ("cty:fr", "met", "cty:kr")
    assert (edge.date, edge.confidence, len(edge.evidence)) == ("2024-03-05", 0.9, 2)


@pytest.mark.parametrize("status", ["planned", "proposed", "denied"])
def test_what_did_not_happen_is_not_rolled_up(status: str) -> None:
    graph = happening("meet", [PEOPLE["yang"], PEOPLE["durand"]], [], status=status)
    assert edges_of(graph, "evt:1") == [(PEOPLE["durand"], "met", PEOPLE["yang"], False)]
    assert binary_edges(graph)[0].status == status


def test_parties_of_one_country_are_not_rolled_up() -> None:
    graph = happening("meet", [PEOPLE["roe"], PEOPLE["durand"]], [])
    assert [edge for edge in edges_of(graph, "evt:1") if edge[3]] == []


def test_a_pair_of_countries_that_is_told_itself_is_not_rolled_up_again() -> None:
    graph = happening("meet", [PEOPLE["yang"], PEOPLE["durand"], "cty:kr", "cty:fr"], [])
    assert ("cty:fr", "met", "cty:kr", False) in edges_of(graph, "evt:1")
    assert ("cty:fr", "met", "cty:kr", True) not in edges_of(graph, "evt:1")


def test_two_pairs_of_parties_give_one_roll_up() -> None:
    graph = happening("sign", [PEOPLE["yang"], BODIES["mot"], PEOPLE["durand"]], [])
    assert [edge for edge in edges_of(graph, "evt:1") if edge[3]] == [("cty:fr", "signedWith", "cty:kr", True)]


def test_an_agreement_or_occasion_represents_no_country() -> None:
    graph = happening("join", [PEOPLE["yang"]], [MOU])
    graph.nodes[MOU]["country"] = "FR"
    assert [edge for edge in edges_of(graph, "evt:1") if edge[3]] == []


def test_a_country_that_is_no_node_is_not_rolled_up_to() -> None:
    graph = happening("meet", [PEOPLE["yang"], PEOPLE["durand"]], [])
    graph.remove_node("cty:fr")
    assert edges_of(graph, "evt:1") == [(PEOPLE["durand"], "met", PEOPLE["yang"], False)]


# ---------------------------------------------------------------- evidence, states, order


def test_an_edge_keeps_the_quotes_that_name_both_its_ends() -> None:
    graph = happening("meet", [PEOPLE["yang"], PEOPLE["durand"]], [])
    other = quote("a2", "Minister Durand met Deputy Minister Yang")
    graph.nodes["evt:1"]["evidence"].append(other)
    graph.edges["evt:1", PEOPLE["yang"], "agent"]["evidence"] = [other]
    graph.edges["evt:1", PEOPLE["durand"], "agent"]["evidence"] = list(graph.nodes["evt:1"]["evidence"])
    direct = next(edge for edge in binary_edges(graph) if not edge.roll_up)
    assert direct.evidence == (other,)


def test_where_no_quote_names_both_ends_the_events_own_quotes_stand() -> None:
    graph = happening("meet", [PEOPLE["yang"], PEOPLE["durand"]], [])
    graph.edges["evt:1", PEOPLE["yang"], "agent"]["evidence"] = []
    assert binary_edges(graph)[0].evidence == tuple(graph.nodes["evt:1"]["evidence"])


def test_a_post_keeps_its_title_and_a_standing_fact_has_no_event() -> None:
    posts = [e for e in binary_edges(small_graph()) if e.relation == "holdsPostIn" and e.source == PEOPLE["yang"]]
    assert [(e.target, e.title, e.event, e.status, e.roll_up) for e in posts] == [
        (BODIES["mot"], "Deputy Minister", None, "held", False)
    ]


def test_edges_do_not_depend_on_the_order_in_which_the_graph_was_built() -> None:
    graph = small_graph()
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert binary_edges(turned) == binary_edges(graph)


def test_edges_are_sorted_and_their_ends_are_nodes() -> None:
    graph = small_graph()
    edges = binary_edges(graph)

    def key(edge: BinaryEdge) -> tuple[Any, ...]:
        return (edge.source, edge.target, edge.relation, edge.event or "")

    assert [key(e) for e in edges] == sorted(key(e) for e in edges)
    assert {end for e in edges for end in (e.source, e.target)} <= set(graph)
    assert all(e.source < e.target for e in edges if e.relation in SYMMETRIC_RELATIONS)
    assert {e.event for e in edges if e.event} >= {MEETING, SIGNING, VISIT, DENIAL, PLEDGE}
