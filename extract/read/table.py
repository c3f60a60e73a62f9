"""Records of articles in JSON lines, JSON and CSV: columns text, title, published, url, language.

A table's text was cleaned by whoever made it: only characters are put in order, so that offsets into `text` are the maker's
own. No headline is looked for in it; without a title the title is empty. `number` is the record's place in the file from 0.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any, BinaryIO

from extract.errors import DocumentError
from extract.read import published, tidy
from extract.read.base import Limits, Skipped, megabytes, slurp, too_large
from extract.read.decode import decode
from extract.read.language import language
from extract.read.split import parts
from extract.records import Article

COLUMNS = ("text", "title", "published", "url", "language")
_CURE = "give each record a text, and as far as known title, published and url"
_PATIENCE = 20
_DELIMITERS = (",", ";", "\t", "|")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def read_jsonl(stream: BinaryIO, doc: str, limits: Limits) -> Iterator[Article | Skipped]:
    """The articles of JSON lines, read line by line; a line that is no record is passed over and said so.

    Raises:
        DocumentError: it is empty or too large, or its first lines are no JSON at all.
    """
    records = (_of_line(line, doc, number, limits) for number, line in _lines(stream, doc, limits))
    yield from _patiently(chain.from_iterable(records), doc)


def _patiently(found: Iterator[Article | Skipped], doc: str) -> Iterator[Article | Skipped]:
    """The same, unless nothing comes or the first records are all unreadable: then the file is at fault, not its records."""
    early: list[Skipped] = []
    for item in found:
        if isinstance(item, Article):
            yield from early
            yield item
            yield from found
            return
        early.append(item)
        if len(early) > _PATIENCE:
            reason = f"it is no table of articles ({early[0].reason} in the first of them)"
            raise DocumentError(doc, reason=reason, cure=_CURE)
    if not early:
        raise DocumentError(
            doc, reason="there is no record in it", cure="check that it was saved or downloaded completely"
        )
    yield from early


def _lines(stream: BinaryIO, doc: str, limits: Limits) -> Iterator[tuple[int, str]]:
    """The lines of a file of records that are not blank, and their numbers from 0; never more than one in memory."""
    total, number = 0, -1
    while line := stream.readline(limits.record + 1):
        number += 1
        total += len(line)
        if len(line) > limits.record:
            raise DocumentError(doc, reason=f"a line is longer than {megabytes(limits.record)}", cure=_CURE)
        if total > limits.table:
            raise too_large(doc, limits.table)
        if number == 0 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield from enumerate(decode(line + stream.read(limits.document), doc).split("\n"))
            return
        if not line.isspace():
            yield number, _decoded(line, doc) if number else decode(line, doc)


def _decoded(line: bytes, doc: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return decode(line, doc)


def _of_line(line: str, doc: str, number: int, limits: Limits) -> Iterator[Article | Skipped]:
    """The article of a line, or why there is none; nothing for a blank line."""
    if not line.strip():
        return
    where = f"line {number + 1}"
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = f"not JSON ({error.msg})" if isinstance(error, json.JSONDecodeError) else "not JSON that can be read"
        yield Skipped(f"{doc}, {where}", reason=reason, cure="write one JSON object per line")
        return
    yield from _articles(record, doc, number, where, limits)


def read_json(stream: BinaryIO, doc: str, limits: Limits) -> Iterator[Article | Skipped]:
    """The articles of a JSON file: a list of records, one record, or JSON lines after all.

    Raises:
        DocumentError: it is empty, too large, or not JSON.
    """
    text = decode(slurp(stream, doc, limits.document), doc)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        records = [line for line in text.split("\n") if line.strip()]
        if len(records) < 2 or not all(line.lstrip().startswith("{") for line in records[:2]):
            raise DocumentError(
                doc, reason="it is not JSON that can be read", cure="check it with a JSON tool"
            ) from error
        found = (_of_line(line, doc, number, limits) for number, line in enumerate(text.split("\n")))
    else:
        records = data if isinstance(data, list) else [data]
        found = (_articles(record, doc, n, f"record {n + 1}", limits) for n, record in enumerate(records))
    yield from _patiently(chain.from_iterable(found), doc)


def read_csv(stream: BinaryIO, doc: str, limits: Limits) -> Iterator[Article | Skipped]:
    """The articles of a table with a header row; commas, semicolons, tabs or bars between the cells.

    Raises:
        DocumentError: it is empty, too large, no text, or has no column "text".
    """
    text = decode(slurp(stream, doc, limits.document), doc).replace("\0", "")
    lines = io.StringIO(text, newline="")
    first = lines.readline()
    if re.match(r"sep=.\s*$", first):
        first = lines.readline()
    delimiter = next((mark for mark in _DELIMITERS if "text" in _header(first, mark)), None)
    if delimiter is None:
        raise DocumentError(doc, reason='it has no column "text"', cure="name the columns text, title, published, url")
    csv.field_size_limit(max(csv.field_size_limit(), limits.record))
    rows = csv.reader(lines, delimiter=delimiter)
    yield from _patiently(_of_rows(rows, _header(first, delimiter), doc, limits), doc)


def _of_rows(rows: Iterator[list[str]], names: Sequence[str], doc: str, limits: Limits) -> Iterator[Article | Skipped]:
    """The articles of the rows of a table; a row that cannot be read is passed over."""
    for number in count():
        where = f"record {number + 1}"
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Skipped(f"{doc}, {where}", reason=f"the row cannot be read ({error})", cure="check its quote marks")
            continue
        if any(cell.strip() for cell in cells):
            yield from _articles(dict(zip(names, cells, strict=False)), doc, number, where, limits)


def _header(line: str, delimiter: str) -> list[str]:
    """The column names of a header row, in lower case."""
    return [cell.strip().casefold() for cells in csv.reader([line], delimiter=delimiter) for cell in cells]


def _articles(record: object, doc: str, number: int, where: str, limits: Limits) -> Iterator[Article | Skipped]:
    """The article of one record, in parts if it is too long for one, or why there is none."""
    if not isinstance(record, Mapping):
        yield Skipped(f"{doc}, {where}", reason="it is no JSON object", cure=_CURE)
        return
    text = record.get("text")
    clean = tidy.characters(text) if isinstance(text, str) else ""
    if not tidy.has_words(clean):
        yield Skipped(f"{doc}, {where}", reason="it has no text", cure=_CURE)
        return
    article = Article(
        doc=doc, number=number, title=tidy.line(_string(record, "title")), text=clean,
        published=published.parse(_string(record, "published")), url=tidy.address(_string(record, "url")),
        language=_language(record, clean),
    )  # fmt: skip
    yield from parts(article, limit=limits.article)


def _string(record: Mapping[str, Any], name: str) -> str:
    """A field as text; a number as its figures, anything else as nothing."""
    value = record.get(name)
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _language(record: Mapping[str, Any], text: str) -> str:
    """The language that the record states, else the one that its words show."""
    stated = _string(record, "language").strip().casefold()
    return stated if _LANGUAGE.fullmatch(stated) else language(text)
