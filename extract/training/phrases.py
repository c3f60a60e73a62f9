"""Made trees of phrases: people with offices, bodies, places, dates, as Universal Dependencies analyses them.

Newspapers of the treebanks have few offices before names ("Deputy Minister of Trade and Integration Kairat Torebayev
met ..."), and parsers trained on them alone cut such sentences in two. Pure functions of a random generator.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.training.conllu import Word

UPOS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "IN": "ADP",
    "DT": "DET",
    "JJ": "ADJ",
    "CC": "CCONJ",
    "CD": "NUM",
    "VBD": "VERB",
    "VBN": "VERB",
    "VB": "VERB",
    "VBZ": "VERB",
    "VBP": "VERB",
    "MD": "AUX",
    "TO": "PART",
    "POS": "PART",
    "WRB": "ADV",
    "PRP": "PRON",
    "PRP$": "PRON",
    ",": "PUNCT",
    ".": "PUNCT",
    "RB": "ADV",
}
FEATURES = {
    "NN": "Number=Sing",
    "NNP": "Number=Sing",
    "NNS": "Number=Plur",
    "VBD": "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
    "VB": "VerbForm=Inf",
    "MD": "VerbForm=Fin",
    "VBN": "Tense=Past|VerbForm=Part|Voice=Pass",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
}
FIELDS = [
    "Trade",
    "Industry",
    "Commerce",
    "Energy",
    "Agriculture",
    "Finance",
    "Economy",
    "Investment",
    "Transport",
    "Health",
    "Education",
    "Tourism",
    "Integration",
    "Science",
    "Technology",
    "Environment",
    "Labour",
    "Infrastructure",
    "Customs",
    "Innovation",
]
ADJECTIVES = [
    "Korean",
    "Kenyan",
    "Kazakh",
    "Japanese",
    "Vietnamese",
    "Turkish",
    "German",
    "French",
    "Brazilian",
    "Chilean",
    "Moroccan",
    "Egyptian",
    "Indian",
    "Indonesian",
    "Malaysian",
    "Polish",
    "Uzbek",
    "Mongolian",
    "Ghanaian",
    "Peruvian",
    "Canadian",
    "British",
    "Chinese",
    "Saudi",
    "Omani",
    "Thai",
]
GOODS = [
    "tea",
    "steel",
    "energy",
    "tourism",
    "investment",
    "tariffs",
    "semiconductors",
    "fisheries",
    "cotton",
    "hydrogen",
    "minerals",
    "rice",
]
PLURALS = {"tariffs": "tariff", "semiconductors": "semiconductor", "fisheries": "fishery", "minerals": "mineral"}
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with heads inside the phrase; the head word points to itself."""

    words: tuple[Word, ...]
    head: int


@dataclass(frozen=True, slots=True)
class Stock:
    """Names to build with: people as token lists, places and countries of one token."""

    people: Sequence[tuple[str, ...]]
    places: Sequence[str]
    countries: Sequence[str]


def word(form: str, tag: str, lemma: str = "", upos: str = "", feats: str | None = None) -> Phrase:
    """A phrase of one word; the lemma is its form, lower case unless it is a name."""
    feats = FEATURES.get(tag, "") if feats is None else feats
    base = lemma or (form if tag == "NNP" else form.lower())
    return Phrase((Word(form, base, upos or UPOS[tag], tag, feats, 0, "ROOT", True),), 0)


def phrase(head: Phrase, before: Sequence[tuple[str, Phrase]] = (), after: Sequence[tuple[str, Phrase]] = ()) -> Phrase:
    """The phrases in order, those of `before` and `after` hanging on the head by their labels."""
    parts = [*before, ("ROOT", head), *after]
    top = sum(len(p.words) for _, p in before) + head.head
    words: list[Word] = []
    for label, part in parts:
        offset = len(words)
        for n, w in enumerate(part.words):
            if n != part.head:
                words.append(replace(w, head=w.head + offset))
            else:
                words.append(replace(w, head=top, dep=label))
    return Phrase(tuple(words), top)


def name(tokens: Sequence[str]) -> Phrase:
    """A name: its first token is the head, the others are flat."""
    return phrase(word(tokens[0], "NNP"), after=[("flat", word(t, "NNP")) for t in tokens[1:]])


def coordinate(parts: Sequence[Phrase]) -> Phrase:
    """Enumeration: "A", "A and B", "A, B and C"."""
    first, *others = parts
    joined: list[tuple[str, Phrase]] = []
    for part in others[:-1]:
        joined.append(("conj", phrase(part, before=[("punct", word(",", ","))])))
    if others:
        joined.append(("conj", phrase(others[-1], before=[("cc", word("and", "CC"))])))
    return phrase(first, after=joined)


