"""One happening told several times in an article becomes one event. Pure functions on found events."""

from __future__ import annotations

from extract.layers import Found
from extract.records import SYMMETRIC


def merge_events(events: list[Found]) -> list[Found]:
    """Events in order of the text, tellings of one happening joined; the clearest telling gives the quote."""
    out: list[Found] = []
    for event in events:
        for known in out:
            if _same(known, event):
                _join(known, event)
                break
        else:
            out.append(event)
    return out


def _same(a: Found, b: Found) -> bool:
    if a.type != b.type or not _dates_agree(a.date, b.date):
        return False
    if a.status != b.status and "denied" in {a.status, b.status}:
        return False
    if a.status != b.status and a.date != b.date:
        return False
    if a.type in SYMMETRIC:
        mine, theirs = set(a.agents), set(b.agents)
        if not (mine <= theirs or theirs <= mine):
            return False
        return not a.targets or not b.targets or bool(set(a.targets) & set(b.targets))
    return a.agents == b.agents and bool(set(a.targets) & set(b.targets))


def _dates_agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def _join(known: Found, other: Found) -> None:
    for cluster in other.agents:
        if cluster not in known.agents:
            known.agents.append(cluster)
    for cluster in other.targets:
        if cluster not in known.targets:
            known.targets.append(cluster)
    if other.date and (known.date is None or len(other.date) > len(known.date)):
        known.date, known.date_text = other.date, other.date_text
    known.place = known.place if known.place is not None else other.place
    known.mode = known.mode or other.mode
    known.amount = known.amount or other.amount
    known.topics = list(dict.fromkeys([*known.topics, *other.topics]))[:5]
    if other.confidence > known.confidence:
        known.start, known.end, known.trigger = other.start, other.end, other.trigger
        known.confidence, known.rule = other.confidence, other.rule
