"""The network that is trained and the arithmetic that ships give the same numbers. Needs torch, which only the training has."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: it is needed for the training only")


def test_heads_in_numpy_and_in_torch_agree() -> None:
    from extract.heads import Heads
    from extract.tags import EVENTS, SPANS
    from extract.training.reader.network import Encoder, Reader

    torch.manual_seed(1)
    reader = Reader(Encoder(50)).eval()
    heads = Heads({k: v.numpy() for k, v in reader.state_dict().items() if not k.startswith("encoder.")})
    rng = np.random.default_rng(1)
    left, right = rng.normal(size=(3, 384)).astype(np.float32), rng.normal(size=(5, 768)).astype(np.float32)
    kinds = np.arange(3) % len(EVENTS), np.arange(5) % len(SPANS)
    places = np.array([0, 40, 300]), np.array([1, 2, 45, 299, 500])
    ours = heads.pairs("roles", left, right, *kinds, *places)
    with torch.no_grad():
        theirs = reader.roles(*map(torch.as_tensor, (left, right, *kinds, *places))).numpy()
        tags = reader.split(reader.tags(torch.as_tensor(left)))
    np.testing.assert_allclose(ours, theirs, atol=1e-4)
    np.testing.assert_allclose(heads.tags(left)[3], torch.sigmoid(tags.triggers).numpy(), atol=1e-5)


def test_fitting_a_few_sentences_lowers_the_loss() -> None:
    from test_extract_reader_examples import BODY, FACTS, HEADER

    from extract.training.corpus import parse
    from extract.training.reader.examples import examples_of
    from extract.training.reader.fit import encode, fit, losses
    from extract.training.reader.network import Encoder, Reader

    torch.manual_seed(1)
    examples = examples_of(parse(HEADER + BODY + FACTS)) * 4

    def loss(reader: Reader) -> float:
        with torch.no_grad():
            return float(sum(losses(reader.eval(), examples[0], encode(reader, examples[:1])[0]).values()))

    reader = Reader(Encoder(30_522))
    before = loss(reader)
    after = loss(fit(reader, lambda _: examples, epochs=3, say=lambda _: None))
    assert after < before
