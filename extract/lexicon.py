"""The vocabulary: YAML files of `extract/lexicon/`, typed and checked on load. Rules that combine words live elsewhere.

`check()` holds every file against its schema and the files against each other; `entente check` prints what it finds.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from extract.errors import LexiconError
from extract.inflect import verb_forms
from extract.records import ENTITY_TYPES, EVENT_TYPES

BodyType = Literal["Organization", "Agreement", "Initiative", "Occasion"]
Model = TypeVar("Model", bound="_Entry")

#: Names of the argument slots a frame may use. Anything else is read as a preposition.
SLOTS = frozenset(
    {
        "subj",
        "obj",
        "iobj",
        "poss",
        "comp",
        "amod",
        "inf",
        "self",
        "gsubj",
        "object_goods",
        "obj_amod",
        "obj_of",
        "in_object",
        "with_obj_for",
        "that_subj",
    }
)
PREPOSITIONS = frozenset(
    [
        "about",
        "against",
        "among",
        "at",
        "between",
        "by",
        "for",
        "from",
        "in",
        "into",
        "near",
        "of",
        "on",
        "over",
        "to",
        "towards",
        "under",
        "upon",
        "with",
    ]
)


class _Entry(BaseModel):
    """Base of all entries: frozen, and a key that the schema does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Country(_Entry):
    """A state or customs territory and the words of English that stand for it."""

    code: str = Field(pattern=r"^[A-Z]{2}$")
    name: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: str | None = None
    seats: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


class Place(_Entry):
    """A city, region, site or continent."""

    name: str
    country: str | None = None
    names: tuple[str, ...] = ()
    ambiguous: bool = False


class Body(_Entry):
    """A body, agreement or initiative that text names without saying whose it is."""

    name: str
    type: BodyType = "Organization"
    names: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = Field(default=None, pattern=r"^Q\d+$")


class Offices(_Entry):
    """Words of offices, in lower case."""

    heads: frozenset[str]
    grades: frozenset[str]
    honorifics: frozenset[str]
    delegates: frozenset[str]
    goods: frozenset[str]


