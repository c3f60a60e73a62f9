"""Copies of annotated articles in which other people and other countries do the same. Pure functions: nothing is changed in place.

A reader that has seen an article ten times knows its names by heart; in a copy with other names only what is told of them
is left to learn from. (Entity replacement as augmentation: Dai and Adel 2020, "mention replacement".)
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extract import lexicon
from extract.lexicon import Country
from extract.training.article import Article, Entity, Mark, Mention

#: Countries whose names carry the article in running text; they change places only with each other.
WITH_THE = re.compile(
    r"\b(United|Netherlands|Philippines|Bahamas|Gambia|Maldives|Republic|Kingdom|Emirates|Union|Islands)\b"
)
#: The European Union is a country of its own kind, and the others are no more: they stay what they are.
GONE = frozenset({"EU", "SU", "CS", "DD", "YU", "AN"})
#: Of the countries of an article, how many change; people change by themselves.
SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Pools:
    """What may be put in: words of people's names by place in the name (first, middle, last), and countries."""

    people: Mapping[str, Sequence[str]]
    countries: Sequence[Country]


def pools(articles: Iterable[Article]) -> Pools:
    """The names of the articles' people, and those of the lexicon's countries that the articles speak of."""
    people: dict[str, set[str]] = defaultdict(set)
    spoken: set[str | None] = set()
    for article in articles:
        for entity in article.entities:
            spoken |= {entity.country} if entity.type == "Country" else set()
            words = entity.name.split()
            if entity.type == "Person" and 2 <= len(words) <= 4 and entity.name != entity.name.upper():
                for at, word in enumerate(words):
                    if word[:1].isupper() and len(word) > 1 and "." not in word:
                        people[_place(at, len(words))].add(word)
    countries = [c for c in lexicon.countries() if c.adjectives and c.code in spoken - GONE]
    return Pools({place: sorted(words) for place, words in sorted(people.items())}, countries)


def _place(at: int, count: int) -> str:
    return "first" if at == 0 else "last" if at == count - 1 else "middle"


def swapped(article: Article, source: Pools, chance: random.Random) -> Article:
    """A copy in which most people and countries have other names; every mark stands where it stood."""
    changes = _people(article, source, chance) + _countries(article, source, chance)
    return _rebuilt(article, changes)


Change = tuple[int, int, str]


def _people(article: Article, source: Pools, chance: random.Random) -> list[Change]:
    """One new word for each word of each person's names: the same one wherever it stands in them."""
    new: dict[str, str] = {}
    changes = []
    for entity in article.entities:
        if entity.type != "Person":
            continue
        words = entity.name.split()
        for mention in entity.mentions:
            if mention.nominal:
                continue
            for word in re.finditer(r"[^\s]+", article.text[mention.start : mention.end]):
                text = word.group()
                if not text[:1].isupper() or len(text) < 2 or "." in text or "'" in text or "’" in text:
                    continue
                key = text.casefold()
                if key not in new:
                    at = next((i for i, w in enumerate(words) if w.casefold() == key), 0)
                    place = _place(at, max(len(words), 2))
                    new[key] = chance.choice(source.people.get(place) or source.people["first"])
                start = mention.start + word.start()
                changes.append((start, start + len(text), _cased(new[key], text)))
    return changes


def _cased(new: str, old: str) -> str:
    return new.upper() if old.isupper() and len(old) > 1 else new


def _countries(article: Article, source: Pools, chance: random.Random) -> list[Change]:
    known = {c.code: c for c in source.countries}
    here = [e for e in article.entities if e.type == "Country"]
    taken = {e.country for e in here}
    forms: dict[str, str] = {}
    for entity in here:
        old = known.get(entity.country or "")
        if old is None or chance.random() > SHARE:
            continue
        kind = bool(WITH_THE.search(old.name))
        new = chance.choice(
            [c for c in source.countries if c.code not in taken and bool(WITH_THE.search(c.name)) == kind]
        )
        mine = _forms(article, entity, old, new)
        if mine is not None:
            taken.add(new.code)
            forms |= mine
    if not forms:
        return []
    pattern = re.compile(
        r"(?<!\w)(" + "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True)) + r")(?!\w)"
    )
    # "US$5 billion" stays, and so does what stands inside another country's name ("Guinea" in "Papua New Guinea").
    kept = [(s.start, s.end) for s in article.spans if s.mark == "money"]
    kept += [
        (m.start, m.end) for e in here for m in e.mentions
        if not m.nominal and article.text[m.start : m.end] not in forms
    ]  # fmt: skip
    found = [(m.start(), m.end(), forms[m.group()]) for m in pattern.finditer(article.text)]
    return [one for one in found if not any(s < one[1] and one[0] < e for s, e in kept)]


def _forms(article: Article, entity: Entity, old: Country, new: Country) -> dict[str, str] | None:
    """Each way the article names the country -> that of the new one; None where one of them is neither name nor adjective."""
    out = {}
    said = {article.text[m.start : m.end] for m in entity.mentions if not m.nominal}
    for form in (*said, old.name, *old.adjectives[:1]):
        for names, replacement in ((old.names, new.name), (old.adjectives, new.adjectives[0])):
            if form in names:
                out[form] = replacement
            elif form in {n.upper() for n in names}:
                out[form] = replacement.upper()
    return out if said <= out.keys() else None


def _rebuilt(article: Article, changes: Sequence[Change]) -> Article:
    """The article with stretches of its text replaced; where two overlap, the earlier and longer is taken."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda c: (c[0], -c[1])):
        if not kept or change[0] >= kept[-1][1]:
            kept.append(change)
    if not kept:
        return article
    parts, at = [], 0
    starts, ends, moved = [], [], [0]
    for start, end, new in kept:
        parts += [article.text[at:start], new]
        at = end
        starts.append(start)
        ends.append(end)
        moved.append(moved[-1] + len(new) - (end - start))
    text = "".join([*parts, article.text[at:]])

    def begin(place: int) -> int:
        i = bisect_right(starts, place)  # changes that begin at or before it
        if i and place < ends[i - 1]:  # inside a changed stretch, or at its start
            return starts[i - 1] + moved[i - 1]
        return place + moved[i]

    def finish(place: int) -> int:
        i = bisect_right(starts, place - 1)
        if i and place <= ends[i - 1]:
            return ends[i - 1] + moved[i]
        return place + moved[i]

    words = {article.text[s:e]: new for s, e, new in kept}
    pattern = re.compile(
        r"(?<!\w)(" + "|".join(re.escape(f) for f in sorted(words, key=len, reverse=True)) + r")(?!\w)"
    )
    return replace(
        article, text=text,
        entities=tuple(_entity(e, text, begin, finish) for e in article.entities),
        spans=tuple(Mark(begin(m.start), finish(m.end), m.mark) for m in article.spans),
        events=tuple(replace(e, triggers=tuple((begin(s), finish(t)) for s, t in e.triggers)) for e in article.events),
        states=tuple(
            replace(s, title=pattern.sub(lambda m: words[m.group()], s.title) if s.title else s.title) for s in article.states
        ),
    )  # fmt: skip


def _entity(entity: Entity, text: str, begin: Callable[[int], int], finish: Callable[[int], int]) -> Entity:
    mentions = tuple(Mention(begin(m.start), finish(m.end), m.nominal) for m in entity.mentions)
    forms = [text[m.start : m.end] for m in mentions if not m.nominal]
    longest = max(forms, key=len) if forms else entity.name
    return replace(entity, name=longest, aliases=tuple(sorted(set(forms) - {longest})), mentions=mentions)
