"""The output folder is the old build or the new one, whole, whatever happens to the process that writes it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from itertools import permutations
from pathlib import Path

import networkx as nx
import pytest
from records_fixture import accounts, first_account

from extract.errors import OutputError
from extract.records import Extraction, read_lines
from graph import to_graphml, to_json, workspace
from graph.assemble import assemble
from graph.workspace import check_ours, recover, write_all

ROOT = Path(__file__).resolve().parent.parent
WRITERS = {"graph.json": to_json.write, "graph.graphml": to_graphml.write}
NAMES = ["extractions.jsonl", "graph.graphml", "graph.json", "run.json"]
posix = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and locks are POSIX")


def build(extractions: list[Extraction], out: Path) -> dict[str, bytes]:
    write_all(assemble(extractions), extractions, out, WRITERS, run={"articles": len(extractions)})
    return contents(out)


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}


def test_a_build_writes_every_file_and_nothing_else(tmp_path: Path) -> None:
    paths = write_all(assemble(accounts()), accounts(), tmp_path / "deep" / "out", WRITERS)
    assert [path.name for path in paths] == NAMES
    assert sorted(path.name for path in (tmp_path / "deep" / "out").iterdir()) == NAMES
    assert json.loads(paths[-1].read_text(encoding="utf-8")) == {"program": "entente", "files": NAMES}


def test_two_builds_are_equal_in_each_byte_whatever_the_order_of_the_input(tmp_path: Path) -> None:
    first = build(accounts(), tmp_path / "first")
    for number, order in enumerate(permutations(accounts())):
        assert build(list(order), tmp_path / str(number)) == first


def test_extractions_are_in_the_order_of_file_names(tmp_path: Path) -> None:
    build(accounts()[::-1], tmp_path)
    with (tmp_path / "extractions.jsonl").open(encoding="utf-8", newline="\n") as file:
        docs = [one.article.doc for one in read_lines(file)]
    assert docs == sorted(one.article.doc for one in accounts())


def test_a_second_build_replaces_the_first_and_keeps_readme_and_sample(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "graph.html").write_text("mine too", encoding="utf-8")
    build(accounts(), tmp_path)
    build([first_account()], tmp_path)
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["articles"] == 1
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "sample" / "graph.html").read_text(encoding="utf-8") == "mine too"


def test_a_folder_with_something_else_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / "run.json").write_text('{"program": "marathon"}', encoding="utf-8")
    with pytest.raises(OutputError, match=r"holds 'run\.json' and no build of ours"):
        build(accounts(), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.json", "thesis.txt"]


def test_a_build_of_ours_may_hold_a_persons_files_as_well(tmp_path: Path) -> None:
    build(accounts(), tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    build(accounts(), tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_or_a_dangling_link_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError, match="not a folder"):
        check_ours(tmp_path / "file")
    with pytest.raises(OutputError, match="link to nothing"):
        check_ours(tmp_path / "link")
    check_ours(tmp_path / "new")


def test_a_file_that_is_a_link_is_replaced_and_what_it_points_to_is_not_touched(tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other.json"
    build(accounts(), out)
    other.write_text("precious", encoding="utf-8")
    (out / "graph.json").unlink()
    (out / "graph.json").symlink_to(other)
    build(accounts(), out)
    assert other.read_text(encoding="utf-8") == "precious"
    assert not (out / "graph.json").is_symlink()


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), MemoryError()], ids=repr)
def test_a_writer_that_fails_or_is_interrupted_leaves_the_old_output_whole(
    tmp_path: Path, error: BaseException
) -> None:
    old = build(accounts(), tmp_path)

    def fail(graph: nx.MultiDiGraph[str], path: Path) -> None:
        path.write_text(f"half of {len(graph)}", encoding="utf-8")
        raise error

    with pytest.raises(type(error)):
        write_all(
            assemble([first_account()]), [first_account()], tmp_path, {"a.json": to_json.write, "graph.json": fail}
        )
    assert contents(tmp_path) == old
    assert sorted(path.name for path in tmp_path.iterdir()) == NAMES


def test_a_disk_that_refuses_is_said_in_one_sentence(tmp_path: Path) -> None:
    old = build(accounts(), tmp_path)

    def full(_: nx.MultiDiGraph[str], path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    with pytest.raises(OutputError, match="No space left on device; the old output is as it was"):
        write_all(assemble(accounts()), accounts(), tmp_path, {"graph.json": full})
    assert contents(tmp_path) == old


def test_an_interrupt_while_renaming_ends_with_the_new_output_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = build([first_account()], tmp_path / "wanted")
    build(accounts(), tmp_path / "out")
    replace, calls = Path.replace, []

    def interrupted(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    assert build([first_account()], tmp_path / "out") == wanted
    assert len(calls) == len(NAMES) + 1


def child(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A process that runs the code with our modules and the records at hand."""
    head = """
        import os, signal, sys, time
        from pathlib import Path
        from graph import to_json, to_graphml, workspace
        from graph.assemble import assemble
        from records_fixture import accounts, first_account
        WRITERS = {"graph.json": to_json.write, "graph.graphml": to_graphml.write}
        out = Path(sys.argv[1])
        def build(extractions, writers=WRITERS):
            workspace.write_all(assemble(extractions), extractions, out, writers, run={"articles": len(extractions)})
    """
    env = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    code = textwrap.dedent(head) + textwrap.dedent(code)
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True, env=env)


