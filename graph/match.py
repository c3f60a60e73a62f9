"""Which group each article's entity falls into: the first identity step, as pure functions of all entities together.

Rules, in order: a country is its code; a name that says too little stands alone; the same name with no conflicting
country is one thing; an acronym is the one long form that introduced it. A wrong merge costs more than a missed one, so
each rule abstains where two candidates remain. Nothing here depends on the order of its input.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph import generic

WITH_ACRONYMS = frozenset({"Organization", "Agreement", "Initiative"})
Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """One article's entity, prepared for comparison.

    `bare` is its normalised name, without its country's name for a state organ; `acronyms` are the normalised acronyms
    that the article gives beside a longer name; `year` is the article's; `parties` the codes of the countries whose
    side acts on it in the article's events (for agreements).
    """

    article: str
    entity: str
    type: str
    name: str
    bare: str
    country: str | None
    aliases: tuple[str, ...] = ()
    acronyms: frozenset[str] = frozenset()
    year: str | None = None
    parties: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The group an entity falls into and why; `scope` is what identifies it besides type, name and country."""

    group: Group
    why: str
    scope: tuple[str, ...] = ()


def claims(named: Sequence[Named], *, country_forms: Mapping[str, frozenset[str]]) -> list[Claim]:
    """One claim per entity, in the given order; equal groups are one thing.

    Args:
        named: every entity of every article.
        country_forms: normalised name of a country -> codes that bear it.
    """
    index = _Index(named)
    first = [_claim(one, index, country_forms) for one in named]
    return _acronyms(named, first)


class _Index:
    """What the names have in common: the countries each comparable name is found with."""

    def __init__(self, named: Iterable[Named]) -> None:
        self.codes: dict[Group, set[str]] = defaultdict(set)
        for one in named:
            if one.country:
                self.codes[one.type, one.bare].add(one.country)
                for acronym in one.acronyms:
                    self.codes[one.type, one.bare, acronym].add(one.country)

    def of_name(self, one: Named) -> set[str]:
        return self.codes.get((one.type, one.bare), set())

    def of_name_and_acronym(self, one: Named) -> set[str]:
        return {code for acronym in one.acronyms for code in self.codes.get((one.type, one.bare, acronym), set())}


def _claim(one: Named, index: _Index, country_forms: Mapping[str, frozenset[str]]) -> Claim:
    if one.type == "Country":
        return _country(one, country_forms)
    if (shared := _own_acronyms(one)) and len(one.parties) > 1:
        scope = (*shared, *one.parties)
        return Claim((one.type, one.bare, "between", *scope), "same name, acronym and parties", scope)
    reason = _too_little(one)
    if reason:
        return _alone(one, reason)
    scope, reason = _scope(one)
    if reason:
        return _alone(one, reason)
    if one.country:
        return Claim((one.type, *_word_key(one), "of", one.country, *scope), f"same name, country {one.country}", scope)
    if _needs_country(one):
        return _organ_without_country(one, index)
    codes = index.of_name(one)
    if len(codes) == 1:
        code = next(iter(codes))
        why = f"same name; no country is given and only {code} has the name"
        return Claim((one.type, *_word_key(one), "of", code, *scope), why, scope)
    if codes and one.type == "Person":
        return _alone(one, f"stands alone: no country is given and {', '.join(sorted(codes))} have the name")
    return Claim((one.type, one.bare, "of", "", *scope), "same name, no country given", scope)


def _own_acronyms(one: Named) -> tuple[str, ...]:
    """Acronyms that make a name of plain words a name ("Economic Cooperation Framework Agreement (ECFA)"); MOU does not."""
    if one.type != "Agreement" or not generic.says_nothing(one.bare, body=False):
        return ()
    return tuple(sorted(a for a in one.acronyms if not generic.says_nothing(a, body=False) and not a.startswith("mou")))


def _country(one: Named, country_forms: Mapping[str, frozenset[str]]) -> Claim:
    if one.country:
        return Claim(("Country", one.country), f"country code {one.country}")
    codes = country_forms.get(one.bare, frozenset())
    if len(codes) == 1:
        code = next(iter(codes))
        return Claim(("Country", code), f"a name of the country {code}")
    return Claim(("Country", "", one.bare), "same name") if one.bare else _alone(one, "stands alone: no letters in it")


