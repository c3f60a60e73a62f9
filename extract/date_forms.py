"""Every form of time expression as a pattern, and the scan of a text for them. Reads the vocabulary through date_patterns.

A pattern's named groups are what `date_readers` reckons with: day, day2, month, year, year2, wd (weekday), dir (last,
next, this or an echo such as "the same"), ydir (the same before "year"), unit, num, rel, edge, season, feast. `core`
is the stretch to keep where a pattern also reads the word before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from extract.date_patterns import (
    DASH,
    DAY,
    DIGIT,
    SHORT_YEAR,
    SPACE,
    UNIT,
    WORD,
    YEAR,
    Bits,
    Form,
    Starts,
    any_case,
    firsts,
    titled,
)
from extract.date_words import DateWords, date_words

Row = tuple[str, str, Starts, str]
_WORD = re.compile(WORD)


def _figures() -> Iterator[Row]:
    yield "iso", "absolute", DIGIT, r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"
    point = r"(?P<sep>[./])\s?(?P<month>\d\d?)(?P=sep)\s?"
    yield "iso", "absolute", DIGIT, rf"(?P<year>\d{{4}}){point}(?P<day>\d\d?)(?!\w|[./]\d)"
    year = r"(?P<year>(?:19|20)\d\d)"
    yield "dotted", "absolute", DIGIT, rf"(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?{year}(?!\w|\.\d)"
    yield "slashed", "absolute", DIGIT, rf"(?P<day>\d\d?){DASH}(?P<month>\d\d?){DASH}{year}(?!\w|[-/]\d)"


def _days(b: Bits, words: DateWords) -> Iterator[Row]:
    s = SPACE
    year = r"(?P<year>(?:19|20)\d\d)"
    yield "day_month", "absolute", DIGIT, f"(?P<day>\\d\\d?)[-/](?P<month>{b.month})[-/]{year}(?!\\w)"
    in_brackets = f"(?:{s}?\\({b.any_weekday}\\))?"
    tail = f"(?:{in_brackets}{b.year_tail})?{in_brackets}"
    lead = f"(?:(?P<wd>{b.any_weekday})(?:{s}?,)?{s}(?:the{s})?)?"
    day = f"(?:(?P<day>{DAY})|(?P<dayword>{b.ordinal})(?={s}(?:day{s})?of))(?:,{s}{DAY})?"
    day = f"{lead}(?:the{s})?{day}(?:{b.to}(?P<day2>{DAY}))?(?:{s}day)?(?:{s}of)?{s}(?P<month>{b.month}){tail}"
    yield "day_month", "absolute", {*DIGIT, *b.weekdays, *firsts(words.ordinals), "the"}, day
    second = f"(?P<day2>{DAY})(?!{s}[a-z]+s(?<!was|has)\\b){b.counted}(?!{s}{b.month})"
    month = f"{lead}(?P<month>{b.month}){s}(?:the{s})?(?P<day>{DAY}){b.counted}(?:{b.to}{second})?{tail}"
    yield "day_month", "absolute", b.weekdays | b.months, month
    near = f"(?P<wd>{b.any_weekday}),?{s}(?:the{s})?(?P<day>{DAY})(?!{s}[a-z]){b.counted}"
    yield "weekday_day", "weekday", b.weekdays, near
    nth = r"\d{1,2}(?:st|nd|rd|th)(?!\w)"
    follow = f"(?!{s}(?!{any_case(words.after_ordinal_day)}\\b)\\w)(?!-)"
    of_month = f"(?:{s}(?:of{s})?(?P<dir>{b.way}){s}month(?!\\w))?"
    core = f"(?P<core>the{s}(?P<day>{nth})(?:{b.to}(?P<day2>{nth}))?{of_month})"
    yield "nth", "day", firsts(words.day_cues), f"{any_case(words.day_cues)}{s}{core}{follow}"


def _years(b: Bits, words: DateWords) -> Iterator[Row]:
    s = SPACE
    quarter = f"(?:Q[1-4]|H[12]|[1-4]Q|[12]H)(?:{s}of)?{s}?[-/]?{b.quoted_year}(?!\\w)"
    yield "years", "year", {*DIGIT, "q", "h"}, quarter
    yield "years", "year", DIGIT, f"(?P<year>{YEAR}){s}?(?:Q[1-4]|H[12])(?!\\w)"
    to_year = f"{DASH}(?P<year2>{YEAR}|{SHORT_YEAR})"
    fiscal = f"(?:FY{s}?-?|{any_case(words.fiscal)}(?:{s}year)?{s})"
    yield (
        "years",
        "year",
        {"fy", *firsts(words.fiscal)},
        f"{fiscal}{b.quoted_year}(?:{to_year})?(?![\\w%]|[.,]\\d)",
    )
    yield "year_month", "month", DIGIT, r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])(?![\w-]|\.\d)"
    yield "years", "range", DIGIT, f"(?P<year>{YEAR}){to_year}(?![\\w%]|[-.,]\\d)"
    decade = f"{b.part}(?:the{s})?(?:(?:1[89]|20)\\d0|'\\d0)s(?!\\w)"
    yield "decade", "decade", {*DIGIT, "'", "the", *b.parts}, decade


def _shifts(b: Bits, words: DateWords) -> Iterator[Row]:
    s = SPACE
    seasons = any_case(f"{x.name}s" for x in words.seasons)
    ends = f"(?=\\s*(?:[.,;:)\\]—–]|$)|{s}(?:that|this)\\b)"
    free = [w for way, ws in words.shifts.items() if not way.endswith("_at_end") for w in ws]
    last = [w for way, ws in words.shifts.items() if way.endswith("_at_end") for w in ws]
    rel = f"(?P<rel>{any_case(free)}(?!\\w|{s}than\\b)|{any_case(last)}{ends})"
    yield "shift", "relative", b.numbers, f"(?P<num>{b.number}){s}(?P<unit>{UNIT}|{seasons}){s}{rel}"
    units = ("day", "week", "month", "year", "decade")
    aged = f"(?:(?P<num>{b.number})-)?(?P<unit>{'|'.join(units)})s?-old(?={s}(?:\\w+{s})?{any_case(words.aged)}\\b)"
    yield "aged", "relative", {*b.numbers, *units}, aged
    yield "span", "deadline", {"within"}, f"[Ww]ithin{s}(?:the{s}next{s})?{b.amount}"
    yield "span", "duration", firsts(words.span_cues), f"{any_case(words.span_cues)}{s}(?P<core>{b.amount})"


def _units(b: Bits, words: DateWords) -> Iterator[Row]:
    s = SPACE
    fiscal = f"(?:{any_case([*words.fiscal, 'calendar'])}{s})?"
    unit = "(?P<unit>(?:year|month|week|quarter|weekend|decade)(?![\\w-]))"
    plain_unit = "(?P<unit>(?:year|month|week)(?!\\w))"
    yield "unit", "relative", b.parts | b.ways, f"{b.part}(?P<dir>{b.way}){s}{fiscal}{unit}"
    yield "unit", "relative", b.parts, f"{b.edge}the{s}{unit}"
    yield "unit", "relative", firsts(words.parts), f"{any_case(words.parts)}{s}(?:on{s})?in{s}the{s}{plain_unit}"
    yield "unit", "relative", {"within"}, f"[Ww]ithin{s}the{s}{plain_unit}"
    ended = f"the{s}(?P<unit>year)(?:['’]s{s}end|{s}is{s}out)(?!\\w)|(?P<unit2>year)[- ]end(?!\\w)"
    yield "unit", "relative", {"the", "end", "year"}, f"(?:(?:the{s})?(?P<edge>end){s}of{s}year(?!\\w)|{ended})"
    yield "unit", "relative", {"at", "over"}, f"(?:[Aa]t|[Oo]ver){s}(?P<core>the{s}(?P<unit>weekend))(?!\\w)"


def _months_and_seasons(b: Bits, words: DateWords) -> Iterator[Row]:
    s = SPACE
    yield "month", "month", b.parts | b.months, f"{b.part}(?P<month>{b.month}){b.year_tail}"
    yield "month", "month", b.parts | b.ways, f"{b.part}(?P<dir>{b.direction}){s}(?P<month>{b.full_month})"
    season = f"(?P<season>{b.season})"
    yield "season", "season", b.parts | b.seasons, f"{b.part}(?:the{s})?{season}{b.year_tail}"
    yield "season", "season", b.parts | b.ways, f"{b.part}(?P<dir>{b.way}){s}{season}(?!\\w)"
    loose = f"(?P<core>(?P<season>{any_case(x.name for x in words.seasons if x.loose)}))"
    cue = f"{any_case(words.season_cues)}{s}(?:the{s})?"
    yield "season", "season", firsts(words.season_cues), f"{cue}{loose}(?![\\w-])(?!{s}(?:of{s})?\\d)"


def _words_of_the_day(b: Bits, words: DateWords) -> Iterator[Row]:
    s = SPACE
    echo = any_case(w for ws in words.echoes.values() for w in ws)
    day = f"(?P<unit>(?:day|date|{b.day_part})(?![\\w-]))"
    yield "echo", "relative", {"the", "that"}, f"(?P<dir>{echo}){s}{day}"
    of = f"(?P<of>(?={s}(?:(?:the|his|her|its|their|an?)\\b|[A-Z\\d]|\\w+ing\\b)))?"
    unit = "(?P<unit>day|night|evening|morning|year|month|week)"
    rel = "(?P<rel>before|after|earlier|following)(?!\\w)"
    yield "echo", "relative", {"the"}, f"[Tt]he{s}{unit}{s}{rel}{of}"
    near = f"(?:(?:{any_case(words.parts)}|{b.day_part}){s})?"
    day_word = f"{near}(?P<rel>{any_case(words.day_words)})(?:{s}{b.day_part})?(?!\\w)"
    yield "day_word", "relative", b.day_starts, day_word
    week = f"(?:{s}(?:of{s})?(?P<wdir>last|this|next){s}week(?!\\w))?"
    post = f"(?:{s}(?P<post>last|next|week)(?!\\w|{s}(?:year|month|week)))?{week}"
    weekday = f"(?:(?P<dir>{b.direction}){s})?(?P<wd>{b.weekday})(?!\\w)(?:{s}{b.day_part}(?!\\w))?{post}"
    yield "weekday", "weekday", b.weekdays | b.ways, weekday


def _bare(b: Bits, words: DateWords) -> Iterator[Row]:
    yield "month", "month", b.parts | b.months, f"{b.part}(?P<month>{b.month})(?!\\w|-(?!old))"
    feasts = [x.name for x in words.feasts]
    no_name = f"(?!\\w|{SPACE}?(?!\\d)[-A-Z])"
    yield "feast", "month", firsts(feasts), f"(?P<feast>{titled(feasts)}){no_name}{b.year_tail}?"
    yield "year", "year", {*DIGIT, *b.parts}, f"{b.part}(?P<year>{YEAR})(?![\\w%]|[.,:]\\d|{DASH}\\d)"
    yield "unit", "year", {"the"}, f"[Tt]he{SPACE}{any_case(words.quarters)}{SPACE}(?P<unit>quarter)(?![\\w-])"


@cache
def forms() -> tuple[Form, ...]:
    """Every form of time expression; where two fit at one place, the earlier one is meant."""
    words = date_words()
    b = Bits(words)
    rows = [*_figures(), *_days(b, words), *_years(b, words), *_shifts(b, words), *_units(b, words)]
    rows += [*_months_and_seasons(b, words), *_words_of_the_day(b, words), *_bare(b, words)]
    return tuple(Form(name, kind, starts, re.compile(_once(pattern))) for name, kind, starts, pattern in rows)


def _once(pattern: str) -> str:
    """The pattern with the second and later groups of one name made nameless, as `re` demands."""
    seen: set[str] = set()

    def keep(match: re.Match[str]) -> str:
        if match[0] in seen:
            return "(?:"
        seen.add(match[0])
        return match[0]

    return re.sub(r"\(\?P<\w+>", keep, pattern)


@cache
def _forms_by_start() -> dict[str, tuple[Form, ...]]:
    table: dict[str, list[Form]] = {}
    for form in forms():
        for start in form.starts:
            table.setdefault(start, []).append(form)
    return {start: tuple(found) for start, found in sorted(table.items())}


@cache
def _the() -> re.Pattern[str]:
    """ "the" and a word that some form goes on with: it spares most of the articles of a text a dozen patterns."""
    words = date_words()
    after = {*words.parts, *words.ordinals, *words.quarters, *words.day_parts, *(x.name for x in words.seasons)}
    after |= {word for words_ in words.edges.values() for word in words_}
    leads = [*words.echoes.values(), *words.directions.values(), words.day_words]
    after |= {word.removeprefix("the ") for lead in leads for word in lead if word.startswith("the ")}
    after |= {"day", "year", "month", "week", "weekend"}
    return re.compile(f"[Tt][Hh][Ee]{SPACE}(?:\\d|'|{any_case(after)})")


def matches(
    text: str, start: int, end: int, *, accept: Callable[[Form, re.Match[str]], bool]
) -> Iterator[tuple[Form, re.Match[str]]]:
    """Every time expression in `text[start:end]` that `accept` takes, without overlap, in order.

    Only the forms that can begin with the word at hand are tried: that keeps the scan above 300,000 words a second.
    """
    table = _forms_by_start()
    done = start
    for word in _WORD.finditer(text, start, end):
        begin = word.start()
        if begin < done:
            continue
        first = "0" if word[0].isdigit() else word[0].lower()
        if first == "the" and _the().match(text, begin, end) is None:
            continue
        for form in table.get(first, ()):
            match = form.pattern.match(text, begin, end)
            if match is not None and accept(form, match):
                yield form, match
                done = match.end()
                break
