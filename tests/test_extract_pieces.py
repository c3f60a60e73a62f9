"""Texts cut into words, pieces and windows: every word once, at its place, whatever the text holds."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import pieces
from extract.pieces import BREAKS, SHAPES, windows, words_of


def said(text: str) -> list[str]:
    words = words_of(text)
    return [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)]


def test_a_hyphenated_name_and_its_marks_are_words_of_their_own_at_their_place() -> None:
    assert said("Ahn Min-geun, of MOTIE.") == ["Ahn", "Min", "-", "geun", ",", "of", "MOTIE", "."]


@pytest.mark.parametrize(
    ("word", "shape"),
    [("the", "lower"), ("Lima", "title"), ("WTO", "upper"), ("B", "initial"), ("McDonald", "mixed"), ("2024", "digit"), (",", "mark")],
)  # fmt: skip
def test_capitals_are_told_beside_the_uncased_pieces(word: str, shape: str) -> None:
    assert SHAPES[words_of(word).shapes[0]] == shape


def test_a_new_line_and_a_new_paragraph_are_told_apart_from_a_space() -> None:
    assert [BREAKS[b] for b in words_of("Talks held\nin Lima\n\nPeru").breaks] == [
        "none",
        "space",
        "line",
        "space",
        "paragraph",
    ]


def test_a_long_text_is_cut_behind_a_sentence_and_each_window_sees_the_end_of_the_one_before() -> None:
    text = "The minister met his counterpart in Lima. " * 100
    words = words_of(text)
    first, second, *_ = windows(words, text)
    assert text[words.starts[first.end - 1]] == "."
    assert second.fresh == first.end
    assert second.start < second.fresh


TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(8, 40))
def test_every_word_is_fresh_in_exactly_one_window_and_no_window_is_too_long(text: str, size: int) -> None:
    words = words_of(text)
    cut = windows(words, text, size=size, overlap=size // 4)
    assert [w for one in cut for w in range(one.fresh, one.end)] == list(range(len(words)))
    for one in cut:
        assert one.start <= one.fresh < one.end
        long = int(words.first[one.end] - words.first[one.start])
        assert long <= size or one.end == one.fresh + 1  # a single word of many pieces cannot be cut


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_words_stand_in_order_and_do_not_overlap(text: str) -> None:
    words = words_of(text)
    places = list(zip(words.starts.tolist(), words.ends.tolist(), strict=True))
    assert all(s < e <= len(text) for s, e in places)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(places))
    assert len(words.pieces) == words.first[-1]


def test_a_text_of_nothing_has_no_words_and_no_windows() -> None:
    assert len(words_of("")) == 0
    assert windows(words_of(" \n"), " \n") == []


def test_the_tokenizer_is_read_once() -> None:
    assert pieces.tokenizer() is pieces.tokenizer()
