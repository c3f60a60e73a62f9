"""Says how far a long run is, on a stream for people. Touches only that stream and the monotonic clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")

_TERMINAL_SECONDS = 0.2
_LOG_SECONDS = 10.0


def watch(
    items: Iterable[Item],
    *,
    words: Callable[[Item], int],
    stream: TextIO,
    total: int | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Item]:
    """Pass the items on and say how many there were and how many words a second.

    On a terminal one line is rewritten; elsewhere a line is written every ten seconds, so that short runs say nothing.

    Args:
        items: what is worked on, one article each.
        words: how many words an item has.
        stream: usually standard error.
        total: how many items there will be, where that is known.
        clock: seconds, for tests.
    """
    terminal = stream.isatty()
    start = said = clock()
    done = said_words = 0
    try:
        for item in items:
            yield item
            done += 1
            said_words += words(item)
            now = clock()
            if now - said >= (_TERMINAL_SECONDS if terminal else _LOG_SECONDS):
                said = now
                _say(stream, terminal, done, total, said_words / max(now - start, 1e-9))
    finally:
        if terminal and said != start:
            stream.write("\r\x1b[K")
            stream.flush()


def _say(stream: TextIO, terminal: bool, done: int, total: int | None, speed: float) -> None:
    line = f"{done:,}{f' of {total:,}' if total else ''} articles, {speed:,.0f} words/s"
    stream.write(f"\r{line}\x1b[K" if terminal else f"{line}\n")
    stream.flush()
