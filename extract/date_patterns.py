"""How the words of time combine: one pattern per form of expression, and all of them as one. Reads date_words only.

A pattern's named groups are what `date_values` reckons with: day, day2, month, year, year2, wd (weekday), dir (last,
next, this or an echo such as "the same"), ydir (the same before "year"), unit, num, rel, edge, season. `core` is the
stretch to keep where a pattern also reads the word before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache
from typing import NamedTuple

from extract.date_words import DateWords, date_words

# A space, or one line break: never a paragraph break.
SPACE = r"(?:[^\S\n]{1,3}(?:\n[^\S\n]{0,8})?|\n[^\S\n]{0,8})"
YEAR = r"(?:1[89]|20)\d\d(?!\d)"
SHORT_YEAR = r"\d\d(?!\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ST|ND|RD|TH)?(?![\w%]|[.,:]\d)"
DASH = r"[-‐‑–—/]"
UNIT = r"(?:days?|fortnights?|weeks?|months?|years?|decades?)"
# Nothing may stand glued before an expression: no letter, currency sign, nor the rest of a longer number.
WORD = r"(?<![\w$€£¥₩₹#@])(?<!\d[-.,:/–])(?:\d|[^\W\d_]+|'(?=\d))"


Starts = Set[str]
DIGIT = frozenset({"0"})
_WORD = re.compile(WORD)


class Form(NamedTuple):
    """A form of time expression: its name (see `date_values.READERS`), its kind, and its pattern with groups."""

    name: str
    kind: str
    starts: Starts
    pattern: re.Pattern[str]


def any_case(words: Iterable[str], *, lower: bool = True) -> str:
    """A pattern for the words as written, Capitalised and in CAPITALS; without `lower`, the last two only."""
    forms: list[str] = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        first = (
            f"[{word[0].upper()}{word[0]}]"
            if lower and word[0].isalpha()
            else re.escape(word[0].upper())
        )
        forms.append((first + re.escape(word[1:])).replace(r"\ ", SPACE))
        forms.append(re.escape(word.upper()).replace(r"\ ", SPACE))
    return "(?:" + "|".join(dict.fromkeys(forms)) + ")"


def firsts(words: Iterable[str]) -> set[str]:
    """The first word of each, as `candidates` looks it up."""
    return {re.split(r"[ -]", word)[0] for word in words}


def plain(found: str) -> str:
    """A found word as the vocabulary writes it: lower case, single spaces, no full stop at the end."""
    return " ".join(found.lower().split()).rstrip(".")


def _months(words: DateWords, *, short: bool) -> str:
    careful = [m.name for m in words.months if m.careful]
    free = [m.name for m in words.months if not m.careful]
    shorts = [form for m in words.months for form in m.short] if short else []
    names = f"{any_case(free)}|{any_case(careful, lower=False)}"
    return f"(?:(?:{names})(?!\\w)" + (
        f"|{any_case(shorts, lower=False)}(?!\\w)\\.?)" if shorts else ")"
    )


class _Bits:
    """The shared bits of the patterns, built from the vocabulary."""

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
        self.day_starts = firsts(
            [*words.day_words, *words.day_parts, "later", "earlier", "late", "early"]
        )
        self.month, self.full_month = (
            _months(words, short=True),
            _months(words, short=False),
        )
        self.weekday = any_case((w.name for w in words.weekdays), lower=False)
        shorts = any_case(
            (form for w in words.weekdays for form in w.short), lower=False
        )
        self.any_weekday = f"(?:{self.weekday}|{shorts}\\.?)(?!\\w)"
        self.ordinal = any_case(words.ordinals)
        tens = any_case(("twenty", "thirty", "forty", "fifty"))
        ones = any_case(
            w
            for w, n in words.numerals.items()
            if n < 10 and w not in ("a", "an", "a couple of")
        )
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
        self.year_tail = (
            f"(?:,?{s}(?:of{s})?(?P<year>{self.year})|,?{s}{self.year_way})"
        )
        self.to = f"(?:{s}?{DASH}{s}?|{s}(?:to|and|until|through|till){s}(?:again{s}on{s})?(?:the{s})?)"


def _calendar_forms(
    b: _Bits, words: DateWords
) -> Iterator[tuple[str, str, Starts, str]]:
    s = SPACE
    in_brackets = f"(?:{s}?\\({b.any_weekday}\\))?"
    lead = f"(?:(?P<wd>{b.any_weekday})(?:{s}?,)?{s}(?:the{s})?)?"
    yield (
        "iso",
        "absolute",
        DIGIT,
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])",
    )
    yield (
        "iso",
        "absolute",
        DIGIT,
        r"(?P<year>\d{4})(?P<sep>[./])\s?(?P<month>\d\d?)[./]\s?(?P<day>\d\d?)(?!\w|[./]\d)",
    )
    yield (
        "dotted",
        "absolute",
        DIGIT,
        r"(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>(?:19|20)\d\d)(?!\w|\.\d)",
    )
    yield (
        "slashed",
        "absolute",
        DIGIT,
        rf"(?P<day>\d\d?){DASH}(?P<month>\d\d?){DASH}(?P<year>(?:19|20)\d\d)(?!\w|[-/]\d)",
    )
    yield (
        "day_month",
        "absolute",
        DIGIT,
        f"(?P<day>\\d\\d?)-(?P<month>{b.month})-(?P<year>(?:19|20)\\d\\d)(?!\\w)",
    )
    day = f"(?:(?P<day>{DAY})|(?P<dayword>{b.ordinal})(?={s}(?:day{s})?of))"
    yield (
        "day_month",
        "absolute",
        {*DIGIT, *b.weekdays, *firsts(words.ordinals), "the"},
        f"{lead}(?:the{s})?{day}(?:,{s}{DAY})?(?:{b.to}(?P<day2>{DAY}))?(?:{s}day)?(?:{s}of)?{s}"
        f"(?P<month>{b.month})(?:{in_brackets}{b.year_tail})?{in_brackets}",
    )
    second = f"(?P<day2>{DAY})(?!{s}[a-z]+s(?<!was|has)\\b){b.counted}(?!{s}{b.month})"
    yield (
        "day_month",
        "absolute",
        b.weekdays | b.months,
        f"{lead}(?P<month>{b.month}){s}(?:the{s})?(?P<day>{DAY}){b.counted}(?:{b.to}{second})?"
        f"(?:{in_brackets}{b.year_tail})?{in_brackets}",
    )
    yield (
        "weekday_day",
        "weekday",
        b.weekdays,
        f"(?P<wd>{b.any_weekday}),?{s}(?:the{s})?(?P<day>{DAY})(?!{s}[a-z]){b.counted}",
    )


def _year_forms(b: _Bits) -> Iterator[tuple[str, str, Starts, str]]:
    s = SPACE
    year = f"(?P<year>{YEAR}|'?{SHORT_YEAR})"
    yield (
        "years",
        "year",
        {*DIGIT, "q", "h"},
        f"(?:Q[1-4]|H[12]|[1-4]Q|[12]H)(?:{s}of)?{s}?[-/]?{year}(?!\\w)",
    )
    yield "years", "year", DIGIT, f"(?P<year>{YEAR}){s}?(?:Q[1-4]|H[12])(?!\\w)"
    fiscal = (
        f"(?:FY{s}?-?|(?:[Ff]iscal|[Ff]inancial|[Mm]arketing|[Cc]rop)(?:{s}year)?{s})"
    )
    yield (
        "years",
        "year",
        {"fy", "fiscal", "financial", "marketing", "crop"},
        f"{fiscal}{year}(?:{DASH}(?P<year2>{YEAR}|{SHORT_YEAR}))?(?![\\w%]|[.,]\\d)",
    )
    yield (
        "year_month",
        "month",
        DIGIT,
        r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])(?![\w-]|\.\d)",
    )
    yield (
        "years",
        "range",
        DIGIT,
        f"(?P<year>{YEAR}){DASH}(?P<year2>{YEAR}|{SHORT_YEAR})(?![\\w%]|[-.,]\\d)",
    )
    yield (
        "decade",
        "decade",
        {*DIGIT, "'", "the", *b.parts},
        f"{b.part}(?:the{s})?(?:(?:1[89]|20)\\d0|'\\d0)s(?!\\w)",
    )


def _relative_forms(
    b: _Bits, words: DateWords
) -> Iterator[tuple[str, str, Starts, str]]:
    s = SPACE
    seasons = any_case(f"{x.name}s" for x in words.seasons)
    ends = f"(?=\\s*(?:[.,;:)\\]—–]|$)|{s}(?:that|this)\\b)"
    far = f"(?:ago|earlier|later|previously|hence|from{s}now)(?!{s}than\\b)(?!\\w)"
    amount = f"(?P<num>{b.number}){s}(?P<unit>{UNIT}|{seasons}){s}"
    yield (
        "shift",
        "relative",
        b.numbers,
        f"{amount}(?P<rel>{far}|(?:before|after|on|prior|back){ends})",
    )
    unit = "(?P<unit>day|week|month|year|decade)"
    aged = any_case(words.aged)
    yield (
        "aged",
        "relative",
        b.numbers | {"day", "week", "month", "year", "decade"},
        f"(?:(?P<num>{b.number})-)?{unit}s?-old(?={s}(?:\\w+{s})?{aged}\\b)",
    )
    yield (
        "span",
        "deadline",
        {"within"},
        f"[Ww]ithin{s}(?:the{s}next{s})?(?P<num>{b.number}){s}{UNIT}(?!\\w)",
    )
    yield (
        "span",
        "duration",
        {"for", "over"},
        f"(?:[Ff]or|[Oo]ver){s}(?P<core>(?P<num>{b.number}){s}{UNIT})(?!\\w)",
    )
    nth = r"\d{1,2}(?:st|nd|rd|th)(?!\w)"
    follow = f"(?!{s}(?!{any_case(words.after_ordinal_day)}\\b)\\w)(?!-)"
    cue = "(?:[Oo]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Bb]efore|[Aa]fter|[Oo]f)"
    yield (
        "nth",
        "day",
        {"on", "since", "until", "till", "by", "from", "before", "after", "of"},
        f"{cue}{s}(?P<core>the{s}(?P<day>{nth})(?:{b.to}(?P<day2>{nth}))?"
        f"(?:{s}(?:of{s})?(?P<dir>{b.way}){s}month(?!\\w))?){follow}",
    )
    units = (
        "(?P<unit>years?|months?|weeks?|quarters?|weekends?|decades?)(?<!s)(?![\\w-])"
    )
    yield (
        "unit",
        "relative",
        b.parts | b.ways,
        f"{b.part}(?P<dir>{b.way}){s}(?:fiscal{s}|financial{s}|calendar{s})?{units}",
    )
    yield "unit", "relative", b.parts, f"{b.edge}the{s}{units}"
    later = any_case(("later", "earlier", "early", "late"))
    yield (
        "unit",
        "relative",
        {"later", "earlier", "early", "late"},
        f"{later}{s}(?:on{s})?in{s}the{s}(?P<unit>year|month|week)(?!\\w)",
    )
    yield (
        "unit",
        "relative",
        {"within"},
        f"[Ww]ithin{s}the{s}(?P<unit>year|month|week)(?!\\w)",
    )
    ended = (
        f"the{s}(?P<unit>year)(?:['’]s{s}end|{s}is{s}out)|(?P<unit2>year)[- ]end(?!\\w)"
    )
    yield (
        "unit",
        "relative",
        {"the", "end", "year"},
        f"(?:(?:the{s})?(?P<edge>end){s}of{s}year(?!\\w)|{ended})",
    )
    yield (
        "unit",
        "relative",
        {"at", "over"},
        f"(?:at|over){s}(?P<core>the{s}(?P<unit>weekend))(?!\\w)",
    )
    yield (
        "unit",
        "year",
        {"the"},
        f"the{s}(?:first|second|third|fourth|last|final){s}(?P<unit>quarter)(?![\\w-])",
    )


def _named_forms(b: _Bits, words: DateWords) -> Iterator[tuple[str, str, Starts, str]]:
    s = SPACE
    yield (
        "month",
        "month",
        b.parts | b.months,
        f"{b.part}(?P<month>{b.month}){b.year_tail}",
    )
    yield (
        "month",
        "month",
        b.parts | b.ways,
        f"{b.part}(?P<dir>{b.direction}){s}(?P<month>{b.full_month})",
    )
    yield (
        "season",
        "season",
        b.parts | b.seasons,
        f"{b.part}(?:the{s})?(?P<season>{b.season}){b.year_tail}",
    )
    yield (
        "season",
        "season",
        b.parts | b.ways,
        f"{b.part}(?P<dir>{b.way}){s}(?P<season>{b.season})(?!\\w)",
    )
    loose = any_case(x.name for x in words.seasons if x.loose)
    cues = (
        "in",
        "during",
        "since",
        "until",
        "by",
        "before",
        "from",
        "over",
        "for",
        "after",
    )
    cue = any_case(cues)
    yield (
        "season",
        "season",
        {*cues},
        f"{cue}{s}(?:the{s})?(?P<core>(?P<season>{loose}))(?![\\w-])(?!{s}(?:of{s})?\\d)",
    )
    day = f"(?P<unit>days?|dates?|{b.day_part})(?<!s)(?![\\w-])"
    yield (
        "echo",
        "relative",
        {"the", "that"},
        f"(?P<dir>{any_case(w for ws in words.echoes.values() for w in ws)}){s}{day}",
    )
    after = f"(?P<rel>before|after|earlier|following)(?!\\w)(?P<of>(?={s}(?:(?:the|his|her|its|their|a|an)\\b|[A-Z\\d]|\\w+ing\\b)))?"
    yield (
        "echo",
        "relative",
        {"the"},
        f"[Tt]he{s}(?P<unit>day|night|evening|morning|year|month|week){s}{after}",
    )
    near = f"(?:(?:earlier|later|late|early|{b.day_part}){s})?"
    yield (
        "day_word",
        "relative",
        b.day_starts,
        f"{near}(?P<rel>{any_case(words.day_words)})(?:{s}{b.day_part})?(?!\\w)",
    )
    post = f"(?:{s}(?P<post>last|next|week)(?!\\w|{s}(?:year|month|week)))?(?:{s}of{s}(?P<wdir>last|this|next){s}week(?!\\w))?"
    yield (
        "weekday",
        "weekday",
        b.weekdays | b.ways,
        f"(?:(?P<dir>{b.direction}){s})?(?P<wd>{b.weekday})(?!\\w)(?:{s}{b.day_part}(?!\\w))?{post}",
    )
    yield (
        "month",
        "month",
        b.parts | b.months,
        f"{b.part}(?P<month>{b.month})(?![\\w-](?!old))",
    )
    yield (
        "feast",
        "month",
        firsts(words.feasts),
        f"(?P<feast>{any_case(words.feasts, lower=False)})(?!\\w|{s}?(?!\\d)[-A-Z]){b.year_tail}?",
    )
    yield (
        "year",
        "year",
        {*DIGIT, *b.parts},
        f"{b.part}(?P<year>{YEAR})(?![\\w%]|[.,:]\\d|{DASH}\\d)",
    )


@cache
def forms() -> tuple[Form, ...]:
    """Every form of time expression; where two fit at one place, the earlier one is meant."""
    words = date_words()
    bits = _Bits(words)
    found = (
        *_calendar_forms(bits, words),
        *_year_forms(bits),
        *_relative_forms(bits, words),
        *_named_forms(bits, words),
    )
    return tuple(
        Form(name, kind, starts, re.compile(_once(pattern)))
        for name, kind, starts, pattern in found
    )


@cache
def forms_by_start() -> dict[str, tuple[Form, ...]]:
    """The forms that can begin with a word (lower case; every digit stands under "0"), in their order."""
    table: dict[str, list[Form]] = {}
    for form in forms():
        for start in form.starts:
            table.setdefault(start, []).append(form)
    return {start: tuple(found) for start, found in sorted(table.items())}


def matches(
    text: str, start: int, end: int, *, accept: Callable[[Form, re.Match[str]], bool]
) -> Iterator[tuple[Form, re.Match[str]]]:
    """Every time expression in `text[start:end]` that `accept` takes, without overlap, first come first served."""
    table = forms_by_start()
    done = start
    for word in _WORD.finditer(text, start, end):
        begin = word.start()
        if begin < done:
            continue
        first = word[0]
        for form in table.get("0" if first.isdigit() else first.lower(), ()):
            match = form.pattern.match(text, begin, end)
            if match is not None and accept(form, match):
                yield form, match
                done = match.end()
                break


def _once(pattern: str) -> str:
    """The pattern with the second and later groups of one name made nameless, as `re` demands."""
    seen: set[str] = set()

    def keep(match: re.Match[str]) -> str:
        if match[0] in seen:
            return "(?:"
        seen.add(match[0])
        return match[0]

    return re.sub(r"\(\?P<\w+>", keep, pattern)
