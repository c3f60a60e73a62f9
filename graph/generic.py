"""Which names say too little to identify a thing across articles. Reads generic.yml beside it; no other state.

"Ministry of Trade", "memorandum of understanding" and "third round" are names of many things. The word lists are data;
this module only says how they combine.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

import yaml
from babel import Locale
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from extract.errors import LexiconError
from graph.keys import normalise


class Words(BaseModel):
    """generic.yml as typed data; every list holds normalised single words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    state_organs: frozenset[str]
    bodies: frozenset[str]
    shared_bodies: frozenset[str]
    portfolios: frozenset[str]
    sectors: frozenset[str]
    instruments: frozenset[str]
    gatherings: frozenset[str]
    people: frozenset[str]
    qualities: frozenset[str]
    function_words: frozenset[str]
    ordinals: frozenset[str]
    one_per_state: frozenset[str]
    calendar: frozenset[str]
    topic_prepositions: frozenset[str]
    spellings: dict[str, str]
    country_names: dict[str, str]

    @field_validator(
        "state_organs", "bodies", "portfolios", "instruments", "gatherings", "people", "qualities", "ordinals", "calendar",
        "one_per_state", "shared_bodies", "sectors", "function_words", "topic_prepositions",
    )  # fmt: skip
    @classmethod
    def _single_normalised_words(cls, words: frozenset[str]) -> frozenset[str]:
        for word in sorted(words):
            if normalise(word) != word or " " in word:
                raise ValueError(f"{word!r} is not a single lower-case word without accents")
        return words

    @property
    def generic(self) -> frozenset[str]:
        """All words that identify nothing by themselves, in a name of any type."""
        return frozenset().union(
            self.state_organs, self.bodies, self.portfolios, self.instruments, self.gatherings, self.people,
            self.qualities, self.function_words, self.ordinals, self.calendar,
        )  # fmt: skip


@cache
def words() -> Words:
    """The checked word lists.

    Raises:
        LexiconError: generic.yml breaks its schema; the message names the entry.
    """
    text = resources.files("graph").joinpath("generic.yml").read_text(encoding="utf-8")
    try:
        return Words.model_validate(yaml.safe_load(text))
    except (ValidationError, yaml.YAMLError) as error:
        raise LexiconError(f"generic.yml: {error}; correct the entry it names") from error


@cache
def _generic_words() -> frozenset[str]:
    return words().generic


def _says_nothing(word: str) -> bool:
    return word in _generic_words() or word[0].isdigit()


def respell(normalised: str) -> str:
    """The name in one English: "world trade organisation" = "world trade organization", "co operation" = "cooperation"."""
    spelled = " ".join(words().spellings.get(word, word) for word in normalised.split())
    return f" {spelled} ".replace(" co operation ", " cooperation ").strip()


def says_nothing(name: str, *, body: bool = False) -> bool:
    """True where every word of the name, whatever its case, stands in the lists: "free trade agreement", "Third Round".

    For a `body` a sector says nothing either: each country has its energy agency.
    """
    sectors = words().sectors if body else frozenset()
    return all(_says_nothing(word) or word in sectors for word in normalise(name).split())


def is_common(name: str) -> bool:
    """True for a noun phrase, not a name: each word outside the lists is in lower case ("oil supply memorandum")."""
    return not any(
        not _says_nothing(word)
        for raw in name.split()
        if not raw.strip("\"'“”‘’([{").islower()
        for word in normalise(raw, keep_article=True).split()
    )


def is_descriptive(name: str) -> bool:
    """True for an instrument named by its topic alone: "memorandum on coal trade", "MOU on Carbon Credits".

    Two countries' memorandum on coal trade is not that of two others, so such a name needs its parties to identify it.
    """
    for word in normalise(name).split():
        if word in words().topic_prepositions:
            return True
        if not _says_nothing(word):
            break
    return is_common(name)


def is_state_organ(normalised: str) -> bool:
    """True for ministries, departments and the like, which belong to one state each."""
    return any(word in words().state_organs for word in normalised.split())


def is_shared_body(name: str) -> bool:
    """True for "Minerals Security Partnership": a capitalised name of three words or more for a body of several states."""
    bare = normalise(name).split()
    return len(bare) > 2 and not name.islower() and any(word in words().shared_bodies for word in bare)


def ends_open(name: str) -> bool:
    """True for a name cut off after "of" or "and"."""
    return name.split()[-1:] != [] and name.split()[-1].lower() in words().function_words


def is_one_per_state(normalised: str) -> bool:
    """True for an organ that a state has once, so that the bare word and the country identify it: parliament."""
    return normalised in words().one_per_state


def has_number(normalised: str) -> bool:
    """True where a name says which of a row of gatherings it is: "seventh meeting", "PDAC Convention 2024"."""
    return any(word[0].isdigit() or word in words().ordinals for word in normalised.split())


def content_words(normalised: str) -> tuple[str, ...]:
    """The words of a name without function words, sorted: "Industry and Trade Ministry" = "Ministry of Trade and Industry"."""
    return tuple(sorted(word for word in normalised.split() if word not in words().function_words))


@lru_cache(maxsize=200_000)
def is_acronym(name: str) -> bool:
    """True for one short token that is mostly capitals and digits: UNCTAD, MoIT, G20, RCEP."""
    letters = [char for char in name if char.isalnum()]
    capitals = sum(char.isupper() or char.isdigit() for char in letters)
    return (
        2 <= len(letters) <= 10
        and not any(char.isspace() for char in name.strip())
        and any(char.isupper() for char in letters)
        and capitals >= 2
        and 2 * capitals >= len(letters)
    )


@cache
def country_name(code: str) -> str | None:
    """English name of an ISO 3166-1 alpha-2 code or "EU"; None for a code that is no country's."""
    if len(code) != 2 or not code.isascii() or not code.isupper():
        return None
    return words().country_names.get(code) or _territories().get(code)


@cache
def _territories() -> dict[str, str]:
    return {
        code: name
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code not in {"EZ", "QO", "UN", "XA", "XB", "ZZ"}
    }
