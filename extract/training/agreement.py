"""How far two readers agree: `python -m extract.training.agreement`. Scores the second reading (second/) against the first.

The second reader saw the plain texts, not the first annotation. What is printed is F1, which is the same both ways.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extract.training import corpus, standoff
from extract.training.article import Article
from extract.training.parts import DATA, RELEASES, articles
from extract.training.scoring import Result, score

SECOND = Path(__file__).parent / "second"


def as_gold(article: Article) -> dict[str, Any]:
    """An article of the corpus with the keys that the scorer reads."""
    return {
        "doc": article.id, "article": 0, "title": article.title, "published": article.published,
        "entities": [
            {"id": e.id, "type": e.type, "name": e.name, "aliases": list(e.aliases), "country": e.country}
            for e in article.entities
        ],
        "events": [{**asdict(e), "agents": list(e.agents), "targets": list(e.targets)} for e in article.events],
        "states": [asdict(s) for s in article.states],
    }  # fmt: skip


def agreement(first: Iterable[Article], second: Iterable[Article]) -> Result:
    """Scores of the second reading of the articles that both have; articles are matched by id."""
    two = {(a.id, 0): as_gold(a) for a in second}
    one = {(a.id, 0): as_gold(a) for a in first if (a.id, 0) in two}
    return score(one, two)


def second(folder: Path, *, data: Path = DATA) -> Iterator[Article]:
    """The second reader's articles: our own, and the releases where their texts are there."""
    for path in sorted(folder.glob("*.txt")):
        yield from corpus.read(path)
    releases = data / RELEASES
    if releases.is_file():
        texts = standoff.releases(releases)
        for path in sorted(folder.glob("*.jsonl")):
            yield from standoff.read(path, texts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the agreement."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--second", type=Path, default=SECOND, help="folder of the second reader's files")
    ap.add_argument("--json", action="store_true")
    options = ap.parse_args(arguments)
    again = list(second(options.second))
    firsts = [a for split in ("train", "dev", "test") for a in articles(split)]
    found = agreement(firsts, again)
    if options.json:
        print(json.dumps(found, indent=1))
        return
    print(f"{found['answered']} articles read twice")
    for part in ("entities", "event_edges", "state_edges", "edges"):
        print(f"{part:<12} F1 {found[part]['f1']:.2f}")


if __name__ == "__main__":
    main()
