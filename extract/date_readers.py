"""One reader per form of time expression: groups and setting in, (first, last) out.

A reader gives None where the words name no day of the calendar (30 February), and `OPEN` where they name a time that
cannot be placed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from extract.date_patterns import plain
from extract.date_values import (
    OPEN,
    STEP,
    Groups,
    Point,
    Reading,
    Setting,
    full_year,
    is_point,
    likely_month,
    likely_year,
    number,
    own_year,
    resolve_weekday,
    shift,
    way,
    year_of,
)
from extract.date_words import date_words


def _one(point: Point | None) -> Reading:
    return (point, None)


def _iso(groups: Groups, _: Setting) -> Reading | None:
    point = (int(groups["year"]), int(groups["month"]), int(groups["day"]))
    return _one(point) if is_point(point) and 1800 <= point[0] <= 2100 else None


def _slashed(groups: Groups, _: Setting) -> Reading | None:
    """3/15/2024 has one reading; 5/3/2024 has two and gives its year."""
    a, b, year = int(groups["day"]), int(groups["month"]), int(groups["year"])
    readings = {point for point in ((year, b, a), (year, a, b)) if is_point(point)}
    if not readings:
        return None
    return _one(readings.pop() if len(readings) == 1 else (year,))


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
    """"Mon 12": the nearest 12th that is a Monday, at most a quarter of a year away."""
    weekday, day = number("weekday", groups["wd"]), number("ordinal", groups["day"])
    if setting.published is None or len(setting.published) < 3 or weekday is None or day is None:
        return OPEN
    today = date(*setting.published)
    near = [today + timedelta(days=n) for n in range(-92, 93)]
    fits = sorted((abs((d - today).days), d) for d in near if d.day == day and d.weekday() == weekday)
    return _one(_point(fits[0][1])) if fits else None


def _point(day: date) -> Point:
    return (day.year, day.month, day.day)


def _nth(groups: Groups, setting: Setting) -> Reading | None:
    """"the 25th": of the month named with it, else the latest one, or the next one where the clause looks ahead."""
    day, last = number("ordinal", groups["day"]), number("ordinal", groups.get("day2") or "0")
    if day is None or not 1 <= day <= 31:
        return None
    published = setting.published
    if published is None or len(published) < 2:
        return OPEN
    if groups.get("dir"):
        name, echo = way(groups["dir"])
        month = shift(setting.last if echo else published, STEP[name], "month")
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


def _years(groups: Groups, _: Setting) -> Reading | None:
    first = full_year(groups["year"])
    if not groups.get("year2"):
        return _one((first,))
    last = int(groups["year2"])
    last = last if last >= 100 else first // 100 * 100 + last + (100 if first % 100 == 99 and last == 0 else 0)
    return ((first,), (last,)) if first < last <= 2100 else None


def _year_month(groups: Groups, _: Setting) -> Reading | None:
    year, month = int(groups["year"]), int(groups["month"])
    return None if month == (year + 1) % 100 else _one((year, month))


def _year(groups: Groups, setting: Setting) -> Reading:
    return _one(_end_of_year(int(groups["year"]), groups, setting))


def _end_of_year(year: int, groups: Groups, setting: Setting) -> Point:
    """"at the end of 2023" is December; "by the end of 2023" may be any month."""
    closing = plain(groups.get("edge", "")) in date_words().edges["end"] and setting.cue == "at"
    return (year, 12) if closing else (year,)


def _month(groups: Groups, setting: Setting) -> Reading | None:
    month = number("month", groups["month"])
    if month is None:
        return None
    if own_year(groups):
        year = year_of(groups, setting)
        return _one((year, month)) if year else OPEN
    return _one(likely_month(month, setting, direction=way(groups["dir"])[0] if groups.get("dir") else None))


def _feast(groups: Groups, setting: Setting) -> Reading:
    month = number("feast", groups["feast"]) or 12
    if own_year(groups):
        year = year_of(groups, setting)
        return _one((year, month)) if year else OPEN
    return _one(likely_month(month, setting))


def _season(groups: Groups, setting: Setting) -> Reading:
    """The year of a season; a winter spans two, so it is placed only where its year is named."""
    first = number("season", groups["season"]) or 1
    if own_year(groups):
        year = year_of(groups, setting)
        return _one((year,) if year else None)
    published = setting.published
    name, echo = way(groups["dir"]) if groups.get("dir") else ("", False)
    if echo:
        return _one((setting.last[0] + STEP[name],) if setting.last else None)
    if published is None or len(published) < 2:
        return _one(published if name == "this" else None)
    year, now = published[0], published[1]
    if first == 12:
        return _one((year,) if now == 12 and name != "last" and not (name == "next") else None)
    if name == "this":
        return _one((year,))
    if name == "next" or (not name and setting.ahead()):
        return _one((year + (first <= now if name else first + 2 < now),))
    return _one((year - (first + 2 >= now if name else first > now),))


def _week(count: int, groups: Groups, base: Point | None) -> Point | None:
    """The month of a week's working days, its Monday where the text says "the beginning of", else the year."""
    if base is None or len(base) < 3:
        return None
    day = date(*base) + timedelta(days=7 * count)
    monday = day - timedelta(days=day.weekday())
    if plain(groups.get("edge", "")) in date_words().edges["start"]:
        return _point(monday)
    friday = monday + timedelta(days=4)
    if monday.month == friday.month:
        return (monday.year, monday.month)
    return (monday.year,) if monday.year == friday.year else None