@posix
def test_a_kill_while_writing_leaves_the_old_output_whole_and_the_next_build_works(tmp_path: Path) -> None:
    out = tmp_path / "out"
    old = build(accounts(), out)
    slow = """
        def slow(graph, path):
            path.write_text("half")
            print("writing", flush=True)
            time.sleep(60)
        build([first_account()], {"a.json": to_json.write, "graph.json": slow})
    """
    with child(slow, str(out)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        process.kill()
    assert contents(out) == old
    recover(out)
    assert contents(out) == old
    assert build([first_account()], out) == build([first_account()], tmp_path / "fresh")
    assert sorted(path.name for path in out.iterdir()) == NAMES


@posix
@pytest.mark.parametrize("renames", range(len(NAMES) + 1))
@pytest.mark.parametrize("earlier", [False, True], ids=["first build", "second build"])
def test_a_kill_between_renames_is_made_good_by_the_next_command(tmp_path: Path, renames: int, earlier: bool) -> None:
    out = tmp_path / "out"
    if earlier:
        build(accounts(), out)
    wanted = build([first_account()], tmp_path / "wanted")
    killed = """
        replace, left = Path.replace, [int(sys.argv[2])]
        def dying(self, target):
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return replace(self, target)
        unlink = Path.unlink
        def dying_unlink(self, missing_ok=False):
            if self.name == ".complete" and not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return unlink(self, missing_ok=missing_ok)
        Path.replace, Path.unlink = dying, dying_unlink
        build([first_account()])
    """
    with child(killed, str(out), str(renames)) as process:
        assert process.wait() == -signal.SIGKILL
    check_ours(out)
    recover(out)
    assert contents(out) == wanted
    assert sorted(path.name for path in out.iterdir()) == NAMES


@posix
def test_kills_at_odd_moments_never_leave_a_torn_output(tmp_path: Path) -> None:
    out = tmp_path / "out"
    wholes = [build(accounts(), tmp_path / "all"), build([first_account()], tmp_path / "one")]
    build(accounts(), out)
    forever = """
        print("ready", flush=True)
        while True:
            build([first_account()])
            build(accounts())
    """
    for delay in (0.0, 0.013, 0.029, 0.047, 0.071):
        with child(forever, str(out)) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(delay)
            process.kill()
        recover(out)
        assert contents(out) in wholes


@posix
def test_two_builds_at_once_are_kept_apart(tmp_path: Path) -> None:
    out = tmp_path / "out"
    slow = """
        def slow(graph, path):
            print("writing", flush=True)
            time.sleep(60)
        build([first_account()], {"graph.json": slow})
    """
    with child(slow, str(out)) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            with pytest.raises(OutputError, match="another build is writing here"):
                build(accounts(), out)
        finally:
            process.kill()
    assert build(accounts(), out)


def test_recover_is_quiet_where_there_is_nothing(tmp_path: Path) -> None:
    recover(tmp_path)
    recover(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_through_a_link_in_place_of_our_working_folder(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    build(accounts(), out)
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("x", encoding="utf-8")
    (out / workspace._NEW).symlink_to(elsewhere)
    with pytest.raises(OutputError):
        build(accounts(), out)
    assert [path.name for path in elsewhere.iterdir()] == ["precious"]
