"""Name sets made by others to spaCy documents with our labels. Reads their files; writes nothing.

They do not annotate all our labels: what they leave out is filled in by a model of ours (`complete`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.training.names import outermost

SENTENCES_PER_DOC = 6

# Their label -> ours. "LOC" is Country or Place by a list of countries; "?" leaves the stretch without annotation.
WIKIGOLD = {"PER": "Person", "ORG": "Organization", "LOC": "LOC", "MISC": "?"}
UNER = {"PER": "Person", "ORG": "Organization", "LOC": "LOC"}
CROSSNER = {
    "politician": "Person",
    "person": "Person",
    "organisation": "Organization",
    "politicalparty": "Organization",
    "country": "LOC",
    "location": "LOC",
    "event": "?",
    "election": "?",
    "misc": "?",
}
# Labels that none of the sets marks the way our corpus does: an office may stand around names of theirs.
UNMARKED = frozenset(["Title", "Date", "Money", "Agreement", "Occasion", "Initiative"])
MAY_STAND_INSIDE = {"Title": frozenset(["Organization", "Country", "Place"])}


@dataclass(frozen=True, slots=True)
class Labelling:
    """A sentence of others: words, which are followed by a space, and spans of words (start, end, our label)."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    spans: tuple[tuple[int, int, str], ...]


def countries() -> frozenset[str]:
    """English names of countries, lower case, with the short forms that CLDR lacks."""
    names = {name.lower() for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    extra = {"us", "u.s.", "usa", "u.s.a.", "united states of america", "america", "uk", "u.k.", "great britain"}
    extra |= {"britain", "england", "scotland", "wales", "soviet union", "ussr", "yugoslavia", "czechoslovakia"}
    extra |= {"holland", "burma", "korea", "the netherlands", "eu", "european union", "turkey", "czech republic"}
    return frozenset(names | extra | {f"the {name}" for name in names})


def our_label(label: str, text: str, countries: frozenset[str]) -> str:
    """Our label for theirs: locations divide into Country and Place."""
    if label != "LOC":
        return label
    return "Country" if text.lower() in countries else "Place"


def read_columns(lines: Iterable[str], *, word: int, tag: int, labels: Mapping[str, str]) -> Iterator[Labelling]:
    """Sentences of a file with one token a line; `word` and `tag` are the columns. Reads BIO and IO tags."""
    known = countries()
    rows: list[tuple[str, str]] = []
    for line in (*lines, ""):
        fields = line.split()
        if line.startswith("# ") or (fields and fields[0] == "-DOCSTART-"):
            continue
        if fields:
            rows.append((fields[word], fields[tag]))
        elif rows:
            words = [w for w, _ in rows]
            spans = tuple(
                (start, end, our_label(labels[label], " ".join(words[start:end]), known))
                for start, end, label in _spans([t for _, t in rows])
            )
            yield Labelling(tuple(words), tuple(_spaces(words)), spans)
            rows = []


def _spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    start, current = 0, ""
    for n, tag in enumerate((*tags, "O")):
        label = tag[2:] if tag != "O" else ""
        if label != current or tag.startswith("B-"):
            if current:
                yield start, n, current
            start, current = n, label


def _spaces(words: Sequence[str]) -> list[bool]:
    """A guess at the spaces of a text that came as words."""
    closing = {".", ",", ";", ":", "?", "!", ")", "]", "'s", "n't", "%", "'re", "'ve", "'ll", "'d", "'"}
    return [
        word not in ("(", "[", "$") and following not in closing
        for word, following in zip(words, (*words[1:], ""), strict=True)
    ]


def read_name_sets(folder: Path) -> dict[str, list[Labelling]]:
    """All foreign sets under `folder`, by name."""

    def lines(name: str) -> list[str]:
        return (folder / name).read_text(encoding="utf-8").splitlines()

    parts = ("train", "dev", "test")
    crossner = [line for part in parts for line in (*lines(f"crossner_politics_{part}.txt"), "")]
    uner = [line for part in ("dev", "test") for line in (*lines(f"uner_en_ewt-ud-{part}.iob2"), "")]
    return {
        "wikigold": list(read_columns(lines("wikigold.conll.txt"), word=0, tag=1, labels=WIKIGOLD)),
        "crossner": list(read_columns(crossner, word=0, tag=1, labels=CROSSNER)),
        "uner": list(read_columns(uner, word=1, tag=2, labels=UNER)),
    }


def foreign_docs(nlp: Language, sentences: Sequence[Labelling]) -> Iterator[Doc]:
    """Documents of a few sentences each. What is "?" has missing annotation."""
    for at in range(0, len(sentences), SENTENCES_PER_DOC):
        batch = sentences[at : at + SENTENCES_PER_DOC]
        doc = Doc(nlp.vocab, words=[w for s in batch for w in s.words], spaces=[x for s in batch for x in s.spaces])
        spans: list[tuple[int, int, str]] = []
        offset = 0
        for sentence in batch:
            spans.extend((offset + start, offset + end, label) for start, end, label in sentence.spans)
            offset += len(sentence.words)
        doc.set_ents(
            [Span(doc, start, end, label=label) for start, end, label in spans if label != "?"],
            missing=[Span(doc, start, end) for start, end, label in spans if label == "?"],
            default="outside",
        )
        yield doc


def complete(nlp: Language, doc: Doc) -> Doc:
    """Add what `nlp` finds of the labels that the set does not mark, where that touches none of its own spans.

    Only an office may stand around names of the set ("President of Kenya" around "Kenya"); it takes their place.
    """
    found = nlp(Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])).ents
    missing = [t.i for t in doc if t.ent_iob_ == ""]
    own = [(e.start, e.end, e.label_) for e in doc.ents]
    spans = list(own)
    for e in found:
        touched = [s for s in own if s[0] < e.end and e.start < s[1]]
        allowed = MAY_STAND_INSIDE.get(e.label_, frozenset[str]())
        around = all(e.start <= s[0] and s[1] <= e.end and s[1] - s[0] < len(e) and s[2] in allowed for s in touched)
        if e.label_ in UNMARKED and around:
            spans.append((e.start, e.end, e.label_))
    kept = outermost(spans)
    covered = {n for start, end, _ in kept for n in range(start, end)}
    doc.set_ents(
        [Span(doc, start, end, label=label) for start, end, label in kept],
        missing=[Span(doc, n, n + 1) for n in missing if n not in covered],
        default="outside",
    )
    return doc
