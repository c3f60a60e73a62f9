"""Which entity of a system is which annotated one, by type and name. Pure functions on plain dicts; no vocabulary."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeAlias

Item: TypeAlias = dict[str, Any]

# The share of words that two names must have in common; types that are not here need the same words.
LOOSE = {"Agreement": 0.5, "Occasion": 0.5, "Initiative": 0.5, "Organization": 0.75, "Place": 0.75}
SMALL = frozenset(
    ["the", "of", "for", "and", "on", "in", "a", "an", "to", "s", "with", "between", "at", "its", "their"]
)


def fold(name: str | None) -> str:
    """Case-, accent- and punctuation-free form of a name without a leading article."""
    text = unicodedata.normalize("NFKD", name or "")
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    text = re.sub(r"['’]s\b", "", text)
    text = re.sub(r"\.(?=\w)|(?<=\w)\.", "", text)
    text = re.sub(r"[^\w]+", " ", text).strip()
    return re.sub(r"^(the|a|an) ", "", text)


def names(entity: Item) -> set[str]:
    """The folded name and aliases of an entity."""
    return {f for n in [entity.get("name"), *(entity.get("aliases") or [])] if n and (f := fold(n))}


def likeness(gold: Item, got: Item) -> float:
    """0 where the two cannot be the same thing, else how alike their names are."""
    kind = gold["type"]
    if kind != got.get("type"):
        return 0.0
    if kind == "Country" and gold.get("country") and gold.get("country") == got.get("country"):
        return 3.0
    ours, theirs = names(gold), names(got)
    shared = len(ours & theirs)
    if shared:
        return 1.0 + shared + (1 if fold(gold["name"]) in theirs else 0)
    alike = _same_person if kind == "Person" else _same_words(LOOSE.get(kind, 1.0))
    return max((alike(a, b) for a, b in itertools.product(ours, theirs)), default=0.0)


def _same_person(one: str, other: str) -> float:
    """1 for the same parts in another order or spaced differently."""
    letters = [sorted(name.replace(" ", "")) for name in (one, other)]
    same = sorted(one.split()) == sorted(other.split()) or (len(one.split()) > 1 and letters[0] == letters[1])
    return 1.0 if same else 0.0


def _same_words(least: float) -> Callable[[str, str], float]:
    def alike(one: str, other: str) -> float:
        x, y = ({w for w in name.split() if w not in SMALL} for name in (one, other))
        share = len(x & y) / len(x | y) if x and y else 0.0
        return share if share >= least else 0.0

    return alike


def align(gold: Iterable[Item], got: Collection[Item]) -> dict[str, str]:
    """System entity id -> gold entity id, one to one, best likeness first."""
    pairs = ((likeness(g, s), g["id"], s["id"]) for g in gold for s in got)
    mapping: dict[str, str] = {}
    taken: set[str] = set()
    for like, g, s in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if like > 0 and g not in taken and s not in mapping:
            taken.add(g)
            mapping[s] = g
    return mapping
