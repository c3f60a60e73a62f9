"""Rows that answer a query, and the forms in which people take them away. Touches no file.

Text, CSV and JSON are for people and spreadsheets: what a document slips in runs in no terminal or sheet.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from graph.ontology import VOCABULARIES, curie

if TYPE_CHECKING:
    import pandas as pd

_XSD = VOCABULARIES["xsd"]
_INTEGERS = {"integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


@dataclass(frozen=True, slots=True)
class Cell:
    """One RDF term: `kind` iri, literal or blank; `datatype` is the address of a literal's type."""

    kind: Literal["iri", "literal", "blank"]
    value: str
    datatype: str = ""
    language: str = ""

    def short(self) -> str:
        """The value as text; an address with its prefix where we have one for it."""
        return curie(self.value) if self.kind == "iri" else self.value

    def python(self) -> Any:
        """int, Decimal as float, bool, date or datetime where the datatype says so and the value keeps to it."""
        name = self.datatype.removeprefix(_XSD) if self.datatype.startswith(_XSD) else ""
        try:
            if name in _INTEGERS:
                return int(self.value)
            if name in ("decimal", "double", "float"):
                return float(Decimal(self.value)) if name == "decimal" else float(self.value)
            if name == "boolean":
                return {"true": True, "1": True, "false": False, "0": False}[self.value]
            if name == "date":
                return date.fromisoformat(self.value)
            if name == "dateTime":
                return datetime.fromisoformat(self.value)
        except (ValueError, ArithmeticError, KeyError):
            return self.value
        return self.short()


Row = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; `cut` is true where the row limit ended it; `labels` gives the names of addresses in it."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)

    def without(self, *columns: str) -> Table:
        """The table without the named columns."""
        kept = [at for at, name in enumerate(self.columns) if name not in columns]
        rows = tuple(tuple(row[at] for at in kept) for row in self.rows)
        return Table(tuple(self.columns[at] for at in kept), rows, self.cut, self.labels)

    def values(self) -> list[tuple[Any, ...]]:
        """The rows as Python values, None where a cell is empty."""
        return [tuple(cell.python() if cell else None for cell in row) for row in self.rows]

    def to_text(self, width: int = 120) -> str:
        """A table for a terminal of `width` columns: names of things, control characters made visible."""
        table = RichTable(box=None, pad_edge=False, header_style="bold")
        for name in self.columns:
            table.add_column(Text(name), overflow="fold")
        for row in self.rows:
            table.add_row(*(Text(_visible(self._shown(cell))) for cell in row))
        file = io.StringIO()
        Console(file=file, width=width, force_terminal=False, color_system=None, legacy_windows=False).print(table)
        lines = [line.rstrip() for line in file.getvalue().splitlines()]
        return "\n".join([*lines, self._foot()]) + "\n"

    def to_csv(self) -> str:
        """CSV with a header. A text that a spreadsheet would run as a formula gets a leading apostrophe."""
        out = io.StringIO()
        plain = csv.writer(out, lineterminator="\n")
        quoted = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        plain.writerow([_safe(name) for name in self.columns])
        for row in self.rows:
            fields = [_plain(cell) for cell in row]
            # The writer itself quotes the line ending that it uses, but not a lone carriage return.
            (quoted if any("\r" in field for field in fields) else plain).writerow(fields)
        return out.getvalue()

    def to_json(self) -> str:
        """A JSON list with one object per row; numbers and truth values are such, dates are text."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.values()]
        return json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n"

    def to_frame(self) -> pd.DataFrame:
        """A pandas DataFrame of Python values, its columns in order also where there are no rows."""
        import pandas as pd

        return pd.DataFrame(self.values(), columns=list(self.columns))

    def _shown(self, cell: Cell | None) -> str:
        if cell is None:
            return ""
        return self.labels.get(cell.value, cell.short()) if cell.kind == "iri" else cell.value

    def _foot(self) -> str:
        count = f"{len(self.rows)} row{'' if len(self.rows) == 1 else 's'}"
        return f"({count}; there are more: the row limit cut them off)" if self.cut else f"({count})"


def _visible(text: str) -> str:
    """The text on one line, each character that cannot be seen (escape codes, direction marks) as its number."""
    flat = " ".join(text.split())
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in flat)


def _plain(cell: Cell | None) -> str:
    if cell is None:
        return ""
    number = isinstance(cell.python(), int | float)
    return cell.short() if number else _safe(cell.short())


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
