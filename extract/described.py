"""Things without a name that an event makes a participant: "an MOU on battery recycling", "the signing ceremony".

Adds a cluster for such a noun phrase, named as the text does (guidelines: entities, last paragraph).
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from extract import lexicon
from extract.corefer import fold
from extract.grammar import NOUNS, case
from extract.layers import Cluster, Layers, Mention

TRIM = re.compile(
    r"^(?:the|a|an|its|their|his|her|this|that|these|two|three|several|new|first|second|both|some|another)\s+", re.I
)
INSIDE = frozenset({"compound", "amod", "nmod:unmarked", "nmod:desc", "flat"})


def instrument(token: Token, found: Layers) -> int | None:
    """The Agreement that a token names or describes, or None."""
    mention = found.at(token)
    if mention is not None and mention.entity >= 0 and mention.form == "name":
        return mention.entity if mention.type in {"Agreement", "Initiative"} else None
    if token.pos_ not in NOUNS:
        return None
    lemma = token.lemma_.lower()
    if lemma not in _instrument_heads():
        return None
    name, start, end = _phrase(token, found, {"on", "for", "of", "concerning", "regarding", "covering"})
    return _described("Agreement", name, start, end, token, found)


def nearest_instrument(trigger: Token, found: Layers) -> list[int]:
    """The one agreement that the trigger's sentence names, where the parse ties none to it; nothing where it names several."""
    sentence = trigger.sent
    near = {
        m.entity
        for m in found.mentions
        if m.type == "Agreement" and m.entity >= 0 and sentence.start <= m.first < sentence.end
    }
    return list(near) if len(near) == 1 else []


def occasion(token: Token, found: Layers) -> int | None:
    """The Occasion that a token names, or describes in two or more words, or None."""
    mention = found.at(token)
    if mention is not None and mention.entity >= 0 and mention.form == "name":
        return mention.entity if mention.type == "Occasion" else None
    if token.pos_ not in NOUNS or token.lemma_.lower() not in lexicon.organisations().cues["Occasion"]:
        return None
    name, start, end = _phrase(token, found, {"of", "on", "for"})
    return _described("Occasion", name, start, end, token, found) if len(name.split()) > 1 else None


def _instrument_heads() -> frozenset[str]:
    return frozenset(i.split()[0] for i in lexicon.organisations().instruments) | {
        "agreement",
        "deal",
        "pact",
        "statement",
        "letter",
    }


def _phrase(head: Token, found: Layers, marks: set[str]) -> tuple[str, int, int]:
    first = min((c.left_edge.i for c in head.children if c.i < head.i and c.dep_ in INSIDE), default=head.i)
    last = head.i
    for child in head.children:
        if child.i > head.i and child.dep_ == "nmod" and case(child) in marks:
            if any(
                m.type in {"Person", "Country", "Place"} and m.form == "name" for m in found.by_token.get(child.i, ())
            ):
                continue
            if any(d.start <= child.idx < d.end for d in found.dates):
                continue
            last = max(last, _end(child))
    doc = head.doc
    text = re.sub(r"\s+", " ", doc[first : last + 1].text)
    text = re.split(r"[,;:(]| between | with | in which | that ", text)[0]
    while (shorter := TRIM.sub("", text)) != text:
        text = shorter
    start = doc[first].idx
    return text.strip(" \"'“”.-"), start, start + len(doc[first : last + 1].text)


def _end(token: Token) -> int:
    """Last token of a modifier without clauses and side phrases that start a new thought."""
    last = token.i
    for child in token.children:
        if child.i > token.i and (
            child.dep_ in INSIDE
            or child.dep_ == "conj"
            or (child.dep_ == "nmod" and case(child) in {"of", "in", "for"})
        ):
            last = max(last, _end(child))
    return last


def _described(kind: str, name: str, start: int, end: int, head: Token, found: Layers) -> int | None:
    if len(name) < 3:
        return None
    key = fold(name)
    for i, cluster in enumerate(found.clusters):
        if (
            cluster.type == kind
            and cluster.mentions
            and (fold(cluster.name) == key or key in {fold(a) for a in cluster.aliases})
        ):
            return i
    mention = Mention(start, end, head.i, head.i, kind, name, source="described", entity=len(found.clusters))
    found.clusters.append(Cluster(kind, [mention], name, described=True))
    return mention.entity
