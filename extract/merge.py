"""One happening told several times in an article becomes one event. Pure functions on found events."""

from __future__ import annotations

from extract.layers import Found
from extract.records import SYMMETRIC
from extract.standing import Standing

#: What two parties do once in an article: told as coming and as done it is one, and the surer telling says which.
ONCE = frozenset({"sign", "establish", "join"})


def merge_events(events: list[Found], stands: Standing | None = None) -> list[Found]:
    """Events in order of the text, tellings of one happening joined; the clearest telling gives the quote.

    With `stands`, what is told again of those whom its parties stand for is the same happening; the surer level stays.
    """
    out: list[Found] = []
    for event in events:
        for known in out:
            if stands is not None and _same_higher(known, event, stands):
                _keep_surer(known, event)
                break
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
        return _came_to_nothing(a, b)
    if a.status != b.status and a.date != b.date and a.type not in ONCE:
        return False
    if a.type in SYMMETRIC:
        mine, theirs = set(a.agents), set(b.agents)
        if not (mine <= theirs or theirs <= mine):
            return False
        return not a.targets or not b.targets or bool(set(a.targets) & set(b.targets))
    return a.agents == b.agents and bool(set(a.targets) & set(b.targets))


def _came_to_nothing(a: Found, b: Found) -> bool:
    """ "was to visit Spain but fell ill": what one sentence plans and denies of the same parties is one happening, denied."""
    same = (a.start, a.end, a.agents, a.targets) == (b.start, b.end, b.agents, b.targets)
    return same and {a.status, b.status} & {"planned", "proposed"} != set()


def _same_higher(a: Found, b: Found, stands: Standing) -> bool:
    """True where two tell of one happening at two levels ("Peru and Chile met", "Ministers A and B met")."""
    if a.type != b.type or not _statuses_agree(a, b) or not _dates_agree(a.date, b.date):
        return False
    if (a.agents, a.targets) == (b.agents, b.targets) or (
        a.targets and b.targets and not set(a.targets) & set(b.targets)
    ):
        return False
    if a.type not in SYMMETRIC and not (a.targets and b.targets):
        return False
    return _covered(a.agents, b.agents, stands) and _covered(b.agents, a.agents, stands)


def _statuses_agree(a: Found, b: Found) -> bool:
    return a.status == b.status or (a.type in ONCE and "denied" not in {a.status, b.status})


def _covered(these: list[int], others: list[int], stands: Standing) -> bool:
    return all(any(stands.same(a, b) for b in others) for a in these)


def _keep_surer(known: Found, other: Found) -> None:
    date, text = (known.date, known.date_text) if known.date else (other.date, other.date_text)
    place = known.place if known.place is not None else other.place
    targets = list(dict.fromkeys([*known.targets, *other.targets]))
    if other.confidence > known.confidence:
        for name in ("agents", "status", "start", "end", "trigger", "confidence", "rule", "mode", "amount"):
            setattr(known, name, getattr(other, name))
    known.date, known.date_text, known.place, known.targets = date, text, place, targets
    known.topics = list(dict.fromkeys([*known.topics, *other.topics]))[:5]


def _dates_agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def _join(known: Found, other: Found) -> None:
    if "denied" in {known.status, other.status}:
        known.status = "denied"
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
