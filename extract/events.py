"""Events: frames of the lexicon matched on the parse, their slots filled with entities. Reads all layers, adds events.

No co-occurrence: an event needs a trigger word of the lexicon and parties that the grammar ties to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from extract import grammar, linker
from extract.arguments import ACTORS, inside_names, parties
from extract.circumstances import amount_of, date_of, mode_of, place_of, topics_of
from extract.decide import decide_events
from extract.described import instrument, nearest_instrument, occasion
from extract.frames import allowed, frames_at, words_fit
from extract.layers import Found, Layers, layers
from extract.lexicon import Frame
from extract.merge import merge_events
from extract.records import SYMMETRIC
from extract.references import Memory
from extract.scores import judge
from extract.slots import Order, Slots, both_slots
from extract.standing import standing
from extract.status import advised_against, status_of
from extract.surface import groups
from extract.weigh import weigh

#: The largest gathering that is read as one: a joint statement of the G20 with guests.
MOST_PARTIES = 30
#: Types whose amount of money belongs to the event.
PAID = frozenset({"invest", "aid", "trade", "restrict", "sign"})


def find_events(doc: Doc) -> Doc:
    """Fill `events` of the Doc's layers, merged so that one happening of the article is one event."""
    found = layers(doc)
    found.ruled = by_rules(doc, found)
    if found.reading is None:
        found.events = merge_events(found.ruled)
        return doc
    asked = {(doc[event.trigger].idx, event.type) for event in found.ruled}
    found.judged = judge(found, found.reading, asked)
    found.events = decide_events(doc, found, found.judged, found.ruled)
    starts = [t.idx for t in doc]
    kept = []
    for event in found.events:
        token = doc[max(0, bisect_right(starts, event.trigger) - 1)]
        if not advised_against(token):
            _by_grammar(token, event, found)
            kept.append(event)
    found.events = kept
    found.events = merge_events(found.events, standing(found, found.judged, found.states))
    return doc


def by_rules(doc: Doc, found: Layers) -> list[Found]:
    """What frames and grammar make of each sentence, before tellings of one happening are joined."""
    out: list[Found] = []
    memory = Memory(found)
    for sentence in doc.sents:
        memory.rows = groups(sentence, found)
        memory.speakers = speakers(sentence, memory)
        memory.around = linker.candidates(sentence, memory) if found.reading is None else []
        for token in sentence:
            event = _event_at(token, sentence, memory)
            if event is not None:
                out += _per_counterpart(event)
                memory.remember(_together(event, found), at=sentence.start_char)
        actor = subject_of(sentence, memory)
        if actor is not None:
            memory.subject = actor
    return out


def _by_grammar(token: Token, event: Found, found: Layers) -> None:
    """What the encoder does not say of an event: topics and mode, by the grammar around its trigger; no date ahead of the
    day of publication for what is told as past."""
    event.trigger = token.i
    if event.status == "held" and event.date and found.published and event.date > found.published[: len(event.date)]:
        event.date = event.date_text = None
    event.topics = topics_of(token, found)
    if event.type in {"meet", "negotiate", "sign", "attend", "host"}:
        event.mode = mode_of(token, token.sent)


def _per_counterpart(event: Found) -> list[Found]:
    """ "X met A, B and C" and "X signed with A, B and C": one event per counterpart, so that no edge A-B is invented (4, 14)."""
    if event.hub is None or len(event.agents) < 3:
        return [event]
    return [replace(event, agents=[event.hub, other], hub=None) for other in event.agents if other != event.hub]


def _together(event: Found, found: Layers) -> list[int]:
    """Those whom an event puts together as "the two": all parties of a symmetric one, doer and addressee of another."""
    if event.type in SYMMETRIC:
        return event.agents
    both = [*event.agents, *event.targets]
    return (
        both
        if len(both) == 2
        and len({found.clusters[c].type for c in both}) == 1
        and event.type not in {"praise", "criticize"}
        else []
    )


def speakers(sentence: Span, memory: Memory) -> list[tuple[int, int]]:
    """(token index, cluster) of each named grammatical subject of a sentence, for the pronouns behind it."""
    out = []
    for token in sentence:
        if token.dep_ in {"nsubj", "nsubj:pass"} and token.pos_ != "PRON":
            actors = parties([token], memory, types=ACTORS)
            if len(actors) == 1:
                out.append((token.i, actors[0]))
    return out


def subject_of(sentence: Span, memory: Memory) -> int | None:
    """The actor that a sentence is about: its first grammatical subject that is one."""
    for token in sentence:
        if token.dep_ in {"nsubj", "nsubj:pass"}:
            actors = parties([token], memory, types=ACTORS)
            if len(actors) == 1:
                return actors[0]
    return None


