"""Which names of an article are one entity. Spans are given by hand; what fits two equally stays apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs import cluster_of, marked, named
from extract.corefer import content, fold, is_acronym_of
from extract.layers import Layers


def apart(found: Layers, one: str, other: str) -> bool:
    """Whether two names are two entities."""
    return not cluster_of(found, one) & {other}


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The World Bank", "world bank"), ("Côte d'Ivoire", "cote d ivoire"), ("U.S.", "us"), ("Korea's", "korea"), ("S.I.A.", "sia"),
        ("Norvik-Kaplan  Steel", "norvik kaplan steel"), ("", ""), ("the", "the"),
    ],
)  # fmt: skip
def test_folding_takes_case_accents_points_and_articles_away(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=30))
def test_a_folded_name_has_no_edges_no_capitals_and_single_spaces(name: str) -> None:
    assert fold(name) == " ".join(fold(name).split()).lower()


def test_content_words_join_spelling_variants() -> None:
    assert content("Department of Trade") == content("the Ministry of Trade")
    assert content("Ministry of Trade") != content("Ministry of Industry")


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("SMG", "Semiconductor Makers Guild", True), ("S.M.G.", "Semiconductor Makers Guild", True), ("MTIE", "Ministry of Trade, Industry and Energy", True),
        ("MoTI", "Ministry of Trade and Industry", True), ("MOTIE", "Ministry of Trade, Industry and Energy", True), ("SMG", "Steel Makers Union", False),
        ("S", "Steel", False), ("SM", "Semiconductor Makers Guild", False), ("SMG", "Smg", False),
    ],
)  # fmt: skip
def test_an_acronym_holds_the_initials_of_a_name_in_order(short: str, long: str, fits: bool) -> None:
    assert is_acronym_of(short, long) is fits


def test_the_acronym_in_brackets_and_every_later_one_are_the_body() -> None:
    found = named(marked("The {Semiconductor Makers Guild|Organization} (SMG) spoke. Later {SMG|Organization} left."))
    assert cluster_of(found, "SMG") == {"Semiconductor Makers Guild", "SMG"}


def test_an_acronym_that_was_never_introduced_finds_its_only_body() -> None:
    found = named(marked("The {Semiconductor Makers Guild|Organization} spoke. {SMG|Organization} left."))
    assert cluster_of(found, "SMG") == {"Semiconductor Makers Guild", "SMG"}


def test_an_acronym_of_two_bodies_joins_neither() -> None:
    found = named(
        marked("{Steel Makers Guild|Organization} and {Shoe Makers Guild|Organization} met. {SMG|Organization} left.")
    )
    assert cluster_of(found, "SMG") == {"SMG"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Choo Sang-woo", "Chu Sang-woo"), ("Hassim Al-Qadiri", "Hasem Mohamed AlQadiri"), ("Gennady Maslyuk", "Gennadiy Maslyuk"),
        ("Darman P. Sitorus", "Darman Sitorus"),
    ],
)  # fmt: skip
def test_two_spellings_of_a_name_are_one_person(one: str, other: str) -> None:
    found = named(marked(f"{{{one}|Person}} spoke. {{{other}|Person}} left."))
    assert not apart(found, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Soto", "Mario Soto"), ("Kim Min-ho", "Kang Min-ho"), ("Ivan Petrov", "Ivana Petrova"), ("Li Wei", "Lu Wei"),
        ("Anna Lee", "Ann Lee"),
    ],
)  # fmt: skip
def test_two_people_of_like_names_stay_two(one: str, other: str) -> None:
    found = named(marked(f"{{{one}|Person}} spoke. {{{other}|Person}} left."))
    assert apart(found, one, other)


def test_a_surname_is_the_person_named_in_full_before() -> None:
    found = named(marked("{Ann Quispe|Person} met {Bo Ek|Person}. {Quispe|Person} smiled."))
    assert cluster_of(found, "Quispe") == {"Ann Quispe", "Quispe"}


def test_another_surname_is_another_person() -> None:
    found = named(marked("{Ann Quispe|Person} met {Bo Ek|Person}. {Torres|Person} smiled."))
    assert cluster_of(found, "Torres") == {"Torres"}


def test_two_people_of_one_surname_stay_apart() -> None:
    found = named(marked("{Ann Quispe|Person} met {Luis Quispe|Person}."))
    assert apart(found, "Ann Quispe", "Luis Quispe")


def test_a_surname_behind_a_title_is_the_person_whose_title_it_was() -> None:
    found = named(marked("{Minister|Title} {Ann Quispe|Person} spoke. {Minister|Title} {Quispe|Person} left."))
    assert cluster_of(found, "Quispe") == {"Ann Quispe", "Quispe"}


def test_an_initial_stands_for_a_given_name() -> None:
    found = named(marked("{Ann B. Quispe|Person} spoke. {Ann Quispe|Person} left. {A. Quispe|Person} came."))
    assert cluster_of(found, "A. Quispe") == {"Ann B. Quispe", "Ann Quispe", "A. Quispe"}
    other = named(marked("{Ann Quispe|Person} spoke. {C. Quispe|Person} came."))
    assert apart(other, "Ann Quispe", "C. Quispe")


def test_family_name_first_and_last_are_one_person() -> None:
    found = named(marked("{Ahn Dukjae|Person} spoke. {Dukjae Ahn|Person} left."))
    assert cluster_of(found, "Dukjae Ahn") == {"Ahn Dukjae", "Dukjae Ahn"}


def test_the_first_word_of_a_company_is_the_company() -> None:
    found = named(marked("{Norvik Motor Company|Organization} grew. {Norvik|Organization} hired."))
    assert cluster_of(found, "Norvik") == {"Norvik Motor Company", "Norvik"}


def test_the_first_word_of_two_companies_is_neither() -> None:
    found = named(
        marked(
            "{Norvik Motor Company|Organization} and {Norvik Steel Works|Organization} grew. {Norvik|Organization} hired."
        )
    )
    assert cluster_of(found, "Norvik") == {"Norvik"}


def test_a_bare_cue_word_is_no_short_form_of_a_body() -> None:
    found = named(marked("{Bank Norvik Group|Organization} grew. {Bank|Organization} hired."))
    assert cluster_of(found, "Bank") == {"Bank"}


def test_country_name_adjective_and_spelling_are_one_country() -> None:
    found = named(marked("Peru spoke. Peruvian officials left. The Republic of Peru grew."))
    assert cluster_of(found, "Peruvian") == {"Peru", "Peruvian", "Republic of Peru"}
    [peru] = [c for c in found.clusters if c.mentions]
    assert peru.country == "PE"


def test_two_countries_are_two() -> None:
    found = named(marked("North Korea and South Korea met."))
    assert apart(found, "North Korea", "South Korea")


def test_a_country_is_not_named_by_its_adjective_where_a_noun_stands() -> None:
    found = named(marked("Peruvian officials left. Peruvian farmers came. Then Peru spoke."))
    assert [c.name for c in found.clusters if c.mentions] == ["Peru"]


def test_ministries_of_the_same_name_with_the_country_in_it_are_one_only_for_one_state() -> None:
    found = named(marked("{Kenyan Ministry of Trade|Organization} met {Ghanaian Ministry of Trade|Organization}."))
    assert apart(found, "Kenyan Ministry of Trade", "Ghanaian Ministry of Trade")
    same = named(marked("{Kenyan Ministry of Trade|Organization} spoke. {Ministry of Trade|Organization} left."))
    assert cluster_of(same, "Ministry of Trade") == {"Kenyan Ministry of Trade", "Ministry of Trade"}


def test_ministries_of_different_states_stay_apart_though_their_names_are_alike() -> None:
    found = named(marked("Kenya's {Ministry of Trade|Organization} met Ghana's {Ministry of Trade|Organization}."))
    homes = {m.entity for m in found.mentions if m.text == "Ministry of Trade"}
    assert len(homes) == 2


def test_an_agreement_is_known_by_part_of_its_name() -> None:
    found = named(
        marked("The {Nile Valley Trade Agreement|Agreement} was signed. The {Trade Agreement|Agreement} counts.")
    )
    assert cluster_of(found, "Trade Agreement") == {"Nile Valley Trade Agreement", "Trade Agreement"}


def test_an_agreement_of_other_words_is_another() -> None:
    found = named(
        marked("The {Nile Valley Trade Agreement|Agreement} was signed. The {Fisheries Pact|Agreement} counts.")
    )
    assert apart(found, "Nile Valley Trade Agreement", "Fisheries Pact")


def test_things_of_different_types_do_not_join() -> None:
    found = named(marked("{Norvik|Organization} spoke in {Norvik Valley|Place}."))
    assert apart(found, "Norvik", "Norvik Valley")


def test_the_fullest_form_names_the_entity_and_the_others_are_its_aliases() -> None:
    found = named(marked("{Norvik|Organization} hired. {Norvik Motor Company|Organization} grew."))
    [cluster] = [c for c in found.clusters if c.mentions]
    assert (cluster.name, cluster.aliases) == ("Norvik Motor Company", {"Norvik"})


def test_every_mention_belongs_to_the_cluster_it_names() -> None:
    found = named(
        marked("{Ann Quispe|Person} of Peru met {Bo Ek|Person} of the WTO and {Quispe|Person} left {Lima|Place}.")
    )
    for mention in found.mentions:
        assert mention in found.clusters[mention.entity].mentions
