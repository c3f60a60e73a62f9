"""The scorer counts what it says it counts, and every benchmark script can be asked what it does. Nothing is measured here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from project import ROOT

from extract.training.align import align, fold
from extract.training.scoring import Result, edges, score

BENCHMARKS = ROOT / "tests" / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

Item = dict[str, Any]
KEY = ("a", 0)


def entity(id: str, kind: str, name: str, *aliases: str, country: str | None = None, optional: bool = False) -> Item:
    return {"id": id, "type": kind, "name": name, "aliases": [*aliases], "country": country, "optional": optional}


def event(kind: str, agents: str, targets: str = "", **more: Any) -> Item:
    return {"type": kind, "agents": agents.split(), "targets": targets.split(), **more}


def article(*events: Item, states: tuple[Item, ...] = (), extra: tuple[Item, ...] = ()) -> Item:
    people = (entity("e1", "Person", "Ahn Dukgeun", country="KR"), entity("e2", "Person", "Amina Yusuf", country="KE"))
    states_too = (entity("e3", "Country", "Korea", country="KR"), entity("e4", "Country", "Kenya", country="KE"))
    return {
        "doc": "a.txt",
        "article": 0,
        "entities": [*people, *states_too, *extra],
        "events": [*events],
        "states": [*states],
    }


def scored(gold: Item, system: Item) -> Result:
    return score({KEY: gold}, {KEY: system})


MEETING = event("meet", "e1 e2", status="held", date="2024-03-05")


def test_what_is_wanted_scores_one_on_itself() -> None:
    result = scored(article(MEETING), article(MEETING))
    assert [result[part]["f1"] for part in ("entities", "event_edges", "edges")] == [1.0, 1.0, 1.0]
    assert [result["attributes"][name]["f1"] for name in ("date", "status")] == [1.0, 1.0]


def test_a_missing_article_costs_recall_and_an_extra_edge_precision() -> None:
    result = score(
        {KEY: article(MEETING), ("b", 0): article(MEETING)}, {KEY: article(MEETING, event("aid", "e3", "e4"))}
    )
    assert (result["answered"], result["articles"]) == (1, 2)
    assert (result["edges"]["p"], result["edges"]["r"]) == (0.5, 0.5)


def test_a_person_may_stand_for_the_country_but_not_for_another() -> None:
    assert scored(article(MEETING), article(event("meet", "e3 e4")))["edges"]["right"] == 1
    assert scored(article(MEETING), article(event("meet", "e3 e1")))["edges"]["right"] == 0


def test_the_ends_of_a_meeting_have_no_order_and_those_of_aid_have() -> None:
    assert scored(article(MEETING), article(event("meet", "e2 e1")))["edges"]["right"] == 1
    assert scored(article(event("aid", "e3", "e4")), article(event("aid", "e4", "e3")))["edges"]["right"] == 0


def test_what_is_optional_counts_neither_for_nor_against() -> None:
    spare = entity("e5", "Place", "Nairobi", optional=True)
    with_it, without = article(MEETING, extra=(spare,)), article(MEETING)
    assert scored(with_it, without)["entities"] == scored(with_it, with_it)["entities"]


@pytest.mark.parametrize(("said", "right"), [("2024-03-05", 1), ("2024-03", 0), ("2024-03-06", 0), (None, 0)])
def test_a_date_may_be_finer_than_wanted_but_not_coarser(said: str | None, right: int) -> None:
    assert scored(article(MEETING), article({**MEETING, "date": said}))["attributes"]["date"]["right"] == right
    coarse = article({**MEETING, "date": "2024-03"})
    assert scored(coarse, article(MEETING))["attributes"]["date"]["right"] == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (entity("g", "Person", "Ahn Dukgeun"), entity("s", "Person", "Dukgeun Ahn"), True),
        (entity("g", "Person", "Ahn Dukgeun"), entity("s", "Person", "Ahn Duk-geun"), True),
        (entity("g", "Person", "Ahn Dukgeun"), entity("s", "Person", "Ahn Yusuf"), False),
        (entity("g", "Organization", "Ministry of Trade"), entity("s", "Organization", "the Ministry of Trade"), True),
        (entity("g", "Organization", "Ministry of Trade"), entity("s", "Organization", "Ministry of Health"), False),
        (entity("g", "Organization", "Ministry of Trade"), entity("s", "Place", "Ministry of Trade"), False),
        (entity("g", "Country", "Korea", country="KR"), entity("s", "Country", "Seoul", country="KR"), True),
    ],
)
def test_which_names_are_the_same_thing(one: Item, other: Item, same: bool) -> None:
    assert (align([one], [other]) == {"s": "g"}) is same


def test_folding_takes_case_accents_points_and_the_article_off() -> None:
    assert fold("The  U.S.’s Économie") == "us economie"


def test_an_event_with_one_agent_and_no_target_is_no_edge() -> None:
    assert edges(article(event("meet", "e1"))) == {}
    assert len(edges(article(event("sign", "e1 e2", "e3")))) == 3


@pytest.mark.parametrize("path", sorted(BENCHMARKS.glob("*.py")), ids=lambda path: path.stem)
def test_a_script_says_what_it_does_and_the_parts_are_no_scripts(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if "def main()" not in source:
        assert path.stem in ("align", "command")
        return
    if "playwright" in source:
        pytest.importorskip("playwright", reason="playwright is not installed")
    done = subprocess.run([sys.executable, str(path), "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "usage:" in done.stdout
    assert f"tests/benchmarks/{path.name}" in done.stdout
