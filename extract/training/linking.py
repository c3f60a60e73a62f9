"""Trains the weights of `extract/linker.py` on our own corpus: names as annotated, parse as the shipped model gives it.

Every trigger word of the lexicon in a sentence, read as each type its frames allow, is one question per candidate;
the annotated events answer it. Run through `python -m extract.training.linking [--hold PART ...]`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc
from spacy.util import filter_spans

from extract import events, linker
from extract.layers import Layers, layers
from extract.pipeline import ORDER, load
from extract.records import SYMMETRIC
from extract.references import Memory
from extract.slots import both_slots
from extract.surface import groups
from extract.training.article import Article
from extract.training.corpus import read
from extract.training.names import FIRST

CORPUS = Path(__file__).parent / "corpus"
OUT = Path(__file__).parents[1] / "weights" / "linker.json"
Row = tuple[list[str], int]


def documents(parts: set[str], held: set[str]) -> Iterator[tuple[Doc, Article, bool]]:
    """Parsed articles with annotated names and posts; the flag says whether the part is held out."""
    nlp = load(fast=True)
    stages = [nlp.get_pipe(n) for n in ORDER[1:] if n not in {"entente_events", "entente_states", "entente_times"}]
    for path in sorted(CORPUS.glob("*.txt")):
        part = path.stem.split("-")[0]
        if part not in parts | held:
            continue
        for article in read(path):
            with nlp.select_pipes(disable=[*ORDER[1:], "ner"]):
                doc = nlp(re.sub(r"[\r\n\t]", " ", article.text))
            doc.ents = filter_spans(_spans(doc, article))
            found = layers(doc)
            found.published, found.title = article.published, article.title
            for stage in stages:
                doc = stage(doc)
            yield doc, article, part in held


def _spans(doc: Doc, article: Article) -> list[Any]:
    marks = [(m.start, m.end, e.type) for e in article.entities for m in e.mentions if not m.nominal]
    marks += [(m.start, m.end, "Title") for m in article.spans if m.mark == "title"]
    spans = [doc.char_span(s, e, label=label, alignment_mode="expand") for s, e, label in marks]
    return [span for span in spans if span is not None]


def _gold_of(found: Layers, article: Article) -> dict[int, str]:
    """Cluster -> id of the annotated entity that most of its mentions overlap."""
    starts = {(m.start, m.end): e.id for e in article.entities for m in e.mentions if not m.nominal}
    out = {}
    for i, cluster in enumerate(found.clusters):
        votes = Counter(id for m in cluster.mentions for (s, e), id in starts.items() if s < m.end and e > m.start)
        if votes:
            out[i] = votes.most_common(1)[0][0]
    return out


def rows(doc: Doc, article: Article) -> Iterator[Row]:
    """(feature names, class) for each candidate of each reading of each trigger word in the article."""
    found = layers(doc)
    gold = _gold_of(found, article)
    memory = Memory(found)
    triggers = [(e, e.trigger) for e in article.events if e.trigger is not None]
    for sentence in doc.sents:
        memory.rows = groups(sentence, found)
        memory.speakers = events.speakers(sentence, memory)
        around = linker.candidates(sentence, memory)
        for token, kind, lemma in events.readings(sentence):
            event = next((e for e, (start, end) in triggers if e.type == kind and start <= token.idx < end), None)
            slots, order = both_slots(token, sentence, memory)
            for candidate in around:
                names = list(linker.features(token, kind, lemma, slots, order, candidate, around))
                ids = {gold.get(c, "?") for c in candidate.clusters}
                label = 0
                if event is not None and ids <= set(event.agents):
                    label = 1
                elif event is not None and ids & set(event.targets):
                    label = 2
                yield names, label
        inverse = {v: k for k, v in gold.items()}
        for event, (start, _) in triggers:
            if sentence.start_char <= start < sentence.end_char and event.type in SYMMETRIC:
                memory.remember([inverse[a] for a in event.agents if a in inverse])
        subject = events.subject_of(sentence, memory)
        memory.subject = subject if subject is not None else memory.subject


def train(data: list[Row], *, strength: float, cut: int) -> dict[str, list[float]]:
    """Weights per feature by L2-regularised multinomial logistic regression; features seen fewer than `cut` times are dropped."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for names, _ in data for name in names)
    index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= cut))}
    columns, starts, labels = [], [0], []
    for names, label in data:
        columns += sorted({index[n] for n in names if n in index})
        starts.append(len(columns))
        labels.append(label)
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(data), len(index)))
    model = LogisticRegression(C=strength, max_iter=300)
    model.fit(matrix, labels)
    centred = model.coef_ - model.coef_[0]
    bias = model.intercept_ - model.intercept_[0]
    weights = {name: [round(float(v), 3) for v in centred[:, i]] for name, i in index.items()}
    weights["bias"] = [round(float(w + b), 3) for w, b in zip(weights["bias"], bias, strict=True)]
    return {name: values for name, values in sorted(weights.items()) if any(abs(v) >= 0.02 for v in values)}


def score(weights: dict[str, list[float]], data: list[Row]) -> str:
    """Precision and recall of the classes A and T at the likelier-than-not line, as one line of text."""
    right = got = want = 0
    for names, label in data:
        total = np.zeros(3)
        for name in set(names):
            if name in weights:
                total += weights[name]
        best = int(total.argmax())
        right += best == label and label > 0
        got += best > 0
        want += label > 0
    return f"P {right / max(got, 1):.3f}  R {right / max(want, 1):.3f}  ({right} right, {want} wanted, {got} given)"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--hold", nargs="*", default=["w7", "w10"], help="corpus parts never trained on")
    ap.add_argument("--strength", type=float, default=0.15, help="inverse of the L2 penalty")
    ap.add_argument("--cut", type=int, default=3, help="features seen less often are dropped")
    args = ap.parse_args()
    held = set(args.hold)
    parts = set(FIRST) - held
    seen: list[Row] = []
    unseen: list[Row] = []
    for doc, article, is_held in documents(parts, held):
        (unseen if is_held else seen).extend(rows(doc, article))
    weights = train(seen, strength=args.strength, cut=args.cut)
    OUT.write_text(
        json.dumps({"classes": list(linker.CLASSES), "weights": weights}, ensure_ascii=False, indent=0) + "\n",
        encoding="utf-8",
    )
    print(
        f"{len(seen)} questions, {len(weights)} features; trained {score(weights, seen)}; held out {score(weights, unseen)}"
    )


if __name__ == "__main__":
    main()
