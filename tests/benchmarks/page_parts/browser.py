"""One page in a Chromium of its own: when it is usable, how fast it redraws, what it takes. Writes nothing."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Error, Page, Playwright

Numbers = dict[str, float]

# The same for all. Without a graphics card; WebGL is then done by the processor (SwiftShader), the canvas too.
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
WEB = ["http://*", "https://*", "ws://*", "wss://*"]
# Not a selector that is waited for: what asks for it again and again would be part of the time.
WATCH = """new MutationObserver(() => {
  const html = document.documentElement;
  if (html) new MutationObserver((_, self) => {
    if (html.dataset.ready) { self.disconnect(); benchmarkUsable(String(performance.now())); }
  }).observe(html, { attributes: true, attributeFilter: ["data-ready"] });
}).observe(document, { childList: true });"""
PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")


class TooSlowError(Exception):
    """The page was not usable at the limit."""


def measure(
    playwright: Playwright, chromium: str, path: Path, asked: Sequence[object], *, limit: float, repeat: int
) -> list[Numbers]:
    """The numbers of some loads of the page in one browser, each load in a process of its own.

    A load that takes long is not repeated. `asked` are the arguments of probe.js after the measure.

    Raises:
        TooSlowError: the first load was not usable at the limit.
        Error: the page failed.
    """
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    try:
        # A browser that has just started is still busy with itself.
        browser.new_page().wait_for_timeout(1000)
        found: list[Numbers] = []
        while len(found) < repeat and not (found and found[0]["usable"] > limit / 4):
            try:
                found.append(_load(browser, path, asked, limit))
            except TooSlowError:
                if not found:
                    raise
                break
        return found
    finally:
        browser.close()


def _load(browser: Browser, path: Path, asked: Sequence[object], limit: float) -> Numbers:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setBlockedURLs", {"urls": WEB})
    requests: list[str] = []
    page.on("request", lambda request: None if request.url.startswith("file:") else requests.append(request.url))
    machine = browser.new_browser_cdp_session()
    before = _processes(machine, "renderer")
    usable = _usable(page, session, path, limit)
    numbers = {"usable": usable, **_memory(machine, session, before), "requests": float(len(requests))}
    numbers |= _ask(session, asked, limit)
    context.close()
    return numbers


def _usable(page: Page, session: CDPSession, path: Path, limit: float) -> float:
    """Seconds from the start of loading until the page marks itself as ready."""
    told: list[float] = []
    session.on("Runtime.bindingCalled", lambda call: told.append(float(call["payload"]) / 1000))
    session.send("Runtime.enable")
    session.send("Runtime.addBinding", {"name": "benchmarkUsable"})
    page.add_init_script(WATCH)
    end = time.monotonic() + limit
    try:
        page.goto(path.as_uri(), wait_until="commit", timeout=limit * 1000)
        while not told and time.monotonic() < end:
            page.wait_for_timeout(25)
    except Error as error:
        raise TooSlowError from error
    if not told or told[0] > limit:
        raise TooSlowError
    return told[0]


def _memory(machine: CDPSession, session: CDPSession, before: dict[int, float]) -> Numbers:
    """MB of the page's process, now and at most so far, and of its script's objects after what is dead was cleared."""
    after = _processes(machine, "renderer")
    # Processes of pages that were closed may live on: the page's is the one that has worked since.
    own = max(after, key=lambda process: after[process] - before.get(process, 0))
    resident, peak = _resident(own)
    gpu = max(_resident(process)[0] for process in _processes(machine, "GPU"))
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {row["name"]: row["value"] for row in session.send("Performance.getMetrics")["metrics"]}
    return {"heap": metrics["JSHeapUsedSize"] / 1e6, "renderer": resident, "peak": peak, "gpu": gpu}


def _processes(machine: CDPSession, kind: str) -> dict[int, float]:
    """Chromium's processes of this kind: number -> seconds that it has worked."""
    rows = machine.send("SystemInfo.getProcessInfo")["processInfo"]
    return {row["id"]: row["cpuTime"] for row in rows if row["type"] == kind}


def _resident(process: int) -> tuple[float, float]:
    """MB that a process holds in memory, and the most it ever held; zeros if it is gone."""
    try:
        text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0, 0.0
    fields = dict(line.split(":", 1) for line in text.splitlines() if line.startswith("Vm"))
    now, most = (int(fields.get(name, "0 kB").split()[0]) * 1024 / 1e6 for name in ("VmRSS", "VmHWM"))
    return now, most


def _ask(session: CDPSession, asked: Sequence[object], limit: float) -> Numbers:
    """The answers of probe.js; what takes longer than the limit or fails is left out, and told on standard error.

    Asked in this way it runs under a policy that forbids scripts, as our page's does.
    """
    numbers: Numbers = {}
    for measure in ("drawn", "redraw", "drag", "filter"):
        call = f"({PROBE})({', '.join(json.dumps(value) for value in (measure, *asked))})"
        question = {"expression": call, "returnByValue": True, "timeout": limit * 1000}
        try:
            answer: dict[str, Any] = session.send("Runtime.evaluate", question)
        except Error as error:
            print(f"  {measure}: {error}", file=sys.stderr)
            continue
        if "exceptionDetails" in answer:
            print(f"  {measure}: {answer['exceptionDetails']['exception']['description']}", file=sys.stderr)
        else:
            numbers |= {f"{measure}_{part}": float(value) for part, value in answer["result"]["value"].items()}
    return numbers
