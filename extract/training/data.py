"""From the data beside the project to spaCy's training files. Reads the data folder; writes under the work folder."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extract.errors import EntenteError
from extract.training.augment import headline_copies, lines_of, sentences_of
from extract.training.clauses import made_sentences, stock_of
from extract.training.conllu import read_treebank, text_of, treebank_docs
from extract.training.encoder import embed, load_encoder
from extract.training.foreign import complete, foreign_docs, read_name_sets
from extract.training.names import article_doc, corpus_articles
from extract.training.train import save_docs
from extract.training.vectors import Vectors, passages, reduce, to_vectors, vocabulary

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
SEED = 1
BANKS = ("ewt", "gumc")
# Development is watched on a quarter of the treebanks' dev parts: enough to pick a checkpoint, four times as fast.
DEV_STEP = 4
# Made sentences beside the 18,475 of the treebanks; and those from names of the held-out parts to measure with.
MADE = 1_200
MADE_TEST = 200
SOURCE_WEIGHTS = {"releases": 1, "corpus": 2, "trees": 2, "names": 2}


class TrainingError(EntenteError):
    """The training cannot begin: something it needs is not there. The message says what and where to get it."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the data of others lies: the folder `data` beside the project (see its README for licences)."""

    folder: Path

    @property
    def treebanks(self) -> Path:
        """Folder of the gzipped CoNLL-U files."""
        return self.folder / "ud"

    @property
    def name_sets(self) -> Path:
        """Folder of the column files with names."""
        return self.folder / "ner"

    @property
    def releases(self) -> Path:
        """Gzipped JSON lines of raw text in our domain."""
        return self.folder / "us_gov_releases.jsonl.gz"

    def check(self) -> None:
        """TrainingError if a part is absent."""
        for path in (self.treebanks, self.name_sets, self.releases):
            if not path.exists():
                raise TrainingError(f"training data is not at {path}; put it there or name its folder with --data")


def treebank(nlp: Language, sources: Sources, part: str) -> list[Doc]:
    """Documents of one file, e.g. "ewt-train"."""
    return list(treebank_docs(nlp, read_treebank(sources.treebanks / f"{part}.conllu.gz")))


def prepare_syntax(nlp: Language, sources: Sources, work: Path) -> dict[str, int]:
    """Write syntax-train.spacy and syntax-dev.spacy (treebanks, made sentences); returns the tokens in each."""
    banks = [doc for bank in BANKS for doc in treebank(nlp, sources, f"{bank}-train")]
    stock = stock_of(corpus_articles(CORPUS, held_out=False))
    made = list(treebank_docs(nlp, made_sentences(stock, count=MADE, seed=SEED)))
    train = [doc for part in (banks, made) for doc in (*part, *headline_copies(part, sentences_of, seed=SEED))]
    dev = [doc for bank in BANKS for doc in treebank(nlp, sources, f"{bank}-dev")]
    return {
        "syntax-train": save_docs(train, work / "syntax-train.spacy"),
        "syntax-dev": save_docs(dev[::DEV_STEP], work / "syntax-dev.spacy"),
    }


def made_test(nlp: Language) -> list[Doc]:
    """Made sentences with names of the held-out parts: how well the patterns are learnt, not how well real text goes."""
    stock = stock_of(corpus_articles(CORPUS, held_out=True))
    return list(treebank_docs(nlp, made_sentences(stock, count=MADE_TEST, seed=SEED + 6)))


def prepare_names(nlp: Language, work: Path) -> dict[str, int]:
    """Write names-train.spacy and names-dev.spacy from our corpus; returns the tokens in each."""
    train = [article_doc(nlp, a) for a in corpus_articles(CORPUS, held_out=False)]
    dev = [article_doc(nlp, a) for a in corpus_articles(CORPUS, held_out=True)]
    copies = headline_copies(train, lines_of, seed=SEED)
    return {
        "names-train": save_docs([*train, *copies], work / "names-train.spacy"),
        "names-dev": save_docs(dev, work / "names-dev.spacy"),
    }


def add_name_sets(first: Language, sources: Sources, work: Path) -> int:
    """Put the foreign sets, completed by the `first` model, beside our corpus (which counts twice)."""
    own = load_docs(first, work / "names-train.spacy")
    foreign = [
        complete(first, doc)
        for sentences in read_name_sets(sources.name_sets).values()
        for doc in foreign_docs(first, sentences)
    ]
    return save_docs([*own, *own, *foreign], work / "names-train.spacy")


def load_docs(nlp: Language, path: Path) -> list[Doc]:
    """The documents of a file that `save_docs` wrote."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def release_texts(path: Path) -> Iterator[str]:
    """The texts of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield str(json.loads(line)["text"])


def make_vectors(nlp: Language, sources: Sources, encoder: Path) -> tuple[Vectors, float]:
    """Static vectors from the encoder in that folder, and the share of the variance that the cut keeps."""
    if not (encoder / "model.safetensors").exists():
        raise TrainingError(f"no model.safetensors in {encoder}; unpack all-MiniLM-L6-v2 there")
    trees = (s for b in BANKS for s in read_treebank(sources.treebanks / f"{b}-train.conllu.gz"))
    named = (s for found in read_name_sets(sources.name_sets).values() for s in found)
    lines = {
        "releases": passages(nlp, release_texts(sources.releases)),
        "corpus": passages(nlp, (a.text for a in corpus_articles(CORPUS, held_out=False))),
        "trees": passages(nlp, (text_of(s.words) for s in trees)),
        "names": [tuple(w.lower() for w in s.words) for s in named],
    }
    words = vocabulary(lines, SOURCE_WEIGHTS)
    weights = load_encoder(encoder)
    data, share = reduce(np.array([embed(weights, word) for word in words]))
    return to_vectors(words, data), share
