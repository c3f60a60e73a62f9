"""Standing facts besides offices: whose a body is, under which it stands, who belongs to what. Spans are given by hand."""

from __future__ import annotations

import pytest

from docs import marked, other_states, parsed

BODY = "{Trade Office|Organization}"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (f"Kenya's {BODY} spoke.", "Kenya"),
        (f"Kenya’s {BODY} spoke.", "Kenya"),
        (f"The {BODY} of Kenya spoke.", "Kenya"),
        ("Germany-based {Norvik Steel|Organization} spoke.", "Germany"),
        ("{Norvik Steel|Organization}, headquartered in Germany, spoke.", "Germany"),
        ("Kenyan carmaker {Norvik Motor|Organization} spoke.", "Kenyan"),
        ("The {Bank of Kenya|Organization} spoke.", "Kenya"),
    ],
)
def test_a_body_is_based_in_the_country_that_owns_it(text: str, country: str) -> None:
    [(kind, _, tail)] = other_states(marked(text))
    assert (kind, tail) == ("based_in", country)


@pytest.mark.parametrize(
    "text",
    [
        f"The {BODY} spoke in Kenya.",
        f"Kenya and the {BODY} spoke.",
        f"Kenya left. The {BODY} spoke.",
        f"The {BODY} left Kenya.",
        "The {Kenya Uganda Chamber of Trade|Organization} spoke.",
    ],
)
def test_a_country_that_only_stands_near_owns_nothing(text: str) -> None:
    assert other_states(marked(text)) == []


def test_a_body_keeps_the_first_country_it_was_given() -> None:
    text = "Kenya's {Norvik Steel|Organization} grew. The {Norvik Steel|Organization} of Ghana fell."
    assert other_states(marked(text)) == [("based_in", "Norvik Steel", "Kenya")]


@pytest.mark.parametrize(
    "text",
    [
        "The {Cable Lab|Organization}, under the {Ministry of Industry|Organization}, spoke.",
        "The {Cable Lab|Organization} of the {Ministry of Industry|Organization} spoke.",
        "The {Cable Lab|Organization} (CL), part of the {Ministry of Industry|Organization}, spoke.",
        "The {Cable Lab|Organization}, a unit of the {Ministry of Industry|Organization}, spoke.",
        "The {Cable Lab|Organization}, attached to the {Ministry of Industry|Organization}, spoke.",
    ],
)
def test_a_body_under_another_is_part_of_it(text: str) -> None:
    assert ("part_of", "Cable Lab", "Ministry of Industry") in other_states(marked(text))


@pytest.mark.parametrize("joint", ["and", "met", "sued", ",", "told"])
def test_two_bodies_side_by_side_are_no_part_of_each_other(joint: str) -> None:
    assert (
        other_states(marked(f"The {{Cable Lab|Organization}} {joint} the {{Ministry of Industry|Organization}} spoke."))
        == []
    )


MEMBER = """
Kenya   NNP nsubj member
is      VBZ cop   member be
{0}
a       DT  det   member
member  NN  root  -
of      IN  case  Guild
the     DT  det   Guild
Coffee  NNP compound Guild
Guild   NNP nmod  member
.       .   punct member
"""


def test_who_is_a_member_belongs() -> None:
    doc = parsed(MEMBER.format("also RB advmod member"), {"Coffee Guild": "Organization"})
    assert other_states(doc) == [("member_of", "Kenya", "Coffee Guild")]


def test_who_is_no_member_does_not_belong() -> None:
    assert other_states(parsed(MEMBER.format("not RB advmod member"), {"Coffee Guild": "Organization"})) == []


def test_members_in_apposition_belong() -> None:
    table = """
    Kenya   NNP nsubj spoke
    and     CC  cc    Ghana
    Ghana   NNP conj  Kenya
    ,       ,   punct members
    members NNS appos Kenya member
    of      IN  case  Guild
    the     DT  det   Guild
    Coffee  NNP compound Guild
    Guild   NNP nmod  members
    ,       ,   punct members
    spoke   VBD root  -     speak
    """
    doc = parsed(table, {"Coffee Guild": "Organization"})
    assert other_states(doc) == [("member_of", "Kenya", "Coffee Guild"), ("member_of", "Ghana", "Coffee Guild")]


def test_a_list_of_members_belongs_and_a_list_of_buyers_does_not() -> None:
    rows = """
    The     DT  det   Guild
    Coffee  NNP compound Guild
    Guild   NNP nsubj {0}
    {0}     VBZ root  -
    Kenya   NNP obj   {0}
    ,       ,   punct Ghana
    Ghana   NNP conj  Kenya
    and     CC  cc    Togo
    Togo    NNP conj  Kenya
    """
    names = {"Coffee Guild": "Organization"}
    inside = other_states(parsed(rows.format("comprises"), names))
    assert inside == [("member_of", c, "Coffee Guild") for c in ("Kenya", "Ghana", "Togo")]
    assert other_states(parsed(rows.format("supplies"), names)) == []


LEADS = """
Ann     NNP flat  Lee
Lee     NNP nsubj spoke
,       ,   punct chairs
who     WP  nsubj chairs
{0}
chairs  VBZ acl:relcl Lee chair
the     DT  det   Guild
Coffee  NNP compound Guild
Guild   NNP obj   chairs
,       ,   punct chairs
spoke   VBD root  - speak
"""
PEOPLE = {"Ann Lee": "Person", "Coffee Guild": "Organization"}


def test_who_chairs_a_body_has_its_chair() -> None:
    assert other_states(parsed(LEADS.format("now RB advmod chairs"), PEOPLE)) == [("post", "Ann Lee", "Coffee Guild")]


@pytest.mark.parametrize("row", ["never RB advmod chairs", "may MD aux chairs"])
def test_who_never_or_only_perhaps_chairs_a_body_has_no_chair(row: str) -> None:
    assert other_states(parsed(LEADS.format(row), PEOPLE)) == []
