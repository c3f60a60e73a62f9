"""Publication dates: what is written is read, what is not written or can be read in two ways is not guessed."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.read.published import dateline, of_address, of_line, parse, trailer


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T23:30:00-05:00", "2024-03-05"),
        ("2024.03.05", "2024-03-05"),
        ("2024. 3. 5.", "2024-03-05"),
        ("2024/3/5", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("Mar. 5 2024", "2024-03-05"),
        ("05 March 2024", "2024-03-05"),
        ("5th of March, 2024", "2024-03-05"),
        ("Sept 23, 1985", "1985-09-23"),
        ("Tue, 05 Mar 2024 23:30:00 -0500", "2024-03-05"),
        ("2024년 3월 5일", "2024-03-05"),
        ("2024年3月5日", "2024-03-05"),
        ("25/04/2024", "2024-04-25"),
        ("04/25/2024", "2024-04-25"),
        ("04/04/2024", "2024-04-04"),
        ("2024-03", "2024-03"),
        ("March 2024", "2024-03"),
        ("2024", "2024"),
    ],
)
def test_a_written_date_is_read(written: str, read: str) -> None:
    assert parse(written) == read


@pytest.mark.parametrize(
    "written",
    ["03/04/2024", "2024-02-30", "2024-13-01", "yesterday", "March 5", "5/3/24", "0000-01-01", "", "12", "12024-03-05"],
)
def test_what_is_no_single_day_is_no_date(written: str) -> None:
    assert parse(written) is None


def test_two_different_dates_in_one_field_are_no_date() -> None:
    assert parse("2024-03-05 to 2024-03-07") is None
    assert parse("2024-03-05 (March 5, 2024)") == "2024-03-05"


@pytest.mark.parametrize(
    "line",
    [
        "Date: 5 March 2024",
        "Published: March 5, 2024 | Updated: March 7, 2024",
        "Updated: March 7, 2024 | Published: March 5, 2024",
        "[Ministry of Economy, Trade and Industry] [Tuesday, Mar 5, 2024]",
        "3 min read Last Updated : Mar 05 2024 | 7:58 PM IST",
        "Tuesday, 5 March 2024 10:30 GMT",
        "Santiago, 5 March 2024",
        "Posted on March 5, 2024 by admin",
        "• 5 March 2024",
        "5 March 2024 - NW1257",
        "2024/03/05 20:45",
    ],
)
def test_a_line_that_does_nothing_but_date_a_text_gives_its_date(line: str) -> None:
    assert of_line(line) == "2024-03-05"


@pytest.mark.parametrize(
    "line",
    [
        "Signed in Seoul on 5 March 2024",
        "Joint declaration of the summit of 5 March 2024",
        "The two sides met on 5 March 2024.",
        "– President Prueba, March 5, 2024",
        "Chile and Peru open talks",
    ],
)
def test_a_line_that_says_more_gives_none(line: str) -> None:
    assert of_line(line) is None


def test_a_date_glued_to_an_end_is_cut_off_and_one_inside_is_not() -> None:
    assert trailer("these tasks. date2024-03-11") == ("these tasks.", "2024-03-11")
    assert trailer("these tasks. date: 2024-03-11") == ("these tasks.", "2024-03-11")
    assert trailer("the update2024-03-11 is out") == ("the update2024-03-11 is out", None)
    assert trailer("by the date 2024-02-31") == ("by the date 2024-02-31", None)


def test_a_dateline_with_a_year_dates_the_story_and_one_without_does_not() -> None:
    assert dateline("SEOUL, South Korea, March 5, 2024 /PRNewswire/ -- The ministry") == "2024-03-05"
    assert dateline("SEOUL, March 5 (Yonhap) -- The ministry") is None
    assert dateline("On March 5, 2024 - a Tuesday - the ministry") is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://trade.example/2022/11/25/talks", "2022-11-25"),
        ("news-p.v1.20221125.685a96e528244332b8ea64a55c946e27_P1.webp", "2022-11-25"),
        ("https://trade.example/2022-11-25-talks.html", "2022-11-25"),
        ("https://trade.example/view/120221125", None),
        ("https://trade.example/2022/13/25/", None),
        (None, None),
    ],
)
def test_the_date_in_an_address(url: str | None, day: str | None) -> None:
    assert of_address(url) == day


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%Y.%m.%d"]),
)
def test_every_day_is_read_in_every_unambiguous_form(day: datetime.date, form: str) -> None:
    assert parse(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=60))
def test_anything_else_is_a_real_date_or_none(text: str) -> None:
    for found in (parse(text), of_line(text), of_address(text), dateline(text)):
        assert found is None or datetime.date.fromisoformat((found + "-01-01")[:10])
