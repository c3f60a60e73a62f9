"""Copies of annotated documents in the letter case of headlines. Pure functions: what comes in is not changed."""

import random
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from spacy.tokens import Doc, Span, Token

Case = Literal["upper", "title", "lower"]

SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "on",
        "or",
        "over",
        "per",
        "the",
        "to",
        "up",
        "via",
        "vs",
        "with",
    ]
)
# What share of the passages is copied in which case.
SHARES: tuple[tuple[Case, float], ...] = (("upper", 0.07), ("title", 0.07), ("lower", 0.03))


def _title(doc: Doc, n: int) -> str:
    word = doc[n].text
    glued = n > 0 and not doc[n - 1].whitespace_  # the "n't" of "don't"
    return word if glued or (word in SMALL_WORDS and n > 0) else word[:1].upper() + word[1:]


def _same_length(word: str, new: str) -> str:
    return new if len(new) == len(word) else word  # "ß".upper() is two letters


def recased(doc: Doc, case: Case) -> Doc:
    """A copy of `doc` in another letter case, every annotation kept.

    The lemma of an all-capitals word is all capitals too: the lemmatizer only edits ends of words, and
    "TALKS" -> "TALK" is an edit it knows, while "TALKS" -> "talk" would be one to learn for each word.
    """
    change: dict[Case, Callable[[Token], str]] = {
        "upper": lambda token: _same_length(token.text, token.text.upper()),
        "title": lambda token: _title(doc, token.i),
        "lower": lambda token: _same_length(token.text, token.text.lower()),
    }
    lemmas = [t.lemma_.upper() if case == "upper" else t.lemma_ for t in doc]
    syntax = doc.has_annotation("DEP")
    return Doc(
        doc.vocab,
        words=[change[case](t) for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in doc] if syntax else None,
        pos=[t.pos_ for t in doc] if syntax else None,
        morphs=[str(t.morph) for t in doc] if syntax else None,
        lemmas=lemmas if syntax else None,
        heads=[t.head.i for t in doc] if syntax else None,
        deps=[t.dep_ for t in doc] if syntax else None,
        ents=None if syntax else [_iob(t.ent_iob_, t.ent_type_) for t in doc],
    )


def _iob(iob: str, label: str) -> str:
    return f"{iob}-{label}" if iob in ("B", "I") else iob


def sentences_of(doc: Doc) -> Iterator[Span]:
    """The sentences of a parsed document without the white space at their ends."""
    for sent in doc.sents:
        end = sent.end
        while end > sent.start and doc[end - 1].is_space:
            end -= 1
        if end > sent.start:
            yield doc[sent.start : end]


def lines_of(doc: Doc) -> Iterator[Span]:
    """The lines of a document with names, cut only where no name crosses the line's end."""
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start : len(doc)]


def headline_copies(docs: Iterable[Doc], cut: Callable[[Doc], Iterator[Span]], *, seed: int) -> Iterator[Doc]:
    """Copies of a fixed random share of the passages that `cut` gives, in the cases of `SHARES`."""
    chance = random.Random(seed)
    for doc in docs:
        for passage in cut(doc):
            if len(passage) > 1 and passage[-1].text == "." and all(t.head.i != passage.end - 1 for t in passage[:-1]):
                passage = passage[:-1]  # headlines end without a full stop
            draw = chance.random()
            for case, share in SHARES:
                if 0 <= draw < share and 3 < len(passage) < 60:
                    yield recased(passage.as_doc(), case)
                draw -= share
