"""What the documents promise: every command they show is known, the examples run, the queries and the version are there."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
from project import ENTENTE, ROOT

from graph.cli import cli
from graph.query import NamedQuery, list_queries

DOCUMENTS = ("README.md", "BENCHMARKS.md", "CHANGELOG.md", "output/README.md", "docs/queries.md", "docs/page.md")
_BLOCK = re.compile(r"^ *```(?P<info>[^\n`]*)\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(document: str, *, only: str | None = None) -> list[str]:
    """The lines of the ```sh blocks; with `only`, of those marked so ("```sh example" runs on the sample's build)."""
    found = []
    for block in _BLOCK.finditer(document):
        language, _, mark = block["info"].strip().partition(" ")
        if language == "sh" and only in (None, mark):
            found += [line.strip() for line in block["body"].splitlines() if line.strip()]
    return found


def shown() -> list[str]:
    return [line for name in DOCUMENTS for line in commands(text(name))]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))


def parts(command: str) -> list[list[str]]:
    """The words of each part of a pipe or list."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    found: list[list[str]] = [[]]
    for word in lexer:
        if set(word) <= set("|;&"):
            found.append([])
        else:
            found[-1].append(word)
    return [words for words in found if words]


def unknown(command: str) -> str | None:
    """What of a command line there is not; None where all is known. Each part of a pipe is looked at."""
    for words in parts(command):
        program, rest = Path(words[0]).name, words[1:]
        if program == "make" and not {word for word in rest if "=" not in word} <= targets():
            return " ".join(words)
        if program == "entente":
            known = cli.commands.get(rest[0]) if rest else None
            options = {name for one in known.params for name in one.opts} | {"-h", "--help"} if known else set()
            if known is None or not {word.split("=")[0] for word in rest if re.match("--?[a-z]", word)} <= options:
                return " ".join(words)
        if program.startswith("python") and not _is_ours(rest):
            return " ".join(words)
    return None


def _is_ours(rest: list[str]) -> bool:
    """Whether `python REST` runs a file or a module of the project."""
    if rest[0] != "-m":
        return (ROOT / rest[0]).is_file()
    module = ROOT.joinpath(*rest[1].split("."))
    return module.with_suffix(".py").is_file() or (module / "__main__.py").is_file()


@pytest.mark.parametrize(
    ("command", "known"),
    [
        ("entente query meetings -p since=2018 | head", True),
        ("entente conquer", False),
        ("entente query --fromat csv", False),
        ("make graph DOCS=here", True),
        ("make haste", False),
        ("cat x | entente nonsense", False),
        ("echo 'a | make haste' | entente query -", True),
        ("python tests/benchmarks/accuracy.py", True),
        ("python tests/benchmarks/nothing.py", False),
        ("python -m extract.training.agreement", True),
        ("python -m extract.training.reader", True),
        ("python -m extract.nothing", False),
    ],
)
def test_what_counts_as_known(command: str, known: bool) -> None:
    assert (unknown(command) is None) is known


def test_every_command_that_the_documents_show_is_known() -> None:
    assert len([line for line in shown() if "entente" in line or "make" in line]) > 10
    assert [line for line in shown() if unknown(line)] == []


def test_the_readme_begins_with_the_two_commands() -> None:
    assert commands(text("README.md"))[:2] == ["make graph", "make test"]


def test_every_command_of_the_tool_is_in_the_readme() -> None:
    assert [name for name in cli.commands if f"entente {name}" not in text("README.md")] == []


# ---------------------------------------------------------------- the examples


@pytest.fixture(scope="module", name="home")
def _home(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like the project's root after `make graph`, with `entente` in bin/."""
    home = tmp_path_factory.mktemp("home")
    (home / "output").symlink_to(built)
    (home / "seeds").symlink_to(ROOT / "seeds")
    (home / "bin").mkdir()
    script = home / "bin" / "entente"
    script.write_text(f'#!/bin/sh\nexec {shlex.join(ENTENTE)} "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return home


def run(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", command],
        cwd=home,
        env=os.environ | {"PATH": path, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize("command", commands(text("README.md"), only="example"))
def test_an_example_of_the_readme_runs_and_answers(command: str, home: Path) -> None:
    done = run(command, home)
    assert done.returncode == 0, done.stderr
    redirected = re.search(r"(?:>|-o) (\S+)$", command)
    answer = (home / redirected[1]).read_text(encoding="utf-8") if redirected else done.stdout
    assert answer.strip()
    assert not answer.rstrip().endswith("(0 rows)"), "the example finds nothing in the sample"


def test_an_example_that_is_wrong_would_be_seen(home: Path) -> None:
    assert run("entente query nonsense", home).returncode != 0
    assert run("entente query meetings -p who=Narnia", home).returncode != 0


# ---------------------------------------------------------------- queries, version, links


def row(query: NamedQuery) -> str:
    """The line of docs/queries.md for a query."""
    params = ", ".join(f"`{p.name}`" if p.required else f"[`{p.name}`]" for p in query.params)
    return f"| `{query.name}` | {query.help} | {params} |"


def test_the_list_of_queries_is_that_of_the_code() -> None:
    listed = [line for line in text("docs/queries.md").splitlines() if line.startswith("| `")]
    assert listed == [row(query) for query in list_queries()]


def test_every_named_query_has_its_count_in_the_changelog_right() -> None:
    words = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()  # noqa: SIM905
    number = words[len(list_queries()) - 10]
    assert f"{number.capitalize()} named queries" in text("CHANGELOG.md")


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}\b", text("CHANGELOG.md"), re.MULTILINE)


def test_the_sample_documents_are_as_many_as_the_changelog_says() -> None:
    told = re.search(r"(\d+) sample documents", text("CHANGELOG.md"))
    assert told is not None
    assert int(told[1]) == len(list((ROOT / "seeds" / "documents").iterdir()))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_to_a_file_leads_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    links = [link["target"] for link in _LINK.finditer(text(name)) if "://" not in link["target"]]
    assert [link for link in links if not (folder / link.split("#")[0]).exists()] == []


def test_the_files_that_a_build_leaves_are_those_that_the_readme_of_the_folder_names(built: Path) -> None:
    named = set(re.findall(r"^\| `([^`]+)` \|", text("output/README.md"), re.MULTILINE))
    assert named == {path.name for path in built.iterdir()}


def test_the_columns_that_the_readme_names_are_read(home: Path) -> None:
    record = {"text": "Korea met Kenya.", "title": "A title", "published": "2024-03-05", "url": "https://example.org/a"}
    (home / "one.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    found = json.loads(run("entente extract --quiet one.jsonl", home).stdout)
    assert {key: found[key] for key in record} == record
    assert [key for key in (*record, "language") if f"`{key}`" not in text("README.md")] == []


def test_every_table_of_the_benchmarks_is_filled() -> None:
    text = (ROOT / "BENCHMARKS.md").read_text(encoding="utf-8")
    assert "<!--" not in text
    assert text.count("\n|---") >= 5
