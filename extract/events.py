"""Events: frames of the lexicon matched on the parse, their slots filled with entities. Reads all layers, adds events.

No co-occurrence: an event needs a trigger word of the lexicon and parties that the grammar ties to it.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from extract import grammar, lexicon
from extract.arguments import ACTORS, inside_names, parties
from extract.circumstances import amount_of, date_of, mode_of, place_of, topics_of
from extract.described import instrument, occasion
from extract.layers import Found, Layers, layers
from extract.lexicon import Frame
from extract.merge import merge_events
from extract.records import SYMMETRIC
from extract.references import Memory
from extract.status import status_of

#: Types whose amount of money belongs to the event.
PAID = frozenset({"invest", "aid", "trade", "restrict", "sign"})
Slots = dict[str, list[Token]]


@cache
def _frames() -> dict[tuple[str, bool], list[Frame]]:
    """(lemma, is it a verb) -> frames, in the file's order."""
    out: dict[tuple[str, bool], list[Frame]] = defaultdict(list)
    for frame in lexicon.events().frames:
        for verb in frame.verbs:
            out[verb, True].append(frame)
        for noun in frame.nouns:
            out[noun, False].append(frame)
    return dict(out)


def find_events(doc: Doc) -> Doc:
    """Fill `events` of the Doc's layers, merged so that one happening of the article is one event."""
    found = layers(doc)
    memory = Memory(found)
    for sentence in doc.sents:
        subject: int | None = None
        for token in sentence:
            event = _event_at(token, sentence, memory)
            if event is not None:
                found.events.append(event)
                memory.remember(event.agents if event.type in SYMMETRIC else [])
        subject = _subject(sentence, memory)
        if subject is not None:
            memory.subject = subject
    found.events = merge_events(found.events, found)
    return doc


def _subject(sentence: Span, memory: Memory) -> int | None:
    """The actor that a sentence is about: its first grammatical subject that is one."""
    for token in sentence:
        if token.dep_ in {"nsubj", "nsubj:pass"}:
            actors = parties([token], memory, types=ACTORS)
            if len(actors) == 1:
                return actors[0]
    return None


def _event_at(token: Token, sentence: Span, memory: Memory) -> Found | None:
    """The surest event that the token's frames make of it, or None."""
    is_verb = token.pos_ in {"VERB", "AUX"}
    if not is_verb and token.pos_ not in grammar.NOUNS:
        return None
    best: Found | None = None
    for frame in _frames().get((token.lemma_.lower(), is_verb), ()):
        slots = verb_slots(token) if is_verb else noun_slots(token)
        if not _allowed(frame, token, slots):
            continue
        event = _fill(frame, token, slots, memory)
        if event is not None and (best is None or event.confidence > best.confidence):
            best = event
    if best is not None:
        _circumstances(best, token, sentence, memory.found)
    return best


def _allowed(frame: Frame, token: Token, slots: Slots) -> bool:
    """The frame's conditions on words: particle, object noun, slots that must be there."""
    if frame.particle and frame.particle not in slots and not any(c.lower_ == frame.particle for c in token.children):
        return False
    objects = {o.lemma_.lower() for o in slots.get("obj", [])} | {o.lemma_.lower() for p in ("into",) for o in slots.get(p, [])}
    if frame.with_object and not objects & frame.with_object:
        return False
    if frame.without_object and objects & frame.without_object:
        return False
    return not frame.needs or any(slots.get(slot) for slot in frame.needs)


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
        slots["that_subj"] += grammar.surface_subjects(clause)
    for clause in grammar.children(verb, "xcomp", "advcl"):
        if clause.lemma_ in {"discuss", "hold", "have"}:
            for mark, noun in grammar.prepositional(clause):
                slots[mark].append(noun)
    return slots


def noun_slots(noun: Token) -> Slots:
    """Slots of an event noun: possessor, each preposition (also of its verb), and the doer of the verb that carries it."""
    slots: Slots = defaultdict(list)
    slots["poss"] = [t for c in grammar.children(noun, "nmod:poss") for t in grammar.conjuncts(c)]
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
    if carrier is not None and not (carrier.lemma_.lower() in lexicon.events().reporting):
        for mark, other in grammar.prepositional(carrier):
            if other != noun and mark in {"with", "between", "by", "on", "to", "against", "from", "among"}:
                slots[mark].append(other)
        if noun.dep_ in {"obj", "obl", "conj", "nmod", "nsubj:pass", "obl:unmarked"}:
            slots["gsubj"] += grammar.deep_subjects(carrier)
    return slots


def _fill(frame: Frame, token: Token, slots: Slots, memory: Memory) -> Found | None:
    if frame.type in SYMMETRIC:
        return _fill_symmetric(frame, token, slots, memory)
    agents = _agents(frame, slots, memory)
    targets = _targets(frame, slots, memory, agents)
    if not agents or not targets:
        return None
    return _made(frame, token, agents, targets)


