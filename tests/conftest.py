"""One build of the sample documents with the real model, shared by all tests that look at a build. Writes to a temporary folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import build


@pytest.fixture(scope="session", name="built")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of seeds/documents. Look, do not write."""
    return build(tmp_path_factory.mktemp("built") / "output")
