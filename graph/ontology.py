"""The terms of the graph in RDF: namespaces, addresses of nodes, classes of things. Reads its data folder only.

`ontology/entente.ttl` defines our terms, `ontology/shapes.ttl` what every graph keeps to, `ontology/classes.yaml` holds
the words that tell a ministry from a committee and the words for money.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pyoxigraph import NamedNode

from extract.errors import LexiconError

FOLDER = Path(__file__).with_name("ontology")
TERMS, SHAPES = FOLDER / "entente.ttl", FOLDER / "shapes.ttl"

BASE = "https://w3id.org/entente/"
# One prefix per kind of thing, because a slash in a prefixed name is a syntax error.
DATA_PREFIXES: Mapping[str, str] = {
    "per": BASE + "person/",
    "bod": BASE + "body/",
    "cty": BASE + "country/",
    "plc": BASE + "place/",
    "agr": BASE + "agreement/",
    "occ": BASE + "occasion/",
    "ini": BASE + "initiative/",
    "evt": BASE + "event/",
    "art": BASE + "article/",
    "stm": BASE + "statement/",
    "top": BASE + "topic/",
    "pst": BASE + "post/",
    "mbr": BASE + "membership/",
    "rol": BASE + "role/",
    "amt": BASE + "amount/",
    "plover": BASE + "plover/",
    "cameo": BASE + "cameo/",
}
VOCABULARIES: Mapping[str, str] = {
    "ent": BASE + "ns#",
    "cv": "http://data.europa.eu/m8g/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PREFIXES: Mapping[str, str] = {**DATA_PREFIXES, **VOCABULARIES}

EVENT_CLASSES: Mapping[str, str] = {
    "meet": "Meeting",
    "visit": "Visit",
    "attend": "Attendance",
    "host": "Hosting",
    "sign": "Signing",
    "agree": "Commitment",
    "negotiate": "Negotiation",
    "establish": "Establishment",
    "join": "Accession",
    "invest": "Investment",
    "aid": "Assistance",
    "request": "Request",
    "praise": "Praise",
    "criticize": "Criticism",
    "restrict": "Restriction",
    "ease": "Easing",
    "dispute": "Dispute",
    "withdraw": "Withdrawal",
    "trade": "Supply",
}
_ENTITY_CLASSES: Mapping[str, tuple[str, ...]] = {
    "Person": ("foaf:Person", "schema:Person"),
    "Country": ("schema:Country",),
    "Place": ("schema:Place",),
    "Occasion": ("ent:Occasion", "schema:Event"),
    "Initiative": ("ent:Initiative",),
}
_BODY_CLASSES: Mapping[str, tuple[str, ...]] = {
    "Collaboration": ("org:OrganizationalCollaboration", "org:Organization", "schema:Organization"),
    "PublicBody": ("org:FormalOrganization", "cv:PublicOrganisation", "schema:GovernmentOrganization"),
    "Company": ("org:Organization", "schema:Organization"),
}
_CURIE = re.compile(r"([a-z]+):([A-Za-z0-9][A-Za-z0-9_-]*)")
_LOCAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def digest(*parts: str) -> str:
    """16 hexadecimal digits of SHA-256 over the parts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=4096)
def term(curie: str) -> NamedNode:
    """The node of a CURIE of ours that the code spells out, such as "ent:met".

    Raises:
        KeyError: the prefix is unknown.
        ValueError: the local part makes no IRI.
    """
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


@lru_cache(maxsize=1 << 16)
def node(key: str, *, prefix: str | None = None) -> NamedNode:
    """The node of a graph key ("per:jane-doe-1a2b3c4d"), or of any text under `prefix`.

    A key or text that is no plain local name is replaced by its hash, so that nothing in it can reach the syntax.
    """
    if prefix is None:
        match = _CURIE.fullmatch(key)
        if match and match[1] in DATA_PREFIXES:
            return NamedNode(DATA_PREFIXES[match[1]] + match[2])
        head = key.partition(":")[0]
        return NamedNode(DATA_PREFIXES.get(head, BASE) + "x" + digest(key))
    if _LOCAL.fullmatch(key):
        return NamedNode(DATA_PREFIXES[prefix] + key)
    return NamedNode(DATA_PREFIXES[prefix] + "x" + digest(key))


