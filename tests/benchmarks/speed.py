"""Words per second and peak memory of `entente extract` on one core. Writes to a temporary folder only.

Run: python tests/benchmarks/speed.py [--releases FILE] [--articles 300] [--repeat 1]

The first articles of the file go through `entente extract` in a process of its own that is bound to one core with one
thread, as a person would start it. A second process extracts a single article of three words: that is the startup
(imports, loading the model and the vocabulary). The speed is told with and without it. Words are what stands between
spaces in the texts as read; memory is the largest resident set of the process. The same with --fast, and beside both the
bare spaCy pipeline (tokens, tags, parse and names of extract/model over the same texts, nothing of ours).
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


BARE = (
    "import json, sys, spacy; from thinc.api import NumpyOps, set_current_ops; set_current_ops(NumpyOps(use_blis=False)); "
    "nlp = spacy.load(sys.argv[1]); texts = [json.loads(line)['text'] for line in open(sys.argv[2], encoding='utf-8')]; "
    "[None for _ in nlp.pipe(texts, batch_size=2)]"
)
MODEL = Path(__file__).parents[2] / "extract" / "model"
WAYS = ("default", "--fast", "bare spaCy pipeline")


def extract(documents: Path, out: Path, *, way: str, core: int | None) -> Run:
    """Extract one file in a process bound to one core, in one of WAYS.

    Raises:
        SystemExit: the process failed.
    """
    command = [*ENTENTE, "extract", "--quiet", *(["--fast"] if way == "--fast" else []), str(documents), "-o", str(out)]
    if way == WAYS[2]:
        command = [command[0], "-c", BARE, str(MODEL), str(documents)]
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


def table(read: int, count: int, runs: dict[str, tuple[Run, Run]]) -> str:
    """The numbers as Markdown, a column a way; `runs` has (whole, startup) of each."""
    rows: dict[str, list[str]] = {"articles, words": [f"{read:,}, {count:,}"] * len(runs)}

    def put(name: str, text: str) -> None:
        rows.setdefault(name, []).append(text)

    for whole, startup in runs.values():
        put("seconds, startup included", f"{whole.seconds:.1f} (processor {whole.processor:.1f})")
        put("startup", f"{startup.seconds:.1f} (processor {startup.processor:.1f})")
        put("words per second, startup included", f"{count / whole.seconds:,.0f}")
        put("words per second, startup taken off", f"{count / (whole.seconds - startup.seconds):,.0f}")
        put("words per second of processor time, startup included", f"{count / whole.processor:,.0f}")
        put("peak memory", f"{whole.megabytes:,.0f} MB")
    head = f"| one core | {' | '.join(runs)} |\n|---{'|---:' * len(runs)}|"
    return "\n".join([head, *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items())])


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
        runs = {}
        for way in reversed(WAYS):  # the default last: its extractions are counted
            startup = middle([extract(tiny, out, way=way, core=core) for _ in range(args.repeat)])
            runs[way] = (middle([extract(documents, out, way=way, core=core) for _ in range(args.repeat)]), startup)
        read = sum(1 for line in out.read_text(encoding="utf-8").split("\n") if line)
        print(table(read, words(out), {way: runs[way] for way in WAYS}))


if __name__ == "__main__":
    main()
