"""Identity across articles: which entities of which articles are one thing. A pure function of the extractions.

This is the first step only: same name, same country, acronyms, country codes (the rules are in match.py). The next steps
keep this shape: `decisions` (a person's judgements, which win over every rule), `block` (candidate pairs), `compare`
(weighted features: romanisation, office, body, dates; Wikidata ids as strong keys). They will add arguments to
`resolve` and reasons to `Member.why`; `Links` is what the rest of the graph sees, and stays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.records import Entity, Extraction
from graph import generic
from graph.keys import clean, country_key, entity_key, normalise, normalise_person
from graph.match import Claim, Group, Named, claims

_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}")
_POSSESSIVE = re.compile(r"['’]s? ")
_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Member:
    """One article's entity and why it was judged to be the thing it belongs to."""

    article: str
    entity: str
    why: str


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in the world: the canonical entity. `key` is its node, `aliases` are sorted and lack the label."""

    key: str
    type: str
    label: str
    aliases: tuple[str, ...]
    country: str | None
    wikidata: str | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """What `resolve` found: every thing once, sorted by key; every article's entity is a member of exactly one."""

    things: tuple[Thing, ...]

    def keys(self) -> dict[tuple[str, str], str]:
        """(article id, entity id) -> node key."""
        return {(member.article, member.entity): thing.key for thing in self.things for member in thing.members}


def unique(extractions: Iterable[Extraction]) -> list[Extraction]:
    """The extractions sorted by article id, each article once; of several copies the first by file name stays."""
    copies: dict[str, list[Extraction]] = defaultdict(list)
    for extraction in extractions:
        copies[extraction.article.id].append(extraction)
    return [
        same[0] if len(same) == 1 else min(same, key=lambda one: (one.article.doc, one.article.number, repr(one)))
        for _, same in sorted(copies.items())
    ]


def resolve(extractions: Iterable[Extraction]) -> Links:
    """Judge which entities are one thing. The order of the input does not matter; an article given twice counts once."""
    articles = unique(extractions)
    forms = _country_forms(articles)
    named = [one for extraction in articles for one in _named(extraction, forms)]
    groups: dict[Group, list[tuple[Named, Claim]]] = defaultdict(list)
    for one, claim in zip(named, claims(named, country_forms=forms), strict=True):
        groups[claim.group].append((one, claim))
    things: dict[str, list[tuple[Named, Claim]]] = defaultdict(list)
    for _, members in sorted(groups.items()):
        # Two groups may come to the same type, name and country by different rules: then they are one thing.
        things[_key(members)].extend(members)
    return Links(tuple(_thing(key, members) for key, members in sorted(things.items())))


def _country_forms(articles: Sequence[Extraction]) -> dict[str, frozenset[str]]:
    """Normalised name of a country -> the codes that articles, or the Unicode names, give it."""
    forms: dict[str, set[str]] = defaultdict(set)
    codes = set()
    for extraction in articles:
        for entity in extraction.entities:
            code = _code(entity.country)
            codes.add(code)
            if entity.type == "Country" and code:
                for name in (entity.name, *entity.aliases):
                    forms[normalise(name)].add(code)
    for code in codes:
        if code:
            forms[normalise(generic.country_name(code) or "")].add(code)
    return {form: frozenset(found) for form, found in forms.items() if form and not generic.says_nothing(form)}


def _code(country: str | None) -> str | None:
    return country if country and generic.country_name(country) else None


def _named(extraction: Extraction, forms: dict[str, frozenset[str]]) -> Iterator[Named]:
    article = extraction.article
    year = _YEAR.match(article.published or "")
    parties = _parties(extraction)
    for entity in extraction.entities:
        name, aliases = clean(entity.name), tuple(clean(alias) for alias in entity.aliases)
        bare, country = _bare(entity, forms)
        acronyms = frozenset(
            normalise(alias)
            for alias in aliases
            if generic.is_acronym(alias) and normalise(alias) not in bare.split() and not generic.says_nothing(alias)
        )
        yield Named(
            article=article.id,
            entity=entity.id,
            type=entity.type,
            name=name,
            bare=bare,
            country=country,
            aliases=aliases,
            acronyms=acronyms,
            year=year.group() if year else None,
            parties=parties.get(entity.id, ()),
            wikidata=entity.wikidata if _WIKIDATA.fullmatch(entity.wikidata or "") else None,
        )


