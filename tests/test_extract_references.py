"""Whom pronouns and descriptions stand for. Docs are built by hand; what could be two things is nothing."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from docs import named, parsed, word
from extract.references import Memory
from extract.roles import find_posts

NAMES = {"Ann Lee": "Person", "Bo Ek": "Person", "Trade Office": "Organization", "Norvik Bank": "Organization"}
SCENE = """
Ann     NNP flat  Lee
Lee     NNP nsubj met
met     VBD root  -
Bo      NNP flat  Ek
Ek      NNP obj   met
in      IN  case  Peru
Peru    NNP obl   met
and     CC  cc    Chile
Chile   NNP conj  Peru
beside  IN  case  Office
Trade   NNP compound Office
Office  NNP obl   met
.       .   punct met
"""


def scene(after: str) -> tuple[Doc, Memory]:
    """The scene with a second sentence, and a memory of its names."""
    doc = parsed(SCENE + after, {k: v for k, v in NAMES.items() if k != "Norvik Bank"})
    return doc, Memory(named(doc))


def stands_for(memory: Memory, doc: Doc, text: str) -> set[str]:
    """Names of what the last token of that spelling stands for."""
    token = [t for t in doc if t.text == text][-1]
    return {memory.found.clusters[c].name for c in memory.resolve(token)}


def ids(memory: Memory, *names: str) -> list[int]:
    """Clusters of the given names."""
    return [next(i for i, c in enumerate(memory.found.clusters) if c.name == name) for name in names]


SIDES = "the DT det sides\n{0} CD nummod sides\nsides NNS nsubj left side\nleft VBD root - leave"


def test_the_two_sides_are_the_last_two_parties() -> None:
    doc, memory = scene(SIDES.format("two"))
    memory.remember(ids(memory, "Ann Lee", "Bo Ek"))
    assert stands_for(memory, doc, "sides") == {"Ann Lee", "Bo Ek"}


def test_the_two_sides_are_the_two_countries_where_nobody_met_yet() -> None:
    doc, memory = scene(SIDES.format("two"))
    assert stands_for(memory, doc, "sides") == {"Peru", "Chile"}


def test_the_three_sides_are_not_two_parties() -> None:
    doc, memory = scene(SIDES.format("three"))
    memory.remember(ids(memory, "Ann Lee", "Bo Ek"))
    assert stands_for(memory, doc, "sides") == set()


def test_one_party_alone_is_no_group() -> None:
    _, memory = scene(SIDES.format("two"))
    memory.remember(ids(memory, "Ann Lee"))
    assert memory.group == []


def test_both_countries_are_the_countries_and_not_the_people_who_met() -> None:
    doc, memory = scene("both DT det countries\ncountries NNS nsubj left country\nleft VBD root - leave")
    memory.remember(ids(memory, "Ann Lee", "Bo Ek"))
    assert stands_for(memory, doc, "countries") == {"Peru", "Chile"}


def test_other_countries_are_nobody() -> None:
    doc, memory = scene("other JJ amod countries\ncountries NNS nsubj left country\nleft VBD root - leave")
    assert stands_for(memory, doc, "countries") == set()


def test_the_two_ministers_are_the_two_people_who_met() -> None:
    doc, memory = scene(
        "the DT det ministers\ntwo CD nummod ministers\nministers NNS nsubj left\nleft VBD root - leave"
    )
    memory.remember(ids(memory, "Ann Lee", "Bo Ek"))
    assert stands_for(memory, doc, "ministers") == {"Ann Lee", "Bo Ek"}


def test_the_peruvian_ministers_are_not_the_two_who_met() -> None:
    doc, memory = scene(
        "the DT det ministers\nPeruvian JJ amod ministers\nministers NNS nsubj left\nleft VBD root - leave"
    )
    memory.remember(ids(memory, "Ann Lee", "Bo Ek"))
    assert stands_for(memory, doc, "ministers") == set()


def test_they_are_the_group() -> None:
    doc, memory = scene("they PRP nsubj left\nleft VBD root - leave")
    memory.remember(ids(memory, "Ann Lee", "Bo Ek"))
    assert stands_for(memory, doc, "they") == {"Ann Lee", "Bo Ek"}


@pytest.mark.parametrize("pronoun", ["he", "she"])
def test_he_and_she_are_the_last_subject(pronoun: str) -> None:
    doc, memory = scene(f"{pronoun} PRP nsubj left\nleft VBD root - leave")
    [memory.subject] = ids(memory, "Ann Lee")
    assert stands_for(memory, doc, pronoun) == {"Ann Lee"}


def test_he_without_a_subject_is_the_last_person_named() -> None:
    doc, memory = scene("he PRP nsubj left\nleft VBD root - leave")
    assert stands_for(memory, doc, "he") == {"Bo Ek"}


def test_him_is_not_the_subject() -> None:
    doc, memory = scene("they PRP nsubj thanked\nthanked VBD root - thank\nhim PRP obj thanked")
    [memory.subject] = ids(memory, "Ann Lee")
    memory.remember(ids(memory, "Ann Lee", "Bo Ek"))
    assert stands_for(memory, doc, "him") == {"Bo Ek"}


def test_it_is_the_last_body_or_country_that_did_something_and_never_a_person() -> None:
    doc, memory = scene("it PRP nsubj left\nleft VBD root - leave")
    [memory.subject] = ids(memory, "Trade Office")
    assert stands_for(memory, doc, "it") == {"Trade Office"}
    [memory.subject] = ids(memory, "Ann Lee")
    assert stands_for(memory, doc, "it") == set()


def test_the_office_is_the_last_body_called_so() -> None:
    doc, memory = scene("the DT det office\noffice NN nsubj left\nleft VBD root - leave")
    assert stands_for(memory, doc, "office") == {"Trade Office"}


def test_the_bank_is_no_office() -> None:
    doc, memory = scene("the DT det bank\nbank NN nsubj left\nleft VBD root - leave")
    assert stands_for(memory, doc, "bank") == set()


def test_an_office_is_not_the_one_named_before() -> None:
    doc, memory = scene("an DT det office\noffice NN nsubj left\nleft VBD root - leave")
    assert stands_for(memory, doc, "office") == set()


def test_the_kenyan_office_is_another() -> None:
    doc, memory = scene("the DT det office\nKenyan JJ amod office\noffice NN nsubj left\nleft VBD root - leave")
    assert stands_for(memory, doc, "office") == set()


CHIEF = """
The     DT  det   Minister
Deputy  NNP compound Minister
Trade   NNP compound Minister
Minister NNP nsubj met
Ann     NNP flat  Lee
Lee     NNP flat  Minister
met     VBD root  -
Bo      NNP flat  Ek
Ek      NNP obj   met
.       .   punct met
the     DT  det   chief
{0}
trade   NN  compound chief
chief   NN  nsubj left
left    VBD root  - leave
"""


def chief(row: str, *, office: str = "chief") -> set[str]:
    """Whom "the <row> trade chief" stands for after "Deputy Trade Minister Ann Lee met Bo Ek"."""
    doc = parsed(
        CHIEF.format(row).replace("chief", office),
        {"Deputy Trade Minister": "Title", "Ann Lee": "Person", "Bo Ek": "Person"},
    )
    found = named(doc)
    find_posts(doc)
    return stands_for(Memory(found), doc, office)


def test_the_deputy_trade_chief_is_the_deputy_trade_minister() -> None:
    assert chief("deputy JJ amod chief") == {"Ann Lee"}


def test_the_customs_chief_is_somebody_else() -> None:
    assert chief("customs NN compound chief") == set()


def test_the_trade_envoy_is_no_minister() -> None:
    assert chief("deputy JJ amod chief", office="envoy") == set()


def test_a_verb_stands_for_nobody() -> None:
    doc, memory = scene("they PRP nsubj left\nleft VBD root - leave")
    assert memory.resolve(word(doc, "left")) == []
