"""A body that is named like an office is the office of the person beside it, on hand-made mentions. No model."""

from __future__ import annotations

import spacy

from extract.layers import Layers, Mention
from extract.names import _Grid, _offices_not_bodies


def titles_of(text: str, names: dict[str, str]) -> tuple[list[str], list[str]]:
    """Offices and mentions left, for names given with their types."""
    doc = spacy.blank("en")(text)
    found, grid = Layers(text), _Grid(doc)
    for name, kind in names.items():
        at = text.index(name)
        found.mentions.append(Mention(at, at + len(name), *grid.span(at, at + len(name)), kind, name))
    _offices_not_bodies(found, grid)
    return [t.text for t in found.titles], [m.text for m in found.mentions if m.form != "inside"]


def test_a_representative_beside_a_person_is_an_office() -> None:
    names = {"Trade Representative": "Organization", "Ann Lee": "Person"}
    assert titles_of("Trade Representative Ann Lee spoke.", names) == (["Trade Representative"], ["Ann Lee"])


def test_a_body_with_a_verb_between_stays_one() -> None:
    names = {"Trade Representative": "Organization", "Ann Lee": "Person"}
    assert titles_of("Trade Representative hired Ann Lee.", names) == ([], ["Trade Representative", "Ann Lee"])


def test_an_office_between_two_people_is_taken_once() -> None:
    """It was taken for both, and the article failed."""
    names = {"Bo Roe": "Person", "Trade Representative": "Organization", "Ann Lee": "Person"}
    offices, left = titles_of("Bo Roe, Trade Representative Ann Lee and others spoke.", names)
    assert (offices, left) == (["Trade Representative"], ["Bo Roe", "Ann Lee"])
