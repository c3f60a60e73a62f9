"""What a found time expression stands for: calendar reckoning on the groups of its pattern. No text is read here.

A `Point` is (year,), (year, month) or (year, month, day): a date as precise as it is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from extract.date_patterns import plain
from extract.date_words import date_words

Point = tuple[int, ...]
Reading = tuple[Point | None, Point | None]
Groups = Mapping[str, str]

OPEN: Reading = (None, None)
# A day or month without a year that lies this near to the publication is the one meant, whatever the tense; further
# off, the tense decides on which side it lies. A guessed tense weighs less than one the caller's parse has found.
NEAR_DAYS, NEAR_MONTHS = {True: 30, False: 120}, {True: 0, False: 3}


@dataclass(frozen=True, slots=True)
class Named:
    """The dates that the text named so far: "the same day" and "a year earlier" look back at them.

    `day` is the latest day, `past_day` the latest one up to publication, `last` the latest date of any precision.
    """

    day: Point | None = None
    past_day: Point | None = None
    last: Point | None = None

    def then(self, value: Point, published: Point | None) -> Named:
        """The same after one more date."""
        if len(value) < 3:
            return Named(self.day, self.past_day, value)
        return Named(value, self.past_day if published and value > published else value, value)


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against.

    `published` is the article's date, `ahead` answers whether the clause speaks of the future, `sure` tells that this
    is no guess, `named` holds the dates before, `cue` is the word before the expression ("by", "since"), `the` tells
    that "the" stands before it.
    """

    published: Point | None
    ahead: Callable[[], bool]
    sure: bool = False
    named: Named = Named()
    cue: str | None = None
    the: bool = False

    def named_day(self) -> Point | None:
        """The day that "the same day" means: one still to come only where the clause looks ahead as well."""
        day, past_day = self.named.day, self.named.past_day
        if day and past_day and day > past_day and not self.ahead():
            return past_day
        return day


def parse_point(text: str | None) -> Point | None:
    """YYYY, YYYY-MM or YYYY-MM-DD (a time may follow) as a point; anything else is None."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?!\d))?)?(?![-\d])", text or "")
    if match is None:
        return None
    point = tuple(int(part) for part in match.groups() if part)
    return point if is_point(point) else None


def write_point(point: Point | None) -> str | None:
    """The point as YYYY, YYYY-MM or YYYY-MM-DD."""
    return None if point is None else "-".join(f"{n:0{4 if i == 0 else 2}}" for i, n in enumerate(point))


def is_point(point: Point) -> bool:
    """Whether the calendar has this date (years 1000 to 2999)."""
    try:
        date(*(*point, 1, 1)[:3])
    except (ValueError, OverflowError):
        return False
    return 1000 <= point[0] <= 2999


def point_of(day: date) -> Point:
    """The day as a point."""
    return (day.year, day.month, day.day)


def one(point: Point | None) -> Reading:
    """The reading of a single date."""
    return (point, None)


def resolve_weekday(weekday: int, published: date, *, future: bool, direction: str | None = None) -> date:
    """The day that a weekday's name means in an article published on `published`.

    Without direction: the last such day up to that date, or the first from it on where the clause speaks of the
    `future`. `direction` "last" and "next" leave the day of publication out. Monday is 0.
    """
    back = (published.weekday() - weekday) % 7
    if direction == "last":
        return published - timedelta(days=back or 7)
    if direction == "next" or future:
        on = (weekday - published.weekday()) % 7
        return published + timedelta(days=on or (7 if direction == "next" else 0))
    return published - timedelta(days=back)


def shift(point: Point | None, count: int, unit: str) -> Point | None:
    """The point moved by `count` days, weeks, months, years or decades, as precise as the unit (a week: the month)."""
    if point is None:
        return None
    if unit in ("year", "decade"):
        moved: Point = (point[0] + count * (10 if unit == "decade" else 1),)
    elif unit == "month" and len(point) >= 2:
        months = point[0] * 12 + point[1] - 1 + count
        moved = (months // 12, months % 12 + 1)
    elif unit in ("day", "week", "fortnight") and len(point) == 3:
        days = count * {"day": 1, "week": 7, "fortnight": 14}[unit]
        try:
            day = date(*point) + timedelta(days=days)
        except OverflowError:
            return None
        moved = point_of(day) if unit == "day" else (day.year, day.month)
    else:
        return None
    return moved if is_point(moved) else None


@cache
def _numbers() -> dict[str, dict[str, int]]:
    words = date_words()
    return {
        "month": {form: m.number for m in words.months for form in (m.name, *m.short)},
        "weekday": {form: w.number for w in words.weekdays for form in (w.name, *w.short)},
        "season": {x.name: x.first for x in words.seasons},
        "feast": {x.name: x.month for x in words.feasts},
        "ordinal": dict(words.ordinals),
        "numeral": dict(words.numerals),
    }


@cache
def _ways() -> dict[str, tuple[str, bool]]:
    """Word -> (last, next, this or same; whether it points at the date before and not at the publication)."""
    words = date_words()
    table = {word: (way, False) for way, ws in words.directions.items() for word in ws}
    return table | {word: (way, True) for way, ws in words.echoes.items() for word in ws}


STEP = {"last": -1, "this": 0, "same": 0, "next": 1}


def number(kind: str, word: str) -> int | None:
    """The number that a word of the vocabulary ("month", "weekday", "numeral" ...) or a figure stands for."""
    if word[:1].isdigit():
        return int(re.match(r"\d+", word)[0])  # type: ignore[index]
    word = plain(word)
    tens, _, ones = word.partition("-")
    table = _numbers()[kind]
    if kind == "numeral" and ones:
        return table[tens] + table[ones]
    return table.get(word)


def way(word: str) -> tuple[str, bool]:
    """ "last" -> ("last", False); "the following" -> ("next", True)."""
    return _ways()[plain(word)]


def full_year(word: str) -> int:
    """2024, '24 or 24 as a year."""
    figures = int(word.lstrip("'"))
    return figures if figures >= 100 else figures + (2000 if figures < 70 else 1900)


