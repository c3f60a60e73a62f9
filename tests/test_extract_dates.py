"""Time expressions: what is found, what it stands for, and what is no date. Each rule stands beside its control."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.date_context import looks_ahead
from extract.date_words import date_words, parse_words
from extract.dates import DateMention, find_dates, resolve_weekday
from extract.errors import LexiconError

PUBLISHED = "2024-03-06"  # a Wednesday


def only(text: str, *, published: str | None = PUBLISHED, future: bool | None = None) -> DateMention:
    """The one mention in the text; a second one, or none, fails the test."""
    answer = None if future is None else (lambda _: bool(future))
    found = find_dates(text, published=published, future_at=answer)
    assert len(found) == 1, f"{text!r} gives {[m.text for m in found]}"
    return found[0]


def last_of(text: str, *, published: str | None = PUBLISHED) -> DateMention:
    return find_dates(text, published=published)[-1]


DAYS = [
    ("They met on March 1", "March 1", "2024-03-01"),
    ("They met on Mar. 4.", "Mar. 4", "2024-03-04"),
    ("on 11 March 2024", "11 March 2024", "2024-03-11"),
    ("on March 11, 2024,", "March 11, 2024", "2024-03-11"),
    ("on the 11th of March 2024", "the 11th of March 2024", "2024-03-11"),
    ("this thirty-first day of May 2018", "thirty-first day of May 2018", "2018-05-31"),
    ("MARCH 11, 2024", "MARCH 11, 2024", "2024-03-11"),
    ("signed 1 Jan", "1 Jan", "2024-01-01"),
    ("on December 8 last year", "December 8 last year", "2023-12-08"),
    ("2024-03-05", "2024-03-05", "2024-03-05"),
    ("05.03.2024", "05.03.2024", "2024-03-05"),
    ("2024.03.05", "2024.03.05", "2024-03-05"),
    ("2024. 3. 5. (Tue)", "2024. 3. 5", "2024-03-05"),
    ("3/15/2024", "3/15/2024", "2024-03-15"),
    ("15/3/2024", "15/3/2024", "2024-03-15"),
    ("3/5/2024 has two readings", "3/5/2024", "2024"),
    ("3/3/2024 has one", "3/3/2024", "2024-03-03"),
    ("11 March 2024 (Monday)", "11 March 2024 (Monday)", "2024-03-11"),
    ("Monday, 11 March 2024", "Monday, 11 March 2024", "2024-03-11"),
    ("on Monday (March 4)", "Monday (March 4)", "2024-03-04"),
    ("yesterday (5 March)", "yesterday (5 March)", "2024-03-05"),
    ("Shahrivar 8 (August 30, 2023)", "August 30, 2023", "2023-08-30"),
]


@pytest.mark.parametrize(("text", "words", "value"), DAYS)
def test_a_calendar_day_is_read_in_every_usual_form(text: str, words: str, value: str) -> None:
    mention = only(text)
    assert (mention.text, mention.value) == (words, value)


PERIODS = [
    ("in 2023", "2023"),
    ("2023", "2023"),
    ("the 2019 agreement", "2019"),
    ("(November 2023)", "2023-11"),
    ("November last year", "2023-11"),
    ("this May", "2024-05"),
    ("last September", "2023-09"),
    ("last March", "2023-03"),
    ("next June", "2024-06"),
    ("next March", "2025-03"),
    ("last month", "2024-02"),
    ("next month", "2024-04"),
    ("this year", "2024"),
    ("last year", "2023"),
    ("early next year", "2025"),
    ("next week", "2024-03"),
    ("earlier this week", "2024-03"),
    ("at the beginning of this week", "2024-03-04"),
    ("in the first half of this year", "2024"),
    ("the second quarter of 2025", "2025"),
    ("Q3 2024", "2024"),
    ("FY2024", "2024"),
    ("end-March", "2024-03"),
    ("mid-2023", "2023"),
    ("at the end of 2023", "2023-12"),
    ("spring 2021", "2021"),
    ("last autumn", "2023"),
    ("by the end of the month", "2024-03"),
    ("before the year is out", "2024"),
    ("by the end of year", "2024"),
    ("by year-end", "2024"),
    ("by the year's end", "2024"),
    ("Christmas last year", "2023-12"),
]


@pytest.mark.parametrize(("text", "value"), PERIODS)
def test_a_period_gets_the_precision_that_its_words_have(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yesterday", "2024-03-05"),
        ("today", "2024-03-06"),
        ("tomorrow", "2024-03-07"),
        ("last night", "2024-03-05"),
        ("last Friday", "2024-03-01"),
        ("last Wednesday", "2024-02-28"),
        ("next Tuesday", "2024-03-12"),
        ("on Wednesday of last week", "2024-02-28"),
        ("on Wednesday last week", "2024-02-28"),
        ("on Thursday next week", "2024-03-14"),
        ("on Friday week", "2024-03-15"),
        ("on Thursday last", "2024-02-29"),
        ("three weeks ago", "2024-02"),
        ("two years ago", "2022"),
        ("two days earlier", "2024-03-04"),
        ("a decade ago", "2014"),
        ("lifted a three-year-old ban", "2021"),
    ],
)
def test_relative_words_count_from_the_day_of_publication(text: str, value: str) -> None:
    assert only(text).value == value


RANGES = [
    ("March 3-5, 2024", "2024-03-03", "2024-03-05"),
    ("from February 13 to 15", "2024-02-13", "2024-02-15"),
    ("between 3 and 5 March", "2024-03-03", "2024-03-05"),
    ("10–11 December 2023", "2023-12-10", "2023-12-11"),
    ("from 28 February to 2 March", "2024-02-28", "2024-03-02"),
    ("from 30 December to 2 January 2024", "2023-12-30", "2024-01-02"),
    ("June 30 (Friday) to July 2 (Sunday), 2023", "2023-06-30", "2023-07-02"),
    ("from October 2014 to September 2019", "2014-10", "2019-09"),
    ("2019-2023", "2019", "2023"),
    ("fiscal year 2023-24", "2023", "2024"),
    ("between 2019 and 2021", "2019", "2021"),
    ("sat from Monday to today", "2024-03-04", "2024-03-06"),
    ("spent Sunday and Monday there", "2024-03-03", "2024-03-04"),
]


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_a_range_gives_its_first_and_its_last_day(text: str, first: str, last: str) -> None:
    mention = only(text)
    assert (mention.value, mention.end_value, mention.kind) == (first, last, "range")


def test_two_days_joined_by_and_stay_two_when_nothing_makes_them_a_range() -> None:
    found = find_dates("signed on 3 March 2023 and 9 May 2023", published=PUBLISHED)
    assert [m.value for m in found] == ["2023-03-03", "2023-05-09"]


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("on Monday", "2024-03-04", "2024-03-11"),
        ("on Wednesday", "2024-03-06", "2024-03-06"),
        ("in April", "2023-04", "2024-04"),
        ("in February", "2024-02", "2025-02"),
        ("in March", "2024-03", "2024-03"),
        ("on September 20", "2023-09-20", "2024-09-20"),
        ("on the 25th", "2024-02-25", "2024-03-25"),
        ("in the autumn", "2023", "2024"),
    ],
)
def test_the_tense_decides_on_which_side_of_publication_a_day_lies(text: str, past: str, future: str) -> None:
    assert only(text, future=False).value == past
    assert only(text, future=True).value == future


def test_a_caller_that_does_not_know_the_tense_leaves_it_to_the_nearest_verb() -> None:
    for text in ("They will meet on Monday", "They met on Monday"):
        [told] = find_dates(text, published=PUBLISHED, future_at=lambda _: None)
        assert told == only(text)


def test_a_deadline_lies_ahead_and_a_since_lies_behind_whatever_the_tense() -> None:
    assert only("until September", future=False).value == "2024-09"
    assert only("since September", future=True).value == "2023-09"


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("They will meet on Monday", True),
        ("They met on Monday", False),
        ("Talks are to be held on Monday", True),
        ("Talks were held on Monday", False),
        ("On Monday the two ministers will sign", True),
        ("On Monday the two ministers signed", False),
        ("He urged them to come on Monday", True),
        ("She had invited them on Monday", False),
        ("The plan will work. They met on Monday", False),
        ("on Monday", False),
    ],
)
def test_without_a_parse_the_nearest_verb_tells_the_tense(text: str, ahead: bool) -> None:
    assert looks_ahead(text, text.index("Monday")) is ahead
    assert only(text).value == ("2024-03-11" if ahead else "2024-03-04")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on 20 February. On the same day he left", "2024-02-20"),
        ("They met on 20 February; that evening they dined", "2024-02-20"),
        ("They met on 20 February and signed the next day", "2024-02-21"),
        ("They met on 20 February. The day before, he had called", "2024-02-19"),
        ("They met on 20 February, a day earlier than planned; two days later they signed", "2024-02-22"),
        ("It joined in 1995 and left two years later", "1997"),
        ("It signed in 1995; the following year it left", "1996"),
        ("They met on Monday and will meet on 20 March. That day he said", "2024-03-04"),
    ],
)
def test_the_same_day_looks_back_at_the_date_named_before(text: str, value: str) -> None:
    assert last_of(text).value == value


def test_with_nothing_named_before_the_same_day_stays_open() -> None:
    assert only("The same day he left").value is None
    assert only("Two years later they signed").value is None


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2024-03", "last month", "2024-02"),
        ("2024-03", "in May last year", "2023-05"),
        ("2024-03", "on Monday", None),
        ("2024-03", "yesterday", None),
        ("2024", "last year", "2023"),
        ("2024", "last month", None),
        ("2024", "in November", None),
        (None, "last year", None),
        (None, "on 5 March", None),
        (None, "on 5 March 2021", "2021-03-05"),
        ("not a date", "yesterday", None),
        ("2024-02-31", "yesterday", None),
    ],
)
def test_a_partial_publication_date_resolves_what_it_can_and_invents_nothing(
    published: str | None, text: str, value: str | None
) -> None:
    assert only(text, published=published).value == value


@pytest.mark.parametrize(
    "text", ["the 1990s", "within 90 days", "for two years", "several weeks ago", "in the past year"]
)
def test_a_time_that_cannot_be_placed_is_found_without_a_value(text: str) -> None:
    assert only(text).value is None


NO_DATES = [
    "It may rain",
    "MAY NOT",
    "They march on",
    "a second time",
    "version 2.3.2024",
    "1,200",
    "Article 2024",
    "ISO 9001",
    "$2000",
    "2000 tonnes",
    "2000 won",
    "by 2020%",
    "82-2-2024-1234",
    "COP28",
    "room 2021",
    "Ms May said",
    "Theresa May visited",
    "April Jones",
    "Sun Yat-sen",
    "they Sat down",
    "mar",
    "Black Friday",
    "the Sunday Times",
    "30 February",
    "February 30, 2024",
    "31.02.2024",
    "2024-02-30",
    "32 May 1",
    "Christmas Island",
    "they spring up",
    "in the fall",
    "the 25th anniversary",
    "on the 25th anniversary",
    "2018/77",
    "10 May be enough",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date_is_passed_over(text: str) -> None:
    assert [m for m in find_dates(text, published=PUBLISHED) if "May 1" not in m.text] == []


@pytest.mark.parametrize(
    "text",
    ["in May", "May 5", "the May budget", "last March", "since Sunday", "Sat 9 March", "on the 25th,", "in fall 2023"],
)
def test_the_same_words_are_dates_where_the_text_makes_them_so(text: str) -> None:
    assert len(find_dates(text, published=PUBLISHED)) == 1


@pytest.mark.parametrize(
    ("text", "kind", "cue"),
    [
        ("SEOUL, Jan. 17 (HY) -- The minister", "dateline", None),
        ("by 2028", "deadline", "by"),
        ("no later than 1 March 2025", "deadline", "no later than"),
        ("since 2019", "year", "since"),
        ("on 5 March 2024", "absolute", "on"),
        ("on 5 March", "day", "on"),
        ("on Monday", "weekday", "on"),
        ("in May", "month", "in"),
        ("last month", "relative", None),
        ("the 1990s", "decade", None),
        ("for two years", "duration", "for"),
    ],
)
def test_kind_and_cue_tell_how_the_date_is_used(text: str, kind: str, cue: str | None) -> None:
    mention = only(text)
    assert (mention.kind, mention.cue) == (kind, cue)


def test_a_date_in_running_text_is_no_dateline() -> None:
    assert only("He left Seoul on Jan. 17 -- in haste").kind == "day"


def test_a_full_dateline_stands_in_for_a_missing_publication_date() -> None:
    text = "SEOUL, Jan. 17, 2024 (HY) -- The ministers met on Monday"
    assert last_of(text, published=None).value == "2024-01-15"
    assert last_of(text, published="2024-01-23").value == "2024-01-22"


def test_only_the_asked_stretch_is_read_and_offsets_stay_those_of_the_text() -> None:
    text = "In 2019 they met; in 2021 they met; in 2023 they met"
    [mention] = find_dates(text, published=None, start=10, end=30)
    assert (mention.value, text[mention.start : mention.end]) == ("2021", "2021")


def test_an_expression_may_run_over_a_line_break_but_not_over_a_paragraph() -> None:
    assert only("on 5\nMarch 2024").value == "2024-03-05"
    assert [m.value for m in find_dates("page 5\n\nMarch 2024", published=None)] == ["2024-03"]


def test_a_weekday_settles_the_year_of_a_day_without_one() -> None:
    assert only("Wednesday, 20 December", published="2024-05-10").value == "2023-12-20"
    assert only("Friday, 20 December", published="2024-05-10").value == "2024-12-20"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6), st.booleans())
def test_a_weekday_is_that_weekday_within_a_week_of_publication(published: date, weekday: int, future: bool) -> None:
    day = resolve_weekday(weekday, published, future=future)
    assert day.weekday() == weekday
    assert 0 <= ((day - published).days if future else (published - day).days) < 7
    assert resolve_weekday(weekday, published, future=future, direction="last") < published
    assert resolve_weekday(weekday, published, future=future, direction="next") > published


def _fragments() -> st.SearchStrategy[str]:
    words = date_words()
    known = [m.name.title() for m in words.months] + [w.name.title() for w in words.weekdays]
    known += [f for m in words.months for f in m.short] + [w for ws in words.edges.values() for w in ws]
    known += ["end of year", "year-end", "the year is out", "three-year-old ban", "Mon 12", "the week of"]
    known += [*words.numerals, *words.day_words, *words.vague_numerals, *words.parts, *words.day_parts]
    known += re.split(
        " ", "the of last next this to and - year month week days ago later in on by ( ) , 1 30 31st 2024"
    )
    known += ["0", "'24", "FY", "Q3", "/", ".", "\n", "the same"]
    return st.lists(st.sampled_from(known) | st.text(max_size=3) | st.integers(0, 3000).map(str), max_size=14).map(
        " ".join
    )


PUBLICATIONS = st.none() | st.sampled_from(["2024", "2024-02", "2024-02-29", "1000-01-01", "2999-12-31", "0000", "x"])
WELL_FORMED = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@settings(max_examples=300, deadline=None)  # the first use compiles the patterns
@given(st.text() | _fragments(), PUBLICATIONS)
def test_any_text_gives_mentions_that_stand_where_they_say_with_real_dates(text: str, published: str | None) -> None:
    end = 0
    for mention in find_dates(text, published=published):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
        for value in filter(None, (mention.value, mention.end_value)):
            assert WELL_FORMED.fullmatch(value)
            assert date(*(int(part) for part in (value + "-01-01").split("-")[:3]))
        assert mention.end_value is None or (mention.value is not None and mention.value <= mention.end_value)


def test_the_vocabulary_is_checked_when_it_is_read() -> None:
    with pytest.raises(LexiconError, match=r"own\.yml: months: .*mend"):
        parse_words("weekdays: []", name="own.yml")
    with pytest.raises(LexiconError, match=r"own\.yml"):
        parse_words("months: [", name="own.yml")


def test_a_word_listed_for_past_and_future_is_refused() -> None:
    dumped = date_words().model_dump(mode="json")
    dumped["past_cues"].append("will")
    with pytest.raises(LexiconError, match="'will'"):
        parse_words(repr(dumped))
