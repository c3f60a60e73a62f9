"""Names: the model's spans and the gazetteer's hits become one set of mentions and titles. Reads a Doc, adds two layers.

The model knows context (Washington the city or the government), the gazetteer knows the world (which code a country has,
that WTO is a body): where both speak of one stretch, this file says who is believed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import pairwise

from spacy.tokens import Doc, Span

from extract import lexicon
from extract.gazetteer import Hit, find, government_at
from extract.layers import Form, Layers, Mention, Title, layers
from extract.records import ENTITY_TYPES
from extract.unseen import find_bodies, find_offices

#: "Ministry of Trade, Industry and Energy": the model tends to stop at the first comma.
OFFICE_OF = re.compile(
    r"\b(?:Ministry|Department|Directorate|Secretariat|Bureau|Office|Agency|Commission|Council|Institute|Board|Authority)"
    r" (?:of|for) (?:the )?(?P<rest>[A-Z][\w’'-]+(?:(?:,? and (?:the )?|, | & | of | for | )[A-Z][\w’'-]+)*)"
)
BRACKET = re.compile(r"\s?[\"“”']?\s?\(\s?(?:the )?[\"“”']?(?P<short>[A-Z][\w&.\-/]{1,14})[\"“”']?\s?\)")
DANGLING = re.compile(r"(?:[\s,&]|\b(?:and|of|for|the))+$")
#: "... Industries, and the Bureau of Standards" is two bodies.
CUE_AFTER_AND = re.compile(
    r",? and (?:the )?(?:[A-Z]\w+ )?(?:Ministry|Department|Bureau|Office|Agency|Commission|Council|Institute|Board|Authority)\b"
)
EDGE = " \t\n\r\"'“”‘’«»,;:.()[]{}|*•–—-/<>=#_`"
POSSESSIVE = re.compile(r"['’]s?$")
ARTICLE = re.compile(r"^(?:[Tt]he|THE|[Aa]n?)\s+")
WORDS = re.compile(r"[^\W\d_]+(?:[.\-'’][^\W\d_]+)*\.?")
UNNAMED = frozenset({"the", "a", "an", "this", "its", "their", "his", "her", "our"})


class _Grid:
    """From characters to tokens."""

    def __init__(self, doc: Doc) -> None:
        self.starts = [t.idx for t in doc]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return max(0, bisect_right(self.starts, start) - 1), max(0, bisect_right(self.starts, max(start, end - 1)) - 1)


def find_names(doc: Doc) -> Doc:
    """Fill `mentions` and `titles` of the Doc's layers, in order of the text."""
    found, grid = layers(doc), _Grid(doc)
    hits = find(found.text)
    _read_spans(doc, found, grid, hits)
    _extend_ministries(found, grid)
    find_bodies(doc, found)
    _add_hits(found, grid, hits)
    _offices_not_bodies(found, grid)
    find_offices(doc, found)
    _people_after_titles(found, grid)
    _add_short_forms(found, grid)
    _surnames(found)
    _settle_types(found)
    _drop_adjectives(doc, found)
    _mark_datelines(found.text, found)
    found.mentions.sort(key=lambda m: (m.start, -m.end))
    _mark_asides(found.text, found)
    found.titles.sort(key=lambda t: t.start)
    found.index()
    return doc


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


def _read_spans(doc: Doc, found: Layers, grid: _Grid, hits: list[Hit]) -> None:
    exact = {(h.start, h.end): h for h in hits}
    for span in doc.ents:
        if span.label_ == "Title":
            start, end = trim(found.text, span.start_char, span.end_char)
            if start < end:
                found.titles.append(Title(start, end, *grid.span(start, end), found.text[start:end]))
        elif span.label_ in ENTITY_TYPES:
            _read_name(found, grid, span, exact, hits)


def _read_name(found: Layers, grid: _Grid, span: Span, exact: dict[tuple[int, int], Hit], hits: list[Hit]) -> None:
    start, end = trim(found.text, span.start_char, span.end_char)
    kind = span.label_
    if kind == "Person":
        start, end = _without_titles(found, grid, start, end)
        start, end = _capitalised(found.text, start, end)
    if kind != "Person":
        end = start + len(LOOSE_END.sub("", found.text[start:end]))
    if end - start < 2 or not any(c.isalpha() for c in found.text[start:end]):
        return
    hit = exact.get((start, end))
    mention = Mention(start, end, *grid.span(start, end), kind, found.text[start:end])
    if hit is not None:
        _believe_hit(mention, hit, found.text)
    elif kind == "Country" and not _country_inside(mention, hits):
        mention.type = "Place"
    elif better := _cue_type(mention.text, kind):
        mention.type = better
    found.mentions.append(mention)


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


def _capitalised(text: str, start: int, end: int) -> tuple[int, int]:
    """A person's name without lower-case words at its edges ("Yang first"), particles aside."""
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


def _believe_hit(mention: Mention, hit: Hit, text: str) -> None:
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


