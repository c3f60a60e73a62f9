"""Values from documents as RDF terms that cannot break anything. Pure functions; reads and writes nothing.

Every text here is hostile: it becomes a literal that parses back to the same text, an address becomes an IRI only when
it is a sound web address, and a date that is no date is left out.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from graph.dates import bounds
from graph.ontology import term

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE_TYPES = {4: term("xsd:gYear"), 7: term("xsd:gYearMonth"), 10: term("xsd:date")}
DECIMAL, INTEGER, DAY = term("xsd:decimal"), term("xsd:integer"), term("xsd:date")


def text(value: str) -> Literal:
    """The text as a string literal. A lone surrogate, which no encoding can hold, becomes U+FFFD."""
    return Literal(_LONE_SURROGATE.sub("\ufffd", value))


def dated(value: str | None) -> Literal | None:
    """YYYY, YYYY-MM or YYYY-MM-DD as gYear, gYearMonth or date; None for anything else."""
    return Literal(value, datatype=_DATE_TYPES[len(value)]) if value and bounds(value) else None


def day(value: str | None) -> Literal | None:
    """YYYY-MM-DD as xsd:date; None for anything else."""
    return dated(value) if value and len(value) == 10 else None


def address(url: str | None) -> NamedNode | Literal | None:
    """A sound http or https address as an IRI, any other text as a literal, nothing as None."""
    if not url:
        return None
    if re.match(r"https?://[^\s/]", url):
        try:
            return NamedNode(url)
        except ValueError:
            return text(url)
    return text(url)


def share(value: float) -> Literal:
    """A share from 0 to 1 as a decimal of at most four places; what lies outside, or is no number, is clipped."""
    inside = min(max(value, 0.0), 1.0) if math.isfinite(value) else 0.0
    return number(Decimal(f"{inside:.4f}"))


def number(value: Decimal) -> Literal:
    """A decimal in its shortest plain form."""
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return Literal(plain, datatype=DECIMAL)
