"""Names: the model's spans and the gazetteer's hits become one set of mentions. Spans are given by hand, in braces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docs import marked, types
from extract.layers import Layers, layers
from extract.names import find_names, trim


def found(text: str) -> Layers:
    """Mentions and titles of marked text."""
    return layers(find_names(marked(text)))


def titles(text: str) -> list[str]:
    """The offices of marked text."""
    return [t.text for t in found(text).titles]


@pytest.mark.parametrize(
    ("text", "start", "end", "kept"),
    [
        ("the World Bank", 0, 14, "World Bank"),
        ("“World Bank”,", 0, 13, "World Bank"),
        ("Kenya's", 0, 7, "Kenya"),
        ("ministers’", 0, 10, "ministers"),
        ("the U.S.", 0, 8, "U.S."),
        ("Norvik Inc.", 0, 11, "Norvik Inc."),
        ("Norvik Steel.", 0, 13, "Norvik Steel"),
        ("Trade Office (TO", 0, 16, "Trade Office"),
        ("...", 0, 3, ""),
    ],
)
def test_quotes_articles_and_possessives_are_trimmed_but_not_the_stop_of_an_abbreviation(
    text: str, start: int, end: int, kept: str
) -> None:
    first, last = trim(text, start, end)
    assert text[first:last] == kept


@given(st.text(max_size=30))
@settings(deadline=None)
def test_trimming_never_leaves_the_stretch(text: str) -> None:
    start, end = trim(text, 0, len(text))
    assert 0 <= start <= len(text)
    assert end <= len(text)


def test_a_country_that_the_lexicon_knows_gets_its_code_without_the_model() -> None:
    [mention] = found("Exports to Peru rose.").mentions
    assert (mention.text, mention.type, mention.country, mention.source) == ("Peru", "Country", "PE", "lexicon")


def test_an_adjective_of_a_country_is_marked_as_one_and_a_noun_is_not() -> None:
    forms = {m.text: m.form for m in found("Peruvian exports to Chile rose.").mentions}
    assert forms == {"Peruvian": "adjective", "Chile": "name"}


def test_a_capital_that_the_model_takes_for_a_state_is_its_government() -> None:
    [mention] = found("{Lima|Country} protested.").mentions
    assert (mention.type, mention.country) == ("Country", "PE")
    [place] = found("They met in {Lima|Place}.").mentions
    assert (place.type, place.country) == ("Place", "PE")


def test_a_country_that_no_lexicon_knows_is_only_a_place() -> None:
    assert types(found("{Quaxia|Country} protested.")) == {"Quaxia": "Place"}


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Trade, Industry and Energy",
        "Ministry of Foreign Affairs, Trade and Integration",
        "Department of Agriculture and Food",
        "Ministry for Primary Industries",
        "Directorate of Customs & Excise",
        "Bureau of Standards",
    ],
)
def test_an_office_with_a_list_of_portfolios_is_one_name(name: str) -> None:
    head = name.split(",")[0].split(" and ")[0]
    text = name.replace(head, f"{{{head}|Organization}}", 1)
    assert types(found(f"The {text} spoke today."))[name] == "Organization"


def test_two_bodies_joined_by_and_stay_two() -> None:
    got = types(found("The {Ministry of Industry|Organization}, and the {Bureau of Standards|Organization} spoke."))
    assert set(got) == {"Ministry of Industry", "Bureau of Standards"}


def test_a_ministry_does_not_swallow_the_minister_beside_it() -> None:
    got = found("The {Ministry of Trade|Organization} and {Minister|Title} {Ann Lee|Person} spoke.")
    assert types(got) == {"Ministry of Trade": "Organization", "Ann Lee": "Person"}


def test_a_ministry_does_not_swallow_its_country() -> None:
    got = types(found("The {Ministry of Trade|Organization} of {Kenya|Country} spoke."))
    assert got == {"Ministry of Trade": "Organization", "Kenya": "Country"}


def test_an_office_in_front_of_a_name_is_no_part_of_it() -> None:
    got = found("{Minister Ann Lee|Person} spoke.")
    assert types(got) == {"Ann Lee": "Person"}
    assert [t.text for t in got.titles] == ["Minister"]


@pytest.mark.parametrize("honorific", ["Mr.", "Mrs", "Dr.", "Sir", "Datuk"])
def test_an_honorific_is_no_part_of_a_name_and_no_office(honorific: str) -> None:
    got = found(f"{{{honorific} Ann Lee|Person}} spoke.")
    assert types(got) == {"Ann Lee": "Person"}
    assert got.titles == []


def test_a_capitalised_name_behind_an_office_is_a_person_where_the_model_saw_none() -> None:
    got = found("{Trade Minister|Title} Ann Mary Lee spoke to Ben Ode.")
    assert types(got) == {"Ann Mary Lee": "Person"}


def test_a_short_form_in_brackets_is_a_name_of_what_stands_before_it() -> None:
    got = found("The {Semiconductor Makers Guild|Organization} (SMG) spoke.")
    short = next(m for m in got.mentions if m.text == "SMG")
    assert short.source == "bracket"
    assert short.link is not None
    assert short.link.text == "Semiconductor Makers Guild"


@pytest.mark.parametrize("bracket", ["(pictured)", "(2031)", "(Left)"])
def test_a_remark_in_brackets_is_no_name(bracket: str) -> None:
    got = found(f"The {{Semiconductor Makers Guild|Organization}} {bracket} spoke.")
    assert types(got) == {"Semiconductor Makers Guild": "Organization"}


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("{Nile Trade Agreement|Organization}", "Agreement"),
        ("{Mekong Rail Summit|Organization}", "Occasion"),
        ("{Fair Chips Act|Agreement}", "Initiative"),
        ("{Norvik University|Person}", "Organization"),
        ("{Norvik Steel|Organization}", "Organization"),
        ("{Ministry of the Protocol|Organization}", "Organization"),
    ],
)
def test_the_last_word_of_a_name_settles_its_type(given: str, right: str) -> None:
    [kind] = types(found(f"They spoke of {given}.")).values()
    assert kind == right


def test_a_surname_is_a_person_whatever_the_model_took_it_for() -> None:
    got = found("{Ann Quispe|Person} spoke. {Quispe|Organization} left.")
    assert types(got)["Quispe"] == "Person"
    assert types(found("{Ann Quispe|Person} spoke. {Norvik|Organization} left."))["Norvik"] == "Organization"


def test_one_form_has_one_type_in_an_article() -> None:
    got = found("{Norvik|Organization} grew. {Norvik|Organization} fell. {Norvik|Place} rose.")
    assert {m.type for m in got.mentions} == {"Organization"}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("HANOI, March 8 - {Peru|Country} spoke.", "dateline"),
        ("Hanoi (Norvik Wire) - {Peru|Country} spoke.", "dateline"),
        ("Hanoi is large and {Peru|Country} spoke.", "name"),
    ],
)
def test_the_place_of_a_dateline_is_marked(text: str, form: str) -> None:
    assert next(m.form for m in found(text).mentions if m.text.lower() == "hanoi") == form


def test_a_country_inside_another_name_is_marked_as_inside() -> None:
    forms = {m.text: m.form for m in found("The {Bank of Peru|Organization} spoke.").mentions}
    assert forms == {"Bank of Peru": "name", "Peru": "inside"}


def test_a_person_named_like_a_country_is_no_country() -> None:
    assert types(found("{Michael Jordan|Person} spoke.")) == {"Michael Jordan": "Person"}
    assert types(found("{Chad|Person} spoke.")) == {"Chad": "Person"}


def test_a_well_known_body_is_found_without_the_model() -> None:
    got = next(m for m in found("The WTO ruled.").mentions)
    assert (got.type, got.known) == ("Organization", "World Trade Organization")


def test_titles_and_mentions_stand_in_order_of_the_text() -> None:
    got = found("{Envoy|Title} {Bo Ek|Person} and {Minister|Title} {Ann Lee|Person} of Peru met in Hanoi.")
    assert [m.text for m in got.mentions] == ["Bo Ek", "Ann Lee", "Peru", "Hanoi"]
    assert titles("{Envoy|Title} {Bo Ek|Person} met {Minister|Title} {Ann Lee|Person}.") == ["Envoy", "Minister"]


@given(
    st.lists(
        st.sampled_from(
            ["Peru", "(PPF)", "the", "Ministry of Trade", "Minister", ",", ".", "\u200b", "’s", "-", "Ann Lee", "\n"]
        ),
        max_size=12,
    )
)
@settings(deadline=None, max_examples=60)
def test_every_mention_is_the_text_where_it_stands(words: list[str]) -> None:
    got = found(" ".join(["{Ann Lee|Person}", *words, "{Norvik|Organization}", *words]))
    for mention in got.mentions:
        assert got.text[mention.start : mention.end] == mention.text
        assert 0 <= mention.first <= mention.last
