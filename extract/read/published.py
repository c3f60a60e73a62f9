"""When a text was published, as its own lines and addresses say. Pure functions; no clock: what is not written is not guessed.

Every result is YYYY, YYYY-MM or YYYY-MM-DD and a day that exists, from 1900 to 2099.
A date that can be read in two ways (03/04/2024) is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extract.read.words import fold, words

_MONTHS = {name[:3]: number for number, name in enumerate(words().months, 1)}
_MONTH = (
    "(?P<month>"
    + "|".join(f"{m[:3]}(?:{m[3:]})?" if m != "september" else "sept?(?:ember)?" for m in words().months)
    + ")"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_FULL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}(?P<mark>[-/.])\s?(?P<month>0?[1-9]|1[0-2])(?P=mark)\s?{_DAY}(?!\d)",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>0?[1-9]|1[0-2])\s?[月월]\s?{_DAY}\s?[日일]",
        rf"(?<![\d/.-]){_DAY}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH}\b\.?,?[\s-]+{_YEAR}(?!\d)",
        rf"\b{_MONTH}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
    )
)
_NUMERIC = re.compile(rf"(?<![\d/.-])(?P<a>\d\d?)(?P<mark>[./-])(?P<b>\d\d?)(?P=mark){_YEAR}(?![\d/.-]*\d)")
_MONTH_YEAR = re.compile(rf"{_MONTH}\.?,?\s+{_YEAR}", re.IGNORECASE)
_YEAR_MONTH = re.compile(rf"{_YEAR}[-/.年년]\s?(?P<month>0?[1-9]|1[0-2])[月월]?")
_COMPACT = re.compile(rf"(?<!\d){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_IN_PATH = re.compile(rf"(?<!\d){_YEAR}(?P<mark>[-/_.])(?P<month>0?[1-9]|1[0-2])(?P=mark){_DAY}(?!\d)")
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE
)
_ZONE = re.compile(
    r"\b(?:GMT|UTC|KST|JST|IST|ICT|HKT|SGT|PST|PDT|EST|EDT|ET|CET|CEST|BST|EAT|Z)\b(?:\s*[+-]\d\d:?\d\d)?|[+-]\d\d:?\d\d\b"
)
_GLUED = re.compile(rf"\s*\(?\bdate\s?:?\s?{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\)?\s*$", re.IGNORECASE)
_GLUED_HEAD = re.compile(rf"^\s*date\s?:?\s?{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)\s*", re.IGNORECASE)
_DATELINE = re.compile(
    r"^[^\W\d_][^.:;!?\n]{1,90}?(?:\s(?:--|[-–—])\s|--|—|:\s|\([A-Z][\w ./-]{1,40}\)|/[A-Z][\w ]{2,30}/)"
)
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_NEAR = 160


def _of(found: re.Match[str]) -> str | None:
    """The ISO form of a match, or None if there is no such day."""
    month, day = found["month"].casefold(), found["day"]
    number = int(month) if month.isdecimal() else _MONTHS[month[:3]]
    try:
        return date(int(found["year"]), number, int(day)).isoformat()
    except ValueError:
        return None


def _numeric(found: re.Match[str]) -> str | None:
    """Day, month and year in figures: only where one of the two can be no month, or both are the same."""
    a, b = int(found["a"]), int(found["b"])
    for month, day, other in ((a, b, b), (b, a, a)):
        if month == day or other > 12:
            try:
                return date(int(found["year"]), month, day).isoformat()
            except ValueError:
                return None
    return None


def _matches(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, value) of each full date."""
    if not _ANY_YEAR.search(text):
        return
    for pattern in _FULL:
        for found in pattern.finditer(text):
            if value := _of(found):
                yield found.start(), found.end(), value
    for found in _NUMERIC.finditer(text):
        if value := _numeric(found):
            yield found.start(), found.end(), value


