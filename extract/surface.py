"""What a sentence says by word order alone: lists of names, and the slots beside a trigger that a parse left empty.

News prose names its parties in order: doer, verb, other party behind "with", "to", "by". Parsers lose long names,
offices before names and lists; the order of names survives. Used only where the parse gives nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from extract import lexicon
from extract.layers import Layers, Mention

JOINT = re.compile(
    r"\s*(?P<mark>,|;|/|(?:,\s*)?(?:and|&|as well as|together with|along with))\s*(?:by\s+|with\s+|from\s+|for\s+|between\s+)?(?:also\s+)?(?:the\s+|its\s+|his\s+|her\s+|their\s+)?(?:[a-z]+\s+(?:[a-z]+\s+)?)?(?:H\.\s?E\.\s*|Mr\.?\s*|Ms\.?\s*|Mrs\.?\s*|Dr\.?\s*|Datuk\s*)?$"
)
SKIP = frozenset({"DET", "ADJ", "NUM", "PUNCT"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE = frozenset({"who", "which", "that"})
BREAK = frozenset({";", ":"})


@dataclass(slots=True)
class Group:
    """Names in a row, with all that belongs to them (offices, bodies in apposition): tokens `first` to `last`."""

    members: list[Mention]
    first: int
    last: int
    mark: str = ""


@dataclass(slots=True)
class Groups:
    """The groups of one sentence in order, and the group of each mention."""

    items: list[Group] = field(default_factory=list)
    of: dict[int, Group] = field(default_factory=dict)


def groups(sentence: Span, found: Layers) -> Groups:
    """Names of the sentence gathered into lists ("A, B and C"), each with the preposition before it."""
    doc = sentence.doc
    spans = _extents(sentence, found)
    out = Groups()
    closed = False
    for mention, first, last in spans:
        joint = None
        if out.items and not closed:
            before = out.items[-1]
            gap = doc[before.last + 1 : first].text if first > before.last + 1 else ""
            joint = (
                JOINT.fullmatch(gap) if before.members[0].type == mention.type and mention.form != "adjective" else None
            )
            if joint is not None and joint["mark"] in {",", ";", "/"} and not _ends_with_and(doc, spans, mention):
                joint = None
        if joint is not None:
            out.items[-1].members.append(mention)
            out.items[-1].last = last
        else:
            out.items.append(Group([mention], first, last, _mark(doc, sentence, first)))
        out.of[id(mention)] = out.items[-1]
        closed = False
    return out


def _ends_with_and(doc: Doc, spans: list[tuple[Mention, int, int]], mention: Mention) -> bool:
    """A comma joins names only in a list that closes with "and"."""
    start = next(i for i, (m, *_) in enumerate(spans) if m is mention)
    for (one, _, last), (two, first, _) in zip(spans[start:], spans[start + 1 :], strict=False):
        gap = JOINT.fullmatch(doc[last + 1 : first].text) if first > last + 1 else None
        if gap is None or one.type != two.type:
            return False
        if gap["mark"] not in {",", ";", "/"}:
            return True
    return False


def _extents(sentence: Span, found: Layers) -> list[tuple[Mention, int, int]]:
    """Each free-standing name with the tokens of its offices and their bodies; what lies inside another is left out."""
    mine = [
        m
        for m in found.mentions
        if sentence.start <= m.first
        and m.last < sentence.end
        and m.entity >= 0
        and m.form not in {"inside", "dateline", "aside"}
    ]
    reach = {id(m): [m.first, m.last] for m in mine}
    for title in found.titles:
        if title.person is None or id(title.person) not in reach:
            continue
        span = reach[id(title.person)]
        parts = [(title.first, title.last)] + ([(title.body.first, title.body.last)] if title.body is not None else [])
        for first, last in parts:
            if (
                sentence.start <= first
                and last < sentence.end
                and (abs(first - span[1]) < 12 or abs(span[0] - last) < 12)
            ):
                span[0], span[1] = min(span[0], first), max(span[1], last)
    for i, mention in enumerate(mine[1:], 1):
        if mention.source == "bracket":
            span = reach[id(mine[i - 1])]
            span[1] = max(span[1], mention.last)
            for other in mine:
                if other is not mine[i - 1] and reach[id(other)][1] == mine[i - 1].last:
                    reach[id(other)][1] = mention.last
    out: list[tuple[Mention, int, int]] = []
    people = [(m, reach[id(m)][0], reach[id(m)][1]) for m in mine if m.type == "Person"]
    for mention in mine:
        first, last = reach[id(mention)]
        if mention.source == "bracket":
            continue
        if mention.type != "Person" and any(a <= mention.first and mention.last <= b for _, a, b in people):
            continue
        out.append(
            (
                mention,
                first,
                min(
                    last + (1 if last + 1 < sentence.end and sentence.doc[last + 1].text == ")" else 0),
                    sentence.end - 1,
                ),
            )
        )
    return sorted(out, key=lambda item: item[1])


def _mark(doc: Doc, sentence: Span, first: int) -> str:
    """The preposition before a group, over articles, adjectives and nouns for people who act for it."""
    delegates = lexicon.offices().delegates
    i = first - 1
    steps = 0
    while i >= sentence.start and steps < 5:
        token = doc[i]
        if token.lower_ == "that" and token.pos_ == "SCONJ":
            return "that"
        if token.pos_ == "ADP" and token.lower_ not in {"'s", "’s"}:
            if token.lower_ in {"of", "from"} and i - 1 >= sentence.start and doc[i - 1].lemma_.lower() in delegates:
                i -= 1
                steps += 1
                continue
            return token.lower_
        if token.pos_ in SKIP and token.text not in {";", ":", "."}:
            if token.text == ",":
                return ""
        elif (
            not (token.pos_ == "PRON" and token.dep_ == "nmod:poss")
            and not (token.pos_ == "NOUN" and token.lemma_.lower() in delegates)
            and token.pos_ != "PART"
        ):
            return ""
        i -= 1
        steps += 1
    return ""


def subject(verb: Token, sentence: Span, rows: Groups, depth: int = 0) -> list[Mention]:
    """The group that a finite verb follows, over a relative clause in commas or an earlier verb of the same subject."""
    doc = sentence.doc
    start = verb.i
    while start - 1 >= sentence.start and doc[start - 1].pos_ in {"AUX", "ADV", "PART"}:
        start -= 1
    if start - 1 >= sentence.start and doc[start - 1].lower_ in RELATIVE:
        near = [g for g in rows.items if g.last < start]
        return near[-1].members if near and start - near[-1].last <= 3 else []
    left = [g for g in rows.items if g.last < start and g.mark == ""]
    if not left:
        return []
    group = left[-1]
    if (
        start - 1 >= sentence.start
        and doc[start - 1].lower_ in {"and", "then", "but"}
        and group.last == start - 2
        and depth < 3
    ):
        earlier = [t for t in doc[sentence.start : group.first] if t.tag_ in FINITE and t.pos_ == "VERB"]
        if earlier:  # "Peru met Chile and signed": the name between is the object of the verb before
            return subject(earlier[-1], sentence, rows, depth + 1)
    between = _without_relative(doc[group.last + 1 : start])
    if any(t.text in BREAK for t in between):
        return []
    verbs = [t for t in between if t.tag_ in FINITE and t.pos_ in {"VERB", "AUX"}]
    if not verbs:
        return group.members
    joined = start - 1 >= sentence.start and (doc[start - 1].lower_ in {"and", "then", "but", ","})
    if joined and depth < 3 and not any(t.lower_ in {"that", "as", "when", "while"} for t in between):
        main = next((t for t in reversed(verbs) if t.pos_ == "VERB"), verbs[-1])
        return subject(main, sentence, rows, depth + 1)
    return []


def _without_relative(span: Span) -> list[Token]:
    """The tokens without a relative clause between commas: ", who chairs Y,"."""
    tokens = list(span)
    for i, token in enumerate(tokens):
        if token.lower_ in RELATIVE and i > 0 and tokens[i - 1].text == ",":
            end = next((j for j in range(i + 1, len(tokens)) if tokens[j].text == ","), None)
            return tokens[: i - 1] + (tokens[end + 1 :] if end is not None else [])
    return tokens


def behind(trigger: Token, sentence: Span, rows: Groups) -> dict[str, list[Mention]]:
    """Groups behind a trigger by preposition ("" is the object), up to the next finite verb."""
    doc = sentence.doc
    out: dict[str, list[Mention]] = {}
    for group in rows.items:
        if group.first <= trigger.i:
            continue
        between = doc[trigger.i + 1 : group.first]
        if any(t.tag_ in FINITE and t.pos_ in {"VERB", "AUX"} for t in between) or any(
            t.text in BREAK for t in between
        ):
            break
        if group.mark == "" and (len(between) > 4 or any(t.pos_ in {"VERB", "ADP"} or t.text == "," for t in between)):
            continue
        if len(between) > 25:
            break
        out.setdefault(group.mark, group.members)
    return out
