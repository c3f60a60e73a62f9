"""What is at rest in the output folder. The only module that creates, replaces or removes files there.

A build writes every file into a hidden folder inside the output folder, marks that folder complete, and only then renames
file after file over the old ones. Killed before the mark, the old output is whole; killed after it, `recover` (which
every build and query calls first) finishes the renames, so that the new output is whole. A README.md and a folder sample/
are the person's, and stay.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

import networkx as nx

from extract.errors import OutputError
from extract.records import Extraction, write_lines

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no flock: two builds at once are then not kept apart
    fcntl = None  # type: ignore[assignment]

Writer: TypeAlias = "Callable[[nx.MultiDiGraph[str], Path], None]"

EXTRACTIONS = "extractions.jsonl"
RUN = "run.json"
_NEW = ".entente-new"
_COMPLETE = ".complete"
_KEPT = frozenset({"README.md", "sample", ".gitignore", ".gitkeep"})


def check_ours(out: Path) -> None:
    """Make sure that `out` may be written: it does not exist, is empty, or holds a build of ours.

    Raises:
        OutputError: it is a file, or a folder with something else in it.
    """
    if out.is_symlink() and not out.exists():
        raise OutputError(f"{out}: a link to nothing; remove it or name another folder with -o")
    if not out.exists():
        return
    if not out.is_dir():
        raise OutputError(f"{out}: not a folder; name another one with -o")
    try:
        strange = sorted({entry.name for entry in out.iterdir()} - _KEPT - {_NEW})
    except OSError as error:
        raise OutputError(f"{out}: cannot be read ({error.strerror}); name another folder with -o") from error
    if strange and not _is_build(out / RUN) and not _is_build(out / _NEW / RUN):
        raise OutputError(
            f"{out}: holds {strange[0]!r} and no build of ours, and nothing in it is overwritten; "
            "name an empty or new folder with -o"
        )


def write_all(
    graph: nx.MultiDiGraph[str],
    extractions: Iterable[Extraction],
    out: Path,
    writers: Mapping[str, Writer],
    *,
    run: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write extractions.jsonl, run.json and one file per writer into `out`; return their paths, sorted.

    Args:
        graph: what the writers write.
        extractions: written in order of file name and number.
        out: created where it is missing.
        writers: file name -> function that writes the graph to a path.
        run: counts for run.json; nothing that differs between two builds of the same input belongs there.

    Raises:
        OutputError: the folder is not ours, is being written by another build, or the disk refuses; the old output is whole.
    """
    check_ours(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _locked(out):
            _recover(out)
            return _write(graph, extractions, out, writers, run or {})
    except OSError as error:
        raise OutputError(f"{out}: {_reason(error)}; the old output is as it was") from error


def recover(out: Path) -> None:
    """Finish the renames of a build that was killed after all its files were written. Quiet where there is nothing to do."""
    if (out / _NEW / _COMPLETE).is_file():
        with suppress(OSError, OutputError), _locked(out):
            _recover(out)


def _write(
    graph: nx.MultiDiGraph[str],
    extractions: Iterable[Extraction],
    out: Path,
    writers: Mapping[str, Writer],
    run: Mapping[str, Any],
) -> list[Path]:
    new = out / _NEW
    names = sorted({EXTRACTIONS, RUN, *writers})
    try:
        new.mkdir()
        for name, write in sorted(writers.items()):
            write(graph, new / name)
        _write_extractions(extractions, new / EXTRACTIONS)
        _write_text(new / RUN, json.dumps({"program": "entente", "files": names, **run}, indent=2) + "\n")
        (new / _COMPLETE).touch()
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    try:
        _promote(out)
    except (
        KeyboardInterrupt
    ):  # all is written: some milliseconds of renaming are left, and then the new output is whole
        _promote(out)
    return [out / name for name in names]


def _write_extractions(extractions: Iterable[Extraction], path: Path) -> None:
    ordered = sorted(extractions, key=lambda one: (one.article.doc, one.article.number, one.article.id))
    # A lone surrogate becomes the six characters of its JSON escape: valid UTF-8, and the same record when read.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.writelines(write_lines(ordered))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _recover(out: Path) -> None:
    new = out / _NEW
    if (new / _COMPLETE).is_file():
        _promote(out)
    elif new.exists() or new.is_symlink():
        shutil.rmtree(new)


def _promote(out: Path) -> None:
    """Rename every new file over the old one; may be begun again at any point."""
    new = out / _NEW
    if not new.exists():
        return
    for path in sorted(new.iterdir()):
        if path.name != _COMPLETE:
            path.replace(out / path.name)
    (new / _COMPLETE).unlink(missing_ok=True)
    new.rmdir()


def _is_build(run: Path) -> bool:
    try:
        data = json.loads(run.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.get("program") == "entente"


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Hold the folder against another build. The system frees the lock however this process ends."""
    if fcntl is None:
        yield
        return
    folder = os.open(out, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(f"{out}: another build is writing here; wait for it or name another folder") from error
        yield
    finally:
        os.close(folder)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
