"""Whom pronouns and descriptions stand for ("the two sides", "he", "the deputy trade chief", "the ministry").

A Memory walks through the article with the event finder and remembers who was spoken of. It answers with clusters of
the article or with nothing: what could be two things is nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Token

from extract import lexicon
from extract.corefer import content, fold
from extract.layers import Layers, Title
from extract.surface import Groups

SIDES = frozenset(
    {
        "side",
        "party",
        "delegation",
        "team",
        "pair",
        "duo",
        "counterpart",
        "partner",
        "signatory",
        "neighbour",
        "neighbor",
    }
)
STATES = frozenset({"country", "nation", "government", "state", "economy", "capital", "neighbour", "neighbor"})
PEOPLE = frozenset(
    {
        "minister",
        "leader",
        "official",
        "president",
        "secretary",
        "chief",
        "envoy",
        "ambassador",
        "premier",
        "head",
        "director",
        "negotiator",
        "man",
        "woman",
        "vice-minister",
    }
)
BODIES = frozenset(
    {
        "company",
        "firm",
        "ministry",
        "agency",
        "organization",
        "organisation",
        "institution",
        "bank",
        "body",
        "authority",
        "association",
        "group",
    }
)
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "trilateral": 3, "bilateral": 2}
HE = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
THEY = frozenset({"they", "them", "both", "their", "themselves", "each", "we", "us"})
IT = frozenset({"it", "its", "itself"})


@dataclass(slots=True)
class Memory:
    """Who was spoken of up to a point of the text."""

    found: Layers
    group: list[int] = field(default_factory=list)
    subject: int | None = None
    rows: Groups = field(default_factory=Groups)
    around: list[Any] = field(default_factory=list)
    speakers: list[tuple[int, int]] = field(default_factory=list)

    def remember(self, parties: list[int], *, at: int = 0) -> None:
        """The parties of a happening between several become what "the two sides" means, in order of naming from `at` on."""
        if len(parties) >= 2:
            first = {
                c: min((m.start for m in self.found.clusters[c].mentions if m.start >= at), default=10**9)
                for c in parties
            }
            self.group = sorted(parties, key=lambda c: (first[c], c))

    def resolve(self, token: Token) -> list[int]:
        """Clusters that a pronoun or the head of a definite phrase stands for; [] where none or several fit."""
        word = token.lower_
        if (
            word in {"latter", "former"}
            and len(self.group) == 2
            and not any(c.dep_ in {"compound", "flat"} for c in token.children)
        ):
            return [self.group[-1 if word == "latter" else 0]]
        if (
            token.pos_ == "PRON"
            or word in {"both", "each"}
            or (word in NUMBERS and token.pos_ == "NUM" and token.dep_ != "nummod")
        ):
            return self._pronoun(token, word)
        if token.pos_ not in {"NOUN", "PROPN"}:
            return []
        lemma = token.lemma_.lower()
        if token.tag_ in {"NNS", "NNPS"}:
            return self._plural(token, lemma)
        return self._singular(token, lemma)

    def _pronoun(self, token: Token, word: str) -> list[int]:
        if word in HE:
            return self._last_people(token)
        if word in THEY or word in NUMBERS:
            wanted = NUMBERS.get(word)
            if self._fits(self.group, wanted):
                return list(self.group)
            if wanted or word == "each":
                return self._states(wanted or 2)
            subject = self._subject_before(token)
            return [subject] if subject is not None and self.found.clusters[subject].type != "Person" else []
        if word in IT and token.dep_ in {"nsubj", "nsubj:pass", "nmod:poss"}:
            subject = self._subject_before(token)
            if subject is not None and self.found.clusters[subject].type in {"Organization", "Country"}:
                return [subject]
        return []

    def _subject_before(self, token: Token) -> int | None:
        """The actor of the clause before a pronoun in its own sentence, else of the sentence before."""
        near = [cluster for i, cluster in self.speakers if token.sent.start <= i < token.i]
        return near[-1] if near else self.subject

    def _plural(self, token: Token, lemma: str) -> list[int]:
        marks = {c.lower_ for c in token.children if c.dep_ in {"det", "nummod", "amod", "nmod:poss", "det:predet"}}
        if not marks & {"the", "both", "two", "three", "these", "four", "five"} or _qualified(token):
            return []
        count = next((NUMBERS[m] for m in sorted(marks) if m in NUMBERS), None)
        if lemma in PEOPLE:
            people = [c for c in self.group if self.found.clusters[c].type == "Person"]
            if self._fits(people, count):
                return people
            states = self._states(count) if count else []
            return states if set(states) <= set(self.group) else []
        if lemma in BODIES:
            bodies = [c for c in self.group if self.found.clusters[c].type == "Organization"]
            return bodies if self._fits(bodies, count) else []
        if lemma in STATES:
            return self._states(count)
        if lemma in SIDES or lemma in {"co-chair", "co-chairman", "signatory"}:
            return list(self.group) if self._fits(self.group, count) else self._states(count)
        return []

    @staticmethod
    def _fits(group: list[int], count: int | None) -> bool:
        return len(group) >= 2 and (count is None or len(group) == count)

    def _states(self, count: int | None) -> list[int]:
        """The countries of the last group, else the countries most spoken of where their number is said."""
        codes = {
            c.country: i for i, c in enumerate(self.found.clusters) if c.type == "Country" and c.country and c.mentions
        }
        mine = list(dict.fromkeys(codes[k] for c in self.group if (k := self.found.clusters[c].country) in codes))
        if self._fits(mine, count):
            return mine
        weights = sorted(
            (-len(self.found.clusters[i].mentions), self.found.clusters[i].mentions[0].start, i) for i in codes.values()
        )
        wanted = count or 2
        return [i for *_, i in weights] if len(weights) == wanted else []

    def _last_people(self, token: Token) -> list[int]:
        """He or she as a subject is the last subject; as an object somebody else."""
        people = self.found.clusters
        subject = self._subject_before(token)
        last = subject if subject is not None and people[subject].type == "Person" else None
        seen = [m.entity for m in self.found.mentions if m.type == "Person" and m.end <= token.idx and m.entity >= 0]
        if token.dep_ in {"obj", "iobj", "obl"}:
            own = {
                m.entity for m in self.found.mentions if m.type == "Person" and token.sent.start <= m.first < token.i
            }
            others = [c for c in reversed(seen) if c not in own and c != last]
            partner = [c for c in self.group if c != last and people[c].type == "Person"]
            return partner[:1] or others[:1]
        if last is not None:
            return [last]
        return seen[-1:]

    def _singular(self, token: Token, lemma: str) -> list[int]:
        marks = {c.lower_ for c in token.children if c.dep_ in {"det", "nmod:poss"}}
        if not marks & {"the", "this", "his", "her", "its", "that"} or marks & {"his", "her"}:
            return []
        generic = lexicon.organisations().generic
        if lemma in generic and not _qualified(token):
            return self._last_body(token.idx, generic[lemma])
        if lemma in lexicon.offices().heads:
            return self.office(token)
        if lemma in {"country", "nation", "state", "government"} and not _qualified(token):
            return self._last_country(token)
        return []

    def office(self, token: Token) -> list[int]:
        """The one person whose office has the words of "the deputy trade chief"; the last of them where an office is shared."""
        words = {token.lemma_.lower()} | {
            c.lower_ for c in token.subtree if c.dep_ in {"amod", "compound"} and c.i < token.i
        }
        words = {w for w in words if w not in {"latter", "former", "visiting", "said"}}
        fits: list[tuple[int, int]] = []
        for title in self.found.titles:
            if title.person is None or title.start >= token.idx:
                continue
            if _describes(words, title):
                fits.append((title.start, title.person.entity))
        return [max(fits)[1]] if fits else []

    def _last_body(self, before: int, cues: frozenset[str]) -> list[int]:
        for mention in reversed(self.found.mentions):
            if mention.end <= before and mention.type == "Organization" and mention.entity >= 0:
                names = [m.text for m in self.found.clusters[mention.entity].mentions]
                if any(set(fold(n).split()) & cues for n in names):
                    return [mention.entity]
        return []

    def _last_country(self, token: Token) -> list[int]:
        if self.subject is not None and self.found.clusters[self.subject].type == "Country":
            return [self.subject]
        seen = [
            m.entity
            for m in self.found.mentions
            if m.type == "Country" and m.end <= token.idx and m.start >= token.sent.start_char - 300
        ]
        return [seen[-1]] if len(set(seen)) == 1 else []


def _qualified(token: Token) -> bool:
    """True where a country or name says whose it is ("the Kenyan ministry"), so that it is no bare description."""
    return any(
        c.dep_ in {"nmod", "compound", "flat", "appos"} or (c.dep_ in {"amod"} and c.text[:1].isupper())
        for c in token.children
    )


CHIEF = frozenset({"chief", "head", "boss", "director", "president", "ceo", "executive", "leader", "official"})


def _describes(words: set[str], title: Title) -> bool:
    """Whether an office has the words of a description; "chief" and the like stand for any head of office."""
    office = {w.rstrip(".") for w in re.split(r"[\s\-,()]+", title.text.lower())} | set(content(title.text))
    heads = words & lexicon.offices().heads
    rest = words - heads
    loose = bool(heads & CHIEF) and bool(rest)
    return rest <= office and (heads <= office or loose)
