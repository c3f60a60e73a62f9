"""Whether a text is English. Pure function; a count of frequent words, no model."""

from __future__ import annotations

import re

from extract.read.words import words

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 5_000
_SHARE, _SHORT = 0.1, 20


def language(text: str) -> str:
    """ "en", or "und" where few of the words are English; a few words in plain letters count as English."""
    found = _WORD.findall(text[:_SAMPLE].casefold())
    if not found:
        return "und"
    share = sum(word in words().english for word in found) / len(found)
    if len(found) < _SHORT:
        return "en" if share > 0 or all(word.isascii() for word in found) else "und"
    return "en" if share >= _SHARE else "und"