def _event_at(token: Token, sentence: Span, memory: Memory) -> Found | None:
    """The surest event that the token's frames make of it, or None."""
    entries = frames_at(token)
    if not entries or advised_against(token):
        return None
    best: Found | None = None
    slots, order = both_slots(token, sentence, memory)
    for lemma, frame in entries:
        if not allowed(frame, token, slots):
            continue
        event = _fill(
            frame,
            token,
            lemma,
            Filling(
                slots,
                order,
                memory,
                orderly=frame.type not in UNORDERLY and not (frame.nouns and frame.type in {"restrict", "ease"}),
            ),
        )
        if event is not None and (best is None or event.confidence > best.confidence):
            best = event
    fitting = [(lemma, frame) for lemma, frame in entries if words_fit(frame, token, slots)]
    if memory.found.reading is None and (weighed := weigh(token, fitting, slots, order, memory)) is not None:
        best = _agree(best, weighed, token)
    if best is not None:
        _circumstances(best, token, sentence, memory.found)
    return best


def _agree(ruled: Found | None, weighed: Found, token: Token) -> Found:
    """One event of what frame and grammar say and what the weights say: where both speak, the rule's parties and more trust."""
    if ruled is None:
        weighed.status = status_of(token)
        return weighed
    if ruled.type == weighed.type:
        ruled.targets = ruled.targets or weighed.targets
        if set(weighed.agents) <= set(ruled.agents):
            ruled.confidence = min(0.97, ruled.confidence + 0.1)
        return ruled
    return weighed if weighed.confidence > ruled.confidence + 0.15 else ruled


def readings(sentence: Span) -> Iterator[tuple[Token, str, str]]:
    """(token, event type, lemma) for each word of a sentence that some frame names, each type once."""
    for token in sentence:
        seen: set[str] = set()
        for lemma, frame in frames_at(token):
            if frame.type not in seen:
                seen.add(frame.type)
                yield token, frame.type, lemma


@dataclass(slots=True)
class Filling:
    """What fills the slots of a trigger: tokens by the parse, mentions by word order; `guessed` once order was used."""

    slots: Slots
    order: Order
    memory: Memory
    guessed: bool = False
    orderly: bool = True


def _fill(frame: Frame, token: Token, lemma: str, filling: Filling) -> Found | None:
    if frame.type in SYMMETRIC:
        return _fill_symmetric(frame, token, lemma, filling)
    agents = _agents(frame, filling)
    targets = _targets(frame, filling, agents)
    if not agents or not targets:
        return None
    return _made(frame, token, lemma, agents, targets, filling)


def _agents(frame: Frame, filling: Filling) -> list[int]:
    types = frame.agent_types or ACTORS
    for slot in frame.agents:
        got = _slot(slot, filling, types, goods=False)
        if got:
            return got
    return _slot("gsubj", filling, types, goods=False) if frame.nouns else []


def _targets(frame: Frame, filling: Filling, agents: list[int]) -> list[int]:
    types = frame.target_types or frozenset({"Person", "Organization", "Country", "Place", "Initiative", "Agreement"})
    found = filling.memory.found
    union = types >= {"Agreement", "Organization"} and "Country" not in types
    for slot in frame.targets:
        got = _slot(slot, filling, types | {"Country"} if union else types, goods=frame.goods)
        got = [c for c in got if not union or found.clusters[c].type != "Country" or found.clusters[c].country == "EU"]
        if not got and "Occasion" in types:
            got = [c for t in filling.slots.get(slot, []) if (c := occasion(t, found)) is not None]
        got = [c for c in got if c not in agents]
        if got:
            return got
    return []


def _slot(slot: str, filling: Filling, types: frozenset[str], *, goods: bool) -> list[int]:
    tokens, memory = filling.slots.get(slot, []), filling.memory
    found = memory.found
    if slot == "comp":
        got = [c for t in tokens for c in inside_names(t, found)]
        return list(dict.fromkeys(c for c in got if found.clusters[c].type in types))
    if slot in {"amod", "obj_amod"}:
        out = [m.entity for t in tokens if (m := found.at(t)) is not None and m.entity >= 0 and m.type in types]
        return list(dict.fromkeys(out))
    by_parse = parties(tokens, memory, types=types, goods=goods)
    if by_parse or _speaks_for_itself(tokens, found):
        return by_parse
    if not filling.orderly:
        return []
    by_order = [m.entity for m in filling.order.get(slot, []) if m.entity >= 0 and m.type in types]
    filling.guessed = filling.guessed or bool(by_order)
    return list(dict.fromkeys(by_order))


def _speaks_for_itself(tokens: list[Token], found: Layers) -> bool:
    """True where the parse found a slot's word, which just is no entity: word order must not put another in its place.

    Dates, places and datelines in a slot are slips of the parse and say nothing.
    """
    for token in tokens:
        mention = found.at(token)
        slip = (mention is not None and (mention.type == "Place" or mention.form in {"dateline", "aside"})) or any(
            d.start <= token.idx < d.end for d in found.dates
        )
        if token.pos_ in {"NOUN", "PRON", "PROPN"} and not slip:
            return True
    return False


