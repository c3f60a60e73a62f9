"""Fits the weights that make one probability of what the encoder and the rules say of a tie: `python -m extract.training.deciding`.

Reads annotated articles that the encoder was not fitted on, runs the pipeline over them, writes weights/ties.json.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np

from extract import annotate, decide, facts, ties
from extract.layers import Layers, layers
from extract.pipeline import load
from extract.records import SYMMETRIC, Article
from extract.training import article as annotated
from extract.training.agreement import as_gold
from extract.training.align import align
from extract.training.parts import articles
from extract.training.scoring import STATES, edges, pair_up, stands_for

OUT = Path(__file__).parents[1] / "weights" / "ties.json"


class Row(NamedTuple):
    """A possible tie: its features, 1 where the annotation has it, the edge it states (article, type, ends), its trigger."""

    features: dict[str, float]
    right: int
    edge: tuple[str, ...]
    trigger: int | None = None


def as_article(article: annotated.Article) -> Article:
    """An article of the corpus as the pipeline reads it."""
    return Article(doc=article.id, number=0, title=article.title, published=article.published, text=article.text)


class Judge:
    """Says of a tie between clusters whether the annotation has it, and as which edge; None where it is optional."""

    def __init__(self, found: Layers, gold: Mapping[str, Any]) -> None:
        got = [
            {"id": str(i), "type": c.type, "name": c.name, "aliases": sorted(c.aliases), "country": c.country}
            for i, c in enumerate(found.clusters)
            if c.mentions
        ]
        self.doc: str = gold["doc"]
        self.mapping = align(gold["entities"], got)
        self.want = edges(dict(gold))
        self.same = stands_for(dict(gold))

    def __call__(self, kind: str, one: int, two: int, features: dict[str, float]) -> Row | None:
        a, b = (self.mapping.get(str(c), f"?{c}") for c in (one, two))
        if kind in SYMMETRIC:
            a, b = sorted((a, b))
        fits = pair_up(self.want, [(kind, a, b)], self.same).get((kind, a, b))
        if fits is None:
            return Row(features, 0, (self.doc, kind, a, b))
        return None if all(x.get("optional") for x in self.want[fits]) else Row(features, 1, (self.doc, *fits))


def kind_of(type: str) -> str:
    """The kind of tie (ties.KINDS) that an edge of a type is."""
    return "posts" if type == "post" else "states" if type in STATES else "events"


def wanted(articles: Iterable[annotated.Article]) -> Counter[str]:
    """How many edges of each kind the annotation has, those that are optional left out."""
    out: Counter[str] = Counter()
    for article in articles:
        for (type, _, _), said in edges(as_gold(article)).items():
            out[kind_of(type)] += not all(x.get("optional") for x in said)
    return out


def rows(articles: Sequence[annotated.Article]) -> dict[str, list[Row]]:
    """(features, right or not) of every possible tie in the articles, by kind."""
    out: dict[str, list[Row]] = {kind: [] for kind in ties.KINDS}
    nlp = load()
    for start in range(0, len(articles), 64):
        batch = articles[start : start + 64]
        for doc, article in zip(annotate.docs(nlp, [as_article(a) for a in batch], fast=False), batch, strict=True):
            found = layers(doc)
            if found.judged is None:
                continue
            judge = Judge(found, as_gold(article))
            for candidate in found.candidates:
                for tie in decide.possible(candidate):
                    row = judge(candidate.weighed.type, tie.one, tie.two, tie.features)
                    out["events"] += [row._replace(trigger=candidate.weighed.start)] if row is not None else []
            for state in facts.standings(found, found.judged, found.ruled_states):
                row = judge(state.type, state.head, state.tail, state.features)
                out[kind_of(state.type)] += [row] if row is not None else []
    return out


#: The ties of one trigger weigh together at most as so many: a list of thirty heads of state is one sentence to learn from.
MOST = 3


def _shares(data: Sequence[Row]) -> list[float]:
    """What each tie counts for in fitting."""
    count = Counter((row.edge[:2], row.trigger) for row in data)
    return [1.0 if row.trigger is None else min(1.0, MOST / count[row.edge[:2], row.trigger]) for row in data]


def fit(data: Sequence[Row], *, strength: float = 0.3) -> dict[str, float]:
    """Weights by L2-regularised logistic regression."""
    from sklearn.linear_model import LogisticRegression

    names = sorted({n for row in data for n in row.features} - {"bias"})
    index = {n: i for i, n in enumerate(names)}
    matrix = np.zeros((len(data), len(names)))
    for i, row in enumerate(data):
        for name, value in row.features.items():
            if name in index:
                matrix[i, index[name]] = value
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(matrix, [row.right for row in data], sample_weight=_shares(data))
    out = {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)}
    return {"bias": round(float(model.intercept_[0]), 4), **out}


#: How much F1 is given for precision: a wrong edge is worse than a missing one.
GIVEN = 0.005


def best_cut(data: Sequence[Row], chances: Sequence[float], wanted: int) -> tuple[float, float]:
    """The highest cut whose F1 over edges is within GIVEN of the best, and its F1.

    An edge that several ties state is found once, by the likeliest; `wanted` edges exist.
    """
    order = sorted(zip(chances, data, strict=True), key=lambda one: (-one[0], one[1].edge))
    seen: set[tuple[str, ...]] = set()
    hits, row = 0, []
    for p, one in order:
        if one.edge not in seen:
            seen.add(one.edge)
            hits += one.right
            row.append((p, 2 * hits / (len(seen) + wanted)))
    most = max((f1 for _, f1 in row), default=0.0)
    p, f1 = next(((p, f1) for p, f1 in row if f1 >= most - GIVEN), (0.5, 0.0))
    return math.floor(p * 1000) / 1000, f1


def weights_of(
    data: Mapping[str, Sequence[Row]], wanted: Mapping[str, int], *, say: Callable[[str], None] = lambda _: None
) -> ties.Weights:
    """Weights and cut of each kind, fitted on its rows."""
    tables, cuts = {}, {}
    for kind, part in data.items():
        tables[kind] = fit(part)
        chances = [ties.probability(row.features, tables[kind]) for row in part]
        cuts[kind], f1 = best_cut(part, chances, wanted[kind])
        right = [row.right for row in part]
        say(
            f"{kind}: {len(part)} ties looked at, {sum(right)} right; {wanted[kind]} edges wanted; cut {cuts[kind]}, F1 {f1:.3f}"
        )
        for line in reliability(chances, right):
            say(line)
    return ties.Weights(tables, cuts)


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
    given = list(articles("dev", data=args.data))
    want = wanted(given)
    # Who stands for whom comes from the posts, and with it which ties of events are looked at: so the posts are weighed
    # first, and the events' ties are gathered with them. The pipeline that is run needs weights of every kind.
    none = ties.Weights({kind: {} for kind in ties.KINDS}, dict.fromkeys(ties.KINDS, 1.0))
    with patch.object(ties, "weights", lambda: none):
        first = weights_of(rows(given), want)
    with patch.object(ties, "weights", lambda: first):
        made = weights_of(rows(given), want, say=print)
    text = json.dumps({"cut": dict(made.cut), **made.tables}, indent=0, sort_keys=True)
    OUT.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