def _country_inside(mention: Mention, hits: list[Hit]) -> bool:
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


def _cue_type(text: str, kind: str) -> str | None:
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


def _without_titles(found: Layers, grid: _Grid, start: int, end: int) -> tuple[int, int]:
    """Cut offices and honorifics off the front of a person's name; a cut office becomes a Title."""
    office = lexicon.offices()
    cut = start
    last_head = None
    for match in WORDS.finditer(found.text, start, end):
        word = match.group().rstrip(".").lower()
        if word in office.honorifics or word in office.grades or word in office.heads:
            if match.end() >= end:
                break
            cut = match.end()
            if word in office.heads:
                last_head = match.end()
            continue
        break
    if cut == start or not found.text[cut:end].strip(EDGE):
        return start, end
    if last_head is not None and not any(t.start < last_head and t.end > start for t in found.titles):
        found.titles.append(Title(start, last_head, *grid.span(start, last_head), found.text[start:last_head]))
    while cut < end and found.text[cut] in EDGE:
        cut += 1
    return cut, end


def _extend_ministries(found: Layers, grid: _Grid) -> None:
    stop = lexicon.offices().heads
    for match in OFFICE_OF.finditer(found.text):
        start, end = match.start(), match.end()
        words = list(re.finditer(r"[\w’'-]+", found.text[start:end]))
        for i, word in enumerate(words[2:], 2):
            if word.group().lower() in stop:  # "Ministry of Trade and Minister X": the office is not part of the name
                end = start + words[i - 1].end()
                break
        start, end = trim(found.text, start, end)
        clash = [m for m in found.mentions if m.start < end and m.end > start]
        if any(
            m.start < start or m.end > end
            for m in clash
            if m.type in {"Organization", "Agreement", "Occasion", "Initiative"}
        ):
            continue
        end = min([end, *(m.start for m in clash if m.type == "Person")])
        start, end = trim(found.text, start, end)
        countries = [m for m in clash if m.type == "Country" and m.start > start]
        if countries:
            end = (
                len(
                    re.sub(
                        r"\s*(?:of|for|and|,)\s*(?:the\s*)?$",
                        "",
                        found.text[start : min(m.start for m in countries)].rstrip(),
                    )
                )
                + start
            )
        end = start + len(DANGLING.sub("", found.text[start:end]))
        if end - start < 12 or CUE_AFTER_AND.search(found.text, start, end):
            continue
        found.mentions = [m for m in found.mentions if m not in clash or m.end > end or m.start < start]
        found.titles = [t for t in found.titles if not (t.start < end and t.end > start) or t.start < start]
        found.mentions.append(
            Mention(start, end, *grid.span(start, end), "Organization", found.text[start:end], source="rule")
        )


def _add_hits(found: Layers, grid: _Grid, hits: list[Hit]) -> None:
    for hit in hits:
        known = hit.known
        cover = [m for m in found.mentions if m.start < hit.end and m.end > hit.start]
        exact = any((m.start, m.end) == (hit.start, hit.end) for m in cover)
        is_country = known.kind in {"name", "adjective", "people"}
        inside = any(m.type not in {"Country", "Place"} for m in cover) or any(
            m.country == known.country for m in cover
        )
        if exact or any(m.type == "Person" for m in cover):
            continue
        if known.ambiguous and not (is_country and known.kind != "name" and not cover):
            continue
        if cover and (not is_country or not inside):
            if not all(hit.start <= m.start and m.end <= hit.end for m in cover):
                continue
            found.mentions = [m for m in found.mentions if m not in cover]
            cover = []
        if cover and any(m.type == "Country" for m in cover):
            continue
        in_title = any(t.start <= hit.start and hit.end <= t.end for t in found.titles)
        form: Form = "inside" if cover else "adjective" if known.kind == "adjective" else "name"
        if in_title and is_country:
            form = "inside"
        kind = "Country" if is_country else known.type
        name = known.name if is_country or known.kind == "body" else None
        text = found.text[hit.start : hit.end]
        found.mentions.append(
            Mention(
                hit.start, hit.end, *grid.span(hit.start, hit.end), kind, text, form, known.country, name, "lexicon"
            )
        )


def _offices_not_bodies(found: Layers, grid: _Grid) -> None:
    """ "United States Trade Representative Ann Lee": a body named like an office is the office of the person beside it."""
    heads = lexicon.offices().heads
    ordered = sorted((m for m in found.mentions if m.form != "inside"), key=lambda m: m.start)
    for one, two in pairwise(ordered):
        body, person = (one, two) if two.type == "Person" else (two, one)
        if body.type != "Organization" or person.type != "Person" or body.text.split()[-1].lower() not in heads:
            continue
        gap = found.text[one.end : two.start]
        if gap != " " and not (person is one and re.fullmatch(r",\s+(?:the\s+)?", gap)):
            continue
        found.mentions.remove(body)
        found.titles.append(Title(body.start, body.end, body.first, body.last, body.text))
        first = next((h for h in find(body.text.rsplit(" ", 2)[0]) if h.known.kind in {"name", "adjective"}), None)
        if first is not None and first.start == 0:
            start, end = body.start, body.start + first.end
            found.mentions.append(
                Mention(
                    start,
                    end,
                    *grid.span(start, end),
                    "Country",
                    found.text[start:end],
                    "inside",
                    first.known.country,
                    first.known.name,
                    "lexicon",
                )
            )


