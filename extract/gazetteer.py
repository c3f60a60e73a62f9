"""Finds the lexicon's countries, places and bodies in text by longest match. Reads the lexicon; knows no spaCy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract import lexicon

#: A word for matching: an abbreviation with dots, or letters and digits with inner apostrophes. Hyphens part words.
WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
GAP = re.compile(r"[\s.\-‑()]{0,3}")

Kind = Literal["name", "adjective", "people", "capital", "seat", "place", "body"]


@dataclass(frozen=True, slots=True)
class Known:
    """A form the lexicon knows, and what it stands for."""

    kind: Kind
    type: str
    name: str
    country: str | None
    ambiguous: bool = False
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A known form at its place; offsets are characters, end exclusive."""

    start: int
    end: int
    known: Known


Table = dict[str, list[tuple[tuple[str, ...], Known]]]


def _add(table: Table, form: str, known: Known) -> None:
    words = tuple(WORD.findall(form))
    if not words:
        return
    entry = table.setdefault(words[0], [])
    if not any(w == words and k.kind == known.kind for w, k in entry):
        entry.append((words, known))
    upper = tuple(w.upper() for w in words)
    if upper != words and max(map(len, words)) > 3:
        other = table.setdefault(upper[0], [])
        if not any(w == upper for w, _ in other):
            other.append((upper, known))


@cache
def table() -> Table:
    """First word -> forms that begin with it, longest first; earlier kinds win among equals."""
    out: Table = {}
    for c in lexicon.countries():
        unsure = set(c.ambiguous)
        forms: list[tuple[Kind, str]] = [("name", f) for f in (c.name, *c.names)]
        forms += [("adjective", f) for f in c.adjectives] + [("people", f) for f in c.people]
        forms += [("capital", c.capital)] if c.capital else []
        forms += [("seat", f) for f in c.seats]
        for kind, form in forms:
            shared = kind == "capital" and form in {c.name, *c.names}
            if not shared:
                _add(out, form, Known(kind, "Place" if kind == "capital" else "Country", c.name, c.code, form in unsure))
    for p in lexicon.places():
        for form in (p.name, *p.names):
            _add(out, form, Known("place", "Place", p.name, p.country, p.ambiguous))
    for b in lexicon.bodies():
        for form in (b.name, *b.names):
            _add(out, form, Known("body", b.type, b.name, b.country, wikidata=b.wikidata))
    for entry in out.values():
        entry.sort(key=lambda item: -len(item[0]))
    return out


def find(text: str) -> list[Hit]:
    """All known forms in the text, longest first from the left, none inside another."""
    forms, words = table(), list(WORD.finditer(text))
    hits: list[Hit] = []
    i = 0
    while i < len(words):
        step = 1
        for pattern, known in forms.get(words[i].group(), ()):
            n = len(pattern)
            if i + n > len(words) or any(words[i + k].group() != pattern[k] for k in range(1, n)):
                continue
            if all(GAP.fullmatch(text, words[i + k].end(), words[i + k + 1].start()) for k in range(n - 1)):
                hits.append(Hit(words[i].start(), words[i + n - 1].end(), known))
                step = n
                break
        i += step
    return hits


@cache
def country_name(code: str) -> str | None:
    """The usual English name of a country code, or None where the lexicon does not have it."""
    return next((c.name for c in lexicon.countries() if c.code == code), None)
