"""One probability of a tie: more evidence makes it surer, every feature has a name, the shipped weights are what they say."""

from __future__ import annotations

import pytest

from extract import ties
from extract.records import EVENT_TYPES, STATE_TYPES


def sure(kind: str = "meet", **more: float | bool | None) -> float:
    said = {"trigger": 0.8, "instrument": False, "ruled": None, "other": False, **more}
    ends = said.pop("ends", (0.8, 0.8))
    features = ties.event_features(kind, ends=ends, **said)  # type: ignore[arg-type]
    return ties.probability(features, ties.weights().of("events"))


def test_a_surer_trigger_and_surer_ends_make_a_surer_tie() -> None:
    assert sure(trigger=0.95) > sure(trigger=0.2)
    assert sure(ends=(0.95, 0.95)) > sure(ends=(0.95, 0.2))  # type: ignore[arg-type]


def test_a_rule_that_proposes_the_tie_makes_it_surer() -> None:
    assert sure(ruled=0.85) > sure()


def test_the_order_of_the_ends_does_not_matter() -> None:
    assert sure(ends=(0.9, 0.3)) == sure(ends=(0.3, 0.9))  # type: ignore[arg-type]


def test_a_surer_reading_makes_a_surer_state_with_a_rule_and_without() -> None:
    def stated(read: float, ruled: float | None) -> float:
        return ties.probability(ties.state_features("based_in", read=read, ruled=ruled), ties.weights().of("states"))

    assert stated(0.9, 0.8) > stated(0.05, 0.8)
    assert stated(0.9, None) > stated(0.05, None)


def test_the_cuts_are_probabilities() -> None:
    assert set(ties.weights().cut) == set(ties.KINDS)
    assert all(0 < cut < 1 for cut in ties.weights().cut.values())


@pytest.mark.parametrize("p", [0.0, 0.5, 1.0])
def test_certainty_is_kept_within_one_and_ninety_nine_percent(p: float) -> None:
    assert abs(ties.logit(p)) <= ties.logit(0.99) + 1e-9


def test_the_weights_know_only_types_of_ours() -> None:
    known = {f"type {kind}" for kind in (*EVENT_TYPES, *STATE_TYPES)}
    named = {n for n in [*ties.weights().of("events"), *ties.weights().of("states")] if n.startswith("type ")}
    assert named <= known


def test_every_weight_is_of_a_feature_that_is_made_and_every_feature_has_one() -> None:
    """Weights fitted with other code would judge by what is no longer there."""
    makes = {
        "events": {n for k in EVENT_TYPES for n in ties.event_features(k, trigger=0.5, ends=(0.5, 0.5), instrument=False, ruled=None, other=False)},
        "states": {n for k in {*STATE_TYPES} - {"post"} for n in ties.state_features(k, read=0.5, ruled=None)},
    }  # fmt: skip
    for kind, made in makes.items():
        assert made - set(ties.weights().of(kind)) <= {n for n in made if n.startswith("type ")}
        assert set(ties.weights().of(kind)) <= made
