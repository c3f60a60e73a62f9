"""The rules of the house that a machine can hold: who imports whom, what each file opens with, what no file may name."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from project import ROOT

# Folders that are made here and never belong to the project.
MADE = {".git", ".venv", "build", "__pycache__", ".hypothesis", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
MADE |= {".ipynb_checkpoints"}
# Rooms of `extract` that know nothing of language: they read files and words, and must be quick to import.
PLAIN = ("records", "errors", "read", "lexicon", "amounts", "gazetteer")
PLAIN_PREFIX = "extract.date"
ALLOWED_TO_GRAPH = {"extract.records", "extract.errors"}
WIRING = "graph.cli"
# Import name -> name of the distribution, where they differ.
DISTRIBUTIONS = {"yaml": "pyyaml", "sklearn": "scikit-learn", "thinc": "spacy"}  # thinc is the lower half of spaCy

# Not imported by us: what a dependency of ours needs and does not say so that every pip understands it.
FOR_OTHERS = {"lxml-html-clean"}


# ---------------------------------------------------------------- who imports whom


@cache
def modules() -> dict[str, Path]:
    """Name of every module of the two packages -> its file."""
    found = {}
    for package in ("extract", "graph"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(source: ast.Module, *, package: str, known: frozenset[str]) -> set[str]:
    """All modules that a module imports anywhere in it, also inside functions and under TYPE_CHECKING.

    `from extract import lexicon` is the module extract.lexicon where there is one (`known`), else extract.
    """
    found: set[str] = set()
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join(
                    [*package.split(".")[: len(package.split(".")) - node.level + 1], *filter(None, [base])]
                )
            inside = {f"{base}.{alias.name}" for alias in node.names} & known
            found |= inside
            if len(inside) < len(node.names):
                found.add(base)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "import_module",
            "importlib.import_module",
            "__import__",
        ):
            found |= {str(argument.value) for argument in node.args[:1] if isinstance(argument, ast.Constant)}
    return found


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """Module -> modules that it imports, ours and others."""
    known = frozenset(modules())
    return {
        name: frozenset(
            imported(tree(path), package=name if path.stem == "__init__" else name.rpartition(".")[0], known=known)
        )
        for name, path in modules().items()
    }


def inside(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def reached(start: str) -> set[str]:
    """All modules that importing `start` can lead to, through ours."""
    seen, todo = set(), [start]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += imports().get(name, ())
    return seen


def test_there_is_something_to_look_at() -> None:
    assert {"extract.records", "extract.annotate", "extract.read.html", "graph.cli", "graph.query"} <= modules().keys()
    assert "extract.records" in imports()["extract.annotate"]
    assert "spacy" in reached("extract.annotate")


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import graph.cli", {"graph.cli"}),
        ("from graph import cli", {"graph.cli"}),
        ("from graph import something", {"graph"}),
        ("from . import records", {"extract.records"}),
        ("from .read import read", {"extract.read"}),
        ("def f():\n    from graph.cli import cli", {"graph.cli"}),
        ("import importlib\nimportlib.import_module('graph.cli')", {"importlib", "graph.cli"}),
    ],
)
def test_an_import_is_seen_however_it_is_written(code: str, names: set[str]) -> None:
    known = frozenset({"graph.cli", "extract.records", "extract.read"})
    assert imported(ast.parse(code), package="extract", known=known) == names


def test_extract_never_imports_graph() -> None:
    wrong = {name: seen for name in modules() if inside(name, "extract") and (seen := _ours(name, "graph"))}
    assert wrong == {}


def test_graph_imports_only_the_records_and_errors_of_extract() -> None:
    wrong = {}
    for name in modules():
        if inside(name, "graph") and name != WIRING and (seen := _ours(name, "extract") - ALLOWED_TO_GRAPH):
            wrong[name] = seen
    assert wrong == {}


def _ours(name: str, package: str) -> set[str]:
    return {one for one in imports()[name] if inside(one, package)}


def test_nothing_but_training_imports_training() -> None:
    wrong = [name for name in modules() if not inside(name, "extract.training") and _ours(name, "extract.training")]
    assert wrong == []


def test_imports_go_one_way_and_never_round() -> None:
    """A package's own folder counts as the package: extract.read.html may import extract.read.head, which is beside it."""
    edges = {name: {one for one in seen if one in modules() and one != name} for name, seen in imports().items()}
    while leaves := [name for name, seen in edges.items() if not seen & edges.keys()]:
        for name in leaves:
            del edges[name]
    assert edges == {}, f"these import each other in a circle: {sorted(edges)}"


