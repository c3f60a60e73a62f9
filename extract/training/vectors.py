"""Static word vectors: what a sentence encoder knows of each word of our domain, cut to few dimensions.

Pure functions; the caller reads and writes. Needed only when vectors are made anew.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.vectors import Vectors  # type: ignore[import-not-found]

from extract.training.encoder import Array

__all__ = ["Vectors", "passages", "reduce", "to_vectors", "vocabulary"]

ROWS = 24_000
WIDTH = 96

Passage = tuple[str, ...]


def passages(nlp: Language, texts: Iterable[str]) -> list[Passage]:
    """The lines of the texts as lower-case tokens."""
    lines = (line for text in texts for line in text.splitlines() if line.strip())
    return [tuple(t.lower_ for t in nlp.make_doc(line) if not t.is_space) for line in lines]


def vocabulary(sources: Mapping[str, Sequence[Passage]], weights: Mapping[str, int], *, rows: int = ROWS) -> list[str]:
    """The words with the highest weighted count, most frequent first; a weighted count of one is too rare."""
    counts: Counter[str] = Counter()
    for name, lines in sources.items():
        for line in lines:
            for word in line:
                counts[word] += weights[name]
    ranked = sorted(((n, w) for w, n in counts.items() if n > 1), key=lambda item: (-item[0], item[1]))
    return [word for _, word in ranked[:rows]]


def reduce(rows: Array, *, width: int = WIDTH) -> tuple[Array, float]:
    """Principal components of the rows, scaled to mean length 1, and the share of the variance they keep."""
    centred = rows - rows.mean(0)
    values, basis = np.linalg.eigh(np.cov(centred, rowvar=False))
    order = np.argsort(values)[::-1][:width]
    # The sign of an eigenvector is arbitrary: fix it, so that the same rows give the same vectors.
    chosen = basis[:, order] * np.sign(basis[np.abs(basis[:, order]).argmax(0), order])
    cut = centred @ chosen
    cut = cut / np.linalg.norm(cut, axis=1).mean()
    return cut.astype(np.float32), float(values[order].sum() / values.sum())


def to_vectors(words: Sequence[str], data: Array) -> Vectors:
    """Vectors in which the lower, Capital and UPPER forms of a word share one row.

    spaCy could key on the lower-case form, but forgets that when it saves the vectors.
    """
    rows: dict[int, int] = {}
    for row, word in enumerate(words):
        for form in (word, word.capitalize(), "-".join(part.capitalize() for part in word.split("-")), word.upper()):
            rows.setdefault(get_string_id(form), row)
    vectors = Vectors(data=data, name="entente")
    for key, row in rows.items():
        vectors.add(key, row=row)
    return vectors