def every(text: str) -> list[str]:
    """All full dates written in a text, in order."""
    return [value for _, _, value in sorted(_matches(text))]


def parse(value: str | None) -> str | None:
    """The date of a field that holds nothing else: ISO with or without a time, in words, or a year or month alone."""
    text = " ".join((value or "").split())[:_NEAR]
    if found := every(text):
        return found[0] if len(set(found)) == 1 else None
    if (compact := _COMPACT.match(text)) and (len(text) == 8 or text[8] in "T "):
        return _of(compact)
    if re.fullmatch(_YEAR, text):
        return text
    if month := _MONTH_YEAR.fullmatch(text) or _YEAR_MONTH.fullmatch(text):
        name = month["month"].casefold()
        return f"{month['year']}-{int(name) if name.isdecimal() else _MONTHS[name[:3]]:02}"
    return None


def of_address(url: str | None) -> str | None:
    """The date in the path of a web or image address: /2022/11/25/, 2022-11-25 or 20221125."""
    for pattern in (_IN_PATH, _COMPACT):
        for found in pattern.finditer((url or "")[:2000]):
            if value := _of(found):
                return value
    return None


def of_line(line: str) -> str | None:
    """The date of a line that does nothing but date the text: a date with a label, a weekday, a place or an issuer at most.

    Of two dates ("Published ... Updated ...") the one that is not the update, else the first.
    """
    text = line.strip()
    # A dash opens the source of a quotation, not a date line.
    if (
        len(line) > _NEAR
        or not _ANY_YEAR.search(line)
        or text.endswith((".", ";", ","))
        or text.startswith(("–", "—", "--"))
    ):
        return None
    found = sorted(_matches(line))
    if not found:
        return None
    rest = line
    for start, end, _ in reversed(found):
        rest = f"{rest[:start]} | {rest[end:]}"
    rest = _ZONE.sub(" ", _TIME.sub(" ", rest))
    labels = words().headers
    left = [
        word
        for part in re.split(r"[|\[\]:•·()]", rest)
        for word in _words_left(part, labels.published | labels.updated)
    ]
    bracketed = text.startswith("[") and text.endswith("]")
    labelled = fold(line[: found[0][0]].split("|")[-1]) in labels.published
    if len(left) > (12 if bracketed else 4 if labelled else 2):
        return None
    if not (bracketed or labelled) and any(word.islower() for word in left):
        return None
    for start, _, value in found:
        before = fold(line[:start].split("|")[-1])
        if not any(before.endswith(label) for label in labels.updated):
            return value
    return found[0][2]


def _words_left(part: str, labels: frozenset[str]) -> list[str]:
    """The words of a piece of a date line that are neither label, weekday, counter nor mark."""
    folded = fold(part)
    if folded in labels or re.fullmatch(r"\d+ min(?:ute)?s? read(?: (?:last )?updated)?", folded):
        return []
    days = {name for weekday in words().weekdays for name in (weekday, weekday[:3])}
    return [
        word
        for word in part.split()
        if (plain := fold(word)) and plain not in days and plain not in labels and plain not in {"on", "at"}
    ]


def trailer(line: str) -> tuple[str, str | None]:
    """A line without a date glued to its end or start ("... tasks. date2024-03-11"), and that date."""
    for pattern in (_GLUED, _GLUED_HEAD):
        found = pattern.search(line)
        if found and (value := _of(found)):
            return line[: found.start()] + line[found.end() :], value
    return line, None


def dateline(paragraph: str) -> str | None:
    """The full date of a dateline that opens a story ("SEOUL, March 5, 2024 --")."""
    found = _DATELINE.match(paragraph[:_NEAR])
    dates = every(found[0]) if found else []
    return (
        dates[0]
        if len(dates) == 1 and not re.search(r"\b(?:[Oo]n|[Ii]n|of|[Tt]he|[Bb]y)\b", found[0] if found else "")
        else None
    )