def _people_after_titles(found: Layers, grid: _Grid) -> None:
    """A capitalised name of two to four words right behind an office is a person, also where the model missed it."""
    taken = [(m.start, m.end) for m in found.mentions]
    name = re.compile(
        r"\s+(?:(?:Dr|Mr|Mrs|Ms|H\.E)\.?\s+)?(?P<name>[A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+|bin|al|de|van|von|da|dos)){1,3})"
    )
    for title in found.titles:
        match = name.match(found.text, title.end)
        if match is None:
            continue
        start, end = match.span("name")
        if any(s < end and e > start for s, e in taken) or any(t.start < end and t.end > start for t in found.titles):
            continue
        found.mentions.append(
            Mention(start, end, *grid.span(start, end), "Person", found.text[start:end], source="rule", country=None)
        )


def _add_short_forms(found: Layers, grid: _Grid) -> None:
    """ "Semiconductor Industry Association (SIA)": what stands in brackets is a name of the same thing."""
    for mention in list(found.mentions):
        if mention.type in {"Person", "Place"} or mention.form != "name":
            continue
        match = BRACKET.match(found.text, mention.end)
        if match is None or not sum(c.isupper() for c in match["short"]) >= 2:
            continue
        start, end = match.span("short")
        found.mentions = [m for m in found.mentions if m.start >= end or m.end <= start]
        short = Mention(
            start,
            end,
            *grid.span(start, end),
            mention.type,
            match["short"],
            "name",
            mention.country,
            mention.known,
            "bracket",
        )
        short.link = mention
        found.mentions.append(short)


DATELINE = re.compile(
    r"(?:^|\n|(?<=\s\s))(?P<place>[A-Z][A-Za-z.,/ '’\-]{2,40}?)(?:,? \(?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)[^\n]{0,30}?| ?\([A-Za-z ./]{2,30}\)|:)?\s*(?:[-–—]{1,2}|:)\s"
)


def _mark_datelines(text: str, found: Layers) -> None:
    """Places of a dateline ("DUBLIN, March 8 -", "Abu Dhabi:") are where the text was written, no party and no place of an event."""
    for match in DATELINE.finditer(text):
        start, end = match.span("place")
        for mention in found.mentions:
            if start <= mention.start and mention.end <= end:
                mention.form = "dateline"
                if mention.type in {"Person", "Organization"} and mention.known is None and mention.start == start:
                    mention.type = "Place"


def _mark_asides(text: str, found: Layers) -> None:
    """The country behind its city ("in Toronto, Canada,") says where the city is and takes part in nothing."""
    ordered = [m for m in found.mentions if m.form != "inside"]
    for city, country in pairwise(ordered):
        if (
            city.type == "Place"
            and country.type == "Country"
            and country.form == "name"
            and text[city.end : country.start] == ", "
        ):
            after = text[country.end : country.end + 5]
            if city.country in {None, country.country} and not after.startswith((" and", "'s", "’s")):
                country.form = "aside"
                city.country = country.country


def _surnames(found: Layers) -> None:
    """A single word that is the surname or given name of a person named in full is that person, whatever the model took it for."""
    words: set[str] = set()
    for m in found.mentions:
        parts = m.text.split()
        if m.type == "Person" and len(parts) > 1:
            words.update({parts[0], parts[-1]})
    for m in found.mentions:
        mistaken = m.type in {"Place", "Organization", "Occasion", "Agreement", "Initiative"} and m.source != "bracket"
        if mistaken and m.text in words and m.known is None and m.country is None and len(m.text) > 2:
            m.type = "Person"


def _drop_adjectives(doc: Doc, found: Layers) -> None:
    """ "European", "African", "Western" as adjectives name no place."""
    found.mentions = [
        m
        for m in found.mentions
        if not (
            m.type == "Place"
            and m.first == m.last
            and m.known is None
            and (doc[m.first].pos_ == "ADJ" or m.text.endswith(("pean", "rican", "sian", "estern", "rabian")))
        )
    ]


def _settle_types(found: Layers) -> None:
    """One surface form has one type in an article: the one most of its mentions have; the lexicon's countries and places stay."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for m in found.mentions:
        if m.form == "name" and m.country is None and m.known is None:
            votes[m.text.lower()][m.type] += 1
    for m in found.mentions:
        ballot = votes.get(m.text.lower())
        if ballot and m.country is None and m.known is None:
            m.type = min(ballot, key=lambda t: (-ballot[t], t))
