"""Word-piece embeddings of a sentence encoder, for building word vectors only. Reads a folder; writes nothing.

Written for all-MiniLM-L6-v2 (Apache-2.0): an uncased WordPiece vocabulary and rows 384 wide. Only its input layer is
used: run as a whole network it is a hundred times slower and needs a word's context.
"""

import json
import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
EMBEDDINGS = "embeddings.word_embeddings.weight"


@dataclass(frozen=True, slots=True)
class Encoder:
    """The embedding rows (pieces x 384), and which piece has which row."""

    embeddings: Array
    pieces: Mapping[str, int]


def load_encoder(folder: Path) -> Encoder:
    """Read the embeddings in `model.safetensors` and the pieces in `vocab.txt`."""
    raw = (folder / "model.safetensors").read_bytes()
    # The format: the length of a JSON header, the header, the numbers.
    (length,) = struct.unpack("<Q", raw[:8])
    entry = json.loads(raw[8 : 8 + length])[EMBEDDINGS]
    start, end = (8 + length + offset for offset in entry["data_offsets"])
    embeddings = np.frombuffer(raw[start:end], dtype="<f4").reshape(entry["shape"])
    lines = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return Encoder(embeddings, {piece: row for row, piece in enumerate(lines)})


def embed(encoder: Encoder, word: str) -> Array:
    """The mean of the rows of the word's pieces (384 numbers)."""
    mean: Array = encoder.embeddings[pieces_of(encoder, word) or [encoder.pieces["[UNK]"]]].mean(0)
    return mean


def pieces_of(encoder: Encoder, word: str) -> list[int]:
    """Rows of the word pieces of one word: lower case, no accents, longest match first."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    rows: list[int] = []
    for chunk in _split_punctuation(plain):
        rows.extend(_longest_match(encoder.pieces, chunk))
    return rows


def _split_punctuation(word: str) -> list[str]:
    chunks = [""]
    for c in word:
        if c.isalnum():
            chunks[-1] += c
        elif not c.isspace():
            chunks.extend([c, ""])
    return [chunk for chunk in chunks if chunk]


def _longest_match(pieces: Mapping[str, int], chunk: str) -> list[int]:
    rows, at = [], 0
    while at < len(chunk):
        for end in range(len(chunk), at, -1):
            row = pieces.get(("##" if at else "") + chunk[at:end])
            if row is not None:
                break
        else:
            return [pieces["[UNK]"]]
        rows.append(row)
        at = end
    return rows
