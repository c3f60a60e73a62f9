"""The argument slots of a trigger: what the parse hangs on a verb or event noun, and what word order puts beside it."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Span, Token

from extract import grammar, lexicon
from extract.layers import Mention
from extract.references import Memory
from extract.surface import behind, subject

#: Slot name (see lexicon.Frame) -> tokens that fill it.
Slots = dict[str, list[Token]]
#: Slot name -> mentions that stand in its place by word order.
Order = dict[str, list[Mention]]


def is_verb(token: Token) -> bool:
    """A verb by tag, also where the coarse tag calls a participle an adjective."""
    return token.pos_ in {"VERB", "AUX"} or token.tag_ in {"VBD", "VBN"}


def verb_slots(verb: Token) -> Slots:
    """Slots of a verb in active voice: subj, obj, iobj, each preposition, and what its object brings along."""
    slots: Slots = defaultdict(list)
    slots["subj"] = grammar.deep_subjects(verb)
    slots["obj"] = grammar.deep_objects(verb)
    slots["iobj"] = [t for c in grammar.children(verb, "iobj") for t in grammar.conjuncts(c)]
    slots["inf"] = grammar.children(verb, "xcomp", "ccomp", "advcl")
    passive = grammar.is_passive(verb)
    for mark, noun in grammar.prepositional(verb):
        if not (passive and mark == "by"):
            slots[mark].append(noun)
    for thing in slots["obj"]:
        slots["object_goods"].append(thing)
        slots["obj_amod"] += grammar.children(thing, "amod", "nmod:poss", "compound")
        for mark, noun in grammar.prepositional(thing):
            if mark == "of":
                slots["obj_of"].append(noun)
            else:
                slots[mark].append(noun)
            if mark == "in":
                slots["in_object"].append(noun)
            if mark == "for":
                slots["with_obj_for"].append(noun)
    for clause in grammar.children(verb, "ccomp"):
        slots["that_subj"] += [t for c in grammar.children(clause, "nsubj", "nsubj:pass") for t in grammar.conjuncts(c)]
    for clause in grammar.children(verb, "xcomp", "advcl"):
        if clause.lemma_ in {"discuss", "hold", "have"}:
            for mark, noun in grammar.prepositional(clause):
                slots[mark].append(noun)
    return slots


def noun_slots(noun: Token) -> Slots:
    """Slots of an event noun: possessor, each preposition (also of its verb), and the doer of the verb that carries it."""
    slots: Slots = defaultdict(list)
    slots["poss"] = [
        t
        for c in grammar.children(noun, "nmod:poss")
        for t in grammar.conjuncts(c)
        if t.pos_ != "PRON" or noun.dep_ != "obj"
    ]
    slots["amod"] = grammar.children(noun, "amod", "compound", "nmod:unmarked")
    slots["self"] = [noun]
    slots["comp"] = [noun]
    for mark, other in grammar.prepositional(noun):
        slots[mark].append(other)
    for verb in grammar.children(noun, "acl", "acl:relcl"):
        for mark, other in grammar.prepositional(verb):
            slots[mark].append(other)
        if verb.tag_ == "VBN":
            slots["by"] += grammar.deep_subjects(verb) if grammar.is_passive(verb) else []
        elif verb.lemma_ in lexicon.events().light:
            slots["gsubj"] += [s for s in grammar.deep_subjects(verb) if s != noun]
    carrier = grammar.governor(noun)
    if carrier is not None and carrier.lemma_.lower() not in lexicon.events().reporting:
        for mark, other in grammar.prepositional(carrier):
            if other != noun and mark in {"with", "between", "by", "on", "to", "against", "from", "among"}:
                slots[mark].append(other)
        if noun.dep_ in {"obj", "obl", "conj", "nmod", "nsubj:pass", "obl:unmarked"}:
            slots["gsubj"] += grammar.deep_subjects(carrier)
    return slots


def _order(token: Token, sentence: Span, memory: Memory, verb: bool) -> Order:
    """Slots by word order, with a passive turned round."""
    rows = memory.rows
    right = behind(token, sentence, rows)
    out = {mark: group for mark, group in right.items() if mark}
    if not verb:
        carrier = grammar.governor(token)
        if carrier is not None and carrier.i < token.i and not grammar.is_passive(carrier):
            out["gsubj"] = subject(carrier, sentence, rows)
        return out
    before = subject(token, sentence, rows)
    if grammar.is_passive(token):
        out["obj"], out["subj"] = before, right.get("by", [])
        out.pop("by", None)
    else:
        out["subj"], out["obj"] = before, right.get("", [])
    return out


def both_slots(token: Token, sentence: Span, memory: Memory) -> tuple[Slots, Order]:
    """The slots of a trigger by the parse and by word order."""
    verb = is_verb(token)
    return (verb_slots(token) if verb else noun_slots(token)), _order(token, sentence, memory, verb)
