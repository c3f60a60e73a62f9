"""Copies with other people and countries: the names change, the marks still hold what they held, the facts stay."""

from __future__ import annotations

import random

import pytest

from extract.training.article import Article
from extract.training.corpus import parse
from extract.training.parts import articles
from extract.training.swap import Pools, pools, swapped

TEXT = (
    "id: w12-001\ngenre: readout\nissuer: A ministry\npublished: 2024-05-08\ntitle: Talks\n\n"
    "{title|{e5:Country:PE|Peru}'s Trade Minister} {e1:Person:PE|Ana Quispe} {v1|met} {e2:Person:CL|Pedro Soto} in "
    "{e3:Place:PE|Lima}. {e1|Quispe} told him that {e5|Peruvian} grapes do well in {e6:Country:CL|Chile}; {e1~|she} hoped "
    "{e6|Santiago} would agree.\n---\n"
    "v1: meet e1 e2 ; place e3 ; status held\npost e1 -> e5 ; title Peru's Trade Minister\n"
)


@pytest.fixture(scope="module")
def source() -> Pools:
    return pools(articles("train"))


def forms(article: Article, id: str) -> list[str]:
    (entity,) = (e for e in article.entities if e.id == id)
    return [article.text[m.start : m.end] for m in entity.mentions if not m.nominal]


def test_people_are_others_and_a_surname_alone_is_that_of_the_full_name(source: Pools) -> None:
    told = swapped(parse(TEXT), source, random.Random(1))
    full, alone = forms(told, "e1")
    assert full != "Ana Quispe"
    assert full.split()[-1] == alone


def test_a_country_changes_with_its_adjective_and_in_the_office(source: Pools) -> None:
    changed = [swapped(parse(TEXT), source, random.Random(n)) for n in range(8)]
    new = [one for one in changed if forms(one, "e5")[0] != "Peru"]
    assert new
    for one in new:
        name, adjective = forms(one, "e5")
        (country,) = (c for c in source.countries if c.name == name)
        assert adjective == country.adjectives[0]
        assert one.states[0].title == f"{name}'s Trade Minister"


def test_a_country_that_its_capital_stands_for_stays(source: Pools) -> None:
    for n in range(8):
        assert forms(swapped(parse(TEXT), source, random.Random(n)), "e6") == ["Chile", "Santiago"]


def test_the_same_seed_gives_the_same_copy(source: Pools) -> None:
    one, two = (swapped(parse(TEXT), source, random.Random(5)) for _ in range(2))
    assert one == two


def test_marks_of_the_corpus_still_hold_what_they_held(source: Pools) -> None:
    """Dates, amounts and most triggers name no country and no person, so in the copy they hold the same words."""
    chance = random.Random(2)
    checked = changed = 0
    for article in [*articles("train")][::5]:
        copy = swapped(article, source, chance)
        held = [
            (s.mark, article.text[s.start : s.end], copy.text[n.start : n.end])
            for s, n in zip(article.spans, copy.spans, strict=True)
        ]
        for mark, old, new in held:
            if mark == "money" or (mark == "date" and not any(w[:1].isupper() for w in old.split()[1:])):
                assert new == old, article.id
                checked += 1
        for one, other in zip(article.events, copy.events, strict=True):
            for (a, b), (c, d) in zip(one.triggers, other.triggers, strict=True):
                changed += article.text[a:b] != copy.text[c:d]
                checked += 1
    assert checked > 2000
    assert changed < checked / 200


def test_an_amount_and_the_inside_of_another_countrys_name_stay(source: Pools) -> None:
    text = TEXT.replace(
        "{v1|met}",
        "of {e7:Country:PG|Papua New Guinea} and {e8:Country:GN|Guinea} paid {money|5 mln Peruvian soles} and {v1|met}",
    )
    for n in range(8):
        copy = swapped(parse(text), source, random.Random(n))
        assert "5 mln Peruvian soles" in copy.text
        assert forms(copy, "e7")[0] == "Papua New Guinea" or "Guinea" not in forms(copy, "e7")[0]


def test_small_pools_are_enough() -> None:
    empty = Pools({"first": ["Uma"]}, [])
    assert forms(swapped(parse(TEXT), empty, random.Random(1)), "e1")[0] == "Uma Uma"