def _agents(frame: Frame, slots: Slots, memory: Memory) -> list[int]:
    types = frame.agent_types or ACTORS
    for slot in frame.agents:
        got = _slot(slot, slots, memory, types, goods=False)
        if got:
            return got
    return parties(slots.get("gsubj", []), memory, types=types) if frame.nouns else []


def _targets(frame: Frame, slots: Slots, memory: Memory, agents: list[int]) -> list[int]:
    types = frame.target_types or frozenset({"Person", "Organization", "Country", "Place", "Initiative", "Agreement"})
    for slot in frame.targets:
        got = _slot(slot, slots, memory, types, goods=frame.goods)
        if not got and "Occasion" in types and slot in slots:
            got = [c for t in slots[slot] if (c := occasion(t, memory.found)) is not None]
        got = [c for c in got if c not in agents]
        if got:
            return got
    return []


def _slot(slot: str, slots: Slots, memory: Memory, types: frozenset[str], *, goods: bool) -> list[int]:
    tokens = slots.get(slot, [])
    if slot == "comp":
        got = [c for t in tokens for c in inside_names(t, memory.found)]
        return list(dict.fromkeys(c for c in got if memory.found.clusters[c].type in types))
    if slot == "amod":
        out = [m.entity for t in tokens if (m := memory.found.at(t)) is not None and m.entity >= 0 and m.type in types]
        return list(dict.fromkeys(out))
    return parties(tokens, memory, types=types, goods=goods)


def _fill_symmetric(frame: Frame, token: Token, slots: Slots, memory: Memory) -> Found | None:
    types = frame.agent_types or ACTORS
    agents: dict[int, None] = {}
    for slot in frame.agents:
        got = _slot(slot, slots, memory, types, goods=False)
        if slot in {"comp", "amod"} and len(got) < 2 and not (slot == "amod" and got and len(agents) == 1):
            continue
        for cluster in got:
            agents.setdefault(cluster)
    if frame.nouns:
        for cluster in parties(slots.get("gsubj", []), memory, types=types):
            if len(agents) != 2 or not slots.get("between"):
                agents.setdefault(cluster)
    members = _one_level(list(agents), memory.found)
    if len(members) < 2 and frame.type != "meet" and (group := _silent_parties(frame, token, slots, memory)):
        members = group
    if len(members) < 2 or len(members) > 12:
        return None
    instruments = [c for slot in frame.instrument for t in slots.get(slot, []) if (c := instrument(t, memory.found)) is not None and c not in members]
    return _made(frame, token, members, list(dict.fromkeys(instruments))[:2])


def _one_level(clusters: list[int], found: Layers) -> list[int]:
    """Without a body or country that a person among the parties stands for: the person is the party."""
    held = {(s.agents[0], s.targets[0]) for s in found.states if s.type == "post"}
    return [c for c in clusters if not any((p, c) in held for p in clusters if found.clusters[p].type == "Person")]


def _silent_parties(frame: Frame, token: Token, slots: Slots, memory: Memory) -> list[int]:
    """ "an MOU was signed", "they agreed": the parties just spoken of, where the clause itself names none."""
    if slots.get("subj") or slots.get("with") or frame.type == "negotiate" or not memory.group or frame.nouns:
        return []
    return list(memory.group) if grammar.is_passive(token) and len(memory.group) == 2 else []


def _made(frame: Frame, token: Token, agents: list[int], targets: list[int]) -> Found:
    form = token.lemma_.lower() + (f" {frame.particle}" if frame.particle else "")
    return Found(
        frame.type, agents, targets, token.idx, token.idx + len(token), token.i,
        status=status_of(token, frame.status), mode=frame.mode, confidence=frame.confidence, rule=f"{frame.type}:{form}",
    )  # fmt: skip


def _circumstances(event: Found, token: Token, sentence: Span, found: Layers) -> None:
    event.start, event.end = sentence.start_char, sentence.end_char
    time = date_of(token, sentence, found)
    if time is not None:
        event.date, event.date_text = time.value, time.text
    if event.type not in {"visit", "praise", "criticize"}:
        event.place = place_of(token, sentence, found, [*event.agents, *event.targets])
    event.topics = topics_of(token, found)
    if event.type in PAID:
        event.amount = amount_of(token, sentence, found)
    if event.type in {"meet", "negotiate", "sign", "attend", "host"}:
        event.mode = event.mode or mode_of(token, sentence)
    published = found.published
    if event.status == "held" and event.date and published and event.date > published[: len(event.date)]:
        event.status = "planned"


def pairs(event: Found) -> Iterator[tuple[int, int]]:
    """The binary edges of an event as pairs of clusters, for checks on what an event claims."""
    if event.type in SYMMETRIC:
        yield from itertools.combinations(sorted(event.agents), 2)
    yield from itertools.product(event.agents, event.targets)
