"""Where things lie in this project and how the tests call the real `entente`. Touches nothing but what it is told to."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DOCUMENTS = ROOT / "seeds" / "documents"
SAMPLE = ROOT / "output" / "sample"
SAMPLE_FILES = ("graph.html", "graph.ttl")
#: How the processor rounds that the sample was written on: two kinds may differ in the last bit of a probability.
ARITHMETIC = ROOT / "tests" / "sample_arithmetic.txt"
# Not the installed script: the tests are about the files beside them. -P keeps the folder we run in off the path.
ENTENTE = (
    sys.executable,
    "-P",
    "-c",
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); from graph.cli import main; main()",
)


def entente(
    *arguments: str | Path, folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as a person does, with further variables in its environment."""
    return subprocess.run(
        [*ENTENTE, *map(str, arguments)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | dict(environment or {}),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=600,
    )


def arithmetic() -> str:
    """A fingerprint of what the encoder makes of one sentence, to the last bit."""
    from extract.encoder import read_texts

    (reading,) = read_texts(
        ["Trade Minister Ana Quispe met Pedro Soto of Chile in Lima and signed an accord on copper."]
    )
    return hashlib.sha256(b"".join(part.vectors.tobytes() for part in reading.parts)).hexdigest()[:16]


def build(out: Path, *paths: Path, environment: Mapping[str, str] | None = None) -> Path:
    """Build the paths (the sample documents if there are none) into `out`; return it.

    Raises:
        AssertionError: the command failed or left something out; the message is what it said.
    """
    done = entente("build", *(paths or (DOCUMENTS,)), "-o", out, environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return out