def _too_little(one: Named) -> str | None:
    """Why the name cannot be compared at all, or None."""
    if not one.bare:
        return "stands alone: no letters in the name"
    if one.type == "Person" and " " not in one.bare:
        return "stands alone: a single name is not enough"
    empty = generic.says_nothing(one.bare, body=one.type == "Organization")
    if one.type == "Organization" and empty and " " not in one.bare:
        return None if one.country and generic.is_one_per_state(one.bare) else "stands alone: generic name"
    if one.type in {"Agreement", "Occasion", "Initiative"} and empty:
        return "stands alone: generic name"
    if one.type == "Occasion" and generic.is_common(one.name):
        return "stands alone: a description, not a name"
    return None


def _scope(one: Named) -> tuple[tuple[str, ...], str | None]:
    """(what identifies the thing besides its name and country, why that is not known)."""
    if one.type == "Occasion" and not generic.has_number(one.bare):
        return ((one.year,), None) if one.year else ((), "stands alone: the year of the gathering is not known")
    if one.type == "Agreement" and generic.is_descriptive(one.name):
        known = len(one.parties) > 1
        return (one.parties, None) if known else ((), "stands alone: named by its topic, and its parties are not known")
    return (), None


def _needs_country(one: Named) -> bool:
    """True where the name without a country identifies nothing: ministries, "Trade Commission", "port authority"."""
    if one.type in {"Person", "Agreement", "Occasion"}:
        return False
    body = one.type == "Organization"
    organ = body and generic.is_state_organ(one.bare)
    if body and not organ and generic.is_shared_body(one.name):
        return False
    return organ or generic.says_nothing(one.bare, body=body) or generic.is_common(one.name)


def _organ_without_country(one: Named, index: _Index) -> Claim:
    codes = index.of_name_and_acronym(one)
    if len(codes) == 1:
        code = next(iter(codes))
        return Claim((one.type, *_word_key(one), "of", code), f"same name and acronym as the one of {code}")
    if one.acronyms and not codes:
        return Claim((one.type, one.bare, "of", "", *sorted(one.acronyms)), "same name and acronym, no country given")
    return _alone(one, "stands alone: a name that many countries use, and no country is given")


def _alone(one: Named, why: str) -> Claim:
    return Claim((one.type, "alone", one.article, one.entity), why, (one.article, one.entity))


def _word_key(one: Named) -> tuple[str, ...]:
    """What two names of one country must share: the words in any order for people and state organs, else the name."""
    if one.type == "Person":
        return tuple(sorted(one.bare.split()))
    if one.type == "Organization" and generic.is_state_organ(one.bare):
        return generic.content_words(one.bare)
    return (one.bare,)


def _acronyms(named: Sequence[Named], first: list[Claim]) -> list[Claim]:
    """Groups known by an acronym only join the one group whose longer name introduced it."""
    country: dict[Group, str | None] = {}
    long_forms: dict[Group, dict[Group, str]] = defaultdict(dict)
    short: dict[Group, Group] = {}
    for one, claim in sorted(zip(named, first, strict=True), key=lambda pair: (pair[0].article, pair[0].entity)):
        country[claim.group] = country.get(claim.group) or one.country
        if one.type not in WITH_ACRONYMS:
            continue
        if generic.is_acronym(one.name):
            short[claim.group] = (one.type, one.bare)
        else:
            for acronym in one.acronyms:
                forms = long_forms[one.type, acronym]
                forms[claim.group] = min(one.name, forms.get(claim.group, one.name))
    joined: dict[Group, tuple[Group, str]] = {}
    for group, meaning in short.items():
        found = {key: name for key, name in long_forms.get(meaning, {}).items() if key not in short}
        chosen = _only(group, found, country)
        if chosen:
            joined[group] = chosen, f"acronym of {found[chosen]}"
    scopes = {claim.group: claim.scope for claim in first}
    return [
        Claim(joined[claim.group][0], joined[claim.group][1], scopes[joined[claim.group][0]])
        if claim.group in joined
        else claim
        for claim in first
    ]


def _only(group: Group, found: Iterable[Group], country: Mapping[Group, str | None]) -> Group | None:
    """The single long form that the acronym's country allows; one of the same country goes before one without."""
    mine = country[group]
    allowed = [key for key in found if not mine or country[key] in {mine, None}]
    same = [key for key in allowed if country[key] == mine]
    best = same if mine and same else allowed
    return best[0] if len(best) == 1 else None
