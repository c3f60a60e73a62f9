"""The bricks that the forms of time expressions are built from: words and shared bits as patterns. Reads date_words only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import NamedTuple

from extract.date_words import DateWords

# A space, or one line break: never a paragraph break.
SPACE = r"(?:[^\S\n]{1,3}(?:\n[^\S\n]{0,8})?|\n[^\S\n]{0,8})"
YEAR = r"(?:1[89]|20)\d\d(?!\d)"
SHORT_YEAR = r"\d\d(?!\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ST|ND|RD|TH)?(?![\w%]|[.,:]\d)"
DASH = r"[-‐‑–—/]"
UNIT = r"(?:days?|fortnights?|weeks?|months?|years?|decades?)"
# Where an expression may begin: a word or a figure.
# Nothing may stand glued before an expression: no letter, currency sign, nor the rest of a longer number.
WORD = r"(?<![\w$€£¥₩₹#@])(?<!\d[-.,:/–])(?:\d|[^\W\d_]+|'(?=\d))"


Starts = Set[str]
DIGIT = frozenset({"0"})


class Form(NamedTuple):
    """A form of time expression: its name (see `date_readers.READERS`), its kind, and its pattern with groups.

    `starts` are the words, in lower case, that it can begin with; every digit stands under "0".
    """

    name: str
    kind: str
    starts: Starts
    pattern: re.Pattern[str]


def any_case(words: Iterable[str], *, lower: bool = True) -> str:
    """A pattern for the words as written, Capitalised and in CAPITALS; without `lower`, the last two only."""
    forms: list[str] = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        first = f"[{word[0].upper()}{word[0]}]" if lower and word[0].isalpha() else re.escape(word[0].upper())
        forms.append((first + re.escape(word[1:])).replace(r"\ ", SPACE))
        forms.append(re.escape(word.upper()).replace(r"\ ", SPACE))
    return "(?:" + "|".join(dict.fromkeys(forms)) + ")"


def titled(words: Iterable[str]) -> str:
    """A pattern for names of any number of words, Each Capitalised or ALL CAPITALS."""
    forms = [form for word in sorted(words, key=lambda w: (-len(w), w)) for form in (word.title(), word.upper())]
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", SPACE) for form in forms) + ")"


def firsts(words: Iterable[str]) -> set[str]:
    """The first word of each, as `date_forms.matches` looks it up."""
    return {re.split(r"[ -]", word)[0] for word in words}


def plain(found: str) -> str:
    """A found word as the vocabulary writes it: lower case, single spaces, no full stop at the end."""
    return " ".join(found.lower().split()).rstrip(".")


def _months(words: DateWords, *, short: bool) -> str:
    careful = [m.name for m in words.months if m.verb]
    free = [m.name for m in words.months if not m.verb]
    shorts = [form for m in words.months for form in m.short] if short else []
    names = f"{any_case(free)}|{any_case(careful, lower=False)}"
    return f"(?:(?:{names})(?!\\w)" + (f"|{any_case(shorts, lower=False)}(?!\\w)\\.?)" if shorts else ")")


class Bits:
    """The shared bits of the patterns, built from the vocabulary; the sets hold first words (see `Form.starts`)."""

    def __init__(self, words: DateWords) -> None:
        s = SPACE
        directions = [w for ws in words.directions.values() for w in ws]
        echoes = [w for ws in words.echoes.values() for w in ws]
        edges = [w for ws in words.edges.values() for w in ws]
        self.months = {form for m in words.months for form in (m.name, *m.short)}
        self.weekdays = {form for w in words.weekdays for form in (w.name, *w.short)}
        self.ways = firsts([*directions, *echoes])
        self.parts = firsts([*words.parts, *edges]) | {"the", "end"}
        self.seasons = firsts(x.name for x in words.seasons) | {"the"}
        self.numbers = {*DIGIT, *firsts([*words.numerals, *words.vague_numerals])}
        self.day_starts = firsts([*words.day_words, *words.day_parts, "later", "earlier", "late", "early"])
        self.month, self.full_month = _months(words, short=True), _months(words, short=False)
        self.weekday = any_case(w.name for w in words.weekdays)
        shorts = any_case((form for w in words.weekdays for form in w.short), lower=False)
        self.any_weekday = f"(?:{self.weekday}|{shorts}\\.?)(?!\\w)"
        self.ordinal = any_case(words.ordinals)
        tens = any_case(("twenty", "thirty", "forty", "fifty"))
        ones = any_case(w for w, n in words.numerals.items() if n < 10 and w not in ("a", "an", "a couple of"))
        self.number = f"(?:\\d{{1,3}}|{tens}-{ones}|{any_case([*words.numerals, *words.vague_numerals])})"
        self.direction = any_case(directions)
        self.way = any_case([*directions, *echoes])
        self.day_part = any_case(words.day_parts)
        self.season = any_case(x.name for x in words.seasons)
        self.counted = f"(?!{s}{any_case(words.counted)}\\b)"
        self.year = f"{YEAR}(?![\\w%]|[.,]\\d){self.counted}"
        self.edge = f"(?:(?:[Tt]he{s})?(?P<edge>{any_case(edges)}){s}(?:of|in){s})"
        part = any_case(words.parts)
        lead = f"(?:the{s}(?:year|month|week){s}of{s}|the{s})?"
        self.part = f"(?:{self.edge}{lead}|{part}(?:{s}(?:in{s})?|-)|[Ee]nd-(?:of-)?)?"
        self.year_way = f"(?:of{s})?(?P<ydir>{self.way}){s}year(?!\\w)"
        self.year_tail = f"(?:,?{s}(?:of{s})?(?P<year>{self.year})|,?{s}{self.year_way})"
        self.quoted_year = f"(?P<year>{YEAR}|'?{SHORT_YEAR})"
        self.amount = f"(?P<num>{self.number}){s}{UNIT}(?!\\w)"
        self.to = f"(?:{s}?{DASH}{s}?|{s}(?:to|and|until|through|till){s}(?:again{s}on{s})?(?:the{s})?)"
