"""Where one name begins and ends, and of what type it is, by its own words and by what the lexicon knows. Pure functions."""

from __future__ import annotations

import re

from extract import lexicon
from extract.gazetteer import Hit, government_at
from extract.layers import Mention

EDGE = " \t\n\r\"'“”‘’«»,;:.()[]{}|*•–—-/<>=#_`"


POSSESSIVE = re.compile(r"['’]s?$")


ARTICLE = re.compile(r"^(?:[Tt]he|THE|[Aa]n?)\s+")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets without quotes, brackets, articles and the possessive at the edges."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE and not _abbreviation(text, start, end):
        end -= 1
    if match := ARTICLE.match(text, start, end):
        start = match.end()
    if match := POSSESSIVE.search(text, start, end):
        end = match.start()
    opened = text.rfind("(", start, end)
    if opened > start and ")" not in text[opened:end]:
        end = len(text[:opened].rstrip())
    return start, end


def _abbreviation(text: str, start: int, end: int) -> bool:
    """True for the full stop of "U.S." or "Inc.", which belongs to the name."""
    return text[end - 1] == "." and bool(
        re.search(r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|Bros))\.?$", text[start:end])
    )


LOOSE_END = re.compile(
    r"(?:\s+(?:in|on|at|of|for|to|by|with|from|and|or|the|a|an|as|that|which|is|was|will|has|have|had|do|does))+$"
)


PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "y",
        "e",
        "ten",
        "ter",
        "zu",
        "af",
        "abu",
        "uulu",
        "kyzy",
        "ould",
        "mac",
    ]
)


def capitalised(text: str, start: int, end: int) -> tuple[int, int]:
    """A person's name without lower-case words at its edges ("Lee first"), particles aside."""
    words = list(re.finditer(r"\S+", text[start:end]))
    while len(words) > 1 and words[-1].group()[:1].islower() and words[-1].group().lower() not in PARTICLES:
        words.pop()
    while len(words) > 1 and words[0].group()[:1].islower() and words[0].group().lower() not in PARTICLES:
        words.pop(0)
    if not words:
        return start, end
    return start + words[0].start(), start + words[-1].end()


#: What stands before a capital that is meant as a city and not as the government there.
AS_A_CITY = re.compile(
    r"\b(?:in|at|near|outside|around|(?:fl(?:ew|y|ies|ying|own)|travel\w*|go|goes|went|gone|going|c[ao]me?s?|coming|return\w*|arriv\w*|"
    r"head\w*|trip|visit\w*|journey\w*|tour\w*|moved?|left)(?: back| on)?(?: to| in| for)?)\s+$"
)


def believe_hit(mention: Mention, hit: Hit, text: str) -> None:
    known = hit.known
    if known.ambiguous and mention.type == "Person":
        return
    mention.country, mention.source = known.country, "model+lexicon"
    if known.kind in {"name", "adjective", "people"}:
        if mention.type in {"Agreement", "Occasion", "Initiative"}:
            mention.country = None
            return
        mention.type, mention.known = "Country", known.name
        mention.form = "adjective" if known.kind == "adjective" else "name"
    elif known.kind in {"capital", "seat"}:
        if mention.type == "Country" and not AS_A_CITY.search(text, max(0, mention.start - 30), mention.start):
            mention.country = government_at(mention.text, known.country)
        else:
            mention.type = "Place"
    elif known.kind == "place":
        mention.type = mention.type if mention.type in {"Organization", "Person", "Occasion"} else "Place"
    else:
        mention.type, mention.known = known.type, known.name


def country_inside(mention: Mention, hits: list[Hit]) -> bool:
    """Give "Kenya's government" the country it speaks of; False where no country is in the span."""
    for hit in hits:
        if mention.start <= hit.start and hit.end <= mention.end and hit.known.kind in {"name", "adjective", "people"}:
            mention.country, mention.known = hit.known.country, hit.known.name
            return True
    return False


#: A name that ends in one of these is of that type, whatever the model says; other cue words may belong to several types.
SURE = {
    "Agreement": frozenset(
        {
            "agreement",
            "treaty",
            "pact",
            "accord",
            "protocol",
            "memorandum",
            "mou",
            "framework",
            "understanding",
            "fta",
            "cepa",
        }
    ),
    "Initiative": frozenset({"act", "corridor", "programme", "program", "initiative", "strategy"}),
    "Occasion": frozenset({"summit", "meeting", "ceremony", "expo"}),
}


#: These settle it only against a model's Agreement or Initiative: bodies and occasions share them.
LIKELY = frozenset({"conference", "forum", "session", "round", "fair", "exhibition", "week"})


BODY_FIRST = frozenset({"ministry", "department", "embassy", "university", "bank", "chamber", "bureau"})


def cue_type(text: str, kind: str) -> str | None:
    """The type that the last word of a name settles ("... Framework" is no body, "... Ministry" no person), or None."""
    words = [w.lower() for w in re.findall(r"[^\W\d_]+", text)]
    if len(words) < 2:
        return None
    if kind in {"Person", "Place"}:
        cues = lexicon.organisations().cues["Organization"]
        if words[-1] in cues or words[0] in BODY_FIRST:
            return "Organization"
    if kind in {"Agreement", "Initiative"} and words[-1] in LIKELY:
        return "Occasion"
    if kind in {"Organization", "Agreement", "Initiative", "Occasion"}:
        return next(
            (sure for sure, ends in SURE.items() if words[-1] in ends and sure != kind and words[0] not in BODY_FIRST),
            None,
        )
    return None
