"""When two tellings are one event, and when they are not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_fixture import accounts, entity, event, extraction

from extract.records import Extraction
from graph.dates import bounds, has_month
from graph.merge_events import Happening, merge_events
from graph.resolve import resolve

COUNTRIES = {"KR": "Korea", "KE": "Kenya", "GH": "Ghana"}


def told(number: int, *, type: str = "meet", agents: str = "KR KE", targets: str = "", **fields: Any) -> Extraction:
    """An article that tells one event between countries named by their codes."""
    text = f"Article {number} tells it so."
    entities = tuple(entity(code, "Country", name, code) for code, name in COUNTRIES.items())
    place = (entity("seoul", "Place", "Seoul", "KR"), entity("nairobi", "Place", "Nairobi", "KE"))
    return extraction(
        text, (*entities, *place), event(text, text, type, agents, targets, **fields), doc=f"{number}.txt"
    )


def merged(*articles: Extraction) -> tuple[Happening, ...]:
    return merge_events(articles, resolve(articles))


def test_the_same_meeting_in_two_articles_is_one_event_with_both_quotes() -> None:
    (meeting,) = merged(told(1, date="2031-05-05"), told(2, date="2031-05-05", agents="KE KR"))
    assert [quote.quote for quote in sorted(meeting.evidence, key=lambda quote: quote.quote)] == [
        "Article 1 tells it so.",
        "Article 2 tells it so.",
    ]
    assert meeting.tellings == 2


@pytest.mark.parametrize(
    "other",
    [
        {"type": "negotiate"},
        {"agents": "KR GH"},
        {"agents": "KR KE GH"},
        {"date": "2031-05-06"},
        {"date": "2031-06"},
        {"date": "2031"},
        {"date": None},
        {"status": "planned"},
        {"status": "denied"},
    ],
    ids=str,
)
def test_another_type_party_date_or_status_is_another_event(other: dict[str, Any]) -> None:
    assert len(merged(told(1, date="2031-05-05"), told(2, **({"date": "2031-05-05"} | other)))) == 2


def test_who_does_it_and_to_whom_matters_where_the_type_has_sides() -> None:
    there, back = {"type": "aid", "agents": "KR", "targets": "KE"}, {"type": "aid", "agents": "KE", "targets": "KR"}
    assert len(merged(told(1, date="2031-05-05", **there), told(2, date="2031-05-05", **there))) == 1
    assert len(merged(told(1, date="2031-05-05", **there), told(2, date="2031-05-05", **back))) == 2


def test_a_month_joins_its_only_day_and_the_day_is_kept() -> None:
    (meeting,) = merged(told(1, date="2031-05"), told(2, date="2031-05-05", date_text="on Monday"))
    assert meeting.date == "2031-05-05"
    assert meeting.date_text == "on Monday"


def test_a_month_with_two_days_to_choose_from_stays_apart() -> None:
    days = sorted(
        one.date or ""
        for one in merged(told(1, date="2031-05"), told(2, date="2031-05-05"), told(3, date="2031-05-19"))
    )
    assert days == ["2031-05", "2031-05-05", "2031-05-19"]


@pytest.mark.parametrize("date", [None, "2031", "31 February", "2031-13"])
def test_without_a_month_two_articles_may_mean_two_meetings(date: str | None) -> None:
    assert len(merged(told(1, date=date), told(2, date=date))) == 2


def test_a_date_that_is_none_is_not_kept() -> None:
    (meeting,) = merged(told(1, date="2031-02-30"))
    assert meeting.date is None


def test_what_the_articles_add_is_united() -> None:
    first = told(1, date="2031-05-05", topics=("nickel", "steel"), place="seoul", confidence=0.4, mode="video")
    second = told(2, date="2031-05-05", topics=("nickel",), place="seoul", confidence=0.9, amount="USD 5 million")
    third = told(3, date="2031-05-05", place="nairobi", plover="CONSULT", cameo="04")
    (meeting,) = merged(first, second, third)
    assert meeting.topics == ("nickel", "steel")
    assert meeting.place is not None
    assert meeting.place.startswith("plc:seoul")
    assert {quote.quote for quote in meeting.place_evidence} == {"Article 1 tells it so.", "Article 2 tells it so."}
    assert (meeting.confidence, meeting.mode, meeting.amount) == (0.9, "video", "USD 5 million")
    assert (meeting.plover, meeting.cameo) == ("CONSULT", "04")


def test_an_article_given_twice_is_one_witness() -> None:
    article = told(1, date="2031-05-05")
    (meeting,) = merged(article, article)
    assert len(meeting.evidence) == 1


def test_the_accounts_of_two_ministries_are_one_meeting() -> None:
    meetings = [one for one in merged(*accounts()) if one.type == "meet" and one.date == "2031-05-05"]
    assert [len(one.evidence) for one in meetings] == [2]
    assert meetings[0].topics == ("graphite", "nickel")


def test_a_confidence_that_is_no_number_is_zero() -> None:
    (meeting,) = merged(told(1, confidence=float("nan")))
    assert meeting.confidence == 0.0


@pytest.mark.parametrize(
    ("written", "first_last"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-02", ("2023-02-01", "2023-02-28")),
        ("2024-02-29", ("2024-02-29", "2024-02-29")),
        ("2023-02-29", None),
        ("0000", None),
        ("٢٠٢٤", None),
        ("2024-1", None),
        ("2024-01-01\n", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_means_a_first_and_a_last_day(written: str | None, first_last: tuple[str, str] | None) -> None:
    assert bounds(written) == first_last


def test_precision_is_told_by_length() -> None:
    assert has_month("2024-02")
    assert has_month("2024-02-03")
    assert not has_month("2024")
    assert not has_month(None)


TELLINGS = st.fixed_dictionaries(
    {
        "date": st.sampled_from([None, "2031", "2031-05", "2031-05-05", "2031-05-19", "nonsense"]),
        "agents": st.sampled_from(["KR KE", "KE KR", "KR", "KR KE GH"]),
        "status": st.sampled_from(["held", "planned"]),
        "place": st.sampled_from([None, "seoul", "nairobi"]),
        "topics": st.lists(st.sampled_from(["nickel", "steel"]), max_size=2).map(tuple),
    }
)


@settings(max_examples=200, deadline=None)
@given(st.lists(TELLINGS, max_size=7), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_no_quote_is_lost(tellings, random) -> None:  # type: ignore[no-untyped-def]
    articles = [told(number, **fields) for number, fields in enumerate(tellings)]
    shuffled = [*articles]
    random.shuffle(shuffled)
    found = merged(*articles)
    assert merged(*shuffled) == found
    assert sum(one.tellings for one in found) == len(articles)
    assert sorted(quote.quote for one in found for quote in one.evidence) == sorted(
        one.article.text for one in articles
    )
    assert all(re.fullmatch(r"evt:[0-9a-f]{16}", one.key) for one in found)
    assert len({one.key for one in found}) == len(found)
