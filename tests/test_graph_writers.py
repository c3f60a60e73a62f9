"""GraphML and JSON: what is written can be read back, whatever names hold, and is the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records_fixture import HOSTILE, accounts, entity, event, extraction, state

from extract.errors import OutputError
from extract.records import Extraction, read_lines
from graph import to_graphml, to_json
from graph.assemble import assemble
from graph.workspace import write_all

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
HYPOTHESIS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Write: TypeAlias = "Callable[[nx.MultiDiGraph[str], Path], None]"


def told(name: str, other: str) -> Extraction:
    """An article in which these two names stand everywhere a document can put text."""
    text = f"{name} met {other}."
    parties = (entity("e1", "Organization", name, None, other), entity("e2", "Person", other, "KR"))
    said = (
        event(text, text, "meet", "e1 e2", date="2031-05-05", date_text=name, topics=(other,), amount=name, rule=other),
        state(text, text, "post", "e2", "e1", name),
    )
    return extraction(text, parties, *said, title=name, url=other, doc=name or "x")


def same(first: nx.MultiDiGraph[str], second: nx.MultiDiGraph[str]) -> bool:
    return (
        first.graph == second.graph
        and list(first.nodes(data=True)) == list(second.nodes(data=True))
        and list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))
    )


def test_json_reads_back_as_the_same_graph(tmp_path: Path) -> None:
    graph = assemble(accounts())
    to_json.write(graph, tmp_path / "graph.json")
    assert same(to_json.load(tmp_path / "graph.json"), graph)


def test_json_is_networkx_node_link_data(tmp_path: Path) -> None:
    graph = assemble(accounts())
    to_json.write(graph, tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    assert data == nx.node_link_data(graph, edges="edges")


@HYPOTHESIS
@given(ANY_TEXT, ANY_TEXT)
def test_json_carries_any_name(tmp_path: Path, name: str, other: str) -> None:
    graph = assemble([told(name, other)])
    to_json.write(graph, tmp_path / "graph.json")
    (tmp_path / "graph.json").read_bytes().decode("utf-8")
    assert same(to_json.load(tmp_path / "graph.json"), graph)


@HYPOTHESIS
@given(ANY_TEXT, ANY_TEXT)
def test_graphml_carries_any_name_that_xml_can(tmp_path: Path, name: str, other: str) -> None:
    graph = assemble([told(name, other)])
    to_graphml.write(graph, tmp_path / "graph.graphml")
    ElementTree.parse(tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert set(read) == set(graph)
    for key, data in graph.nodes(data=True):
        assert read.nodes[key].get("label", "") == data["label"].replace("\ufffe", "").replace("\uffff", "")
    assert read.number_of_edges() == graph.number_of_edges()


def test_graphml_holds_lists_as_json_and_keeps_every_edge(tmp_path: Path) -> None:
    graph = assemble(accounts())
    to_graphml.write(graph, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    for key, data in graph.nodes(data=True):
        back = read.nodes[key]
        assert set(back) == {name for name, value in data.items() if value is not None}
        assert json.loads(back["aliases" if data["kind"] == "entity" else "topics"]) == (
            data.get("aliases", data.get("topics"))
        )
        if data["kind"] == "event":
            assert back["confidence"] == data["confidence"]
    edges = sorted((s, t, d["key"], d["role"], len(json.loads(d["evidence"]))) for s, t, d in read.edges(data=True))
    assert edges == sorted((s, t, k, d["role"], len(d["evidence"])) for s, t, k, d in graph.edges(keys=True, data=True))
    ids = [d["id"] for _, _, d in read.edges(data=True)]
    assert len(set(ids)) == len(ids)
    assert list(json.loads(read.graph["articles"])) == list(graph.graph["articles"])


def test_graphml_holds_no_markup_of_a_document(tmp_path: Path) -> None:
    to_graphml.write(assemble(accounts()), tmp_path / "graph.graphml")
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.parse(tmp_path / "graph.graphml").iter()}
    assert tags == {"graphml", "key", "graph", "node", "edge", "data"}


@pytest.mark.parametrize("write", [to_json.write, to_graphml.write], ids=["json", "graphml"])
def test_the_order_of_articles_does_not_change_a_byte(tmp_path: Path, write: Write) -> None:
    written = set()
    for number, order in enumerate(permutations(accounts())):
        write(assemble(order), tmp_path / str(number))
        written.add((tmp_path / str(number)).read_bytes())
    assert len(written) == 1


@pytest.mark.parametrize("write", [to_json.write, to_graphml.write], ids=["json", "graphml"])
def test_writing_leaves_the_graph_as_it_was(tmp_path: Path, write: Write) -> None:
    graph = assemble(accounts())
    before = repr((graph.graph, list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))))
    write(graph, tmp_path / "file")
    assert repr((graph.graph, list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True)))) == before


@HYPOTHESIS
@given(ANY_TEXT, ANY_TEXT)
def test_extractions_at_rest_read_back_as_the_same_records(tmp_path: Path, name: str, other: str) -> None:
    record = told(name, other)
    write_all(assemble([record]), [record], tmp_path / "out", {})
    with (tmp_path / "out" / "extractions.jsonl").open(encoding="utf-8", newline="\n") as file:
        assert [one.entities[0].name.encode("utf-16", "surrogatepass") for one in read_lines(file)] == [
            name.encode("utf-16", "surrogatepass")
        ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read as JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
        ("[]", "not a directed multigraph"),
        ('{"directed": true, "multigraph": true}', "the articles"),
        ('{"directed": true, "multigraph": true, "graph": {"articles": {}}, "nodes": 3, "edges": []}', "must be lists"),
        (
            '{"directed": true, "multigraph": true, "graph": {"articles": {}}, "nodes": [{"id": 1}], "edges": []}',
            "a node without",
        ),
        (
            '{"directed": true, "multigraph": true, "graph": {"articles": {}}, "nodes": [],'
            ' "edges": [{"source": "a", "target": "b", "key": "c"}]}',
            "an edge whose ends",
        ),
        (
            '{"directed": true, "multigraph": true, "graph": {"articles": {}}, "nodes": [{"id": "a", "kind": "entity"}],'
            ' "edges": [{"source": "a", "target": "a", "key": "c", "evidence": [{"article": "z"}]}]}',
            "without evidence",
        ),
    ],
)
def test_a_graph_json_that_is_not_ours_is_refused_with_the_reason(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "graph.json").write_text(text, encoding="utf-8")
    with pytest.raises(OutputError, match=said):
        to_json.load(tmp_path / "graph.json")


def test_a_graph_json_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"graph\.json: there is no such file; build it"):
        to_json.load(tmp_path / "graph.json")


def test_the_hostile_account_is_really_hostile() -> None:
    assert {"</script>", "\x00", "\u202e", "]]>"} <= {
        part for part in ("</script>", "\x00", "\u202e", "]]>") if part in HOSTILE
    }
