"""The command `entente`: wiring only. Parses options, calls the rooms, says what happened.

Exit codes: 0 all went well; 1 something was left out or failed (it is said what); 2 the command was not understood, or
there was nothing to read; 130 stopped by Ctrl-C. Heavy modules are imported by the command that needs them.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import click

from extract.errors import OutputError, QueryError
from extract.records import Article, Extraction, surer, write_lines
from graph.console import Group, Nothing, opened, tell, width
from graph.keys import clean
from graph.report import Left, as_json, summarise, table

_PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, readable=False))
_STRICT = click.option("--strict", is_flag=True, help="Stop at the first document that cannot be read.")
_QUIET = click.option("--quiet", is_flag=True, help="Say only what went wrong.")
_FAST = click.option("--fast", is_flag=True, help="Read with rules and a small network alone: quicker, and finds less.")
_LEAST = click.option(
    "--min-confidence", "least", type=click.FloatRange(0, 1), default=0.0, metavar="P",
    help="Leave out events and states that are less sure than P (0 to 1).",
)  # fmt: skip


def _version() -> str:
    try:
        return metadata.version("entente-graph")
    except metadata.PackageNotFoundError:
        return "(run from a copy that is not installed)"


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), prog_name="entente")
def cli() -> None:
    """From trade-diplomacy text to a knowledge graph whose every edge is traced to the sentence that states it.

    \b
    Example: entente build my-documents -o output
    """


@cli.command()
@_PATHS
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True,
    help="Folder to write; new, empty, or of an earlier build.",
)  # fmt: skip
@_FAST
@_LEAST
@_STRICT
@_QUIET
def build(paths: tuple[str, ...], output: Path, fast: bool, least: float, strict: bool, quiet: bool) -> None:
    """Read documents and write the graph: page, Turtle, GraphML, JSON and extractions.

    PATHS are files, folders or - for standard input.

    \b
    Example: entente build releases/ page.html -o output
    """
    from graph.arrange import settle
    from graph.assemble import assemble
    from graph.to_json import earlier_places
    from graph.workspace import check_ours, write_all
    from graph.writers import WRITERS

    started = time.monotonic()
    check_ours(output)
    _outside(output, paths)
    skipped: list[Left] = []
    read = list(_read(paths, skipped, strict=strict))
    articles, repeated = _once(read)
    _say_nothing_read(articles, skipped)
    extractions = list(_annotated(articles, fast=fast, least=least, quiet=quiet, total=len(articles)))
    graph = assemble(extractions)
    settle(graph, before=earlier_places(output))
    documents = len({article.doc for article in read})
    summary = summarise(graph, extractions, skipped=skipped, repeated=repeated, documents=documents)
    write_all(graph, extractions, output, WRITERS, run=as_json(summary))
    if quiet:
        tell(skipped)
    else:
        click.echo(table(summary, seconds=time.monotonic() - started), nl=False)
        click.echo(f"open {clean(str(output / 'graph.html'))}")
    click.get_current_context().exit(1 if skipped else 0)


@cli.command()
@_PATHS
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, allow_dash=True), default="-",
    help="File to write, whole or not at all; - is standard output (the default).",
)  # fmt: skip
@_FAST
@_LEAST
@_STRICT
@_QUIET
def extract(paths: tuple[str, ...], output: str, fast: bool, least: float, strict: bool, quiet: bool) -> None:
    """Read documents and write what each article says, as JSON lines.

    PATHS are files, folders or - for standard input.

    \b
    Example: entente extract releases/ -o extractions.jsonl
    """
    skipped: list[Left] = []
    articles = _first_time(_read(paths, skipped, strict=strict))
    with opened(output) as write:
        count = 0
        for line in write_lines(_annotated(articles, fast=fast, least=least, quiet=quiet)):
            write(line)
            count += 1
        if not count:
            _say_nothing_read([], skipped)
    tell(skipped)
    click.get_current_context().exit(1 if skipped else 0)


@cli.command()
@click.argument("question", required=False)
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder of a build, or a Turtle file.",
)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of a named query; may be repeated.",
)
@_LEAST
def query(question: str | None, source: Path, form: str, params: tuple[str, ...], least: float) -> None:
    """Ask the graph of a build; without a question, list the named ones.

    QUESTION is the name of a query, a file that ends in .rq, or - for SPARQL on standard input.

    \b
    Example: entente query meetings -p since=2024-03 --format csv
    """
    from graph.query import ask, list_queries, named
    from graph.workspace import recover

    if question is None:
        for one in list_queries():
            click.echo(f"{one.name:<14} {one.help}")
            for param in one.params:
                click.echo(f"{'':<14}   -p {param.name}=...  {param.help}{'' if param.required else ' (optional)'}")
        return
    recover(source)
    if question == "-" or question.endswith(".rq"):
        if params:
            raise click.UsageError("-p is for named queries; write the value into your own query")
        answer = ask(source, _sparql(question), least=least)
    else:
        answer = named(question, source, least=least, **_parameters(question, params))
    text = {"table": lambda: answer.to_text(width()), "csv": answer.to_csv, "json": answer.to_json}[form]()
    click.echo(text, nl=not text.endswith("\n"))
    if answer.cut and form != "table":
        click.echo("the answer is cut at the limit of rows; ask for less at a time", err=True)


@cli.command()
@click.argument("sentence")
@click.option("--published", metavar="DATE", help="Day of publication, YYYY-MM-DD, for words such as yesterday.")
@click.option(
    "--page", type=click.Path(dir_okay=False, path_type=Path), help="Write it as an HTML page to this file instead."
)
@_FAST
def why(sentence: str, published: str | None, page: Path | None, fast: bool) -> None:
    """Show why a sentence is read as it is: parse, names, frames, probabilities, decision.

    SENTENCE is the text itself, or - for standard input.

    \b
    Example: entente why "Peru and Chile signed a protocol in Lima." --page why.html
    """
    from extract.explain import explain
    from graph.why import as_page, as_text

    text: str = sentence
    if sentence == "-":
        with click.open_file("-", "r", encoding="utf-8") as file:
            text = file.read()
    if not text.strip():
        raise click.UsageError("there is no sentence to explain")
    said = explain(text, published=published, fast=fast)
    if page is None:
        click.echo(as_text(said, width=width()), nl=False)
        return
    with opened(str(page)) as write:
        write(as_page(said))
    click.echo(f"open {clean(str(page))}")


@cli.command()
def check() -> None:
    """Check the vocabulary files; say every problem found.

    \b
    Example: entente check
    """
    from extract import lexicon
    from graph import generic, sectors

    problems = lexicon.check()
    generic.words()
    sectors.sectors()
    for problem in problems:
        click.echo(clean(problem), err=True)
    click.echo(f"vocabulary: {len(problems)} problems")
    click.get_current_context().exit(1 if problems else 0)


def _sparql(question: str) -> str:
    try:
        with click.open_file(question, "r", encoding="utf-8") as file:
            text: str = file.read()
            return text
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{question}: cannot be read as UTF-8 text ({error}); check the path") from error


def _parameters(name: str, given: Iterable[str]) -> dict[str, Any]:
    """NAME=VALUE pairs as keywords; only names that the query knows get through."""
    from graph.query import list_queries

    known = {param.name for one in list_queries() if one.name == name for param in one.params}
    out: dict[str, Any] = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals or key in out:
            raise click.UsageError(f"-p {clean(pair)}: write NAME=VALUE, each name once")
        if known and key not in known:
            raise QueryError(f"{name} has no parameter {key!r}; it takes {', '.join(sorted(known))}")
        out[key] = value
    return out if known else {}


def _outside(output: Path, paths: Iterable[str]) -> None:
    """What a build writes must not be read by the next one."""
    for path in paths:
        if path != "-" and Path(path).is_dir() and output.resolve().is_relative_to(Path(path).resolve()):
            raise OutputError(f"{output}: lies inside {path}, which is read; name a folder outside it with -o")


def _read(paths: Iterable[str], skipped: list[Left], *, strict: bool) -> Iterator[Article]:
    """The articles of the paths; what cannot be read is put into `skipped`."""
    from extract.read import read

    return read(paths, report=lambda left: skipped.append(Left(left.source, left.reason, left.cure)), strict=strict)


def _annotated(
    articles: Iterable[Article], *, fast: bool, least: float, quiet: bool, total: int | None = None
) -> Iterator[Extraction]:
    from extract.annotate import annotate
    from graph.progress import watch

    found = (surer(one, least) for one in annotate(articles, fast=fast))
    if quiet:
        return found
    return watch(found, words=lambda one: len(one.article.text.split()), stream=sys.stderr, total=total)


def _once(articles: Iterable[Article]) -> tuple[list[Article], list[str]]:
    """Each article once, the first by file name, in that order; and the names of the further copies."""
    copies: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        copies[article.id].append(article)
    ordered = [sorted(same, key=lambda one: (one.doc, one.number, repr(one))) for same in copies.values()]
    kept = sorted((same[0] for same in ordered), key=lambda one: (one.doc, one.number, one.id))
    return kept, [f"{one.doc}#{one.number}" for same in ordered for one in same[1:]]


def _first_time(articles: Iterable[Article]) -> Iterator[Article]:
    """Each article once, as they come: a stream cannot wait for a better copy."""
    seen: set[str] = set()
    for article in articles:
        if article.id not in seen:
            seen.add(article.id)
            yield article


def _say_nothing_read(articles: list[Article], skipped: list[Left]) -> None:
    if articles:
        return
    if skipped:
        tell(skipped)
        raise click.ClickException("no document could be read; nothing is written and the old output is as it was")
    raise Nothing("no documents there; name files or folders that hold text, HTML, CSV, JSON lines or feeds")


def main() -> None:
    """Entry point of the `entente` command."""
    cli(prog_name="entente")
