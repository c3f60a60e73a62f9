"""RSS and Atom files through feedparser: one article per entry. Nothing is fetched: feeds come as files."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

import feedparser

from extract.errors import DocumentError
from extract.read import published, tidy
from extract.read.base import Limits, Skipped, slurp
from extract.read.decode import decode
from extract.read.markup import text_of
from extract.read.split import parts
from extract.read.text import article_of, prepare
from extract.records import Article


def read_feed(stream: BinaryIO, doc: str, limits: Limits) -> Iterator[Article | Skipped]:
    """The articles of a feed, in its order; an entry without text is passed over and said so.

    Raises:
        DocumentError: it is empty, too large, or no feed.
    """
    data = slurp(stream, doc, limits.document)
    decode(data[:1000], doc)
    try:
        # As a stream: feedparser takes plain bytes or a string for a path or an address and opens it.
        entries = feedparser.parse(io.BytesIO(data)).entries
    except Exception as error:
        reason = f"the feed cannot be parsed ({type(error).__name__})"
        raise DocumentError(doc, reason=reason, cure="check that it was saved completely") from error
    if not entries:
        raise DocumentError(
            doc, reason="it is no RSS or Atom feed, or one without entries", cure="save the page as HTML"
        )
    number = 0
    for index, entry in enumerate(entries, 1):
        article = _article(entry, doc)
        if article is None:
            cure = "save the page that it links to as HTML"
            yield Skipped(f"{doc}, entry {index}", reason="it has no text", cure=cure)
            continue
        for part in parts(article, limit=limits.article):
            yield replace(part, number=number)
            number += 1


def _article(entry: Mapping[str, Any], doc: str) -> Article | None:
    """One entry: its fullest text, and title, address and date as the feed states them."""
    bodies = [str(content.get("value") or "") for content in entry.get("content") or ()]
    bodies.append(str(entry.get("summary") or ""))
    told = text_of(max(bodies, key=len))
    title = tidy.line(text_of(str(entry.get("title") or "")))
    found = article_of(prepare(told), doc=doc, title=title)
    if found is None:
        return None
    stated = (published.parse(str(entry.get(key) or "")) for key in ("published", "updated", "created"))
    day = next((value for value in stated if value), None) or found.published
    url = tidy.address(str(entry.get("link") or "")) or found.url
    return replace(found, title=title or found.title, published=day, url=url)
