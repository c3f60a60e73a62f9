"""The Turtle of a graph: what it says, what it must not say, and that nothing in a document can break it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from graph_fixture import (
    ATTENDANCE,
    BODIES,
    DENIAL,
    FORUM,
    HOSTILE_TITLE,
    HOSTILE_URL,
    MEETING,
    MOU,
    PARIS,
    PEOPLE,
    PLEDGE,
    PROPOSAL,
    RESTRICTION,
    SIGNING,
    TEXTS,
    VISIT,
    small_graph,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.errors import LexiconError, OutputError
from extract.records import ENTITY_TYPES, EVENT_TYPES
from graph import ontology
from graph.edges import relation_names
from graph.literals import address, dated, share, text
from graph.ontology import (
    EVENT_CLASSES,
    SHAPES,
    TERMS,
    classification,
    curie,
    entity_classes,
    node,
    parse_amount,
    slug,
    term,
)
from graph.to_turtle import triples, write

Graph = nx.MultiDiGraph


def said(graph: Graph[str]) -> set[tuple[str, str, str]]:
    """The triples as CURIEs and plain values."""

    def short(value: Any) -> str:
        return curie(value.value) if isinstance(value, ox.NamedNode) else str(value.value)

    return {(short(t.subject), short(t.predicate), short(t.object)) for t in triples(graph)}


def turtle(graph: Graph[str], folder: Path) -> bytes:
    write(graph, folder / "graph.ttl")
    return (folder / "graph.ttl").read_bytes()


def read_by_rdflib(data: bytes) -> set[ox.Triple]:
    def back(value: Any) -> Any:
        if isinstance(value, rdflib.URIRef):
            return ox.NamedNode(str(value))
        assert isinstance(value, rdflib.Literal)
        kind = ox.NamedNode(str(value.datatype)) if value.datatype else None
        return ox.Literal(str(value), datatype=kind, language=value.language)

    graph = rdflib.Graph().parse(io.BytesIO(data), format="turtle")
    return {ox.Triple(back(s), back(p), back(o)) for s, p, o in graph}


def read_by_oxigraph(data: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)}


def conforms(data: bytes) -> tuple[bool, str]:
    graph = rdflib.Graph().parse(io.BytesIO(data), format="turtle")
    good, _, report = pyshacl.validate(graph, shacl_graph=str(SHAPES), inference=None)
    return bool(good), str(report)


# ---------------------------------------------------------------- the file


def test_both_readers_read_back_what_was_written(tmp_path: Path) -> None:
    data = turtle(small_graph(), tmp_path)
    written = list(triples(small_graph()))
    assert read_by_oxigraph(data) == read_by_rdflib(data) == set(written)
    assert len(written) == len(set(written)) > 500


def test_there_are_no_blank_nodes() -> None:
    kinds = {type(term) for t in triples(small_graph()) for term in (t.subject, t.predicate, t.object)}
    assert kinds == {ox.NamedNode, ox.Literal}


def test_the_same_graph_gives_the_same_bytes_in_whatever_order_it_was_built(tmp_path: Path) -> None:
    graph = small_graph()
    turned: Graph[str] = nx.MultiDiGraph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    turned.graph["articles"] = dict(reversed(list(graph.graph["articles"].items())))
    assert turtle(turned, tmp_path) == turtle(graph, tmp_path)


def test_triples_come_sorted_by_subject_and_the_prefixes_too(tmp_path: Path) -> None:
    subjects = [t.subject.value for t in triples(small_graph()) if isinstance(t.subject, ox.NamedNode)]
    assert subjects == sorted(subjects)
    lines = turtle(small_graph(), tmp_path).decode().splitlines()
    head = [line for line in lines if line.startswith("@prefix")]
    assert lines[: len(head)] == head == sorted(head, key=lambda line: line.split()[1])
    assert len(head) == len(ontology.PREFIXES)


def test_our_nodes_are_written_with_their_prefixes(tmp_path: Path) -> None:
    data = turtle(small_graph(), tmp_path).decode()
    body = data[data.rindex("@prefix") :].split("\n", 1)[1]
    assert "per:yang-byeong-nae-0a1b2c3d" in body
    assert "<https://w3id.org/entente/" not in body


def test_an_empty_graph_is_a_sound_file(tmp_path: Path) -> None:
    assert read_by_rdflib(turtle(nx.MultiDiGraph(name="entente", articles={}), tmp_path)) == set()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"nowhere.graph\.ttl"):
        write(small_graph(), tmp_path / "nowhere" / "graph.ttl")


# ---------------------------------------------------------------- what it says


@pytest.mark.parametrize(
    "triple",
    [
        (PEOPLE["yang"], "rdf:type", "foaf:Person"),
        (PEOPLE["yang"], "skos:prefLabel", "Yang Byeong-nae"),
        (PEOPLE["yang"], "skos:altLabel", "the deputy trade chief"),
        (PEOPLE["yang"], "ent:represents", "cty:kr"),
        (BODIES["mot"], "rdf:type", "cv:PublicOrganisation"),
        (BODIES["mot"], "org:classification", "ent:PublicBody"),
        (BODIES["council"], "rdf:type", "org:Organization"),
        (BODIES["council"], "org:hasMember", "cty:fr"),
        ("cty:kr", "skos:notation", "KR"),
        ("cty:kr", "owl:sameAs", "wd:Q884"),
        (PARIS, "schema:containedInPlace", "cty:fr"),
        (MOU, "rdf:type", "ent:MemorandumOfUnderstanding"),
        (MOU, "ent:signatory", BODIES["mot"]),
        (MOU, "dcterms:subject", f"top:{slug('batteries')}"),
        (MEETING, "rdf:type", "ent:Meeting"),
        (MEETING, "rdf:type", "sem:Event"),
        (MEETING, "sem:hasActor", PEOPLE["yang"]),
        (MEETING, "sem:hasPlace", PARIS),
        (MEETING, "ent:mode", "in_person"),
        (MEETING, "ent:code", "plover:CONSULT"),
        (VISIT, "ent:status", "planned"),
        (VISIT, "sem:hasTimeStamp", "2024-06"),
        (VISIT, "ent:dateMin", "2024-06-01"),
        (VISIT, "ent:dateMax", "2024-06-30"),
        (VISIT, "ent:dateText", "in June 2024"),
        (RESTRICTION, "ent:target", "cty:fr"),
        (ATTENDANCE, "sem:subEventOf", FORUM),
        ("art:a1", "schema:mentions", PEOPLE["yang"]),
        ("art:a1", "schema:url", "https://example.org/releases/1"),
    ],
)
def test_the_mapping(triple: tuple[str, str, str]) -> None:
    assert triple in said(small_graph())


def test_dates_have_the_datatype_of_their_precision() -> None:
    stamps = {t.object for t in triples(small_graph()) if t.predicate == term("sem:hasTimeStamp")}
    assert {(s.value, curie(s.datatype.value)) for s in stamps if isinstance(s, ox.Literal)} == {
        ("2024-03-05", "xsd:date"),
        ("2024-03-06", "xsd:date"),
        ("2024-06", "xsd:gYearMonth"),
        ("2023", "xsd:gYear"),
        ("2024", "xsd:gYear"),
    }


def test_an_amount_keeps_its_words_and_has_value_and_currency_where_sure() -> None:
    found = said(small_graph())
    (amount,) = [o for s, p, o in found if (s, p) == (PLEDGE, "ent:amount")]
    assert {(p, o) for s, p, o in found if s == amount} == {
        ("rdf:type", "schema:MonetaryAmount"),
        ("ent:amountText", "USD 2 billion"),
        ("schema:value", "2000000000"),
        ("schema:currency", "USD"),
    }


def test_an_office_is_a_post_and_holding_it_a_membership() -> None:
    found = said(small_graph())
    (post,) = [s for s, p, o in found if (p, o) == ("org:heldBy", PEOPLE["yang"])]
    (membership,) = [s for s, p, o in found if (p, o) == ("org:member", PEOPLE["yang"])]
    assert {(post, "org:postIn", BODIES["mot"]), (post, "skos:prefLabel", "Deputy Minister")} <= found
    (role,) = [o for s, p, o in found if (s, p) == (membership, "org:role")]
    assert (post, "org:role", role) in found
    assert {(membership, "ent:firstSeen", "2024-03-07"), (membership, "ent:lastSeen", "2024-03-07")} <= found


def test_an_office_spelt_in_two_cases_is_one_post() -> None:
    graph = small_graph()
    data = dict(graph.edges[PEOPLE["yang"], BODIES["mot"], "post:Deputy Minister"])
    graph.add_edge(PEOPLE["smith"], BODIES["mot"], key="post:deputy minister", **data | {"title": "deputy minister"})
    found = said(graph)
    (post,) = {s for s, p, o in found if (p, o) == ("org:postIn", BODIES["mot"])}
    assert {o for s, p, o in found if (s, p) == (post, "org:heldBy")} == {PEOPLE["yang"], PEOPLE["smith"]}
    assert [o for s, p, o in found if (s, p) == (post, "skos:prefLabel")] == ["Deputy Minister"]
    assert [o for s, p, o in found if (s, p) == (post, "skos:altLabel")] == ["deputy minister"]


def test_a_country_that_somebody_represents_is_described_even_if_no_text_names_it() -> None:
    graph = small_graph()
    graph.nodes[PEOPLE["roe"]]["country"] = "NO"
    assert {(PEOPLE["roe"], "ent:represents", "cty:no"), ("cty:no", "skos:notation", "NO")} <= said(graph)


# ---------------------------------------------------------------- what is asserted and what is only said


def statements(graph: Graph[str], *, relation: str) -> set[tuple[str, str]]:
    found = said(graph)
    about = {s for s, p, o in found if (p, o) == ("rdf:predicate", relation)}
    ends = {s: next(o for s2, p, o in found if s2 == s and p == "rdf:subject") for s in about}
    return {(ends[s], o) for s, p, o in found if p == "rdf:object" and s in about}


def test_a_held_meeting_is_asserted_and_a_denied_one_only_stated() -> None:
    held, denied = (PEOPLE["durand"], PEOPLE["yang"]), (PEOPLE["smith"], PEOPLE["yang"])
    found = said(small_graph())
    assert (held[0], "ent:met", held[1]) in found
    assert (denied[0], "ent:met", denied[1]) not in found
    assert {held, denied} <= statements(small_graph(), relation="ent:met")
    assert (DENIAL, "ent:status", "denied") in found


@pytest.mark.parametrize(
    ("event", "triple"),
    [
        (VISIT, (PEOPLE["yang"], "ent:visited", "cty:ca")),
        (PROPOSAL, ("cty:ca", "ent:negotiatedWith", "cty:kr")),
        (ATTENDANCE, (PEOPLE["roe"], "ent:attended", FORUM)),
    ],
)
def test_a_plan_is_asserted_only_once_it_is_held(event: str, triple: tuple[str, str, str]) -> None:
    graph = small_graph()
    assert triple not in said(graph)
    graph.nodes[event]["status"] = "held"
    assert triple in said(graph)


def test_a_held_event_that_a_person_rejected_is_not_asserted() -> None:
    graph = small_graph()
    graph.nodes[RESTRICTION]["review"] = "rejected"
    found = said(graph)
    assert ("cty:ca", "ent:restricted", "cty:fr") not in found
    assert (RESTRICTION, "ent:status", "held") in found
    assert "rejected" in {o for s, p, o in found if p == "ent:reviewStatus"}


def test_an_unsigned_instrument_has_no_signatory() -> None:
    graph = small_graph()
    graph.nodes[SIGNING]["status"] = "planned"
    assert not [t for t in said(graph) if t[1] == "ent:signatory"]


def test_a_tie_between_countries_that_is_rolled_up_says_so_on_its_statement_and_the_others_do_not() -> None:
    found = said(small_graph())
    rolled = {s for s, p, o in found if (p, o) == ("ent:rollUp", "true")}
    assert {(o) for s, p, o in found if s in rolled and p == "rdf:subject"} == {"cty:fr"}
    assert {o for s, p, o in found if s in rolled and p == "rdf:object"} == {"cty:kr", "cty:ca"}
    assert ("cty:fr", "ent:met", "cty:kr") in found
    restricted = {s for s, p, o in found if (p, o) == ("rdf:predicate", "ent:restricted")}
    assert restricted
    assert not restricted & rolled


# ---------------------------------------------------------------- evidence


def test_every_statement_quotes_its_article_at_its_offsets() -> None:
    found = said(small_graph())
    about = {s for s, p, o in found if (p, o) == ("rdf:type", "rdf:Statement")}
    assert len(about) > 20
    for statement in about:
        own = {p: o for s, p, o in found if s == statement}
        source = TEXTS[own["prov:wasQuotedFrom"].removeprefix("art:")]
        assert source[int(own["oa:start"]) : int(own["oa:end"])] == own["oa:exact"]


def test_an_event_told_twice_has_a_statement_for_each_telling_and_one_is_the_best() -> None:
    found = said(small_graph())
    told = {s for s, p, o in found if (p, o) == ("ent:inEvent", MEETING)}
    best = {s for s, p, o in found if (p, o) == ("ent:bestInEvent", MEETING)}
    assert len(told) == 4
    assert {o for s, p, o in found if s in best and p == "ent:confidence"} == {"0.9"}
    (shown,) = {o for s, p, o in found if (s, p) == (MEETING, "ent:bestStatement")}
    assert shown in best
    assert (shown, "rdf:subject", PEOPLE["durand"]) in found


def test_an_event_without_a_pair_of_parties_still_has_its_evidence() -> None:
    graph = small_graph()
    graph.remove_edge(PLEDGE, "cty:ca")
    assert (PLEDGE, BODIES["council"]) in statements(graph, relation="ent:agent")
    assert not [t for t in said(graph) if t[1] == "ent:investedIn"]


def test_statement_ids_stay_when_another_document_comes() -> None:
    def ids(graph: Graph[str]) -> set[str]:
        return {s for s, p, o in said(graph) if (p, o) == ("rdf:type", "rdf:Statement")}

    graph = small_graph()
    before = ids(graph)
    graph.add_node("evt:00000000000000ff", **graph.nodes[RESTRICTION] | {"type": "praise"})
    evidence = graph.edges[RESTRICTION, "cty:fr", "target"]["evidence"]
    graph.add_edge("evt:00000000000000ff", "cty:eu", key="agent", role="agent", evidence=evidence)
    assert before < ids(graph)


# ---------------------------------------------------------------- shapes and terms


def test_the_small_graph_keeps_to_the_shapes(tmp_path: Path) -> None:
    good, report = conforms(turtle(small_graph(), tmp_path))
    assert good, report


def _no_agent(graph: Graph[str]) -> None:
    graph.remove_edges_from([(MEETING, PEOPLE["yang"], "agent"), (MEETING, PEOPLE["durand"], "agent")])


def _bad_status(graph: Graph[str]) -> None:
    graph.nodes[MEETING]["status"] = "rumoured"


def _dates_turned(graph: Graph[str]) -> None:
    graph.nodes[VISIT].update({"date_min": "2024-06-30", "date_max": "2024-06-01"})


def _no_hash(graph: Graph[str]) -> None:
    graph.graph["articles"]["a1"]["sha256"] = "none"


def _no_article(graph: Graph[str]) -> None:
    del graph.graph["articles"]["a1"]


def _empty_quote(graph: Graph[str]) -> None:
    graph.edges["cty:fr", BODIES["council"], "member_of"]["evidence"][0]["quote"] = ""


@pytest.mark.parametrize("spoil", [_no_agent, _bad_status, _dates_turned, _no_hash, _no_article, _empty_quote])
def test_a_broken_promise_breaks_a_shape(spoil: Callable[[Graph[str]], None], tmp_path: Path) -> None:
    graph = small_graph()
    spoil(graph)
    assert not conforms(turtle(graph, tmp_path))[0]


def test_every_term_of_ours_that_is_written_is_defined_with_label_or_name_and_definition() -> None:
    terms = rdflib.Graph().parse(TERMS)
    used = {
        value
        for t in triples(small_graph())
        for value in (t.predicate.value, t.object.value if isinstance(t.object, ox.NamedNode) else "")
        if value.startswith(ontology.VOCABULARIES["ent"])
    }
    names = {term(f"ent:{name}").value for name in (*EVENT_CLASSES.values(), *relation_names())}
    skos, rdfs = rdflib.SKOS, rdflib.RDFS
    for value in used | names:
        defined = rdflib.URIRef(value)
        assert (defined, skos.definition, None) in terms, value
        assert (defined, rdfs.label, None) in terms or (defined, skos.prefLabel, None) in terms, value


def test_no_term_is_defined_that_nothing_writes() -> None:
    own = rdflib.Graph().parse(TERMS).subjects(rdflib.RDF.type, rdflib.RDF.Property)
    source = "".join(path.read_text("utf-8") for path in TERMS.parent.parent.glob("*.py"))
    known = set(relation_names())
    for defined in own:
        name = str(defined).rpartition("#")[2]
        assert name in known or f"ent:{name}" in source or name in ("agent", "target"), name


def test_every_type_has_its_class() -> None:
    assert set(EVENT_CLASSES) == set(EVENT_TYPES)
    assert all(entity_classes(kind, "Any Name") for kind in ENTITY_TYPES)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ministry of Trade, Industry and Energy", "PublicBody"),
        ("Korea-UK Joint Committee", "Collaboration"),
        ("Norland Steel Co., Ltd.", "Company"),
        ("IEC", None),
        ("Costa Verde", None),
    ],
)
def test_a_body_is_classed_by_whole_words_of_its_name(name: str, kind: str | None) -> None:
    assert classification(name) == kind


@pytest.mark.parametrize(
    ("written", "value", "currency"),
    [
        ("USD 2.5 billion", "2500000000", "USD"),
        ("US$1.2bn", "1200000000", "USD"),
        ("€300,000", "300000", "EUR"),
        ("2 trillion won", "2000000000000", "KRW"),
        ("$5 million", "5000000", None),
        ("between 3 and 4 million euros", None, "EUR"),
        ("a large sum", None, None),
    ],
)
def test_an_amount_is_read_only_where_it_is_sure(written: str, value: str | None, currency: str | None) -> None:
    found, code = parse_amount(written)
    assert (None if found is None else f"{found.normalize():f}", code) == (value, currency)


def test_a_word_listed_twice_in_the_classes_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = "organizations: []\nagreements: []\ncurrencies: {USD: [usd], EUR: [usd]}\nscales: {}\n"
    (tmp_path / "classes.yaml").write_text(bad)
    monkeypatch.setattr(ontology, "FOLDER", tmp_path)
    with pytest.raises(LexiconError, match="'usd' is listed twice"):
        ontology.classes.__wrapped__()


# ---------------------------------------------------------------- hostile documents


def test_a_hostile_title_and_address_are_only_text(tmp_path: Path) -> None:
    found = said(small_graph())
    assert ("art:a3", "dcterms:title", HOSTILE_TITLE) in found
    urls = [t.object for t in triples(small_graph()) if t.predicate == term("schema:url") and "a3" in str(t.subject)]
    assert urls == [ox.Literal(HOSTILE_URL)]
    assert read_by_rdflib(turtle(small_graph(), tmp_path)) == set(triples(small_graph()))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "http://a b", "https://[::1", "x"])
def test_only_a_sound_web_address_becomes_an_iri(url: str) -> None:
    assert isinstance(address(url), ox.Literal)


@pytest.mark.parametrize("value", ["2024-13", "2024-02-30", "24", "", None, "2024-02-02T10:00", "٢٠٢٤"])
def test_what_is_no_date_is_left_out(value: str | None) -> None:
    assert dated(value) is None


@pytest.mark.parametrize(
    ("value", "expected"), [(1.5, "1"), (-1, "0"), (float("nan"), "0"), (0.30000000000000004, "0.3")]
)
def test_a_confidence_lies_between_0_and_1(value: float, expected: str) -> None:
    assert share(value).value == expected


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert text("a\ud800b").value == "a\ufffdb"


@pytest.mark.parametrize("key", ["per:a b", "per:a> <b", "per:", "nonsense", "evt:..", "per:é", "per:a:b\n"])
def test_a_key_that_is_no_plain_name_is_replaced_by_its_hash(key: str) -> None:
    assert node(key).value.startswith(ontology.BASE)
    assert node(key).value.rpartition("/")[2][1:].isalnum()
    assert node(key) != node(key + "x")


HOSTILE = st.text(st.characters(), max_size=20) | st.sampled_from(
    ['"""', "\\", '" . <x> <y> <z> .', "\x00", "\r\n", "\ufffe", "\ud83d", "\u2028", "'''\\", "@en", "^^<x>", "\\u0022"]
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(HOSTILE, min_size=12, max_size=12), HOSTILE)
def test_no_text_breaks_out_of_the_file(tmp_path: Path, texts: list[str], key: str) -> None:
    graph = small_graph()
    graph.nodes[PEOPLE["yang"]].update(
        {"label": texts[0], "aliases": [texts[1]], "wikidata": texts[2], "country": texts[3]}
    )
    graph.nodes[MEETING].update({"label": texts[4], "date": texts[5], "date_text": texts[6], "topics": [texts[7]]})
    graph.nodes[MEETING].update({"amount": texts[8], "plover": texts[9], "mode": texts[9], "date_min": texts[5]})
    graph.graph["articles"]["a1"] |= {"title": texts[10], "url": "https://example.org/" + texts[11], "doc": texts[0]}
    graph.nodes[MEETING]["evidence"][0] |= {"quote": texts[1], "rule": texts[2]}
    graph.add_edge(PEOPLE["yang"], f"bod:{key}", key="post", role="post", title=texts[3], confidence=1, evidence=[])
    graph.nodes[f"bod:{key}"].update(kind="entity", type="Organization", label=texts[5], aliases=[])
    data = turtle(graph, tmp_path)
    written = set(triples(graph))
    assert read_by_oxigraph(data) == written
    assert read_by_rdflib(data) == written