def plain_modules() -> list[str]:
    rooms = tuple(f"extract.{room}" for room in PLAIN)
    named = [name for name in modules() if any(inside(name, room) for room in rooms) or name.startswith(PLAIN_PREFIX)]
    return [*named, *(name for name in modules() if inside(name, "graph") and name != WIRING)]


def test_spacy_is_out_of_reach_of_what_only_reads_files_or_words() -> None:
    assert len(plain_modules()) > 30
    assert [name for name in plain_modules() if {one.split(".")[0] for one in reached(name)} & {"spacy", "thinc"}] == []


def test_neither_the_readers_nor_the_command_line_load_spacy_when_imported() -> None:
    code = "import sys\n" + "".join(f"import {name}\n" for name in [*plain_modules(), WIRING] if "worker" not in name)
    code += "print(sorted({'spacy', 'thinc', 'torch', 'pyvis', 'IPython', 'pandas'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---------------------------------------------------------------- how a file opens


def python_files() -> list[Path]:
    return [path for path in files() if path.suffix == ".py"]


def test_every_python_file_opens_with_a_docstring_on_its_first_line() -> None:
    bare = [str(path.relative_to(ROOT)) for path in python_files() if not _opens_well(path.read_text(encoding="utf-8"))]
    assert len(python_files()) > 60
    assert bare == []


def _opens_well(source: str) -> bool:
    first = source.splitlines()[0] if source else ""
    return first.startswith('"""') and len(first) > 15 and bool(ast.get_docstring(ast.parse(source)))


@pytest.mark.parametrize(
    ("source", "good"),
    [('"""What this file is for."""\n', True), ("import os\n", False), ('"""\nLater."""\n', False), ("", False)],
)
def test_what_counts_as_opening_well(source: str, good: bool) -> None:
    assert _opens_well(source) is good


def test_library_code_does_not_print() -> None:
    quiet = [name for name in modules() if not inside(name, "extract.training") and name != "graph.query_worker"]
    wrong = [name for name in quiet if any(_prints(node) for node in ast.walk(tree(modules()[name])))]
    assert wrong == []


def _prints(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


# ---------------------------------------------------------------- what no file may name


def files() -> list[Path]:
    """The files of the project, as a copy of it holds them, with or without git."""
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if not MADE & {*parts} and not any(part.endswith(".egg-info") for part in parts) and path.is_file():
            built = parts[0] == "output" and parts[1] not in ("README.md", "sample")
            if not built:
                found.append(path)
    return found


# Written in two pieces, or this file would name them.
_SUFFIXES = ("or" + "g", "co" + "m", "de" + "v", "i" + "o")
_HOSTS = ("pypi", "pythonhosted", "npmjs", "anaconda", "crates", "conda-forge", "yarnpkg", "rubygems", "huggingface")
REGISTRY = re.compile(rb"\b(" + "|".join(_HOSTS).encode() + rb")\.(" + "|".join((*_SUFFIXES, "co")).encode() + rb")\b")
MACHINE = re.compile(rb"(?<![\w.~*/-])/(" + b"|".join((b"wo" + b"rk", b"ro" + b"ot", b"ho" + b"me")) + rb")/[\w.]")


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("https://py" + "pi.org/simple", REGISTRY, True),
        ("index = https://files.python" + "hosted.org/x", REGISTRY, True),
        ("the package index", REGISTRY, False),
        ("see /wo" + "rk/main", MACHINE, True),
        ("'/ho" + "me/anna/x'", MACHINE, True),
        ("the frame" + "work/main idea and https://example.org/wo" + "rk/x", MACHINE, False),
    ],
)
def test_what_counts_as_naming_a_registry_or_a_place_on_a_machine(
    text: str, pattern: re.Pattern[bytes], found: bool
) -> None:
    assert bool(pattern.search(text.encode())) is found


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE], ids=["registry", "machine"])
def test_no_file_names_a_package_registry_or_a_place_on_somebodys_machine(pattern: re.Pattern[bytes]) -> None:
    wrong = {}
    for path in files():
        if match := pattern.search(path.read_bytes()):
            wrong[str(path.relative_to(ROOT))] = match[0]
    assert wrong == {}


