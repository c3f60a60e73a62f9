"""How much of what annotated articles say is found, as a Markdown table. Writes to a temporary folder only.

Run: python tests/benchmarks/accuracy.py [--fast] [--shared FOLDER] [--extractions FILE]

Extracts the two seed files (11 articles) and the documents of gold/input with `entente extract` and scores them with
score.py against gold/annotations: first the seed articles alone, then all. The annotations are for measuring only:
nothing is trained on them.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from command import ENTENTE, SHARED, needed

from extract.training.scoring import ATTRIBUTES, Articles, Result, Row, read_gold, read_system, score

PARTS = {
    "entities": "entities",
    "event_edges": "event edges",
    "state_edges": "state edges",
    "edges": "all edges",
}
NOTHING: Row = {"p": 0.0, "r": 0.0, "f1": 0.0, "right": 0, "gold": 0, "got": 0}


def extract(paths: Sequence[Path], out: Path, *, fast: bool) -> None:
    """Run `entente extract` over the files.

    Raises:
        SystemExit: it failed or left a file out.
    """
    done = subprocess.run(
        [*ENTENTE, "extract", "--quiet", *(["--fast"] if fast else []), *map(str, paths), "-o", str(out)], check=False
    )
    if done.returncode:
        raise SystemExit(f"entente extract ended with {done.returncode}; the scores would not be of all articles")


def only(gold: Articles, documents: set[str]) -> Articles:
    """The annotated articles of some documents, named without suffix."""
    return {key: article for key, article in gold.items() if key[0] in documents}


def surer(system: Articles, least: float) -> Articles:
    """The system's articles without events and states that are less sure than `least`."""
    return {
        key: {**one, **{part: [x for x in one[part] if x["confidence"] > least] for part in ("events", "states")}}
        for key, one in system.items()
    }


def tables(seeds: Result, whole: Result) -> Iterator[str]:
    """The lines of two tables: the sums with the attributes of events, and every type."""
    yield from _head("", seeds, whole)
    for part, name in PARTS.items():
        yield _line(name, seeds[part], whole[part])  # type: ignore[literal-required]
    for name in ATTRIBUTES:
        yield _line(f"{name} of event edges that are right", seeds["attributes"][name], whole["attributes"][name])
    yield ""
    yield from _head("type", seeds, whole)
    for kind in whole["entities_by_type"]:
        yield _line(kind, seeds["entities_by_type"].get(kind, NOTHING), whole["entities_by_type"][kind])
    for kind in whole["edges_by_type"]:
        yield _line(f"`{kind}`", seeds["edges_by_type"].get(kind, NOTHING), whole["edges_by_type"][kind])


def _head(name: str, seeds: Result, whole: Result) -> Iterator[str]:
    one, all_of_them = seeds["articles"], whole["articles"]
    yield f"| {name} | {one} seed articles: P | R | F1 | right / wanted / given | all {all_of_them}: P | R | F1 | right / wanted / given |"
    yield "|---" + "|---:" * 8 + "|"


def _line(name: str, *rows: Row) -> str:
    cells = [cell for row in rows for cell in _cells(row)]
    return f"| {name} | {' | '.join(cells)} |"


def _cells(row: Row) -> list[str]:
    if not row["gold"] and not row["got"]:
        return ["", "", "", ""]
    scores = [f"{row['p']:.2f}", f"{row['r']:.2f}", f"{row['f1']:.2f}"]
    return [*scores, f"{row['right']} / {row['gold']} / {row['got']}"]


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds seeds/ and gold/")
    options.add_argument("--extractions", type=Path, help="score this file instead of extracting")
    options.add_argument("--fast", action="store_true", help="extract with --fast")
    args = options.parse_args()
    seeds = sorted(needed(args.shared / "seeds").glob("*.txt"))
    inputs = sorted(needed(args.shared / "gold" / "input").glob("*.jsonl"))
    gold = read_gold(needed(args.shared / "gold" / "annotations"))
    with tempfile.TemporaryDirectory() as folder:
        found = args.extractions or Path(folder, "extractions.jsonl")
        if args.extractions is None:
            extract([*seeds, *inputs], found, fast=args.fast)
        system = read_system(needed(found))
    seed_score = score(only(gold, {path.stem for path in seeds}), system)
    whole = score(gold, system)
    print("\n".join(tables(seed_score, whole)))
    for least in (0.5, 0.8):
        sure = score(gold, surer(system, least))["edges"]
        print(
            f"\nOf the edges of a confidence over {least}, {sure['p']:.2f} are right ({sure['got']} edges, recall {sure['r']:.2f})."
        )
    if whole["answered"] < whole["articles"]:
        raise SystemExit(f"only {whole['answered']} of {whole['articles']} articles are in {found.name}")


if __name__ == "__main__":
    main()
