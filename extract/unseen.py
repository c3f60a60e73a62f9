"""Names and offices that the model passed over but that their own words give away. Adds mentions and titles, changes none.

"Norvik Steel" ends in a word that companies end in; "Peru's trade minister" behind a name is an office, also in lower case.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from extract import lexicon
from extract.layers import Layers, Mention, Title

STARTS = frozenset(
    {
        "The",
        "A",
        "An",
        "This",
        "That",
        "Its",
        "Their",
        "His",
        "Her",
        "Our",
        "In",
        "On",
        "At",
        "By",
        "For",
        "And",
        "But",
        "From",
        "With",
    }
)


@cache
def _bodies() -> re.Pattern[str]:
    """Two to six capitalised words of which the last is a cue of organisations."""
    cues = "|".join(
        sorted(
            (re.escape(c.title()) for c in lexicon.organisations().cues["Organization"] if c.isalpha()),
            key=lambda c: (-len(c), c),
        )
    )
    return re.compile(
        rf"\b(?P<name>[A-Z][\w&’'-]+(?: (?:of |for |and |& )?[A-Z][\w&’'-]+){{0,4}} (?:{cues}))\b(?!['’-]?\w)(?! [A-Z])"
    )


def find_bodies(doc: Doc, found: Layers) -> None:
    """Add organisations whose last word says so, where nothing else is named."""
    for match in _bodies().finditer(found.text):
        start, end = match.span("name")
        first = match["name"].split()[0]
        opening = doc.char_span(start, start + len(first))
        if (
            first in STARTS
            or (opening is not None and opening[0].is_sent_start and opening[0].pos_ not in {"PROPN", "ADJ"})
            or first.endswith(("-based", "-owned", "-led", "-backed"))
        ):
            start += len(first) + 1
            if " " not in found.text[start:end]:
                continue
        if any(m.start < end and m.end > start for m in found.mentions):
            continue
        if any(t.start < end and t.end > start for t in found.titles):
            continue
        tokens = doc.char_span(start, end, alignment_mode="expand")
        if tokens is not None:
            text = found.text[start:end]
            found.mentions.append(
                Mention(start, end, tokens.start, tokens.end - 1, "Organization", text, source="rule")
            )


BEHIND_NAME = re.compile(r",\s+(?:the\s+|a\s+|an\s+|its\s+|their\s+)?(?:(?:[A-Z][\w.-]*\s?){1,3}(?:['’]s?)?\s+)?$")


def find_offices(doc: Doc, found: Layers) -> None:
    """Add offices in lower case beside a person's name: "Peru's trade minister, X", "X, deputy minister of trade"."""
    heads = lexicon.offices().heads
    people = [m for m in found.mentions if m.type == "Person"]
    for token in doc:
        if token.lower_ not in heads or not token.text.islower() or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        start, end = _office(token)
        if any(t.start < end and t.end > start for t in found.titles) or any(
            m.start < end and m.end > start for m in found.mentions
        ):
            continue
        before = any(re.fullmatch(r",?\s+", found.text[end : m.start]) for m in people if 0 < m.start - end < 3)
        behind = any(BEHIND_NAME.fullmatch(found.text, m.end, start) for m in people if 0 < start - m.end < 45)
        if before or behind:
            tokens = doc.char_span(start, end, alignment_mode="expand")
            if tokens is not None:
                found.titles.append(Title(start, end, tokens.start, tokens.end - 1, found.text[start:end]))


def _office(head: Token) -> tuple[int, int]:
    """Offsets of an office: its head with the lower-case words before it that belong to it."""
    first = head
    while first.i > 0:
        before = first.nbor(-1)
        if not before.text.islower() or before.pos_ not in {"NOUN", "PROPN", "ADJ"} or before.sent != head.sent:
            break
        first = before
    return first.idx, head.idx + len(head)
