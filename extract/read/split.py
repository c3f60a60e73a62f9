"""Where one article ends and the next begins: digests of releases in one file, and articles too long for the pipeline.

Pure functions. A separator inside one release (before its notes, between two sections) does not part it: every piece of
a digest must open with a headline, and must carry its own date or stand among many that look alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.read import published
from extract.read.boilerplate import without_boilerplate
from extract.read.head import Head, Paragraph, take_head
from extract.read.paragraphs import unwrap
from extract.read.words import fold, words
from extract.records import Article

_RULE = re.compile(
    r"^[ ]*(?:-{1,200}|={2,200}|\*{3,200}|_{3,200}|~{3,200}|#{3,200}|—{1,200}|–{1,200}|(?:[-=*_~#—] ){2,100}[-=*_~#—])[ ]*$"
)
_TITLE_LINE = re.compile(r"^\s*(?:title|headline)\s*:\s+\S", re.IGNORECASE)
_GLUED_END = re.compile(r"\bdate\s?:?\s?(?:19|20)\d\d-\d\d-\d\d\)?[ ]*$", re.IGNORECASE)
_STRONG = 5


def split(text: str) -> list[str]:
    """The articles of a plain text, in order, each with its own head and trailer; [text] if it is one article."""
    lines = text.split("\n")
    for cut in (_at_rules(lines), _at_titles(lines), _after_trailers(lines)):
        if len(cut) > 1:
            return cut
    return ["\n".join(line for line in lines if not _RULE.match(line))]


def _at_rules(lines: Sequence[str]) -> list[str]:
    """Cut at lines of dashes and the like."""
    pieces: list[list[str]] = [[]]
    strong = True
    for line in lines:
        if _RULE.match(line):
            strong = strong and len(line.strip()) >= _STRONG
            pieces.append([])
        else:
            pieces[-1].append(line)
    blocks = ["\n".join(piece) for piece in pieces if any(line.strip() for line in piece)]
    if len(blocks) < 2:
        return blocks
    heads = [_head_of(block) for block in blocks]
    dated = sum(head is not None and head.published is not None for head in heads)
    alike = all(heads) and len(blocks) >= 3 and strong
    return _grown(blocks, heads) if dated >= 2 or alike else []


def _head_of(block: str) -> Head | None:
    """The head of a piece of a digest with its date from wherever it stands, or None if it is no article of its own."""
    paragraphs = [part for part in unwrap(block) if without_boilerplate([part[0]])]
    head, paragraphs = without_dates(paragraphs)
    found = take_head(paragraphs)
    if not found.title or fold(found.title) in words().sections:
        return None
    return replace(found, published=found.published or head)


def without_dates(paragraphs: Sequence[Paragraph]) -> tuple[str | None, list[Paragraph]]:
    """The date glued to a paragraph's end, in the last line or at the very beginning, and the paragraphs without it."""
    kept = list(paragraphs)
    day: str | None = None
    for index in sorted({0, *range(max(0, len(kept) - 3), len(kept))}):
        if index < len(kept):
            text, found = published.trailer(kept[index][0])
            day = found or day
            kept[index] = (text, kept[index][1])
    kept = [part for part in kept if part[0].strip()]
    if len(kept) > 1 and (last := published.of_line(kept[-1][0])):
        day, kept = day or last, kept[:-1]
    return day, kept


def _grown(blocks: Sequence[str], heads: Sequence[Head | None]) -> list[str]:
    """The articles: a piece that is none of its own belongs to the one before it."""
    grown: list[str] = []
    for block, head in zip(blocks, heads, strict=True):
        if head is None and grown:
            grown[-1] = f"{grown[-1]}\n\n{block}"
        else:
            grown.append(block)
    return grown


def _at_titles(lines: Sequence[str]) -> list[str]:
    """Cut before each line that is labelled as a headline."""
    starts = [index for index, line in enumerate(lines) if _TITLE_LINE.match(line)]
    return _cut(lines, starts) if len(starts) > 1 else []


def _after_trailers(lines: Sequence[str]) -> list[str]:
    """Cut after each line that ends in a glued date, where a headline follows."""
    ends = [index + 1 for index, line in enumerate(lines) if _GLUED_END.search(line)]
    if len(ends) < 2:
        return []
    blocks = _cut(lines, ends)
    return _grown(blocks, [_head_of(block) for block in blocks])


def _cut(lines: Sequence[str], starts: Sequence[int]) -> list[str]:
    edges = [0, *starts, len(lines)]
    blocks = ["\n".join(lines[a:b]) for a, b in pairwise(edges)]
    return [block for block in blocks if block.strip()]


def parts(article: Article, *, limit: int, renumber: bool = False) -> Iterator[Article]:
    """The article itself, or its parts of at most `limit` characters, cut between paragraphs, sentences or words."""
    text, number = article.text, 1
    while text:
        if len(text) <= limit:
            piece, text = text, ""
        else:
            end = _cut_before(text, limit)
            piece, text = text[:end].rstrip(), text[end:].lstrip()
        title = article.title if number == 1 else f"{article.title} (part {number})".strip()
        yield replace(article, title=title, text=piece, number=article.number + (number - 1 if renumber else 0))
        number += 1


def _cut_before(text: str, limit: int) -> int:
    """The last good place to cut in the second half of the first `limit` characters."""
    for mark in ("\n\n", "\n", ". ", " "):
        end = text.rfind(mark, limit // 2, limit)
        if end > 0:
            return end + len(mark)
    return limit
