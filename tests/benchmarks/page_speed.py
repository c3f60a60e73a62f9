"""Speed, size and memory of our page beside pyvis and Sigma, all of the same network. Writes to a temporary folder.

Run: python tests/benchmarks/page_speed.py [--sizes 100,1000,3000,10000,50000] [--limit 120] [--repeat 3]
     [--only ours,pyvis,still,sigma] [--all] [--json FILE]

ours:   the page of `entente build`, which draws no more than its own cap.
pyvis:  plain pyvis with its defaults; not above 1,000 nodes unless --all is given.
still:  plain pyvis with physics off and a position for each node.
sigma:  Sigma (WebGL) and graphology with a position for each node. Their scripts are read from ipysigma's installed
        files (JupyterLab extension, 0.24.6 holds Sigma 3.0.0-alpha2); PYTHONPATH may name a folder that holds ipysigma.

Usable: drawn once with every control in place; for pyvis with physics, when its progress bar is gone (stabilised).
Redraw: the whole picture once more after the view has moved a little; while dragging, what the page leaves out then is
left out (ours hides many ties). Filter: hide one kind of tie of six, and draw. All three end when a pixel of the
picture can be read back; the time of the script alone is in brackets. This is headless Chromium on a machine without a
graphics card: WebGL is done by the processor (SwiftShader), so that Sigma's frames say nothing of a machine that has
one, where the script's time is nearer to the truth. Read the ratios. Each page and size has a browser of its own; times
are medians. Requests to anything but the file are refused at once and counted.

Example: python tests/benchmarks/page_speed.py --sizes 100,1000 --only ours,still --repeat 1
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from command import machine
from page_parts import contestants
from page_parts.browser import Numbers, TooSlowError, measure
from page_parts.tables import report

from graph.edges import BETWEEN

# Name: what it is called in the tables, and what writes its page.
CONTESTANTS: dict[str, tuple[str, Callable[[int, Path], None]]] = {
    "ours": ("ours", contestants.write_ours),
    "pyvis": ("pyvis, default", contestants.write_pyvis),
    "still": ("pyvis, physics off", contestants.write_still),
    "sigma": ("Sigma", contestants.write_sigma),
}
MOST = 1000  # nodes of pyvis with physics: 3,000 take minutes, in which the page is frozen
SIZES = "100,1000,3000,10000,50000"


@dataclass(slots=True)
class Result:
    """One page at one size: its numbers (see tables.py), or why there are none."""

    name: str
    size: int
    numbers: Numbers = field(default_factory=dict)
    loads: list[Numbers] = field(default_factory=list)
    reason: str = ""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises TimeoutError inside what runs longer than this; 0 is no limit."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def write(name: str, size: int, path: Path, limit: float, repeat: int) -> float:
    """Write the page and say in how many seconds (a median, unless it takes long).

    Raises:
        TimeoutError: it takes longer than the limit, which is for the others: ours is what the rest is compared with.
        LookupError: what it needs is not installed.
    """
    times: list[float] = []
    while len(times) < repeat and not (times and times[0] > limit / 10):
        start = time.perf_counter()
        with limited(0 if name == "ours" else limit):
            CONTESTANTS[name][1](size, path)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def compete(
    playwright: Playwright, chromium: str, name: str, size: int, folder: Path, args: argparse.Namespace
) -> Result:
    """All numbers of one page at one size."""
    result = Result(name, size)
    if name == "pyvis" and size > MOST and not args.all:
        result.reason = f"not run (> {MOST:,}: minutes)"
        return result
    path = folder / f"{name}-{size}.html"
    try:
        written = write(name, size, path, args.limit, args.repeat)
        result.numbers = {"write": written, "file": path.stat().st_size / 1e6}
        # What to hide: meetings, which are one tie of six.
        asked = (name, BETWEEN[contestants.TYPES[0]], len(contestants.TYPES))
        result.loads = measure(playwright, chromium, path, asked, limit=args.limit, repeat=args.repeat)
        keys = [key for key in result.loads[0] if all(key in load for load in result.loads)]
        result.numbers |= {key: statistics.median(load[key] for load in result.loads) for key in keys}
    except TimeoutError:
        result.reason = f"not written in {args.limit:g} s"
    except TooSlowError:
        result.reason = f"> {args.limit:g} s"
    except (LookupError, Error) as error:
        result.reason = str(error).splitlines()[0]
    path.unlink(missing_ok=True)
    return result


def run(args: argparse.Namespace, chromium: str) -> list[Result]:
    """All results, size by size; what is running is told on standard error."""
    results: list[Result] = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        # The first pages are not to wait for what Python loads once.
        contestants.prepare(10)
        for name in args.only:
            with suppress(LookupError):
                write(name, 10, Path(folder) / "first.html", 0, 1)
        for size in args.sizes:
            contestants.prepare(size)
            for name in args.only:
                print(f"{size:,} nodes: {CONTESTANTS[name][0]} ...", file=sys.stderr, flush=True)
                results.append(compete(playwright, chromium, name, size, Path(folder), args))
    return results


def sizes(text: str) -> list[int]:
    """Whole numbers of nodes, each at least 3."""
    parts = [part.strip().replace("_", "") for part in text.split(",")]
    if not all(part.isdecimal() and int(part) >= 3 for part in parts):
        raise argparse.ArgumentTypeError(f"'{text}': give numbers of nodes, at least 3, with commas between: 100,1000")
    return sorted({int(part) for part in parts})


def names(text: str) -> list[str]:
    """Some of the contestants, in their order."""
    wanted = {part.strip() for part in text.split(",")}
    if unknown := wanted - CONTESTANTS.keys():
        raise argparse.ArgumentTypeError(f"'{', '.join(sorted(unknown))}': choose from {', '.join(CONTESTANTS)}")
    return [name for name in CONTESTANTS if name in wanted]


def positive(kind: Callable[[str], float]) -> Callable[[str], float]:
    """A number above 0."""

    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = 0
        if not 0 < value < 1e6:
            raise argparse.ArgumentTypeError(f"'{text}': give a {'whole ' if kind is int else ''}number above 0")
        return value

    return read


def file(text: str) -> Path:
    """A file that can be written."""
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"'{text}': give a file in a folder that exists")
    return path


def options() -> argparse.ArgumentParser:
    """What can be asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=sizes, default=SIZES, help=f"numbers of nodes (default {SIZES})")
    parser.add_argument("--limit", type=positive(float), default=120, help="seconds to write or to load a page (120)")
    parser.add_argument("--repeat", type=positive(int), default=3, help="loads of each page (3)")
    parser.add_argument("--only", type=names, default=",".join(CONTESTANTS), help="some of ours,pyvis,still,sigma")
    parser.add_argument("--all", action="store_true", help=f"pyvis with physics above {MOST:,} nodes too")
    parser.add_argument("--json", type=file, metavar="FILE", help="write all numbers of all loads there too")
    return parser


def main() -> None:
    """Print the tables."""
    args = options().parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise SystemExit("no chromium on PATH; install it to measure")
    about = machine()
    results = run(args, chromium)
    print(about)
    print(report({(result.name, result.size): result for result in results}, {n: CONTESTANTS[n][0] for n in args.only}))
    if args.json:
        rows = {"machine": about, "limit": args.limit, "results": [asdict(result) for result in results]}
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
