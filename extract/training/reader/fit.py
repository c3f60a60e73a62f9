"""Fitting: losses of all heads over windows, one optimiser, weights averaged at the end. Needs torch; writes nothing.

Parties are taught by entity, not by mention: the score of an entity is the log-sum-exp of its mentions' scores, so that
the network finds out itself which mention tells ("he", "the ministry" or the name).
"""

from __future__ import annotations

import copy
import math
import random
import time
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from extract.pieces import CLS, PAD, SEP
from extract.tags import EVENTS, NAMES, SPANS, STATUSES
from extract.training.reader.examples import Example
from extract.training.reader.network import Reader

PIECES = 1_280  # per batch: three or four articles
SEED = 1
#: The share of pieces hidden in each reading, and the piece that stands for them.
HIDDEN, MASK = 0.04, 103
#: So many words of a window that tell nothing, but look most as if they did, are taught to have no parties.
DECOYS = 5
BOTTOM = -30.0
#: How much each head counts. Triggers and roles are what the product lives on.
WEIGHTS = {"names": 5.0, "other": 3.0, "nominal": 2.0, "triggers": 12.0, "status": 0.5, "roles": 0.6, "decoys": 0.3, "same": 0.3, "states": 0.8, "offices": 0.3}  # fmt: skip


def batches(examples: Sequence[Example], rng: random.Random) -> list[list[Example]]:
    """Windows of like length together, at most PIECES pieces a batch (padding counted), in random order."""
    order = sorted(examples, key=lambda e: len(e.ids) + rng.random() * 40)
    made: list[list[Example]] = [[]]
    for example in order:
        if made[-1] and (len(made[-1]) + 1) * len(example.ids) > PIECES:
            made.append([])
        made[-1].append(example)
    rng.shuffle(made)
    return made


def encode(reader: Reader, batch: Sequence[Example]) -> list[Tensor]:
    """The vectors of each example's words, taken at their first pieces: (words, 384) each.

    While training, some pieces are hidden behind [MASK] (as in BERT's own training), so that no single word is leaned on.
    """
    longest = max(len(e.ids) for e in batch)

    def padded(rows: Sequence[Any]) -> Tensor:
        return torch.stack([functional.pad(torch.as_tensor(r), (0, longest - len(r))) for r in rows])

    ids = padded([e.ids for e in batch])
    if reader.training:
        hidden = (torch.rand(ids.shape) < HIDDEN) & (ids != CLS) & (ids != SEP) & (ids != PAD)
        ids = ids.masked_fill(hidden, MASK)
    mask = torch.stack([(torch.arange(longest) < len(e.ids)).float() for e in batch])
    out = reader.encoder(ids, padded([e.shapes for e in batch]), padded([e.breaks for e in batch]), mask)
    return [out[i, torch.as_tensor(e.first)].float() for i, e in enumerate(batch)]


def by_entity(scores: Tensor, members: Tensor) -> Tensor:
    """(L, mentions, R) and (entities, mentions) of 0 and 1 -> (L, entities, R): log-sum-exp over each one's mentions."""
    spread = scores[:, None] + (1.0 - members[None, :, :, None]) * BOTTOM * 10
    return spread.logsumexp(2)


def spans_of(words: Tensor, example: Example) -> tuple[Tensor, Tensor, Tensor]:
    """Vectors (first and last word side by side), types and places of the example's spans."""
    first = torch.tensor([s.first for s in example.spans])
    last = torch.tensor([s.last for s in example.spans])
    kinds = torch.tensor([s.kind for s in example.spans])
    return torch.cat([words[first], words[last]], -1), kinds, first


def losses(reader: Reader, example: Example, words: Tensor) -> dict[str, Tensor]:
    """The loss of each head on one window, as a sum over its decisions divided by what is usual for a window."""
    tags = reader.split(reader.tags(reader.dropout(words)))
    n = len(example.first)
    out = {
        "names": functional.cross_entropy(tags.names, torch.as_tensor(example.names)),
        "other": functional.cross_entropy(tags.other, torch.as_tensor(example.other)),
        "nominal": functional.cross_entropy(tags.nominal, torch.as_tensor(example.nominal)),
        "triggers": _triggers(example, tags.triggers, n),
    }
    if not example.spans:
        return out
    vectors, kinds, at = spans_of(words, example)
    members = torch.zeros(len(example.entities), len(example.spans))
    for i, span in enumerate(example.spans):
        for entity in span.entities:
            members[entity, i] = 1.0
    if example.told:
        out |= _told(reader, example, words, (vectors, kinds, at), members)
    if example.entities:
        out["decoys"] = _decoys(reader, example, words, tags.triggers, (vectors, kinds, at), members)
        out |= _same(reader, example, (vectors, kinds, at), members)
        out |= _states(reader, example, (vectors, kinds, at), members)
    return out


