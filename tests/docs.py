"""spaCy Docs built by hand, so that rules on grammar and names are tested without a language model. Touches no file.

Two notations:

`parsed(TABLE)`: one row per token, `word tag label head [lemma]`; tags are Penn's, labels UD's, the head is the word it
hangs on (the nearest one of that spelling; `word#2` is the second of the text) and `-` for a root. Each root opens a
sentence of its own.

`marked("{Trade Minister|Title} {Ann Lee|Person} spoke.")`: running text with the spans a model would have found; tokens
without a parse, sentences parted at full stops.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from extract.corefer import cluster_names
from extract.events import find_events
from extract.layers import Found, Layers, layers
from extract.names import find_names
from extract.records import Extraction
from extract.roles import find_posts
from extract.states import find_states
from extract.times import find_times

#: The fixture `annotate` of conftest.py: texts in, one extraction each out.
Annotate = Callable[..., list[Extraction]]

POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "IN": "ADP", "TO": "PART", "DT": "DET",
    "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON", "CC": "CCONJ", "CD": "NUM", "RB": "ADV", "POS": "PART",
    "RP": "ADP", "MD": "AUX", ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "HYPH": "PUNCT", "-LRB-": "PUNCT",
    "-RRB-": "PUNCT", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB",
}  # fmt: skip
AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
#: Words of the tables below whose lemma is not the word in lower case; a fifth column says it for any other.
LEMMAS = {
    "agreed": "agree", "asked": "ask", "attended": "attend", "cancelled": "cancel", "chairs": "chair", "denied": "deny",
    "donated": "donate", "exported": "export", "has": "have", "held": "hold", "hosted": "host", "imposed": "impose",
    "imports": "import", "is": "be", "joined": "join", "leaders": "leader", "lifted": "lift", "met": "meet",
    "ministers": "minister", "negotiated": "negotiate", "officials": "official", "plans": "plan", "praised": "praise",
    "proposed": "propose", "refused": "refuse", "said": "say", "sides": "side", "signed": "sign", "supplied": "supply",
    "talks": "talk", "tariffs": "tariff", "threatened": "threaten", "visited": "visit", "was": "be", "were": "be",
}  # fmt: skip
TIGHT_BEFORE = frozenset({",", ".", ";", ":", ")", "'s", "’s", "-", "n't"})
TIGHT_AFTER = frozenset({"(", "-"})


def parsed(table: str, names: dict[str, str] | None = None) -> Doc:
    """The Doc of a table; `names` gives entity labels to stretches of its text (each place they stand in)."""
    rows = [line.split() for line in table.strip().splitlines()]
    words = [row[0] for row in rows]
    heads = [_head(words, i, row[3]) for i, row in enumerate(rows)]
    tags = [row[1] for row in rows]
    doc = Doc(
        _vocab(),
        words=words,
        spaces=[b not in TIGHT_BEFORE and a not in TIGHT_AFTER for a, b in zip(words, [*words[1:], ""], strict=True)],
        tags=tags,
        pos=[_pos(row) for row in rows],
        deps=["ROOT" if row[3] == "-" else row[2] for row in rows],
        heads=heads,
        lemmas=[row[4] if len(row) > 4 else LEMMAS.get(row[0], row[0].lower()) for row in rows],
    )  # fmt: skip
    if names:
        _label(doc, [(m.start(), m.end(), kind) for name, kind in names.items() for m in _places(doc.text, name)])
    return doc


def marked(text: str) -> Doc:
    """The Doc of running text whose spans stand in braces."""
    plain, spans = "", []
    for part in re.split(r"(\{[^{}|]+\|[A-Za-z]+\})", text):
        if part.startswith("{"):
            name, kind = part[1:-1].split("|")
            spans.append((len(plain), len(plain) + len(name), kind))
            plain += name
        else:
            plain += part
    doc = _tokenizer()(plain)
    _label(doc, spans)
    return doc


def word(doc: Doc, text: str, nth: int = 1) -> Token:
    """The nth token of that spelling."""
    return [t for t in doc if t.text == text][nth - 1]


def texts(tokens: Iterable[Token]) -> list[str]:
    """The tokens' words."""
    return [t.text for t in tokens]


def named(doc: Doc) -> Layers:
    """Layers with mentions and clusters."""
    return layers(cluster_names(find_names(doc)))


def held_posts(doc: Doc) -> list[tuple[str, str, str | None]]:
    """(person, body or country, title) of each post that the text between the names states."""
    found = named(doc)
    find_posts(doc)
    return [_state(s, found) for s in found.states if s.type == "post"]


def other_states(doc: Doc) -> list[tuple[str, str, str]]:
    """(type, head, tail) of each state that is no titled post."""
    found = named(doc)
    find_states(doc)
    return [(s.type, *_state(s, found)[:2]) for s in found.states]


def told(doc: Doc, *, published: str | None = None) -> list[tuple[str, set[str], set[str], str]]:
    """(type, agents, targets, status) of each event of a parsed Doc, by the names of its entities."""
    layers(doc).published = published
    found = named(find_times(doc))
    find_events(find_posts(doc))
    return [(f.type, _names(f.agents, found), _names(f.targets, found), f.status) for f in found.events]


def cluster_of(found: Layers, name: str) -> set[str]:
    """All forms of the one entity that `name` is a form of."""
    homes = {m.entity for m in found.mentions if m.text == name}
    assert len(homes) == 1, f"{name!r} stands in {len(homes)} clusters"
    return {m.text for m in found.clusters[homes.pop()].mentions}


def types(found: Layers) -> dict[str, str]:
    """Text -> type of each mention that is not inside another name."""
    return {m.text: m.type for m in found.mentions if m.form != "inside"}


def _names(clusters: list[int], found: Layers) -> set[str]:
    return {found.clusters[c].name for c in clusters}


def _state(state: Found, found: Layers) -> tuple[str, str, str | None]:
    return found.clusters[state.agents[0]].name, found.clusters[state.targets[0]].name, state.title


def _pos(row: list[str]) -> str:
    if row[2] in AUXILIARY and row[1].startswith("V"):
        return "AUX"
    return "SCONJ" if row[1] == "IN" and row[2] == "mark" else POS[row[1]]


def _head(words: list[str], own: int, head: str) -> int:
    if head == "-":
        return own
    text, _, number = head.partition("#")
    places = [i for i, w in enumerate(words) if w == text and i != own]
    if not places:
        raise ValueError(f"row {own + 1}: no word {head!r} to hang {words[own]!r} on")
    return (
        [i for i, w in enumerate(words) if w == text][int(number) - 1]
        if number
        else min(places, key=lambda i: abs(i - own))
    )


def _places(text: str, name: str) -> list[re.Match[str]]:
    found = list(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    if not found:
        raise ValueError(f"{name!r} does not stand in {text!r}")
    return found


def _label(doc: Doc, spans: list[tuple[int, int, str]]) -> None:
    out: list[Span] = []
    for start, end, kind in spans:
        span = doc.char_span(start, end, label=kind, alignment_mode="expand")
        assert span is not None
        out.append(span)
    doc.ents = tuple(filter_spans(out))


@cache
def _tokenizer() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def _vocab() -> spacy.vocab.Vocab:
    return _tokenizer().vocab
