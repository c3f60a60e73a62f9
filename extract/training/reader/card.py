"""The model card: `python -m extract.training.reader.card`. Measures on the regression set and writes docs/model-card.md."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract import ties
from extract.annotate import annotate
from extract.records import to_json
from extract.training.agreement import as_gold
from extract.training.article import Article
from extract.training.deciding import as_article, reliability, rows
from extract.training.parts import articles
from extract.training.references import links
from extract.training.scoring import Result, score

ROOT = Path(__file__).parents[3]
CARD = ROOT / "docs" / "model-card.md"
ENCODER = ROOT / "extract" / "model" / "encoder"

#: Words of a genre's name -> the group that the card tells it under; the first that fits counts.
GROUPS = {
    "readouts and statements": (
        "readout",
        "statement",
        "remarks",
        "media note",
        "travel",
        "memorandum",
        "announcement",
    ),
    "wires and newspapers": ("wire", "news", "agency", "broadcaster", "analysis", "report", "digest", "brief"),
    "notices and legal texts": ("notice", "gazette", "decision", "determination", "rule", "sanction", "regulation"),
    "companies and bodies": (
        "company",
        "chamber",
        "association",
        "fact sheet",
        "communiqu",
        "bulletin",
        "speech",
        "bank",
    ),
    "ministry releases and others": ("",),
}

HEAD = """# Model card of the encoder

What ships in `extract/model/encoder`: MiniLM-L6 (22.7 million parameters, uncased; its word vectors as pretrained) fine-tuned with heads for names, offices,
dates, amounts, pronouns and descriptions, event triggers with type and status, their parties, states and references, in
ONNX with 8-bit weights; the heads are numpy arrays. `extract/weights/ties.json` makes one probability of what it and the rules say.

**For**: English trade-diplomacy text (releases, readouts, wires, news). Every edge quotes its sentence: read it before you decide
on it. **Not for**: other languages, other fields, judging persons, or any use in which nobody reads the quotes.

**Made from**: all-MiniLM-L6-v2 (Apache-2.0; base model MiniLM, Microsoft); articles written and annotated for this project
(`extract/training/corpus`, Apache-2.0); our annotation (`extract/training/real`) of releases of the US Department of State and the
White House (public domain; the texts are not in this repository). **Licence**: Apache-2.0. **Made again** with `make model`.
This file is written by `python -m extract.training.reader.card`.

"""

FAILURES = """
## Known failures

