"""The heads of the encoder, in numpy: from word vectors to tags, triggers and the scores of pairs. Reads one file.

The same arithmetic as `training/reader/network.py`; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.tags import EDGES, EVENTS, NAME_TAGS, NOMINAL_TAGS, OTHER_TAGS, STATUSES

Floats = NDArray[Any]  # of 32 bits; numpy's own types call the results of most functions 64
Ints = NDArray[np.int64]


def sigmoid(x: Floats) -> Floats:
    """1 / (1 + exp(-x)), safe for large numbers."""
    out: Floats = (0.5 * (1.0 + np.tanh(0.5 * x))).astype(np.float32)
    return out


def softmax(x: Floats) -> Floats:
    """Over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    out: Floats = (e / e.sum(-1, keepdims=True)).astype(np.float32)
    return out


def _gelu(x: Floats) -> Floats:
    """The tanh form (Hendrycks and Gimpel 2016)."""
    out: Floats = 0.5 * x * (1.0 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    return out


class Heads:
    """The weights of all heads and what they compute."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self.w = weights

    @classmethod
    def read(cls, path: Path) -> Heads:
        """From `heads.npz`."""
        with np.load(path, allow_pickle=False) as file:
            return cls({name: file[name].astype(np.float32) for name in file.files})

    def _linear(self, name: str, x: Floats) -> Floats:
        out: Floats = x @ self.w[f"{name}.weight"].T
        if f"{name}.bias" in self.w:
            out += self.w[f"{name}.bias"]
        return out

    def tags(self, words: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """(words, 384) -> probabilities of name tags, other tags, nominal tags (words, tags) and triggers (words, types)."""
        scores = self._linear("tags", words)
        cuts = np.cumsum([len(NAME_TAGS), len(OTHER_TAGS), len(NOMINAL_TAGS)])
        names, other, nominal, triggers = np.split(scores, cuts, axis=-1)
        return softmax(names), softmax(other), softmax(nominal), sigmoid(triggers)

    def status(self, words: Floats, types: Ints) -> Floats:
        """(n, 384) and the event type of each -> probabilities (n, statuses)."""
        scores = self._linear("status", words).reshape(-1, len(EVENTS), len(STATUSES))
        return softmax(scores[np.arange(len(types)), types])

    def pairs(
        self, name: str, left: Floats, right: Floats, left_type: Ints, right_type: Ints, left_at: Ints, right_at: Ints
    ) -> Floats:
        """Logits (L, R, outputs) of head `name`: "roles", "same", "states" or "offices"."""
        w = self.w
        q = _gelu(self._linear(f"{name}.left", left) + w[f"{name}.left_type.weight"][left_type])
        k = _gelu(self._linear(f"{name}.right", right) + w[f"{name}.right_type.weight"][right_type])
        bucket = np.searchsorted(EDGES, right_at[None, :] - left_at[:, None], side="right")
        product: NDArray[Any] = (q[:, None] * k[None]) @ w[f"{name}.product.weight"].T
        product += self._linear(f"{name}.from_left", q)[:, None] + self._linear(f"{name}.from_right", k)[None]
        product += w[f"{name}.distance.weight"][bucket]
        kinds = w[f"{name}.right_type.weight"].shape[0]
        out: Floats = self._linear(f"{name}.out", _gelu(product))
        out += w[f"{name}.types.weight"][left_type[:, None] * kinds + right_type[None, :]]
        return out
