"""Run spaCy's training on our two configs and join the results. Writes only under the work folder it is given."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extract.training.vectors import Vectors

HERE = Path(__file__).parent
ATTRIBUTES = ("ORTH", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE")


def save_docs(docs: Iterable[Doc], path: Path) -> int:
    """Write documents for spaCy's corpus reader; returns the number of their tokens."""
    docs = list(docs)
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(attrs=ATTRIBUTES, docs=docs).to_disk(path)
    return sum(len(doc) for doc in docs)


def save_base(nlp: Language, folder: Path, vectors: Vectors) -> None:
    """Write the pipeline without components that every training starts from: tokenizer and vectors."""
    folder.mkdir(parents=True, exist_ok=True)
    nlp.vocab.vectors = vectors
    nlp.to_disk(folder)


def train_part(name: str, work: Path, *, steps: int | None = None) -> Language:
    """Train `config_{name}.cfg` on `{name}-train.spacy` and `{name}-dev.spacy` in `work`; returns the best model."""
    overrides: dict[str, str | int] = {
        "paths.train": str(work / f"{name}-train.spacy"),
        "paths.dev": str(work / f"{name}-dev.spacy"),
        "paths.base": str(work / "base"),
        "paths.vectors": str(work / "base"),
    }
    if steps:
        overrides["training.max_steps"] = steps
    train(HERE / f"config_{name}.cfg", work / name, overrides=overrides)
    return spacy.load(work / name / "model-best")


def join(syntax: Language, names: Language) -> Language:
    """One pipeline: the syntax components, then the names with their own tok2vec."""
    syntax.add_pipe("ner", source=names, name="ner")
    # What only training needs would make the saved config point into our work folder.
    config = syntax.config
    config["paths"] = {}
    config["initialize"] = dict.fromkeys(config["initialize"]) | {"components": {}, "tokenizer": {}}
    config["corpora"] = {}
    config["training"] = {}
    syntax.config = config
    return syntax


def install(nlp: Language, folder: Path, *, meta: Mapping[str, object], notice: str) -> None:
    """Write the pipeline beside `folder` and put it in its place in one go; the old one stays whole until then."""
    nlp.meta.update(meta)
    fresh, old = folder.with_name(folder.name + ".new"), folder.with_name(folder.name + ".old")
    for path in (fresh, old):
        shutil.rmtree(path, ignore_errors=True)
    nlp.to_disk(fresh)
    (fresh / "NOTICE").write_text(notice, encoding="utf-8")
    if folder.exists():
        if (folder / "encoder").exists():  # trained by its own command
            shutil.copytree(folder / "encoder", fresh / "encoder")
        folder.replace(old)
    fresh.replace(folder)
    shutil.rmtree(old, ignore_errors=True)
