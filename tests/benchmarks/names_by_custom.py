"""How many names of people are found, by naming custom, in sentences made from invented names. Writes nothing.

Run: python tests/benchmarks/names_by_custom.py [--least 0.85] [--missed] [--fast] [--articles 40]

Every name of names_by_custom.yml is put into several of its sentence templates, customs, names and templates each taking
turns: the same files give the same articles. A name counts as found where a Person has a mention that is exactly the
name, but for an honorific before it or a possessive behind it. `names` counts each name once for every place it is put.
With --least the exit code is 1 if the recall of one custom is lower. The names are for measuring only.

Example: python tests/benchmarks/names_by_custom.py --least 0.85
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from command import ROOT, machine, needed

sys.path.insert(0, str(ROOT))  # the extraction of this copy, whichever is installed

from extract import lexicon
from extract.records import Article, Extraction

DATA = Path(__file__).with_suffix(".yml")
PUBLISHED = "2024-05-14"
POSSESSIVE = re.compile(r"['’]s?")


@dataclass(frozen=True, slots=True)
class Person:
    """An invented name, the naming custom it is an example of, and the country its owner speaks for."""

    name: str
    custom: str
    country: str


@dataclass(frozen=True, slots=True)
class Template:
    """A text of one to three sentences with slots, and a word for how the names stand in it."""

    where: str
    text: str

    @property
    def names(self) -> int:
        """How many people it needs, one or two."""
        return len(self.slots & {"name", "other"})

    @property
    def slots(self) -> set[str]:
        """Names of the slots, in small letters."""
        return {field.lower() for _, field, _, _ in Formatter().parse(self.text) if field}


@dataclass(frozen=True, slots=True)
class Asked:
    """A name in an article: whose it is, how it stands there, from which to which character."""

    person: Person
    where: str
    start: int
    end: int


@dataclass(slots=True)
class Row:
    """One line of the table: names that were put into articles and those of them that were found."""

    names: int = 0
    found: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.names if self.names else 0.0


def read(path: Path) -> tuple[dict[str, list[Person]], list[Template], list[str]]:
    """The people by custom, the templates and the titles of the data file.

    Raises:
        SystemExit: a template lacks a first name, or the numbers would keep a custom out of some templates.
    """
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    customs = {
        custom: [Person(name, custom, country) for country, names in countries.items() for name in names]
        for custom, countries in data["customs"].items()
    }
    templates = [Template(**template) for template in data["templates"]]
    if nameless := [template.where for template in templates if "name" not in template.slots]:
        raise SystemExit(f"{path.name}: no slot for a name in: {'; '.join(nameless)}")
    slots = sum(template.names for template in templates)
    if math.gcd(slots, len(customs)) != 1:
        raise SystemExit(f"{path.name}: {slots} name slots and {len(customs)} customs share a factor; add a template")
    return customs, templates, data["titles"]


def in_turn(customs: dict[str, list[Person]], times: int) -> Iterator[Person]:
    """One person of each custom after the other, until the longest list has been gone through so many times."""
    for turn in range(times * max(len(people) for people in customs.values())):
        for people in customs.values():
            yield people[turn % len(people)]


def articles(
    people: Iterable[Person], templates: Sequence[Template], titles: Sequence[str]
) -> Iterator[tuple[Article, list[Asked]]]:
    """Articles with the names in them: templates in turn, each with the next one or two people.

    The last person is left out where a template for two comes up.
    """
    stream = enumerate(people)
    for number in count():
        template = templates[number % len(templates)]
        taken = list(islice(stream, template.names))
        if len(taken) < template.names:
            return
        text, asked = filled(template, [(person, titles[turn % len(titles)]) for turn, person in taken])
        yield Article(DATA.name, number, "News of the day", text, PUBLISHED), asked


def filled(template: Template, people: Sequence[tuple[Person, str]]) -> tuple[str, list[Asked]]:
    """The template's text with the people (and their titles) in its slots, and where their names stand."""
    values: dict[str, str] = {}
    owners: dict[str, Person] = {}
    for (person, title), slot, prefix in zip(people, ("name", "other"), ("", "other_"), strict=False):
        owners[slot] = person
        values |= {slot: person.name, f"{prefix}country": person.country}
        values |= {f"{prefix}title": title, f"{prefix}office": title.lower()}
    text, asked = "", []
    for literal, field, _, _ in Formatter().parse(template.text):
        text += literal
        if field:
            value = values[field.lower()]
            start, text = len(text), text + (value.upper() if field.isupper() else value)
            if (owner := owners.get(field.lower())) is not None:
                asked.append(Asked(owner, template.where, start, len(text)))
    return text, asked


