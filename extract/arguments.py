"""From a token that fills a slot of a frame to the entities it stands for. Reads clusters, titles and the memory."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from extract import lexicon
from extract.grammar import NOUNS, case
from extract.layers import Layers, Mention
from extract.references import Memory

ACTORS = frozenset({"Person", "Organization", "Country"})


def parties(tokens: Iterable[Token], memory: Memory, *, types: frozenset[str], goods: bool = False) -> list[int]:
    """Clusters of the given types that the tokens stand for, in order, without repetition.

    `goods` also takes the country of what is sold or shut out ("Chinese steel", "imports from Uganda").
    """
    out: dict[int, None] = {}
    for token in tokens:
        for cluster in _party(token, memory, types, goods):
            out.setdefault(cluster)
    return list(out)


def _party(token: Token, memory: Memory, types: frozenset[str], goods: bool) -> list[int]:
    found = memory.found
    mention = found.at(token)
    if mention is not None and mention.form in {"dateline", "aside"}:
        return []
    if mention is not None and mention.form != "inside" and mention.entity >= 0:
        return _named(token, mention, memory, types, goods)
    title = found.title_at.get(token.i)
    if title is not None:
        if title.person is not None:
            return _typed(found, [title.person.entity], types)
        if title.body is not None and title.body.entity >= 0:
            return _typed(found, [title.body.entity], types)
    if (person := _person_near(token, found)) is not None:
        return _typed(found, [person.entity], types)
    if resolved := _typed(found, memory.resolve(token), types):
        return resolved
    if token.pos_ in NOUNS:
        words = lexicon.offices()
        lemma = token.lemma_.lower()
        if lemma in words.delegates or lemma in words.heads:
            return _owners(token, found, types, of={"of", "from", "for"})[:1]
        if goods:
            return _owners(
                token, found, types & {"Country", "Organization"}, of={"from", "of", "by", "on", "against", "to"}
            )
    return []


def _named(token: Token, mention: Mention, memory: Memory, types: frozenset[str], goods: bool) -> list[int]:
    found = memory.found
    if mention.form == "adjective" and token.dep_ in {"amod", "compound"} and not goods:
        return []
    if mention.type in types:
        row = memory.rows.of.get(id(mention))
        return (
            [m.entity for m in row.members]
            if row is not None and token.dep_ not in {"nmod:poss", "compound", "amod"}
            else [mention.entity]
        )
    if goods and mention.type not in types:
        return _owners(token, found, types, of={"from", "of", "by"})
    return []


def _person_near(token: Token, found: Layers) -> Mention | None:
    """The person whose name hangs on an office or honorific that heads the phrase ("Minister Lee", "the envoy, Ann Lee")."""
    for child in token.children:
        if child.dep_ in {"flat", "appos", "nmod:desc", "compound", "nmod:unmarked"}:
            mention = found.at(child)
            if mention is not None and mention.type == "Person":
                return mention
    return None


def _typed(found: Layers, clusters: list[int], types: frozenset[str]) -> list[int]:
    return [c for c in clusters if c >= 0 and found.clusters[c].type in types]


def _owners(token: Token, found: Layers, types: frozenset[str], of: set[str]) -> list[int]:
    """Countries and bodies that qualify a noun: possessor, adjective, compound, or a phrase with one of the prepositions."""
    out: dict[int, None] = {}
    for child in sorted(token.children, key=lambda t: t.i):
        if child.dep_ in {"nmod:poss", "amod", "compound", "nmod:desc", "nmod:unmarked"} or (
            child.dep_ == "nmod" and case(child) in of
        ):
            for inner in (
                child,
                *(
                    c
                    for c in child.subtree
                    if c.dep_ == "conj" or (c.dep_ in {"amod", "nmod:poss", "compound", "nmod"} and c.head == child)
                ),
            ):
                mention = found.at(inner)
                if mention is not None and mention.entity >= 0 and mention.type in types and mention.type != "Person":
                    out.setdefault(mention.entity)
    return list(out)


def inside_names(token: Token, found: Layers) -> list[int]:
    """Countries named in the compound before a noun or in its own name: both of "Peru-Chile summit", "Sino-US talks"."""
    start = min(
        (
            c.left_edge.i
            for c in token.children
            if c.dep_ in {"compound", "amod", "nmod:unmarked", "flat"} and c.i < token.i
        ),
        default=token.i,
    )
    mention = found.at(token)
    if mention is not None:
        start = min(start, mention.first)
    out: dict[int, None] = {}
    for other in found.mentions:
        if other.type == "Country" and other.entity >= 0 and start <= other.first and other.last <= token.i:
            out.setdefault(other.entity)
    return list(out)
