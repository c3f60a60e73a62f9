"""The only place that loads a spaCy pipeline: the model that ships with the project, and our components in order.

names -> times -> clusters -> posts -> events -> states; each reads the layers before it and adds its own.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.corefer import cluster_names
from extract.errors import EntenteError
from extract.events import find_events
from extract.names import find_names
from extract.roles import find_posts
from extract.states import find_states
from extract.times import find_times

ORDER = ("entente_paragraphs", "entente_names", "entente_times", "entente_clusters", "entente_posts", "entente_events", "entente_states")


@Language.component("entente_paragraphs")
def _paragraphs(doc: Doc) -> Doc:
    """A blank line ends a sentence; set before the parser, which respects it."""
    for token in doc[:-1] if len(doc) else []:
        if token.is_space and len(token.text) > 0:
            doc[token.i + 1].is_sent_start = True
    return doc


Language.component("entente_names", func=find_names)
Language.component("entente_times", func=find_times)
Language.component("entente_clusters", func=cluster_names)
Language.component("entente_posts", func=find_posts)
Language.component("entente_events", func=find_events)
Language.component("entente_states", func=find_states)


@cache
def load() -> Language:
    """The shipped pipeline with our components; loaded once in a process.

    Raises:
        EntenteError: the model is not in the installation.
    """
    source = files("extract").joinpath("model")
    if not source.joinpath("meta.json").is_file():
        raise EntenteError("the language model is missing from extract/model; install the project anew, or train it with `make model`")
    with as_file(source) as path:
        nlp = spacy.load(path)
    nlp.add_pipe(ORDER[0], first=True)
    for name in ORDER[1:]:
        nlp.add_pipe(name)
    return nlp
