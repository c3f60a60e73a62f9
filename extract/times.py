"""Puts the dates and amounts of a text into its layers. The finding is dates.py's and amounts.py's, the tense is grammar's."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from extract import grammar
from extract.amounts import find_amounts
from extract.dates import find_dates
from extract.layers import Time, layers
from extract.status import status_of


def find_times(doc: Doc) -> Doc:
    """Fill `dates` and `amounts`; a bare weekday or month looks ahead where its clause speaks of the future."""
    found = layers(doc)
    starts = [t.idx for t in doc]

    def future_at(offset: int) -> bool | None:
        token = doc[max(0, bisect_right(starts, offset) - 1)]
        verb = grammar.clause_verb(token)
        if verb is None:
            return None
        aux = set(grammar.auxiliaries(verb))
        if aux & (grammar.FUTURE | grammar.POSSIBLE):
            return True
        head = verb.head
        infinitive = verb.tag_ == "VB" and verb.dep_ in {"xcomp", "ccomp", "acl"}
        return (
            status_of(verb) == "planned"
            or (infinitive and head.tag_ in {"VBZ", "VBP", "VBN", "NN", "JJ"})
            or (verb.tag_ == "VBN" and "slated" in {verb.lower_, head.lower_})
        )

    for date in find_dates(found.text, published=found.published, future_at=future_at):
        found.dates.append(Time(date.start, date.end, date.text, date.value, date.kind, date.cue or ""))
    for amount in find_amounts(found.text):
        if getattr(amount, "kind", "money") == "money":
            found.amounts.append((amount.start, amount.end, amount.text))
    return doc
