"""One query in a process of its own, which can be killed. Reads a request on standard input, writes one JSON answer.

Run as a script by graph/query.py and by nobody else; imports nothing of ours, so that it starts fast. Once the graph is
loaded the process gives up opening files and sockets, sets its memory and its alarm, and only then meets the query.
"""

from __future__ import annotations

import difflib
import json
import signal
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

SKOS = "http://www.w3.org/2004/02/skos/core#"
PREF, ALT, NOTATION = (ox.NamedNode(SKOS + name) for name in ("prefLabel", "altLabel", "notation"))
TITLE = ox.NamedNode("http://purl.org/dc/terms/title")
DOCUMENT = ox.NamedNode("https://w3id.org/entente/ns#document")
CONFIDENCE = ox.NamedNode("https://w3id.org/entente/ns#confidence")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SUBJECT, PREDICATE, OBJECT = (ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
SHOWN = 10


class RefusedError(Exception):
    """The message goes to the person who asked."""


def main() -> None:
    """Answer the request on standard input: {"columns", "rows", "labels", "cut"} or {"error"}."""
    request = json.load(sys.stdin)
    try:
        store = load(request["file"])
        drop_unsure(store, request["least"])
        confine(request["seconds"], request["megabytes"])
        answer = query(store, request)
    except RefusedError as error:
        answer = {"error": str(error)}
    except SyntaxError as error:
        answer = {"error": f"the query is not SPARQL that can be read: {error.msg or error}"}
    except MemoryError:
        answer = {"error": f"the query needs more than {request['megabytes']} MB; ask for less at a time"}
    except (OSError, RuntimeError, ValueError) as error:
        answer = {"error": f"the query failed: {error}"}
    text = json.dumps(answer)
    if len(text) > request["bytes"]:
        text = json.dumps({"error": f"the answer is larger than {request['bytes'] >> 20} MB; ask for less at a time"})
    sys.stdout.write(text)


def load(file: str) -> ox.Store:
    """The store with the triples of a Turtle file."""
    store = ox.Store()
    try:
        store.bulk_load(path=file, format=ox.RdfFormat.TURTLE)
    except (OSError, SyntaxError) as error:
        raise RefusedError(f"{file}: not a graph in Turtle ({error}); build it again with `entente build`") from error
    return store


def drop_unsure(store: ox.Store, least: float) -> None:
    """Take out events and statements less sure than `least`, and direct edges that no other statement states."""
    if least <= 0:
        return
    unsure = {
        quad.subject
        for quad in store.quads_for_pattern(None, CONFIDENCE, None)
        if isinstance(quad.object, ox.Literal) and float(quad.object.value) < least
    }
    edges: set[tuple[Any, Any, Any]] = set()
    kept: set[tuple[Any, Any, Any]] = set()
    for quad in store.quads_for_pattern(None, SUBJECT, None):
        edge = (quad.object, *(_one(store, quad.subject, part) for part in (PREDICATE, OBJECT)))
        (edges if quad.subject in unsure else kept).add(edge)
    for subject, predicate, value in edges - kept:
        if subject is not None and predicate is not None and value is not None:
            store.remove(ox.Quad(subject, predicate, value))
    for thing in sorted(unsure, key=str):
        for quad in [*store.quads_for_pattern(thing, None, None), *store.quads_for_pattern(None, None, thing)]:
            store.remove(quad)


def _one(store: ox.Store, subject: Any, predicate: ox.NamedNode) -> Any:
    return next((quad.object for quad in store.quads_for_pattern(subject, predicate, None)), None)


def confine(seconds: float, megabytes: int) -> None:
    """From here on: no new file or socket, no more memory than that, and an end at the alarm. Where the system can."""
    try:
        import resource
    except ImportError:  # a system without limits: the parent's clock is what stays
        return
    wanted = [(resource.RLIMIT_NOFILE, 0), (resource.RLIMIT_CORE, 0)]
    try:
        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        wanted.append((resource.RLIMIT_AS, used + (megabytes << 20)))
    except OSError:
        pass
    for limit, value in wanted:
        _, hard = resource.getrlimit(limit)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (value, value))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def query(store: ox.Store, request: dict[str, Any]) -> dict[str, Any]:
    """The rows of the request's query, at most `rows` of them, and the names of the things in them."""
    bound: dict[ox.Variable, Any] = {
        ox.Variable(name): bind(store, name, value, request) for name, value in request["bindings"].items()
    }
    found = store.query(request["query"], substitutions=bound, prefixes=request["prefixes"])
    if isinstance(found, ox.QueryBoolean):
        boolean = ox.Literal(bool(found))
        return {"columns": ["answer"], "rows": [[cell(boolean)]], "labels": {}, "cut": False}
    if isinstance(found, ox.QuerySolutions):
        columns = [variable.value for variable in found.variables]
    else:
        columns = ["subject", "predicate", "object"]
    rows: list[list[list[str] | None]] = []
    size, cut = 0, False
    for solution in found:
        if len(rows) >= request["rows"]:
            cut = True
            break
        row = [cell(term) for term in solution]
        size += sum(len(part) for value in row if value for part in value)
        if size > request["bytes"]:
            raise RefusedError(f"the answer is larger than {request['bytes'] >> 20} MB; ask for less at a time")
        rows.append(row)
    if not request["ordered"]:
        rows.sort(key=lambda row: [value or [] for value in row])
    return {"columns": columns, "rows": rows, "labels": labels(store, rows, request["base"]), "cut": cut}


