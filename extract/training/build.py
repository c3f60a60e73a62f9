"""The whole training from data to shipped model, step by step. Writes under the work folder, then the model folder."""

from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

from extract.training import card
from extract.training.data import (
    BANKS,
    Sources,
    TrainingError,
    add_name_sets,
    load_docs,
    made_test,
    make_vectors,
    prepare_names,
    prepare_syntax,
    treebank,
)
from extract.training.score import name_scores, syntax_scores
from extract.training.tokenizer import blank_english
from extract.training.train import install, join, save_base, train_part
from extract.training.vectors import Vectors

# The first names model only completes the foreign sets: fewer steps do.
FIRST_STEPS = 1500


def build(*, data: Path, out: Path, work: Path, encoder: Path | None, version: str) -> str:
    """Train everything and put the pipeline into `out`; returns the table of scores.

    The word vectors come from `encoder` or, without one, from the model that lies in `out`. TrainingError says what
    is absent.
    """
    # NumPy's matrix products are faster than those spaCy takes by default.
    set_current_ops(NumpyOps(use_blis=False))
    sources = Sources(data)
    sources.check()
    nlp = blank_english()
    vectors = make_vectors(nlp, sources, encoder)[0] if encoder else shipped_vectors(out)
    save_base(nlp, work / "base", vectors)
    prepare_syntax(nlp, sources, work)
    prepare_names(nlp, work)
    add_name_sets(train_part("names", work, steps=FIRST_STEPS), sources, work)
    names = train_part("names", work)
    pipeline = join(train_part("syntax", work), names)
    scores = measure(pipeline, sources, work)
    used = [*card.TREEBANKS, card.OWN, *card.NAME_SETS, *card.VECTOR_SOURCES]
    install(pipeline, out, meta=card.meta(scores, used, version=version), notice=card.notice(used))
    return card.table(scores)


def shipped_vectors(model: Path) -> Vectors:
    """The word vectors of the model in that folder."""
    if not (model / "vocab" / "vectors").exists():
        raise TrainingError(
            f"no word vectors in {model}; make them with --encoder FOLDER (weights of all-MiniLM-L6-v2)"
        )
    vectors = spacy.load(model).vocab.vectors
    if not isinstance(vectors, Vectors) or not len(vectors):
        raise TrainingError(f"the model in {model} has no word vectors; make them with --encoder FOLDER")
    return vectors


def measure(nlp: Language, sources: Sources, work: Path) -> dict[str, dict[str, float]]:
    """Scores on the treebanks' test parts and on the held-out parts of the corpus."""
    scores = {f"{b} test": syntax_scores(nlp, treebank(nlp, sources, f"{b}-test")) for b in (*BANKS, "pud")}
    scores["made"] = syntax_scores(nlp, made_test(nlp))
    return scores | name_scores(nlp, load_docs(nlp, work / "names-dev.spacy"))
