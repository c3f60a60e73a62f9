"""explain(text): why a text is read as it is: parse, names, references, triggers, frames, ties with their features, decision.

For people who maintain the lexicon or doubt an edge. Runs the pipeline as `annotate` does and tells what stood in its layers.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from extract import decide, facts, ties
from extract.annotate import docs, extraction_of
from extract.layers import Found, Layers, layers
from extract.pipeline import load
from extract.records import Article
from extract.tags import ROLES


def explain(text: str, *, published: str | None = None, fast: bool = False) -> dict[str, Any]:
    """What the pipeline saw in a text and how it decided, as plain values (JSON can hold them).

    Keys: `text`, `sentences` (tokens with lemma, tag, label and head), `names`, `offices`, `dates`, `references`,
    `triggers` (probability of type and status, and of each party), `frames` (what the rules alone propose), `ties`
    (features, weight of each, probability, whether taken), `events`, `states` (the decision). `triggers`, `references`
    and `ties` are empty without the encoder (`fast`).
    """
    article = Article(doc="sentence", number=0, title="", published=published, text=text)
    nlp = load(fast=fast)
    with nlp.memory_zone():
        (doc,) = docs(nlp, [article], fast=fast)
        found = layers(doc)
        said = extraction_of(doc, article)
        names = {entity.id: entity.name for entity in said.entities}
        return {
            "text": text,
            "sentences": [_sentence(s.start, s.end, doc) for s in doc.sents],
            "names": [
                {"text": m.text, "type": m.type, "form": m.form, "source": m.source, "entity": _name(found, m.entity)}
                for m in found.mentions
            ],
            "offices": [
                {"text": t.text, "person": t.person.text if t.person else None, "body": t.body.text if t.body else None}
                for t in found.titles
            ],
            "dates": [{"text": d.text, "value": d.value, "kind": d.kind} for d in found.dates],
            "references": _references(found),
            "triggers": _triggers(found),
            "frames": [_frame(found, doc, event) for event in found.ruled],
            "ties": _ties(found),
            "events": [
                {"type": e.type, "agents": [names[i] for i in e.agents], "targets": [names[i] for i in e.targets],
                 "status": e.status, "date": e.date, "place": names.get(e.place or ""), "confidence": e.confidence, "rule": e.rule}
                for e in said.events
            ],
            "states": [
                {"type": s.type, "head": names[s.head], "tail": names[s.tail], "title": s.title, "confidence": s.confidence,
                 "rule": s.rule}
                for s in said.states
            ],
        }  # fmt: skip


def _sentence(first: int, last: int, doc: Doc) -> list[dict[str, Any]]:
    return [
        {"text": t.text, "lemma": t.lemma_, "tag": t.tag_, "label": t.dep_, "head": t.head.text if t.head.i != t.i else ""}
        for t in doc[first:last]
        if not t.is_space
    ]  # fmt: skip


def _name(found: Layers, cluster: int) -> str:
    return found.clusters[cluster].name if cluster >= 0 else ""


def _chances(found: Layers, chances: dict[int, float]) -> list[list[Any]]:
    return [[_name(found, c), round(p, 2)] for c, p in sorted(chances.items(), key=lambda one: (-one[1], one[0]))]


def _references(found: Layers) -> list[dict[str, Any]]:
    told = found.judged.references if found.judged else []
    return [{"text": found.text[s:e], "stands_for": _chances(found, c)} for s, e, c in told]


def _triggers(found: Layers) -> list[dict[str, Any]]:
    out = []
    for weighed in found.judged.events if found.judged else []:
        parties = {ROLES[r]: _chances(found, chances) for r, chances in enumerate(weighed.roles) if chances}
        parties |= {"date": [[found.dates[d].text, round(p, 2)] for d, p in sorted(weighed.dates.items()) if p >= 0.1]}
        out.append(
            {"word": weighed.word, "type": weighed.type, "probability": round(weighed.probability, 2),
             "status": weighed.status, "parties": parties}
        )  # fmt: skip
    return out


def _frame(found: Layers, doc: Doc, event: Found) -> dict[str, Any]:
    return {
        "word": doc[event.trigger].text, "rule": event.rule, "agents": [_name(found, c) for c in event.agents],
        "targets": [_name(found, c) for c in event.targets], "status": event.status, "confidence": round(event.confidence, 2),
    }  # fmt: skip


def _ties(found: Layers) -> list[dict[str, Any]]:
    """Every tie that was looked at, the likeliest first, with what each feature adds to its log-odds."""
    if found.judged is None:
        return []
    weights = ties.weights()
    out = []
    for candidate in found.candidates:
        for tie in decide.possible(candidate):
            out.append(
                (candidate.weighed.type, tie.one, tie.two, tie.features, weights.of("events"), weights.cut["events"])
            )
    for state in facts.standings(found, found.judged, found.ruled_states):
        kind = "posts" if state.type == "post" else "states"
        out.append((state.type, state.head, state.tail, state.features, weights.of(kind), weights.cut[kind]))
    rows = []
    for kind, one, two, features, table, cut in out:
        p = ties.probability(features, table)
        adds = {n: round(v * table.get(n, 0.0), 2) for n, v in features.items() if round(v * table.get(n, 0.0), 2)}
        ends = [_name(found, one), _name(found, two)]
        rows.append({"type": kind, "ends": ends, "probability": round(p, 3), "taken": p >= cut, "features": adds})
    return sorted(rows, key=lambda r: (-r["probability"], r["type"], r["ends"]))
