"""Web pages: main text, headline, date and address through trafilatura. Nothing is fetched, nothing in a page runs.

No clock: trafilatura's dates may be filled up from today's, so a date counts only if the page writes it in full.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import trafilatura
from trafilatura.settings import Document

from extract.errors import DocumentError
from extract.read import published, tidy
from extract.read.base import Limits, Skipped, slurp
from extract.read.boilerplate import without_boilerplate
from extract.read.decode import decode
from extract.read.head import take_head
from extract.read.language import language
from extract.read.split import parts, without_dates
from extract.records import Article

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_STATED = re.compile(
    r"""<meta\b[^<>]{0,300}?=["'](?:article:published_time|og:published_time|datepublished|publish-?_?date|pubdate|date|"""
    r"""dc\.date(?:\.issued)?|dcterms\.(?:issued|created|date)|parsely-pub-date|sailthru\.date|citation_publication_date)"""
    r"""["'][^<>]{0,300}>|["']datePublished["']\s*:\s*["'][^"']{4,40}["']|<time\b[^<>]{0,300}?datetime=["'][^"']{4,40}["']""",
    re.IGNORECASE,
)
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2099-12-31"}
_CURE = "save the page as text, or paste its text into a .txt file"


def read_html(stream: BinaryIO, doc: str, limits: Limits) -> Iterator[Article | Skipped]:
    """The article of a web page.

    Raises:
        DocumentError: it is empty, too large, or no main text is found in it.
    """
    data = slurp(stream, doc, limits.page)
    found = _CHARSET.search(data[:4096])
    page = decode(data, doc, declared=found[1].decode("ascii") if found else None)
    if page.count("<") > limits.tags:
        raise DocumentError(doc, reason=f"the page has more than {limits.tags:,} tags", cure=_CURE)
    article = article_of(page, doc=doc)
    yield from parts(article, limit=limits.article, renumber=True)


def article_of(page: str, *, doc: str) -> Article:
    """The article in the source of a page.

    Raises:
        DocumentError: there is no main text in it.
    """
    document = _extract(tidy.characters(page), doc)
    title = tidy.line(document.title if document else None)
    text = unicodedata.normalize("NFC", tidy.characters((document.text if document else "") or ""))
    told = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    day, body = _body(told, title)
    if not tidy.has_words("".join(body)):
        raise DocumentError(doc, reason="no main text is found in the page", cure=_CURE)
    text = tidy.characters("\n\n".join(body))
    url = tidy.address(document.url if document else None)
    guessed = document.date if document else None
    return Article(
        doc=doc, number=0, title=title, text=text, url=url, language=language(text),
        published=_stated(page) or day or published.dateline(body[0]) or published.of_address(url) or _written(guessed, page),
    )  # fmt: skip


def _extract(page: str, doc: str) -> Document | None:
    """What trafilatura finds in a page. It parses hostile input with much code of others: whatever fails is the page's fault."""
    try:
        found = trafilatura.bare_extraction(
            page, include_comments=False, include_tables=True, with_metadata=True, date_extraction_params=dict(_DATES)
        )
    except Exception as error:
        raise DocumentError(doc, reason=f"the page cannot be parsed ({type(error).__name__})", cure=_CURE) from error
    return found if isinstance(found, Document) else None


def _body(told: Sequence[str], title: str) -> tuple[str | None, list[str]]:
    """The paragraphs of the story and a date among the lines above or below it."""
    last, paragraphs = without_dates([(line, True) for line in without_boilerplate(told)])
    head = take_head(paragraphs, title=title)
    return head.published or last, [line for line, _ in paragraphs[head.used :]]


def _stated(page: str) -> str | None:
    """The first date of publication that the page's own metadata states."""
    for found in _STATED.finditer(page):
        if dates := published.every(found[0]):
            return dates[0]
    return None


def _written(day: str | None, page: str) -> str | None:
    """A guessed date if the page writes it out."""
    return day if day and day in published.every(page) else None
