"""Forms of English verbs and nouns from their lemma, so that trigger words are known even where the lemmatizer errs.

Regular rules of English spelling (final e, consonant and y, sibilants); irregular verbs are data (`lexicon/verbs.yml`).
"""

from __future__ import annotations

import re

VOWEL_END = re.compile(r"[aeiou]y$")
SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


def _third(stem: str) -> str:
    if SIBILANT.search(stem) or stem.endswith("o"):
        return f"{stem}es"
    if stem.endswith("y") and not VOWEL_END.search(stem):
        return f"{stem[:-1]}ies"
    return f"{stem}s"


def verb_forms(lemma: str, irregular: tuple[str, ...] = ()) -> frozenset[str]:
    """All forms of a verb: base, -s, -ing, -ed (or the irregular past forms instead)."""
    third = "has" if lemma == "have" else _third(lemma)
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe")) else lemma
    ended = lemma if lemma.endswith("e") else f"{lemma}e"
    ing = {f for f in irregular if f.endswith("ing")} or {f"{lemma[:-2]}ying" if lemma.endswith("ie") else f"{stem}ing"}
    past = {f for f in irregular if not f.endswith("ing")}
    if not past:
        past = {f"{lemma[:-1]}ied" if lemma.endswith("y") and not VOWEL_END.search(lemma) else f"{ended}d"}
    if lemma in {"cut", "put", "set", "quit"}:
        past, ing = {lemma}, {f"{lemma}{lemma[-1]}ing"}
    if lemma in {"begin", "sit", "get", "forget"}:
        ing = {f"{lemma}{lemma[-1]}ing"}
    return frozenset({lemma, third, *ing, *past})


def noun_forms(lemma: str) -> frozenset[str]:
    """Singular and plural of a noun."""
    return frozenset({lemma, _third(lemma)})