def _bare(entity: Entity, forms: dict[str, frozenset[str]]) -> tuple[str, str | None]:
    """(normalised name, country); "Korea's Ministry of Trade" is the "ministry of trade" of KR."""
    country = _code(entity.country)
    if entity.type == "Person":
        return normalise_person(clean(entity.name)), country
    bare = generic.respell(normalise(clean(entity.name)))
    if entity.type != "Organization" or not generic.is_state_organ(bare):
        return bare, country
    words = bare.split()
    for size in range(min(len(words) - 1, 6), 0, -1):
        for form, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            codes = forms.get(normalise(" ".join(form)), frozenset())
            if codes == {country} or (country is None and len(codes) == 1):
                while rest and rest[-1] in {"of", "the", "in"}:
                    rest = rest[:-1]
                return " ".join(rest) or bare, country or next(iter(codes))
    return bare, country


def _parties(extraction: Extraction) -> dict[str, tuple[str, ...]]:
    """Entity id of an agreement -> sorted codes of the countries whose side signs, agrees or negotiates it."""
    countries = {entity.id: _code(entity.country) for entity in extraction.entities}
    found: dict[str, set[str]] = defaultdict(set)
    for event in extraction.events:
        for target in event.targets:
            found[target].update(code for agent in event.agents if (code := countries.get(agent)))
    return {entity: tuple(sorted(codes)) for entity, codes in found.items()}


def _country(members: Sequence[tuple[Named, Claim]]) -> str | None:
    """A country's own code, else the country most members name (a group has one at most, but for the odd acronym)."""
    group = members[0][1].group
    if group[0] == "Country" and len(group) == 2:
        return group[1]
    known = Counter(one.country for one, _ in members if one.country)
    return min(known, key=lambda code: (-known[code], code)) if known else None


def _best(members: Sequence[tuple[Named, Claim]]) -> Named:
    """The member whose name is the label: one that says something, no acronym, not all capitals, said most often, longest."""
    said = Counter(one.name for one, _ in members)

    def rank(one: Named) -> tuple[int, int, int, str, str]:
        faults = (
            4 * (" " not in one.bare and generic.says_nothing(one.name) and one.country is None)
            + 2 * generic.is_acronym(one.name)
            + 2 * generic.ends_open(one.name)
            + one.name.isupper()
            + bool(_POSSESSIVE.search(one.name))
        )
        return faults, -said[one.name], -len(one.name), one.name, one.bare

    return min({(one.name, one.bare, one.country): one for one, _ in members}.values(), key=rank)


def _key(members: Sequence[tuple[Named, Claim]]) -> str:
    best = _best(members)
    country = _country(members)
    if best.type == "Country" and country:
        return country_key(country)
    return entity_key(best.type, best.bare, country, *members[0][1].scope)


def _thing(key: str, members: list[tuple[Named, Claim]]) -> Thing:
    best, country = _best(members), _country(members)
    label = best.name or "(no name)"
    if best.type == "Country" and country:
        label = generic.country_name(country) or label
    names = {form for one, _ in members for form in (one.name, *one.aliases) if form}
    ids = {one.wikidata for one, _ in members if one.wikidata}
    return Thing(
        key=key,
        type=best.type,
        label=label,
        aliases=tuple(sorted(names - {label})),
        country=country,
        wikidata=next(iter(ids)) if len(ids) == 1 else None,
        members=tuple(
            Member(one.article, one.entity, _why(one, claim, best, alone=len(members) == 1))
            for one, claim in sorted(members, key=lambda pair: (pair[0].article, pair[0].entity))
        ),
    )


def _why(one: Named, claim: Claim, best: Named, *, alone: bool) -> str:
    """The claim's reason, said more exactly where the whole group is known."""
    if alone and not claim.why.startswith(("stands alone", "country code", "a name of")):
        return "named in one article only"
    if one.bare != best.bare and claim.why.startswith("same name, country"):
        return claim.why.replace("same name", "same words in another order", 1)
    return claim.why
