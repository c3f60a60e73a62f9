"""What a SPARQL query may not hold, checked before any parser sees it. Pure functions over the query's text.

The engine's own parser takes a keyword that is glued to its neighbours (`SERVICEex:x`, `trueSERVICE<http://...>`) and
overflows its stack on deep nesting, so this lexer is stricter than the grammar: what it cannot read, it refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.errors import QueryError

FORBIDDEN = ("service", "load", "from")
_CURES = {
    "service": "SERVICE asks another server",
    "load": "LOAD reads an address",
    "from": "FROM names a data set to fetch",
}
_NAME_CHAR = r"[^\W]|[-\u00b7\u0300-\u036f\u203f\u2040]"
_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<iri><[^\x00-\x20<>"{{}}|^`\\]*>)
  | (?P<string>\"\"\"(?:\"?\"?(?:[^"\\]|\\.))*\"\"\"|'''(?:'?'?(?:[^'\\]|\\.))*'''
      |"(?!\"\")(?:[^"\\\r\n]|\\.)*"|'(?!'')(?:[^'\\\r\n]|\\.)*')
  | (?P<variable>[?$](?:[^\W]|[\u00b7\u0300-\u036f\u203f\u2040])+)
  | (?P<language>@[A-Za-z]+(?:-+[A-Za-z0-9]+)*)
  | (?P<blank>_:[^\W](?:{_NAME_CHAR}|\.(?=(?:{_NAME_CHAR}|\.)))*)
  | (?P<prefixed>(?P<prefix>(?:[^\W\d_](?:{_NAME_CHAR}|\.)*)?):
      (?:{_NAME_CHAR}|[:%]|\\[^\w\s]|\.(?=(?:{_NAME_CHAR}|[.:%\\])))*)
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d](?:[^\W])*)
  | (?P<open>[({{\[]|<<) | (?P<close>[)}}\]]|>>)
  | (?P<unary>[!^+-])
  | (?P<other>\^\^|&&|[|/*?=<>.,;$~@:%&])
    """,
    re.VERBOSE | re.DOTALL,
)


def check(query: str, *, characters: int = 8192, depth: int = 64) -> None:
    """Let a harmless query pass.

    Raises:
        QueryError: it is longer than `characters`, nests deeper than `depth`, holds SERVICE, LOAD or FROM outside
            strings, addresses, comments and local names, or a sign that cannot be read.
    """
    if len(query) > characters:
        raise QueryError(f"the query has {len(query)} characters; at most {characters} are taken")
    if re.search(r"\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}", query):
        raise QueryError(r"the query holds a \u escape, which can hide a keyword; write the character itself")
    level = run = 0
    for kind, token in tokens(query):
        level += {"open": 1, "close": -1}.get(kind, 0)
        run = run + 1 if kind in ("unary", "space") and (run or kind == "unary") else 0
        if level > depth or run > 2 * depth:
            raise QueryError(f"the query nests deeper than {depth} levels; write it flatter")
        held = next((word for word in FORBIDDEN if word in token.casefold()), None)
        if held and kind in ("word", "prefix"):
            what = "as part of a prefix; choose another prefix" if kind == "prefix" else "which is refused"
            raise QueryError(f"the query holds {token!r}: {_CURES[held]}, {what}; ask only what is in the graph")


def is_ordered(query: str) -> bool:
    """Whether the query says in which order it wants its rows."""
    return any(kind == "word" and token.casefold() == "order" for kind, token in tokens(query))


def tokens(query: str) -> Iterator[tuple[str, str]]:
    """The kinds and texts of the query's tokens; a prefixed name gives its prefix only, as the kind "prefix".

    Raises:
        QueryError: a sign that begins no token, such as a quotation mark that is never closed.
    """
    at = 0
    while at < len(query):
        match = _TOKEN.match(query, at)
        if match is None:
            raise QueryError(f"the query cannot be read at character {at + 1} ({query[at : at + 20]!r})")
        at = match.end()
        if match["prefixed"] is not None:
            yield "prefix", match["prefix"]
        else:
            yield str(match.lastgroup), match[0]
