"""Which sectors and matters of trade a topic is about, and the widest group of each. Reads sectors.yml beside it.

"LNG and rare earths" is about gas and about critical minerals. The words are data; this module only says how they are
found. Nothing is guessed: a topic in which no listed term stands is about no sector.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from extract.errors import LexiconError
from graph.generic import is_acronym

Words = tuple[str, ...]

Id = Annotated[str, StringConstraints(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(pattern=r"\w")]
Chapter = Annotated[str, StringConstraints(pattern="^[0-9]{2}$")]

# A word, or what parts two words so that no term reaches over it. "free-trade area" is "free trade area", and "oil & gas"
# two words side by side; but "non-oil trade" is not about oil, so "non-" is part of its word.
_PART = re.compile(r"((?:non-)?[^\W_]+)|[^\w\s'’&-]|_", re.IGNORECASE)
_HYPHENS = str.maketrans({"‐": "-", "‑": "-"})


class Sector(BaseModel):
    """A topic concept; `broader` is the id of a wider one, `hs` are two-digit chapters of the Harmonized System."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    label: str
    broader: str | None = None
    terms: tuple[Text, ...] = Field(min_length=1)
    hs: tuple[Chapter, ...] = ()


def load_sectors(path: Path = Path(__file__).parent / "sectors.yml") -> tuple[Sector, ...]:
    """The concepts in that file, in its order.

    Raises:
        LexiconError: the file breaks its schema, an id or a term stands twice, or a `broader` leads nowhere or round in a
            circle. The message names the file and every entry that contradicts another.
    """
    concepts = tuple(_entries(path))
    if problems := [*_twice(concepts), *_astray(concepts)]:
        raise LexiconError(f"{path.name}: {'; '.join(problems)}")
    return concepts


def _entries(path: Path) -> Iterator[Sector]:
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise LexiconError(f"{path.name}: not YAML ({error}); mend the line it names") from error
    if not isinstance(entries, list) or not entries:
        raise LexiconError(f"{path.name}: the file is a list of entries; begin each with '- '")
    for number, entry in enumerate(entries, 1):
        try:
            yield Sector.model_validate(entry)
        except ValidationError as error:
            raise LexiconError(f"{path.name}, entry {number} ({_title(entry)}): {_first(error)}; mend it") from error


def _title(entry: Any) -> str:
    return str(entry.get("id", "?")) if isinstance(entry, dict) else str(entry)


def _first(error: ValidationError) -> str:
    problem = error.errors()[0]
    return f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"


def _twice(concepts: tuple[Sector, ...]) -> Iterator[str]:
    """Ids, spellings of terms, and terms of two concepts that are read as the same words."""
    ids = [concept.id for concept in concepts]
    spelled = [term.lower() for concept in concepts for term in concept.terms]
    for keys in (ids, spelled):
        yield from (f"'{key}' stands twice, keep one" for key in sorted({key for key in keys if keys.count(key) > 1}))
    owners: defaultdict[Words, dict[str, str]] = defaultdict(dict)
    for concept in concepts:
        for term in concept.terms:
            owners[_key(term)].setdefault(concept.id, term)
    for claims in owners.values():
        if len({term.lower() for term in claims.values()}) > 1:
            yield " and ".join(f"'{term}' of {owner}" for owner, term in claims.items()) + " are one term, keep one"


def _astray(concepts: tuple[Sector, ...]) -> Iterator[str]:
    """Concepts that no chain of `broader` leads up from to a top."""
    wider = {concept.id: concept.broader for concept in concepts}
    for name, above in wider.items():
        if above is not None and above not in wider:
            yield f"{name}: broader '{above}' is no concept, name one that is or null"
    if ring := sorted(name for name in wider if name in _above(name, wider)):
        yield f"{', '.join(ring)}: broader leads back to where it began, let one of them end in null"


def _above(name: str, wider: Mapping[str, str | None]) -> list[str]:
    """All concepts above, the nearest first; of a circle each once."""
    found: list[str] = []
    while (above := wider.get(name)) and above not in found:
        found.append(above)
        name = above
    return found


@cache
def sectors() -> tuple[Sector, ...]:
    """The concepts that ship with the project, checked and read once.

    Raises:
        LexiconError: see load_sectors.
    """
    return load_sectors()


@cache
def _by_id() -> dict[str, Sector]:
    return {concept.id: concept for concept in sectors()}


def label(sector: str) -> str:
    """What a concept is called: "fish" is "fish and seafood". KeyError for an id that is none."""
    return _by_id()[sector].label


def broader(sector: str) -> str | None:
    """The next wider concept; None for a top. KeyError for an id that is none."""
    return _by_id()[sector].broader


@cache
def top_of(sector: str) -> str:
    """The widest concept above, which of a top is itself. KeyError for an id that is none."""
    wider = broader(sector)
    return sector if wider is None else top_of(wider)


def tops() -> tuple[str, ...]:
    """The ids of the widest concepts, in the file's order."""
    return tuple(concept.id for concept in sectors() if concept.broader is None)


def sectors_of(topics: Iterable[str]) -> tuple[str, ...]:
    """The ids of all concepts that the topics name, sorted, each once, without the broader ones.

    A term counts where it stands in whole words. Of terms that share a word the longest counts, of two as long the
    first. Case is no matter but in acronyms: "ai chips" are chips, only "AI chips" are AI's.
    """
    return tuple(sorted({sector for topic in topics for sector in _named_in(topic)}))


# Topics repeat from article to article.
@lru_cache(maxsize=200_000)
def _named_in(topic: str) -> tuple[str, ...]:
    return tuple(_found(_parts(topic), _terms()))


@dataclass(frozen=True)
class _Terms:
    """The terms of all concepts, ready to be looked up in a topic."""

    acronyms: frozenset[str]
    # First word of a term -> how many words the terms have that begin with it.
    lengths: Mapping[str, frozenset[int]]
    concepts: Mapping[Words, str]


@cache
def _terms() -> _Terms:
    return _index(sectors())


def _index(concepts: tuple[Sector, ...]) -> _Terms:
    by_words = {_key(term): concept.id for concept in concepts for term in concept.terms}
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for words in by_words:
        lengths[words[0]].add(len(words))
    acronyms = frozenset(word for words in by_words for word in words if word != word.lower())
    return _Terms(acronyms, {first: frozenset(counts) for first, counts in lengths.items()}, by_words)


def _parts(text: str) -> list[str]:
    """The words of a text as written; "" where a sign parts two, which is no term's word."""
    return [found[1] or "" for found in _PART.finditer(text.translate(_HYPHENS))]


def _key(term: str) -> Words:
    """A term's words as they are looked up: in lower case, acronyms as they are."""
    return tuple(word if is_acronym(word) else word.lower() for word in _parts(term) if word)


def _found(parts: list[str], terms: _Terms) -> set[str]:
    """The concepts of the terms that stand there, the longest first, none on a word that another has taken."""
    words = [word if word in terms.acronyms else word.lower() for word in parts]
    fits = [
        (-length, start, concept)
        for start, first in enumerate(words)
        for length in terms.lengths.get(first, ())
        if start + length <= len(words) and (concept := terms.concepts.get(tuple(words[start : start + length])))
    ]
    taken: set[int] = set()
    found = set()
    for size, start, concept in sorted(fits):
        place = range(start, start - size)
        if taken.isdisjoint(place):
            taken.update(place)
            found.add(concept)
    return found
