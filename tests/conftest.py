"""What is dear and shared: the shipped language pipeline, and one build of the sample documents. Writes to a temporary folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import build
from spacy.language import Language

from docs import Annotate
from extract.records import Article, Extraction


@pytest.fixture(scope="session", name="built")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of seeds/documents. Look, do not write."""
    return build(tmp_path_factory.mktemp("built") / "output")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline with our components, loaded once."""
    from extract.pipeline import load

    return load()


@pytest.fixture(scope="session")
def annotate(nlp: Language) -> Annotate:
    """`annotate(text, ...)`: the extractions of texts, each an article of its own, published on 12 March 2031."""
    assert nlp.pipe_names
    from extract.annotate import annotate as all_of

    def of(*texts: str, published: str | None = "2031-03-12") -> list[Extraction]:
        made = [
            Article(doc="sentence.txt", number=n, title="", text=t, published=published) for n, t in enumerate(texts)
        ]
        return list(all_of(made))

    return of
