"""The only place that loads a spaCy pipeline: the model that ships with the project, and our components in order.

names -> times -> clusters -> posts -> events -> states; each reads the layers before it and adds its own.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import cast

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops
from thinc.types import Ints2d

from extract.corefer import cluster_names
from extract.errors import EntenteError
from extract.events import find_events
from extract.names import find_names
from extract.roles import find_posts
from extract.states import find_states
from extract.times import find_times

ORDER = (
    "entente_paragraphs",
    "entente_names",
    "entente_times",
    "entente_clusters",
    "entente_posts",
    "entente_events",
    "entente_states",
)


ENDS = (".", "!", "?", "…", "。")
CLOSERS = frozenset({'"', "”", "’", "'", ")", "]", "»", "''"})
#: Abbreviations that the tokenizer leaves apart from their full stop and that stand before a name or number.
SHORT = frozenset(
    [
        "Dep",
        "Gen",
        "Sec",
        "Min",
        "Gov",
        "Sen",
        "Rep",
        "Amb",
        "Hon",
        "Prof",
        "Col",
        "Capt",
        "Lt",
        "Maj",
        "Brig",
        "Adm",
        "Insp",
        "Supt",
        "Asst",
        "Assoc",
        "Dir",
        "Eng",
        "Mme",
        "Mlle",
        "Sr",
        "Jr",
        "St",
        "Ste",
        "Mt",
        "Ft",
        "No",
        "Nos",
        "Art",
        "vs",
        "cf",
        "al",
        "approx",
        "est",
        "Dept",
        "Govt",
        "Intl",
        "Bros",
        "Pres",
        "Vice",
    ]
)


@Language.component("entente_paragraphs")
def _paragraphs(doc: Doc) -> Doc:
    """Where a sentence may begin, set before the parser, which respects it: after a blank line always, otherwise only
    behind closing punctuation that is no abbreviation. Treebanks of web text teach parsers to cut headlines and lists."""
    starts = np.zeros((len(doc), 1), dtype=np.int32)  # spaCy's codes: 1 yes, -1 no, 0 for the parser to say
    for i in range(1, len(doc)):
        if doc[i - 1].is_space:
            starts[i, 0] = 1
        elif not _may_end(doc, i - 1) or doc[i].text[0].islower() or doc[i].text in CLOSERS:
            starts[i, 0] = -1
    # One write: setting `Token.is_sent_start` looks through the whole Doc each time.
    return doc.from_array(["SENT_START"], cast(Ints2d, starts.astype(np.uint64))) if len(doc) else doc


def _may_end(doc: Doc, i: int) -> bool:
    while i > 0 and doc[i].text in CLOSERS:
        i -= 1
    text = doc[i].text
    if text in {":", "-", "–", "—"}:
        return True
    if not text.endswith(ENDS):
        return False
    if (
        text == "."
        and i > 0
        and (doc[i - 1].text in SHORT or (len(doc[i - 1].text) == 1 and doc[i - 1].text.isupper()))
    ):
        return False
    if len(text) == 2 and text[0].isupper():  # an initial: "B. Quispe"
        return False
    return text[:-1] not in SHORT and text not in {"Mr.", "Mrs.", "Ms.", "Dr.", "H.E."}


Language.component("entente_names", func=find_names)
Language.component("entente_times", func=find_times)
Language.component("entente_clusters", func=cluster_names)
Language.component("entente_posts", func=find_posts)
Language.component("entente_events", func=find_events)
Language.component("entente_states", func=find_states)


@cache
def load(*, fast: bool = False) -> Language:
    """The shipped pipeline with our components; loaded once in a process.

    `fast` includes spaCy's own network for names, which stands in where no encoder reads the texts.

    Raises:
        EntenteError: the model is not in the installation.
    """
    source = files("extract").joinpath("model")
    if not source.joinpath("meta.json").is_file():
        raise EntenteError(
            "the language model is missing from extract/model; install the project anew, or train it with `make model`"
        )
    # NumPy's own matrix product is three to four times as fast as the one spaCy brings, on the machines measured.
    set_current_ops(NumpyOps(use_blis=False))
    with as_file(source) as path:
        nlp = spacy.load(path, exclude=[] if fast else ["ner"])
    nlp.max_length = 10_000_000  # the readers split at a million; a caller of `annotate` may not have
    nlp.add_pipe(ORDER[0], first=True)
    for name in ORDER[1:]:
        nlp.add_pipe(name)
    return nlp
