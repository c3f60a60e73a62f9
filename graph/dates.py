"""Dates of three precisions (YYYY, YYYY-MM, YYYY-MM-DD) as written in records: their bounds and how they agree. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def bounds(written: str | None) -> tuple[str, str] | None:
    """First and last day (YYYY-MM-DD) that a date may mean; None where it is none or no date of the calendar.

    >>> bounds("2024-02")
    ('2024-02-01', '2024-02-29')
    """
    match = _FORM.fullmatch(written or "")
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        assert year is not None
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()


def has_month(written: str | None) -> bool:
    """True for a date that is precise to the month or the day."""
    return written is not None and len(written) >= len("2024-02")
