"""Words per second and peak memory of `entente extract` on one core. Writes to a temporary folder only.

Run: python tests/benchmarks/speed.py [--releases FILE] [--articles 300] [--repeat 1]

The first articles of the file go through `entente extract` in a process of its own that is bound to one core with one
thread, as a person would start it. A second process extracts a single article of three words: that is the startup
(imports, loading the model and the vocabulary). The speed is told with and without it. Words are what stands between
spaces in the texts as read; memory is the largest resident set of the process.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from command import ENTENTE, SHARED, machine, needed

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS")
TINY = {"title": "A title", "text": "Korea met Kenya.", "published": "2024-03-05"}


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds on the clock, seconds of processor time, largest resident set in megabytes."""

    seconds: float
    processor: float
    megabytes: float


def first(path: Path, count: int, out: Path) -> int:
    """Copy the first lines of a JSON-lines file, gzipped or not; return how many there were."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8", newline="\n") as file:
        lines = list(itertools.islice(file, count))
    out.write_text("".join(lines), encoding="utf-8")
    return len(lines)


def extract(documents: Path, out: Path, *, core: int | None) -> Run:
    """Extract one file in a process bound to one core.

    Raises:
        SystemExit: the process failed.
    """
    command = [*ENTENTE, "extract", "--quiet", str(documents), "-o", str(out)]
    if core is not None:
        bind = "import os, sys; os.sched_setaffinity(0, {int(sys.argv[1])}); os.execv(sys.argv[2], sys.argv[2:])"
        command = [command[0], "-c", bind, str(core), *command]
    start = time.perf_counter()
    child = subprocess.Popen(command, env=os.environ | dict.fromkeys(THREADS, "1"))
    # wait4 tells what this very child used; RUSAGE_CHILDREN would keep the largest of all children so far.
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"entente extract ended with {child.returncode}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def words(extractions: Path) -> int:
    """Words of all texts in a file of extractions."""
    lines = extractions.read_text(encoding="utf-8").split("\n")
    return sum(len(json.loads(line)["text"].split()) for line in lines if line)


def table(read: int, count: int, whole: Run, startup: Run) -> str:
    """The numbers as Markdown."""
    rows = [
        ("articles, words", f"{read:,}, {count:,}"),
        ("seconds, startup included", f"{whole.seconds:.1f} (processor {whole.processor:.1f})"),
        ("startup", f"{startup.seconds:.1f} (processor {startup.processor:.1f})"),
        ("words per second, startup included", f"{count / whole.seconds:,.0f}"),
        ("words per second, startup taken off", f"{count / (whole.seconds - startup.seconds):,.0f}"),
        ("words per second of processor time, startup included", f"{count / whole.processor:,.0f}"),
        ("peak memory", f"{whole.megabytes:,.0f} MB"),
    ]
    return "\n".join(["| one core | |", "|---|---:|", *(f"| {name} | {value} |" for name, value in rows)])


def middle(runs: list[Run]) -> Run:
    """The run whose time is the median of all (the lower one of two)."""
    return next(run for run in runs if run.seconds == statistics.median_low(run.seconds for run in runs))


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--releases", type=Path, default=SHARED / "data" / "us_gov_releases.jsonl.gz")
    options.add_argument("--articles", type=int, default=300, help="how many, from the beginning of the file")
    options.add_argument("--repeat", type=int, default=1, help="runs of each; the median is told")
    args = options.parse_args()
    core = max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    print(machine() + ("" if core is not None else "; this system cannot bind a process to one core"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents, tiny, out = (folder / part for part in ("documents.jsonl", "tiny.jsonl", "extractions.jsonl"))
        first(needed(args.releases), args.articles, documents)
        tiny.write_text(json.dumps(TINY) + "\n", encoding="utf-8")
        startup = middle([extract(tiny, out, core=core) for _ in range(args.repeat)])
        whole = middle([extract(documents, out, core=core) for _ in range(args.repeat)])
        read = sum(1 for line in out.read_text(encoding="utf-8").split("\n") if line)
        print(table(read, words(out), whole, startup))


if __name__ == "__main__":
    main()