def year_of(groups: Groups, setting: Setting) -> int | None:
    """The year that the expression itself gives: "2024", "last year", "that year"."""
    if groups.get("year"):
        return full_year(groups["year"])
    if not groups.get("ydir"):
        return None
    name, echo = way(groups["ydir"])
    base = setting.named.last if echo else setting.published
    return base[0] + STEP[name] if base else None


def own_year(groups: Groups) -> bool:
    """Whether the expression names its year."""
    return bool(groups.get("year") or groups.get("ydir"))


def likely_year(month: int, day: int, setting: Setting, weekday: int | None = None) -> int | None:
    """The year of a day that comes without one: by the tense, and by the weekday where one is named."""
    published = setting.published
    if published is None or len(published) == 1:
        return published[0] if published else None
    today = date(*(*published, 15)[:3])
    years = [y for y in range(today.year - 1, today.year + 2) if is_point((y, month, day))]
    fitting = [y for y in years if date(y, month, day).weekday() == weekday]
    gaps = [((date(y, month, day) - today).days, y) for y in fitting or years]
    if not gaps:
        return None
    nearest = min(gaps, key=lambda pair: abs(pair[0]))
    if abs(nearest[0]) <= NEAR_DAYS[setting.sure]:
        return nearest[1]
    if setting.ahead():
        return min((pair for pair in gaps if pair[0] >= 0), default=max(gaps))[1]
    return max((pair for pair in gaps if pair[0] <= 0), default=min(gaps))[1]


def likely_month(month: int, setting: Setting, *, direction: str | None = None) -> Point | None:
    """A month without a year: "in May", "last May", "next May", "this May"."""
    published = setting.published
    if published is None:
        return None
    if len(published) == 1:
        return (published[0], month) if direction == "this" else None
    year, now = published[0], published[1]
    if direction == "last":
        return (year - (month >= now), month)
    if direction == "next":
        return (year + (month <= now), month)
    if direction == "this":
        return (year, month)
    gap = min((month - now, month - now + 12, month - now - 12), key=abs)
    if abs(gap) > NEAR_MONTHS[setting.sure] and (gap > 0) != setting.ahead():
        gap += 12 if gap < 0 else -12
    return ((year * 12 + now - 1 + gap) // 12, month)
