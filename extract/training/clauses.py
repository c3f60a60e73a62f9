"""Made trees of whole sentences: who met, visited, signed, where and when. Pure functions of a random generator."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from extract.training.article import Article
from extract.training.conllu import Sentence, Word
from extract.training.foreign import countries
from extract.training.phrases import (
    Phrase,
    Stock,
    body,
    coordinate,
    date,
    person,
    phrase,
    possessive,
    prepositional,
    topics,
    word,
)

Chance = random.Random
Modifier = tuple[str, Phrase]


def stock_of(articles: Iterable[Article]) -> Stock:
    """The people, places and countries that the articles name, in order of the alphabet."""
    people: set[tuple[str, ...]] = set()
    places: set[str] = set()
    states: set[str] = set()
    known = countries()
    for entity in (e for article in articles for e in article.entities):
        tokens = tuple(entity.name.split())
        plain = all(t.replace("-", "").isalpha() for t in tokens) and tokens[0][:1].isupper()
        if entity.type == "Person" and plain and 2 <= len(tokens) <= 4:
            people.add(tokens)
        elif entity.type == "Place" and plain and len(tokens) == 1:
            places.add(tokens[0])
        elif entity.type == "Country" and len(tokens) == 1 and tokens[0].lower() in known:
            states.add(tokens[0])
    return Stock(sorted(people), sorted(places), sorted(states))


def _parties(chance: Chance, stock: Stock) -> Phrase:
    if chance.random() < 0.15:
        return body(chance, stock)
    return coordinate([person(chance, stock) for _ in range(chance.choice((1, 1, 1, 1, 2)))])


def _where_when(chance: Chance, stock: Stock) -> list[Modifier]:
    where: list[Modifier] = []
    if chance.random() < 0.6:
        where.append(("obl", prepositional("in", word(chance.choice(stock.places), "NNP"))))
    if chance.random() < 0.6:
        where.append(date(chance))
    return where


def _purpose(chance: Chance) -> list[Modifier]:
    if chance.random() < 0.3:
        verb = phrase(word("discuss", "VB"), before=[("mark", word("to", "TO"))], after=[("obj", topics(chance))])
        return [("advcl", verb)]
    return []


def met(chance: Chance, stock: Stock) -> Phrase:
    """X met (with) Y in P on D to discuss T."""
    form, lemma = chance.choice((("met", "meet"), ("met", "meet"), ("received", "receive"), ("hosted", "host")))
    other = person(chance, stock)
    if form == "met" and chance.random() < 0.5:
        partner: Modifier = ("obl", prepositional("with", other))
    else:
        partner = ("obj", other)
    after = [partner, *_where_when(chance, stock), *_purpose(chance)]
    return phrase(word(form, "VBD", lemma), before=[("nsubj", _parties(chance, stock))], after=after)


def held_talks(chance: Chance, stock: Stock) -> Phrase:
    """X held talks with Y."""
    kind = chance.choice(
        (("talks", "NNS", "talk"), ("discussions", "NNS", "discussion"), ("consultations", "NNS", "consultation"))
    )
    talks = phrase(word(*kind), after=[("nmod", prepositional("with", _parties(chance, stock)))])
    after = [("obj", talks), *_where_when(chance, stock)]
    return phrase(word("held", "VBD", "hold"), before=[("nsubj", _parties(chance, stock))], after=after)


def visited(chance: Chance, stock: Stock) -> Phrase:
    """X visited P; X will visit P; X arrived in P."""
    place = word(chance.choice([*stock.places, *stock.countries]), "NNP")
    before = [("nsubj", person(chance, stock))]
    kind = chance.randrange(3)
    if kind == 0:
        return phrase(word("visited", "VBD", "visit"), before=before, after=[("obj", place), date(chance)])
    if kind == 1:
        before.append(("aux", word("will", "MD")))
        return phrase(word("visit", "VB"), before=before, after=[("obj", place), date(chance)])
    after = [("obl", prepositional("in", place)), date(chance)]
    return phrase(word("arrived", "VBD", "arrive"), before=before, after=after)


def _instrument(chance: Chance) -> Phrase:
    about = ("nmod", prepositional("on", topics(chance)))
    if chance.random() < 0.5:
        of = ("nmod", prepositional("of", word("understanding", "NN")))
        return phrase(word("memorandum", "NN"), before=[("det", word("a", "DT"))], after=[of, about])
    return phrase(word("agreement", "NN"), before=[("det", word("an", "DT"))], after=[about])


def signed(chance: Chance, stock: Stock) -> Phrase:
    """X and Y signed an agreement on T."""
    parties = coordinate([person(chance, stock), person(chance, stock)])
    if chance.random() < 0.3:
        parties = coordinate([body(chance, stock), body(chance, stock)])
    after = [("obj", _instrument(chance)), *_where_when(chance, stock)]
    return phrase(word("signed", "VBD", "sign"), before=[("nsubj", parties)], after=after)


def was_signed(chance: Chance, stock: Stock) -> Phrase:
    """An agreement on T was signed by X and Y."""
    was = word("was", "VBD", "be", upos="AUX")
    by = prepositional("by", coordinate([person(chance, stock), person(chance, stock)]))
    before = [("nsubj:pass", _instrument(chance)), ("aux:pass", was)]
    after = [("obl:agent", by), *_where_when(chance, stock)]
    return phrase(word("signed", "VBN", "sign"), before=before, after=after)


def meeting_was_held(chance: Chance, stock: Stock) -> Phrase:
    """A meeting between X and Y was held in P."""
    parties = coordinate([person(chance, stock), person(chance, stock)])
    det = [("det", word("a", "DT"))]
    meeting = phrase(word("meeting", "NN"), before=det, after=[("nmod", prepositional("between", parties))])
    before = [("nsubj:pass", meeting), ("aux:pass", word("was", "VBD", "be", upos="AUX"))]
    return phrase(word("held", "VBN", "hold"), before=before, after=_where_when(chance, stock))


def during(chance: Chance, stock: Stock) -> Phrase:
    """During the meeting, X and Y discussed T."""
    meeting = phrase(word("meeting", "NN"), before=[("det", word("the", "DT"))])
    opening = phrase(prepositional("during", meeting), after=[("punct", word(",", ","))])
    parties = coordinate([person(chance, stock), person(chance, stock)])
    before = [("obl", opening), ("nsubj", parties)]
    return phrase(word("discussed", "VBD", "discuss"), before=before, after=[("obj", topics(chance))])


def attended(chance: Chance, stock: Stock) -> Phrase:
    """The talks were attended by X, Y and Z."""
    guests = coordinate([person(chance, stock) for _ in range(chance.choice((1, 2, 3)))])
    talks = phrase(word("talks", "NNS", "talk"), before=[("det", word("the", "DT"))])
    before = [("nsubj:pass", talks), ("aux:pass", word("were", "VBD", "be", upos="AUX"))]
    return phrase(word("attended", "VBN", "attend"), before=before, after=[("obl:agent", prepositional("by", guests))])


def visit_of(chance: Chance, stock: Stock) -> Phrase:
    """Kenya's minister X welcomed the visit of Y to P."""
    who = ("nmod", prepositional("of", person(chance, stock)))
    to = ("nmod", prepositional("to", word(chance.choice(stock.countries), "NNP")))
    visit = phrase(word("visit", "NN"), before=[("det", word("the", "DT"))], after=[who, to])
    if chance.random() < 0.3:
        owner = possessive(person(chance, stock))
        visit = phrase(word("visit", "NN"), before=[("nmod:poss", owner)], after=[to])
    form, lemma = chance.choice((("welcomed", "welcome"), ("announced", "announce"), ("praised", "praise")))
    return phrase(word(form, "VBD", lemma), before=[("nsubj", _parties(chance, stock))], after=[("obj", visit)])


