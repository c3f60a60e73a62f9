"""What every reader is given and gives back, and the one way to take bytes from a stream. Touches no file by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from extract.errors import DocumentError
from extract.records import Article


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document, or one item of it, that was not read: `source` names it, `cure` says what the person can do."""

    source: str
    reason: str
    cure: str

    @classmethod
    def of(cls, error: DocumentError) -> Skipped:
        """The same as a value."""
        return cls(error.source, error.reason, error.cure)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read, counted after decompression, so that no file can fill the memory.

    `document` and `page` bound a whole text or feed and a web page in bytes, `table` a whole file of records,
    `record` one of its lines, `tags` the tags of a page; `article` is the most characters of one Article (a language pipeline's limit).
    """

    document: int = 50_000_000
    page: int = 20_000_000
    tags: int = 100_000
    table: int = 2_000_000_000
    record: int = 50_000_000
    article: int = 1_000_000


Reader = Callable[[BinaryIO, str, Limits], Iterator[Article | Skipped]]
"""(stream, doc name, limits) -> its articles in order, and what of it was passed over. Raises DocumentError."""


def megabytes(count: int) -> str:
    """A size as people read it."""
    return f"{count / 1e6:g} MB"


def too_large(doc: str, limit: int) -> DocumentError:
    """The error for a document that goes on past its limit."""
    return DocumentError(
        doc, reason=f"it is, or expands to, more than {megabytes(limit)}", cure="split it and try again"
    )


def slurp(stream: BinaryIO, doc: str, limit: int) -> bytes:
    """All bytes of a stream.

    Raises:
        DocumentError: there are more than `limit`, or none but blanks.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise too_large(doc, limit)
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise DocumentError(doc, reason="it is empty", cure="check that it was saved or downloaded completely")
    return data
