"""The paragraph around a quote: whole where it is short, cut at white space where it is not, never without the quote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.paragraphs import MOST, around, utf16

TEXT = "First things.\n\nPeru met Chile. They signed a protocol.\nIn Lima.\n \nLast things."


def test_a_quote_is_shown_in_its_paragraph() -> None:
    start = TEXT.index("They")
    place = around(TEXT, start, start + len("They signed a protocol."))
    assert TEXT[place.start : place.end] == "Peru met Chile. They signed a protocol.\nIn Lima."
    assert not place.cut_before
    assert not place.cut_after


def test_a_quote_over_two_paragraphs_is_shown_in_both() -> None:
    start = TEXT.index("things")
    place = around(TEXT, start, TEXT.index("met"))
    assert TEXT[place.start : place.end].startswith("First things.\n\nPeru met Chile.")


def test_a_long_paragraph_is_cut_at_a_space_and_says_so() -> None:
    text = "word " * 1000 + "QUOTE" + " word" * 1000
    start = text.index("QUOTE")
    place = around(text, start, start + 5)
    assert place.cut_before
    assert place.cut_after
    assert set(text[place.start : place.end].split()) == {"word", "QUOTE"}
    assert place.end - place.start < 2 * MOST + 10


def test_a_wall_without_a_space_leaves_the_quote_alone() -> None:
    text = "x" * 5000 + "QUOTE" + "y" * 5000
    assert around(text, 5000, 5005) == (5000, 5005, True, True)


@given(st.text("ab \n\t"), st.integers(-3, 60), st.integers(-3, 60))
def test_the_quote_is_always_inside(text: str, start: int, length: int) -> None:
    place = around(text, start, start + length)
    low = max(0, min(start, len(text)))
    high = max(low, min(start + length, len(text)))
    assert 0 <= place.start <= low <= high <= place.end <= len(text)


@given(st.text())
def test_units_are_counted_as_a_browser_counts_them(text: str) -> None:
    assert utf16(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
