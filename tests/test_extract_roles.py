"""Who holds which office for whom. Spans are given by hand; each reading stands beside a control."""

from __future__ import annotations

import pytest

from docs import held_posts, marked, named
from extract.roles import find_posts

TRADE = "Ministry of Trade"


@pytest.mark.parametrize(
    "text",
    [
        "{Director|Title} {Ann Lee|Person} of the {Trade Office|Organization} spoke.",
        "{Ann Lee|Person}, {Director|Title} of the {Trade Office|Organization}, spoke.",
        "{Ann Lee|Person}, {Director|Title}, {Trade Office|Organization}, spoke.",
        "{Ann Lee|Person}, the {Director|Title} at the {Trade Office|Organization}, spoke.",
        "{Trade Office|Organization} {Director|Title} {Ann Lee|Person} spoke.",
        "The {Trade Office|Organization}'s {Director|Title}, {Ann Lee|Person}, spoke.",
        "The {Director|Title} of the {Trade Office|Organization}, {Ann Lee|Person}, spoke.",
        "{Ann Lee|Person} ({Director|Title}, {Trade Office|Organization}) spoke.",
        "{Ann Lee|Person} was appointed {Director|Title} of the {Trade Office|Organization}.",
        "{Ann Lee|Person}, who is {Director|Title} of the {Trade Office|Organization}, spoke.",
        "{Ann Lee|Person} is the new {Director|Title} of the {Trade Office|Organization}.",
        "{Director|Title} Dr. {Ann Lee|Person} of the {Trade Office|Organization} spoke.",
    ],
)
def test_name_office_and_body_side_by_side_are_a_post(text: str) -> None:
    assert held_posts(marked(text)) == [("Ann Lee", "Trade Office", "Director")]


@pytest.mark.parametrize(
    "text",
    [
        "{Ann Lee|Person} spoke. A {director|Title} left the {Trade Office|Organization}.",
        "{Ann Lee|Person} met the {Director|Title} of the {Trade Office|Organization}.",
        "{Ann Lee|Person} praised the {Trade Office|Organization} and a {Director|Title}.",
        "The {Director|Title} of the {Trade Office|Organization} left when {Ann Lee|Person} spoke.",
    ],
)
def test_an_office_that_is_somebody_elses_is_no_post(text: str) -> None:
    assert held_posts(marked(text)) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Kenya's {Trade Minister|Title} {Ann Lee|Person} spoke.", "Trade Minister"),
        ("Kenyan {Trade Minister|Title} {Ann Lee|Person} spoke.", "Trade Minister"),
        ("{Ann Lee|Person}, Kenya's {Trade Minister|Title}, spoke.", "Trade Minister"),
        ("{Trade Minister|Title} {Ann Lee|Person} of Kenya spoke.", "Trade Minister"),
        ("{Ann Lee|Person}, {President|Title} of Kenya, spoke.", "President"),
    ],
)
def test_an_office_without_a_body_is_held_for_the_country(text: str, title: str) -> None:
    assert held_posts(marked(text)) == [("Ann Lee", "Kenyan" if "Kenyan" in text else "Kenya", title)]


def test_a_body_goes_before_the_country_that_owns_it() -> None:
    text = "{Ann Lee|Person}, {Director|Title} of Kenya's {Trade Office|Organization}, spoke."
    assert held_posts(marked(text)) == [("Ann Lee", "Trade Office", "Director")]


def test_two_offices_of_one_person_share_the_body() -> None:
    text = "{Ann Lee|Person}, {Director|Title} and {Chief Economist|Title} of the {Trade Office|Organization}, spoke."
    assert {p[:2] for p in held_posts(marked(text))} == {("Ann Lee", "Trade Office")}


def test_two_people_in_a_row_keep_their_own_offices() -> None:
    text = (
        "{Ann Lee|Person}, {Director|Title} of the {Trade Office|Organization}, and "
        "{Bo Ek|Person}, {President|Title} of the {Norvik Bank|Organization}, spoke."
    )
    assert held_posts(marked(text)) == [("Ann Lee", "Trade Office", "Director"), ("Bo Ek", "Norvik Bank", "President")]


def test_a_minister_takes_the_only_ministry_of_that_trade() -> None:
    text = f"The {{{TRADE}|Organization}} spoke. {{Trade Minister|Title}} {{Ann Lee|Person}} left."
    assert held_posts(marked(text)) == [("Ann Lee", TRADE, "Trade Minister")]


def test_a_minister_takes_no_ministry_of_another_trade() -> None:
    text = "The {Ministry of Health|Organization} spoke. {Trade Minister|Title} {Ann Lee|Person} left."
    assert held_posts(marked(text)) == []


def test_its_president_is_the_president_of_the_last_body() -> None:
    text = "{Norvik Steel|Organization} grew, said its {president|Title} {Ann Lee|Person}."
    assert held_posts(marked(text)) == [("Ann Lee", "Norvik Steel", "president")]


def test_a_minister_whom_two_countries_could_claim_has_no_post() -> None:
    text = "Kenya and Ghana met. {Trade Minister|Title} {Ann Lee|Person} left."
    assert held_posts(marked(text)) == []


def test_a_minister_whom_no_phrase_ties_to_the_only_country_has_no_post() -> None:
    assert held_posts(marked("Kenya grew. {Trade Minister|Title} {Ann Lee|Person} left.")) == []


def test_a_company_office_belongs_to_no_country() -> None:
    text = "Kenya grew. {CEO|Title} {Ann Lee|Person} left."
    assert held_posts(marked(text)) == []


def test_a_name_of_a_body_without_an_office_is_a_post_without_title() -> None:
    assert held_posts(marked("{Ann Lee|Person} of {Norvik Steel|Organization} spoke.")) == [
        ("Ann Lee", "Norvik Steel", None)
    ]
    assert held_posts(marked("{Ann Lee|Person} left {Norvik Steel|Organization}.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "{Bo Ek|Person} of Kenya spoke.",
        "{Bo Ek|Person} (Kenya) spoke.",
        "Kenya's {Bo Ek|Person} spoke.",
        "{Ann Lee|Person} met her Kenyan counterpart, {Bo Ek|Person}.",
    ],
)
def test_a_name_of_a_country_speaks_for_it(text: str) -> None:
    doc = marked(text)
    found = named(doc)
    find_posts(doc)
    assert [found.clusters[s.agents[0]].name for s in found.states] == ["Bo Ek"]
    assert [c.country for c in found.clusters if c.name == "Bo Ek"] == ["KE"]


def test_a_name_beside_a_country_does_not_speak_for_it() -> None:
    assert held_posts(marked("{Ann Lee|Person} left Kenya, and {Bo Ek|Person} stayed in Kenya.")) == []


def test_a_person_represents_the_country_of_the_office() -> None:
    doc = marked("{Ann Lee|Person}, {President|Title} of Kenya, met {Bo Ek|Person}.")
    found = named(doc)
    find_posts(doc)
    assert {c.name: c.country for c in found.clusters if c.type == "Person"} == {"Ann Lee": "KE", "Bo Ek": None}


def test_an_office_named_twice_is_one_post() -> None:
    text = "{Ann Lee|Person}, {Director|Title} of the {Trade Office|Organization}, spoke. {Director|Title} {Lee|Person} of the {Trade Office|Organization} left."
    assert held_posts(marked(text)) == [("Ann Lee", "Trade Office", "Director")]


def test_a_full_stop_parts_a_name_from_an_office() -> None:
    assert (
        held_posts(
            marked("It was {Ann Lee|Person}. {Director|Title} of the {Trade Office|Organization} is a hard job.")
        )
        == []
    )
