"""Scores of a pipeline on annotated documents, from raw text. Reads nothing, writes nothing."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

SYNTAX_COLUMNS = {
    "TAG": "tag_acc",
    "POS": "pos_acc",
    "lemma": "lemma_acc",
    "UAS": "dep_uas",
    "LAS": "dep_las",
    "sent": "sents_f",
}


def _evaluate(nlp: Language, docs: Sequence[Doc]) -> dict[str, object]:
    return nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs])


def _number(value: object) -> float:
    return round(value, 4) if isinstance(value, float) else 0.0


def syntax_scores(nlp: Language, docs: Sequence[Doc]) -> dict[str, float]:
    """Shares between 0 and 1 by column of `SYNTAX_COLUMNS`."""
    found = _evaluate(nlp, docs)
    return {name: _number(found.get(key)) for name, key in SYNTAX_COLUMNS.items()}


def name_scores(nlp: Language, docs: Sequence[Doc]) -> dict[str, dict[str, float]]:
    """Precision, recall, F between 0 and 1 for each label, and for "all names"."""
    found = _evaluate(nlp, docs)
    by_label = found.get("ents_per_type")
    rows: dict[str, dict[str, float]] = {}
    if isinstance(by_label, dict):
        rows = {label: {k.upper(): _number(row[k]) for k in ("p", "r", "f")} for label, row in sorted(by_label.items())}
    rows["all names"] = {k.upper(): _number(found.get(f"ents_{k}")) for k in ("p", "r", "f")}
    return rows
