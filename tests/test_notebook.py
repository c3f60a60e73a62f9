"""The notebook runs from top to bottom on a real build and shows what it says it shows; nothing is stored in it."""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path
from typing import Any

import pytest
from project import ROOT

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
client = pytest.importorskip("nbclient", reason="nbclient is not installed")
pytest.importorskip("ipykernel", reason="ipykernel is not installed; it runs the notebook")

NOTEBOOK = ROOT / "notebooks" / "explore.ipynb"
# Appended to the notebook, so that the test sees values and not their pictures.
COUNTS = """
import json
print(json.dumps({
    "meetings": len(meetings), "promised": len(promised), "signed": len(signed), "busiest": len(busiest),
    "columns": list(meetings.columns), "statuses": sorted(set(promised["status"])),
    "bars": int(shown.to_numpy().sum()), "dated": len(dated), "types": list(shown.columns),
    "nodes": len(core), "ties": core.number_of_edges(), "pair": [strongest[0], strongest[1]],
    "quotes": behind["quote"].tolist(),
}))
"""


def opened() -> Any:
    """The notebook as it is in the project."""
    return nbformat.read(NOTEBOOK, as_version=4)


def executed(notebook: Any, output: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The notebook after all its cells have run in a kernel of this Python, on the build in `output`."""
    monkeypatch.setenv("ENTENTE_OUTPUT", str(output))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    where = {"metadata": {"path": str(NOTEBOOK.parent)}}
    return client.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=where).execute()


def data(notebook: Any, cell: str) -> list[dict[str, Any]]:
    """What a cell, named by its id, shows: MIME type -> content, one dict per output."""
    outputs = next(one["outputs"] for one in notebook["cells"] if one["id"] == cell)
    return [dict(output.get("data") or {"text/plain": output.get("text", "")}) for output in outputs]


@pytest.fixture(scope="module", name="ran")
def _ran(built: Path) -> Any:
    notebook = opened()
    notebook["cells"].append(nbformat.v4.new_code_cell(COUNTS, id="counts"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        return executed(notebook, built, monkeypatch)


@pytest.fixture(scope="module", name="counts")
def _counts(ran: Any) -> dict[str, Any]:
    counts: dict[str, Any] = json.loads(data(ran, "counts")[0]["text/plain"])
    return counts


@pytest.mark.parametrize("query", ["meetings", "promised", "signed"])
def test_a_named_query_becomes_a_frame_with_rows(ran: Any, counts: dict[str, Any], query: str) -> None:
    assert counts[query] > 0
    assert any("<table" in output.get("text/html", "") for output in data(ran, query))


def test_the_frames_hold_what_the_queries_promise(counts: dict[str, Any]) -> None:
    assert {"date", "one", "other", "place", "quote", "source"} == set(counts["columns"])
    assert set(counts["statuses"]) <= {"planned", "proposed"}


def test_every_named_query_is_listed(ran: Any) -> None:
    listed = data(ran, "list")[0]["text/html"]
    assert [name for name in _query_names() if f">{name}<" not in listed] == []


def _query_names() -> list[str]:
    from graph.query import list_queries

    return [query.name for query in list_queries()]


def test_the_explorer_page_is_in_the_notebook(ran: Any, built: Path) -> None:
    [shown] = [output["text/html"] for output in data(ran, "page") if "text/html" in output]
    assert shown.startswith("<iframe")
    assert html.escape((built / "graph.html").read_text(encoding="utf-8")) in shown


@pytest.mark.parametrize("cell", ["timeline", "network"])
def test_a_figure_is_drawn(ran: Any, cell: str) -> None:
    pictures = [output["image/png"] for output in data(ran, cell) if "image/png" in output]
    assert len(pictures) == 1
    image = base64.b64decode(pictures[0])
    assert image.startswith(b"\x89PNG")
    assert len(image) > 10_000  # an empty pair of axes is smaller


def test_the_timeline_has_events_of_several_types_and_the_network_several_ties(counts: dict[str, Any]) -> None:
    assert 0 < counts["bars"] <= counts["dated"]
    assert len(counts["types"]) > 3
    assert counts["nodes"] > 10
    assert counts["ties"] >= counts["nodes"] - 1  # one connected piece


def test_the_quotes_of_a_tie_are_sentences_of_the_documents(counts: dict[str, Any], built: Path) -> None:
    lines = (built / "extractions.jsonl").read_text(encoding="utf-8").split("\n")
    texts = [json.loads(line)["text"] for line in lines if line]
    assert counts["quotes"]
    assert [quote for quote in counts["quotes"] if not any(quote in text for text in texts)] == []


def test_nothing_that_a_run_leaves_is_stored_in_the_notebook() -> None:
    notebook = opened()
    left = [cell["id"] for cell in notebook["cells"] if cell.get("outputs") or cell.get("execution_count")]
    assert left == []
    assert set(notebook["metadata"]) <= {"kernelspec", "language_info"}


def test_without_a_build_the_first_cell_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(client.exceptions.CellExecutionError, match=r"entente build"):
        executed(opened(), tmp_path / "nowhere", monkeypatch)
