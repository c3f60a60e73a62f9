"""Which frames of the lexicon a word may open: by its form, its particle, its object, and the verb it hangs on. No parties."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from spacy.tokens import Token

from extract import grammar, lexicon
from extract.inflect import noun_forms, verb_forms
from extract.lexicon import Frame
from extract.records import SYMMETRIC
from extract.slots import Slots, is_verb
from extract.status import lemma_of


@cache
def by_form() -> dict[tuple[str, bool], list[tuple[str, Frame]]]:
    """(lower-case form, is it a verb) -> lemma and frame, in the file's order."""
    out: dict[tuple[str, bool], list[tuple[str, Frame]]] = defaultdict(list)
    irregular = lexicon.irregular_verbs()
    for frame in lexicon.events().frames:
        for verb in frame.verbs:
            for form in verb_forms(verb, irregular.get(verb, ())):
                out[form, True].append((verb, frame))
        for noun in frame.nouns:
            for form in noun_forms(noun):
                out[form, False].append((noun, frame))
    return dict(out)


@cache
def _object_verbs() -> dict[str, frozenset[str]]:
    """Object noun -> verb lemmas of frames that ask for it ("ban" -> lift, impose ...)."""
    out: dict[str, set[str]] = defaultdict(set)
    for frame in lexicon.events().frames:
        for noun in frame.with_object:
            out[noun].update(frame.verbs)
    return {noun: frozenset(verbs) for noun, verbs in out.items()}


#: A measure that does this is no new measure.
FALLS = frozenset(
    {
        "come",
        "fall",
        "drop",
        "end",
        "expire",
        "lapse",
        "disappear",
        "go",
        "cease",
        "shrink",
        "decline",
        "vanish",
        "remain",
        "cost",
        "hit",
        "hurt",
    }
)


def _taken(frame: Frame, token: Token, lemma: str) -> bool:
    """True for a noun whose verb says what happens to it: the "duty" of "cut the duty" imposes nothing."""
    if not frame.nouns or frame.type in SYMMETRIC:
        return False
    verb = grammar.governor(token)
    if verb is None or token.dep_ not in {"obj", "nsubj:pass", "conj", "nmod", "nsubj"}:
        return False
    word = lemma_of(verb)
    if word in _object_verbs().get(lemma, frozenset()) or (token.dep_ == "nsubj" and word in FALLS):
        return True
    return word == "take" and any(c.lower_ == "off" for c in verb.children)


def _other_verb(frame: Frame, token: Token) -> bool:
    """True for "sign up", "sign off" where the frame means "sign", and for "sign" where it means "sign up"."""
    particles = {c.lower_ for c in token.children if c.dep_ in {"compound:prt", "advmod", "case"}}
    if token.i + 1 < len(token.doc) and token.nbor().pos_ in {"ADP", "ADV"}:
        particles.add(token.nbor().lower_) if token.nbor().tag_ == "RP" or token.nbor().lower_ in {
            "up",
            "off",
            "out",
            "away",
        } else None
    return bool(particles & frame.without_particle) or bool(
        frame.particle in {"up", "over"} and frame.particle not in particles
    )


def allowed(frame: Frame, token: Token, slots: Slots) -> bool:
    """The frame's conditions on words: particle, object noun, slots that must be there."""
    if not words_fit(frame, token, slots) or (frame.with_object and not _objects(slots)):
        return False
    return not frame.needs or any(slots.get(slot) for slot in frame.needs)


def _objects(slots: Slots) -> set[str]:
    """Lemmas of the object, of what "into" takes, and of what an amount is in or of ("$5 million in aid")."""
    heads = [o for slot in ("obj", "into") for o in slots.get(slot, [])]
    money = any(o.pos_ in {"SYM", "NUM"} for o in slots.get("obj", []))
    heads += slots.get("in", []) if money else []
    inner = [n for o in slots.get("obj", []) for mark, n in grammar.prepositional(o) if mark in {"in", "of"}]
    return {o.lemma_.lower() for o in (*heads, *inner)}


def words_fit(frame: Frame, token: Token, slots: Slots) -> bool:
    """Particle and object noun, as far as the parse gives them, are the frame's."""
    if frame.particle and frame.particle not in slots and not any(c.lower_ == frame.particle for c in token.children):
        return False
    objects = _objects(slots)
    if frame.with_object and objects and not objects & frame.with_object:
        return False
    return not objects & frame.without_object


def frames_at(token: Token) -> list[tuple[str, Frame]]:
    """(lemma, frame) for each frame that the token's form opens in its surroundings, in the file's order."""
    verb = is_verb(token)
    if not verb and token.pos_ not in grammar.NOUNS:
        return []
    entries = by_form().get((token.lower_, verb), ())
    return [
        (lemma, frame) for lemma, frame in entries if not _taken(frame, token, lemma) and not _other_verb(frame, token)
    ]
