"""The shipped encoder: rows of tags are legal, stretches stand where the words stand, neighbours in a batch do not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from extract.encoder import best_row, read_texts
from extract.heads import sigmoid, softmax

TEXT = "Trade Minister Ana Quispe met Pedro Soto of Chile in Lima on Monday."


def tags(*rows: tuple[float, ...]) -> np.ndarray:  # type: ignore[type-arg]
    return np.array(rows, dtype=np.float32)


def test_the_inside_of_a_name_needs_a_beginning() -> None:
    """O, B, I of one label: alone the second word would be I, which nothing before it opens."""
    assert best_row(tags((0.9, 0.05, 0.05), (0.3, 0.3, 0.4), (0.1, 0.1, 0.8))).tolist() == [0, 1, 2]
    assert best_row(tags((0.2, 0.7, 0.1), (0.3, 0.1, 0.6))).tolist() == [1, 2]


def test_an_inside_of_another_label_does_not_continue_a_name() -> None:
    row = best_row(tags((0.0, 0.9, 0.0, 0.1, 0.0), (0.05, 0.0, 0.3, 0.05, 0.6)))
    assert row.tolist() in ([1, 2], [3, 4])


@settings(max_examples=50, deadline=None)
@given(arrays.arrays(np.float32, (7, 5), elements=st.floats(0, 1, width=32)))
def test_every_row_is_legal(scores: np.ndarray) -> None:  # type: ignore[type-arg]
    row = best_row(scores).tolist()
    for before, tag in zip([0, *row], row, strict=False):
        assert tag % 2 == 1 or tag == 0 or before in {tag, tag - 1}


def test_no_words_have_an_empty_row() -> None:
    assert best_row(np.zeros((0, 5), dtype=np.float32)).tolist() == []


def test_probabilities_are_safe_for_large_scores() -> None:
    assert sigmoid(np.array([-1000.0, 0.0, 1000.0])).tolist() == [0.0, 0.5, 1.0]
    assert softmax(np.array([[1000.0, 1000.0]])).tolist() == [[0.5, 0.5]]


def test_names_offices_and_dates_of_a_plain_sentence_are_found() -> None:
    (reading,) = read_texts([TEXT])
    names = {(TEXT[t.start : t.end], t.label) for t in reading.names}
    assert {("Ana Quispe", "Person"), ("Pedro Soto", "Person"), ("Chile", "Country"), ("Lima", "Place")} <= names
    assert "Trade Minister" in {TEXT[t.start : t.end] for t in reading.other if t.label == "title"}


def test_a_text_is_read_the_same_alone_and_among_others() -> None:
    (alone,) = read_texts([TEXT])
    among = read_texts(["Peru.", TEXT, "The ministry said nothing of it. " * 40])[1]
    assert [(t.start, t.end, t.label) for t in alone.names] == [(t.start, t.end, t.label) for t in among.names]
    np.testing.assert_allclose(alone.parts[0].triggers, among.parts[0].triggers, atol=0.05)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "…", "a" * 20_000])
def test_a_text_without_names_gives_a_reading_without_names(text: str) -> None:
    (reading,) = read_texts([text])
    assert reading.names == ()
