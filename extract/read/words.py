"""The readers' vocabulary (words.yml), typed and checked on load. Reads that one file and nothing else."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from extract.errors import LexiconError

Phrases = Annotated[frozenset[str], Field(min_length=1)]
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


class Headers(BaseModel):
    """Labels of the lines above a story, by the field that they give."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: Phrases
    published: Phrases
    updated: Phrases
    url: Phrases
    other: Phrases


class Words(BaseModel):
    """All of words.yml; what each list means is said there."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    alone: Phrases
    opens_words: int = Field(gt=0)
    opens: tuple[str, ...]
    opens_fragment: tuple[str, ...]
    contains: Phrases
    comments: Phrases
    related: Phrases
    buttons: Phrases
    menu_items: Phrases
    categories: Phrases
    headers: Headers
    sections: Phrases
    months: tuple[str, ...] = Field(min_length=12, max_length=12)
    weekdays: tuple[str, ...] = Field(min_length=7, max_length=7)
    english: Phrases

    @field_validator(
        "alone",
        "opens",
        "opens_fragment",
        "contains",
        "comments",
        "related",
        "buttons",
        "menu_items",
        "categories",
        "sections",
        "english",
    )
    @classmethod
    def _folded(cls, phrases: frozenset[str] | tuple[str, ...]) -> frozenset[str] | tuple[str, ...]:
        """An entry that is not lower case with straight quotes would never match: say so at once."""
        for phrase in phrases:
            if phrase != phrase.translate(_STRAIGHT).casefold() or not phrase.strip():
                raise ValueError(f"{phrase!r} must be lower case with straight quotes")
        return phrases


def fold(line: str) -> str:
    """A line as the vocabulary spells it: lower case, straight quotes, single spaces, no marks at its ends."""
    text = " ".join(line.translate(_STRAIGHT).casefold().split())
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]


def parse_words(source: str, *, name: str = "words.yml") -> Words:
    """The checked vocabulary in the text of a YAML file.

    Raises:
        LexiconError: it is not YAML, or an entry breaks the schema.
    """
    try:
        return Words.model_validate(yaml.safe_load(source))
    except yaml.YAMLError as error:
        raise LexiconError(f"{name}: not YAML ({error}); correct it there") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise LexiconError(f"{name}: {where}: {first['msg']}; correct it there") from error


@cache
def words() -> Words:
    """The vocabulary that ships with the package, read once."""
    return parse_words(files("extract.read").joinpath("words.yml").read_text(encoding="utf-8"))