class Organisations(_Entry):
    """Cue words of names, and nouns that stand for a body named before."""

    cues: dict[str, frozenset[str]]
    generic: dict[str, frozenset[str]]
    instruments: tuple[str, ...]

    @field_validator("cues")
    @classmethod
    def _types_are_known(cls, value: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        if unknown := set(value) - set(ENTITY_TYPES):
            raise ValueError(f"{sorted(unknown)} are no entity types")
        return value


class Frame(_Entry):
    """How one group of trigger words states one type of event.

    `verbs` and `nouns` are lemmas; `particle` a required adverb or preposition of a verb ("call on", "pull out of");
    `with_object` lemmas one of which must head the verb's object; `without_object` lemmas that must not.
    `without_particle` particles that make another verb of it ("sign up to");
    `party` is a slot that must itself give a party of a symmetric event ("received X");
    `agents` and `targets` list slots (see SLOTS) or prepositions, tried in order, all that are filled count.
    """

    type: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    particle: str | None = None
    without_particle: frozenset[str] = frozenset()
    with_object: frozenset[str] = frozenset()
    without_object: frozenset[str] = frozenset()
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    target_types: frozenset[str] = frozenset()
    agent_types: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    instrument: tuple[str, ...] = ()
    goods: bool = False
    party: str | None = None
    status: Literal["held", "planned", "proposed", "denied"] | None = None
    mode: Literal["in_person", "video", "phone"] | None = None
    confidence: float = Field(default=0.7, ge=0.0, le=1.0)

    @field_validator("agent_types", "target_types")
    @classmethod
    def _parties_are_known(cls, value: frozenset[str]) -> frozenset[str]:
        if unknown := value - set(ENTITY_TYPES):
            raise ValueError(f"{sorted(unknown)} are no entity types")
        return value

    @field_validator("type")
    @classmethod
    def _type_is_known(cls, value: str) -> str:
        if value not in EVENT_TYPES:
            raise ValueError(f"{value!r} is no event type")
        return value


class EventWords(_Entry):
    """Codes per event type, the frames, and words that govern an event noun."""

    codes: dict[str, tuple[str, str]]
    frames: tuple[Frame, ...]
    light: frozenset[str]
    planning: frozenset[str]
    proposing: frozenset[str]
    denying: frozenset[str]
    reporting: frozenset[str]
    video: frozenset[str]
    phone: frozenset[str]


def _load(name: str) -> Any:
    text = files("extract").joinpath("lexicon", name).read_text(encoding="utf-8")
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise LexiconError(f"{name}: not YAML ({error}); mend the line it names") from error


def _entries(name: str, model: type[Model]) -> tuple[Model, ...]:
    out = []
    entries = _load(name)
    if not isinstance(entries, list):
        raise LexiconError(f"{name}: the file is a list of entries; begin each with '- '")
    for number, data in enumerate(entries, 1):
        try:
            out.append(model.model_validate(data))
        except ValidationError as error:
            raise LexiconError(f"{name}, entry {number} ({_title(data)}): {_first(error)}") from error
    return tuple(out)


def _whole(name: str, model: type[Model]) -> Model:
    try:
        return model.model_validate(_load(name))
    except ValidationError as error:
        raise LexiconError(f"{name}: {_first(error)}") from error


def _title(data: Any) -> str:
    return str(data.get("code") or data.get("name") or "?") if isinstance(data, dict) else str(data)


def _first(error: ValidationError) -> str:
    problem = error.errors()[0]
    return f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"


@cache
def countries() -> tuple[Country, ...]:
    """All countries, in the file's order."""
    return _entries("countries.yml", Country)


@cache
def places() -> tuple[Place, ...]:
    """All places, in the file's order."""
    return _entries("places.yml", Place)


@cache
def bodies() -> tuple[Body, ...]:
    """All well-known bodies, in the file's order."""
    return _entries("bodies.yml", Body)


@cache
def offices() -> Offices:
    """Words of offices."""
    return _whole("offices.yml", Offices)


@cache
def organisations() -> Organisations:
    """Cue words of names."""
    return _whole("organisations.yml", Organisations)


@cache
def irregular_verbs() -> dict[str, tuple[str, ...]]:
    """Lemma -> irregular past and -ing forms."""
    data = _load("verbs.yml")
    if not isinstance(data, dict) or not all(isinstance(v, list) for v in data.values()):
        raise LexiconError("verbs.yml: every line is `lemma: [forms]`; mend the line that is not")
    return {str(lemma): tuple(str(f) for f in forms) for lemma, forms in data.items()}


@cache
def verb_lemmas() -> dict[str, str]:
    """Inflected form -> lemma for every verb that the frames or the status words name."""
    words, irregular = events(), irregular_verbs()
    named = {v for frame in words.frames for v in frame.verbs}
    named |= words.light | words.planning | words.proposing | words.denying | words.reporting
    out: dict[str, str] = {}
    for lemma in sorted(named):
        for form in sorted(verb_forms(lemma, irregular.get(lemma, ()))):
            if form not in named or form == lemma:
                out.setdefault(form, lemma)
    return out


@cache
def events() -> EventWords:
    """Event frames and the words that govern them."""
    return _whole("events.yml", EventWords)


def check() -> list[str]:
    """Load every file and hold them against each other; each string returned is one problem, worded for a maintainer.

    Raises:
        LexiconError: a file breaks its schema (nothing can be compared then).
    """
    problems = [*_twice("countries.yml", [c.code for c in countries() if c.code not in {"DE", "CD", "MM", "EU"}])]
    owner: dict[str, str] = {}
    for country in countries():
        for form in {country.name, *country.names, *country.adjectives}:
            first = owner.setdefault(form, country.code)
            if first != country.code and form not in country.ambiguous:
                problems.append(f"countries.yml: '{form}' is listed under both {first} and {country.code}; keep one")
    known = {c.code for c in countries()}
    placed: list[Place | Body] = [*places(), *bodies()]
    for entry in placed:
        if entry.country and entry.country not in known:
            problems.append(f"{type(entry).__name__} '{entry.name}': country {entry.country} is not in countries.yml")
    offices(), organisations()
    for number, frame in enumerate(events().frames, 1):
        odd = {*frame.agents, *frame.targets, *frame.instrument, *frame.needs} - SLOTS - PREPOSITIONS
        problems += [
            f"events.yml: frame {number} ({frame.type}): '{slot}' is no slot and no preposition" for slot in sorted(odd)
        ]
    missing = set(EVENT_TYPES) - {f.type for f in events().frames}
    problems += [f"events.yml: no frame states '{kind}'" for kind in sorted(missing)]
    problems += [f"events.yml: no codes for '{kind}'" for kind in EVENT_TYPES if kind not in events().codes]
    return problems


def _twice(name: str, keys: list[str]) -> list[str]:
    seen: set[str] = set()
    out = [f"{name}: '{key}' stands twice; keep one" for key in keys if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
    return sorted(set(out))
