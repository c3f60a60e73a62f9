"""The network: a BERT encoder (MiniLM-L6) with heads for tags, triggers, status and pairs. Needs torch; knows no files.

The encoder is BERT as published (Devlin et al. 2019), six layers of 384 (Wang et al. 2020, MiniLM), plus two small
tables for a word's shape and for the break before it, which start at zero. Pairs are scored by a two-layer network over
both ends, their product, their distance and their types.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from extract.pieces import BREAKS, SHAPES
from extract.tags import EDGES, EVENTS, NAME_TAGS, NOMINAL_TAGS, OTHER_TAGS, ROLES, SPANS, STATES, STATUSES

WIDTH, HEADS, LAYERS, INNER, POSITIONS = 384, 12, 6, 1536, 512
PAIR, HIDDEN = 64, 96


class Layer(nn.Module):
    """One transformer layer, norm behind each half as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (batch, pieces, 384); mask: (batch, 1, 1, pieces), 0 or -10,000 to be added to the attention."""
        batch, n, _ = x.shape
        q, k, v = (
            layer(x).view(batch, n, HEADS, WIDTH // HEADS).transpose(1, 2)
            for layer in (self.query, self.key, self.value)
        )
        # Written out: on CPUs faster to train than torch's fused attention, and exported as it stands.
        scores = (q * (WIDTH // HEADS) ** -0.5) @ k.transpose(-1, -2) + mask
        mixed = scores.softmax(-1).to(v.dtype) @ v
        mixed = self.mixed(mixed.transpose(1, 2).reshape(batch, n, WIDTH))
        x = self.norm1(x + self.dropout(mixed))
        return cast(Tensor, self.norm2(x + self.dropout(self.outer(functional.gelu(self.inner(x))))))


class Encoder(nn.Module):
    """Ids, shapes, breaks and mask (batch, pieces) -> vectors (batch, pieces, 384)."""

    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.words.weight.requires_grad_(
            False
        )  # stays as pretrained, so that words the corpus lacks keep their neighbours
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.types = nn.Parameter(torch.zeros(WIDTH))
        self.shapes, self.breaks = nn.Embedding(len(SHAPES), WIDTH), nn.Embedding(len(BREAKS), WIDTH)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.breaks.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor, breaks: Tensor, mask: Tensor) -> Tensor:
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(at)[None] + self.types + self.shapes(shapes) + self.breaks(breaks)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10_000.0
        for layer in self.layers:
            x = layer(x, bias)
        return cast(Tensor, x)


def load_pretrained(folder: Path, dropout: float = 0.1) -> Encoder:
    """The encoder with the weights of `model.safetensors` in BERT's names."""
    weights = load_file(str(folder / "model.safetensors"))
    weights = {k.removeprefix("bert."): v for k, v in weights.items()}
    encoder = Encoder(weights["embeddings.word_embeddings.weight"].shape[0], dropout)
    state = encoder.state_dict()
    state["words.weight"] = weights["embeddings.word_embeddings.weight"]
    state["positions.weight"] = weights["embeddings.position_embeddings.weight"]
    state["types"] = weights["embeddings.token_type_embeddings.weight"][0]
    state["norm.weight"], state["norm.bias"] = (
        weights["embeddings.LayerNorm.weight"],
        weights["embeddings.LayerNorm.bias"],
    )
    names = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "mixed": "attention.output.dense", "norm1": "attention.output.LayerNorm", "inner": "intermediate.dense",
        "outer": "output.dense", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for i in range(LAYERS):
        for mine, theirs in names.items():
            for part in ("weight", "bias"):
                state[f"layers.{i}.{mine}.{part}"] = weights[f"encoder.layer.{i}.{theirs}.{part}"]
    encoder.load_state_dict(state)
    return encoder


class Pairs(nn.Module):
    """Scores of each left item with each right item: (L, 384 or 768), (R, 768) -> (L, R, outputs)."""

    def __init__(self, left: int, right: int, outputs: int, left_types: int, right_types: int) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(left, PAIR), nn.Linear(right, PAIR)
        self.left_type, self.right_type = nn.Embedding(left_types, PAIR), nn.Embedding(right_types, PAIR)
        self.from_left, self.from_right = nn.Linear(PAIR, HIDDEN), nn.Linear(PAIR, HIDDEN, bias=False)
        self.product = nn.Linear(PAIR, HIDDEN, bias=False)
        self.distance = nn.Embedding(len(EDGES) + 1, HIDDEN)
        self.types = nn.Embedding(left_types * right_types, outputs)
        self.out = nn.Linear(HIDDEN, outputs)
        self.dropout = nn.Dropout(0.2)
        nn.init.zeros_(self.types.weight)
        nn.init.constant_(self.out.bias, -4.0)  # most pairs are none
        self.right_types = right_types

    def forward(
        self, left: Tensor, right: Tensor, left_type: Tensor, right_type: Tensor, left_at: Tensor, right_at: Tensor
    ) -> Tensor:
        q = functional.gelu(self.left(self.dropout(left)) + self.left_type(left_type), approximate="tanh")
        k = functional.gelu(self.right(self.dropout(right)) + self.right_type(right_type), approximate="tanh")
        edges = torch.tensor(EDGES, device=left_at.device)
        bucket = torch.bucketize(right_at[None, :] - left_at[:, None], edges, right=True)
        hidden = self.product(q[:, None] * k[None]) + self.from_left(q)[:, None] + self.from_right(k)[None]
        hidden = functional.gelu(hidden + self.distance(bucket), approximate="tanh")
        bias = self.types(left_type[:, None] * self.right_types + right_type[None, :])
        return cast(Tensor, self.out(self.dropout(hidden)) + bias)


@dataclass(slots=True)
class Scores:
    """What the heads say of the words of one window: logits of tags (words, tags) and triggers (words, event types)."""

    names: Tensor
    other: Tensor
    nominal: Tensor
    triggers: Tensor


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.2)
        self.tags = nn.Linear(WIDTH, len(NAME_TAGS) + len(OTHER_TAGS) + len(NOMINAL_TAGS) + len(EVENTS))
        spans = 2 * WIDTH
        nn.init.constant_(self.tags.bias[-len(EVENTS) :], -5.0)
        self.roles = Pairs(WIDTH, spans, len(ROLES), len(EVENTS), len(SPANS))
        self.status = nn.Linear(WIDTH, len(EVENTS) * len(STATUSES))
        self.same = Pairs(spans, spans, 1, len(SPANS), len(SPANS))
        self.states = Pairs(spans, spans, len(STATES), len(SPANS), len(SPANS))
        self.offices = Pairs(spans, spans, 1, len(SPANS), len(SPANS))

    def split(self, tags: Tensor) -> Scores:
        """The columns of the tag layer, by head."""
        return Scores(*tags.split([len(NAME_TAGS), len(OTHER_TAGS), len(NOMINAL_TAGS), len(EVENTS)], dim=-1))