- A party that only a sentence far above names, and descriptions of several things ("the sides", "officials of the three countries"), are missed or tied to one thing too many.
- Who met whom among many: a chair and several counterparts can become one gathering, and the other way round.
- Lists of members ("the 14 members are ...") and accessions give fewer states than they tell.
- An event without a word of its own (a delegation "led by", a guest list) is found only where it resembles the articles it learnt from.
- Invented names written in capitals, broken by line ends or glued to other words are cut or joined wrongly more often than others.
- Nothing in it knows the world: an unknown acronym may be taken for a body, a product for an organisation.
"""


def _reference_line(row: Mapping[str, Any]) -> str:
    return (
        f"Pronouns and descriptions tied to what they stand for: P {row['p']:.2f}, R {row['r']:.2f}, F1 {row['f1']:.2f} "
        f"({row['right']} / {row['gold']} / {row['got']})."
    )


def group_of(genre: str) -> str:
    """The group a genre is told under."""
    return next(name for name, words in GROUPS.items() if any(w in genre.lower() for w in words))


def measured(given: Sequence[Article]) -> tuple[dict[tuple[str, int], Any], dict[tuple[str, int], Any]]:
    """What the annotation says and what the pipeline finds, by article."""
    gold = {(a.id, 0): as_gold(a) for a in given}
    found = {(one.article.doc, 0): to_json(one) for one in annotate(as_article(a) for a in given)}
    return gold, found


def _line(name: str, row: Mapping[str, Any]) -> str:
    return f"| {name} | {row['p']:.2f} | {row['r']:.2f} | {row['f1']:.2f} | {row['right']} / {row['gold']} / {row['got']} |"


def tables(result: Result, by_group: Mapping[str, Result]) -> Iterable[str]:
    """The scores as Markdown."""
    head = ["| | P | R | F1 | right / wanted / given |", "|---|---:|---:|---:|---:|"]
    yield from head
    for part in ("entities", "event_edges", "state_edges", "edges"):
        yield _line(part.replace("_", " "), result[part])
    for name, row in result["attributes"].items():
        yield _line(f"{name} of event edges that are right", row)
    yield ""
    yield from ["## By type", "", *head]
    for kind, row in (*result["entities_by_type"].items(), *result["edges_by_type"].items()):
        yield _line(kind, row)
    yield ""
    yield from [
        "## By genre",
        "",
        "| | articles | entities F1 | edges P | edges R | edges F1 |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, scores in by_group.items():
        e = scores["edges"]
        yield f"| {name} | {scores['articles']} | {scores['entities']['f1']:.2f} | {e['p']:.2f} | {e['r']:.2f} | {e['f1']:.2f} |"


Judged = dict[str, list[tuple[float, int]]]


def judged(given: Sequence[Article]) -> Judged:
    """(probability, right or not) of each tie that is looked at, by kind."""
    weights = ties.weights()
    return {
        name: [(ties.probability(row.features, weights.of(name)), row.right) for row in data]
        for name, data in rows(given).items()
    }


def sureness(said: Judged) -> Iterable[str]:
    """What confidence is worth: of the ties given a probability, how many are right."""
    for name, data in said.items():
        yield f"{name} ({len(data)} ties looked at, taken from {ties.weights().cut[name]:.2f} on)"
        yield from (f"  {line}" for line in reliability([p for p, _ in data], [r for _, r in data]))


SIZE, LEFT, TOP = 300, 46, 24


def picture(said: Judged) -> str:
    """The same as SVG: for each tenth of probability a dot (its area the number of ties) at the share that is right."""
    width = len(said) * (SIZE + 70)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {SIZE + 70}" font-family="sans-serif" font-size="12">'
    parts = [head, '<rect width="100%" height="100%" fill="#fff"/>']
    for at, (name, data) in enumerate(said.items()):
        parts += _diagram(LEFT + at * (SIZE + 70), name, data)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _diagram(x0: int, name: str, data: Sequence[tuple[float, int]]) -> Iterable[str]:
    low = TOP + SIZE
    yield f'<text x="{x0}" y="16" font-size="14">{name}: {len(data)} ties of the regression set</text>'
    yield f'<rect x="{x0}" y="{TOP}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#bbb"/>'
    yield f'<line x1="{x0}" y1="{low}" x2="{x0 + SIZE}" y2="{TOP}" stroke="#bbb" stroke-dasharray="4 4"/>'
    for tick in (0.0, 0.5, 1.0):
        yield f'<text x="{x0 + tick * SIZE:.0f}" y="{low + 16}" text-anchor="middle">{tick}</text>'
        yield f'<text x="{x0 - 6}" y="{low - tick * SIZE + 4:.0f}" text-anchor="end">{tick}</text>'
    middle = TOP + SIZE / 2
    yield f'<text x="{x0 + SIZE / 2}" y="{low + 34}" text-anchor="middle">confidence said</text>'
    yield f'<text transform="translate({x0 - 32} {middle}) rotate(-90)" text-anchor="middle">share that is right</text>'
    for tenth in range(10):
        here = [(p, r) for p, r in data if tenth == min(9, int(p * 10))]
        if here:
            x = x0 + SIZE * sum(p for p, _ in here) / len(here)
            y = low - SIZE * sum(r for _, r in here) / len(here)
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + len(here) ** 0.5 / 4:.1f}" fill="#0b5394" fill-opacity="0.7"/>'


def card(given: Sequence[Article], said: Judged) -> str:
    """The whole card."""
    gold, found = measured(given)
    groups = {key: group_of(a.genre) for a in given for key in [(a.id, 0)]}
    by_group = {
        name: score({k: v for k, v in gold.items() if groups[k] == name}, found)
        for name in GROUPS
        if name in groups.values()
    }
    facts = json.loads((ENCODER / "meta.json").read_text(encoding="utf-8"))
    lines = [
        f"Fitted on {facts['articles']:,} articles ({facts['pieces']:,} word pieces with copies in capitals), {facts['epochs']} epochs.",
        "",
        f"## On the regression set ({len(given)} articles: parts w18 and w27 and 70 real releases, nothing fitted or chosen on them)",
        "",
        *tables(score(gold, found), by_group),
        "",
        _reference_line(links(given)),
        "",
        "## What confidence is worth",
        "",
        "```text",
        *sureness(said),
        "```",
        "",
        "![For each tenth of confidence, how many ties are right](reliability.svg)",
    ]
    return HEAD + "\n".join(lines) + "\n" + FAILURES


def main() -> None:
    """Measure and write."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, help="folder of the data beside the project (for the real releases)")
    ap.add_argument("--out", type=Path, default=CARD)
    options = ap.parse_args()
    given = list(articles("test", data=options.data))
    said = judged(given)
    text = card(given, said)
    options.out.write_text(text, encoding="utf-8")
    options.out.with_name("reliability.svg").write_text(picture(said), encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