CLAUSES: tuple[Callable[[Chance, Stock], Phrase], ...] = (
    met,
    met,
    met,
    held_talks,
    held_talks,
    visited,
    signed,
    was_signed,
    meeting_was_held,
    during,
    attended,
    visit_of,
)


def made_sentences(stock: Stock, *, count: int, seed: int) -> Iterator[Sentence]:
    """Sentences of all kinds in turn, one to four a document; the same for the same seed."""
    chance = random.Random(seed)
    left = 0
    for n in range(count):
        made = CLAUSES[n % len(CLAUSES)](chance, stock)
        sentence = phrase(made, after=[("punct", word(".", "."))])
        yield Sentence(_written(sentence), new_paragraph=left == 0, new_document=left == 0)
        left = chance.randrange(4) if left == 0 else left - 1


def _written(sentence: Phrase) -> tuple[Word, ...]:
    """A capital at the start; commas and stops close to the word before; no two marks side by side."""
    words = list(sentence.words)
    drop = {n for n in range(len(words) - 1) if words[n].form == "," and words[n + 1].upos == "PUNCT"}
    kept = [n for n in range(len(words)) if n not in drop]
    place = {old: new for new, old in enumerate(kept)}
    out = []
    for new, old in enumerate(kept):
        w = words[old]
        following = words[kept[new + 1]] if new + 1 < len(kept) else None
        tight = following is not None and (following.upos == "PUNCT" or following.xpos == "POS")
        form = w.form[:1].upper() + w.form[1:] if new == 0 else w.form
        # Nothing hangs on a comma, so every head is still there.
        out.append(replace(w, form=form, head=place[w.head], space_after=not tight))
    return tuple(out)
