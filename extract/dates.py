"""Time expressions in running text and the dates they stand for. Pure functions on text; reads only its vocabulary.

`find_dates` finds, joins ranges and resolves; the forms stand in `date_patterns`, the reckoning in `date_readers`,
what surrounds an expression in `date_context`, the words in `lexicon/dates.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from extract.date_context import before, is_dateline, is_time, looks_ahead
from extract.date_forms import matches
from extract.date_patterns import SPACE, Form
from extract.date_readers import READERS
from extract.date_values import (
    Named,
    Point,
    Reading,
    Setting,
    own_year,
    parse_point,
    resolve_weekday,
    shift,
    write_point,
)

__all__ = ["DateMention", "find_dates", "looks_ahead", "resolve_weekday"]

DAYS = frozenset({"iso", "dotted", "slashed", "day_month", "weekday", "weekday_day", "nth", "day_word"})
# Forms that no other reading is tried for when the calendar lacks the day.
IMPOSSIBLE = frozenset({"iso", "dotted", "slashed", "day_month"})
_TO = re.compile(rf",?{SPACE}?(?:[-–—]|(?P<word>to|until|through|till|and)(?!\w)){SPACE}?(?:the{SPACE})?")
_OPENING = re.compile(rf",?{SPACE}?\(?")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression and the date it stands for.

    `start` and `end` are offsets into the text that was given, `text` is what stands there. `value` is YYYY, YYYY-MM or
    YYYY-MM-DD, as precise as the words and the publication date allow, or None where the time cannot be placed ("the
    1990s", "within 90 days"). `end_value` is the last day (month, year) of a range.

    `kind` is one of dateline, deadline ("by 2028"), range, absolute (a day), day ("the 25th"), weekday, month, season,
    year, decade, relative ("last month"), duration. The first that fits in this order counts.
    `cue` is the word before it that belongs to no expression: "since", "by", "in" ..., or None.
    """

    start: int
    end: int
    text: str
    value: str | None
    end_value: str | None
    kind: str
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression before it is resolved; `to` is the other end of a range that is told in two expressions."""

    start: int
    end: int
    form: Form
    groups: dict[str, str]
    to: _Found | None = None


def find_dates(
    text: str,
    *,
    published: str | None,
    start: int = 0,
    end: int | None = None,
    future_at: Callable[[int], bool | None] | None = None,
) -> list[DateMention]:
    """The time expressions in `text[start:end]`, in order, without overlap.

    `published` is YYYY, YYYY-MM, YYYY-MM-DD or None; with less than a day, relative expressions resolve as far as that
    allows. `future_at` tells for an offset whether its clause speaks of the future ("will meet on Monday"); where it is
    not given or answers None, the nearest verb decides, and a day or month close to publication counts as that one
    whatever the verb. "the same day" and "a year earlier" look at the date named before them in this stretch.
    """
    end = len(text) if end is None else min(end, len(text))
    reference, named, mentions = parse_point(published), Named(), []
    for found in _joined(text, _found(text, max(0, start), end)):
        cue = before(text, found.start)
        dateline = found.form.name in DAYS and is_dateline(text, found.start, found.end)
        told = future_at(found.start) if future_at else None
        ahead = partial(_ahead, text, found.start, "since" if dateline else cue.sort, told)
        setting = Setting(reference, ahead, sure=told is not None, named=named, cue=cue.cue, the=cue.the)
        first, last = _read(found, setting)
        kind = "dateline" if dateline else "deadline" if cue.sort == "deadline" else _kind(found, last)
        what = text[found.start : found.end]
        mention = DateMention(found.start, found.end, what, write_point(first), write_point(last), kind, cue.cue)
        mentions.append(mention)
        if dateline and reference is None and own_year(found.groups):
            reference = first
        if first is not None:
            named = named.then(last or first, reference)
    return mentions


def _ahead(text: str, offset: int, sort: str | None, told: bool | None) -> bool:
    """Whether the clause at `offset` looks ahead: after "by" it does, after "since" it does not; else as the caller told."""
    if sort in ("deadline", "since"):
        return sort == "deadline"
    return looks_ahead(text, offset) if told is None else told


def _kind(found: _Found, last: Point | None) -> str:
    if found.to is not None or last is not None:
        return "range"
    return "day" if found.form.kind == "absolute" and not own_year(found.groups) else found.form.kind


def _found(text: str, start: int, end: int) -> Iterator[_Found]:
    nowhere = Setting(None, lambda: False)

    def accept(form: Form, match: re.Match[str]) -> bool:
        groups = {name: value for name, value in match.groupdict().items() if value is not None}
        possible = form.name in IMPOSSIBLE or READERS[form.name](groups, nowhere) is not None
        return possible and is_time(form, match, text)

    for form, match in matches(text, start, end, accept=accept):
        groups = {name: value for name, value in match.groupdict().items() if value is not None}
        if form.name in IMPOSSIBLE and READERS[form.name](groups, nowhere) is None:
            continue  # 30 February is passed over whole: its month and year are no date either
        first, last = match.span("core") if "core" in groups else match.span()
        yield _Found(first, last, form, groups)


def _joined(text: str, all_found: Iterator[_Found]) -> Iterator[_Found]:
    """Two expressions that tell one thing become one: "Monday (4 March)", "from 28 May to 2 June"."""
    held: _Found | None = None
    for found in all_found:
        if held is None:
            held = found
            continue
        both = _same_day(text, held, found) or _as_range(text, held, found)
        if both is None:
            yield held
        held = both or found
    if held is not None:
        yield held


def _same_day(text: str, left: _Found, right: _Found) -> _Found | None:
    """ "Monday (4 March)" and "yesterday, Wednesday": the calendar day, else the word of the day, gives the date."""
    gap = text[left.end : right.start]
    if left.to or left.form.name not in ("weekday", "day_word") or _OPENING.fullmatch(gap) is None:
        return None
    close = right.end + 1 if "(" in gap and text[right.end : right.end + 1] == ")" else right.end
    if "(" in gap and close == right.end:
        return None
    if right.form.name in IMPOSSIBLE:
        weekday = {"wd": left.groups["wd"]} if "wd" in left.groups else {}
        return replace(right, start=left.start, end=close, groups=weekday | right.groups)
    return replace(left, end=close) if left.form.name == "day_word" and right.form.name == "weekday" else None


def _as_range(text: str, left: _Found, right: _Found) -> _Found | None:
    gap = _TO.fullmatch(text, left.end, right.start)
    if gap is None or left.to is not None or left.groups.get("day2") or left.groups.get("year2"):
        return None
    names, cue = (left.form.name, right.form.name), before(text, left.start).cue
    whole = {*names} <= DAYS or (names in (("month", "month"), ("year", "year")) and "dir" not in right.groups)
    if not whole or (names[0] == "year" and cue not in ("between", "from", "over", "for", "in")):
        return None
    if gap["word"] == "and" and cue != "between" and not ({*names} <= {"weekday", "day_word"}):
        return None
    return replace(left, end=right.end, to=right)


def _read(found: _Found, setting: Setting) -> Reading:
    read = READERS[found.form.name]
    if found.to is None:
        return read(found.groups, setting) or (None, None)
    end = READERS[found.to.form.name](found.to.groups, setting) or (None, None)
    last = end[1] or end[0]
    groups = found.groups
    if last and "month" in groups and not own_year(groups):
        groups = groups | {"year": str(last[0])}
    first = (read(groups, setting) or (None, None))[0]
    if first and last and first > last:
        if "year" in groups and "year" not in found.groups:
            first = (first[0] - 1, *first[1:])
        elif "weekday" in (found.form.name, found.to.form.name) and len(first) == len(last) == 3:
            if setting.ahead():
                last = shift(last, 7, "day")
            else:
                first = shift(first, -7, "day")
    return (first, last) if first and last and first <= last and len(first) == len(last) else (first, None)
