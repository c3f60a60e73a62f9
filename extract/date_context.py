"""What stands around a time expression: the word before it, the tense of its clause, whether it is a dateline or no
date at all ("May" the verb, "Article 2024"). Pure functions on text and offsets."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extract.date_patterns import SPACE, Form, any_case, plain
from extract.date_words import date_words

REACH = 300  # how far back, in characters, a sentence is read for its tense
_SENTENCE_END = re.compile(r"[.!?;:][\"”’)]?\s|\n[^\S\n]*\n")


class Before(NamedTuple):
    """The cue before an expression ("by", or None), its class in the vocabulary, and whether "the" stands between."""

    cue: str | None
    sort: str | None
    the: bool


@cache
def _cues() -> dict[str, str]:
    return {cue: sort for sort, cues in date_words().cues.items() for cue in cues}


def before(text: str, start: int) -> Before:
    """The cue that ends at `start`, of at most four words."""
    words = text[max(0, start - 40) : start].lower().split()
    if not words or not text[start - 1].isspace():
        return Before(None, None, False)
    the = words[-1] == "the"
    if the:
        words.pop()
    cues = _cues()
    for size in range(min(4, len(words)), 0, -1):
        cue = " ".join(words[-size:]).lstrip("(\"'“‘")
        if cue in cues:
            return Before(cue, cues[cue], the)
    return Before(None, None, the)


@cache
def _tense() -> re.Pattern[str]:
    words = date_words()
    cues = [*words.future_cues, *words.future_before]
    ahead = "|".join(re.escape(w).replace(r"\ ", SPACE) for w in sorted(cues, key=lambda w: (-len(w), w)))
    done = "|".join(re.escape(w) for w in sorted(words.past_cues, key=lambda w: (-len(w), w)))
    # A helper takes its verb with it: "will be held" is no past, "had invited" no future.
    between = rf"(?:{SPACE}(?:not|also|be|have|been|then|again|first|already|\w+ly)\b)*"
    perfect = rf"(?:had|has|have){between}{SPACE}\w+(?!{SPACE}(?:to|for)\b)\b"
    return re.compile(
        rf"(?<!\w)(?:(?P<done>{perfect})|(?P<ahead>(?:{ahead})(?!\w)(?:{between}(?:{SPACE}\w+)?))"
        rf"|(?P<past>(?:{done})(?!\w)|\w+ed\b))"
    )


def looks_ahead(text: str, offset: int) -> bool:
    """Whether the clause at `offset` speaks of the future: the nearest verb before it decides, else the first after.

    A guess for callers without a parse; `find_dates(future_at=...)` takes a better one.
    """
    start = max(0, offset - REACH)
    for match in _SENTENCE_END.finditer(text, start, offset):
        start = match.end()
    found = None
    for match in _tense().finditer(text, start, offset):
        found = match
    if found is None:
        end = _SENTENCE_END.search(text, offset, offset + REACH)
        found = _tense().search(text, offset, end.start() if end else offset + REACH)
        if found is not None and found["ahead"] and found["ahead"].startswith(tuple(date_words().future_before)):
            return False
    return found is not None and found["ahead"] is not None


_LINE_HEAD = re.compile(r"\(?[A-ZÀ-Þ][^\n.!?;:]{1,50}[,(][^\S\n]{0,2}(?:[A-Z][a-z]+day,? )?")
_TAIL = r"(?:,?[^\S\n]*\d{4})?(?:,[^\S\n]*[A-Z]{2,6})?\)?[^\S\n]*(?:[([/][^)\]/\n]{1,50}[)\]/])?"
_LINE_TAIL = re.compile(_TAIL + r"[^\S\n]*(?:[-‐‑–—]+|:|\.\s*[-–—])\s")
_LOUD_TAIL = re.compile(_TAIL + r"[^\S\n]*[-‐‑–—:.]")


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the date at `start:end` is part of a dateline, "SEOUL, Jan. 17 (HY) --", at the head of a line."""
    line = text.rfind("\n", max(0, start - 60), start) + 1
    if line == 0 and start > 60:
        return False
    if _LINE_HEAD.fullmatch(text, line, start) is None:
        return False
    tail = _LOUD_TAIL if text[line:start].isupper() else _LINE_TAIL
    return tail.match(text, end) is not None


