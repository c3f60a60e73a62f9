"""The gazetteer: countries, places and bodies that the lexicon knows, found in text. Knows no grammar, needs no model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import lexicon
from extract.gazetteer import find, government_at, plain


def kinds(text: str) -> list[tuple[str, str, str | None]]:
    """(text, kind, country) of each hit."""
    return [(text[h.start : h.end], h.known.kind, h.known.country) for h in find(text)]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Exports to Peru rose.", ("Peru", "name", "PE")),
        ("A Peruvian envoy left.", ("Peruvian", "adjective", "PE")),
        ("Peruvians vote.", ("Peruvians", "people", "PE")),
        ("Talks in Lima ended.", ("Lima", "capital", "PE")),
        ("The WTO ruled.", ("WTO", "body", None)),
        ("Exports to PERU rose.", ("PERU", "name", "PE")),
        ("Peru's exports rose.", ("Peru", "name", "PE")),
        ("Peru’s exports rose.", ("Peru", "name", "PE")),
        ("the Peru-Ghana pact", ("Peru", "name", "PE")),
    ],
)
def test_a_known_form_is_found_with_what_it_is_and_whose(text: str, hit: tuple[str, str, str | None]) -> None:
    assert hit in kinds(text)


@pytest.mark.parametrize(
    "text", ["He ate perudo.", "peru is small", "Perugia is old.", "a chile pepper", "us and them"]
)
def test_a_word_that_only_looks_like_one_is_not_found(text: str) -> None:
    assert [k for k in kinds(text) if k[1] in {"name", "adjective"}] == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Guinea-Bissau signed.", "GW"), ("Papua New Guinea signed.", "PG"), ("Equatorial Guinea signed.", "GQ"), ("Guinea signed.", "GN"),
        ("Democratic Republic of the Congo signed.", "CD"), ("North Korea signed.", "KP"), ("South Sudan signed.", "SS"), ("Sudan signed.", "SD"),
    ],
)  # fmt: skip
def test_the_longest_name_wins(text: str, country: str) -> None:
    assert [(k, c) for _, k, c in kinds(text)] == [("name", country)]


@pytest.mark.parametrize(
    "text", ["the U.S. and Peru", "the US and Peru", "the United States and Peru", "the USA and Peru"]
)
def test_the_united_states_are_found_in_every_spelling(text: str) -> None:
    assert [c for _, _, c in kinds(text)] == ["US", "PE"]


def test_accents_do_not_hide_a_name() -> None:
    assert [c for _, _, c in kinds("Việt Nam and Viet Nam")] == ["VN", "VN"]
    assert plain("Côte") == "Cote"


def test_two_words_of_a_name_parted_by_more_than_a_space_are_not_that_name() -> None:
    assert [c for _, _, c in kinds("South Korea")] == ["KR"]
    assert "KR" not in [c for _, _, c in kinds("to the South. Sudan signed")]


def test_a_line_break_inside_a_name_does_not_hide_it() -> None:
    assert [c for _, _, c in kinds("New\nZealand signed")] == ["NZ"]


def test_the_georgia_that_may_be_a_state_is_marked_ambiguous_and_peru_is_not() -> None:
    assert [h.known.ambiguous for h in find("Peru")] == [False]
    assert [h.known.ambiguous for h in find("Jordan")] == [True]


def test_brussels_is_the_government_of_the_union_and_paris_of_france() -> None:
    assert government_at("Brussels", "BE") == "EU"
    assert government_at("Paris", "FR") == "FR"


@pytest.mark.parametrize("country", lexicon.countries(), ids=lambda c: f"{c.code}-{c.name}")
def test_every_country_is_found_by_its_own_name(country: lexicon.Country) -> None:
    hits = find(f"Trade with {country.name} grew.")
    assert [h.known.country for h in hits if h.known.kind == "name"][:1] == [country.code] or country.code in {
        "DE",
        "CD",
    }


@given(st.text())
def test_hits_stand_in_order_inside_the_text_and_never_overlap(text: str) -> None:
    ends = [0]
    for hit in find(f"Peru {text} WTO"):
        assert ends[-1] <= hit.start < hit.end <= len(text) + 9
        ends.append(hit.end)
