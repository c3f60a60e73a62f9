"""One reader per form of time expression: groups and setting in, (first, last) out.

A reader gives None where the words name no day of the calendar (30 February), and `OPEN` where they name a time that
cannot be placed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from extract.date_patterns import plain
from extract.date_periods import read_feast, read_month, read_season, read_unit, read_year, read_year_month, read_years
from extract.date_values import (
    OPEN,
    STEP,
    Groups,
    Reading,
    Setting,
    is_point,
    likely_year,
    number,
    one,
    own_year,
    point_of,
    resolve_weekday,
    shift,
    way,
    year_of,
)
from extract.date_words import date_words


def _iso(groups: Groups, _: Setting) -> Reading | None:
    point = (int(groups["year"]), int(groups["month"]), int(groups["day"]))
    return one(point) if is_point(point) and 1800 <= point[0] <= 2100 else None


def _slashed(groups: Groups, _: Setting) -> Reading | None:
    """3/15/2024 has one reading; 5/3/2024 has two and gives its year."""
    a, b, year = int(groups["day"]), int(groups["month"]), int(groups["year"])
    readings = {point for point in ((year, b, a), (year, a, b)) if is_point(point)}
    if not readings:
        return None
    return one(readings.pop() if len(readings) == 1 else (year,))


def _day_month(groups: Groups, setting: Setting) -> Reading | None:
    month = number("month", groups["month"])
    day = number("ordinal", groups.get("day") or groups["dayword"])
    if month is None or day is None or not is_point((2024, month, day)):
        return None
    weekday = number("weekday", groups["wd"]) if groups.get("wd") else None
    year = year_of(groups, setting)
    if year is None and not own_year(groups):
        year = likely_year(month, day, setting, weekday)
    if year is None:
        return OPEN
    if not is_point((year, month, day)):
        return None
    last = number("ordinal", groups["day2"]) if groups.get("day2") else None
    closed = last is not None and last > day and is_point((year, month, last))
    return ((year, month, day), (year, month, last) if closed and last else None)


def _weekday_day(groups: Groups, setting: Setting) -> Reading | None:
    """ "Mon 12": the nearest 12th that is a Monday, at most a quarter of a year away."""
    weekday, day = number("weekday", groups["wd"]), number("ordinal", groups["day"])
    if setting.published is None or len(setting.published) < 3 or weekday is None or day is None:
        return OPEN
    today = date(*setting.published)
    near = [today + timedelta(days=n) for n in range(-92, 93)]
    fits = sorted((abs((d - today).days), d) for d in near if d.day == day and d.weekday() == weekday)
    return one(point_of(fits[0][1])) if fits else None


def _nth(groups: Groups, setting: Setting) -> Reading | None:
    """ "the 25th": of the month named with it, else the latest one, or the next one where the clause looks ahead."""
    day, last = number("ordinal", groups["day"]), number("ordinal", groups.get("day2") or "0")
    if day is None or not 1 <= day <= 31:
        return None
    published = setting.published
    if published is None or len(published) < 2:
        return OPEN
    if groups.get("dir"):
        name, echo = way(groups["dir"])
        month = shift(setting.named.last if echo else published, STEP[name], "month")
    else:
        here = published[:2]
        months = [m for m in (shift(here, n, "month") for n in (-1, 0, 1)) if m and is_point((*m, day))]
        if len(published) == 2:
            month = here
        elif setting.ahead():
            month = next((m for m in months if (*m, day) >= published), None)
        else:
            month = next((m for m in reversed(months) if (*m, day) <= published), None)
    if month is None or not is_point((*month, day)):
        return OPEN
    closed = last is not None and last > day and is_point((*month, last))
    return ((*month, day), (*month, last) if closed and last else None)


@cache
def _shift_ways() -> dict[str, str]:
    return {word: way.removesuffix("_at_end") for way, words in date_words().shifts.items() for word in words}


@cache
def _season_names() -> frozenset[str]:
    return frozenset(x.name for x in date_words().seasons)


def _shift(groups: Groups, setting: Setting) -> Reading:
    """ "two years ago" counts from the publication, "two years later" from the date named before."""
    count, direction = number("numeral", groups["num"]), _shift_ways()[plain(groups["rel"])]
    unit = groups["unit"].lower().rstrip("s")
    unit = "year" if unit in _season_names() else unit
    if count is None:
        return OPEN
    if direction in ("ago", "ahead"):
        return one(shift(setting.published, -count if direction == "ago" else count, unit))
    named = setting.named_day() if unit in ("day", "week", "fortnight") else setting.named.last
    if direction == "later":
        return one(shift(named, count, unit))
    return one(shift(named or setting.published, -count, unit))


def _aged(groups: Groups, setting: Setting) -> Reading:
    count = number("numeral", groups["num"]) if groups.get("num") else 1
    return one(shift(setting.published, -count, groups["unit"].lower()) if count else None)


def _echo(groups: Groups, setting: Setting) -> Reading:
    """ "the same day", "the evening before", "the following year": from the date named before."""
    unit = groups["unit"].lower().rstrip("s")
    unit = unit if unit in ("year", "month", "week") else "day"
    if groups.get("rel"):
        if groups.get("of") is not None:
            return OPEN
        count = -1 if groups["rel"] in ("before", "earlier") else 1
    else:
        count = STEP[way(groups["dir"])[0]]
    return one(shift(setting.named_day() if unit in ("day", "week") else setting.named.last, count, unit))


def _day_word(groups: Groups, setting: Setting) -> Reading:
    offset = date_words().day_words[plain(groups["rel"])]
    if offset == "same":
        return one(setting.named_day())
    if offset == 0:
        return one(setting.published)
    return one(shift(setting.published, offset, "day"))


def _weekday(groups: Groups, setting: Setting) -> Reading | None:
    weekday = number("weekday", groups["wd"])
    if setting.published is None or len(setting.published) < 3 or weekday is None:
        return OPEN
    today = date(*setting.published)
    post = groups.get("post")
    name = way(groups["dir"])[0] if groups.get("dir") else post if post != "week" else None
    if groups.get("wdir"):
        day = today + timedelta(days=weekday - today.weekday() + 7 * STEP[groups["wdir"].lower()])
    elif post == "week":
        day = resolve_weekday(weekday, today, future=True, direction="next") + timedelta(days=7)
    else:
        day = resolve_weekday(weekday, today, future=name is None and setting.ahead(), direction=name)
        if name == "this":
            day = resolve_weekday(weekday, today, future=setting.ahead())
    return one(point_of(day))


def _open(_: Groups, __: Setting) -> Reading:
    return OPEN


READERS: dict[str, Callable[[Groups, Setting], Reading | None]] = {
    "iso": _iso,
    "dotted": _iso,
    "slashed": _slashed,
    "day_month": _day_month,
    "weekday_day": _weekday_day,
    "nth": _nth,
    "years": read_years,
    "year_month": read_year_month,
    "year": read_year,
    "month": read_month,
    "feast": read_feast,
    "season": read_season,
    "unit": read_unit,
    "shift": _shift,
    "aged": _aged,
    "echo": _echo,
    "day_word": _day_word,
    "weekday": _weekday,
    "decade": _open,
    "span": _open,
}