def prepositional(preposition: str, noun: Phrase) -> Phrase:
    """A noun phrase with its preposition before it."""
    return phrase(noun, before=[("case", word(preposition, "IN"))])


def possessive(owner: Phrase) -> Phrase:
    """An owner with "'s" behind."""
    last = replace(owner.words[-1], space_after=False)
    return phrase(Phrase((*owner.words[:-1], last), owner.head), after=[("case", word("'s", "POS"))])


def fields(chance: random.Random) -> Phrase:
    """What a ministry is for: one to three portfolios."""
    return coordinate([word(f, "NNP") for f in chance.sample(FIELDS, chance.choice((1, 1, 2, 2, 3)))])


def office(chance: random.Random, stock: Stock, *, with_country: bool = True) -> Phrase:
    """An office as it stands before a name: "Deputy Minister of Trade and Integration [of Kenya]"."""
    rank = [
        ("compound", word(r, "NNP")) for r in chance.choice(((), (), (), ("Deputy",), ("Vice",), ("First", "Deputy")))
    ]
    kind = chance.randrange(6)
    head = word("Minister", "NNP")
    if kind < 3:
        after = [("nmod", prepositional(chance.choice(("of", "of", "for")), fields(chance)))]
        if with_country and chance.random() < 0.25:
            after.append(("nmod", prepositional("of", word(chance.choice(stock.countries), "NNP"))))
        return phrase(head, before=rank, after=after)
    if kind == 3:
        return phrase(head, before=[*rank, ("compound", word(chance.choice(FIELDS), "NNP"))])
    if kind == 4:
        special = word(chance.choice(("Prime", "Foreign")), "NNP", upos="ADJ", feats="")
        return phrase(head, before=[*rank, ("amod", special)])
    return phrase(
        word(chance.choice(("President", "Ambassador", "Governor", "Chairman", "Secretary", "Premier")), "NNP")
    )


def person(chance: random.Random, stock: Stock) -> Phrase:
    """A person, mostly with an office before or behind."""
    who = name(chance.choice(stock.people))
    kind = chance.randrange(10)
    if kind < 5:
        return phrase(who, before=[("nmod:desc", office(chance, stock))])
    if kind < 7:
        owner = possessive(word(chance.choice(stock.countries), "NNP"))
        return phrase(who, before=[("nmod:poss", owner), ("nmod:desc", office(chance, stock, with_country=False))])
    if kind == 7:
        adjective = chance.choice(ADJECTIVES)
        nation = word(adjective, "JJ", lemma=adjective)
        post = phrase(office(chance, stock, with_country=False), before=[("amod", nation)])
        return phrase(who, before=[("nmod:desc", post)])
    if kind == 8:
        post = phrase(office(chance, stock), before=[("punct", word(",", ","))], after=[("punct", word(",", ","))])
        return phrase(who, after=[("appos", post)])
    return who


def body(chance: random.Random, stock: Stock) -> Phrase:
    """A ministry: "the Ministry of Trade", "Kenya's Ministry of Trade"."""
    what = ("nmod", prepositional("of", fields(chance)))
    start = [("det", word("the", "DT"))]
    if chance.random() < 0.4:
        start = [("nmod:poss", possessive(word(chance.choice(stock.countries), "NNP")))]
    return phrase(word(chance.choice(("Ministry", "Ministry", "Department")), "NNP"), before=start, after=[what])


def date(chance: random.Random) -> tuple[str, Phrase]:
    """When: "on Monday", "Monday", "in March 2024", "on March 5, 2024", with its label."""
    kind = chance.randrange(5)
    day, month = word(chance.choice(DAYS), "NNP"), word(chance.choice(MONTHS), "NNP")
    year = word(str(chance.randint(1985, 2025)), "CD")
    if kind < 2:
        return "obl", prepositional("on", day)
    if kind == 2:
        return "obl:unmarked", day
    if kind == 3:
        return "obl", prepositional("in", phrase(month, after=[("nmod:unmarked", year)]))
    number = word(str(chance.randint(1, 30)), "CD")
    after = [("punct", word(",", ",")), ("nmod:unmarked", year)] if chance.random() < 0.6 else []
    return "obl", prepositional("on", phrase(number, before=[("nmod:unmarked", month)], after=after))


def topics(chance: random.Random) -> Phrase:
    """What was talked about: "tea and steel", "cooperation in energy"."""
    picked = chance.sample(GOODS, chance.choice((1, 2, 2, 3)))
    goods = coordinate([word(g, "NNS", lemma=PLURALS[g]) if g in PLURALS else word(g, "NN") for g in picked])
    if chance.random() < 0.5:
        return phrase(word("cooperation", "NN"), after=[("nmod", prepositional("in", goods))])
    return goods
