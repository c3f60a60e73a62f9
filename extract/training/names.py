"""The corpus to spaCy documents with names: one flat layer of ten labels. Reads articles; writes nothing."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.training.article import Article
from extract.training.corpus import read

ENTITY_LABELS = ("Person", "Organization", "Country", "Place", "Agreement", "Occasion", "Initiative")
MARK_LABELS = {"title": "Title", "date": "Date", "money": "Money"}
LABELS = (*ENTITY_LABELS, *MARK_LABELS.values())
# Parts of the corpus that no shipped model was trained on: noise, and translated state news.
HELD_OUT = ("w7", "w10")
# The parts that the spaCy pipeline is made from; the encoder is fitted on all (parts.py).
FIRST = tuple(f"w{n}" for n in range(1, 12))

Labelled = tuple[int, int, str]


def part_of(article_id: str) -> str:
    """The corpus part of an article: "w7" of "w7-012"."""
    return article_id.partition("-")[0]


def corpus_articles(folder: Path, *, held_out: bool) -> list[Article]:
    """The articles of the held-out parts, or those of the other parts of FIRST, in file order."""
    return [
        article
        for path in sorted(folder.glob("*.txt"))
        if part_of(path.stem) in FIRST
        for article in read(path)
        if (part_of(article.id) in HELD_OUT) == held_out
    ]


def flat_spans(article: Article) -> list[Labelled]:
    """The marked stretches (start, end, label) that do not stand inside another; descriptions are no names."""
    spans: set[Labelled] = {(m.start, m.end, MARK_LABELS[m.mark]) for m in article.spans}
    spans |= {(m.start, m.end, e.type) for e in article.entities for m in e.mentions if not m.nominal}
    return outermost(spans)


def outermost(spans: Iterable[Labelled]) -> list[Labelled]:
    """Of overlapping spans only the longest stays (of equals the first by start and label); sorted by start."""
    kept: list[Labelled] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0], s[2])):
        if all(span[1] <= k[0] or span[0] >= k[1] for k in kept):
            kept.append(span)
    return sorted(kept)


def token_spans(doc: Doc, spans: Sequence[Labelled]) -> list[Span]:
    """The spans on whole tokens. A name inside a hyphenated word labels the word, if no other label claims it.

    "Korea-UK" is one token with two names in it: the token is a Country. Spans that cut other words are dropped.
    """
    found: dict[tuple[int, int], set[str]] = {}
    for start, end, label in spans:
        span = doc.char_span(start, end)
        if span is None:
            wider = doc.char_span(start, end, alignment_mode="expand")
            if wider is None or "-" not in wider[0].text + wider[-1].text:
                continue
            span = wider
        found.setdefault((span.start, span.end), set()).add(label)
    wanted = [(start, end, min(labels)) for (start, end), labels in found.items() if len(labels) == 1]
    return [Span(doc, start, end, label=label) for start, end, label in outermost(wanted)]


def article_doc(nlp: Language, article: Article) -> Doc:
    """The article's text, tokenised by `nlp`, with its names as entities."""
    doc = nlp.make_doc(article.text)
    doc.set_ents(token_spans(doc, flat_spans(article)), default="outside")
    return doc
