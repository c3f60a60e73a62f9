"""Readers of periods: months, years, seasons, weeks and what "last" and "next" make of them. See date_readers."""

from __future__ import annotations

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
    likely_month,
    number,
    one,
    own_year,
    point_of,
    shift,
    way,
    year_of,
)
from extract.date_words import date_words


def read_years(groups: Groups, _: Setting) -> Reading | None:
    first = full_year(groups["year"])
    if not groups.get("year2"):
        return one((first,))
    last = int(groups["year2"])
    if last < 100:  # 2023-27, 1999-00; "PR/2018/77" is a file number
        last += (first // 100 + (last < first % 100)) * 100
        return ((first,), (last,)) if 0 < last - first <= 35 else None
    return ((first,), (last,)) if first < last <= 2100 else None


def read_year_month(groups: Groups, _: Setting) -> Reading | None:
    year, month = int(groups["year"]), int(groups["month"])
    return None if month == (year + 1) % 100 else one((year, month))


def read_year(groups: Groups, setting: Setting) -> Reading:
    return one(_end_of_year(int(groups["year"]), groups, setting))


def _end_of_year(year: int, groups: Groups, setting: Setting) -> Point:
    """ "at the end of 2023" is December; "by the end of 2023" may be any month."""
    closing = plain(groups.get("edge", "")) in date_words().edges["end"] and setting.cue == "at"
    return (year, 12) if closing else (year,)


def read_month(groups: Groups, setting: Setting) -> Reading | None:
    month = number("month", groups["month"])
    if month is None:
        return None
    if own_year(groups):
        year = year_of(groups, setting)
        return one((year, month)) if year else OPEN
    return one(likely_month(month, setting, direction=way(groups["dir"])[0] if groups.get("dir") else None))


def read_feast(groups: Groups, setting: Setting) -> Reading:
    month = number("feast", groups["feast"]) or 12
    moves = plain(groups["feast"]) in {x.name for x in date_words().feasts if x.moves}
    if own_year(groups):
        year = year_of(groups, setting)
        return one((year,) if year and moves else (year, month) if year else None)
    placed = likely_month(month, setting)
    return one(placed[:1] if placed and moves else placed)


def read_season(groups: Groups, setting: Setting) -> Reading:
    """The year of a season; a winter spans two, so it is placed only where its year is named."""
    first = number("season", groups["season"]) or 1
    if own_year(groups):
        year = year_of(groups, setting)
        return one((year,) if year else None)
    published = setting.published
    name, echo = way(groups["dir"]) if groups.get("dir") else ("", False)
    if echo:
        return one((setting.named.last[0] + STEP[name],) if setting.named.last else None)
    if published is None or len(published) < 2:
        return one(published if name == "this" else None)
    year, now = published[0], published[1]
    if first == 12:
        return one((year,) if now == 12 and name != "last" and name != "next" else None)
    if name == "this":
        return one((year,))
    if name == "next" or (not name and setting.ahead()):
        return one((year + (first <= now if name else first + 2 < now),))
    return one((year - (first + 2 >= now if name else first > now),))


def _week(count: int, groups: Groups, base: Point | None, *, ahead: bool) -> Point | None:
    """The month that holds a week's working days but one, or its Monday where the text says "the beginning of"."""
    if base is None or len(base) < 3:
        return None
    day = date(*base) + timedelta(days=7 * count)
    monday = day - timedelta(days=day.weekday())
    if plain(groups.get("edge", "")) in date_words().edges["start"]:
        return point_of(monday)
    days = [monday + timedelta(days=n) for n in range(5)]
    if count == 0:  # the part of this week that the tense leaves
        days = [d for d in days if (d >= day if ahead else d <= day)] or [day]
    months = [(d.year, d.month) for d in days]
    most = max(months, key=months.count)
    return most if months.count(most) >= len(months) - 1 else None


def _weekend(name: str, setting: Setting) -> Point | None:
    """The Saturday of a weekend; "next weekend" means either of two and stays open."""
    if setting.published is None or len(setting.published) < 3 or name == "next":
        return None
    today = date(*setting.published)
    back = (today.weekday() - 5) % 7
    if name == "last" or not (back <= 1 or setting.ahead()):
        return point_of(today - timedelta(days=back + (7 if name == "last" and back <= 1 else 0)))
    return point_of(today - timedelta(days=back) if back <= 1 else today + timedelta(days=7 - back))


def read_unit(groups: Groups, setting: Setting) -> Reading:
    """ "last month", "the end of the year", "that week"; "the past year" is a stretch up to now and stays open."""
    unit = (groups.get("unit") or groups.get("unit2") or "year").lower()
    name, echo = way(groups["dir"]) if groups.get("dir") else ("this", False)
    stretch = (setting.the and name in ("last", "next")) or (
        echo and name == "next" and setting.cue in ("in", "over", "during", "for", "within")
    )
    if (stretch and not groups.get("edge")) or unit == "decade":
        return OPEN
    base = setting.named.last if echo else setting.published
    count = STEP[name]
    if unit == "weekend":
        return one(_weekend("" if echo or not groups.get("dir") else name, setting))
    if base is None:
        return OPEN
    if unit == "week":
        return one(_week(count, groups, base, ahead=setting.ahead()))
    if unit == "quarter":
        quarter = shift(base[:2], 3 * count, "month") if len(base) > 1 else (base if not count else None)
        return one(quarter[:1] if quarter else None)
    moved = shift(base, count, unit)
    return one(_end_of_year(moved[0], groups, setting) if moved and unit == "year" else moved)
