"""What the benchmark scripts share: where things lie, how `entente` is called, what machine this is. Writes nothing."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
# Not the installed script: it may belong to another copy.
ENTENTE = (
    sys.executable,
    "-P",
    "-c",
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); from graph.cli import main; main()",
)


def machine() -> str:
    """One line that says on what was measured and how busy it was: a number without it cannot be compared."""
    name = next(
        (line.partition(":")[2].strip() for line in _cpu() if line.startswith("model name")), platform.machine()
    )
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores ({name}), Python {platform.python_version()}{load}"


def _cpu() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def needed(path: Path) -> Path:
    """The path, if there is something there.

    Raises:
        SystemExit: there is not; the message names it.
    """
    if not path.exists():
        raise SystemExit(f"{path}: there is no such file or folder; say where it is (see --help)")
    return path