def slug(text: str) -> str:
    """A plain local name for a text: letters and digits of it, then 8 digits of a hash over the folded whole."""
    folded = fold(text)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return f"{words or 'x'}-{digest(folded)[:8]}"


def fold(text: str) -> str:
    """The text without regard to case and to runs of white space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def curie(iri: str) -> str:
    """The address with its prefix where we have one for it, else unchanged."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and re.fullmatch(r"[\w-]*", iri[len(base) :]):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


class BodyWords(BaseModel):
    """Words that place a body under one kind of organisation."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    classification: Literal["Collaboration", "PublicBody", "Company"]
    words: list[str]


class AgreementWords(BaseModel):
    """Words that place an instrument under one kind of agreement."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Literal["MemorandumOfUnderstanding", "Treaty", "Contract"]
    words: list[str]


class Classes(BaseModel):
    """The whole of classes.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    organizations: list[BodyWords]
    agreements: list[AgreementWords]
    currencies: dict[str, list[str]]
    scales: dict[int, list[str]]


@cache
def classes() -> Classes:
    """The words of classes.yaml, checked.

    Raises:
        LexiconError: the file breaks its schema, or one word stands in two lists of a kind.
    """
    path = FOLDER / "classes.yaml"
    raw = yaml.safe_load(path.read_text("utf-8"))
    for entry in raw.get("agreements", ()):
        entry["name"] = entry.pop("class", None)
    try:
        data = Classes.model_validate(raw)
    except ValidationError as error:
        raise LexiconError(f"{path.name}: {error}") from error
    kinds = [[e.words for e in data.organizations], [e.words for e in data.agreements]]
    kinds += [list(data.currencies.values()), list(data.scales.values())]
    for lists in kinds:
        seen = [word for words in lists for word in words]
        twice = sorted({word for word in seen if seen.count(word) > 1})
        if twice:
            raise LexiconError(f"{path.name}: {twice[0]!r} is listed twice; keep one")
    return data


def entity_classes(kind: str, label: str) -> tuple[str, ...]:
    """The classes, as CURIEs, of an entity of that type (Person, Organization ...) with that name."""
    if kind == "Organization":
        return _BODY_CLASSES[classification(label) or "Company"]
    if kind == "Agreement":
        found = next((e.name for e in classes().agreements if _any_word(label, e.words)), None)
        return ("ent:Agreement", *([f"ent:{found}"] if found else []), "schema:CreativeWork")
    return _ENTITY_CLASSES[kind]


def classification(label: str) -> str | None:
    """PublicBody, Collaboration or Company by the words of a body's name; None where no word tells."""
    return next((e.classification for e in classes().organizations if _any_word(label, e.words)), None)


def parse_amount(text: str) -> tuple[Decimal | None, str | None]:
    """Value and ISO 4217 currency of "USD 2.5 billion"; None for each that is not sure (two numbers, a bare "$")."""
    folded = fold(text)
    numbers = list(re.finditer(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", folded))
    currencies = [code for code, words in classes().currencies.items() if _any_word(folded, words)]
    currency = currencies[0] if len(currencies) == 1 else None
    if len(numbers) != 1 or len(numbers[0][0]) > 30:
        return None, currency
    value = Decimal(numbers[0][0].replace(",", ""))
    after = re.match(r"[\s-]*([a-z]+)", folded[numbers[0].end() :])
    scale = next((n for n, words in classes().scales.items() if after and after[1] in words), 1)
    return value * scale, currency


def _any_word(text: str, words: list[str]) -> bool:
    folded = fold(text)
    return any(re.search(rf"(?<![^\W\d]){re.escape(word)}(?![^\W\d])", folded) for word in words)
