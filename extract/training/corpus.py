"""Read and check the training corpus: articles with inline annotation. Reads the files it is given; writes nothing.

A file holds articles separated by a line of '====='. An article is a header, the marked text, a line '---', then
events and states:

    id: w1-003
    genre: readout
    issuer: Ministry of Trade of Kenya
    published: 2019-05-03
    title: Kenya and Oman look at tea trade

    {title|Cabinet Secretary} {e1:Person:KE|Amina Yusuf} {v1|held talks} with {e2:Person:OM|Said Al Harthy},
    {title|Oman's trade minister}, in {e3:Place:OM|Muscat} {date|on Tuesday}. {e1~|She} {v2|invited}
    {e2|Al Harthy} to {e4:Place:KE|Nairobi}.
    ---
    v1: meet e1 e2 ; date 2019-04-30 ; place e3 ; status held ; topics tea trade
    v2: request e1 -> e2 ; date 2019-04-30 ; status held
    visit e2 -> e4 ; status proposed
    post e1 -> e5 ; title Cabinet Secretary

Marks: {eN:Type:CC|text} first mention (CC may be empty), {eN|text} further name, {eN~|text} pronoun or description
({eN:Type:CC~|text} where a description comes before any name), {vN|text} event trigger, {title|..} office,
{date|..} time expression, {money|..} amount. A happening told again is one event with several triggers ("v1 v4: meet .."). Marks may stand inside one another; a plural ("both sides") is marked
once for each entity over the same stretch: {e1~|{e2~|both sides}}.

Check files: python -m extract.training.corpus FILE... [--json OUT.jsonl]
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from extract.errors import EntenteError
from extract.training.article import Article, Entity, Event, Mark, Mention, State

ENTITY_TYPES = frozenset(["Person", "Organization", "Country", "Place", "Agreement", "Occasion", "Initiative"])
EVENT_TYPES = frozenset(
    [
        "meet",
        "visit",
        "attend",
        "host",
        "sign",
        "agree",
        "negotiate",
        "establish",
        "join",
        "invest",
        "aid",
        "request",
        "praise",
        "criticize",
        "restrict",
        "ease",
        "dispute",
        "withdraw",
        "trade",
    ]
)
STATE_TYPES = frozenset(["post", "part_of", "based_in", "member_of"])
SYMMETRIC = frozenset(["meet", "sign", "agree", "negotiate"])
STATUSES = frozenset(["held", "planned", "proposed", "denied"])
FIELDS = frozenset(["date", "place", "status", "topics", "amount", "optional", "mode", "title"])
HEADER = ("id", "genre", "issuer", "published", "title")

_OPEN = re.compile(r"\{(e\d+(?::(\w+):([A-Z]{2})?)?~?|v\d+|title|date|money)\|")
_SEPARATOR = re.compile(r"^=====+$", flags=re.M)
_FACT = re.compile(r"(?:(v\d+(?:\s+v\d+)*):\s*)?(\w+)\s*(.*)$")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class CorpusError(EntenteError):
    """An article that breaks the format. The message quotes the place."""


def unmark(marked: str) -> tuple[str, list[Mark]]:
    """Marked text -> (plain text, its marks in order). CorpusError at a stray brace or a mark never closed."""
    out: list[str] = []
    marks: list[Mark] = []
    stack: list[tuple[int, str]] = []
    at = 0
    while at < len(marked):
        opened = _OPEN.match(marked, at)
        if opened:
            stack.append((len(out), opened.group(1)))
            at = opened.end()
            continue
        if marked[at] == "}" and stack:
            start, mark = stack.pop()
            marks.append(Mark(start, len(out), mark))
        elif marked[at] in "{}":
            raise CorpusError(f"stray brace near {marked[max(0, at - 30) : at + 30]!r}")
        else:
            out.append(marked[at])
        at += 1
    if stack:
        raise CorpusError(f"mark {stack[-1][1]!r} is never closed")
    return "".join(out), sorted(marks, key=lambda m: (m.start, m.end, m.mark))


def parse(block: str) -> Article:
    """Read one article. CorpusError says what is wrong and where."""
    head, _, rest = block.strip("\n").partition("\n\n")
    header = {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in head.splitlines() if ":" in line)}
    for key in HEADER:
        if key not in header:
            raise CorpusError(f"header lacks {key!r}: {head[:60]!r}")
    body, separator, facts = rest.partition("\n---")
    text, marks = unmark(body)
    entities = _entities(text, marks)
    triggers = _triggers(marks)
    other = tuple(m for m in marks if m.mark in ("title", "date", "money"))
    events, states = _facts(facts, entities, triggers)
    if triggers and not separator:
        raise CorpusError("no line '---'")
    return Article(
        **{key: header[key] for key in HEADER},
        text=text,
        entities=tuple(entities.values()),
        spans=other,
        events=events,
        states=states,
    )


def _entities(text: str, marks: Iterable[Mark]) -> dict[str, Entity]:
    kinds: dict[str, tuple[str, str | None]] = {}
    mentions: dict[str, list[Mention]] = {}
    for mark in marks:
        if not re.match(r"e\d", mark.mark):
            continue
        name, _, typed = mark.mark.rstrip("~").partition(":")
        if typed:
            kind, _, country = typed.partition(":")
            if kind not in ENTITY_TYPES:
                raise CorpusError(f"unknown entity type {kind!r}")
            if name in kinds:
                raise CorpusError(f"{name} is introduced twice")
            kinds[name] = (kind, country or None)
        if name not in kinds:
            raise CorpusError(f"{name} is mentioned before it is introduced")
        mentions.setdefault(name, []).append(Mention(mark.start, mark.end, mark.mark.endswith("~")))
    return {name: _entity(text, name, *kinds[name], mentions[name]) for name in kinds}


def _entity(text: str, name: str, kind: str, country: str | None, mentions: Sequence[Mention]) -> Entity:
    forms = [text[m.start : m.end] for m in mentions if not m.nominal]
    if not forms:
        raise CorpusError(f"{name} has no name")
    longest = max(forms, key=len)
    return Entity(name, kind, country, longest, tuple(sorted(set(forms) - {longest})), tuple(mentions))


def _triggers(marks: Iterable[Mark]) -> dict[str, tuple[int, int]]:
    triggers: dict[str, tuple[int, int]] = {}
    for mark in marks:
        if re.match(r"v\d", mark.mark):
            if mark.mark in triggers:
                raise CorpusError(f"trigger {mark.mark} stands twice")
            triggers[mark.mark] = (mark.start, mark.end)
    return triggers


def _facts(
    facts: str, entities: Mapping[str, Entity], triggers: Mapping[str, tuple[int, int]]
) -> tuple[tuple[Event, ...], tuple[State, ...]]:
    events: list[Event] = []
    states: list[State] = []
    used: set[str] = set()
    for line in filter(None, (raw.strip() for raw in facts.splitlines())):
        first, *rest = (part.strip() for part in line.split(";"))
        read = _FACT.match(first)
        if not read:
            raise CorpusError(f"cannot read {line!r}")
        told, kind, arguments = read.groups()
        named = tuple((told or "").split())
        left, _, right = arguments.partition("->")
        agents, targets = tuple(left.split()), tuple(right.split())
        for entity in agents + targets:
            if entity not in entities:
                raise CorpusError(f"{line!r}: {entity} is no entity of this article")
        fields = {key: value.strip() for key, _, value in (part.partition(" ") for part in rest if part)}
        if kind in STATE_TYPES:
            states.append(_state(line, kind, agents, targets, fields))
            continue
        if absent := [trigger for trigger in named if trigger not in triggers]:
            raise CorpusError(f"{line!r}: no {absent[0]} in the text")
        spans = tuple(triggers[trigger] for trigger in named)
        events.append(_event(line, kind, agents, targets, fields, entities, spans))
        used.update(named)
    if set(triggers) - used:
        raise CorpusError(f"triggers without an event: {sorted(set(triggers) - used)}")
    return tuple(events), tuple(states)


def _state(line: str, kind: str, agents: tuple[str, ...], targets: tuple[str, ...], fields: Mapping[str, str]) -> State:
    if len(agents) != 1 or len(targets) != 1:
        raise CorpusError(f"{line!r}: a state has one head and one tail")
    return State(kind, agents[0], targets[0], fields.get("title"), "optional" in fields)


def _event(
    line: str,
    kind: str,
    agents: tuple[str, ...],
    targets: tuple[str, ...],
    fields: Mapping[str, str],
    entities: Mapping[str, Entity],
    triggers: tuple[tuple[int, int], ...],
) -> Event:
    if kind not in EVENT_TYPES:
        raise CorpusError(f"{line!r}: unknown type {kind!r}")
    if kind in SYMMETRIC and len(agents) < 2:
        raise CorpusError(f"{line!r}: {kind} needs two parties")
    status = fields.get("status", "held")
    if status not in STATUSES:
        raise CorpusError(f"{line!r}: unknown status {status!r}")
    date, place = fields.get("date"), fields.get("place")
    if date and not _DATE.fullmatch(date):
        raise CorpusError(f"{line!r}: date {date!r}")
    if place and place not in entities:
        raise CorpusError(f"{line!r}: place {place} is no entity")
    unknown = set(fields) - FIELDS
    if unknown:
        raise CorpusError(f"{line!r}: unknown field {sorted(unknown)}")
    topics = tuple(t.strip() for t in fields.get("topics", "").split(",") if t.strip())
    amount, mode, optional = fields.get("amount"), fields.get("mode"), "optional" in fields
    return Event(kind, agents, targets, date or None, place or None, status, topics, amount, mode, triggers, optional)


def blocks(path: Path) -> list[str]:
    """The articles of a file, unparsed."""
    return [block for block in _SEPARATOR.split(path.read_text(encoding="utf-8")) if block.strip()]


def read(path: Path) -> Iterator[Article]:
    """Yield the articles of a file. CorpusError names the file and the article's number, from 1."""
    for number, block in enumerate(blocks(path), 1):
        try:
            yield parse(block)
        except CorpusError as error:
            raise CorpusError(f"{path.name}, article {number}: {error}") from error