def is_found(extraction: Extraction, asked: Asked) -> bool:
    """Whether a Person has a mention that is the name, but for an honorific before it or a possessive behind it."""
    text = extraction.article.text
    spans = [(m.start, m.end) for e in extraction.entities if e.type == "Person" for m in e.mentions]
    return any(
        start <= asked.start
        and asked.end <= end
        and is_honorific(text[start : asked.start])
        and (end == asked.end or POSSESSIVE.fullmatch(text[asked.end : end]) is not None)
        for start, end in spans
    )


def is_honorific(text: str) -> bool:
    """Whether the text is nothing or honorifics ("H.E. ")."""
    return all(word.replace(".", "") in lexicon.offices().honorifics for word in text.lower().split())


def table(rows: dict[str, Row]) -> str:
    """The customs as Markdown, and all of them in the last line."""
    whole = Row(sum(row.names for row in rows.values()), sum(row.found for row in rows.values()))
    lines = [
        f"| {custom} | {row.names:,} | {row.found:,} | {row.recall:.3f} |"
        for custom, row in [*rows.items(), ("all", whole)]
    ]
    return "\n".join(["| custom | names | found | recall |", "|---|---:|---:|---:|", *lines])


def measure(made: Sequence[tuple[Article, list[Asked]]], *, fast: bool) -> Iterator[tuple[Extraction, Asked, bool]]:
    """Each name with the extraction of its article and whether it was found."""
    from extract.annotate import annotate  # here, so that --help does not load spaCy

    for extraction, (_, asked) in zip(annotate((a for a, _ in made), fast=fast), made, strict=True):
        for one in asked:
            yield extraction, one, is_found(extraction, one)


def parsed() -> argparse.Namespace:
    """The options of the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=DATA, help=f"names and templates (default: {DATA.name})")
    options.add_argument("--times", type=int, default=3, help="into how many articles each name is put (default: 3)")
    options.add_argument("--least", type=float, help="exit with 1 if the recall of one custom is below this")
    options.add_argument("--missed", action="store_true", help="also print each name not found, in its article")
    options.add_argument("--articles", type=int, help="only so many articles, for a trial")
    options.add_argument("--fast", action="store_true", help="without the encoder, for a trial")
    return options.parse_args()


def main() -> None:
    """Print the table."""
    args = parsed()
    customs, templates, titles = read(needed(args.data))
    made = list(islice(articles(in_turn(customs, args.times), templates, titles), args.articles))
    print(f"{machine()}; {len(made):,} articles\n")
    rows = {custom: Row() for custom in customs}
    missed = []
    for extraction, asked, found in measure(made, fast=args.fast):
        row = rows[asked.person.custom]
        row.names, row.found = row.names + 1, row.found + found
        if not found:
            text = " ".join(extraction.article.text.split())
            missed.append(f"- {asked.person.custom}: {asked.person.name} ({asked.where}): {text}")
    print(table(rows))
    if args.missed:
        print("\n" + "\n".join(sorted(missed)))
    low = [custom for custom, row in rows.items() if args.least is not None and row.names and row.recall < args.least]
    if low:
        raise SystemExit(f"recall below {args.least}: {'; '.join(low)}")


if __name__ == "__main__":
    main()
