"""Questions to the graph in SPARQL: named ones and a person's own. Reads the Turtle of a build; changes nothing.

A query runs in a child process that can be killed, within limits of time, memory, rows, length and nesting: the engine
has no time limit of its own and a hostile query can crash it. Parameters are bound by the engine, never pasted.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from extract.errors import OutputError, QueryError
from graph.dates import bounds
from graph.ontology import BASE, DATA_PREFIXES, PREFIXES, VOCABULARIES
from graph.query_check import check, is_ordered
from graph.query_path import shortest
from graph.table import Cell, Table

QUERIES = Path(__file__).with_name("queries")
_WORKER = Path(__file__).with_name("query_worker.py")
# Loading a graph is ours, not the query's: it has this many seconds besides the query's own.
_LOADING = 120.0
_MEGABYTE = 1 << 20

# What a parameter may name: the kinds of things, as prefixes of their addresses.
_THINGS: Mapping[str, tuple[str, ...]] = {
    "entity": ("per", "bod", "cty", "plc", "agr", "occ", "ini"),
    "party": ("per", "bod", "cty", "plc"),
    "person": ("per",),
    "body": ("bod",),
    "country": ("cty",),
    "topic": ("top",),
}
_TYPES = (*_THINGS, "document", "first-day", "last-day", "text")
_PARAM = re.compile(r"# param (?P<name>[a-z]\w*): (?P<type>[a-z-]+)(?: \(default (?P<default>[^)]*)\))? (?P<help>.+)")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use: seconds of wall time, megabytes beyond the graph itself, rows, characters, nesting."""

    seconds: float = 10.0
    megabytes: int = 1024
    rows: int = 10_000
    characters: int = 8192
    depth: int = 64
    answer_megabytes: int = 64


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query. `required` ones have no default; the others may be left out."""

    name: str
    type: str
    required: bool
    help: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that ships with the project: `text` is SPARQL, `help` one line for a person."""

    name: str
    help: str
    params: tuple[Parameter, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Binding:
    """A value for a variable. `kind` is literal (with `datatype`), document, or entity, party, person, body ..."""

    kind: str
    value: str
    datatype: str = VOCABULARIES["xsd"] + "string"

    def request(self) -> dict[str, Any]:
        """The binding as the worker reads it; a key ("per:jane-1a2b3c4d") or an address of ours stands for itself."""
        out: dict[str, Any] = {"kind": self.kind, "value": self.value, "datatype": self.datatype}
        if self.kind in _THINGS:
            out["bases"] = [DATA_PREFIXES[prefix] for prefix in _THINGS[self.kind]]
            prefix, _, local = self.value.partition(":")
            address = DATA_PREFIXES[prefix] + local if prefix in DATA_PREFIXES else self.value
            sound = re.fullmatch(r"[A-Za-z0-9:/._#-]+", address) and address.startswith(tuple(out["bases"]))
            out["addresses"] = [address] if sound else []
        return out


@cache
def list_queries() -> tuple[NamedQuery, ...]:
    """All named queries, sorted by name.

    Raises:
        QueryError: a query file has no line of help or a parameter line that cannot be read.
    """
    return tuple(_read(path) for path in sorted(QUERIES.glob("*.rq")))


def _read(path: Path) -> NamedQuery:
    text = path.read_text("utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    if not head or not head[0].startswith("# help: "):
        raise QueryError(f"{path.name}: the first line must be '# help: ...'")
    params = []
    for line in head[1:]:
        match = _PARAM.fullmatch(line)
        if match is None or match["type"] not in _TYPES:
            raise QueryError(f"{path.name}: {line!r} is not '# param name: type (default none) help'")
        params.append(Parameter(match["name"], match["type"], match["default"] is None, match["help"]))
    return NamedQuery(path.stem, head[0].removeprefix("# help: "), tuple(params), text)


def named(
    name: str, source: Path, /, *, limits: Limits = DEFAULT_LIMITS, least: float = 0.0, **params: str | None
) -> Table:
    """The answer of a named query over the graph in `source` (a build's folder, or a Turtle file).

    Names in `params` match without regard to case and accents; the key of a node is taken as well. Events and
    statements whose confidence is below `least` (0 to 1) count as not there.

    Raises:
        QueryError: no such query or parameter, a required one is missing, a name fits nothing or several things,
            or a limit is reached.
        OutputError: there is no graph in `source`.
    """
    query = next((q for q in list_queries() if q.name == name), None)
    if query is None:
        known = ", ".join(q.name for q in list_queries())
        raise QueryError(f"there is no query named {name!r}; there are {known}")
    bindings = _bindings(query, {key: value for key, value in params.items() if value is not None})
    if name == "path":
        # All hops are needed to find the shortest way; the limit on rows is for what a person is shown.
        wide = replace(limits, rows=10**7, answer_megabytes=1024)
        return shortest(run(source, query.text, bindings=bindings, limits=wide, least=least))
    found = run(source, query.text, bindings=bindings, limits=limits, least=least)
    return found.without(*(p.name for p in query.params))


def ask(source: Path, text: str, *, limits: Limits = DEFAULT_LIMITS, least: float = 0.0) -> Table:
    """The answer of a person's own SPARQL; our prefixes need no declaration. Errors as `run`."""
    return run(source, text, bindings={}, limits=limits, least=least)


def run(
    source: Path,
    query_text: str,
    *,
    bindings: Mapping[str, Binding],
    limits: Limits = DEFAULT_LIMITS,
    least: float = 0.0,
) -> Table:
    """Run a query over the graph in `source` in a process of its own. Each bound variable must be in its SELECT.

    Rows come in the order that the query asks for, else sorted. CONSTRUCT and DESCRIBE give subject, predicate, object.

    Raises:
        QueryError: the query is refused, is not SPARQL, fails, or runs past a limit.
        OutputError: there is no graph in `source`.
    """
    check(query_text, characters=limits.characters, depth=limits.depth)
    request = {
        "file": str(_file(source)),
        "query": query_text,
        "bindings": {name: binding.request() for name, binding in bindings.items()},
        "prefixes": dict(PREFIXES),
        "base": BASE,
        "ordered": is_ordered(query_text),
        "least": least,
        "seconds": limits.seconds,
        "megabytes": limits.megabytes,
        "rows": limits.rows,
        "bytes": limits.answer_megabytes * _MEGABYTE,
    }
    answer = _child(request, limits)
    if "error" in answer:
        raise QueryError(answer["error"])
    rows = tuple(tuple(Cell(*cell) if cell else None for cell in row) for row in answer["rows"])
    return Table(tuple(answer["columns"]), rows, answer["cut"], answer["labels"])


def _file(source: Path) -> Path:
    path = source / "graph.ttl" if source.is_dir() else source
    if not path.is_file():
        raise OutputError(f"{path}: there is no graph; make one with `entente build PATH... -o {source}`")
    return path.resolve()


def _child(request: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    # -P keeps our folder, whose files have plain names, from shadowing the standard library's.
    with subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", str(_WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            out, err = process.communicate(json.dumps(request).encode(), timeout=limits.seconds + _LOADING)
        except subprocess.TimeoutExpired as error:
            raise QueryError(_late(limits)) from error
        finally:
            process.kill()
    if process.returncode == 0:
        answer: dict[str, Any] = json.loads(out)
        return answer
    raise QueryError(_crash(process.returncode, err, limits))


def _late(limits: Limits) -> str:
    return f"the query ran past its limit of {limits.seconds:g} seconds; make it narrower"


def _crash(code: int, err: bytes, limits: Limits) -> str:
    """What the end of the child means: by the signal that ended it, else by its last words."""
    names = {member.value: member.name for member in signal.Signals}
    name = names.get(-code, str(code))
    if name == "SIGALRM":
        return _late(limits)
    if name in ("SIGABRT", "SIGKILL") or b"memory" in err.lower():
        return f"the query needs more than {limits.megabytes} MB; ask for less at a time"
    return f"the query crashed the engine ({name}); write it more simply"


def _bindings(query: NamedQuery, params: Mapping[str, str]) -> dict[str, Binding]:
    known = {param.name: param for param in query.params}
    for name in params:
        if name not in known:
            takes = ", ".join(known) or "none"
            raise QueryError(f"{query.name} has no parameter {name!r}; it takes {takes}")
    missing = [param.name for param in query.params if param.required and param.name not in params]
    if missing:
        raise QueryError(f"{query.name} needs {', '.join(missing)}: {known[missing[0]].help}")
    return {name: _binding(known[name], str(value)) for name, value in params.items()}


def _binding(param: Parameter, value: str) -> Binding:
    if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value) or len(value) > 1000:
        raise QueryError(f"{param.name}: not a name; give one of at most 1000 plain characters")
    if param.type in ("first-day", "last-day"):
        days = bounds(value)
        if days is None:
            raise QueryError(f"{param.name}: {value!r} is no date; give YYYY, YYYY-MM or YYYY-MM-DD")
        return Binding("literal", days[param.type == "last-day"], VOCABULARIES["xsd"] + "date")
    return Binding("literal" if param.type == "text" else param.type, value)
