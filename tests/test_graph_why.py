"""`entente why`: the terminal and the page say what was seen and decided, and hostile text stays text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graph.cli import cli
from graph.why import as_page, as_text

SENTENCE = "Trade Minister Ana Quispe of Peru met Pedro Soto of Chile in Lima on Monday."


def said(text: str = "x", **more: Any) -> dict[str, Any]:
    """An explanation with nothing in it but what is given."""
    empty: dict[str, Any] = {
        k: []
        for k in (
            "sentences",
            "names",
            "offices",
            "dates",
            "references",
            "triggers",
            "frames",
            "ties",
            "events",
            "states",
        )
    }
    return {"text": text, **empty, **more}


TIE = {
    "type": "meet",
    "ends": ["Ana", "Pedro"],
    "probability": 0.91,
    "taken": True,
    "features": {"trigger": 1.5, "rule": -0.2},
}


def test_each_tie_tells_what_each_feature_adds() -> None:
    text = as_text(said(ties=[TIE]))
    assert re.search(r"yes\s+0\.91\s+meet\s+Ana, Pedro\s+trigger \+1\.50, rule -0\.20", text)


def test_sections_without_rows_are_left_out() -> None:
    text = as_text(said(ties=[TIE]))
    assert "Frames" not in text
    assert as_text(said()) == "nothing was found in it\n"


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><script>", "\u202eevil"]
)
def test_nothing_of_the_text_is_markup_in_the_page(hostile: str) -> None:
    tie = {**TIE, "ends": [hostile, "B"], "type": hostile, "features": {hostile: 1.0}}
    page = as_page(
        said(
            hostile,
            ties=[tie],
            names=[{"text": hostile, "type": "Person", "form": "name", "source": "x", "entity": hostile}],
        )
    )
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("</style>") == 1
    assert "\u202e" not in page


def test_the_page_allows_nothing_but_its_own_style() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', as_page(said()))
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")


def test_the_command_shows_decision_parse_and_features() -> None:
    done = CliRunner().invoke(cli, ["why", SENTENCE, "--published", "2024-05-08"])
    assert done.exit_code == 0, done.output
    for part in (
        "Decision: events",
        "Ana Quispe, Pedro Soto",
        "2024-05-06",
        "Triggers",
        "Frames",
        "Names",
        "Parse of sentence 1",
    ):
        assert part in done.output


def test_the_command_reads_standard_input_and_writes_a_page(tmp_path: Path) -> None:
    page = tmp_path / "why.html"
    done = CliRunner().invoke(cli, ["why", "-", "--fast", "--page", str(page)], input=SENTENCE)
    assert done.exit_code == 0, done.output
    assert "Ana Quispe" in page.read_text(encoding="utf-8")


def test_no_sentence_is_a_mistake_that_is_named() -> None:
    done = CliRunner().invoke(cli, ["why", " "])
    assert done.exit_code == 2
    assert "no sentence" in done.output
