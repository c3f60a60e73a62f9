"""Lines into paragraphs: texts of wires and old pages break inside sentences. Pure functions.

A blank line or a line that begins further in ends a paragraph. A line that ends because the next word had no room in it
does not; the width of the page is measured on the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from extract.read import published
from extract.read.boilerplate import is_boilerplate, is_sentence

_ITEM = re.compile(r"\s*(?:[-•*–▶○□◇■●]\s|\(?\d{1,2}[.)]\s|\([a-z]\)\s)")
_WIDEST, _NARROWEST = 132, 40


def page_width(lines: Sequence[str]) -> int | None:
    """The width in characters at which a page breaks its lines, or None if its lines are whole paragraphs."""
    inner = [len(line) for line, after in pairwise(lines) if after.strip()]
    inner = [length for length in inner if _NARROWEST <= length <= _WIDEST]
    if len(inner) < 3:
        return None
    width = max(inner)
    return width if sum(length >= 0.75 * width for length in inner) >= len(inner) / 2 else None


def continues(line: str, after: str, *, width: int | None) -> bool:
    """Whether the second of two lines goes on with the sentence or paragraph of the first."""
    if not line.strip() or not after.strip() or _ITEM.match(after):
        return False
    if line == after or published.of_line(line) or published.of_line(after):
        return False
    if _indent(after) > _indent(line) + 1 or is_boilerplate(line) or is_boilerplate(after):
        return False
    first = after.split()[0]
    # Where a sentence ends with its line, only a really full line is no paragraph's end.
    if width and width >= len(line) > (width if is_sentence(line) else 0.88 * width) - 1 - len(first):
        return True
    return (first[0].islower() or line.endswith(",")) and _NARROWEST <= len(line) <= _WIDEST and not is_sentence(line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def unwrap(text: str) -> list[tuple[str, bool]]:
    """The paragraphs of a text in order, each as one line, and whether a blank line stands before it."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = page_width(lines)
    known = frozenset(re.findall(r"\w+", text.casefold())) if "-\n" in text else frozenset[str]()
    found: list[tuple[str, bool]] = []
    parts: list[str] = []
    blank, gap = False, False
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if not line.strip():
            gap = True
            continue
        if not parts:
            blank, gap = gap, False
        parts.append(" ".join(line.split()))
        if not continues(line, after, width=width):
            found.append((_joined(parts, known), blank))
            parts = []
    return found


def _joined(parts: Sequence[str], known: Container[str]) -> str:
    """Lines as one; a word cut at its hyphen is made whole where the text has it whole elsewhere."""
    pieces = [parts[0]]
    for part in parts[1:]:
        last = pieces[-1]
        if last.endswith("-") and len(last) > 1 and last[-2].isalpha() and part[0].islower():
            head, tail = re.split(r"[\s(]", last[:-1])[-1], re.split(r"[^\w]", part, maxsplit=1)[0]
            pieces[-1] = last[:-1] if (head + tail).casefold() in known else last
            pieces.append(part)
        else:
            pieces.append(" " + part)
    return "".join(pieces)
