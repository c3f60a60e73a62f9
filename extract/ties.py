"""How sure is a tie: one number for each pair of ends that a trigger or the grammar proposes. Features and weights; no text.

A logistic regression over what the encoder says of the trigger and of both ends, and of what the rules say (trained by
`training/deciding.py` on articles that the encoder was not fitted on, so that the number is a probability). Every
feature has a name, so a decision can be told.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FLOOR = 0.01
#: Kinds of ties that are weighed by themselves: of events, of posts, of other states.
KINDS = ("events", "posts", "states")


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each kind of tie (KINDS): a number for each feature, and from which probability on a tie is taken."""

    tables: Mapping[str, Mapping[str, float]]
    cut: Mapping[str, float]

    def of(self, kind: str) -> Mapping[str, float]:
        """The numbers of one kind."""
        return self.tables[kind]


@cache
def weights() -> Weights:
    """The shipped weights; read once in a process."""
    raw = json.loads(files("extract").joinpath("weights", "ties.json").read_text(encoding="utf-8"))
    return Weights({kind: raw[kind] for kind in KINDS}, raw["cut"])


def logit(p: float) -> float:
    """ln(p / (1 - p)), p kept within 1 and 99 %."""
    p = min(max(p, FLOOR), 1 - FLOOR)
    return math.log(p / (1 - p))


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a tie.

    `parties` is how many the trigger has on its side, `here` how many of the two ends its sentence names or points at;
    `levels` is True where a person or body is tied to a country, `again` where another trigger of the type has both ends;
    `far` is how many characters the farther end stands from the trigger, `told` how often the rarer end is spoken of,
    `turned` how likely the encoder thinks the two the other way round, `at` where in the article the trigger stands (0 to 1);
    `same` and `differ` say whether the ends are of one country or of two, where both are known; `counterparts` is True for
    one side and one of its several counterparts, `one_side` for two of the side where the trigger has counterparts as well.
    """

    parties: int = 2
    here: int = 2
    levels: bool = False
    again: bool = False
    far: int = 0
    told: int = 1
    turned: float = 0.0
    at: float = 0.0
    same: bool = False
    differ: bool = False
    counterparts: bool = False
    one_side: bool = False


def event_features(
    kind: str, *, trigger: float, ends: tuple[float, float], instrument: bool, ruled: float | None, other: bool,
    around: Around = Around(),
) -> dict[str, float]:  # fmt: skip
    """Features of one tie of an event.

    `trigger` and `ends` are the encoder's probabilities; `instrument` is True for the tie of a party and what was signed;
    `ruled` is the confidence of the rule that proposes this very tie, None where none does; `other` is True where the
    rules read the same type off the sentence, but between other ends.
    """
    low, high = sorted(ends)
    return {
        "bias": 1.0, "trigger": logit(trigger), "weaker end": logit(low), "stronger end": logit(high),
        "instrument": float(instrument), "rule": float(ruled is not None), "rule's confidence": ruled or 0.0,
        "rule says other ends": float(other), "many parties": math.log(max(around.parties, 1)), "ends here": float(around.here),
        "levels differ": float(around.levels), "told again": float(around.again),
        "far end": math.log1p(around.far) / 5, "rare end": math.log1p(around.told), "turned round": around.turned,
        "late": around.at, "one country": float(around.same), "two countries": float(around.differ),
        "counterparts": float(around.counterparts), "of one side": float(around.one_side), f"type {kind}": 1.0,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends of a state: characters between their nearest names, whether the head's name holds the tail's
    ("Kenya's Ministry of Trade"), whether they are of one country or of two, and how likely another head of the tail is."""

    gap: int = 99
    inside: bool = False
    same: bool = False
    differ: bool = False
    others: float = 0.0


def state_features(
    kind: str, *, read: float, ruled: float | None, best: bool = True, near: bool = True, ends: Ends = Ends()
) -> dict[str, float]:
    """Features of a state: the encoder's probability, and the confidence of the rule that proposes it.

    `best` is True where no other tail of the head is likelier for this type, `near` where one sentence has both ends.
    """
    return {
        "bias": 1.0, "read": logit(read), "rule": float(ruled is not None), "rule's confidence": ruled or 0.0,
        "best of its head": float(best), "one sentence": float(near), "gap": math.log1p(ends.gap) / 5,
        "touches": float(ends.gap <= 3), f"inside, {kind}": float(ends.inside), f"one country, {kind}": float(ends.same),
        f"two countries, {kind}": float(ends.differ), f"others, {kind}": logit(ends.others),
        f"type {kind}": 1.0, f"read, {kind}": logit(read), f"rule, {kind}": float(ruled is not None),
    }  # fmt: skip


def probability(features: Mapping[str, float], weight: Mapping[str, float]) -> float:
    """The logistic function of the weighted sum."""
    total = sum(weight.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-min(max(total, -30.0), 30.0)))
