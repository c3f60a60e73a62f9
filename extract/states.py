"""Standing facts besides offices: based_in, part_of, member_of, and posts told by a verb ("who chairs X"). Adds states."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from extract import grammar
from extract.arguments import parties
from extract.facts import decide_states
from extract.layers import Found, Layers, Mention, layers
from extract.references import Memory
from extract.status import status_of
from extract.surface import groups

LEADING = {
    "chair": "Chair",
    "co-chair": "Co-chair",
    "head": "Head",
    "lead": "Head",
    "run": "Head",
    "preside": "President",
}
MEMBER = frozenset({"member", "signatory", "party", "partner", "chair", "chairman", "co-chair", "observer"})
UNDER = re.compile(
    r"\s*\)?,?\s*(?:under|part of|a (?:unit|division|subsidiary|branch|arm|agency|body) of|an (?:agency|arm|affiliate) of|affiliated (?:with|to)|attached to|(?:which is )?overseen by|owned by)\s+(?:the\s+)?(?:[A-Z][\w-]+['’]s\s+)?"
)
OF = re.compile(r"\s*\)?\s+(?:of|at|within)\s+(?:the\s+)?(?P<owner>(?:[A-Z][\w.-]*(?:\s[A-Z][\w.-]*)?['’]s\s+)?)")
OWNED = re.compile(r"['’]s?\s+(?:own\s+|new\s+|state(?:-owned)?\s+|national\s+)?")
MAKER = re.compile(
    r"\s+(?:[a-z-]+\s+){0,3}?(?:giant|maker|carmaker|automaker|chipmaker|steelmaker|company|firm|group|producer|manufacturer|miner|bank|lender|airline|conglomerate|supplier|retailer|utility|operator|developer|startup)\s+"
)
BASED = re.compile(r"-(?:based|headquartered)\s+(?:[a-z-]+\s+){0,3}")
COUNTRY_OF = re.compile(r"\s*\)?\s+of\s+(?:the\s+)?(?:Republic of\s+)?")
SEAT = re.compile(r"\s*,?\s*(?:which is\s+)?(?:headquartered|based)\s+in\s+(?:the\s+)?")


def find_states(doc: Doc) -> Doc:
    """Add the states that names in a row and verbs of leading or belonging give."""
    found = layers(doc)
    names = [m for m in found.mentions if m.entity >= 0]
    for i, mention in enumerate(names):
        if mention.type == "Organization":
            _owner(found, names, i)
            _above(found, names, i)
            _inner_country(found, mention)
    for sentence in doc.sents:
        _listed(doc, sentence, found)
    memory = Memory(found)
    for token in doc:
        if token.pos_ == "VERB" and token.lemma_.lower() in LEADING:
            _leads(token, memory)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in MEMBER:
            _belongs(token, memory)
    if found.judged is not None:
        found.ruled_states = found.states
        found.states = decide_states(doc, found, found.judged, found.ruled_states)
    return doc


def _add(
    found: Layers,
    kind: str,
    head: int,
    tail: int,
    start: int,
    end: int,
    *,
    rule: str,
    confidence: float,
    title: str | None = None,
) -> None:
    if head == tail or any(s.type == kind and s.agents == [head] and s.targets == [tail] for s in found.states):
        return
    found.states.append(
        Found(kind, [head], [tail], start, end, -1, title=title, confidence=confidence, rule=f"{kind}:{rule}")
    )


def _based(found: Layers, body: Mention, country: Mention, *, rule: str, confidence: float) -> None:
    cluster = found.clusters[body.entity]
    if cluster.country is None:
        cluster.country = found.clusters[country.entity].country
    elif cluster.country != found.clusters[country.entity].country:
        return
    start, end = min(body.start, country.start), max(body.end, country.end)
    _add(found, "based_in", body.entity, country.entity, start, end, rule=rule, confidence=confidence)


def _owner(found: Layers, names: list[Mention], i: int) -> None:
    """ "Indonesia's Ministry of Industry", "Germany-based BASF", "Korean carmaker Kia", "Ministry of Trade of Kenya"."""
    body = names[i]
    for other in names[max(0, i - 2) : i][::-1]:
        if (
            other.type != "Country"
            or other.end > body.start
            or (other.form == "inside" and not _possessive(found.text, other))
        ):
            continue
        gap = found.text[other.end : body.start]
        if OWNED.fullmatch(gap) or BASED.fullmatch(gap):
            _based(found, body, other, rule="owner", confidence=0.85)
        elif other.form == "adjective" and (MAKER.fullmatch(gap) or gap == " "):
            _based(found, body, other, rule="adjective", confidence=0.75)
        break
    for other in names[i + 1 : i + 3]:
        if other.type != "Country" or other.start < body.end:
            continue
        gap = found.text[body.end : other.start]
        if COUNTRY_OF.fullmatch(gap) or SEAT.fullmatch(gap):
            _based(found, body, other, rule="of", confidence=0.85)
        break


def _possessive(text: str, mention: Mention) -> bool:
    return text[mention.end : mention.end + 2] in {"'s", "’s"}


def _inner_country(found: Layers, body: Mention) -> None:
    """A country in a body's own name ("Natural Resources Canada", "Bank of Korea") is its country where there is but one."""
    inner = [
        m
        for m in found.mentions
        if m.type == "Country" and body.start <= m.start and m.end <= body.end and m.entity >= 0 and m is not body
    ]
    if len({m.entity for m in inner}) == 1 and not re.search(
        r"\b(?:and|&)\b.*\b(?:Chamber|Council)|Chamber", body.text
    ):
        _based(found, body, inner[0], rule="name", confidence=0.6)