def check(paths: Iterable[Path]) -> tuple[list[Article], list[str]]:
    """All articles that parse, and one line for each fault: articles that do not, and ids that stand twice."""
    articles: list[Article] = []
    faults: list[str] = []
    for path in paths:
        for number, block in enumerate(blocks(path), 1):
            try:
                articles.append(parse(block))
            except CorpusError as error:
                faults.append(f"{path.name}, article {number}: {error}")
    ids = Counter(article.id for article in articles)
    faults.extend(f"id {name} stands {count} times" for name, count in sorted(ids.items()) if count > 1)
    return articles, faults


def summary(articles: Sequence[Article]) -> str:
    """One line of counts a kind of thing, for people."""
    counts = {
        "articles": len(articles),
        "words": sum(len(a.text.split()) for a in articles),
        "events": sum(len(a.events) for a in articles),
        "states": sum(len(a.states) for a in articles),
    }
    kinds = {
        "events": Counter(e.type for a in articles for e in a.events),
        "status": Counter(e.status for a in articles for e in a.events),
        "entities": Counter(e.type for a in articles for e in a.entities),
        "genres": Counter(a.genre for a in articles),
    }
    lines = [", ".join(f"{count} {name}" for name, count in counts.items())]
    lines.extend(f"{name}: " + ", ".join(f"{k} {n}" for k, n in c.most_common()) for name, c in kinds.items())
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check files; 1 when there is a fault."""
    parser = argparse.ArgumentParser(description="Read and check files of the training corpus.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--json", type=Path, help="write the articles there, one JSON object a line")
    options = parser.parse_args(arguments)
    articles, faults = check(options.files)
    for fault in faults:
        print(fault, file=sys.stderr)
    if options.json:
        lines = (json.dumps(asdict(a), ensure_ascii=False) + "\n" for a in articles)
        options.json.write_text("".join(lines), encoding="utf-8")
    print(f"{summary(articles)}\n{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