def is_time(form: Form, match: re.Match[str], text: str) -> bool:
    """Whether the words are used as a date here: a month's name may be a verb or a person, a number may count things."""
    start, end = match.span()
    if form.name == "weekday":
        cued = match["wd"][0].isupper() or match["dir"] or before(text, start).cue
        return bool(cued) and _is_weekday(text, match.start("wd"), end)
    if form.name == "year":
        return _is_year(text, match.start("year"), end, bare=match.start("year") == start)
    if form.name in ("month", "day_month"):
        return _is_month(form, match, text)
    if form.kind in ("absolute", "range"):
        return _word_before(text, start).lower().rstrip(".") not in date_words().not_before_figures
    return True


_NEXT_WORD = re.compile(rf"{SPACE}(\w{{1,30}})")
_SMALL_WORD = re.compile(rf"{SPACE}([a-z]{{1,30}})")
_NAME = re.compile(rf"{SPACE}[A-Z][a-z]")
_LISTED = re.compile(rf"(\w+)(?:{SPACE}(?:and|to|or|through|until){SPACE}|{SPACE}?[-–—]{SPACE}?)$")
_POSSESSED = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s$")


@cache
def _modal_after() -> re.Pattern[str]:
    return re.compile(f"{SPACE}{any_case(date_words().modal_after)}(?!\\w)")


def _word_before(text: str, start: int) -> str:
    head = text[max(0, start - 25) : start]
    words = head.split()
    return words[-1] if words and head[-1:].isspace() else head[-1:]


def _is_weekday(text: str, start: int, end: int) -> bool:
    words = date_words()
    ahead = _NEXT_WORD.match(text, end)
    named = ahead is not None and ahead[1][0].isupper() and ahead[1].lower() in words.weekday_names_after
    return not named and _word_before(text, start).lower() not in (*words.weekday_names_before, "every", "each")


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(f"{SPACE}{any_case(date_words().counted)}(?!\\w)")


def _is_year(text: str, start: int, end: int, *, bare: bool) -> bool:
    if _counted().match(text, end) or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum()):
        return False
    if not bare:
        return True
    word = _word_before(text, start)
    if (not word or not word[-1].isalnum()) and text[start : start + 2] != "18":
        after = _SMALL_WORD.match(text, end)
        return (not word or word[-1] not in "$€£¥#№&+=*") and (after is None or plain(after[1]) in _after_year())
    return word.lower() in _year_words() or word.lower().endswith(("'s", "’s"))


@cache
def _year_words() -> frozenset[str]:
    return frozenset(date_words().year_words)


@cache
def _after_year() -> frozenset[str]:
    return frozenset(date_words().after_ordinal_day)


def _is_month(form: Form, match: re.Match[str], text: str) -> bool:
    """A month alone needs a word of time before it when its name means other things as well, or is cut short."""
    word = plain(match["month"])
    groups = match.groupdict()
    if groups.get("year") or groups.get("ydir"):
        return True
    if word == "may" and _modal_after().match(text, match.end()):
        return False
    if form.name == "day_month" or groups.get("dir") or match.start("month") != match.start():
        return True
    return _is_month_alone(text, word, match.start(), match.end())


@cache
def _careful() -> dict[str, bool]:
    """Month's name -> whether it must be cued; the short forms all must."""
    months = date_words().months
    return {m.name: m.careful for m in months} | {short: True for m in months for short in m.short}


def _is_month_alone(text: str, word: str, start: int, end: int) -> bool:
    if not _careful()[word] and text[start].isupper():
        return True
    listed = _LISTED.search(text[max(0, start - 30) : start])
    if listed is not None and listed[1].lower() in _careful():
        return True
    noun = _SMALL_WORD.match(text, end)
    if noun is not None and _POSSESSED.search(text[max(0, start - 10) : start]):
        return noun[1] not in date_words().not_after_month
    cue = before(text, start)
    if cue.cue in (None, "to", "and", "or", "around", "about", "at", "on", "over"):
        return False
    # "by May Chen": a name goes on with a capital.
    return _NAME.match(text, end) is None or cue.cue in ("in", "since", "during")
