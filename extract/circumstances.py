"""When, where, how, how much and about what: the circumstances of an event, read from its sentence. Invents nothing."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from extract import lexicon
from extract.grammar import case, clause_verb, governor
from extract.layers import Layers, Time
from extract.status import status_of

ABOUT = frozenset({"on", "about", "regarding", "concerning", "over", "for"})
TOPIC_END = re.compile(
    r"[,;:.()]| (?:in|at|to|with|by|during|between|among|that|which|who|as|from|and the|under|within|after|before|when|where|while) "
)
ARTICLE = re.compile(
    r"^(?:the|a|an|its|their|his|her|this|measures? (?:for|to)|ways? (?:of|to)|issues? (?:of|related to|such as))\s+",
    re.I,
)


def date_of(trigger: Token, sentence: Span, found: Layers) -> Time | None:
    """The date that the trigger's clause gives, else the nearest of the sentence; datelines and deadlines do not count."""
    verb = clause_verb(trigger)
    mine = status_of(trigger)
    best: tuple[int, Time] | None = None
    valued = 0
    for time in found.dates:
        if (
            time.start < sentence.start_char
            or time.end > sentence.end_char
            or time.value is None
            or time.kind in {"dateline", "duration"}
        ):
            continue
        token = _token_at(sentence, time.start)
        other = clause_verb(token) if token is not None else None
        cost = abs(time.start - trigger.idx)
        if other is not None and verb is not None and other != verb:
            cost += 40 if other.is_ancestor(verb) or verb.is_ancestor(other) else 120
            if mine == "held" and status_of(other) in {"planned", "proposed"}:
                cost += 500
        if time.kind == "deadline" or time.cue in {"since", "until", "by"}:
            cost += 100
        valued += 1
        if best is None or cost < best[0]:
            best = (cost, time)
    limit = 600 if valued == 1 else 300
    return best[1] if best is not None and best[0] < limit else None


def _token_at(sentence: Span, offset: int) -> Token | None:
    for token in sentence:
        if token.idx + len(token) > offset:
            return token
    return None


def place_of(trigger: Token, sentence: Span, found: Layers, parties: list[int]) -> int | None:
    """The place that "in" or "at" ties to the trigger, its noun or its verb; a city before the country behind it."""
    anchors = [trigger]
    if (verb := governor(trigger)) is not None:
        anchors.append(verb)
    if trigger.dep_ == "conj":
        anchors.append(trigger.head)
    anchors += [c for c in trigger.children if c.dep_ in {"obj", "xcomp", "nsubj:pass"}]
    for anchor in anchors:
        for child in anchor.children:
            if (
                child.dep_.startswith(("obl", "nmod"))
                and case(child) in {"in", "at"}
                and (place := _place(child, found, parties)) is not None
            ):
                return place
    return _nearest_place(trigger, sentence, found, parties)


def _place(token: Token, found: Layers, parties: list[int]) -> int | None:
    mention = found.at(token)
    if (
        mention is not None
        and mention.type in {"Place", "Country"}
        and mention.entity not in parties
        and mention.form == "name"
    ):
        return mention.entity
    return None


def _nearest_place(trigger: Token, sentence: Span, found: Layers, parties: list[int]) -> int | None:
    """ "in Jakarta on Monday" anywhere behind the trigger, where a parse hung it elsewhere."""
    text = found.text
    fits: list[tuple[int, int]] = []
    for mention in found.mentions:
        if mention.type != "Place" or mention.form != "name" or mention.entity in parties:
            continue
        if not sentence.start_char <= mention.start < sentence.end_char:
            continue
        if re.search(r"\b(?:in|at)\s+(?:the\s+)?$", text[max(0, mention.start - 8) : mention.start]):
            fits.append((abs(mention.start - trigger.idx), mention.entity))
    near = min(fits, default=None)
    return near[1] if near is not None and near[0] < 160 else None


def mode_of(trigger: Token, sentence: Span) -> str | None:
    """video or phone where a word near the trigger says so; in_person where "in person" does; else unknown."""
    words = lexicon.events()
    near = [t for t in sentence if abs(t.i - trigger.i) < 18]
    if any(t.lower_ in words.video and _is_means(t) for t in near):
        return "video"
    if any(t.lower_ in words.phone - {"call"} and _is_means(t) for t in near) or (
        trigger.lower_ == "call" and trigger.pos_ == "NOUN"
    ):
        return "phone"
    return "in_person" if "in person" in sentence.text.lower() and any(t.lower_ == "person" for t in near) else None


def _is_means(token: Token) -> bool:
    """Whether a word tells how it was done: an adverb, a modifier, or behind "by", "via", "over"; not a thing by itself."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "advmod", "amod", "obl:unmarked"}:
        return True
    return case(token) in {"by", "via", "over", "through", "on"}


def amount_of(trigger: Token, sentence: Span, found: Layers) -> str | None:
    """The amount of money nearest to the trigger in its sentence."""
    fits = [
        (abs(start - trigger.idx), text)
        for start, end, text in found.amounts
        if sentence.start_char <= start < sentence.end_char
    ]
    return min(fits)[1] if fits else None


def topics_of(trigger: Token, found: Layers) -> list[str]:
    """What it was about, in the text's words: objects of "discuss", and phrases with "on", "about", "regarding"."""
    heads: list[Token] = []
    anchors = [trigger, *(c for c in trigger.children if c.dep_ in {"obj", "xcomp", "advcl", "nsubj:pass"})]
    if (verb := governor(trigger)) is not None:
        anchors += [verb, *(c for c in verb.children if c.dep_ in {"xcomp", "advcl"})]
    for anchor in anchors:
        if anchor.lemma_ in {"discuss", "review", "explore", "address"}:
            heads += [c for c in anchor.children if c.dep_ == "obj"]
        for child in anchor.children:
            if child.dep_.startswith(("obl", "nmod")) and case(child) in ABOUT:
                heads.append(child)
    out: dict[str, None] = {}
    for head in heads:
        if (topic := _phrase(head, found)) is not None:
            out.setdefault(topic)
    return list(out)[:5]


def _phrase(head: Token, found: Layers) -> str | None:
    """One to five words of a noun phrase, cut at the first clause or side phrase; names and dates are no topics."""
    mention = found.at(head)
    if mention is not None and mention.type in {"Person", "Country", "Place", "Occasion", "Organization"}:
        return None
    if any(t.start <= head.idx < t.end for t in found.dates) or any(s <= head.idx < e for s, e, _ in found.amounts):
        return None
    start = min(
        (
            c.left_edge.i
            for c in head.children
            if c.i < head.i and c.dep_ in {"compound", "amod", "nmod:poss", "nmod:unmarked"}
        ),
        default=head.i,
    )
    text = head.doc[start : head.i + 1].text
    for child in head.children:
        if child.i > head.i and child.dep_ == "nmod" and case(child) in {"of", "for", "on", "in"}:
            text = head.doc[start : child.i + 1].text
            break
    text = ARTICLE.sub("", re.sub(r"\s+", " ", text)).strip(" ,.;:\"'“”")
    text = TOPIC_END.split(text)[0].strip()
    words = text.split()
    return text if 0 < len(words) <= 5 and len(text) > 2 and head.pos_ in {"NOUN", "PROPN"} else None
