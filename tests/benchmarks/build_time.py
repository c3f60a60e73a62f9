"""Time of the two ways to a graph: `entente build` here, and `make graph` in a fresh copy. Writes to a temporary folder.

Run: python tests/benchmarks/build_time.py [--make] [--documents seeds/documents]

With --make the project is copied without its virtual environment and built files, and `make graph` runs three times:
in a first copy, which downloads what pip has not cached yet; in a second copy, which makes its virtual environment and
installs from the cache ("after the downloads"); and once more in the second copy, where all is installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from command import ENTENTE, ROOT, machine, needed

LEFT_OUT = (
    ".git",
    ".venv",
    "output",
    "build",
    "*.egg-info",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
    ".ipynb_checkpoints",
)


def timed(command: Sequence[str], *, folder: Path) -> float:
    """Seconds that a command takes in a folder.

    Raises:
        SystemExit: it failed; the end of what it said is told.
    """
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}")
    return seconds


def fresh(folder: Path) -> Path:
    """A copy of the project as somebody has it who has just unpacked it."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    (folder / "output").mkdir()
    return folder


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=Path, default=ROOT / "seeds" / "documents")
    options.add_argument("--make", action="store_true", help="time `make graph` in fresh copies as well (some minutes)")
    args = options.parse_args()
    documents = needed(args.documents).resolve()
    print(machine())
    print("| | seconds |\n|---|---:|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [*ENTENTE, "build", "--quiet", str(documents), "-o", str(folder / "output")]
        print(
            f"| `entente build`, {len(list(documents.iterdir()))} files | {timed(command, folder=folder):.1f} |",
            flush=True,
        )
        if args.make:
            # Not the virtual environment that this script runs in: `make` is to find its own Python.
            graph = ["env", "-u", "VIRTUAL_ENV", "make", "graph", f"PYTHON={Path(sys.base_prefix, 'bin', 'python3')}"]
            os.environ.pop("PYTHONPATH", None)
            first, second = (fresh(folder / part) for part in ("first", "second"))
            timed(graph, folder=first)
            print(
                f"| `make graph` in a fresh copy, after the downloads | {timed(graph, folder=second):.1f} |", flush=True
            )
            print(f"| `make graph` again | {timed(graph, folder=second):.1f} |")


if __name__ == "__main__":
    main()
