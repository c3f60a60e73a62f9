"""Questions to the graph: the named ones over the small graph, a person's own, and what a hostile query must not do."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from graph_fixture import HOSTILE_TITLE, PEOPLE, TEXTS, VISIT, small_graph

from extract.errors import OutputError, QueryError
from graph import query as module
from graph.ontology import PREFIXES
from graph.query import Limits, ask, list_queries, named
from graph.query_check import check, tokens
from graph.query_path import shortest
from graph.table import Cell, Table
from graph.to_turtle import write

KOREA_SIGNS, PARIS_TALKS, HOSTILE = (
    "Korea and France sign on batteries [a1.txt]",
    "Talks in Paris [a2.txt]",
    f"{HOSTILE_TITLE} [a3.txt]",
)
MET, SIGNED = (sentence + "." for sentence in TEXTS["a1"].split(". ")[:2])
MET_AGAIN = "Minister Durand met Deputy Minister Yang in Paris on March 5."
WILL_VISIT = "Yang will visit Canada in June 2024."
RESTRICTED = "Canada restricted imports from France in 2023."
PROPOSED = "Korea proposed to join talks with Canada."
DENIED = "Yang Byeong-nae denied meeting John Smith."
WILL_ATTEND = TEXTS["a3"].split(". ")[0] + "."
YANG, DURAND, SMITH = "Yang Byeong-nae", "Émile Durand", 'John "Jack" Smith {x}'
MEETING_DAY = date(2024, 3, 5)
SIGNING_DAY = date(2024, 3, 6)
PUBLISHED = date(2024, 3, 7)


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a build leaves it."""
    folder = tmp_path_factory.mktemp("output")
    write(small_graph(), folder / "graph.ttl")
    return folder


def written(graph: nx.MultiDiGraph[str], folder: Path) -> Path:
    write(graph, folder / "graph.ttl")
    return folder


def rows(folder: Path, name: str, /, **params: str) -> list[tuple[Any, ...]]:
    return named(name, folder, **params).values()


# ---------------------------------------------------------------- named queries


def test_what_is_less_sure_than_asked_counts_as_not_there(tmp_path: Path) -> None:
    """Events, their statements and the direct edges go; a direct edge that a surer statement states stays."""
    folder = written(small_graph(), tmp_path)
    pairs = "SELECT ?a ?b WHERE { ?a ent:met ?b }"
    sure = "SELECT (COUNT(?s) AS ?n) WHERE { ?s ent:confidence ?c FILTER(?c < 0.999) }"
    assert ask(folder, pairs).values()
    assert ask(folder, sure, least=0.999).values() == [(0,)]
    assert ask(folder, pairs, least=0.999).values() == []
    assert ask(folder, pairs, least=0.01).values() == ask(folder, pairs).values()
    assert named("meetings", folder, least=0.999).values() == []


def test_who_met_whom(folder: Path) -> None:
    table = named("meetings", folder)
    assert table.columns == ("date", "one", "other", "place", "quote", "source")
    assert table.values() == [(MEETING_DAY, DURAND, YANG, "Paris", MET, KOREA_SIGNS)]


def test_meetings_of_one_party_and_of_a_span_of_days(folder: Path) -> None:
    found = rows(folder, "meetings")
    assert rows(folder, "meetings", who="yang") == rows(folder, "meetings", who=DURAND) == found
    assert rows(folder, "meetings", who="Anna Roe") == []
    assert rows(folder, "meetings", since="2024-03-05", until="2024-03-05") == found
    assert rows(folder, "meetings", since="2024", until="2024") == found
    assert rows(folder, "meetings", since="2024-03-06") == []
    assert rows(folder, "meetings", until="2024-02") == []


def test_an_undated_meeting_is_listed_but_not_in_any_span_of_days(tmp_path: Path) -> None:
    graph = small_graph()
    graph.nodes["evt:00000000000000a1"].update({"date": None, "date_min": None, "date_max": None})
    folder = written(graph, tmp_path)
    assert [row[0] for row in rows(folder, "meetings")] == [None]
    assert rows(folder, "meetings", since="2024") == rows(folder, "meetings", until="2024") == []


