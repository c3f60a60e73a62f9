"""Which of the names around a trigger are its parties: a small linear model over grammar, word order and types.

The frames say what a word may state; this file weighs who takes part, where neither parse nor order alone is sure.
A multinomial logistic regression over sparse features (trained by `extract/training/linking.py` on our own corpus);
its weights are data (`weights/linker.json`), and each decision is the sum of named features, so it can be explained.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Span, Token

from extract import grammar, lexicon
from extract.references import Memory
from extract.slots import Order, Slots, is_verb

#: What a candidate may be to a trigger: nothing, agent (or party), target (or instrument).
CLASSES = ("N", "A", "T")


@dataclass(slots=True, eq=False)
class Candidate:
    """A name or description of the sentence that may be a party: its head token and the clusters it stands for."""

    token: Token
    clusters: list[int]
    type: str
    form: str
    first: int
    last: int
    mark: str
    rank: int


def candidates(sentence: Span, memory: Memory) -> list[Candidate]:
    """All names, pronouns and descriptions of a sentence that stand for an entity, in order of the text."""
    found = memory.found
    out: list[Candidate] = []
    rank = {id(m): i for i, g in enumerate(memory.rows.items) for m in g.members}
    covered: set[int] = set()
    for mention in found.mentions:
        if (
            sentence.start <= mention.first
            and mention.last < sentence.end
            and mention.entity >= 0
            and mention.form not in {"inside", "dateline", "aside"}
        ):
            if mention.source == "bracket":
                continue
            group = memory.rows.of.get(id(mention))
            mark = group.mark if group is not None else "?"
            head = _head(sentence, mention.first, mention.last)
            covered.update(range(mention.first, mention.last + 1))
            out.append(
                Candidate(
                    head,
                    [mention.entity],
                    mention.type,
                    mention.form,
                    mention.first,
                    mention.last,
                    mark,
                    rank.get(id(mention), -1),
                )
            )
    for token in sentence:
        if token.i in covered or token.pos_ not in {"PRON", "NOUN", "NUM", "DET"} or token.i in found.title_at:
            continue
        if clusters := memory.resolve(token):
            kinds = {found.clusters[c].type for c in clusters}
            kind = kinds.pop() if len(kinds) == 1 else "Mixed"
            mark = grammar.case(token)
            form = "pronoun" if token.pos_ == "PRON" else "description"
            out.append(Candidate(token, clusters, kind, f"{form}{len(clusters)}", token.i, token.i, mark, -1))
    return sorted(out, key=lambda c: c.first)


def _head(sentence: Span, first: int, last: int) -> Token:
    """The token of a name whose head lies outside it."""
    for token in sentence.doc[first : last + 1]:
        if not first <= token.head.i <= last or token.dep_ == "ROOT":
            return token
    return sentence.doc[last]


def features(
    trigger: Token, kind: str, lemma: str, slots: Slots, order: Order, candidate: Candidate, around: list[Candidate]
) -> Iterator[str]:
    """Names of the features that hold of a candidate beside a trigger read as a `kind` of event."""
    verb = is_verb(trigger)
    voice = "p" if verb and grammar.is_passive(trigger) else "v" if verb else "n"
    side = "L" if candidate.last < trigger.i else "R" if candidate.first > trigger.i else "I"
    between = abs(candidate.token.i - trigger.i)
    low, high = sorted((candidate.token.i, trigger.i))
    doc = trigger.doc
    verbs = sum(1 for t in doc[low + 1 : high] if t.tag_ in {"VBD", "VBZ", "VBP", "MD"} and t.pos_ in {"VERB", "AUX"})
    others = sum(
        1
        for c in around
        if min(c.token.i, trigger.i) < c.token.i < max(c.token.i, trigger.i) and low < c.token.i < high
    )
    slot = _slot_of(slots, candidate)
    by_order = next(
        (name for name, group in sorted(order.items()) if any(m.first <= candidate.token.i <= m.last for m in group)),
        "-",
    )
    path = _path(trigger, candidate.token)
    entity = candidate.type
    words = lexicon.offices()
    head = candidate.token.head.lemma_.lower() if candidate.form == "adjective" else ""
    group = "goods" if head in words.goods else "delegate" if head in words.delegates else "x" if head else "-"
    near = "0" if between <= 3 else "1" if between <= 8 else "2" if between <= 15 else "3"
    place = f"{voice}{side}|{candidate.mark}"
    yield "bias"
    yield f"T={kind}|E={entity}|F={candidate.form}"
    yield f"slot={slot}|{voice}"
    yield f"T={kind}|slot={slot}"
    yield f"T={kind}|slot={slot}|E={entity}"
    yield f"L={lemma}|T={kind}|slot={slot}"
    yield f"order={by_order}|{voice}"
    yield f"T={kind}|order={by_order}"
    yield f"slot={slot}|order={by_order}|{voice}"
    yield f"place={place}"
    yield f"T={kind}|place={place}"
    yield f"L={lemma}|T={kind}|place={place}"
    yield f"place={place}|E={entity}"
    yield f"place={place}|verbs={min(verbs, 2)}|others={min(others, 3)}"
    yield f"T={kind}|E={entity}|verbs={min(verbs, 2)}|{side}"
    yield f"verbs={min(verbs, 3)}|near={near}|{side}|{voice}"
    yield f"others={min(others, 4)}|{side}|{voice}"
    yield f"path={path}"
    yield f"T={kind}|path={path}"
    yield f"path={path}|mark={candidate.mark}"
    yield f"group={group}|T={kind}|{side}"
    yield f"group={group}|T={kind}|slot={slot}"
    yield f"rank={min(candidate.rank, 3)}|{side}|{voice}|verbs={min(verbs, 2)}"
    yield f"L={lemma}|T={kind}"
    yield f"T={kind}|n={min(len(around), 6)}"
    if side != "I":
        step = (
            doc[candidate.last + 1]
            if side == "L" and candidate.last + 1 < len(doc)
            else doc[max(0, candidate.first - 1)]
        )
        yield f"next={step.lower_ if step.pos_ in {'ADP', 'CCONJ', 'PUNCT', 'SCONJ', 'PRON', 'AUX', 'PART'} else step.pos_}|{place}"


def _slot_of(slots: Slots, candidate: Candidate) -> str:
    names = [
        n
        for n, tokens in sorted(slots.items())
        if n not in {"self", "object_goods"} and any(candidate.first <= t.i <= candidate.last for t in tokens)
    ]
    if names:
        return names[0]
    inner = [n for n, tokens in sorted(slots.items()) if n != "self" and any(t == candidate.token.head for t in tokens)]
    return f"in-{inner[0]}-{candidate.token.dep_}" if inner else "-"


def _path(trigger: Token, token: Token) -> str:
    """Dependency labels from the trigger to the candidate over their lowest common ancestor; "far" beyond five steps."""
    up: list[Token] = []
    ancestors = {trigger.i, *(a.i for a in trigger.ancestors)}
    node = token
    while node.i not in ancestors:
        up.append(node)
        if node.head == node or len(up) > 5:
            return "far"
        node = node.head
    down: list[str] = []
    step = trigger
    while step.i != node.i:
        down.append(step.dep_)
        if step.head == step or len(down) > 4:
            return "far"
        step = step.head
    labels = [f"<{d}" for d in down] + [f">{t.dep_}" for t in reversed(up)]
    return "".join(labels) if len(labels) <= 5 else "far"


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    source = files("extract").joinpath("weights", "linker.json")
    if not source.is_file():
        return {}
    data = json.loads(source.read_text(encoding="utf-8"))
    return {name: tuple(values) for name, values in data["weights"].items()}


def is_trained() -> bool:
    """Whether the weights ship with this installation."""
    return bool(_weights())


def probabilities(names: Iterator[str]) -> tuple[float, float, float]:
    """Chance of each of CLASSES for the features of one candidate (softmax of summed weights)."""
    table = _weights()
    scores = [0.0, 0.0, 0.0]
    for name in names:
        if (values := table.get(name)) is not None:
            for i, value in enumerate(values):
                scores[i] += value
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    total = sum(powers)
    return powers[0] / total, powers[1] / total, powers[2] / total
