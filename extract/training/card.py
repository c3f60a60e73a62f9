"""What the shipped model says of itself: licence, sources and scores. Pure functions of what they are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LICENCE = "CC BY-SA 4.0"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing the weights were made from: its name, whose it is, its licence and what it was used for."""

    name: str
    authors: str
    licence: str
    use: str


TREEBANKS = (
    Source(
        "Universal Dependencies English-EWT (train and dev)",
        "Natalia Silveira, Timothy Dozat, Marie-Catherine de Marneffe, Samuel Bowman, Miriam Connor, John Bauer, "
        "Christopher Manning and the Universal Dependencies contributors",
        "CC BY-SA 4.0",
        "tags, features, lemmas, trees",
    ),
    Source(
        "Universal Dependencies English-GUM (train and dev; genres without a non-commercial clause)",
        "Amir Zeldes and the GUM contributors, Georgetown University",
        "annotations CC BY 4.0; texts CC BY, CC BY-SA or public domain",
        "tags, features, lemmas, trees",
    ),
)
NAME_SETS = (
    Source(
        "WikiGold",
        "Dominic Balasuriya, Nicky Ringland, Joel Nothman, Tara Murphy, James R. Curran; text by Wikipedia's authors",
        "CC BY 4.0; text CC BY-SA",
        "names",
    ),
    Source(
        "CrossNER (politics)",
        "Zihan Liu, Yan Xu, Tiezheng Yu, Wenliang Dai, Ziwei Ji, Samuel Cahyawijaya, Andrea Madotto, Pascale Fung; "
        "text by Wikipedia's authors",
        "MIT; text CC BY-SA",
        "names",
    ),
    Source(
        "Universal NER, English EWT (dev and test)",
        "Stephen Mayhew, Terra Blevins, Shuheng Liu, Marek Suppa and the Universal NER contributors",
        "CC BY-SA 4.0",
        "names",
    ),
)
VECTOR_SOURCES = (
    Source(
        "all-MiniLM-L6-v2",
        "the Sentence-Transformers authors; base model MiniLM, Microsoft",
        "Apache-2.0",
        "word vectors: averages of its hidden states, cut to fewer dimensions",
    ),
    Source(
        "Releases of the US Department of State and the White House, 2021-2022",
        "United States government",
        "public domain",
        "word vectors: contexts of words",
    ),
)
OWN = Source("Annotated articles in extract/training/corpus", "the authors of Entente", "Apache-2.0", "names")

Table = Mapping[str, Mapping[str, float]]


def notice(sources: Sequence[Source]) -> str:
    """The text of NOTICE."""
    lines = [
        "The spaCy pipeline in this folder",
        "=================================",
        "",
        f"The weights and all other files of this folder are released under {LICENCE}",
        "(https://creativecommons.org/licenses/by-sa/4.0/), because they were trained on data under that licence.",
        "The code that made them (extract/training) and the rest of the project are under Apache-2.0.",
        "",
        "Made from the following; the sources were changed: words with a hyphen were merged into one token, labels",
        "were mapped to ours, and copies in the letter case of headlines were added.",
        "",
    ]
    for source in sources:
        lines += [
            f"- {source.name}",
            f"  by {source.authors}",
            f"  licence: {source.licence}",
            f"  used for: {source.use}",
        ]
    return "\n".join(lines) + "\n"


def meta(scores: Table, sources: Sequence[Source], *, version: str) -> dict[str, object]:
    """The entries of meta.json."""
    return {
        "name": "entente",
        "version": version,
        "description": "English for trade and diplomacy: tags, trees (UD labels), lemmas and ten kinds of names",
        "author": "the authors of Entente",
        "license": LICENCE,
        "notes": "Attribution: see NOTICE. Names: parts w7 and w10 of the corpus were held out.",
        "sources": [{"name": s.name, "author": s.authors, "license": s.licence} for s in sources],
        "performance": {part: dict(sorted(row.items())) for part, row in sorted(scores.items())},
    }


def table(scores: Table) -> str:
    """The scores as text, one row a test set, in percent."""
    width = max(map(len, scores), default=0)
    lines = []
    columns: tuple[str, ...] = ()
    for part, row in scores.items():
        if tuple(row) != columns:
            columns = tuple(row)
            lines.append(" " * width + "".join(f"{name:>8}" for name in columns))
        lines.append(f"{part:<{width}}" + "".join(f"{100 * value:8.1f}" for value in row.values()))
    return "\n".join(lines)