def test_which_countries_signed_with_each_other(folder: Path) -> None:
    found = [(SIGNING_DAY, "France", "Korea", "MOU on Batteries", SIGNED, KOREA_SIGNS)]
    assert rows(folder, "signed") == found
    assert rows(folder, "signed", country="KR", other="fr") == found
    assert rows(folder, "signed", country="Canada") == []


def test_everything_about_one_person(folder: Path) -> None:
    assert rows(folder, "person", name="Yang") == [
        (YANG, "holdsPostIn", "Ministry of Trade", "Deputy Minister", None, None, TEXTS["a1"][:31], KOREA_SIGNS),
        (DURAND, "met", YANG, None, MEETING_DAY, "held", MET, KOREA_SIGNS),
        (DURAND, "met", YANG, None, MEETING_DAY, "held", MET_AGAIN, PARIS_TALKS),
        (YANG, "visited", "Canada", None, "2024-06", "planned", WILL_VISIT, PARIS_TALKS),
        (SMITH, "met", YANG, None, None, "denied", DENIED, HOSTILE),
    ]


def test_what_was_promised(folder: Path) -> None:
    found = rows(folder, "promised")
    assert found == [
        ("planned", "attend: Anna Roe, Minerals Forum 2024 (2024)", "2024", WILL_ATTEND, HOSTILE),
        ("planned", "visit: Yang Byeong-nae, Canada (2024-06)", "2024-06", WILL_VISIT, PARIS_TALKS),
        ("proposed", "negotiate: Canada, Korea", None, PROPOSED, PARIS_TALKS),
    ]
    assert rows(folder, "promised", who="yang") == found[1:2]
    assert rows(folder, "promised", since="2024-07") == found[:1]


@pytest.mark.parametrize(
    ("day", "agents", "kept"),
    [
        ("2024-06-12", ["yang"], True),
        (None, ["yang", "durand"], True),
        ("2024-05-12", ["yang"], False),
        ("2024-06-12", ["durand"], False),
    ],
    ids=["the same visit", "undated, in company", "an earlier visit", "the visit of another"],
)
def test_a_promise_is_kept_by_a_later_event_of_its_kind_and_parties(
    day: str | None, agents: list[str], kept: bool, tmp_path: Path
) -> None:
    graph = small_graph()
    data = graph.nodes[VISIT] | {"status": "held", "date": day, "date_min": day, "date_max": day, "label": "visit!"}
    graph.add_node("evt:00000000000000ff", **data)
    said = data["evidence"]
    for name in agents:
        graph.add_edge("evt:00000000000000ff", PEOPLE[name], key="agent", role="agent", evidence=said)
    graph.add_edge("evt:00000000000000ff", "cty:ca", key="target", role="target", evidence=said)
    promised = [row[1] for row in rows(written(graph, tmp_path), "promised", who="yang")]
    assert promised == ([] if kept else ["visit: Yang Byeong-nae, Canada (2024-06)"])


def test_who_holds_which_office(folder: Path) -> None:
    roe = ("Anna Roe", "chair", "Batteries Council", None, None, "Anna Roe, chair of the Batteries Council", HOSTILE)
    durand = (DURAND, "Minister", "France", PUBLISHED, PUBLISHED, "Minister Émile Durand", KOREA_SIGNS)
    yang = (YANG, "Deputy Minister", "Ministry of Trade", PUBLISHED, PUBLISHED, TEXTS["a1"][:31], KOREA_SIGNS)
    assert rows(folder, "offices") == [roe, durand, yang]
    assert rows(folder, "offices", body="France") == [durand]
    assert rows(folder, "offices", person="anna roe") == [roe]


def test_what_was_said_about_a_topic(folder: Path) -> None:
    batteries = (
        "batteries",
        "sign: Ministry of Trade, Department for Commerce, MOU on Batteries (2024-03-06)",
        SIGNING_DAY,
        "held",
        SIGNED,
        KOREA_SIGNS,
    )
    minerals = ("critical minerals", f"meet: {YANG}, {DURAND} (2024-03-05)", MEETING_DAY, "held", MET, KOREA_SIGNS)
    assert rows(folder, "topics") == [batteries, minerals]
    assert rows(folder, "topics", topic="Critical Minerals") == [minerals]


