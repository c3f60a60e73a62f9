"""What is dear and shared: the shipped language pipeline, and one build of the sample documents. Writes to a temporary folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import browser, opened, real, watch
from project import build
from spacy.language import Language

from docs import Annotate
from extract.records import Article, Extraction

__all__ = ["browser", "opened", "real", "watch"]


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
def annotate() -> Annotate:
    """`annotate(text, ...)`: the extractions of texts, each an article of its own, published on 12 March 2031."""
    return annotator(fast=False)


def annotator(*, fast: bool) -> Annotate:
    """A function from texts to extractions, by the encoder and the rules or, `fast`, by the rules alone."""
    from extract.annotate import annotate as all_of

    def of(*texts: str, published: str | None = "2031-03-12") -> list[Extraction]:
        made = [
            Article(doc="sentence.txt", number=n, title="", text=t, published=published) for n, t in enumerate(texts)
        ]
        return list(all_of(made, fast=fast))

    return of


@pytest.fixture(scope="module", params=["encoder", "fast"])
def both(request: pytest.FixtureRequest) -> Annotate:
    """As `annotate`, once by the encoder and the rules, once by the rules alone."""
    return annotator(fast=request.param == "fast")


@pytest.fixture(autouse=True)
def _hard(request: pytest.FixtureRequest) -> None:
    """A sentence that the encoder reads wrongly today is listed in its module's HARD with the reason, and must be taken
    out of the list when it is read rightly."""
    params = getattr(getattr(request.node, "callspec", None), "params", {})
    reasons: dict[str, str] = getattr(request.module, "HARD", {})
    if params.get("both") == "encoder" and params.get("text") in reasons:
        request.applymarker(pytest.mark.xfail(strict=True, reason=reasons[params["text"]]))
