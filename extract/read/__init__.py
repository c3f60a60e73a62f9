"""From files to articles: one reader for each format, and `read`, which takes paths and never stops at a bad file.

Opens the files that it is given and nothing else; no network, no clock.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from extract.errors import DocumentError
from extract.read.base import Limits, Reader, Skipped
from extract.read.feed import read_feed
from extract.read.html import read_html
from extract.read.source import doc_name, kind_of, opened, refused, walk
from extract.read.table import read_csv, read_json, read_jsonl
from extract.read.text import read_text
from extract.records import Article

__all__ = ["READERS", "Limits", "Reader", "Skipped", "read"]

READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
}
"""The reader of each suffix; any of them may be followed by .gz."""

_SNIFFED = 4096


def read(
    paths: Iterable[Path | str],
    *,
    report: Callable[[Skipped], None] | None = None,
    strict: bool = False,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article]:
    """The articles of files and folders, in the order given, inside folders in the order of names.

    A path of "-" is standard input (`stdin` in its place if given), read after what it looks like, as is a file that is
    named itself and has an unknown suffix. In a folder such a file is skipped and reported; hidden files and those that
    describe a folder (README, LICENSE, SOURCES ...) are passed over in silence.

    A file that cannot be read is handed to `report` and the rest is read; with `strict` it is raised instead.

    Raises:
        DocumentError: only with `strict`: the first document that cannot be read.
    """
    bounds = limits or Limits()
    for path, source, named in _sources(paths):
        try:
            for found in _read_one(path, named=named, limits=bounds, stdin=stdin):
                if isinstance(found, Article):
                    yield found
                else:
                    _pass_over(found, source, path, report=report, strict=strict)
        except DocumentError as error:
            _pass_over(Skipped.of(error), source, path, report=report, strict=strict)


def _sources(paths: Iterable[Path | str]) -> Iterator[tuple[Path | None, str, bool]]:
    """(file or None for standard input, how a message names it, whether the person named that very file)."""
    for given in paths:
        if str(given) == "-":
            yield None, "stdin", True
            continue
        path = Path(given)
        if not path.is_dir():
            yield path, _shown(path), True
            continue
        files = list(walk(path))
        yield from ((file, _shown(file), False) for file in files)
        if not files:
            yield path, _shown(path), False


def _shown(path: Path) -> str:
    """A path as it may be printed."""
    return str(Path(*(part if part == path.anchor else doc_name(Path(part)) for part in path.parts)))


def _read_one(path: Path | None, *, named: bool, limits: Limits, stdin: BinaryIO | None) -> Iterator[Article | Skipped]:
    """What one file holds.

    Raises:
        DocumentError: it cannot be read, whatever the reason.
    """
    doc = doc_name(path) if path else "stdin"
    try:
        if path is None:
            yield from _by_look(opened(stdin or sys.stdin.buffer, doc), doc, limits)
            return
        if path.is_dir():
            raise DocumentError(doc, reason="there is no document in the folder", cure="check the path")
        if not named and not path.is_file():
            raise DocumentError(doc, reason="it is no regular file", cure="copy its content into one")
        suffix = kind_of(path)
        reader = READERS.get(suffix)
        if reader is None and (error := refused(doc, suffix, named=named)):
            raise error
        with closing(path.open("rb")) as raw:
            stream = opened(raw, doc)
            yield from reader(stream, doc, limits) if reader else _by_look(stream, doc, limits)
    except (OSError, EOFError, zlib.error) as error:
        raise DocumentError(
            doc, reason=_why(error), cure="check the path, its rights and that it is complete"
        ) from error


def _why(error: Exception) -> str:
    """What the system says is wrong with a file."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    return f"it cannot be read ({(getattr(error, 'strerror', None) or str(error) or type(error).__name__).lower()})"


def _by_look(stream: BinaryIO, doc: str, limits: Limits) -> Iterator[Article | Skipped]:
    """What a stream of an unknown format holds, by how it begins."""
    head = stream.peek(_SNIFFED)[:_SNIFFED] if hasattr(stream, "peek") else b""
    return _reader_for(head)(stream, doc, limits)


def _reader_for(head: bytes) -> Reader:
    """The reader for a document that begins like this."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"{"):
        return read_jsonl
    if start.startswith(b"[{"):
        return read_json
    if start.startswith(b"<") and any(mark in start for mark in (b"<rss", b"<feed", b"<rdf:rdf")):
        return read_feed
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in start[:1000]:
        return read_html
    return read_text


def _pass_over(
    skipped: Skipped, source: str, path: Path | None, *, report: Callable[[Skipped], None] | None, strict: bool
) -> None:
    """Report a document or raise it, named by its path instead of its bare name."""
    if skipped.source.startswith(source):  # named already, on its way up from an inner item
        rest = skipped.source.removeprefix(source)
    else:
        rest = skipped.source.removeprefix(doc_name(path) if path else "stdin")
    named = Skipped(source + rest, skipped.reason, skipped.cure)
    if strict:
        raise DocumentError(named.source, reason=named.reason, cure=named.cure)
    if report is not None:
        report(named)
