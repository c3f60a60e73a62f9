"""Characters: what a text may hold before anything reads it. Pure functions; offsets refer to what they return."""

from __future__ import annotations

import re
import unicodedata

import ftfy

# Line ends of every system, vertical tab and form feed included.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls, lone surrogates, non-characters (forbidden in XML), invisible marks and direction overrides.
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# The tokenizer is quadratic on such stretches, of one mark or of several in turn.
_RUN = re.compile(r"((?:[^\w\s]|_){64})(?:[^\w\s]|_)+")
_UNBROKEN = re.compile(r"\S{65}")
_REPAIR = ftfy.TextFixerConfig(
    unescape_html=False, remove_terminal_escapes=True, fix_latin_ligatures=False, fix_character_width=False,
    uncurl_quotes=False, fix_line_breaks=False, fix_surrogates=False, remove_control_chars=False, normalization=None,
)  # fmt: skip
_SUSPECT = re.compile("[\u0080-\u00ff\u0152-\u017e\u0192\u02c6\u02dc\u0402-\u045f][\u0080-\uffff]|\x1b")


def characters(text: str) -> str:
    """The text with LF line ends, plain spaces, no control or invisible character, no long run of marks.

    Wrongly decoded stretches (the three signs that stand for a quote mark) are repaired.
    """
    if _SUSPECT.search(text):
        text = ftfy.fix_text(text, config=_REPAIR)
    text = _REMOVED.sub("", _LINE_ENDS.sub("\n", text))
    text = _SPACES.sub(" ", text)
    return _RUN.sub(r"\1", text) if _UNBROKEN.search(text) else text


def line(text: str | None) -> str:
    """A title or name as one line of composed characters, at most 500 of them."""
    return " ".join(unicodedata.normalize("NFC", characters(text or "")).split())[:500].rstrip()


def address(url: str | None) -> str | None:
    """A web address without blanks and controls, or None if it is not http(s) or far too long."""
    found = "".join(characters(url or "").split())
    return found if re.match(r"https?://[^/]", found, re.IGNORECASE) and len(found) <= 2000 else None


def has_words(text: str) -> bool:
    """Whether there is a letter or figure in a text."""
    return any(character.isalnum() for character in text)
