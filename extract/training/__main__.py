"""Train the shipped pipeline anew and print its scores: `python -m extract.training`. Writes extract/model."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, train, write, print. 1 with one line on the error stream when something needed is absent."""
    parser = argparse.ArgumentParser(prog="python -m extract.training", description="Train the shipped pipeline anew.")
    parser.add_argument("--data", type=Path, default=PROJECT.parent / "shared" / "data", help="folder of the data")
    parser.add_argument("--out", type=Path, default=PROJECT / "extract" / "model", help="folder of the model")
    parser.add_argument("--work", type=Path, help="folder for what lies between (default: a temporary one)")
    parser.add_argument("--encoder", type=Path, help="make the word vectors anew from this folder of all-MiniLM-L6-v2")
    parser.add_argument("--version", default="0.1.0", help="version to write into meta.json")
    options = parser.parse_args(arguments)
    # One thread gives the same sums each time, and is what the weights were measured with.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")

    from extract.errors import EntenteError
    from extract.training.build import build

    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="entente-training-") as temporary:
        try:
            report = build(
                data=options.data,
                out=options.out,
                work=options.work or Path(temporary),
                encoder=options.encoder,
                version=options.version,
            )
        except EntenteError as error:
            print(error, file=sys.stderr)
            return 1
    print(f"{report}\n{time.monotonic() - started:.0f} seconds; the model is in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
