"""From a text to the word pieces that the encoder reads, in windows. Knows the tokenizer's file; no model, no labels.

A word is what the encoder's own pre-tokenizer calls one (letters, or one punctuation mark); labels and vectors are per
word, taken at its first piece. The vocabulary is uncased, so a word's capitals are told by a small `shape` beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ints = NDArray[np.int64]

#: Pieces of a window without [CLS] and [SEP]; the encoder has 512 positions. Most articles fit into one window.
WINDOW = 448
#: Pieces of the text before it that a later window sees again, so that a name just spoken of is in sight.
OVERLAP = 64
CLS, SEP, PAD = 101, 102, 0

SHAPES = ("other", "lower", "title", "upper", "mixed", "digit", "mark", "initial")
#: What stands between a word and the one before it.
BREAKS = ("none", "space", "line", "paragraph")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: character offsets, shapes and breaks (one row a word), and their pieces.

    `pieces` are the ids of all pieces in order; word w has those from `first[w]` up to `first[w + 1]`.
    """

    starts: Ints
    ends: Ints
    shapes: Ints
    breaks: Ints
    pieces: Ints
    first: Ints

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` of a text; those before `fresh` were in the window before and are only context."""

    start: int
    end: int
    fresh: int


@cache
def tokenizer() -> Tokenizer:
    """The encoder's tokenizer, without truncation and padding; read once in a process."""
    raw = files("extract").joinpath("model", "encoder", "tokenizer.json").read_text(encoding="utf-8")
    made = Tokenizer.from_str(raw)
    made.no_truncation()
    made.no_padding()
    return made


def words_of(text: str) -> Words:
    """The words of a text. Empty arrays for a text without any."""
    encoding = tokenizer().encode(text, add_special_tokens=False)
    owners = encoding.word_ids
    starts: list[int] = []
    ends: list[int] = []
    first: list[int] = []
    last = None
    for i, (owner, (start, end)) in enumerate(zip(owners, encoding.offsets, strict=True)):
        if owner != last:
            starts.append(start)
            ends.append(end)
            first.append(i)
            last = owner
        else:
            ends[-1] = end
    shapes = [_shape(text[s:e]) for s, e in zip(starts, ends, strict=True)]
    breaks = [_break(text[p:s]) for p, s in zip([0, *ends], starts, strict=False)]
    return Words(
        np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64), np.array(shapes, dtype=np.int64),
        np.array(breaks, dtype=np.int64), np.array(encoding.ids, dtype=np.int64),
        np.array([*first, len(owners)], dtype=np.int64),
    )  # fmt: skip


def _shape(word: str) -> int:
    if word.isdigit():
        return SHAPES.index("digit")
    if not any(c.isalpha() for c in word):
        return SHAPES.index("mark" if not any(c.isdigit() for c in word) else "digit")
    if word.islower():
        return SHAPES.index("lower")
    if word.isupper():
        return SHAPES.index("upper" if len(word) > 1 else "initial")
    if word[0].isupper() and word[1:].islower():
        return SHAPES.index("title")
    return SHAPES.index("mixed" if any(c.isupper() for c in word) else "other")


def _break(gap: str) -> int:
    if not gap:
        return 0
    lines = gap.count("\n")
    return 3 if lines > 1 else 2 if lines == 1 else 1


def windows(words: Words, text: str, *, size: int = WINDOW, overlap: int = OVERLAP) -> list[Window]:
    """Windows of at most `size` pieces that cover all words once as fresh; cut behind a paragraph or sentence if one ends
    in the later half."""
    made: list[Window] = []
    fresh = 0
    while fresh < len(words):
        start = _reach_back(words, text, fresh, overlap) if fresh else 0
        end = int(np.searchsorted(words.first, words.first[start] + size, side="right")) - 1
        end = min(max(end, fresh + 1), len(words))
        if end < len(words):
            end = _good_cut(words, text, fresh + (end - fresh) // 2, end)
        made.append(Window(start, end, fresh))
        fresh = end
    return made


def is_end(words: Words, text: str, w: int) -> bool:
    """Whether a sentence or paragraph may end behind word `w`."""
    return w + 1 < len(words) and (
        words.breaks[w + 1] >= 2 or (text[words.starts[w]] in ".!?" and words.breaks[w + 1] > 0)
    )


def _good_cut(words: Words, text: str, low: int, high: int) -> int:
    ends = [w + 1 for w in range(high - 1, low, -1) if is_end(words, text, w)]
    paragraphs = [w for w in ends if words.breaks[w] == 3]
    return (paragraphs or ends or [high])[0]


def _reach_back(words: Words, text: str, fresh: int, overlap: int) -> int:
    low = int(np.searchsorted(words.first, words.first[fresh] - overlap, side="left"))
    return next((w + 1 for w in range(low, fresh) if is_end(words, text, w)), fresh)
