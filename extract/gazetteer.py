"""Finds the lexicon's countries, places and bodies in text by longest match. Reads the lexicon; knows no spaCy."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from extract import lexicon

#: A word for matching: an abbreviation with dots, or letters and digits with inner apostrophes. Hyphens part words.
WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
GAP = re.compile(r"[\s\-‑]{1,3}")
DOTTED = re.compile(r"\.\s?")

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


@dataclass(frozen=True, slots=True)
class Form:
    """A known form: its words, what stands between them (spaces folded), and what follows the last ("+" of OPEC+)."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    tail: str
    known: Known


Table = dict[str, list[Form]]


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """A word without its accents ("Việt" and "Viet" are one for matching)."""
    if word.isascii():
        return word
    return (
        "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        .replace("đ", "d")
        .replace("Đ", "D")
    )


def _gap(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'"))


def _add(table: Table, form: str, known: Known) -> None:
    found = list(WORD.finditer(form))
    words = tuple(plain(m.group()) for m in found)
    if not words:
        return
    gaps = tuple(_gap(form[a.end() : b.start()]) for a, b in pairwise(found))
    tail = "+" if form.endswith("+") else ""
    entry = table.setdefault(words[0], [])
    if not any(f.words == words and f.gaps == gaps and f.tail == tail and f.known.kind == known.kind for f in entry):
        entry.append(Form(words, gaps, tail, known))
    upper = tuple(w.upper() for w in words)
    if upper != words and max(map(len, words)) > 3:
        other = table.setdefault(upper[0], [])
        if not any(f.words == upper for f in other):
            other.append(Form(upper, gaps, tail, known))


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
                _add(
                    out,
                    form,
                    Known(kind, "Place" if kind in {"capital", "seat"} else "Country", c.name, c.code, form in unsure),
                )
    for p in lexicon.places():
        for form in (p.name, *p.names):
            _add(out, form, Known("place", "Place", p.name, p.country, p.ambiguous))
    for b in lexicon.bodies():
        for form in (b.name, *b.names):
            _add(out, form, Known("body", b.type, b.name, b.country, wikidata=b.wikidata))
    for entry in out.values():
        entry.sort(key=lambda form: (-len(form.words), -len(form.tail)))
    return out


def _joins(text: str, a: re.Match[str], b: re.Match[str], own: str) -> bool:
    """Whether two words stand as in a form: parted by a space or hyphen, or just as the form has it ("Trade, Industry")."""
    gap = text[a.end() : b.start()]
    return bool(GAP.fullmatch(gap)) or _gap(gap) == own or (len(a.group()) <= 2 and bool(DOTTED.fullmatch(gap)))


def find(text: str) -> list[Hit]:
    """All known forms in the text, longest first from the left, none inside another."""
    forms, words = table(), list(WORD.finditer(text))
    plains = [plain(m.group()) for m in words]
    hits: list[Hit] = []
    i = 0
    while i < len(words):
        step = 1
        for form in forms.get(plains[i], ()):
            n = len(form.words)
            if i + n > len(words) or any(plains[i + k] != form.words[k] for k in range(1, n)):
                continue
            end = words[i + n - 1].end()
            if not text.startswith(form.tail, end):
                continue
            if all(_joins(text, words[i + k], words[i + k + 1], form.gaps[k]) for k in range(n - 1)):
                hits.append(Hit(words[i].start(), end + len(form.tail), form.known))
                step = n
                break
        i += step
    return hits


@cache
def _seats() -> dict[str, str]:
    return {form: c.code for c in lexicon.countries() for form in c.seats}


def government_at(form: str, default: str | None) -> str | None:
    """The country whose government a city stands for: a seat ("Brussels" the EU) before a capital."""
    return _seats().get(form, default)
