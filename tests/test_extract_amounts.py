"""Amounts: money, shares and quantities, with value and currency. Each rule stands beside its control."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.amounts import Amount, find_amounts, parse_amount_words
from extract.errors import LexiconError


def only(text: str) -> Amount:
    """The one amount in the text; a second one, or none, fails the test."""
    found = find_amounts(text)
    assert len(found) == 1, f"{text!r} gives {[a.text for a in found]}"
    return found[0]


MONEY = [
    ("$40 million", 40e6, None),
    ("US$1.2bn", 1.2e9, "USD"),
    ("US$ 9,870", 9870, "USD"),
    ("U.S. $5 million", 5e6, "USD"),
    ("USD 26.7 billion", 26.7e9, "USD"),
    ("90 million USD", 90e6, "USD"),
    ("300 million U.S. dollars", 300e6, "USD"),
    ("KRW 117.2 billion won", 117.2e9, "KRW"),
    ("9 trillion won", 9e12, "KRW"),
    ("€300m", 300e6, "EUR"),
    ("2 billion euros", 2e9, "EUR"),
    ("500-million-euro", 500e6, "EUR"),
    ("EUR 400 000", 400_000, "EUR"),
    ("1.200.000 euros", 1_200_000, "EUR"),
    ("26,7 billion euros", 26.7e9, "EUR"),
    ("A$3.2 million", 3.2e6, "AUD"),
    ("C$40 million", 40e6, "CAD"),
    ("R$ 1.9 million", 1.9e6, "BRL"),
    ("RM 500 million", 500e6, "MYR"),
    ("Rs 200 crore", 2e9, None),
    ("₹5 lakh crore", 5e12, "INR"),
    ("¥5 trillion", 5e12, "JPY"),
    ("RMB 5 billion", 5e9, "CNY"),
    ("N41.3 billion", 41.3e9, "NGN"),
    ("R37.10", 37.1, "ZAR"),
    ("£1", 1, "GBP"),
    ("ten million dollars", 10e6, None),
    ("Twenty-five thousand dollars", 25_000, None),
    ("two and a half billion euros", 2.5e9, "EUR"),
    ("half a billion euros", 0.5e9, "EUR"),
    ("142\nmln dlrs", 142e6, None),
    ("several million euros", None, "EUR"),
    ("$5-10 million", 5e6, None),
    ("$5 million to $6 million", 5e6, None),
]


@pytest.mark.parametrize(("text", "value", "currency"), MONEY[:-1])
def test_a_sum_of_money_is_read_with_its_value_and_currency(
    text: str, value: float | None, currency: str | None
) -> None:
    assert only(f"It paid {text} for it") == Amount(8, 8 + len(text), text, value, currency, "money")


def test_two_sums_are_two_amounts_but_a_shared_scale_makes_one_range() -> None:
    assert [a.value for a in find_amounts("$5 million to $6 million")] == [5e6, 6e6]
    assert only("$5 to $6 million").value == 5e6


@pytest.mark.parametrize("text", ["25 per cent", "25%", "25 percent", "25 pct", "25 percentage points"])
def test_a_share_is_no_money(text: str) -> None:
    amount = only(f"up {text} on the year")
    assert (amount.text, amount.value, amount.kind, amount.currency) == (text, 25.0, "percent", None)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("100,000 tonnes", 100_000, "tonne"),
        ("30m kg", 30e6, "kilogram"),
        ("10,000 barrels a day", 10_000, "barrel a day"),
        ("150 MW", 150, "megawatt"),
        ("a hundred thousand tonnes", 100_000, "tonne"),
    ],
)
def test_a_quantity_has_a_unit(text: str, value: float, unit: str) -> None:
    amount = only(f"ships {text} of it")
    assert (amount.text, amount.value, amount.kind, amount.unit) == (text, value, "quantity", unit)


def test_a_large_number_alone_is_kept_as_a_number() -> None:
    assert only("up to 100 million in the north").kind == "number"
    assert find_amounts("up to 100 in the north") == []


@pytest.mark.parametrize(
    "text",
    [
        "14 members",
        "in 2024",
        "room R2",
        "the P30 phone",
        "12 won medals",
        "a cup of tea",
        "one of two",
        "COP28",
        "a pen",
        "ISO 9001",
    ],
)
def test_plain_numbers_and_words_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


def test_a_word_with_two_meanings_is_money_only_in_large_sums() -> None:
    assert only("5,000 won").currency == "KRW"
    assert find_amounts("They played 20 won 12") == []


@pytest.mark.parametrize(
    ("text", "currency"), [("$5 million", None), ("NZ$5 million", "NZD"), ("5 million rupees", None)]
)
def test_a_sign_that_many_countries_share_leaves_the_currency_open(text: str, currency: str | None) -> None:
    assert only(text).currency == currency


_PIECES = [
    "$",
    "US$",
    "€",
    "Rs",
    "USD",
    "N",
    "R",
    "1",
    "12",
    "1,000",
    "2.5",
    "000",
    ",",
    ".",
    "-",
    "to",
    "and",
    "a",
    "half",
    "ten",
]
_PIECES += [
    "twenty-five",
    "million",
    "bn",
    "m",
    "crore",
    "lakh",
    "won",
    "dollars",
    "per cent",
    "%",
    "tonnes",
    "of",
    "several",
    "\n",
]
_PIECES += ["euroſ", "K", "²", "٣", "and a half", " "]


@settings(max_examples=300, deadline=None)  # the first use compiles the patterns
@given(
    st.text()
    | st.lists(st.sampled_from(_PIECES), max_size=12).flatmap(lambda w: st.sampled_from([" ".join(w), "".join(w)]))
)
def test_any_text_gives_amounts_that_stand_where_they_say(text: str) -> None:
    end = 0
    for amount in find_amounts(text):
        assert end <= amount.start < amount.end <= len(text)
        assert text[amount.start : amount.end] == amount.text
        assert amount.value is None or (math.isfinite(amount.value) and amount.value >= 0)
        assert amount.kind in ("money", "percent", "quantity", "number")
        assert amount.currency is None or amount.kind == "money"
        assert (amount.unit is not None) == (amount.kind == "quantity")
        end = amount.end


def test_the_vocabulary_is_checked_when_it_is_read() -> None:
    with pytest.raises(LexiconError, match=r"own\.yml"):
        parse_amount_words("currencies: {}", name="own.yml")
    with pytest.raises(LexiconError, match=r"own\.yml"):
        parse_amount_words("{", name="own.yml")
