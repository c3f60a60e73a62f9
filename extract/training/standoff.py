"""Annotation of real releases that lie beside the project: address, hash, offsets and labels; no word of the texts.

`python -m extract.training.standoff MARKED... --releases FILE --out FILE` turns articles marked inline (the format of
corpus.py) into lines of JSON; `read` puts them back onto the texts. Reads the releases; writes only the lines.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.errors import EntenteError
from extract.training import corpus
from extract.training.article import Article, Entity, Event, Mark, Mention, State


class StandoffError(EntenteError):
    """Annotation and text do not belong together. The message says which article and why."""


def releases(path: Path) -> dict[str, dict[str, Any]]:
    """The releases of a gzipped JSON-lines file by address (keys url, issuer, title, published, text)."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {row["url"]: row for row in map(json.loads, file)}


def sha256(text: str) -> str:
    """Of the text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(path: Path, texts: Mapping[str, Mapping[str, Any]]) -> Iterator[Article]:
    """Yield the articles of a file of lines, on the releases by address.

    Raises:
        StandoffError: a release is absent or its text is not the one that was annotated.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        release = texts.get(row["url"])
        if release is None:
            raise StandoffError(f"{path.name}: {row['id']}: no release of address {row['url']}")
        if sha256(release["text"]) != row["sha256"]:
            raise StandoffError(f"{path.name}: {row['id']}: the release's text has changed since it was annotated")
        yield _article(row, release)


def _article(row: Mapping[str, Any], release: Mapping[str, Any]) -> Article:
    text: str = release["text"]

    def words(span: Sequence[int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    entities = []
    for id, kind, country, mentions in row["entities"]:
        forms = [text[s:e] for s, e, nominal in mentions if not nominal]
        longest = max(forms, key=len)
        found = tuple(Mention(s, e, bool(nominal)) for s, e, nominal in mentions)
        entities.append(Entity(id, kind, country, longest, tuple(sorted(set(forms) - {longest})), found))
    events = [
        Event(
            e["type"], tuple(e["agents"]), tuple(e["targets"]), e["date"], e["place"], e["status"], (), words(e["amount"]),
            e["mode"], tuple((s, t) for s, t in e["triggers"]), e["optional"],
        )
        for e in row["events"]
    ]  # fmt: skip
    states = [State(s["type"], s["head"], s["tail"], words(s["title"]), s["optional"]) for s in row["states"]]
    return Article(
        id=row["id"], genre=row["genre"], issuer=release["issuer"], published=release["published"], title=release["title"],
        text=text, entities=tuple(entities), spans=tuple(Mark(s, e, m) for s, e, m in row["spans"]), events=tuple(events),
        states=tuple(states),
    )  # fmt: skip


def line_of(article: Article, release: Mapping[str, Any]) -> str:
    """One line for an article that was marked in a copy of a release's text; white space of the two may differ.

    Raises:
        StandoffError: the copy is not the text.
    """
    text: str = release["text"]
    at = _places(article.text, text, article.id)

    def span(start: int, end: int) -> list[int]:
        return [at[start], at[end - 1] + 1]

    def found(words: str | None) -> list[int] | None:
        start = text.find(words) if words else -1
        return [start, start + len(words)] if words and start >= 0 else None

    row = {
        "id": article.id, "url": release["url"], "sha256": sha256(text), "genre": article.genre,
        "entities": [[e.id, e.type, e.country, [[*span(m.start, m.end), int(m.nominal)] for m in e.mentions]] for e in article.entities],
        "spans": [[*span(m.start, m.end), m.mark] for m in article.spans],
        "events": [
            {"type": e.type, "agents": e.agents, "targets": e.targets, "date": e.date, "place": e.place, "status": e.status,
             "amount": found(e.amount), "mode": e.mode, "triggers": [span(*t) for t in e.triggers], "optional": e.optional}
            for e in article.events
        ],
        "states": [
            {"type": s.type, "head": s.head, "tail": s.tail, "title": found(s.title), "optional": s.optional}
            for s in article.states
        ],
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False)


def _places(copy: str, text: str, id: str) -> list[int]:
    """Where each character of the copy stands in the text; white space stands where the next character does."""
    places, i = [], 0
    for n, c in enumerate(copy):
        if c.isspace():
            places.append(i)
            continue
        while i < len(text) and text[i].isspace():
            i += 1
        if i == len(text) or text[i] != c:
            raise StandoffError(f"{id}: the marked copy differs from the text near {copy[max(0, n - 30) : n + 30]!r}")
        places.append(i)
        i += 1
    return places


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert marked copies; 1 when an article does not fit its release."""
    parser = argparse.ArgumentParser(description="Turn marked copies of releases into offsets and labels.")
    parser.add_argument("marked", nargs="+", type=Path)
    parser.add_argument("--releases", type=Path, required=True, help="gzipped JSON lines with url and text")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    by_title = {(" ".join(r["title"].split()), r["published"]): r for r in releases(options.releases).values()}
    try:
        articles = [a for path in options.marked for a in corpus.read(path)]
        lines = [line_of(a, by_title[" ".join(a.title.split()), a.published]) for a in articles]
    except (EntenteError, KeyError) as error:
        print(error, file=sys.stderr)
        return 1
    options.out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} articles in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
