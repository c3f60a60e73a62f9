"""Names and keys: how a written name is compared, and how the key of a node is made from content alone. Pure functions.

Keys are CURIEs (`bod:ministry-of-trade-1a2b3c4d`) whose local part is ASCII letters, digits and hyphens, so nothing a
document says can break out of a key in Turtle, GraphML, a URL or a file name.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

PREFIX: dict[str, str] = {
    "Person": "per",
    "Organization": "bod",
    "Country": "cty",
    "Place": "plc",
    "Agreement": "agr",
    "Occasion": "occ",
    "Initiative": "ini",
}

_POSSESSIVE = re.compile(r"['’ʼ`´‘](?:s\b)?")
_ARTICLE = re.compile(r"^(?:(?:the|an|a) )+(?=.)")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"}
)
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BROKEN_WORD = re.compile(r"(?<=[a-z])-[ \t\r]*\n\s*(?=[a-z])")


@lru_cache(maxsize=200_000)
def normalise(name: str, *, keep_article: bool = False) -> str:
    """The form in which two spellings of one name are equal: case, accents, punctuation and articles gone, "&" = "and".

    Letters, digits and marks of every script stay; words are parted by one space. May be empty ("???").
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    text = "".join(char for char in text if not "\u0300" <= char <= "\u036f").translate(_UNDECOMPOSED)
    text = _POSSESSIVE.sub("", text).replace("&", " and ").replace(".", "")
    text = "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in text)
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text if keep_article else _ARTICLE.sub("", text)


def normalise_person(name: str) -> str:
    """As `normalise`, with hyphens closed up: romanised given names are written both ways ("Byeong-nae", "Byeongnae")."""
    return normalise(re.sub(r"(?<=\w)[-\u2010\u2011](?=\w)", "", name))


def clean(text: str) -> str:
    """Text fit to be a label: one line, no control or direction-changing characters, no lone surrogates.

    A word broken at the end of a line is closed up.

    >>> clean("World Trade Orga-\\nnization")
    'World Trade Organization'
    """
    text = _BROKEN_WORD.sub("", _HIDDEN.sub("", whole(text)))
    return " ".join(_CONTROL.sub(" ", text).split())


def whole(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD, so that it can be written in UTF-8; its length stays."""
    return _SURROGATE.sub("\ufffd", text)


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, 1 to 40 characters; "x" where nothing is left."""
    letters = "".join(char for char in unicodedata.normalize("NFKD", text) if not "\u0300" <= char <= "\u036f")
    return _NOT_SLUG.sub("-", letters.lower()).strip("-")[:40].strip("-") or "x"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def entity_key(kind: str, normalised: str, country: str | None, *scope: str) -> str:
    """Key of an entity: prefix of its type, slug, and 8 hexadecimal digits over (type, normalised name, country).

    `scope` is added to the hash for things that a name alone does not identify (a year, the parties, one article).
    """
    return f"{PREFIX[kind]}:{slug(normalised)}-{_digest(kind, normalised, country or '', *scope)[:8]}"


def country_key(code: str) -> str:
    """Key of a country by its code: "KR" gives "cty:kr"."""
    return f"cty:{code.lower()}"


def event_key(
    kind: str, *, date: str | None, agents: tuple[str, ...], targets: tuple[str, ...], status: str, scope: str = ""
) -> str:
    """Key of an event: "evt:" and 16 hexadecimal digits over type, date, sorted parties, targets and status."""
    parts = [kind, date or "", " ".join(sorted(agents)), " ".join(sorted(targets)), status, *([scope] if scope else [])]
    return f"evt:{_digest(*parts)[:16]}"
