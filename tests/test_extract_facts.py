"""What speaks for a state, on hand-made layers: where its ends stand, of which countries they are, who else is a member. No model."""

from __future__ import annotations

from extract.facts import standings
from extract.layers import Cluster, Layers, Mention
from extract.reading import Judged, Weighted

TEXT = "Kenya's Ministry of Trade spoke. Members of the Cocoa Council are Ghana, Togo and far away, in another paragraph, Peru."
NAMES = {
    "Kenya": ("Country", "KE"), "Kenya's Ministry of Trade": ("Organization", "KE"), "Cocoa Council": ("Organization", None),
    "Ghana": ("Country", "GH"), "Togo": ("Country", "TG"), "Peru": ("Country", "PE"),
}  # fmt: skip
KENYA, MINISTRY, COUNCIL, GHANA, TOGO, PERU = range(len(NAMES))


def features(*states: Weighted) -> dict[tuple[str, int, int], dict[str, float]]:
    found = Layers(TEXT)
    for i, (name, (kind, country)) in enumerate(NAMES.items()):
        at = TEXT.index(name)
        mention = Mention(at, at + len(name), i, i, kind, name, entity=i)
        found.mentions.append(mention)
        found.clusters.append(Cluster(kind, [mention], name, country=country))
    return {(f.type, f.head, f.tail): f.features for f in standings(found, Judged(states=[*states]), [])}


def member(head: int, p: float) -> Weighted:
    return Weighted("member_of", head, COUNCIL, p, 0, 9)


def test_members_of_one_body_speak_for_each_other() -> None:
    alone = features(member(GHANA, 0.3))["member_of", GHANA, COUNCIL]
    among = features(member(GHANA, 0.3), member(TOGO, 0.9))["member_of", GHANA, COUNCIL]
    assert among["others, member_of"] > alone["others, member_of"]


def test_a_body_whose_name_holds_its_country_is_told_from_one_beside_a_stranger() -> None:
    found = features(Weighted("based_in", MINISTRY, KENYA, 0.5, 0, 9), Weighted("based_in", MINISTRY, PERU, 0.5, 0, 9))
    own, strange = found["based_in", MINISTRY, KENYA], found["based_in", MINISTRY, PERU]
    assert (own["inside, based_in"], own["one country, based_in"], own["two countries, based_in"]) == (1.0, 1.0, 0.0)
    assert (strange["inside, based_in"], strange["one country, based_in"], strange["two countries, based_in"]) == (
        0,
        0,
        1,
    )


def test_the_gap_is_between_the_nearest_names() -> None:
    near, far = features(member(GHANA, 0.5), member(PERU, 0.5)).values()
    assert near["gap"] < far["gap"]
