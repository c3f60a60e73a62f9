"""`entente why`: what the pipeline saw in a text, for the terminal and as a page. Pure functions on plain values.

The page asks nobody for anything, runs no script (its policy forbids both), and every word of the text is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from graph.keys import clean

Explanation = Mapping[str, Any]
Table = tuple[str, str, list[str], list[list[str]]]

_STYLE = """
:root { color-scheme: light dark; --ink: #15212c; --soft: #51606d; --rule: #d9e0e6; --paper: #fff; --yes: #e3f2e6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #a4b3c0; --rule: #2d3944; --paper: #11181f; --yes: #173523; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
blockquote { font: 1.2rem/1.6 Georgia, serif; border-left: 4px solid var(--rule); margin: 0 0 2rem; padding: .2rem 1rem; white-space: pre-wrap; }
h2 { font-size: 1.05rem; margin: 2rem 0 .2rem; } p { color: var(--soft); margin: 0 0 .5rem; }
div { overflow-x: auto; } table { border-collapse: collapse; } th { text-align: left; color: var(--soft); font-weight: 500; }
th, td { padding: .2rem .9rem .2rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; } tr.yes td { background: var(--yes); }
"""


def tables(said: Explanation) -> Iterator[Table]:
    """The sections of an explanation, decision first: title, what it is, names of columns, rows. A row that was taken
    begins with "yes"."""
    yield ("Decision: events", "what the graph will hold", ["type", "agents", "targets", "status", "date", "place", "sure", "rule"],
           [[e["type"], _list(e["agents"]), _list(e["targets"]), e["status"], e["date"] or "", e["place"] or "",
             f"{e['confidence']:.2f}", e["rule"]] for e in said["events"]])  # fmt: skip
    yield ("Decision: states", "standing facts", ["type", "head", "tail", "office", "sure", "rule"],
           [[s["type"], s["head"], s["tail"], s["title"] or "", f"{s['confidence']:.2f}", s["rule"]] for s in said["states"]])  # fmt: skip
    yield ("Ties", "every pair of ends that was weighed; the numbers are what each feature adds to the log-odds",
           ["taken", "probability", "type", "ends", "features"],
           [["yes" if t["taken"] else "no", f"{t['probability']:.2f}", t["type"], _list(t["ends"]),
             ", ".join(f"{n} {v:+.2f}" for n, v in t["features"].items())] for t in said["ties"]])  # fmt: skip
    yield ("Triggers", "words that the encoder takes for an event, and whom it ties to them",
           ["word", "type", "probability", "status", "parties"],
           [[t["word"], t["type"], f"{t['probability']:.2f}", t["status"],
             "; ".join(f"{role}: {_chances(who)}" for role, who in t["parties"].items() if who)] for t in said["triggers"]])  # fmt: skip
    yield ("Frames", "what lexicon and grammar alone propose", ["word", "rule", "agents", "targets", "status", "confidence"],
           [[f["word"], f["rule"], _list(f["agents"]), _list(f["targets"]), f["status"], f"{f['confidence']:.2f}"]
            for f in said["frames"]])  # fmt: skip
    yield ("Names", "", ["text", "type", "form", "found by", "entity"],
           [[n["text"], n["type"], n["form"], n["source"], n["entity"]] for n in said["names"]])  # fmt: skip
    yield (
        "Offices",
        "",
        ["text", "person", "body"],
        [[o["text"], o["person"] or "", o["body"] or ""] for o in said["offices"]],
    )
    yield ("References", "pronouns and descriptions", ["text", "stands for"],
           [[r["text"], _chances(r["stands_for"])] for r in said["references"]])  # fmt: skip
    yield ("Dates", "", ["text", "value", "kind"], [[d["text"], d["value"] or "", d["kind"]] for d in said["dates"]])
    for number, tokens in enumerate(said["sentences"], 1):
        yield (f"Parse of sentence {number}", "Universal Dependencies", ["word", "lemma", "tag", "label", "head"],
               [[t["text"], t["lemma"], t["tag"], t["label"], t["head"]] for t in tokens])  # fmt: skip


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


def _chances(chances: Sequence[Sequence[Any]]) -> str:
    return ", ".join(f"{name} {p:.2f}" for name, p in chances)


def as_text(said: Explanation, *, width: int = 120) -> str:
    """The explanation for a terminal; long cells are cut to fit `width` columns. Empty sections are left out."""
    lines: list[str] = []
    for title, what, columns, rows in tables(said):
        if not rows:
            continue
        lines += ["", title + (f" ({what})" if what else "")]
        cells = [columns, *[[clean(cell).replace("\n", " ") for cell in row] for row in rows]]
        sizes = [max(len(row[i]) for row in cells) for i in range(len(columns))]
        sizes[-1] = max(12, min(sizes[-1], width - sum(sizes[:-1]) - 2 * len(sizes)))
        for row in cells:
            line = "  " + "  ".join(_fit(cell, size) for cell, size in zip(row, sizes, strict=True))
            lines.append(line.rstrip())
    return "\n".join(lines[1:] or ["nothing was found in it"]) + "\n"


def _fit(cell: str, size: int) -> str:
    return cell.ljust(size) if len(cell) <= size else cell[: size - 1] + "…"


def as_page(said: Explanation) -> str:
    """The explanation as one HTML file."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = [f"<blockquote>{_text(said['text'])}</blockquote>"]
    for title, what, columns, rows in tables(said):
        if rows:
            body += [f"<h2>{_text(title)}</h2>", f"<p>{_text(what)}</p>" if what else "", "<div><table><thead><tr>"]
            body += [f'<th scope="col">{_text(c)}</th>' for c in columns] + ["</tr></thead><tbody>"]
            for row in rows:
                mark = ' class="yes"' if row[0] == "yes" else ""
                body.append(f"<tr{mark}>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>")
            body.append("</tbody></table></div>")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width"><title>Why it is read so</title>'
        f"<style>{_STYLE}</style></head><body><h1>Why it is read so</h1>{''.join(body)}</body></html>\n"
    )


def _text(words: str) -> str:
    return escape(clean(words), quote=True)
