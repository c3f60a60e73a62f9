"""Names: the model's spans and the gazetteer's hits become one set of mentions and titles. Reads a Doc, adds two layers.

The model knows context (Washington the city or the government), the gazetteer knows the world (which code a country has,
that WTO is a body): where both speak of one stretch, this file says who is believed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from spacy.tokens import Doc

from extract import lexicon
from extract.gazetteer import Hit, find
from extract.layers import Form, Layers, Mention, Title, layers
from extract.records import ENTITY_TYPES
from extract.settle import drop_adjectives, know_surnames, mark_asides, mark_datelines, settle_types
from extract.spans import EDGE, LOOSE_END, believe_hit, capitalised, country_inside, cue_type, trim
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
WORDS = re.compile(r"[^\W\d_]+(?:[.\-'’][^\W\d_]+)*\.?")


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
    know_surnames(found)
    settle_types(found)
    drop_adjectives(doc, found)
    mark_datelines(found.text, found)
    found.mentions.sort(key=lambda m: (m.start, -m.end))
    mark_asides(found.text, found)
    found.titles.sort(key=lambda t: t.start)
    found.index()
    return doc


def _read_spans(doc: Doc, found: Layers, grid: _Grid, hits: list[Hit]) -> None:
    exact = {(h.start, h.end): h for h in hits}
    for start, end, label in _marked(doc, found):
        if label == "Title":
            start, end = trim(found.text, start, end)
            if start < end:
                found.titles.append(Title(start, end, *grid.span(start, end), found.text[start:end]))
        elif label in ENTITY_TYPES:
            _read_name(found, grid, (start, end, label), exact, hits)


def _marked(doc: Doc, found: Layers) -> list[tuple[int, int, str]]:
    """Names and offices (characters, label): the encoder's where it has read the text, else those of spaCy's network."""
    if found.reading is None:
        return [(span.start_char, span.end_char, span.label_) for span in doc.ents]
    read = [(t.start, t.end, t.label) for t in found.reading.names]
    read += [(t.start, t.end, "Title") for t in found.reading.other if t.label == "title"]
    return sorted(read)


def _read_name(
    found: Layers, grid: _Grid, span: tuple[int, int, str], exact: dict[tuple[int, int], Hit], hits: list[Hit]
) -> None:
    start, end = trim(found.text, span[0], span[1])
    kind = span[2]
    if kind == "Person":
        start, end = _without_titles(found, grid, start, end)
        start, end = capitalised(found.text, start, end)
    if kind != "Person":
        end = start + len(LOOSE_END.sub("", found.text[start:end]))
    if end - start < 2 or not any(c.isalpha() for c in found.text[start:end]):
        return
    hit = exact.get((start, end))
    mention = Mention(start, end, *grid.span(start, end), kind, found.text[start:end])
    if hit is not None:
        believe_hit(mention, hit, found.text)
    elif kind == "Country" and not country_inside(mention, hits):
        mention.type = "Place"
    elif better := cue_type(mention.text, kind):
        mention.type = better
    found.mentions.append(mention)


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
        if body not in found.mentions:  # between two people: the first has it already
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
    """ "Highland Tea Growers Association (HTGA)": what stands in brackets is a name of the same thing."""
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