# ---------------------------------------------------------------- what is installed


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements() -> dict[str, list[Requirement]]:
    """Name of the extra ("" for none) -> what it needs."""
    project = pyproject()["project"]
    groups: dict[str, list[str]] = {"": project["dependencies"], **project["optional-dependencies"]}
    return {name: [Requirement(line) for line in lines] for name, lines in groups.items()}


def others() -> Iterator[Requirement]:
    """All requirements but those on extras of our own."""
    for lines in requirements().values():
        yield from (one for one in lines if one.name != "entente-graph")


def test_every_dependency_says_in_one_line_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    silent = []
    for requirement in others():
        line = next(line for line in lines if re.match(rf'\s*"{re.escape(requirement.name)}\b', line))
        if not re.search(r'",\s+# \w.{7,}', line):
            silent.append(requirement.name)
    assert len(list(others())) > 20
    assert silent == []


def test_constraints_pin_every_dependency_to_one_version_and_hold_no_address() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    pins = [Requirement(line) for line in lines if line]
    assert "://" not in text
    assert [line for line in lines if line.startswith("-") or "@" in line] == []
    assert [str(pin) for pin in pins if [one.operator for one in pin.specifier] != ["=="]] == []
    pinned = {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in pins}
    assert len(pinned) == len(pins), "a package is pinned twice"
    missing = [one.name for one in others() if canonicalize_name(one.name) not in pinned]
    assert missing == []
    outside = [one.name for one in others() if not one.specifier.contains(pinned[canonicalize_name(one.name)])]
    assert outside == []


def used(names: set[str]) -> set[str]:
    """The distributions that modules of ours import, without the standard library and our own packages."""
    tops = {one.split(".")[0] for name in names for one in imports()[name]}
    tops -= sys.stdlib_module_names | {"extract", "graph", ""}
    return {canonicalize_name(DISTRIBUTIONS.get(top, top)) for top in tops}


def test_what_runs_needs_only_what_is_declared() -> None:
    declared = {canonicalize_name(one.name) for one in requirements()[""]}
    extras = {canonicalize_name(one.name) for one in (*requirements()["notebook"], *requirements()["train"])}
    training = {name for name in modules() if inside(name, "extract.training")}
    assert used(set(modules()) - training) - declared - {"pandas"} == set()  # pandas: to_frame, for notebooks
    assert used(training) - declared - extras == set()


def test_every_dependency_is_used() -> None:
    idle = {canonicalize_name(one.name) for one in requirements()[""]} - used(set(modules()))
    assert idle <= FOR_OTHERS


def test_the_package_data_holds_every_file_that_is_no_code() -> None:
    """An installed copy must work like this one: model, vocabulary, queries, page and ontology travel along."""
    patterns: dict[str, list[str]] = pyproject()["tool"]["setuptools"]["package-data"]
    for package in ("extract", "graph"):
        taken = {path for pattern in patterns[package] for path in (ROOT / package).glob(pattern)}
        here = {path for path in files() if path.is_relative_to(ROOT / package) and path.suffix != ".py"}
        left = {path.relative_to(ROOT) for path in here - taken}
        assert [str(path) for path in sorted(left) if path.parts[1] != "training"] == []


def test_the_installed_version_is_that_of_pyproject() -> None:
    try:
        installed = metadata.version("entente-graph")
    except metadata.PackageNotFoundError:
        pytest.skip("entente-graph is not installed here")
    assert installed == pyproject()["project"]["version"]