def test_meetings_per_month(folder: Path) -> None:
    assert rows(folder, "months") == [("2024-03", 1)]
    assert rows(folder, "months", who="anna roe") == []


def test_the_most_connected_bodies(folder: Path) -> None:
    assert rows(folder, "connected") == [
        ("Batteries Council", 3, 1),
        ("Department for Commerce", 3, 1),
        ("Ministry of Trade", 3, 1),
    ]


def test_the_shortest_path_quotes_each_hop(folder: Path) -> None:
    table = named("path", folder, start="yang", goal="anna roe")
    assert table.columns == ("step", "subject", "relation", "object", "date", "quote", "source")
    based = "The Batteries Council is based in France."
    assert table.values() == [
        (1, DURAND, "met", YANG, MEETING_DAY, MET, KOREA_SIGNS),
        (2, DURAND, "holdsPostIn", "France", None, "Minister Émile Durand", KOREA_SIGNS),
        (3, "Batteries Council", "basedIn", "France", None, based, KOREA_SIGNS),
        (4, "Anna Roe", "holdsPostIn", "Batteries Council", None, rows(folder, "offices")[0][5], HOSTILE),
    ]


def test_a_path_does_not_lead_over_what_did_not_happen(folder: Path) -> None:
    assert rows(folder, "path", start="yang", goal=SMITH) == []
    with pytest.raises(QueryError, match="the same thing"):
        named("path", folder, start="yang", goal="Yang Byeong-nae")


def test_a_path_takes_the_surest_relation_of_a_pair() -> None:
    def hop(one: str, other: str, relation: str) -> tuple[Cell, ...]:
        ends = [Cell("iri", end) for end in ("a", "c", one, other)]
        return (*ends, *(Cell("literal", text) for text in (one, relation, other, "", "", "")))

    columns = ("start", "goal", "one", "other", "subject", "relation", "object", "date", "quote", "source")
    hops = (hop("a", "b", "sure"), hop("b", "a", "unsure"), hop("c", "b", "back"), hop("c", "d", "off the way"))
    assert [row[2] for row in shortest(Table(columns, hops)).values()] == ["sure", "back"]


def test_what_one_document_says_in_the_order_of_its_text(folder: Path) -> None:
    title = "Talks in Paris"
    assert rows(folder, "document", name="a2.txt") == [
        (title, DURAND, "met", YANG, MEETING_DAY, "held", MET_AGAIN),
        (title, YANG, "visited", "Canada", "2024-06", "planned", WILL_VISIT),
        (title, "Canada", "restricted", "France", "2023", "held", RESTRICTED),
        (title, "Canada", "negotiatedWith", "Korea", None, "proposed", PROPOSED),
    ]
    assert rows(folder, "document", name="A2") == rows(folder, "document", name=title) != []


def test_a_document_that_is_not_there_is_answered_with_those_that_are_close(folder: Path) -> None:
    with pytest.raises(QueryError, match=r"'paris' is no document of the graph; a2\.txt"):
        named("document", folder, name="paris")


def test_who_restricted_whom(folder: Path) -> None:
    found = [("2023", "Canada", "restricted", "France", "held", RESTRICTED, PARIS_TALKS)]
    assert rows(folder, "restrictions") == rows(folder, "restrictions", who="CA", against="France") == found
    assert rows(folder, "restrictions", who="France") == rows(folder, "restrictions", against="Canada") == []
    assert rows(folder, "restrictions", since="2023-06") == found
    assert rows(folder, "restrictions", since="2024") == []


def test_a_measure_against_nobody_in_particular_is_listed_too(tmp_path: Path) -> None:
    graph = small_graph()
    graph.remove_edge("evt:00000000000000a4", "cty:fr")
    folder = written(graph, tmp_path)
    assert [(row[1], row[3]) for row in rows(folder, "restrictions")] == [("Canada", None)]
    assert rows(folder, "restrictions", against="France") == []


def test_who_visits_where(folder: Path) -> None:
    found = [("2024-06", YANG, "visited", "Canada", "planned", WILL_VISIT, PARIS_TALKS)]
    assert rows(folder, "visits") == rows(folder, "visits", who="yang", to="canada") == found
    assert rows(folder, "visits", to="France") == []