def _weekend(name: str, setting: Setting) -> Point | None:
    """The Saturday of a weekend; "next weekend" means either of two and stays open."""
    if setting.published is None or len(setting.published) < 3 or name == "next":
        return None
    today = date(*setting.published)
    back = (today.weekday() - 5) % 7
    if name == "last" or not (back <= 1 or setting.ahead()):
        return _point(today - timedelta(days=back + (7 if name == "last" and back <= 1 else 0)))
    return _point(today - timedelta(days=back) if back <= 1 else today + timedelta(days=7 - back))


def _unit(groups: Groups, setting: Setting) -> Reading:
    """"last month", "the end of the year", "that week"; "the past year" is a stretch up to now and stays open."""
    unit = (groups.get("unit") or groups["unit2"]).lower()
    name, echo = way(groups["dir"]) if groups.get("dir") else ("this", False)
    stretch = (setting.the and name in ("last", "next")) or (
        echo and name == "next" and setting.cue in ("in", "over", "during", "for", "within")
    )
    if (stretch and not groups.get("edge")) or unit == "decade":
        return OPEN
    base = setting.last if echo else setting.published
    count = STEP[name]
    if unit == "weekend":
        return _one(_weekend("" if echo or not groups.get("dir") else name, setting))
    if base is None:
        return OPEN
    if unit == "week":
        return _one(_week(count, groups, base))
    if unit == "quarter":
        quarter = shift(base[:2], 3 * count, "month") if len(base) > 1 else (base if not count else None)
        return _one(quarter[:1] if quarter else None)
    moved = shift(base, count, unit)
    return _one(_end_of_year(moved[0], groups, setting) if moved and unit == "year" else moved)


def _shift(groups: Groups, setting: Setting) -> Reading:
    """"two years ago" counts from the publication, "two years later" from the date named before."""
    count, rel = number("numeral", groups["num"]), plain(groups["rel"])
    unit = groups["unit"].lower().rstrip("s")
    unit = "year" if unit in date_words_seasons() else unit
    if count is None:
        return OPEN
    if rel == "ago":
        return _one(shift(setting.published, -count, unit))
    if rel in ("hence", "from now"):
        return _one(shift(setting.published, count, unit))
    named = setting.day if unit in ("day", "week", "fortnight") else setting.last
    if rel in ("later", "after", "on"):
        return _one(shift(named, count, unit))
    return _one(shift(named or setting.published, -count, unit))


def date_words_seasons() -> frozenset[str]:
    return frozenset(x.name for x in date_words().seasons)


def _aged(groups: Groups, setting: Setting) -> Reading:
    count = number("numeral", groups["num"]) if groups.get("num") else 1
    return _one(shift(setting.published, -count, groups["unit"].lower()) if count else None)


def _echo(groups: Groups, setting: Setting) -> Reading:
    """"the same day", "the evening before", "the following year": from the date named before."""
    unit = groups["unit"].lower().rstrip("s")
    unit = unit if unit in ("year", "month", "week") else "day"
    if groups.get("rel"):
        if groups.get("of") is not None:
            return OPEN
        count = -1 if groups["rel"] in ("before", "earlier") else 1
    else:
        count = STEP[way(groups["dir"])[0]]
    return _one(shift(setting.day if unit in ("day", "week") else setting.last, count, unit))


def _day_word(groups: Groups, setting: Setting) -> Reading:
    offset = date_words().day_words[plain(groups["rel"])]
    if offset == "same":
        return _one(setting.day)
    if offset == 0:
        return _one(setting.published)
    return _one(shift(setting.published, offset, "day"))


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
    return _one(_point(day))


READERS: dict[str, Callable[[Groups, Setting], Reading | None]] = {
    "iso": _iso,
    "dotted": _iso,
    "slashed": _slashed,
    "day_month": _day_month,
    "weekday_day": _weekday_day,
    "nth": _nth,
    "years": _years,
    "year_month": _year_month,
    "year": _year,
    "month": _month,
    "feast": _feast,
    "season": _season,
    "unit": _unit,
    "shift": _shift,
    "aged": _aged,
    "echo": _echo,
    "day_word": _day_word,
    "weekday": _weekday,
    "decade": lambda groups, setting: OPEN,
    "span": lambda groups, setting: OPEN,
}
