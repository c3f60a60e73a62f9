"""What the mentions of one text say about each other: surnames of people named in full, one type for one form, datelines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from spacy.tokens import Doc

from extract.layers import Layers

DATELINE = re.compile(
    r"(?:^|\n|(?<=\s\s))(?P<place>[A-Z][A-Za-z.,/ '’\-]{2,40}?)(?:,? \(?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)[^\n]{0,30}?| ?\([A-Za-z ./]{2,30}\)|:)?\s*(?:[-–—]{1,2}|:)\s"
)


def mark_datelines(text: str, found: Layers) -> None:
    """Places of a dateline ("DUBLIN, March 8 -", "Abu Dhabi:") are where the text was written, no party and no place of an event."""
    for match in DATELINE.finditer(text):
        start, end = match.span("place")
        for mention in found.mentions:
            if start <= mention.start and mention.end <= end:
                mention.form = "dateline"
                if mention.type in {"Person", "Organization"} and mention.known is None and mention.start == start:
                    mention.type = "Place"


def mark_asides(text: str, found: Layers) -> None:
    """The country behind its city ("in Toronto, Canada,") says where the city is and takes part in nothing."""
    ordered = [m for m in found.mentions if m.form != "inside"]
    for city, country in pairwise(ordered):
        if (
            city.type == "Place"
            and country.type == "Country"
            and country.form == "name"
            and text[city.end : country.start] == ", "
        ):
            after = text[country.end : country.end + 5]
            if city.country in {None, country.country} and not after.startswith((" and", "'s", "’s")):
                country.form = "aside"
                city.country = country.country


def know_surnames(found: Layers) -> None:
    """A single word that is the surname or given name of a person named in full is that person, whatever the model took it for."""
    words: set[str] = set()
    for m in found.mentions:
        parts = m.text.split()
        if m.type == "Person" and len(parts) > 1:
            words.update({parts[0], parts[-1]})
    for m in found.mentions:
        mistaken = m.type in {"Place", "Organization", "Occasion", "Agreement", "Initiative"} and m.source != "bracket"
        if mistaken and m.text in words and m.known is None and m.country is None and len(m.text) > 2:
            m.type = "Person"


def drop_adjectives(doc: Doc, found: Layers) -> None:
    """ "European", "African", "Western" as adjectives name no place."""
    found.mentions = [
        m
        for m in found.mentions
        if not (
            m.type == "Place"
            and m.first == m.last
            and m.known is None
            and (doc[m.first].pos_ == "ADJ" or m.text.endswith(("pean", "rican", "sian", "estern", "rabian")))
        )
    ]


def settle_types(found: Layers) -> None:
    """One surface form has one type in an article: the one most of its mentions have; the lexicon's countries and places stay."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for m in found.mentions:
        if m.form == "name" and m.country is None and m.known is None:
            votes[m.text.lower()][m.type] += 1
    for m in found.mentions:
        ballot = votes.get(m.text.lower())
        if ballot and m.country is None and m.known is None:
            m.type = min(ballot, key=lambda t: (-ballot[t], t))