def test_who_disputes_with_whom(folder: Path, tmp_path: Path) -> None:
    assert rows(folder, "disputes") == []
    graph = small_graph()
    graph.nodes["evt:00000000000000a4"]["type"] = "dispute"
    found = rows(written(graph, tmp_path), "disputes")
    assert found == [("2023", "Canada", "disputed", "France", "held", RESTRICTED, PARIS_TALKS)]


def test_who_put_how_much_where(folder: Path) -> None:
    pledge = "Samsung pledged USD 2 billion for Canada."
    found = [(None, "Batteries Council", "invested", "Canada", "USD 2 billion", "held", pledge, HOSTILE)]
    assert rows(folder, "money") == rows(folder, "money", to="Canada") == found


def test_the_timeline_of_two_countries_and_those_who_represent_them(folder: Path) -> None:
    found = rows(folder, "timeline", one="Korea", other="France")
    assert [(row[0], row[1], row[3]) for row in found] == [(MEETING_DAY, "held", MET), (SIGNING_DAY, "held", SIGNED)]
    canada = rows(folder, "timeline", one="Canada", other="Republic of Korea")
    assert [(row[0], row[1]) for row in canada] == [("2024-06", "planned"), (None, "denied"), (None, "proposed")]


# ---------------------------------------------------------------- the list of named queries


def test_every_named_query_has_one_line_of_help_and_says_what_its_parameters_are() -> None:
    queries = list_queries()
    assert [q.name for q in queries] == sorted(path.stem for path in module.QUERIES.glob("*.rq"))
    assert len(queries) >= 12
    for query in queries:
        assert re.fullmatch(r"[A-Z].{20,110}\.", query.help), query.name
        for param in query.params:
            assert len(param.help) > 5, (query.name, param.name)


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_every_named_query_is_sound_sparql_that_binds_its_parameters_and_orders_its_rows(query: Any) -> None:
    check(query.text)
    ox.Store().query(query.text)  # without our prefixes: the file can be pasted into another engine
    selected = query.text[query.text.index("SELECT") : query.text.index("WHERE")]
    assert {param.name for param in query.params} <= set(re.findall(r"\?(\w+)", selected))
    assert "\nORDER BY " in query.text


