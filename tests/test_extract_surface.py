"""Word order: lists of names and the slots beside a trigger, on hand-built parses. Used where a parse gives nothing."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from docs import named, parsed, word
from extract.layers import Layers
from extract.roles import find_posts
from extract.surface import Groups, behind, groups, subject


def rows(table: str, names: dict[str, str] | None = None) -> tuple[Doc, Layers, Groups]:
    """A Doc of one sentence with its groups of names."""
    doc = parsed(table, names)
    found = named(doc)
    find_posts(doc)
    return doc, found, groups(next(iter(doc.sents)), found)


def members(table: str, names: dict[str, str] | None = None) -> list[tuple[str, list[str]]]:
    """(preposition, names) of each group."""
    return [(g.mark, [m.text for m in g.members]) for g in rows(table, names)[2].items]


def listed(*joints: str) -> str:
    """Peru, Chile and Ghana met, with the given words between the names."""
    first, second = joints
    return f"""
    Peru    NNP nsubj met
    {first}
    Chile   NNP conj  Peru
    {second}
    Ghana   NNP conj  Peru
    met     VBD root  -
    """


COMMA, AND, BUT = ", , punct Chile", "and CC cc Ghana", "beat VBD dep met"


def test_names_joined_by_commas_and_and_are_one_group() -> None:
    assert members(listed(COMMA, AND)) == [("", ["Peru", "Chile", "Ghana"])]


def test_names_with_a_comma_but_no_and_are_not_a_list() -> None:
    assert members(listed(COMMA, ", , punct Ghana")) == [("", ["Peru"]), ("", ["Chile"]), ("", ["Ghana"])]


def test_names_with_a_verb_between_are_two_groups() -> None:
    assert members(listed(BUT, AND)) == [("", ["Peru"]), ("", ["Chile", "Ghana"])]


@pytest.mark.parametrize("mark", ["with", "to", "between", "against", "by"])
def test_a_group_knows_the_preposition_before_it(mark: str) -> None:
    table = f"talks NNS root -\n{mark} IN case Peru\nPeru NNP nmod talks\nand CC cc Chile\nChile NNP conj Peru"
    assert members(table) == [(mark, ["Peru", "Chile"])]


def test_the_preposition_reaches_over_articles_and_people_who_act_for_a_state() -> None:
    table = "talks NNS root -\nwith IN case officials\nthe DT det officials\nofficials NNS nmod talks\nfrom IN case Peru\nPeru NNP nmod officials"
    assert members(table) == [("with", ["Peru"])]


def test_the_preposition_does_not_reach_over_a_comma() -> None:
    table = "talks NNS nsubj failed\nwith IN case friends\nfriends NNS nmod talks\n, , punct friends\nPeru NNP nsubj failed\nfailed VBD root - fail"
    assert members(table) == [("", ["Peru"])]


TITLED = """
Minister NNP nmod:desc Lee
Ann      NNP flat  Lee
Lee      NNP nsubj met
and      CC  cc    Ek
Envoy    NNP nmod:desc Ek
Bo       NNP flat  Ek
Ek       NNP conj  Lee
met      VBD root  -
"""


def test_people_with_their_offices_are_one_group() -> None:
    names = {"Minister": "Title", "Envoy": "Title", "Ann Lee": "Person", "Bo Ek": "Person"}
    assert members(TITLED, names) == [("", ["Ann Lee", "Bo Ek"])]


def test_a_person_and_a_country_are_no_group() -> None:
    table = "Ann NNP flat Lee\nLee NNP nsubj met\nand CC cc Peru\nPeru NNP conj Lee\nmet VBD root -"
    assert members(table, {"Ann Lee": "Person"}) == [("", ["Ann Lee"]), ("", ["Peru"])]


def subjects(table: str, verb: str, names: dict[str, str] | None = None) -> list[str]:
    """The names that a verb follows."""
    doc, _, made = rows(table, names)
    return [m.text for m in subject(word(doc, verb), next(iter(doc.sents)), made)]


def test_the_subject_is_the_group_before_the_verb_and_its_auxiliaries() -> None:
    assert subjects(
        "Peru NNP nsubj meet\nwill MD aux meet\nsoon RB advmod meet\nmeet VB root -\nChile NNP obj meet", "meet"
    ) == ["Peru"]


def test_the_subject_of_a_second_verb_is_that_of_the_first() -> None:
    table = "Peru NNP nsubj met\nmet VBD root -\nChile NNP obj met\nand CC cc signed\nsigned VBD conj met\nit PRP obj signed"
    assert subjects(table, "signed") == ["Peru"]


def test_a_verb_behind_that_has_no_subject_from_before_it() -> None:
    table = "Peru NNP nsubj said\nsaid VBD root -\nthat IN mark signed\nfriends NNS nsubj signed\nsigned VBD ccomp said\nit PRP obj signed"
    assert subjects(table, "signed") == []


def test_a_relative_clause_in_commas_is_stepped_over() -> None:
    table = """
    Peru    NNP nsubj signed
    ,       ,   punct met
    which   WDT nsubj met
    met     VBD acl:relcl Peru
    friends NNS obj   met
    ,       ,   punct met
    signed  VBD root  -
    it      PRP obj   signed
    """
    assert subjects(table, "signed") == ["Peru"]
    assert subjects(table, "met") == ["Peru"]


def test_a_semicolon_parts_a_verb_from_the_names_before_it() -> None:
    assert (
        subjects(
            "Peru NNP nsubj came\n; : punct signed\nsigned VBD root -\nit PRP obj signed\ncame VBD conj signed come",
            "signed",
        )
        == []
    )


def objects(table: str, trigger: str) -> dict[str, list[str]]:
    """Names behind a trigger by preposition."""
    doc, _, made = rows(table)
    return {
        mark: [m.text for m in group] for mark, group in behind(word(doc, trigger), next(iter(doc.sents)), made).items()
    }


def test_names_behind_a_verb_are_its_object_and_its_prepositions() -> None:
    table = "Ann NNP nsubj met\nmet VBD root -\nPeru NNP obj met\nwith IN case Chile\nChile NNP obl met\nin IN case Ghana\nGhana NNP obl met"
    assert objects(table, "met") == {"": ["Peru"], "with": ["Chile"], "in": ["Ghana"]}


def test_names_behind_the_next_finite_verb_belong_to_that() -> None:
    table = "Ann NNP nsubj met\nmet VBD root -\nPeru NNP obj met\nwhen WRB advmod left\nBo NNP nsubj left\nleft VBD advcl met leave\nChile NNP obj left"
    assert objects(table.replace("WRB", "RB"), "met") == {"": ["Peru"]}


def test_a_name_far_behind_a_verb_without_preposition_is_no_object() -> None:
    table = (
        "Ann NNP nsubj met\nmet VBD root -\nold JJ amod friends\nfriends NNS obj met\n, , punct met\nPeru NNP dep met"
    )
    assert objects(table, "met") == {}
