"""The vocabulary of time expressions: `lexicon/dates.yml`, checked on load. Reads that one file; knows no pattern."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from extract.errors import LexiconError

FILE = "dates.yml"

Word = Annotated[str, Field(min_length=1, pattern=r"^[^A-Z\n]+$")]
Words = list[Word]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Month(_Strict):
    """`careful`: the name needs a word of time before it when it stands alone; `verb`: it is no month in small letters."""

    number: int = Field(ge=1, le=12)
    name: Word
    short: Words
    careful: bool = False
    verb: bool = False


class Weekday(_Strict):
    """`number`: Monday is 0."""

    number: int = Field(ge=0, le=6)
    name: Word
    short: Words


class Season(_Strict):
    """`first` is the first month; `loose: false` keeps it from standing without year or direction."""

    name: Word
    first: int = Field(ge=1, le=12)
    loose: bool = True


class Feast(_Strict):
    """`moves`: the feast may fall in another month, so only its year is known."""

    name: Word
    month: int = Field(ge=1, le=12)
    moves: bool = False


class DateWords(_Strict):
    """All word lists of `dates.yml`; the file says what each is for."""

    months: list[Month]
    weekdays: list[Weekday]
    seasons: list[Season]
    feasts: list[Feast]
    ordinals: dict[Word, Annotated[int, Field(ge=1, le=31)]]
    numerals: dict[Word, Annotated[int, Field(ge=1)]]
    vague_numerals: Words
    directions: dict[Literal["last", "next", "this"], Words]
    echoes: dict[Literal["same", "next", "last"], Words]
    parts: Words
    edges: dict[Literal["end", "start", "other"], Words]
    shifts: dict[Literal["ago", "ahead", "earlier", "later", "earlier_at_end", "later_at_end"], Words]
    fiscal: Words
    day_cues: Words
    span_cues: Words
    season_cues: Words
    quarters: Words
    day_words: dict[Word, int | Literal["same"]]
    day_parts: Words
    cues: dict[Literal["deadline", "since", "from", "after", "other"], Words]
    future_cues: Words
    future_before: Words
    past_cues: Words
    counted: Words
    year_words: Words
    after_ordinal_day: Words
    modal_after: Words
    not_after_month: Words
    not_before_figures: Words
    weekday_names_before: Words
    weekday_names_after: Words
    aged: Words

    @model_validator(mode="after")
    def _says_one_thing(self) -> DateWords:
        for entries, size in ((self.months, 12), (self.weekdays, 7)):
            numbers = [entry.number for entry in entries]
            if sorted(set(numbers)) != sorted(numbers) or len(numbers) != size:
                raise ValueError(f"{size} names with one number each are wanted, not {numbers}")
            forms = [form for entry in entries for form in (entry.name, *entry.short)]
            twice = sorted({form for form in forms if forms.count(form) > 1})
            if twice:
                raise ValueError(f"{twice} stand for two things; keep one")
        both = sorted({*self.future_cues, *self.future_before} & {*self.past_cues})
        if both:
            raise ValueError(f"{both} are listed under future and past; keep one")
        return self


def parse_words(text: str, *, name: str = FILE) -> DateWords:
    """The word lists in the YAML `text`; `name` is the file to blame.

    Raises:
        LexiconError: the text is no YAML, lacks a list, or says two things of one word.
    """
    try:
        return DateWords.model_validate(yaml.safe_load(text))
    except ValidationError as error:
        first = error.errors()[0]
        raise LexiconError(f"{name}: {'.'.join(map(str, first['loc']))}: {first['msg']}; mend this entry") from error
    except yaml.YAMLError as error:
        raise LexiconError(f"{name}: not YAML ({error}); mend it") from error


@cache
def date_words() -> DateWords:
    """The word lists that ship with the project, read once.

    Raises:
        LexiconError: the file was changed into something that breaks its schema.
    """
    return parse_words((files("extract") / "lexicon" / FILE).read_text(encoding="utf-8"))
