"""Plain text, with one or several articles in it. Reads the stream that it is given and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

import ftfy

from extract.errors import DocumentError
from extract.read import published, tidy
from extract.read.base import Limits, Skipped, slurp
from extract.read.boilerplate import without_boilerplate, without_markup
from extract.read.decode import decode
from extract.read.head import Paragraph, stray_dates, take_head
from extract.read.language import language
from extract.read.paragraphs import unwrap
from extract.read.split import parts, split, without_dates
from extract.records import Article

_IMAGE = re.compile(r"\.(?:jpe?g|png|webp|gif)\b", re.IGNORECASE)
_ADDRESS_LENGTH = 400


def read_text(stream: BinaryIO, doc: str, limits: Limits) -> Iterator[Article | Skipped]:
    """The articles of a plain text file.

    Raises:
        DocumentError: it is empty, too large, no text, or nothing but boilerplate.
    """
    text = decode(slurp(stream, doc, limits.document), doc)
    found = [article for block in split(prepare(text)) if (article := article_of(block, doc=doc))]
    if not found:
        raise DocumentError(doc, reason="there is no story in it", cure="check what was saved")
    number = 0
    for article in found:
        for part in parts(replace(article, number=number), limit=limits.article, renumber=True):
            yield part
            number += 1


def prepare(text: str) -> str:
    """A plain text with its characters in order and HTML's names for characters resolved."""
    if "&" in text and "<" not in text:
        text = ftfy.fixes.unescape_html(text)
    return unicodedata.normalize("NFC", tidy.characters(text))


def article_of(block: str, *, doc: str, title: str = "") -> Article | None:
    """The article in a block of plain text, or None if there is no story in it; `title` if it is known from elsewhere."""
    clean = without_markup(block)
    told = unwrap(clean)
    kept = without_boilerplate([text for text, _ in told])
    day, paragraphs = without_dates(_still(told, kept))
    head = take_head(paragraphs, title=title)
    stray, paragraphs = stray_dates(paragraphs[head.used :])
    body = [text for text, _ in paragraphs]
    # Once more: what was removed between two runs of marks makes them one.
    text = tidy.characters("\n\n".join(body))
    if not tidy.has_words(text):
        return None
    when = head.published or day or stray or published.dateline(body[0]) or published.of_address(head.url)
    when = when or _of_images(block) or head.updated
    return Article(
        doc=doc, number=0, title=tidy.line(head.title), text=text, published=when, url=head.url, language=language(text)
    )


def _still(told: Sequence[Paragraph], kept: Sequence[str]) -> list[Paragraph]:
    """The paragraphs that were kept, in order, each with whether a blank line or something removed stood before it."""
    found: list[Paragraph] = []
    position, gap = 0, False
    for text, blank in told:
        gap = gap or blank
        if position < len(kept) and text == kept[position]:
            found.append((text, gap))
            position, gap = position + 1, False
        else:
            gap = True
    return found


def _of_images(block: str) -> str | None:
    """The one date in the addresses of a page's images: pages are illustrated on the day they go out."""
    days = set()
    for found in _IMAGE.finditer(block):
        before = re.split(r"[\s\"'<>()]", block[max(0, found.start() - _ADDRESS_LENGTH) : found.start()])[-1]
        days.add(published.of_address(before))
    days.discard(None)
    return days.pop() if len(days) == 1 else None
