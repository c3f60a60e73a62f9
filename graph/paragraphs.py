"""The paragraph around a quote, for people who want to see what stands before and after it. Pure functions of text."""

from __future__ import annotations

import re
from typing import NamedTuple

MOST = 900  # characters before a quote and after it: a "paragraph" of a broken page can be a whole book

_BLANK = re.compile(r"\n[ \t\r\f\v\u00a0]*\n")
_SPACE = re.compile(r"\s")


class Around(NamedTuple):
    """A stretch of a text, as offsets in code points; `cut_before` and `cut_after` say that a paragraph went on there."""

    start: int
    end: int
    cut_before: bool
    cut_after: bool


def around(text: str, start: int, end: int) -> Around:
    """The paragraph of `text` that holds text[start:end], or the paragraphs from its first to its last.

    Paragraphs are parted by blank lines. Of a long one, at most MOST characters stand on each side of the quote, cut
    at white space. Offsets outside the text are drawn in.
    """
    start = max(0, min(start, len(text)))
    end = max(start, min(end, len(text)))
    low, cut_before = _before(text, start)
    high, cut_after = _after(text, end)
    return Around(low, high, cut_before, cut_after)


def _before(text: str, start: int) -> tuple[int, bool]:
    first = max(0, start - MOST)
    low = first
    for gap in _BLANK.finditer(text, first, start):
        low = gap.end()
    if low > first or first == 0:
        return low + len(text[low:start]) - len(text[low:start].lstrip()), False
    space = _SPACE.search(text, first, start)
    return (space.end() if space else start), True


def _after(text: str, end: int) -> tuple[int, bool]:
    last = min(len(text), end + MOST)
    gap = _BLANK.search(text, end, last)
    high = gap.start() if gap else last
    if gap or last == len(text):
        return end + len(text[end:high].rstrip()), False
    while high > end and not text[high - 1].isspace():
        high -= 1
    return end + len(text[end:high].rstrip()), True


def utf16(text: str) -> int:
    """How many units the text has in a browser's script, which counts characters beyond the first 65,536 twice."""
    return len(text) + sum(char > "\uffff" for char in text)
