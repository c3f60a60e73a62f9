"""The explorer page for all: axe finds nothing to complain of in any view, in light or dark, wide or narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pages import Open

pytestmark = pytest.mark.browser

axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed; it brings axe")
RULES = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }"
VIEWS = ("", "#v=timeline", "#v=matrix", "#v=map", "#v=promises", "#v=table")
CHOICES = ("#n=cty%3Ajp", "#n=cty%3Ajp&v=timeline", "#q=tariff", "#m=JP~US&v=matrix", "#p=cty%3Ajp~cty%3Akr")


# What has the keyboard: its name, whether that can be seen, whether it is in sight. In a drawing the line of a form may
# change in place of a ring: it is then another than without the keyboard.
FOCUS = """() => {
  const e = document.activeElement;
  const lines = () => [...e.querySelectorAll('*')].map((c) => getComputedStyle(c)).map((s) => s.stroke + s.strokeWidth).join();
  const style = getComputedStyle(e);
  let seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  if (!seen && e instanceof SVGElement) {
    const focused = lines();
    e.blur();
    seen = lines() !== focused;
    e.focus();
  }
  const box = e.getBoundingClientRect();
  return [e.tagName + '.' + (e.id || e.getAttribute('class') || ''), seen, box.width > 0 && box.bottom > 0 && box.top < innerHeight];
}"""


def complaints(page: Any) -> list[str]:
    """What axe finds: rule, element, what to do. The page's policy does not hold for what the browser's driver runs."""
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    return [
        f"{one['id']}: {node['html'][:150]}: {node['failureSummary'][:200]}" for one in found for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("at", [*VIEWS, *CHOICES])
def test_axe_finds_nothing_on_a_wide_screen(real: Open, at: str, scheme: str) -> None:
    assert complaints(real(at=at, color_scheme=scheme)) == []


@pytest.mark.parametrize("at", [*VIEWS, CHOICES[0]])
def test_axe_finds_nothing_on_a_narrow_screen(real: Open, at: str) -> None:
    page = real(at=at, width=390, height=844)
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_open_menus_and_lists_are_as_good(real: Open) -> None:
    page = real()
    page.fill("#search", "trade")
    page.click(".facet summary >> nth=0")
    page.locator(".facet[open] label").first.wait_for()
    page.focus("#search")
    page.keyboard.press("ArrowDown")
    assert complaints(page) == []


def test_axe_would_complain(real: Open) -> None:
    """The control: what is plainly wrong is found."""
    page = real()
    page.evaluate("() => { const b = document.createElement('button'); document.querySelector('main').append(b); }")
    assert [one.split(":")[0] for one in complaints(page)] == ["button-name"]


@pytest.mark.parametrize("at", VIEWS)
def test_every_stop_of_the_keyboard_can_be_seen(real: Open, at: str) -> None:
    page = real(at=at)
    stops = []
    for _ in range(45):
        page.keyboard.press("Tab")
        where = page.evaluate(FOCUS)
        stops.append(where)
    assert [name for name, ringed, seen in stops if name != "BODY." and not (ringed and seen)] == []
    assert len({name for name, _, _ in stops}) > 8
