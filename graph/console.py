"""How the command line meets the terminal: exit codes, one clean line for an error, streams that may go away.

Touches standard output and standard error, and the file that `opened` is given.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

import click

from extract.errors import EntenteError, OutputError
from graph.keys import clean
from graph.report import Left, left_line


class Nothing(click.ClickException):
    """There was nothing to read."""

    exit_code = 2


class Group(click.Group):
    """Turns what a command raises into one clean line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()  # so that a reader that went away is noticed here, not when Python ends
        except EntenteError as error:
            click.echo(f"Error: {clean(str(error))}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("stopped; the old output is as it was", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            _forget_stdout()
            ctx.exit(141)


def _forget_stdout() -> None:
    """The reader of our output is gone: nothing is left to flush when Python ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def width() -> int:
    """Columns of the terminal; a pipe or file is given room."""
    return shutil.get_terminal_size((200, 50)).columns if sys.stdout.isatty() else 200


@contextmanager
def opened(output: str) -> Iterator[Callable[[str], None]]:
    """A function that writes to `output` ("-" is standard output); a file appears whole or not at all.

    A lone surrogate is written as its JSON escape: the line stays UTF-8 and reads back as the same record.

    Raises:
        OutputError: the file cannot be made or written.
    """
    path = Path(output).resolve()
    beside = output != "-" and (path.is_file() or not path.exists())  # no device or pipe is replaced by a file
    part = path.with_name(f".{path.name}.part") if beside else path
    with _blaming(output):
        stream: IO[Any] = click.open_file(
            "-" if output == "-" else str(part), "w", encoding="utf-8", errors="backslashreplace"
        )
    try:
        yield partial(_write, stream, output)
        with _blaming(output):
            stream.flush()
            if beside:
                stream.close()
                part.replace(path)
    finally:
        if output != "-":
            with suppress(OSError):
                stream.close()
        if beside:
            part.unlink(missing_ok=True)


def _write(stream: IO[Any], output: str, text: str) -> None:
    with _blaming(output):
        stream.write(text)


@contextmanager
def _blaming(output: str) -> Iterator[None]:
    """What the system says about the output, as an error of ours; a reader that went away is not one."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{output}: {error.strerror or error}; name another file with -o") from error


def tell(skipped: Iterable[Left]) -> None:
    """Say on standard error what was left out."""
    for left in skipped:
        click.echo(f"skipped {left_line(left)}", err=True)