@pytest.mark.parametrize(
    "text", ["SELECT * {}", "# help: x\n# param Bad\nSELECT * {}", "# help: x\n# param a: thing b\n"]
)
def test_a_query_file_without_a_sound_head_is_named(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.rq").write_text(text)
    monkeypatch.setattr(module, "QUERIES", tmp_path)
    with pytest.raises(QueryError, match=r"mine\.rq"):
        list_queries.__wrapped__()


# ---------------------------------------------------------------- parameters


def test_a_name_matches_in_any_case_and_without_accents(folder: Path) -> None:
    found = rows(folder, "person", name=DURAND)
    assert found
    for name in ("emile durand", "EMILE  DURAND", "durand", PEOPLE["durand"]):
        assert rows(folder, "person", name=name) == found, name


def test_a_name_that_nothing_has_is_answered_with_what_is_close(folder: Path) -> None:
    with pytest.raises(QueryError, match=r"called 'Byeong'; close: per:yang-byeong-nae-0a1b2c3d \(Yang Byeong-nae\)"):
        named("person", folder, name="Byeong")
    with pytest.raises(QueryError, match=r"called 'Emil Durant'; close: per:emile"):
        named("person", folder, name="Emil Durant")


def test_a_name_that_two_have_is_answered_with_both_and_a_key_decides(tmp_path: Path) -> None:
    graph = small_graph()
    graph.nodes[PEOPLE["roe"]]["aliases"] = ["Yang"]
    folder = written(graph, tmp_path)
    with pytest.raises(QueryError, match=r"per:anna-roe-2c3d4e5f \(Anna Roe\), per:yang-byeong-nae-0a1b2c3d"):
        named("person", folder, name="Yang")
    assert rows(folder, "person", name=PEOPLE["yang"])


def test_the_main_name_goes_before_another_things_other_name(tmp_path: Path) -> None:
    graph = small_graph()
    graph.nodes["cty:eu"]["aliases"] = ["Korea"]
    assert rows(written(graph, tmp_path), "signed", country="Korea")


def test_a_name_of_the_wrong_kind_of_thing_is_not_taken(folder: Path) -> None:
    with pytest.raises(QueryError, match="nothing in the graph is called 'France'"):
        named("person", folder, name="France")
    with pytest.raises(QueryError, match="nothing in the graph is called"):
        named("person", folder, name="cty:fr")


@pytest.mark.parametrize("name", ['" } # ', "' . ?a ?b ?c", "?who", "per:x> <y", "\\", "}}}}", "a\nb", "\u202e", ""])
def test_a_parameter_is_never_read_as_sparql(name: str, folder: Path) -> None:
    with pytest.raises(QueryError, match="nothing in the graph is called"):
        named("person", folder, name=name)


def test_a_name_with_quotes_and_braces_is_found(folder: Path) -> None:
    assert [row[5] for row in rows(folder, "person", name=SMITH)] == ["denied"]


@pytest.mark.parametrize("name", ["a\0b", "a\ud800", "x" * 1001])
def test_a_name_that_is_no_text_is_refused(name: str, folder: Path) -> None:
    with pytest.raises(QueryError, match="plain characters"):
        named("person", folder, name=name)


def test_what_is_missing_unknown_or_no_date_is_said(folder: Path) -> None:
    with pytest.raises(QueryError, match="person needs name: the person's name"):
        named("person", folder)
    with pytest.raises(QueryError, match="meetings has no parameter 'whom'; it takes who, since, until"):
        named("meetings", folder, whom="x")
    with pytest.raises(QueryError, match="since: 'soon' is no date"):
        named("meetings", folder, since="soon")
    with pytest.raises(QueryError, match="no query named 'nonsense'; there are connected, disputes"):
        named("nonsense", folder)
    with pytest.raises(OutputError, match="make one with `entente build"):
        named("meetings", folder / "nowhere")


def test_a_file_that_is_no_turtle_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<<<<")
    with pytest.raises(QueryError, match=r"bad\.ttl: not a graph in Turtle"):
        ask(tmp_path / "bad.ttl", "ASK {}")


# ---------------------------------------------------------------- a person's own queries


def test_our_prefixes_need_no_declaration_and_rows_without_an_order_are_sorted(folder: Path) -> None:
    table = ask(folder, "SELECT ?name { ?c a schema:Country ; skos:prefLabel ?name }")
    assert [row[0] for row in table.values()] == ["Canada", "EU", "France", "Korea"]
    turned = ask(folder, "SELECT ?name { ?c a schema:Country ; skos:prefLabel ?name } ORDER BY DESC(?name)")
    assert [row[0] for row in turned.values()] == ["Korea", "France", "EU", "Canada"]


def test_ask_construct_and_describe_give_tables_too(folder: Path) -> None:
    assert ask(folder, "ASK { cty:kr a schema:Country }").values() == [(True,)]
    built = ask(folder, "CONSTRUCT { ?b ent:met ?a } WHERE { ?a ent:met ?b }")
    assert built.columns == ("subject", "predicate", "object")
    assert (PEOPLE["yang"], "ent:met", PEOPLE["durand"]) in built.values()
    assert ("cty:kr", "skos:notation", "KR") in ask(folder, "DESCRIBE cty:kr").values()


def test_too_many_rows_are_cut_and_the_table_says_so(folder: Path) -> None:
    table = ask(folder, "SELECT * { ?s ?p ?o }", limits=Limits(rows=3))
    assert (len(table.rows), table.cut) == (3, True)
    assert "(3 rows; there are more" in table.to_text()
    exact = ask(folder, "SELECT * { ?c a schema:Country }", limits=Limits(rows=4))
    assert (len(exact.rows), exact.cut) == (4, False)


# ---------------------------------------------------------------- hostile queries


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?a ?b ?c } }", "SERVICE asks another server"),
        ("SELECT * { service silent <http://127.0.0.1/> { ?a ?b ?c } }", "SERVICE asks another server"),
        ("SELECT * { SERVICEent:x { ?a ?b ?c } }", "SERVICE asks another server"),
        ("SELECT * { ?s ?p trueSERVICE<http://127.0.0.1/>{ ?a ?b ?c } }", "SERVICE asks another server"),
        ("SELECT * { ?s ent:a\\# SERVICE <http://127.0.0.1/> {}\n ?a ?b ?c }", "SERVICE asks another server"),
        ("SELECT * { ?s ?p '''a''' SERVICE <http://127.0.0.1/> {} }", "SERVICE asks another server"),
        ("SELECT * { # here\n SERVICE <http://127.0.0.1/> {} }", "SERVICE asks another server"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1/> {} }", "escape"),
        ("LOAD <http://127.0.0.1/>", "LOAD reads an address"),
        ("LOAD <file:///etc/passwd>", "LOAD reads an address"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM names a data set"),
        ("SELECT*FROM NAMED<http://127.0.0.1/>{ ?s ?p ?o }", "FROM names a data set"),
        ("SELECT * " + "{" * 65 + "}" * 65, "nests deeper than 64"),
        ("SELECT (" + "(" * 65 + "1" + ")" * 65 + " AS ?x) {}", "nests deeper than 64"),
        ("SELECT * { FILTER(" + "! " * 200 + "true) }", "nests deeper than 64"),
        ("SELECT * { ?s ?p 'x", "cannot be read at character"),
        ("SELECT * { ?s ?p ?o } #" + "x" * 9000, "at most 8192"),
        ("INSERT DATA { ent:a ent:b 1 }", "not SPARQL that can be read"),
        ("nonsense", "not SPARQL that can be read"),
    ],
)
def test_a_query_that_reaches_out_or_nests_too_deep_is_refused(text: str, reason: str, folder: Path) -> None:
    with pytest.raises(QueryError, match=reason):
        ask(folder, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service ent:service ?load . ?from ex:from.load 'SERVICE <http://x> FROM' }",
        "SELECT * { ?s ?p <http://x/service#from> } # FROM here on SERVICE is a comment",
        'SELECT * { ?s ?p """a " SERVICE "" { b""" FILTER(?s < 3 && ?o > 4) }',
        "SELECT * " + "{" * 64 + "}" * 64,
        "SELECT * { ?s ent:a\\#b ?o . ?s ^ent:p/(ent:q|!ent:r)* 1.5e3, -2, +3.0, 'x'@en-GB, '1'^^xsd:int }",
    ],
)
def test_the_same_words_are_harmless_in_strings_addresses_comments_and_names(text: str) -> None:
    check(text)
    assert list(tokens(text))


