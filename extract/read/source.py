"""Where documents lie: files, folders, compressed files, standard input. Opens and reads files, writes none."""

from __future__ import annotations

import gzip
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from extract.errors import DocumentError
from extract.read.base import megabytes
from extract.read.decode import EXPORT

# Files that lie beside documents and describe them; passed over in folders without a word.
_COMPANIONS = re.compile(
    r"(?:readme|licen[cs]e|copying|notice|sources|changelog|contributing|authors|makefile|thumbs|desktop)(?:\.(?:md|txt|rst|db|ini))?",
    re.IGNORECASE,
)
_LATER = {
    ".pdf": "PDF", ".doc": "Word", ".docx": "Word", ".odt": "OpenDocument", ".rtf": "rich text", ".parquet": "Parquet",
    ".xls": "Excel", ".xlsx": "Excel", ".epub": "EPUB", ".eml": "mail", ".msg": "mail",
}  # fmt: skip
_PACKED = frozenset({".zip", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".zst"})
_GZIP = b"\x1f\x8b"
# News text shrinks to a third or a tenth; what grows two hundred times is made to fill a memory.
_GROWTH, _FREE = 200, 1_000_000


def walk(folder: Path) -> Iterator[Path]:
    """The files under a folder in the order of their names; hidden and companion files (README, LICENSE ...) left out.

    Links to folders are not followed, so that no walk is endless.
    """
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(names):
            if not name.startswith(".") and not _COMPANIONS.fullmatch(name):
                yield Path(here, name)


def doc_name(path: Path) -> str:
    """A file's name as it may stand in a record: no control characters, no undecodable bytes."""
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else "\ufffd" for character in name) or "?"


def kind_of(path: Path) -> str:
    """A file's suffix in lower case, without .gz ("release.jsonl.gz" -> ".jsonl")."""
    suffixes = [suffix.casefold() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def refused(doc: str, suffix: str, *, named: bool) -> DocumentError | None:
    """The error for a suffix without a reader; None for an unknown one of a file that was `named`: it may be looked at."""
    if suffix in _LATER:
        return DocumentError(doc, reason=f"{_LATER[suffix]} files are not read yet", cure=EXPORT)
    if suffix in _PACKED:
        return DocumentError(doc, reason="it is a packed archive", cure="unpack it and try again")
    if named:
        return None
    what = f"the suffix {suffix!r} is unknown" if suffix else "it has no suffix"
    cure = "name it .txt, .html, .jsonl, .csv or .xml after what it is, or give its path itself"
    return DocumentError(doc, reason=what, cure=cure)


def opened(raw: BinaryIO, doc: str) -> BinaryIO:
    """A stream to read a document from, decompressed if it is gzip.

    Reading it raises DocumentError where a compressed file grows out of all proportion.
    """
    buffered = io.BufferedReader(_Raw(raw))
    if not buffered.peek(2).startswith(_GZIP):
        return buffered
    return io.BufferedReader(_Expanding(buffered, doc))


class _Raw(io.RawIOBase):
    """Any readable binary stream as a raw one."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Counted(io.RawIOBase):
    """A stream that knows how much was taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self.count += len(data)
        buffer[: len(data)] = data
        return len(data)


class _Expanding(io.RawIOBase):
    """The content of a gzip stream, as long as it stays in proportion to the stream."""

    def __init__(self, stream: BinaryIO, doc: str) -> None:
        self._packed = _Counted(stream)
        self._content = gzip.GzipFile(fileobj=io.BufferedReader(self._packed))
        self._doc, self._count = doc, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._content.read(len(buffer))
        self._count += len(data)
        if self._count > _FREE + _GROWTH * self._packed.count:
            reason = f"it expands to more than {_GROWTH} times its size ({megabytes(self._count)} so far)"
            raise DocumentError(self._doc, reason=reason, cure="unpack it and look at it before reading it")
        buffer[: len(data)] = data
        return len(data)
