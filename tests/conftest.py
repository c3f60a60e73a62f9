"""Fixtures that are dear: the shipped language pipeline, loaded once for all tests that need it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from extract.records import Article, Extraction

Annotate = Callable[..., list[Extraction]]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline with our components."""
    from extract.pipeline import load

    return load()


@pytest.fixture(scope="session")
def annotate(nlp: Language) -> Annotate:
    """`annotate(text, ...)`: the extractions of texts, each an article of its own, published on 12 March 2031."""
    assert nlp.pipe_names
    from extract.annotate import annotate as all_of

    def of(*texts: str, published: str | None = "2031-03-12") -> list[Extraction]:
        articles = [
            Article(doc="sentence.txt", number=n, title="", text=t, published=published) for n, t in enumerate(texts)
        ]
        return list(all_of(articles))

    return of
