"""The sectors: the shipped file is sound, broken copies are refused, and topics are about what they name."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from extract.errors import LexiconError
from graph.cli import cli
from graph.sectors import _found, _index, _parts, broader, label, load_sectors, sectors, sectors_of, top_of, tops

SHIPPED = Path(__file__).parents[1] / "graph" / "sectors.yml"
Load = Callable[[list[Any]], Any]


# ---------------------------------------------------------------- the shipped file


def test_the_shipped_file_opens_with_what_it_is() -> None:
    assert SHIPPED.read_text(encoding="utf-8").startswith("# Topics of trade diplomacy")


def test_every_concept_is_called_by_its_first_term() -> None:
    assert [concept.id for concept in sectors() if concept.label != concept.terms[0]] == []


def test_every_term_names_its_own_concept_and_no_other() -> None:
    """No concept's term hides in another's, and none is lost to how words are cut."""
    found = {(concept.id, term): sectors_of([term]) for concept in sectors() for term in concept.terms}
    assert len(found) > 2500
    assert {pair: ids for pair, ids in found.items() if ids != (pair[0],)} == {}


def test_every_concept_has_a_top() -> None:
    assert tops() == ("goods", "services", "trade-policy", "cooperation")
    assert {top_of(concept.id) for concept in sectors()} == set(tops())


def test_a_concept_knows_its_name_and_what_stands_above_it() -> None:
    assert label("poultry") == "poultry"
    assert label("fish") == "fish and seafood"
    assert (broader("poultry"), broader("meat"), broader("agri-food"), broader("goods")) == (
        "meat",
        "agri-food",
        "goods",
        None,
    )
    assert top_of("poultry") == top_of("goods") == "goods"


@pytest.mark.parametrize("ask", [label, broader, top_of])
def test_an_id_that_is_no_concept_is_a_key_error(ask: Callable[[str], object]) -> None:
    with pytest.raises(KeyError, match="kites"):
        ask("kites")


# ---------------------------------------------------------------- what topics are about


@pytest.mark.parametrize(
    ("topics", "ids"),
    [
        ([], ()),
        ([""], ()),
        (["the weather in Lima"], ()),
        (["beef"], ("meat",)),
        (["Beef"], ("meat",)),
        (["BEEF"], ("meat",)),
        (["visas for beef and citrus"], ("fruit", "meat", "migration")),
        (["beef", "mutton"], ("meat",)),
        (["steel", "beef"], ("meat", "steel")),
        (["steel and aluminium"], ("aluminium", "steel")),
        (["trade and investment"], ("bilateral-trade", "investment")),
        (["oil & gas"], ("gas", "oil")),
    ],
)
def test_topics_are_about_the_concepts_whose_terms_they_hold(topics: list[str], ids: tuple[str, ...]) -> None:
    assert sectors_of(topics) == ids


@pytest.mark.parametrize("topic", ["beefy", "steelyard", "unfair", "teak", "ricer"])
def test_a_piece_of_a_word_is_no_term(topic: str) -> None:
    assert sectors_of([topic]) == ()


def test_broader_concepts_are_not_named() -> None:
    assert sectors_of(["poultry"]) == ("poultry",)


@pytest.mark.parametrize(
    ("long", "short", "both"),
    [
        ("wheat flour", "wheat", ("flour",)),
        ("turkey meat", "meat", ("poultry",)),
        ("rice market", "rice", ("rice",)),
        ("live cattle and turkey meat", "meat", ("livestock", "poultry")),
    ],
)
def test_the_longest_term_wins(long: str, short: str, both: tuple[str, ...]) -> None:
    assert sectors_of([long]) == both
    assert sectors_of([short]) != ()


def test_the_longest_term_wins_wherever_it_begins(tmp_path: Path) -> None:
    data = [{"id": "paper", "label": "rice paper"}, {"id": "lantern", "label": "paper lantern shop"}]
    path = tmp_path / "sectors.yml"
    path.write_text(yaml.safe_dump([{**entry, "terms": [entry["label"]]} for entry in data]), encoding="utf-8")
    terms = _index(load_sectors(path))
    assert _found(_parts("rice paper lantern shop"), terms) == {"lantern"}
    assert _found(_parts("rice paper lantern"), terms) == {"paper"}
    assert _found(_parts("rice paper, paper lantern shop"), terms) == {"paper", "lantern"}


@pytest.mark.parametrize(
    ("topic", "other"),
    [
        ("free-trade agreement", "free trade agreement"), ("rare-earth magnets", "rare earth magnets"), ("women’s rights", "women's rights"),
        ("supply-chain resilience", "supply chain resilience"), ("anti‑dumping duties", "anti-dumping duties"), ("Covid-19", "COVID-19"),
    ],
)  # fmt: skip
def test_spellings_of_one_term_are_one(topic: str, other: str) -> None:
    assert sectors_of([topic]) == sectors_of([other]) != ()


@pytest.mark.parametrize(
    ("acronym", "word"), [("EVs", "evs"), ("IT services", "it services"), ("TRIPS waiver", "trips")]
)
def test_an_acronym_in_small_letters_is_another_word(acronym: str, word: str) -> None:
    assert sectors_of([acronym]) not in ((), sectors_of([word]))


def test_the_words_beside_an_acronym_may_be_written_in_any_case() -> None:
    assert sectors_of(["AI Governance"]) == sectors_of(["AI governance"]) == sectors_of(["AI GOVERNANCE"]) != ()


def test_no_term_reaches_over_a_comma() -> None:
    assert "goods" in sectors_of(["goods trade"])
    assert sectors_of(["wheat, flour"]) == ("cereals", "flour")
    assert sectors_of(["wheat flour"]) == ("flour",)


def test_what_is_said_not_to_be_it_is_not() -> None:
    assert "oil" in sectors_of(["oil trade"])
    assert "oil" not in sectors_of(["non-oil trade"])
    assert "oil" not in sectors_of(["Non‑oil trade"])
    assert sectors_of(["non-tariff barriers"]) != sectors_of(["tariff barriers"])


def test_a_hundred_thousand_topics_take_seconds() -> None:
    terms = [term for concept in sectors() for term in concept.terms]
    topics = [f"{terms[i % len(terms)]} and {terms[7 * i % len(terms)]} of lot {i}" for i in range(100_000)]
    begun = time.perf_counter()
    assert len(sectors_of(topics)) == len(sectors())
    assert time.perf_counter() - begun < 20


# ---------------------------------------------------------------- broken copies


@pytest.fixture(name="refused")
def _refused(tmp_path: Path) -> Callable[[Load], str]:
    """What the loader says of the shipped file after a change."""

    def message(change: Load) -> str:
        path = tmp_path / "sectors.yml"
        path.write_text(yaml.safe_dump(change(_shipped())), encoding="utf-8")
        with pytest.raises(LexiconError) as caught:
            load_sectors(path)
        return str(caught.value)

    return message


def _shipped() -> list[Any]:
    data: list[Any] = yaml.load(
        SHIPPED.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return data


def kites(**values: Any) -> dict[str, Any]:
    return {"id": "kites", "label": "kites", "terms": ["kites"], **values}


def test_a_sound_copy_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "sectors.yml"
    path.write_text(yaml.safe_dump([*_shipped(), kites(broader="goods")]), encoding="utf-8")
    assert load_sectors(path)[:-1] == sectors()


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"colour": "blue"}, "colour"),
        ({"terms": 3}, "terms"),
        ({"terms": []}, "terms"),
        ({"terms": ["kites", "&"]}, "terms.1"),
        ({"id": "Kites and such"}, "id"),
        ({"label": None}, "label"),
        ({"hs": ["951"]}, "hs.0"),
        ({"hs": [95]}, "hs.0"),
    ],
)
def test_a_broken_entry_is_refused_with_file_entry_and_key(
    values: dict[str, Any], where: str, refused: Callable[[Load], str]
) -> None:
    message = refused(lambda data: [data[0], kites(**values), *data[1:]])
    assert message.startswith(f"sectors.yml, entry 2 ({values.get('id', 'kites')}): {where}: ")
    assert message.endswith("; mend it")


@pytest.mark.parametrize("entry", ["kites", None, 7, ["kites"]])
def test_an_entry_that_is_no_mapping_is_refused(entry: Any, refused: Callable[[Load], str]) -> None:
    assert refused(lambda data: [entry, *data]).startswith("sectors.yml, entry 1 (")


@pytest.mark.parametrize("whole", [None, {}, [], "kites"])
def test_a_file_that_is_no_list_is_refused(whole: Any, refused: Callable[[Load], str]) -> None:
    assert refused(lambda _: whole) == "sectors.yml: the file is a list of entries; begin each with '- '"


def test_a_file_that_is_no_yaml_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "sectors.yml"
    path.write_text("- {id: [kites}", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"(?s)^sectors\.yml: not YAML .*; mend the line it names$"):
        load_sectors(path)


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ([kites(broader="toys-of-quaxia")], "kites: broader 'toys-of-quaxia' is no concept, name one that is or null"),
        ([kites(terms=["kites", "merchandise"])], "'merchandise' stands twice, keep one"),
        ([kites(terms=["kites", "Merchandise"])], "'merchandise' stands twice, keep one"),
        ([kites(terms=["kites", "Kites"])], "'kites' stands twice, keep one"),
        ([kites(terms=["kites", "wheat-flour"])], "'wheat flour' of flour and 'wheat-flour' of kites are one term, keep one"),
        ([kites(id="meat")], "'meat' stands twice, keep one"),
        (
            [kites(broader="strings"), kites(id="strings", terms=["string"], broader="kites")],
            "kites, strings: broader leads back to where it began, let one of them end in null",
        ),
        ([kites(broader="kites")], "kites: broader leads back to where it began, let one of them end in null"),
        (
            [kites(broader="toys", terms=["kites", "merchandise"])],
            "'merchandise' stands twice, keep one; kites: broader 'toys' is no concept, name one that is or null",
        ),
    ],
)  # fmt: skip
def test_entries_that_contradict_each_other_are_all_reported(
    added: list[Any], said: str, refused: Callable[[Load], str]
) -> None:
    assert refused(lambda data: [*data, *added]) == f"sectors.yml: {said}"


def test_what_hangs_below_a_circle_is_not_blamed_for_it(refused: Callable[[Load], str]) -> None:
    ring = [kites(broader="kites"), kites(id="tails", terms=["tails"], broader="kites")]
    assert refused(lambda data: [*data, *ring]).startswith("sectors.yml: kites: broader leads back")


def test_the_check_of_the_vocabulary_reads_the_sectors(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise LexiconError("sectors.yml: 'kites' stands twice, keep one")

    assert CliRunner().invoke(cli, ["check"]).exit_code == 0
    monkeypatch.setattr("graph.sectors.sectors", broken)
    result = CliRunner().invoke(cli, ["check"])
    assert (result.exit_code, result.stderr) == (1, "Error: sectors.yml: 'kites' stands twice, keep one\n")
