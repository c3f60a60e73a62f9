"""Who stands for whom, and what that makes of parties told at two levels. No model."""

from __future__ import annotations

import pytest

from extract import ties
from extract.layers import Cluster, Found, Layers, Mention
from extract.merge import merge_events
from extract.reading import Judged, Weighted
from extract.standing import standing

PERU, CHILE, ANA, PEDRO, MINISTRY = range(5)


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that only look at the encoder's and the rule's word, so that the tests do not move with the training."""
    posts = {"bias": -1.0, "read": 1.0, "rule beside": 8.0}
    made = ties.Weights({"events": {}, "posts": posts, "states": {}}, dict.fromkeys(ties.KINDS, 0.5))
    monkeypatch.setattr(ties, "weights", lambda: made)


def article() -> Layers:
    """Peru, Chile, Ana Quispe, Pedro Soto, a ministry of Peru; nobody's country is known but the states'."""
    kinds = ["Country", "Country", "Person", "Person", "Organization"]
    codes = ["PE", "CL", None, None, None]
    found = Layers("")
    for i, (kind, code) in enumerate(zip(kinds, codes, strict=True)):
        mention = Mention(i, i + 1, i, i, kind, str(i), entity=i)
        found.clusters.append(Cluster(kind, [mention], str(i), country=code))
    return found


def post(person: int, body: int) -> Found:
    return Found("post", [person], [body], 0, 1, -1, rule="post:title")


def event(agents: list[int], confidence: float, targets: tuple[int, ...] = (), date: str | None = None) -> Found:
    return Found("meet", agents, [*targets], 0, 1, 0, confidence=confidence, date=date)


def test_an_office_makes_its_holder_stand_for_the_country() -> None:
    stands = standing(article(), Judged(), [post(ANA, PERU)])
    assert stands.one_side(ANA, PERU)
    assert not stands.one_side(ANA, CHILE)


def test_the_holder_of_an_office_in_a_body_stands_for_the_bodys_country_too() -> None:
    seat = Weighted("based_in", MINISTRY, PERU, 0.9, 0, 1)
    stands = standing(article(), Judged(states=[seat]), [post(ANA, MINISTRY)])
    assert stands.one_side(ANA, PERU)


def test_a_doubtful_post_makes_nobody_stand_for_anything() -> None:
    doubtful = Weighted("post", ANA, PERU, 0.2, 0, 1)
    assert not standing(article(), Judged(states=[doubtful]), []).one_side(ANA, PERU)


def test_one_happening_told_of_the_countries_and_of_their_ministers_is_one_event() -> None:
    stands = standing(article(), Judged(), [post(ANA, PERU), post(PEDRO, CHILE)])
    (one,) = merge_events([event([PERU, CHILE], 0.7), event([ANA, PEDRO], 0.9, date="2024-05-06")], stands)
    assert one.agents == [ANA, PEDRO]
    assert one.date == "2024-05-06"


def test_two_meetings_on_two_days_stay_two() -> None:
    stands = standing(article(), Judged(), [post(ANA, PERU), post(PEDRO, CHILE)])
    two = [event([PERU, CHILE], 0.7, date="2023-01-02"), event([ANA, PEDRO], 0.9, date="2024-05-06")]
    assert len(merge_events(two, stands)) == 2


def test_without_the_offices_nobody_knows_that_they_are_one() -> None:
    stands = standing(article(), Judged(), [])
    assert len(merge_events([event([PERU, CHILE], 0.7), event([ANA, PEDRO], 0.9)], stands)) == 2


def test_what_one_sentence_plans_and_denies_of_the_same_parties_is_one_denied_happening() -> None:
    plan, off = event([ANA], 0.9, (CHILE,)), event([ANA], 0.6, (CHILE,))
    plan.type = off.type = "visit"
    plan.status, off.status = "planned", "denied"
    (one,) = merge_events([plan, off], standing(article(), Judged(), []))
    assert one.status == "denied"


def test_a_plan_denied_in_another_sentence_stays_a_plan_beside_the_denial() -> None:
    plan, off = event([ANA], 0.9, (CHILE,)), event([ANA], 0.6, (CHILE,))
    plan.type = off.type = "visit"
    plan.status, off.status, off.start = "planned", "denied", 90
    assert len(merge_events([plan, off], standing(article(), Judged(), []))) == 2
