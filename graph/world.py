"""The small world map of the explorer page as checked data: a point for every country, and which cells are land.

Reads graph/page/world.yml, nothing else. What a cell is, the page must know too: see NORTH, WEST and STEP.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from extract.errors import LexiconError

#: Degrees: the outer corner of the first cell of the first row, and how far each cell reaches south and east from there.
NORTH, WEST, STEP = 84, -180, 2
ROWS, COLUMNS = 71, 180

Code = Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]
Latitude = Annotated[float, Field(ge=-90, le=90, strict=True)]
Longitude = Annotated[float, Field(ge=-180, le=180, strict=True)]
Row = Annotated[str, StringConstraints(pattern="^[#.]*$", min_length=COLUMNS, max_length=COLUMNS)]


class World(BaseModel):
    """All of world.yml; `model_dump(mode="json")` is what the page gets."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    countries: dict[Code, tuple[Latitude, Longitude]] = Field(min_length=1)
    land: tuple[Row, ...] = Field(min_length=ROWS, max_length=ROWS)

    @field_validator("countries", mode="before")
    @classmethod
    def _quoted(cls, points: Any) -> Any:
        """Norway's code is one of the words that YAML takes for something else."""
        if isinstance(points, dict) and (odd := [key for key in points if not isinstance(key, str)]):
            raise ValueError(f"{odd[0]!r} is no code, quote NO, which YAML reads as false")
        return points

    @field_validator("countries")
    @classmethod
    def _apart(cls, points: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
        """Two countries on one point would be one mark."""
        often = Counter(points.values())
        if shared := sorted(code for code, point in points.items() if often[point] > 1):
            raise ValueError(f"{', '.join(shared)} stand on a point that is another's too")
        return points


class _Loader(yaml.SafeLoader):
    """YAML in which no key of a mapping stands twice: the second would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        for key, count in Counter(str(key.value) for key, _ in node.value).items():
            if count > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{key} stands twice; keep one", node.start_mark)
        return super().construct_mapping(node, deep=deep)


def load_world(path: Path = Path(__file__).parent / "page" / "world.yml") -> World:
    """The map in that file.

    Raises:
        LexiconError: the file is no YAML, a code is not two capitals or stands twice, a point is not on earth or is two
            countries', or the rows are not ROWS by COLUMNS cells of "#" and ".". The message says where and what to do.
    """
    try:
        return World.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader))
    except yaml.YAMLError as error:
        raise LexiconError(f"{path.name}: not sound YAML ({error}); mend the line it names") from error
    except ValidationError as error:
        raise LexiconError(f"{path.name}: {_first(error)}; mend that entry") from error


def _first(error: ValidationError) -> str:
    problem = error.errors()[0]
    return f"{'.'.join(str(part) for part in problem['loc']) or 'the file'}: {problem['msg']}"


@cache
def world() -> World:
    """The map that ships with the project, read once."""
    return load_world()
