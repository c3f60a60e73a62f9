"""Which articles are for fitting, which for development and which for the last measurement. Split by part, never within one.

`w..` are articles of our own (corpus/), `r..` real releases (real/, annotation only; their texts lie beside the project).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from extract.training import corpus, standoff
from extract.training.article import Article

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
REAL = HERE / "real"
RELEASES = "us_gov_releases.jsonl.gz"
DATA = HERE.parents[2] / "shared" / "data"

#: Translated state news, long articles, rare types, ordinary releases and news, and real releases: thresholds and weights
#: are chosen here.
DEV = frozenset({"w10", "w19", "w21", "w36", "w37", "r12", "r13", "r14", "r32"})
#: The regression set: nothing is fitted or chosen on it, and nobody reads its errors while developing.
TEST = frozenset({"w18", "w27", *(f"r{n}" for n in range(15, 22))})

Split = Literal["train", "dev", "test"]


def split_of(part: str) -> Split:
    """Of a part's name: "w7", "r13"."""
    return "dev" if part in DEV else "test" if part in TEST else "train"


def articles(split: Split, *, data: Path | None = None) -> Iterator[Article]:
    """The articles of a split in order of the files' names, our own first.

    `data` is the folder that holds the releases; where they are absent the real part is left out.

    Raises:
        CorpusError: a file breaks the format.
        StandoffError: a release is not the one that was annotated.
    """
    for path in sorted(CORPUS.glob("*.txt")):
        if split_of(path.stem.partition("-")[0]) == split:
            yield from corpus.read(path)
    releases = (data or DATA) / RELEASES
    if releases.is_file():
        texts = standoff.releases(releases)
        for path in sorted(REAL.glob("*.jsonl")):
            if split_of(path.stem) == split:
                yield from standoff.read(path, texts)