def _fill_symmetric(frame: Frame, token: Token, lemma: str, filling: Filling) -> Found | None:
    types, memory = frame.agent_types or ACTORS, filling.memory
    agents: dict[int, None] = {}
    for slot in frame.agents:
        got = _slot(slot, filling, types, goods=False)
        if slot in {"comp", "amod"} and len(got) < 2 and not (slot == "amod" and got and len(agents) == 1):
            continue
        for cluster in got:
            agents.setdefault(cluster)
    if frame.nouns and not (len(agents) >= 2 and (filling.slots.get("between") or filling.order.get("between"))):
        for cluster in _slot("gsubj", filling, types, goods=False):
            agents.setdefault(cluster)
    if frame.party and not (set(_slot(frame.party, filling, types, goods=False)) & set(agents)):
        return None
    members = _one_level(list(agents), memory.found)
    if frame.type == "meet":
        members = _without_frames_of_talks(members, memory.found)
    if len(members) < 2 and (group := _silent_parties(frame, token, filling)):
        members = group
    found = memory.found
    instruments = [
        c for s in frame.instrument for t in filling.slots.get(s, []) if (c := instrument(t, found)) is not None
    ]
    if frame.type in {"sign", "negotiate"} and not instruments:
        instruments = nearest_instrument(token, found)
    targets = [c for c in dict.fromkeys(instruments) if c not in members][:2]
    if len(members) > MOST_PARTIES or len(members) < 2 - (frame.type == "sign" and bool(members) and bool(targets)):
        return None
    event = _made(frame, token, lemma, members, targets, filling)
    event.hub = _hub(frame, members, filling)
    return event


def _hub(frame: Frame, members: list[int], filling: Filling) -> int | None:
    """The one party on its side of "X met A, B and C"; None where all stand in one row ("A, B and C met")."""
    types = frame.agent_types or ACTORS
    doers = [c for s in ("subj", "gsubj", "poss") for c in _slot(s, filling, types, goods=False) if c in members]
    others = [
        c
        for s in ("obj", "with", "to", "on")
        for c in _slot(s, filling, types, goods=False)
        if c in members and c not in doers
    ]
    return doers[0] if len(members) > 2 and len(set(doers)) == 1 and len(set(others)) == len(members) - 1 else None


def _one_level(clusters: list[int], found: Layers) -> list[int]:
    """Without a body or country that a person among the parties stands for: the person is the party."""
    held = {(s.agents[0], s.targets[0]) for s in found.states if s.type == "post"}
    return [c for c in clusters if not any((p, c) in held for p in clusters if found.clusters[p].type == "Person")]


#: Types whose verbs take clauses, so that word order misleads (agree: 1 of 8 right on the corpus).
UNORDERLY = frozenset({"agree", "join"})
#: An agreement that is only spoken of: the sentence's date is of what is said about it.
UNDATED = tuple(
    f"sign:{noun}"
    for noun in (
        "memorandum",
        "mou",
        "agreement",
        "treaty",
        "accord",
        "pact",
        "protocol",
        "contract",
        "fta",
        "deal",
        "arrangement",
        "cepa",
    )
)
#: Bodies that are themselves talks: their members meet in them, nobody meets them.
TALKS = re.compile(
    r"\b(?:joint|inter-?governmental|bilateral|mixed|working|dialogue|forum|committee|summit|conference|round)\b", re.I
)


def _without_frames_of_talks(members: list[int], found: Layers) -> list[int]:
    """Parties of a meeting without the committee or forum that it is a meeting of, where others remain."""
    others = [
        c for c in members if not (found.clusters[c].type == "Organization" and TALKS.search(found.clusters[c].name))
    ]
    return others if others else members


def _silent_parties(frame: Frame, token: Token, filling: Filling) -> list[int]:
    """ "an MOU was signed": the two parties just spoken of, where the clause itself names none."""
    group = filling.memory.group
    if (
        frame.type not in {"sign", "agree"}
        or frame.nouns
        or len(group) != 2
        or not grammar.children(token, "nsubj:pass")
    ):
        return []
    named = [
        m for t in grammar.surface_subjects(token) if (m := filling.memory.found.at(t)) is not None and m.type in ACTORS
    ]
    return [] if named or filling.slots.get("subj") or filling.slots.get("with") else list(group)


def _made(frame: Frame, token: Token, lemma: str, agents: list[int], targets: list[int], filling: Filling) -> Found:
    form = lemma + (f" {frame.particle}" if frame.particle else "") + ("/order" if filling.guessed else "")
    confidence = frame.confidence * (0.8 if filling.guessed else 1.0)
    return Found(
        frame.type, agents, targets, token.idx, token.idx + len(token), token.i,
        status=status_of(token, frame.status), mode=frame.mode, confidence=confidence, rule=f"{frame.type}:{form}",
    )  # fmt: skip


def _circumstances(event: Found, token: Token, sentence: Span, found: Layers) -> None:
    event.start, event.end = sentence.start_char, sentence.end_char
    time = date_of(token, sentence, found)
    if time is not None and not event.rule.startswith(UNDATED):
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
        if token.tag_ == "VBD":  # it is told as past: then the date was read wrongly
            event.date = event.date_text = None
        else:
            event.status = "planned"