def _triggers(example: Example, scores: Tensor, n: int) -> Tensor:
    wanted, weight = torch.zeros(n, len(EVENTS)), torch.ones(n, len(EVENTS))
    for word, kind in example.masked:
        weight[word, kind] = 0.0
    for told in example.told:
        wanted[told.word, told.type] = 1.0
        weight[told.word, told.type] = 1.0 if told.known else 0.0
    loss = functional.binary_cross_entropy_with_logits(scores, wanted, weight, reduction="sum")
    return loss / (n * 2)


def _told(reader: Reader, example: Example, words: Tensor, spans: tuple[Tensor, Tensor, Tensor], members: Tensor) -> dict[str, Tensor]:  # fmt: skip
    vectors, kinds, at = spans
    where = torch.tensor([t.word for t in example.told])
    types = torch.tensor([t.type for t in example.told])
    scores = reader.roles(words[where], vectors, types, kinds, where, at)  # (told, spans, roles)
    per_entity = by_entity(scores, members)
    wanted = torch.zeros(len(example.told), len(example.entities), 4)
    weight = torch.ones_like(wanted)
    for i, told in enumerate(example.told):
        for role in range(4):
            for entity in told.fills[role]:
                wanted[i, entity, role] = 1.0
    loss = functional.binary_cross_entropy_with_logits(per_entity[..., :4], wanted, weight, reduction="sum")
    for role, kind in ((4, "date"), (5, "money")):
        which = [i for i, s in enumerate(example.spans) if s.kind == SPANS.index(kind)]
        if which:
            aim = torch.zeros(len(example.told), len(which))
            for i, told in enumerate(example.told):
                for j, span in enumerate(which):
                    aim[i, j] = float(span in told.fills[role])
            loss = loss + functional.binary_cross_entropy_with_logits(scores[:, which, role], aim, reduction="sum")
    status = reader.status(reader.dropout(words[where])).view(-1, len(EVENTS), len(STATUSES))
    status = status[torch.arange(len(types)), types]
    return {
        "roles": loss / 12,
        "status": functional.cross_entropy(status, torch.tensor([t.status for t in example.told]), reduction="sum") / 6,
    }


def _decoys(
    reader: Reader,
    example: Example,
    words: Tensor,
    triggers: Tensor,
    spans: tuple[Tensor, Tensor, Tensor],
    members: Tensor,
) -> Tensor:
    """Words that tell no event of a type, but are scored most as if they did, have no parties in it.

    So types compete for the parties of a word, and what the roles say of a false trigger is low.
    """
    scores = triggers.detach().clone()
    for word, kind in (*example.masked, *((t.word, t.type) for t in example.told)):
        scores[word, kind] = -torch.inf
    best = scores.flatten().topk(min(DECOYS, scores.numel()))
    picked = best.indices[best.values > -torch.inf]
    where, types = picked // len(EVENTS), picked % len(EVENTS)
    vectors, kinds, at = spans
    per_entity = by_entity(reader.roles(words[where], vectors, types, kinds, where, at), members)[..., :4]
    return functional.binary_cross_entropy_with_logits(per_entity, torch.zeros_like(per_entity), reduction="sum") / 12


def _same(reader: Reader, example: Example, spans: tuple[Tensor, Tensor, Tensor], members: Tensor) -> dict[str, Tensor]:
    """Which entities a pronoun or description stands for, judged against the names of each."""
    vectors, kinds, at = spans
    nominal = [i for i, s in enumerate(example.spans) if s.kind == SPANS.index("nominal")]
    named = [i for i, s in enumerate(example.spans) if s.kind < len(NAMES)]
    if not nominal or not named:
        return {}
    scores = reader.same(vectors[nominal], vectors[named], kinds[nominal], kinds[named], at[nominal], at[named])
    here = members[:, named]
    known = here.sum(1) > 0
    logits = by_entity(scores, here[known])[..., 0]
    wanted = members[known][:, nominal].T
    return {"same": functional.binary_cross_entropy_with_logits(logits, wanted, reduction="sum") / 12}


