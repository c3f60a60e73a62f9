"""Fits the weights that make one probability of what the encoder and the rules say of a tie: `python -m extract.training.deciding`.

Reads annotated articles that the encoder was not fitted on, runs the pipeline over them, writes weights/ties.json.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from extract import annotate, decide, facts
from extract.layers import Layers, layers
from extract.pipeline import load
from extract.records import SYMMETRIC, Article
from extract.training import article as annotated
from extract.training.agreement import as_gold
from extract.training.align import align
from extract.training.parts import articles
from extract.training.scoring import edges, pair_up, stands_for

OUT = Path(__file__).parents[1] / "weights" / "ties.json"
Row = tuple[dict[str, float], int]


def as_article(article: annotated.Article) -> Article:
    """An article of the corpus as the pipeline reads it."""
    return Article(doc=article.id, number=0, title=article.title, published=article.published, text=article.text)


class Judge:
    """Says of a tie between clusters whether the annotation has it: 1, 0, or None where it is optional."""

    def __init__(self, found: Layers, gold: Mapping[str, Any]) -> None:
        got = [
            {"id": str(i), "type": c.type, "name": c.name, "aliases": sorted(c.aliases), "country": c.country}
            for i, c in enumerate(found.clusters)
            if c.mentions
        ]
        self.mapping = align(gold["entities"], got)
        self.want = edges(dict(gold))
        self.same = stands_for(dict(gold))

    def __call__(self, kind: str, one: int, two: int) -> int | None:
        a, b = (self.mapping.get(str(c), f"?{c}") for c in (one, two))
        if kind in SYMMETRIC:
            a, b = sorted((a, b))
        fits = pair_up(self.want, [(kind, a, b)], self.same).get((kind, a, b))
        if fits is None:
            return 0
        return None if all(x.get("optional") for x in self.want[fits]) else 1


def rows(articles: Sequence[annotated.Article]) -> tuple[list[Row], list[Row]]:
    """(features, right or not) of every possible tie of events and of states in the articles."""
    events: list[Row] = []
    states: list[Row] = []
    nlp = load()
    for start in range(0, len(articles), 64):
        batch = articles[start : start + 64]
        for doc, article in zip(annotate.docs(nlp, [as_article(a) for a in batch], fast=False), batch, strict=True):
            found = layers(doc)
            if found.judged is None:
                continue
            judge = Judge(found, as_gold(article))
            for candidate in decide.candidates(doc, found, found.judged, found.ruled):
                for tie in decide.possible(candidate):
                    right = judge(candidate.weighed.type, tie.one, tie.two)
                    if right is not None:
                        events.append((tie.features, right))
            for state in facts.standings(found.judged, found.ruled_states):
                right = judge(state.type, state.head, state.tail)
                if right is not None:
                    states.append((state.features, right))
    return events, states


def fit(data: Sequence[Row], *, strength: float = 0.3) -> dict[str, float]:
    """Weights by L2-regularised logistic regression."""
    from sklearn.linear_model import LogisticRegression

    names = sorted({n for features, _ in data for n in features} - {"bias"})
    index = {n: i for i, n in enumerate(names)}
    matrix = np.zeros((len(data), len(names)))
    for i, (features, _) in enumerate(data):
        for name, value in features.items():
            if name in index:
                matrix[i, index[name]] = value
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(matrix, [right for _, right in data])
    out = {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)}
    return {"bias": round(float(model.intercept_[0]), 4), **out}


#: How much F1 is given for precision: a wrong edge is worse than a missing one.
GIVEN = 0.01


def best_cut(chances: Sequence[float], right: Sequence[int], wanted: int) -> tuple[float, float]:
    """The highest cut whose F1 over ties (`wanted` of them exist) is within GIVEN of the best, and its F1."""
    order = sorted(zip(chances, right, strict=True), reverse=True)
    hits, row = 0, []
    for n, (p, r) in enumerate(order, 1):
        hits += r
        row.append((p, 2 * hits / (n + wanted)))
    most = max((f1 for _, f1 in row), default=0.0)
    p, f1 = next(((p, f1) for p, f1 in row if f1 >= most - GIVEN), (0.5, 0.0))
    return round(p, 3), f1


def reliability(chances: Iterable[float], right: Iterable[int]) -> Iterator[str]:
    """One line for each tenth: how many ties were given that probability, and how many of them are right."""
    count: Counter[int] = Counter()
    hits: Counter[int] = Counter()
    sums: Counter[int] = Counter()
    for p, r in zip(chances, right, strict=True):
        tenth = min(9, int(p * 10))
        count[tenth] += 1
        hits[tenth] += r
        sums[tenth] += p  # type: ignore[assignment]
    for tenth in sorted(count):
        n = count[tenth]
        yield f"{tenth / 10:.1f}-{tenth / 10 + 0.1:.1f}  {n:6}  said {sums[tenth] / n:.2f}  right {hits[tenth] / n:.2f}"


def main() -> None:
    """Fit, print, write."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, help="folder of the data beside the project (for the real releases)")
    args = ap.parse_args()
    from extract import ties

    if not OUT.exists():  # the pipeline that is run needs some weights; what they say is not used
        OUT.write_text(json.dumps({"cut": {"events": 1, "states": 1}, "events": {}, "states": {}}), encoding="utf-8")
    events, states = rows(list(articles("dev", data=args.data)))
    out: dict[str, Any] = {"cut": {}}
    for name, data in (("events", events), ("states", states)):
        out[name] = fit(data)
        chances = [ties.probability(f, out[name]) for f, _ in data]
        right = [r for _, r in data]
        cut, f1 = best_cut(chances, right, sum(right))
        out["cut"][name] = cut
        print(f"{name}: {len(data)} ties, {sum(right)} right; cut {cut}, F1 {f1:.3f} of the ties that are looked at")
        print("\n".join(reliability(chances, right)))
    OUT.write_text(json.dumps(out, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
