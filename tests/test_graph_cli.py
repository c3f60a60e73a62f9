"""The command line: exit codes, one clean line for each trouble, nothing half written. Reader and annotator are stand-ins."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from records_fixture import HOSTILE, accounts, entity, event, extraction, first_account

from extract.errors import DocumentError, LexiconError, RecordError
from extract.records import Article, Extraction, read_lines
from graph import to_graphml, to_json
from graph.assemble import assemble
from graph.cli import cli
from graph.progress import watch
from graph.report import Left, left_line, summarise, table

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., Result]


def fake_read(
    paths: Iterable[str], *, report: Callable[[SimpleNamespace], None] | None = None, strict: bool = False
) -> Iterator[Article]:
    """Each line of a .txt file is an article; a .bad file cannot be read; folders are walked."""
    for given in paths:
        files = sorted(Path(given).iterdir()) if Path(given).is_dir() else [Path(given)]
        for path in files:
            if path.suffix == ".bad":
                left = SimpleNamespace(source=path.name, reason="it is broken", cure="mend it")
                if strict:
                    raise DocumentError(left.source, reason=left.reason, cure=left.cure)
                if report:
                    report(left)
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                yield Article(doc=path.name, number=number, title="A title", text=line, published="2031-05-07")


def fake_annotate(articles: Iterable[Article], **_: object) -> Iterator[Extraction]:
    """ "A met B" becomes a meeting of two persons."""
    for article in articles:
        left, _, right = article.text.partition(" met ")
        parties = (entity("e1", "Person", left, "KR"), entity("e2", "Person", right or "?", "KE"))
        said = event(article.text, article.text, "meet", "e1 e2", date="2031-05-05", rule="met")
        made = extraction(article.text, parties, said)
        yield Extraction(article, made.entities, made.events, made.states)


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """No language model, no RDF, no page: only the wiring is tried here."""
    monkeypatch.setitem(sys.modules, "extract.read", SimpleNamespace(read=fake_read))
    monkeypatch.setitem(sys.modules, "extract.annotate", SimpleNamespace(annotate=fake_annotate))
    writers = {"graph.json": to_json.write, "graph.graphml": to_graphml.write}
    monkeypatch.setitem(sys.modules, "graph.writers", SimpleNamespace(WRITERS=writers))


@pytest.fixture(name="run")
def _run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder of its own that holds in/ with one good document."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text("Ahn Dukgeun met Amina Yusuf\nAnna Roe met Bob Stone\n", encoding="utf-8")
    return lambda *arguments, **options: CliRunner().invoke(cli, list(arguments), catch_exceptions=False, **options)


def test_a_build_prints_a_table_and_the_page_to_open(run: Run) -> None:
    result = run("build", "in")
    assert result.exit_code == 0
    rows = {line.split()[0]: line.split()[1] for line in result.stdout.splitlines()}
    assert (rows["documents"], rows["articles"], rows["entities"], rows["events"], rows["skipped"]) == (
        "1",
        "2",
        "4",
        "2",
        "0",
    )
    assert "Person 4" in result.stdout
    assert result.stdout.splitlines()[-1] == f"open {Path('output') / 'graph.html'}"
    assert sorted(path.name for path in Path("output").iterdir()) == [
        "extractions.jsonl",
        "graph.graphml",
        "graph.json",
        "run.json",
    ]


def test_two_builds_give_the_same_bytes_and_no_clock_is_in_them(run: Run) -> None:
    (Path("in") / "more.txt").write_text("Bob Stone met Anna Roe\n", encoding="utf-8")
    run("build", "in/good.txt", "in/more.txt", "-o", "first")
    run("build", "in/more.txt", "in/good.txt", "in", "-o", "second")
    first = {path.name: path.read_bytes() for path in Path("first").iterdir()}
    second = {path.name: path.read_bytes() for path in Path("second").iterdir()}
    assert len(first) == 4
    assert {name for name in first if first[name] != second[name]} == {"run.json"}
    assert json.loads(second["run.json"])["repeated"] == ["good.txt#0", "good.txt#1", "more.txt#0"]
    assert "seconds" not in json.loads(first["run.json"])


def test_an_unreadable_document_is_named_with_reason_and_cure_and_the_rest_is_built(run: Run) -> None:
    (Path("in") / "torn.bad").touch()
    result = run("build", "in")
    assert result.exit_code == 1
    assert "  torn.bad: it is broken; mend it" in result.stdout.splitlines()
    assert json.loads(Path("output/run.json").read_text(encoding="utf-8"))["skipped"] == [
        {"source": "torn.bad", "reason": "it is broken", "cure": "mend it"}
    ]
    assert len(to_json.load(Path("output/graph.json"))) == 6


def test_quiet_says_only_what_went_wrong(run: Run) -> None:
    assert (run("build", "in", "--quiet").stdout, run("build", "in", "--quiet").stderr) == ("", "")
    (Path("in") / "torn.bad").touch()
    result = run("build", "in", "--quiet")
    assert (result.stdout, result.stderr) == ("", "skipped torn.bad: it is broken; mend it\n")


def test_strict_stops_at_the_first_and_writes_nothing(run: Run) -> None:
    (Path("in") / "a.bad").touch()
    result = run("build", "in", "--strict")
    assert (result.exit_code, result.stderr) == (1, "Error: a.bad: it is broken; mend it\n")
    assert not Path("output").exists()


def test_an_article_read_twice_counts_once(run: Run) -> None:
    (Path("in") / "again.txt").write_text("Anna Roe met Bob Stone\n", encoding="utf-8")
    result = run("build", "in")
    assert result.exit_code == 0
    assert [line.split()[:2] for line in result.stdout.splitlines() if line.startswith(("articles", "repeated"))] == [
        ["articles", "2"],
        ["repeated", "1"],
    ]
    lines = run("extract", "in").stdout.splitlines()
    assert len(lines) == 2


def test_with_nothing_to_read_it_says_so(run: Run) -> None:
    Path("empty").mkdir()
    for command in ("build", "extract"):
        result = run(command, "empty")
        assert result.exit_code == 2
        assert "no documents there" in result.stderr
    assert not Path("output").exists()


def test_where_nothing_could_be_read_the_old_output_stays(run: Run) -> None:
    run("build", "in")
    old = Path("output/graph.json").read_bytes()
    Path("torn.bad").touch()
    result = run("build", "torn.bad")
    assert result.exit_code == 1
    assert "skipped torn.bad: it is broken; mend it" in result.stderr
    assert "no document could be read" in result.stderr
    assert Path("output/graph.json").read_bytes() == old


def test_a_folder_that_is_not_ours_is_refused_before_the_work(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("thesis").mkdir()
    Path("thesis/thesis.txt").write_text("x", encoding="utf-8")
    monkeypatch.delitem(sys.modules, "extract.read")
    monkeypatch.setitem(sys.modules, "extract.read", None)
    result = run("build", "in", "-o", "thesis")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: thesis: holds 'thesis.txt' and no build of ours")
    assert [path.name for path in Path("thesis").iterdir()] == ["thesis.txt"]


def test_output_inside_the_input_is_refused(run: Run) -> None:
    result = run("build", ".")
    assert result.exit_code == 1
    assert "lies inside ., which is read" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("build",), ("extract", "nowhere"), ("build", "in", "--what"), ("nonsense",), ("query", "-p", "x")]
)
def test_a_command_that_is_not_understood_is_2(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*(["query", "meetings", "-p", "x"] if arguments[0] == "query" else arguments))
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_known_trouble_is_one_clean_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Iterable[Article], **__: object) -> Iterator[Extraction]:
        raise RecordError("a.txt#0: \x1b[31mred\n and broken")
        yield from ()

    monkeypatch.setitem(sys.modules, "extract.annotate", SimpleNamespace(annotate=fails))
    result = run("build", "in")
    assert (result.exit_code, result.stderr) == (1, "Error: a.txt#0: [31mred and broken\n")


def test_ctrl_c_leaves_the_old_output_and_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build", "in")
    old = {path.name: path.read_bytes() for path in Path("output").iterdir()}

    def stopped(articles: Iterable[Article], **_: object) -> Iterator[Extraction]:
        yield from list(fake_annotate(articles))[:1]
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "extract.annotate", SimpleNamespace(annotate=stopped))
    result = run("build", "in")
    assert (result.exit_code, result.stderr) == (130, "stopped; the old output is as it was\n")
    assert {path.name: path.read_bytes() for path in Path("output").iterdir()} == old
    Path("x.jsonl").write_text("old\n", encoding="utf-8")
    assert run("extract", "in", "-o", "x.jsonl").exit_code == 130
    assert Path("x.jsonl").read_text(encoding="utf-8") == "old\n"
    assert not list(Path().glob(".*"))


def test_extract_writes_the_lines_of_the_contract_to_a_file_or_standard_output(run: Run) -> None:
    shown = run("extract", "in", "--quiet").stdout
    result = run("extract", "in", "-o", "x.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert Path("x.jsonl").read_text(encoding="utf-8") == shown
    assert [one.entities[0].name for one in read_lines(io.StringIO(shown))] == ["Ahn Dukgeun", "Anna Roe"]


def test_extract_into_a_folder_that_is_missing_is_one_clean_line(run: Run) -> None:
    result = run("extract", "in", "-o", "no/where.jsonl")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: no/where.jsonl: No such file or directory; name another file with -o\n",
    )


@pytest.mark.skipif(os.name != "posix", reason="/dev/null")
def test_extract_into_a_device_writes_to_the_device(run: Run) -> None:
    assert run("extract", "in", "-o", "/dev/null").exit_code == 0
    assert not Path("/dev/null").is_file()


def test_a_fault_of_the_model_is_not_blamed_on_the_output(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_model(_: Iterable[Article], **__: object) -> Iterator[Extraction]:
        raise OSError("no model here")
        yield from ()

    monkeypatch.setitem(sys.modules, "extract.annotate", SimpleNamespace(annotate=no_model))
    with pytest.raises(OSError, match="no model here"):
        run("extract", "in")


def test_check_tells_every_problem(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def checks(result: list[str]) -> None:
        lexicon = SimpleNamespace(check=lambda: result)
        monkeypatch.setitem(sys.modules, "extract.lexicon", lexicon)
        monkeypatch.setattr("extract.lexicon", lexicon, raising=False)

    checks([])
    assert (run("check").exit_code, run("check").stdout) == (0, "vocabulary: 0 problems\n")
    checks(["a.yml: 'x' stands twice; keep one"])
    result = run("check")
    assert (result.exit_code, result.stderr) == (1, "a.yml: 'x' stands twice; keep one\n")

    def broken() -> list[str]:
        raise LexiconError("a.yml: entry 3 has no name")

    monkeypatch.setattr("extract.lexicon", SimpleNamespace(check=broken), raising=False)
    result = run("check")
    assert (result.exit_code, result.stderr) == (1, "Error: a.yml: entry 3 has no name\n")


class FakeTable:
    """An answer as graph.query gives it."""

    cut = True

    def to_text(self, width: int) -> str:
        return f"text {width >= 80}\n"

    def to_csv(self) -> str:
        return "a,b\n"

    def to_json(self) -> str:
        return "[]\n"


@pytest.fixture(name="asked")
def _asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """A stand-in for graph.query that remembers what it was asked."""
    calls: list[tuple[object, ...]] = []

    def named(name: str, source: Path, /, *, least: float, **params: str) -> FakeTable:
        calls.append((name, source, params, least))
        return FakeTable()

    def ask(source: Path, text: str, *, least: float) -> FakeTable:
        calls.append((source, text, least))
        return FakeTable()

    param = SimpleNamespace(name="who", help="whose meetings", required=False)
    listed = (SimpleNamespace(name="meetings", help="Who met whom.", params=(param,)),)
    fake = SimpleNamespace(named=named, ask=ask, list_queries=lambda: listed)
    monkeypatch.setitem(sys.modules, "graph.query", fake)
    return calls


def test_query_without_a_question_lists_the_named_ones(run: Run, asked: list[tuple[object, ...]]) -> None:
    result = run("query")
    assert result.exit_code == 0
    assert "meetings       Who met whom." in result.stdout
    assert "-p who=...  whose meetings (optional)" in result.stdout
    assert asked == []


def test_query_passes_name_source_and_parameters_on(run: Run, asked: list[tuple[object, ...]]) -> None:
    result = run("query", "meetings", "--source", "there", "-p", "who=a=b")
    assert (result.exit_code, result.stdout) == (0, "text True\n")
    assert asked == [("meetings", Path("there"), {"who": "a=b"}, 0.0)]


def test_every_command_that_shows_edges_takes_a_least_confidence(run: Run, asked: list[tuple[object, ...]]) -> None:
    assert run("query", "meetings", "--min-confidence", "0.8").exit_code == 0
    assert asked == [("meetings", Path("output"), {}, 0.8)]
    assert run("query", "meetings", "--min-confidence", "8").exit_code == 2
    kept = json.loads(run("extract", "in", "--quiet").stdout.splitlines()[0])
    fewer = json.loads(run("extract", "in", "--quiet", "--min-confidence", "0.99").stdout.splitlines()[0])
    assert len(kept["events"]) == 1
    assert (fewer["events"], fewer["entities"]) == ([], kept["entities"])


def test_query_refuses_a_parameter_that_the_query_does_not_have(run: Run, asked: list[tuple[object, ...]]) -> None:
    result = run("query", "meetings", "-p", "limits=9")
    assert (result.exit_code, result.stderr) == (1, "Error: meetings has no parameter 'limits'; it takes who\n")
    assert asked == []


def test_query_takes_sparql_from_a_file_or_standard_input(run: Run, asked: list[tuple[object, ...]]) -> None:
    Path("my.rq").write_text("SELECT", encoding="utf-8")
    assert run("query", "my.rq", "--format", "csv").stdout == "a,b\n"
    assert run("query", "-", "--format", "json", input="ASK").stdout == "[]\n"
    assert asked == [(Path("output"), "SELECT", 0.0), (Path("output"), "ASK", 0.0)]
    assert run("query", "no.rq").exit_code == 1


def test_query_says_on_standard_error_that_an_answer_is_cut(run: Run, asked: list[tuple[object, ...]]) -> None:
    result = run("query", "meetings", "--format", "csv")
    assert result.stdout == "a,b\n"
    assert "cut at the limit" in result.stderr
    assert len(asked) == 1


@pytest.mark.parametrize("command", [(), ("build",), ("extract",), ("query",), ("check",)])
def test_every_command_has_help_with_an_example(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Example: entente" in result.stdout


def test_the_version_is_told_installed_or_not(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("entente, version ")


def test_hostile_names_reach_the_terminal_without_control_characters() -> None:
    left = Left(f"{HOSTILE}\x1b[2J\n.txt", "bad\x07", "mend\r it")
    summary = summarise(assemble([first_account()]), [first_account()], skipped=[left])
    for text in (left_line(left), table(summary)):
        assert not any(char < " " or char in "\x7f\u202e" for char in text.replace("\n", ""))
    assert left_line(left).count("\n") == 0


def test_the_table_is_aligned_and_adds_up() -> None:
    graph = assemble(accounts())
    summary = summarise(graph, accounts())
    assert sum(count for _, count in summary.entities) + sum(count for _, count in summary.events) == len(graph)
    assert summary.entities_told == sum(len(one.entities) for one in accounts())
    assert summary.events_told == sum(len(one.events) for one in accounts())
    lines = table(summary, seconds=1.25).splitlines()
    ends = {
        len(line[: line.index(line.split()[1]) + len(line.split()[1])])
        for line in lines
        if line.split()[0] in {"documents", "articles", "events"}
    }
    assert len(ends) == 1
    assert lines[-1].split() == ["seconds", "1.2"]


def test_progress_is_told_after_some_seconds_only() -> None:
    def told(seconds: float) -> str:
        ticks = iter(range(100))
        stream = io.StringIO()
        assert list(
            watch(range(5), words=lambda _: 300, stream=stream, total=5, clock=lambda: next(ticks) * seconds)
        ) == [*range(5)]
        return stream.getvalue()

    assert told(1.0) == ""
    assert told(6.0).splitlines() == ["2 of 5 articles, 50 words/s", "4 of 5 articles, 50 words/s"]


@pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX has them")
def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    code = """
        import sys
        from types import SimpleNamespace
        import test_graph_cli as here
        sys.modules["extract.read"] = SimpleNamespace(read=here.fake_read)
        sys.modules["extract.annotate"] = SimpleNamespace(annotate=here.fake_annotate)
        from graph.cli import main
        sys.argv = ["entente", "extract", "many.txt"]
        main()
    """
    (tmp_path / "many.txt").write_text("".join(f"Ahn {n} met Roe {n}\n" for n in range(5000)), encoding="utf-8")
    env = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    lines = "\n".join(line.strip() for line in code.splitlines())
    with subprocess.Popen(
        [sys.executable, "-c", lines], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["doc"] == "many.txt"
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 141