def cell(term: Any) -> list[str] | None:
    """A term as JSON: kind, value, and for literals datatype and language."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return ["iri", term.value]
    if isinstance(term, ox.BlankNode):
        return ["blank", term.value]
    if isinstance(term, ox.Literal):
        return ["literal", term.value, term.datatype.value, term.language or ""]
    return ["literal", str(term), "http://www.w3.org/2001/XMLSchema#string", ""]


def labels(store: ox.Store, rows: list[list[list[str] | None]], base: str) -> dict[str, str]:
    """Address -> name of each of our things in the rows."""
    seen = {value[1] for row in rows for value in row if value and value[0] == "iri" and value[1].startswith(base)}
    return {iri: name for iri in sorted(seen) if (name := label(store, ox.NamedNode(iri)))}


def label(store: ox.Store, thing: ox.NamedNode) -> str:
    """The thing's name or title; empty where it has none."""
    for predicate in (PREF, TITLE):
        for _, name in pairs(store, thing, predicate):
            return name
    return ""


def pairs(store: ox.Store, thing: ox.NamedNode | None, predicate: ox.NamedNode) -> Iterator[tuple[str, str]]:
    """Address and text of each triple with that predicate and a literal object."""
    for quad in store.quads_for_pattern(thing, predicate, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            yield quad.subject.value, quad.object.value


def bind(store: ox.Store, name: str, value: dict[str, Any], request: dict[str, Any]) -> ox.NamedNode | ox.Literal:
    """The term for a parameter. A name is looked up first: it must belong to exactly one thing of its kind."""
    if value["kind"] == "literal":
        return ox.Literal(value["value"], datatype=ox.NamedNode(value["datatype"]))
    if value["kind"] == "document":
        return document(store, value["value"])
    for iri in value["addresses"]:
        if label(store, ox.NamedNode(iri)):
            return ox.NamedNode(iri)
    return thing(store, name, value, request["prefixes"])


def fold(text: str) -> str:
    """The text without regard to case, accents and runs of white space."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())


def thing(store: ox.Store, name: str, value: dict[str, Any], prefixes: dict[str, str]) -> ox.NamedNode:
    """The one thing of that name: by its main name first, then by its other names and codes."""
    wanted, bases = fold(value["value"]), tuple(value["bases"])
    known: dict[str, set[str]] = {}
    for predicates in ((PREF,), (ALT, NOTATION)):
        found: set[str] = set()
        for predicate in predicates:
            for iri, name_of in pairs(store, None, predicate):
                if iri.startswith(bases):
                    known.setdefault(fold(name_of), set()).add(iri)
                    if fold(name_of) == wanted:
                        found.add(iri)
        if len(found) == 1:
            return ox.NamedNode(found.pop())
        if found:
            raise RefusedError(
                f"{name}: {value['value']!r} is the name of {listed(store, found, prefixes)}; give one key"
            )
    near = [text for text in sorted(known) if wanted and wanted in text]
    near = near or difflib.get_close_matches(wanted, sorted(known), n=SHOWN, cutoff=0.6)
    close = {iri for text in near for iri in known[text]}
    hint = f"; close: {listed(store, close, prefixes)}" if close else ""
    raise RefusedError(f"{name}: nothing in the graph is called {value['value']!r}{hint}")


def listed(store: ox.Store, found: set[str], prefixes: dict[str, str]) -> str:
    """The things with their keys, for an error message."""
    names = []
    for iri in sorted(found)[:SHOWN]:
        key = next((f"{p}:{iri[len(base) :]}" for p, base in prefixes.items() if iri.startswith(base)), iri)
        names.append(f"{key} ({label(store, ox.NamedNode(iri))})")
    more = len(found) - SHOWN
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def document(store: ox.Store, wanted: str) -> ox.Literal:
    """The file name of a document, given by itself, without its ending, or by the title of an article in it."""
    names: dict[str, set[str]] = {}
    for iri, file in pairs(store, None, DOCUMENT):
        for name in (file, file.rpartition(".")[0], label(store, ox.NamedNode(iri))):
            names.setdefault(fold(name), set()).add(file)
    found = sorted(names.get(fold(wanted), ()))
    if len(found) == 1:
        return ox.Literal(found[0])
    files = found or sorted({file for text, files in names.items() if fold(wanted) in text for file in files})
    hint = ", ".join(files[:SHOWN]) or "try the name of a file"
    problem = "names several documents" if found else "is no document of the graph"
    raise RefusedError(f"document: {wanted!r} {problem}; {hint}")


if __name__ == "__main__":
    main()