def _above(found: Layers, names: list[Mention], i: int) -> None:
    """ "the Grain Board, under the Ministry of Trade", "Grain Board of Kenya's Ministry of Trade", "Trade Office (a unit of X)"."""
    body = names[i]
    for other in names[i + 1 : i + 5]:
        if (
            other.type != "Organization"
            or other.form == "inside"
            or other.start < body.end
            or other.entity == body.entity
        ):
            continue
        gap = found.text[body.end : other.start]
        gap = re.sub(r"^\s*\([^)]{1,30}\)?", "", gap)
        if UNDER.fullmatch(gap):
            _add(found, "part_of", body.entity, other.entity, body.start, other.end, rule="under", confidence=0.8)
        elif OF.fullmatch(gap):
            _add(found, "part_of", body.entity, other.entity, body.start, other.end, rule="of", confidence=0.7)
        break


LISTED = re.compile(
    r"\b(?:members?|member (?:states|countries|economies|nations)|partners?|signatories|parties|participants)(?: (?:of|in|to) [^.;]{0,60}?)?"
    r"(?:,? (?:are|include|namely|including|such as|like)|\s*[:(–—-]|,| are)\s*(?:the\s+)?$"
)
HOLDS = re.compile(
    r"\b(?:comprises|comprising|groups|grouping|consists of|consisting of|brings together|is made up of|made up of|is composed of|includes)\s+(?:the\s+)?$"
)


def _listed(doc: Doc, sentence: Span, found: Layers) -> None:
    """ "members of the bloc: A, B and C", "the group comprises A, B and C", "to which A, B and C belong"."""
    rows = groups(sentence, found)
    bodies = [
        m
        for m in found.mentions
        if sentence.start <= m.first < sentence.end
        and m.type in {"Organization", "Agreement", "Initiative"}
        and m.form == "name"
        and m.entity >= 0
    ]
    if not bodies:
        return
    for row in rows.items:
        if row.members[0].type not in {"Country", "Organization"} or len(row.members) < 2:
            continue
        before = found.text[sentence.start_char : doc[row.first].idx]
        after = found.text[doc[row.last].idx + len(doc[row.last]) : sentence.end_char]
        ahead = [b for b in bodies if b.end <= row.members[0].start and b not in row.members]
        if not ahead:
            continue
        if (
            LISTED.search(before)
            or (HOLDS.search(before) and len(row.members) > 2)
            or re.match(r"\s+(?:all\s+)?(?:belong|are (?:members|parties|signatories))\b", after)
        ):
            for member in row.members:
                _add(
                    found,
                    "member_of",
                    member.entity,
                    ahead[-1].entity,
                    sentence.start_char,
                    sentence.end_char,
                    rule="list",
                    confidence=0.65,
                )


def _leads(verb: Token, memory: Memory) -> None:
    """ "X, who chairs Y", "Y is headed by X": a post with the office that the verb states."""
    found = memory.found
    if status_of(verb) != "held":
        return
    people = parties(grammar.deep_subjects(verb), memory, types=frozenset({"Person"}))
    bodies = parties(grammar.deep_objects(verb), memory, types=frozenset({"Organization"}))
    if len(people) == 1 and len(bodies) == 1:
        sentence = verb.sent
        title = LEADING[verb.lemma_.lower()]
        _add(
            found,
            "post",
            people[0],
            bodies[0],
            sentence.start_char,
            sentence.end_char,
            rule=f"verb {verb.lemma_}",
            confidence=0.65,
            title=title,
        )


def _belongs(noun: Token, memory: Memory) -> None:
    """ "Norvik Steel is a member of the Rail Council", "A and B, members of C", "WTO member Qatar"."""
    found, sentence = memory.found, noun.sent
    if grammar.negated(noun) or status_of(noun) != "held":
        return
    wholes = [t for mark, t in grammar.prepositional(noun) if mark in {"of", "to"}]
    wholes += [c for c in noun.children if c.dep_ in {"compound", "nmod:poss"}]
    bodies = parties(wholes, memory, types=frozenset({"Organization", "Agreement", "Initiative"}))
    if not bodies:
        return
    people: list[Token] = []
    if any(c.dep_ == "cop" for c in noun.children):
        people = [t for s in grammar.children(noun, "nsubj") for t in grammar.conjuncts(s)]
    elif noun.dep_ == "appos":
        people = grammar.conjuncts(noun.head)
    elif noun.dep_ == "conj" and any(c.dep_ == "nsubj" for c in noun.head.children):
        people = [t for s in grammar.children(noun.head, "nsubj") for t in grammar.conjuncts(s)]
    else:
        people = [
            t
            for c in grammar.children(noun, "appos", "flat", "nmod:desc", "nmod:unmarked")
            for t in grammar.conjuncts(c)
        ]
    heads = parties(people, memory, types=frozenset({"Organization", "Country"}))
    word = noun.lemma_.lower()
    title = None if word in {"member", "party", "partner"} else word.capitalize()
    for head in heads:
        _add(
            found,
            "member_of",
            head,
            bodies[0],
            sentence.start_char,
            sentence.end_char,
            rule=f"noun {word}",
            confidence=0.65,
            title=title,
        )
