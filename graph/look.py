"""The look of the explorer page as checked data: shapes, colours and words. Reads graph/page/look.yml, nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from extract.errors import LexiconError
from extract.records import ENTITY_TYPES, STATUSES
from graph.edges import relation_names

PAGE = Path(__file__).parent / "page"

Colour = Annotated[str, StringConstraints(pattern="^#[0-9a-f]{6}$")]
Words = Annotated[str, StringConstraints(min_length=1)]
# The shapes of vis-network that a page without icon fonts or pictures can draw, name outside.
Shape = Annotated[str, StringConstraints(pattern="^(dot|square|hexagon|diamond|star|triangle|triangleDown)$")]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TypeLook(_Row):
    """How one type of entity looks and what one and many of them are called."""

    type: str
    one: Words
    many: Words
    shape: Shape
    light: Colour
    dark: Colour


class FamilyLook(_Row):
    """A group of relations that share a colour."""

    family: str
    label: Words
    light: Colour
    dark: Colour


class RelationLook(_Row):
    """The words for a relation, seen from its source (`past`, `base`) and from its target (`passive` or `inverse`)."""

    relation: str
    family: str
    past: Words
    base: Words
    passive: Words | None = None
    inverse: Words | None = None


class StatusLook(_Row):
    """What a status is called."""

    status: str
    label: Words


class GroupLook(_Row):
    """The colour of a group of things that are told of together."""

    light: Colour
    dark: Colour


class Look(_Row):
    """All of look.yml. Order is the order in the legend."""

    types: tuple[TypeLook, ...] = Field(min_length=1)
    families: tuple[FamilyLook, ...] = Field(min_length=1)
    relations: tuple[RelationLook, ...] = Field(min_length=1)
    statuses: tuple[StatusLook, ...] = Field(min_length=1)
    groups: tuple[GroupLook, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _complete(self) -> Look:
        _same("types", [row.type for row in self.types], ENTITY_TYPES)
        _same("statuses", [row.status for row in self.statuses], STATUSES)
        _same("relations", [row.relation for row in self.relations], relation_names())
        _same("families", [row.family for row in self.families], {row.family for row in self.relations})
        return self


def _same(what: str, given: list[str], wanted: tuple[str, ...] | set[str]) -> None:
    odd = sorted(set(given) ^ set(wanted)) or sorted({name for name in given if given.count(name) > 1})
    if odd:
        raise ValueError(f"{what}: {', '.join(odd)} must stand there exactly once, and only if the graph knows it")


def load_look(path: Path = PAGE / "look.yml") -> Look:
    """The look in that file.

    Raises:
        LexiconError: the file is no YAML, misses a type, relation or status, or has a colour or shape the page cannot draw.
    """
    try:
        return Look.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise LexiconError(f"{path.name}: {error}") from error


@cache
def look() -> Look:
    """The look that ships with the project, read once."""
    return load_look()
