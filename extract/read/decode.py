"""From bytes to characters: which encoding a document is in. Pure functions of the bytes."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from extract.errors import DocumentError

# Encodings that trade-ministry texts come in; detection among all of Python's would take rare ones for common ones.
_CANDIDATES = [
    "cp949", "gb18030", "cp932", "big5", "euc_jp", "iso2022_jp", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254",
    "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "koi8_r", "mac_roman",
]  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (Word, Excel or other)"),
    (b"PAR1", "a Parquet table"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"{\\rtf", "a rich text document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
)
_SAMPLE = 65_536
_HIGH = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
EXPORT = "formats other than text, HTML, JSON lines, CSV and feeds come later; export it as text"


def decode(data: bytes, doc: str, *, declared: str | None = None) -> str:
    """The characters of a document: byte order mark, then UTF-8, then `declared`, then detection.

    Raises:
        DocumentError: it is no text.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise DocumentError(doc, reason=f"it is {what}, not text", cure=EXPORT)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    sample = data[:_SAMPLE]
    wide = _wide(sample)
    if wide:
        return data.decode(wide, "replace")
    if len(_CONTROL.findall(sample)) > 0.02 * len(sample) + 2:
        raise DocumentError(doc, reason="it is binary data, not text", cure=EXPORT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data, doc, declared)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Western text is zero."""
    half = len(sample) // 2
    if half < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _guess(data: bytes, doc: str, declared: str | None) -> str:
    """Text that is not valid UTF-8."""
    damaged = data.decode("utf-8", "replace")
    foreign = sum(1 for character in damaged if character > "\x7f")
    # A cut or a stray byte in a UTF-8 file: most of what is not ASCII still decodes.
    if damaged.count("\ufffd") <= 0.05 * foreign:
        return damaged
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeError, ValueError):
            pass
    runs = _HIGH.findall(data[: 4 * _SAMPLE])
    # Western text in Windows' encoding has single accents and quote marks among ASCII; Asian encodings have pairs.
    if runs and sum(len(run) == 1 for run in runs) >= 0.9 * len(runs):
        return data.decode("cp1252", "replace")
    best = from_bytes(_around_first(data), cp_isolation=_CANDIDATES).best()
    if best is None:
        raise DocumentError(doc, reason="its encoding cannot be told", cure="save it as UTF-8 and try again")
    return data.decode(best.encoding, "replace")


def _around_first(data: bytes) -> bytes:
    """A sample for detection that begins at the line of the first byte that is not ASCII."""
    match = _HIGH.search(data)
    start = data.rfind(b"\n", 0, match.start()) + 1 if match else 0
    return data[start : start + _SAMPLE]
