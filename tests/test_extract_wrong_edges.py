"""Edges that were once invented: each sentence was read wrongly, and the pair named here must not come back."""

from __future__ import annotations

import itertools

import pytest

from docs import Annotate
from extract.records import Extraction


def pairs(extraction: Extraction, kind: str, *, held_only: bool = False) -> set[frozenset[str]]:
    """Names at the two ends of each edge of a kind."""
    name = {e.id: e.name for e in extraction.entities}
    out: set[frozenset[str]] = set()
    for event in extraction.events:
        if event.type == kind and (event.status == "held" or not held_only):
            ends = [name[i] for i in (*event.agents, *event.targets)]
            out |= {frozenset(pair) for pair in itertools.combinations(ends, 2)}
    return out


@pytest.mark.parametrize(
    ("text", "kind", "pair"),
    [
        ("France opposes the Andean deal, which the European Commission signed in December.", "sign", {"France", "European Commission"}),
        ("France asked Germany to sign the accord with Algeria.", "sign", {"France", "Germany"}),
        ("The union urged President Rosa Lindqvist not to sign the deal with China.", "sign", {"Rosa Lindqvist", "China"}),
        ("Brazil and Peru met in May. Samoa and Tonga were approved at the same conference.", "agree", {"Brazil", "Peru"}),
        ("Kiwi fruit, wine and honey enter the EU free of duty.", "join", {"Kiwi", "EU"}),
        ("Brazil will take the tariffs off 96 per cent of Peru's exports.", "restrict", {"Brazil", "Peru"}),
    ],
)  # fmt: skip
def test_a_pair_that_the_sentence_does_not_tie_stays_apart(
    both: Annotate, text: str, kind: str, pair: set[str]
) -> None:
    [extraction] = both(text)
    assert frozenset(pair) not in pairs(extraction, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Success depends on an agreement between Chile and Bolivia.", "sign"),
        ("Peru and Chile now have sixty days to settle the matter.", "agree"),
    ],
)
def test_what_may_come_is_not_told_as_held(both: Annotate, text: str, kind: str) -> None:
    [extraction] = both(text)
    assert pairs(extraction, kind, held_only=True) == set()


def test_ten_signatories_in_one_row_are_one_signing(both: Annotate) -> None:
    [extraction] = both("Peru, Chile, Colombia and Mexico signed the Pacific Trade Pact in Lima on 6 June 2012.")
    [signing] = [e for e in extraction.events if e.type == "sign"]
    assert len(signing.agents) == 4


def test_a_past_event_keeps_its_tense_and_loses_an_impossible_date(both: Annotate) -> None:
    [extraction] = both("Ana Quispe visited Norway in June 2031.", published="2031-03-02")
    [visit] = [e for e in extraction.events if e.type == "visit"]
    assert (visit.status, visit.date) == ("held", None)
