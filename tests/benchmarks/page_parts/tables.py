"""Markdown of the results: a table for each measure, then what was to be reached and whether it was. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol


class Result(Protocol):
    """What page_speed.py found of one page at one size."""

    numbers: dict[str, float]
    reason: str


Results = Mapping[tuple[str, int], Result]


@dataclass(frozen=True, slots=True)
class Measure:
    """A table: the number that it shows, and how; `more` follows in brackets."""

    key: str
    title: str
    form: Callable[[float], str]
    more: Callable[[dict[str, float]], str] = lambda _: ""


def seconds(value: float) -> str:
    """Two digits below ten."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def tenths(value: float) -> str:
    """One digit below ten."""
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def _script(key: str) -> Callable[[dict[str, float]], str]:
    return lambda numbers: f"script {tenths(numbers[f'{key}_script'])}"


def _objects(numbers: dict[str, float]) -> str:
    return f"script's objects {tenths(numbers['heap'])}"


MEASURES = (
    Measure("usable", "Usable after, seconds", seconds),
    Measure("redraw_whole", "One full redraw, ms", tenths, _script("redraw")),
    Measure("drag_whole", "One frame while dragging, ms", tenths, _script("drag")),
    Measure("filter_whole", "Filter (hide one kind of tie of six, and draw), ms", tenths, _script("filter")),
    Measure("renderer", "Memory of the page's process, MB", tenths, _objects),
    Measure("file", "File, MB", seconds),
    Measure("write", "Python writes the page, seconds", seconds),
    Measure("drawn_nodes", "Drawn, names", "{:,.0f}".format, lambda numbers: f"{numbers['drawn_lines']:,.0f} ties"),
)
# What is asked of our page: the number, the size, less than what, and how to say it.
TARGETS = (
    ("usable", 1000, 0.5, "{:.2f} s"),
    ("usable", 3000, 1.0, "{:.2f} s"),
    ("filter_whole", 3000, 100.0, "{:.0f} ms"),
    ("usable", 50000, 5.0, "{:.2f} s"),
    ("peak", 50000, 1000.0, "{:.0f} MB"),
)
TOLD = {"usable": "usable", "filter_whole": "filter", "peak": "memory while it opens"}
NOTE = """Headless Chromium without a graphics card. WebGL is done by the processor, so Sigma's frames (redraw, drag,
filter) are not those of a machine that has one; there the script's part is what remains. In brackets: times ours, then
what else is said. Only our file has the quotes, and positions from a layout, which Python computes while it writes; the
others get a grid."""


def report(results: Results, titles: Mapping[str, str]) -> str:
    """All tables and the targets."""
    numbers = sorted({size for _, size in results})
    tables = [_table(measure, results, titles, numbers) for measure in MEASURES]
    return "\n\n".join([NOTE, *tables, _requests(results, titles), targets(results)])


def _table(measure: Measure, results: Results, titles: Mapping[str, str], numbers: list[int]) -> str:
    lines = [f"{measure.title}:", "", f"| nodes | {' | '.join(titles.values())} |", "|---:|" + "---:|" * len(titles)]
    for size in numbers:
        cells = [_cell(measure, results, name, size) for name in titles]
        lines.append(f"| {size:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(measure: Measure, results: Results, name: str, size: int) -> str:
    result = results[name, size]
    if measure.key not in result.numbers:
        return result.reason or "no answer"
    value = result.numbers[measure.key]
    ours = results.get(("ours", size))
    base = ours.numbers.get(measure.key) if ours is not None and name != "ours" else None
    ratio = _ratio(value / base) if base and measure.key != "drawn_nodes" else ""
    extra = "; ".join(filter(None, (ratio, measure.more(result.numbers))))
    return measure.form(value) + (f" ({extra})" if extra else "")


def _ratio(value: float) -> str:
    return f"{value:.1f}x" if value >= 0.1 else "< 0.1x"


def _requests(results: Results, titles: Mapping[str, str]) -> str:
    told = []
    for name, title in titles.items():
        counts = [
            result.numbers["requests"]
            for (own, _), result in results.items()
            if own == name and "requests" in result.numbers
        ]
        if counts:
            told.append(f"{title} {max(counts):.0f}")
    return f"Requests that a page sends out (refused here): {', '.join(told)}."


def targets(results: Results) -> str:
    """One line for each target: reached, missed or not measured."""
    lines = []
    for key, size, most, form in TARGETS:
        result = results.get(("ours", size))
        line = f"- {TOLD[key]} at {size:,} nodes: less than {form.format(most).replace('.00', '')}"
        if result is None or key not in result.numbers:
            lines.append(f"{line}: not measured" + (f" ({result.reason})" if result and result.reason else ""))
            continue
        value = result.numbers[key]
        lines.append(f"{line}: {'met' if value < most else 'NOT met'} ({form.format(value)})")
    return "Targets of our page:\n\n" + "\n".join(lines)
