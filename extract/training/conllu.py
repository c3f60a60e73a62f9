"""Universal Dependencies files to spaCy documents, hyphenated words merged. Reads the treebanks; writes nothing."""

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

# The features that later rules can use; the rest would only widen the output layer.
FEATURES = frozenset({"Mood", "Number", "Person", "Tense", "VerbForm", "Voice"})
SENTENCES_PER_DOC = 8
PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Word:
    """One treebank token. `head` is the 0-based index of its head in the sentence; the root points to itself."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    space_after: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence, in order, and whether a paragraph or document begins with it."""

    words: tuple[Word, ...]
    new_paragraph: bool
    new_document: bool


def read_conllu(lines: Iterable[str]) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U stream; multiword and empty-node lines are passed over."""
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in (*lines, ""):
        line = line.rstrip("\n")
        if line.startswith("#"):
            comments.append(line)
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield _sentence(comments, rows)
            comments, rows = [], []


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a gzipped CoNLL-U file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from read_conllu(file)


def _sentence(comments: Sequence[str], rows: Sequence[Sequence[str]]) -> Sentence:
    rows = [row for row in rows if row[0].isdigit()]
    position = {row[0]: n for n, row in enumerate(rows)}
    text = next((c.removeprefix("# text = ") for c in comments if c.startswith("# text = ")), "")
    spaces = _spaces_in(text, [row[1] for row in rows])
    words = tuple(
        Word(
            form=row[1],
            # "_" stands for an unknown lemma, except where the word is an underscore.
            lemma=row[1] if row[2] == "_" else row[2],
            upos=row[3],
            xpos=row[4],
            feats="|".join(f for f in row[5].split("|") if f.split("=")[0] in FEATURES),
            head=position.get(row[6], n),
            dep="ROOT" if row[6] == "0" else row[7],
            space_after=spaces[n] if spaces else "SpaceAfter=No" not in row[9],
        )
        for n, row in enumerate(rows)
    )
    starts = {c.split()[1] for c in comments if len(c.split()) > 1}
    return Sentence(words, bool(starts & {"newpar", "newpar_block", "newdoc"}), "newdoc" in starts)


def _spaces_in(text: str, forms: Sequence[str]) -> list[bool]:
    """Which forms are followed by white space in `text`; empty when the forms do not spell the text."""
    spaces, at = [], 0
    for form in forms:
        while at < len(text) and text[at].isspace():
            at += 1
        if not text.startswith(form, at):
            return []
        at += len(form)
        spaces.append(at >= len(text) or text[at].isspace())
    return spaces


def text_of(words: Sequence[Word]) -> str:
    """The sentence as it is written, without a space at its end."""
    return "".join(w.form + " " * w.space_after for w in words).rstrip()


def merge_hyphenated(words: Sequence[Word], tokenize: Callable[[str], Sequence[tuple[int, int]]]) -> tuple[Word, ...]:
    """Merge the tokens of each hyphenated word that `tokenize` (text -> character spans) keeps whole.

    The merged word takes tag, features, label and head of the part nearest the root (the one whose head lies
    outside); its lemma is the lemmas joined. Heads are strictly nearer the root than their dependents before and
    after, so no cycle can arise.
    """
    groups = _hyphen_groups(words, tokenize(text_of(words)))
    new_index = [at for at, group in enumerate(groups) for _ in group]
    merged = []
    for at, group in enumerate(groups):
        top = words[min(group, key=lambda n: _depth(words, n))]
        merged.append(
            Word(
                form="".join(words[n].form for n in group),
                lemma=top.lemma if len(group) == 1 else "".join(words[n].lemma for n in group),
                upos=top.upos,
                xpos=top.xpos,
                feats=top.feats,
                head=at if top.dep == "ROOT" else new_index[top.head],
                dep=top.dep,
                space_after=words[group[-1]].space_after,
            )
        )
    return tuple(merged)


def _depth(words: Sequence[Word], n: int) -> int:
    steps = 0
    while words[n].head != n and steps <= len(words):
        n, steps = words[n].head, steps + 1
    return steps


def _hyphen_groups(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[range]:
    starts, ends, at = {}, {}, 0
    for n, word in enumerate(words):
        starts[at], ends[at + len(word.form)] = n, n
        at += len(word.form) + word.space_after
    groups: list[range] = []
    done = 0
    for start, end in spans:
        if start in starts and end in ends and any("-" in w.form for w in words[starts[start] : ends[end] + 1]):
            groups.extend(range(n, n + 1) for n in range(done, starts[start]))
            groups.append(range(starts[start], ends[end] + 1))
            done = ends[end] + 1
    groups.extend(range(n, n + 1) for n in range(done, len(words)))
    return groups


def treebank_docs(nlp: Language, sentences: Iterable[Sentence]) -> Iterator[Doc]:
    """Yield documents of up to `SENTENCES_PER_DOC` sentences; paragraphs are set apart by a blank line."""

    def tokenize(text: str) -> list[tuple[int, int]]:
        return [(t.idx, t.idx + len(t)) for t in nlp.make_doc(text)]

    batch: list[Sentence] = []
    for sentence in sentences:
        if batch and (sentence.new_document or len(batch) == SENTENCES_PER_DOC):
            yield sentences_doc(nlp, batch)
            batch = []
        words = merge_hyphenated(sentence.words, tokenize)
        batch.append(Sentence(words, sentence.new_paragraph, sentence.new_document))
    if batch:
        yield sentences_doc(nlp, batch)


def sentences_doc(nlp: Language, sentences: Sequence[Sentence]) -> Doc:
    """One document of the sentences with tags, lemmas, features and trees."""
    words: list[Word] = []
    for sentence in sentences:
        if words and sentence.new_paragraph:
            last = len(words) - 1
            words[last] = _without_space(words[last])
            # The break hangs on the word before it, so that the next sentence starts cleanly.
            words.append(Word(PARAGRAPH_BREAK, PARAGRAPH_BREAK, "SPACE", "_SP", "", last, "dep", False))
        offset = len(words)
        words.extend(
            Word(w.form, w.lemma, w.upos, w.xpos, w.feats, w.head + offset, w.dep, w.space_after)
            for w in sentence.words
        )
    return Doc(
        nlp.vocab,
        words=[w.form for w in words],
        spaces=[w.space_after for w in words],
        tags=[w.xpos for w in words],
        pos=[w.upos for w in words],
        morphs=[w.feats for w in words],
        lemmas=[w.lemma for w in words],
        heads=[w.head for w in words],
        deps=[w.dep for w in words],
    )


def _without_space(w: Word) -> Word:
    return Word(w.form, w.lemma, w.upos, w.xpos, w.feats, w.head, w.dep, False)
