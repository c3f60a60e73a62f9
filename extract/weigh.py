"""Events by weight: for each type a trigger may state, the candidates that the linker takes for its parties.

The rules of events.py come first; this adds what they are silent on. Types of the parties are the ontology's to allow.
"""

from __future__ import annotations

from spacy.tokens import Token

from extract import linker
from extract.arguments import ACTORS
from extract.described import nearest_instrument
from extract.layers import Found
from extract.lexicon import Frame
from extract.linker import Candidate
from extract.records import SYMMETRIC
from extract.references import Memory
from extract.slots import Order, Slots

#: A party must be likelier than this, and the least likely one of an event gives the event's confidence.
FLOOR = 0.5
TARGETS: dict[str, frozenset[str]] = {
    "visit": frozenset({"Country", "Place", "Organization"}),
    "attend": frozenset({"Occasion", "Organization"}),
    "host": frozenset({"Occasion", "Organization"}),
    "sign": frozenset({"Agreement", "Initiative"}),
    "agree": frozenset({"Agreement", "Initiative"}),
    "negotiate": frozenset({"Agreement", "Initiative"}),
    "meet": frozenset(),
    "establish": frozenset({"Organization", "Initiative", "Occasion", "Agreement"}),
    "join": frozenset({"Organization", "Agreement", "Initiative"}),
    "withdraw": frozenset({"Organization", "Agreement", "Initiative", "Country"}),
}
ANY = frozenset({"Person", "Organization", "Country", "Place", "Agreement", "Initiative"})


def weigh(token: Token, entries: list[tuple[str, Frame]], slots: Slots, order: Order, memory: Memory) -> Found | None:
    """The likeliest event that a trigger states by the linker's weights, or None where no type has its parties."""
    if not linker.is_trained():
        return None
    around = memory.around
    best: Found | None = None
    for kind, lemma in dict.fromkeys((frame.type, lemma) for lemma, frame in entries):
        event = _weighed(token, kind, lemma, slots, order, around, memory)
        if event is not None and (best is None or event.confidence > best.confidence):
            best = event
    return best


def _weighed(
    token: Token, kind: str, lemma: str, slots: Slots, order: Order, around: list[Candidate], memory: Memory
) -> Found | None:
    found = memory.found
    agents: dict[int, float] = {}
    targets: dict[int, float] = {}
    allowed = TARGETS.get(kind, ANY)
    above = {token.i, *(t.i for t in token.ancestors)}
    for candidate in around:
        if _in_another_clause(candidate.token, above):
            continue
        _, agent, target = linker.probabilities(linker.features(token, kind, lemma, slots, order, candidate, around))
        for cluster in candidate.clusters:
            if agent > FLOOR and found.clusters[cluster].type in ACTORS:
                agents[cluster] = max(agent, agents.get(cluster, 0.0))
            elif target > FLOOR and found.clusters[cluster].type in allowed:
                targets[cluster] = max(target, targets.get(cluster, 0.0))
    parties = [c for c in agents if not any((c, t) in _stand(memory) for t in agents)]
    goals = [t for t in targets if t not in agents]
    if kind in {"sign", "negotiate"} and not goals:
        goals = nearest_instrument(token, found)
    if kind in SYMMETRIC and not (kind == "sign" and parties and goals):
        if not 2 <= len(parties) <= 12:
            return None
    elif not parties or not goals:
        return None
    sure = min(
        [agents[c] for c in parties] + ([targets[t] for t in goals if t in targets] if kind not in SYMMETRIC else [])
    )
    return Found(
        kind, parties, goals, token.idx, token.idx + len(token), token.i,
        confidence=round(0.35 + 0.5 * sure, 3), rule=f"{kind}:{lemma}/weights",
    )  # fmt: skip


def _in_another_clause(token: Token, above: set[int]) -> bool:
    """True for a name inside a relative clause that the trigger is no part of ("opposes the deal, which Germany signed")."""
    while token.i not in above and token.head != token:
        if token.dep_ == "acl:relcl":
            return True
        token = token.head
    return False


def _stand(memory: Memory) -> set[tuple[int, int]]:
    """(body or country, person) where the person holds a post there: the person is the party."""
    return {(s.targets[0], s.agents[0]) for s in memory.found.states if s.type == "post"}