def test_the_query_process_reaches_no_network_even_if_the_check_were_passed(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(3)
        reached: list[object] = []

        def wait() -> None:
            try:
                reached.append(server.accept())
            except TimeoutError:
                return

        waiting = threading.Thread(target=wait)
        waiting.start()
        request = {
            "file": str(folder / "graph.ttl"),
            "query": f"SELECT * {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?a ?b ?c }} }}",
            "bindings": {},
            "prefixes": dict(PREFIXES),
            "base": "",
            "ordered": True,
        }
        request |= {"seconds": 5, "megabytes": 512, "rows": 10, "bytes": 10**6}
        worker = [sys.executable, "-P", str(Path(module.__file__).with_name("query_worker.py"))]
        done = subprocess.run(worker, input=json.dumps(request).encode(), capture_output=True, check=False)
        waiting.join()
    assert "error" in json.loads(done.stdout or '{"error": ""}')
    assert reached == []


@pytest.fixture(scope="module", name="wide")
def _wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten thousand triples, whose cross products never end."""
    path = tmp_path_factory.mktemp("wide") / "wide.ttl"
    path.write_text("".join(f"<http://x/s{i}> <http://x/p> <http://x/o{i}> .\n" for i in range(10_000)))
    return path


CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def doubled(times: int) -> str:
    """A string of 16 characters in ?x0, and one of twice the length in each next variable."""
    return "BIND('aaaaaaaaaaaaaaaa' AS ?x0)" + "".join(f" BIND(CONCAT(?x{i},?x{i}) AS ?x{i + 1})" for i in range(times))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm")
def test_a_cross_product_ends_at_the_limit_of_time(wide: Path) -> None:
    with pytest.raises(QueryError, match="past its limit of 1 seconds"):
        ask(wide, CROSS, limits=Limits(seconds=1))


def test_the_first_rows_of_a_cross_product_come_at_once(wide: Path) -> None:
    table = ask(wide, "SELECT * { ?a ?b ?c . ?d ?e ?f }", limits=Limits(rows=10))
    assert (len(table.rows), table.cut) == (10, True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux keeps to a limit of memory")
def test_doubling_strings_end_at_the_limit_of_memory(wide: Path) -> None:
    with pytest.raises(QueryError, match="more than 128 MB"):
        ask(wide, f"SELECT (STRLEN(?x26) AS ?n) {{ {doubled(26)} }}", limits=Limits(megabytes=128))


def test_an_answer_that_is_too_large_is_refused(wide: Path) -> None:
    with pytest.raises(QueryError, match="larger than 1 MB"):
        ask(wide, f"SELECT ?x18 {{ {doubled(18)} }}", limits=Limits(answer_megabytes=1))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_crash_of_the_engine_is_an_error_and_not_the_end_of_us(wide: Path) -> None:
    deep = "SELECT * { " + "{" * 5000 + "}" * 5000 + " }"
    with pytest.raises(QueryError, match="crashed the engine"):
        ask(wide, deep, limits=Limits(depth=10**6, characters=10**6))


def test_a_pattern_that_hangs_other_engines_is_answered(wide: Path) -> None:
    assert ask(wide, f"SELECT (REGEX('{'a' * 3000}!', '^(a+)+$') AS ?x) {{}}").values() == [(False,)]


# ---------------------------------------------------------------- tables


def table(*cells: Cell | None) -> Table:
    return Table(("a",), tuple((cell,) for cell in cells), labels={"https://w3id.org/entente/country/kr": "Korea"})


def literal(value: str, kind: str = "string") -> Cell:
    return Cell("literal", value, f"http://www.w3.org/2001/XMLSchema#{kind}")


def test_values_are_python_values_by_their_datatype() -> None:
    kinds = [
        literal("3", "integer"),
        literal("0.5", "decimal"),
        literal("true", "boolean"),
        literal("2024-03-05", "date"),
    ]
    kinds += [
        literal("2024", "gYear"),
        literal("x", "integer"),
        Cell("iri", "https://w3id.org/entente/country/kr"),
        None,
    ]
    expected = [3, 0.5, True, MEETING_DAY, "2024", "x", "cty:kr", None]
    assert [value for (value,) in table(*kinds).values()] == expected


def test_people_see_names_and_machines_see_keys() -> None:
    country = Cell("iri", "https://w3id.org/entente/country/kr")
    assert table(country).to_text() == "a\nKorea\n(1 row)\n"
    assert table(country).to_csv() == "a\ncty:kr\n"
    assert json.loads(table(country, None).to_json()) == [{"a": "cty:kr"}, {"a": None}]
    assert table(Cell("iri", "https://example.org/x y")).to_csv() == "a\nhttps://example.org/x y\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1"])
def test_csv_holds_no_formula(text: str) -> None:
    import csv
    import io

    (_, (field,)) = csv.reader(io.StringIO(table(literal(text)).to_csv(), newline=""))
    assert field == f"'{text}"


def test_a_negative_number_stays_a_number_in_csv() -> None:
    assert table(literal("-5", "integer"), literal("-5")).to_csv() == "a\n-5\n'-5\n"


def test_control_characters_and_markup_reach_no_terminal() -> None:
    shown = table(literal("a\x1b[31mb\u202ec [red]d[/red]\ne\x07")).to_text()
    assert shown == "a\na\\u001b[31mb\\u202ec [red]d[/red] e\\u0007\n(1 row)\n"


def test_a_long_text_is_folded_to_the_width_and_none_of_it_is_lost() -> None:
    shown = table(literal("word " * 100)).to_text(40)
    assert max(len(line) for line in shown.splitlines()) <= 40
    assert shown.count("word") == 100


def test_a_frame_keeps_columns_and_types(folder: Path) -> None:
    pytest.importorskip("pandas")
    frame = named("months", folder).to_frame()
    assert list(frame.columns) == ["month", "meetings"]
    assert frame["meetings"].sum() == 1
    assert list(named("disputes", folder).to_frame().columns)[:2] == ["date", "actor"]
