"""What each part of the extraction contributes: rules alone, encoder alone, both. Prints a Markdown table; writes nothing.

Run: python tests/benchmarks/ablation.py [--shared FOLDER]

The annotated articles of gold/ and the project's own regression set (extract/training/parts.py, TEST) are extracted in
four ways, each with weights of ties fitted for it on the development articles, and scored.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from command import SHARED, machine, needed

from extract import events, states, ties
from extract.annotate import annotate
from extract.read import read
from extract.records import Article, to_json
from extract.training.agreement import as_gold
from extract.training.deciding import Row, as_article, rows, wanted, weights_of
from extract.training.parts import articles
from extract.training.scoring import Articles, read_gold, score

Sets = dict[str, tuple[list[Article], Articles]]
RULES = frozenset(
    ["rule", "rule's confidence", "rule says other ends", "rule beside", "rule guesses", "rule says another"]
    + [f"rule, {kind}" for kind in ("part_of", "based_in", "member_of")]
)


def test_sets(shared: Path) -> Sets:
    """The articles to extract and what they should give, by name of the set."""
    files = sorted(needed(shared / "seeds").glob("*.txt")) + sorted(needed(shared / "gold" / "input").glob("*.jsonl"))
    own = list(articles("test", data=shared / "data"))
    gold = {(a.id, 0): as_gold(a) for a in own}
    return {
        "gold": (list(read(files)), read_gold(shared / "gold" / "annotations")),
        "regression set": ([as_article(a) for a in own], gold),
    }


def weights(data: Mapping[str, list[Row]], want: Mapping[str, int], *, without: Collection[str] = ()) -> ties.Weights:
    """Weights and cuts fitted on the rows of each kind, some features left out."""
    kept = {
        kind: [row._replace(features={n: v for n, v in row.features.items() if n not in without}) for row in part]
        for kind, part in data.items()
    }
    return weights_of(kept, want)


@contextmanager
def encoder_alone(fitted: ties.Weights) -> Iterator[None]:
    """No frame proposes an event or a state; whose an office is, rules still help to say."""
    decide = states.decide_states
    with (
        patch.object(ties, "weights", lambda: fitted),
        patch.object(events, "by_rules", lambda _doc, _found: []),
        patch.object(states, "decide_states", lambda doc, found, judged, _ruled: decide(doc, found, judged, [])),
    ):
        yield


@contextmanager
def rules_alone() -> Iterator[None]:
    """The encoder finds the names; what frames and grammar propose is taken as it is."""
    with (
        patch.object(events, "decide_events", lambda _doc, _found, _judged, ruled: ruled),
        patch.object(states, "decide_states", lambda _doc, _found, _judged, ruled: ruled),
    ):
        yield


def scored(sets: Sets, *, fast: bool = False) -> list[str]:
    """F1 of entities, event edges, state edges and all edges, of each set."""
    cells = []
    for given, gold in sets.values():
        found = {(Path(one.article.doc).stem, one.article.number): to_json(one) for one in annotate(given, fast=fast)}
        result: Any = score(gold, found)
        cells += [f"{result[part]['f1']:.2f}" for part in ("entities", "event_edges", "state_edges", "edges")]
        cells.append(f"{result['edges']['p']:.2f} / {result['edges']['r']:.2f}")
    return cells


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=SHARED)
    args = options.parse_args()
    sets = test_sets(args.shared)
    given = list(articles("dev", data=args.shared / "data"))
    alone = weights(rows(given), wanted(given), without=RULES)
    print(machine())
    head = [f"{name}: {part}" for name in sets for part in ("entities", "events", "states", "edges F1", "edges P / R")]
    print("| | " + " | ".join(head) + " |\n|---" * 1 + "|---" * len(head) + "|")
    ways: list[tuple[str, Callable[[], list[str]]]] = [
        ("rules alone, names by spaCy's network (`--fast`)", lambda: scored(sets, fast=True)),
        ("rules alone, names by the encoder", lambda: _inside(rules_alone(), sets)),
        ("encoder alone", lambda: _inside(encoder_alone(alone), sets)),
        ("both (default)", lambda: scored(sets)),
    ]
    for name, way in ways:
        print(f"| {name} | " + " | ".join(way()) + " |", flush=True)


def _inside(manner: Any, sets: Sets) -> list[str]:
    with manner:
        return scored(sets)


if __name__ == "__main__":
    main()
