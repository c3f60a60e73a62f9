"""The encoder: runs over a text's windows once and says where names, offices, descriptions and triggers stand.

The only file that knows onnxruntime. What it found is a Reading; parties, states and references are decided on it later.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from extract.errors import EntenteError
from extract.heads import Floats, Heads, Ints
from extract.pieces import CLS, SEP, Window, Words, windows, words_of
from extract.reading import Part, Reading, Tagged
from extract.tags import NAMES, OTHER


@cache
def heads() -> Heads:
    """The shipped heads; read once in a process."""
    with as_file(_folder() / "heads.npz") as path:
        return Heads.read(path)


def _folder() -> Traversable:
    folder = files("extract").joinpath("model", "encoder")
    if not folder.joinpath("encoder.onnx").is_file():
        raise EntenteError(
            "the encoder is missing from extract/model/encoder; install the project anew, train it with `make model`, or use --fast"
        )
    return folder


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the same sums in the same order everywhere
    options.log_severity_level = 3
    with as_file(_folder() / "encoder.onnx") as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def read_texts(texts: Sequence[str]) -> list[Reading]:
    """One Reading a text.

    Each window runs alone: the 8-bit arithmetic scales by the largest number of a run, so that in company a text would be
    read a little differently; and one window fills a core.
    """
    out = []
    for text in texts:
        words = words_of(text)
        out.append(_reading(words, [(window, _encode(words, window)) for window in windows(words, text)]))
    return out


def _encode(words: Words, window: Window) -> NDArray[np.float16]:
    """The vectors of a window's words, taken at their first pieces."""
    feed = {name: row[None] for name, row in zip(("ids", "shapes", "breaks"), _inputs(words, window), strict=True)}
    feed["mask"] = np.ones(feed["ids"].shape, dtype=np.float32)
    (out,) = _session().run(["vectors"], feed)
    first = words.first[window.start : window.end] - words.first[window.start] + 1
    vectors: NDArray[np.float16] = out[0, first].astype(np.float16)
    return vectors


def _inputs(words: Words, window: Window) -> tuple[Ints, Ints, Ints]:
    low, high = words.first[window.start], words.first[window.end]
    counts = np.diff(words.first)[window.start : window.end]
    shapes = np.repeat(words.shapes[window.start : window.end], counts)
    breaks = np.repeat(words.breaks[window.start : window.end], counts)
    return (
        np.concatenate([[CLS], words.pieces[low:high], [SEP]]),
        np.concatenate([[6], shapes, [6]]),
        np.concatenate([[3], breaks, [3]]),
    )


def _reading(words: Words, parts: list[tuple[Window, NDArray[np.float16]]]) -> Reading:
    made = []
    names: list[Tagged] = []
    other: list[Tagged] = []
    nominal: list[Tagged] = []
    for window, vectors in parts:
        name, more, described, triggers = heads().tags(vectors.astype(np.float32))
        made.append(Part(window, vectors, triggers))
        offset = window.fresh - window.start
        at = (words.starts[window.fresh : window.end], words.ends[window.fresh : window.end])
        names += _stretches(name[offset:], *at, NAMES)
        other += _stretches(more[offset:], *at, OTHER)
        nominal += _stretches(described[offset:], *at, ("nominal",))
    return Reading(words, tuple(made), tuple(names), tuple(other), tuple(nominal))


def best_row(tags: Floats) -> Ints:
    """The likeliest row of tags (words,) in which each I follows a B or I of its label.

    `tags` are probabilities (words, 1 + 2 * labels): O, then B and I of each label in turn. Where the likeliest tag of
    each word makes a legal row, that is it; else the row is mended between the words that are outside all names.
    """
    row: Ints = tags.argmax(-1).astype(np.int64)
    before = np.concatenate([[0], row[:-1]])
    broken = np.nonzero((row > 0) & (row % 2 == 0) & (before != row) & (before != row - 1))[0]
    done = 0
    for at in broken.tolist():
        if at < done:
            continue
        outside = np.nonzero(row[:at] == 0)[0]
        first = int(outside[-1]) if len(outside) else 0
        behind = np.nonzero(row[at:] == 0)[0]
        done = at + int(behind[0]) + 1 if len(behind) else len(row)
        row[first:done] = _viterbi(tags[first:done])
    return row


def _viterbi(tags: Floats) -> Ints:
    """Viterbi (1967) over the legal steps, all of one weight; opens with no I."""
    n, k = tags.shape
    score = np.log(np.maximum(tags, 1e-6))
    inside = np.arange(2, k, 2)
    back = np.zeros((n, k), dtype=np.int64)
    total = score[0].copy()
    total[inside] -= 50.0
    for w in range(1, n):
        best = int(total.argmax())
        fresh, came = total[best] + score[w], np.full(k, best)
        opened, kept = total[inside - 1], total[inside]
        fresh[inside] = np.maximum(opened, kept) + score[w][inside]
        came[inside] = np.where(opened >= kept, inside - 1, inside)
        total, back[w] = fresh, came
    out = np.zeros(n, dtype=np.int64)
    out[-1] = int(total.argmax())
    for w in range(n - 1, 0, -1):
        out[w - 1] = back[w, out[w]]
    return out


def _stretches(tags: Floats, starts: Ints, ends: Ints, labels: Sequence[str]) -> list[Tagged]:
    """The likeliest row of B and I tags, as stretches."""
    best = best_row(tags)
    out: list[Tagged] = []
    opened: tuple[int, int] | None = None  # (first word, label)

    def close(end: int) -> None:
        if opened is not None:
            first, label = opened
            sure = float(tags[first:end, 2 * label + 1 : 2 * label + 3].sum(-1).mean())
            out.append(Tagged(int(starts[first]), int(ends[end - 1]), labels[label], round(sure, 4)))

    for w, tag in enumerate(best.tolist()):
        label = (tag - 1) // 2
        if tag and tag % 2 == 0 and opened is not None and opened[1] == label:
            continue
        close(w)
        opened = (w, label) if tag else None
    close(len(best))
    return out
