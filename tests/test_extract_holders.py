"""Whom an office is held for, on hand-made layers: which bodies are looked at, and what speaks for each. No model."""

from __future__ import annotations

from extract.holders import FITTING, posts
from extract.layers import Cluster, Found, Layers, Mention, Title
from extract.reading import Judged, Weighted

TEXT = (
    "The Ministry of Trade and Supply of Peru and the Ministry of Health said so. Later Ana Quispe, the trade minister, "
    "met Chile and the Lima Chamber of Trade."
)
NAMES = {
    "Ministry of Trade and Supply": ("Organization", "PE"), "Peru": ("Country", "PE"), "Ministry of Health": ("Organization", "PE"),
    "Ana Quispe": ("Person", "PE"), "Chile": ("Country", "CL"), "Lima Chamber of Trade": ("Organization", "PE"),
}  # fmt: skip
ORDER = list(NAMES)
TRADE, PERU, HEALTH, ANA, CHILE, CHAMBER = range(len(ORDER))


def layers_of(*, office: bool = True) -> Layers:
    found = Layers(TEXT)
    for i, (name, (kind, country)) in enumerate(NAMES.items()):
        at = TEXT.index(name)
        mention = Mention(at, at + len(name), i, i, kind, name, entity=i)
        found.mentions.append(mention)
        found.clusters.append(Cluster(kind, [mention], name, country=country))
    if office:
        at = TEXT.index("trade minister")
        found.titles.append(Title(at, at + len("trade minister"), 9, 9, "trade minister"))
    return found


def judged(*, office: float = 0.9, **read: float) -> Judged:
    states = [Weighted("post", ANA, ORDER.index(name), p, 0, 9) for name, p in read.items()]
    return Judged(states=states, offices={(0, ANA): office})


def test_a_far_ministry_whose_words_are_the_offices_own_is_looked_at() -> None:
    found = posts(layers_of(), judged(), [])
    assert (ANA, TRADE) in found
    assert found[ANA, TRADE].features["has all words"] == 1.0
    assert (ANA, HEALTH) not in found


def test_without_an_office_only_what_is_read_is_looked_at() -> None:
    found = posts(layers_of(office=False), Judged(states=[Weighted("post", ANA, CHILE, 0.4, 0, 9)]), [])
    assert list(found) == [(ANA, CHILE)]
    assert found[ANA, CHILE].office is None


def test_the_persons_own_country_is_told_from_another() -> None:
    found = posts(layers_of(), judged(Chile=0.6), [])
    assert (found[ANA, PERU].features["own country"], found[ANA, PERU].features["other country"]) == (1.0, 0.0)
    assert (found[ANA, CHILE].features["own country"], found[ANA, CHILE].features["other country"]) == (0.0, 1.0)


def test_a_country_knows_that_a_ministry_has_the_offices_words() -> None:
    found = posts(layers_of(), judged(), [])
    assert found[ANA, PERU].features["country, other has all words"] == 1.0
    assert found[ANA, TRADE].features["country, other has all words"] == 0.0


def test_the_likelier_of_two_is_the_best_and_the_margin_says_by_how_much() -> None:
    found = posts(layers_of(), judged(Peru=0.9, Chile=0.2), [])
    assert found[ANA, PERU].features["best"] == 1.0 > found[ANA, CHILE].features["best"]
    assert found[ANA, PERU].features["margin"] == -found[ANA, CHILE].features["margin"] > 0


def test_a_rule_that_reads_body_and_office_side_by_side_is_told_from_one_that_guesses() -> None:
    beside = Found("post", [ANA], [PERU], 0, 9, 0, rule="post:title")
    guessed = Found("post", [ANA], [PERU], 0, 9, 0, rule="post:own country")
    assert posts(layers_of(), judged(), [beside])[ANA, PERU].features["rule beside"] == 1.0
    assert posts(layers_of(), judged(), [guessed])[ANA, PERU].features["rule guesses"] == 1.0
    assert posts(layers_of(), judged(), [beside])[ANA, TRADE].features["rule says another"] == 1.0


def test_a_pair_that_two_windows_see_is_as_likely_as_the_surer_one_says() -> None:
    """The later window's score stood, however low."""
    twice = Judged(states=[Weighted("post", ANA, PERU, p, 0, 9) for p in (0.95, 0.02)], offices={(0, ANA): 0.9})
    once = Judged(states=[Weighted("post", ANA, PERU, 0.95, 0, 9)], offices={(0, ANA): 0.9})
    assert posts(layers_of(), twice, [])[ANA, PERU] == posts(layers_of(), once, [])[ANA, PERU]


def test_a_text_of_a_thousand_ministers_and_ministries_is_read_in_no_time() -> None:
    """Every ministry was weighed for every minister: what is looked at must not grow with their product."""
    found = Layers("")
    for i in range(1000):
        found.clusters.append(
            Cluster("Organization", [Mention(i, i + 1, i, i, "Organization", "x")], f"Ministry of Trade {i}")
        )
    for i in range(1000):
        found.clusters.append(Cluster("Person", [Mention(i, i + 1, i, i, "Person", "y")], f"Person {i}"))
        found.titles.append(Title(i, i + 1, i, i, "Trade Minister"))
    said = Judged(offices={(i, 1000 + i): 0.9 for i in range(1000)})
    assert 0 < len(posts(found, said, [])) <= 1000 * FITTING
