"""What the encoder says of a text, as plain records: stretches, vectors, and the scores of pairs. Nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extract.pieces import Window, Words

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of the text (characters) that a head marked, with the mean probability of its words."""

    start: int
    end: int
    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Part:
    """A window of the text, the vectors of its words (words, 384) and the trigger probabilities (words, event types)."""

    window: Window
    vectors: NDArray[np.float16]
    triggers: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the encoder says of one text before anything is decided."""

    words: Words
    parts: tuple[Part, ...]
    names: tuple[Tagged, ...]
    other: tuple[Tagged, ...]
    nominal: tuple[Tagged, ...]


@dataclass(slots=True)
class Weighed:
    """A trigger read as one type: probabilities of roles per cluster, of dates and amounts by their index in the layers."""

    type: str
    word: str
    start: int
    end: int
    probability: float
    status: str
    roles: tuple[dict[int, float], dict[int, float], dict[int, float], dict[int, float]]
    dates: dict[int, float] = field(default_factory=dict)
    money: dict[int, float] = field(default_factory=dict)
    statuses: tuple[float, ...] = ()


@dataclass(slots=True)
class Weighted:
    """A state with its probability; `title` is the index of the office that goes with a post."""

    type: str
    head: int
    tail: int
    probability: float
    start: int
    end: int


@dataclass(slots=True)
class Judged:
    """All scores of an article."""

    events: list[Weighed] = field(default_factory=list)
    states: list[Weighted] = field(default_factory=list)
    references: list[tuple[int, int, dict[int, float]]] = field(default_factory=list)
    offices: dict[tuple[int, int], float] = field(default_factory=dict)  # (title index, cluster)