def _states(
    reader: Reader, example: Example, spans: tuple[Tensor, Tensor, Tensor], members: Tensor
) -> dict[str, Tensor]:
    vectors, kinds, at = spans
    mentions = [i for i, s in enumerate(example.spans) if s.entities and s.kind < len(NAMES)]
    if not mentions:
        return {}
    here = members[:, mentions]
    v, k, a = vectors[mentions], kinds[mentions], at[mentions]
    scores = reader.states(v, v, k, k, a, a)  # (mentions, mentions, states)
    logits = by_entity(by_entity(scores, here).transpose(0, 1), here).transpose(0, 1)  # (entities, entities, states)
    wanted, weight = torch.zeros_like(logits), torch.ones_like(logits)
    weight[torch.arange(len(here)), torch.arange(len(here))] = 0.0
    known = here.sum(1) > 0
    weight[~known] = 0.0
    weight[:, ~known] = 0.0
    for fact in example.facts:
        wanted[fact.head, fact.tail, fact.type] = 1.0
        weight[fact.head, fact.tail, fact.type] *= 0.3 if fact.optional else 1.0
    out = {"states": functional.binary_cross_entropy_with_logits(logits, wanted, weight, reduction="sum") / 12}
    titles = [i for i, s in enumerate(example.spans) if s.kind == SPANS.index("title")]
    linked = {t for _, t in example.offices}
    titles = [t for t in titles if t in linked]
    if titles:
        scores = reader.offices(vectors[titles], v, kinds[titles], k, at[titles], a)
        logits = by_entity(scores, here)[..., 0]
        aim = torch.zeros_like(logits)
        for entity, title in example.offices:
            aim[titles.index(title), entity] = 1.0
        out["offices"] = functional.binary_cross_entropy_with_logits(logits, aim, reduction="sum") / 12
    return out


def fit(
    reader: Reader, read: Callable[[int], Sequence[Example]], *, epochs: int, rate: float = 3e-4, seed: int = SEED, heads_rate: float = 1e-3,
    say: Callable[[str], None] = print, after: Callable[[int, Reader], None] | None = None,
) -> Reader:  # fmt: skip
    """Train in place with AdamW, warm-up and linear decay; returns the weights averaged over the last part of the steps.

    `read(n)` gives the examples of epoch n, counted from 0.
    """
    rng = random.Random(seed)
    torch.manual_seed(seed)
    learnt = [(n, p) for n, p in reader.named_parameters() if p.requires_grad]
    inner = [p for n, p in learnt if n.startswith("encoder.")]
    heads = [p for n, p in learnt if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": inner, "lr": rate}, {"params": heads, "lr": heads_rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    examples = read(0)
    steps = epochs * len(batches(examples, random.Random(seed)))  # later epochs differ by a few
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: _rate(s, steps))
    mean: dict[str, Tensor] = {}
    counted = done = 0
    started = time.monotonic()
    for epoch in range(epochs):
        reader.train()
        examples = read(epoch)
        sums: dict[str, float] = {}
        for batch in batches(examples, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                words = encode(reader, batch)
            loss = torch.zeros(())
            for example, vectors in zip(batch, words, strict=True):
                for name, value in losses(reader, example, vectors).items():
                    loss = loss + WEIGHTS[name] * example.weight * value / len(batch)
                    sums[name] = sums.get(name, 0.0) + float(value.detach())
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for _, p in learnt], 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            if done > 0.8 * steps and done % 5 == 0:
                counted = _average(mean, reader, counted)
        parts = " ".join(f"{k} {v / len(examples):.3f}" for k, v in sorted(sums.items()))
        say(f"epoch {epoch + 1}/{epochs} {time.monotonic() - started:.0f}s {parts}")
        if after is not None:
            after(epoch, reader)
    final = copy.deepcopy(reader)
    if mean:
        final.load_state_dict(mean)
    return final.eval()


def _rate(step: int, steps: int) -> float:
    warm = max(1, int(0.06 * steps))
    return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)) * 0.98 + 0.02 * (1 - math.exp(-step)))


def _average(mean: dict[str, Tensor], reader: Reader, counted: int) -> int:
    with torch.no_grad():
        for name, value in reader.state_dict().items():
            mean[name] = value.clone() if name not in mean else mean[name] + (value - mean[name]) / (counted + 1)
    return counted + 1
