"""Write output/sample/ anew: the page and the Turtle of a build of seeds/documents, for people who only look.

Run: python tests/write_sample.py   (or `make sample`)
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from project import ARITHMETIC, ROOT, SAMPLE, SAMPLE_FILES, arithmetic, build


def write_sample(folder: Path) -> list[Path]:
    """Build the sample documents and copy the two files into `folder`, each whole or not at all; return their paths."""
    with tempfile.TemporaryDirectory() as beside:
        out = build(Path(beside, "output"))
        folder.mkdir(parents=True, exist_ok=True)
        for name in SAMPLE_FILES:
            part = folder / f".{name}.part"
            shutil.copyfile(out / name, part)
            part.replace(folder / name)
    return [folder / name for name in SAMPLE_FILES]


def main() -> None:
    """Write the sample and say what was written."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    ARITHMETIC.write_text(f"{arithmetic()}\n", encoding="ascii")
    for path in write_sample(SAMPLE):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
