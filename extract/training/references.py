"""How many pronouns and descriptions are tied to what they stand for: `python -m extract.training.references`.

A link is (stretch of the text, entity). It is right when the annotation marks the same stretch as a description of the entity
that the found one is (names aligned as by the scorer). "they" for two countries is two links.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from extract.annotate import docs
from extract.layers import layers
from extract.pipeline import load
from extract.training.agreement import as_gold
from extract.training.align import align
from extract.training.article import Article
from extract.training.deciding import as_article
from extract.training.parts import articles
from extract.training.scoring import Row, Tally


def links(given: Iterable[Article]) -> Row:
    """Precision and recall of links over the articles."""
    tally = Tally()
    nlp = load()
    for article in given:
        (doc,) = docs(nlp, [as_article(article)], fast=False)
        found = layers(doc)
        got = [
            {"id": str(i), "type": c.type, "name": c.name, "aliases": sorted(c.aliases), "country": c.country}
            for i, c in enumerate(found.clusters)
            if c.mentions
        ]
        mapping = align(as_gold(article)["entities"], got)
        wanted = {(m.start, m.end, e.id) for e in article.entities for m in e.mentions if m.nominal}
        told = found.judged.references if found.judged else []
        said = {(s, e, mapping.get(str(c), f"?{c}")) for s, e, chances in told for c in chances}
        tally.add("links", right=len(wanted & said), gold=len(wanted), got=len(said))
    return tally.row(["links"])


def main() -> None:
    """Print the figures for the regression set."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, help="folder of the data beside the project (for the real releases)")
    row = links(articles("test", data=ap.parse_args().data))
    print(
        f"references: P {row['p']:.2f}  R {row['r']:.2f}  F1 {row['f1']:.2f}  ({row['right']} / {row['gold']} / {row['got']})"
    )


if __name__ == "__main__":
    main()
