"""From scores to events, on hand-made scores: who is a party, who is not, and how many events a trigger gives. No model."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from extract import ties
from extract.decide import MOST, _events, _groups, candidates, decide_events
from extract.facts import decide_states
from extract.layers import Cluster, Found, Layers, Mention, Time, Title
from extract.reading import Judged, Weighed, Weighted

KINDS = {
    "Peru": "Country", "Chile": "Country", "Kenya": "Country", "Ana": "Person", "Pedro": "Person", "Juma": "Person",
    "Lima": "Place", "accord": "Agreement", "Acme": "Organization",
}  # fmt: skip
NAMES = list(KINDS)
TEXT = "Peru Chile Kenya Ana Pedro Juma Lima accord Acme met there on Monday."


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that only look at the trigger and the weaker end, so that the tests do not move with the training."""
    tables = {
        "events": {"trigger": 1.0, "weaker end": 1.0, "rule": 2.0},
        "posts": {"read": 1.0, "rule beside": 2.0, "has all words": 6.0},
        "states": {"read": 1.0, "rule": 2.0},
    }
    made = ties.Weights(tables, dict.fromkeys(tables, 0.5))
    monkeypatch.setattr(ties, "weights", lambda: made)


def doc() -> Doc:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp(TEXT)


def layers_of() -> Layers:
    found = Layers(TEXT)
    for i, (name, kind) in enumerate(KINDS.items()):
        start = TEXT.index(name)
        found.clusters.append(Cluster(kind, [Mention(start, start + len(name), i, i, kind, name, entity=i)], name))
    found.dates.append(Time(TEXT.index("on Monday"), len(TEXT) - 1, "on Monday", "2024-05-06", "weekday"))
    return found


def weighed(
    kind: str, p: float = 0.9, *, status: str = "held", date: float = 0.0, **roles: dict[str, float]
) -> Weighed:
    """A trigger "met" with probabilities of agents, targets, partners and place by name."""
    named = [
        {NAMES.index(n): chance for n, chance in roles.get(r, {}).items()}
        for r in ("agents", "targets", "partners", "place")
    ]
    at = TEXT.index("met")
    return Weighed(kind, "met", at, at + 3, p, status, (named[0], named[1], named[2], named[3]), dates={0: date})


def events(*told: Weighed, ruled: tuple[Found, ...] = ()) -> list[tuple[str, list[str], list[str]]]:
    found = layers_of()
    out = decide_events(doc(), found, Judged(events=[*told]), [*ruled])
    return [(e.type, [NAMES[c] for c in e.agents], [NAMES[c] for c in e.targets]) for e in out]


def test_likely_parties_of_a_likely_trigger_are_an_event() -> None:
    assert events(weighed("meet", agents={"Ana": 0.9, "Pedro": 0.9})) == [("meet", ["Ana", "Pedro"], [])]


def test_an_unlikely_trigger_is_none() -> None:
    assert events(weighed("meet", 0.05, agents={"Ana": 0.9, "Pedro": 0.9})) == []


def test_a_bystander_stays_out() -> None:
    assert events(weighed("meet", agents={"Ana": 0.9, "Pedro": 0.9, "Juma": 0.05})) == [("meet", ["Ana", "Pedro"], [])]


def test_several_counterparts_of_one_side_are_events_of_their_own() -> None:
    told = weighed("meet", agents={"Ana": 0.95}, partners={"Pedro": 0.9, "Juma": 0.9})
    assert events(told) == [("meet", ["Ana", "Pedro"], []), ("meet", ["Ana", "Juma"], [])]


def test_all_parties_of_one_gathering_are_one_event() -> None:
    assert events(weighed("meet", agents={"Ana": 0.9, "Pedro": 0.9, "Juma": 0.9})) == [
        ("meet", ["Ana", "Pedro", "Juma"], [])
    ]


def test_no_event_joins_two_ends_that_no_tie_does() -> None:
    told = weighed("visit", agents={"Ana": 0.9, "Pedro": 0.9}, targets={"Lima": 0.9, "Kenya": 0.9})
    assert events(told) == [("visit", ["Ana", "Pedro"], ["Lima", "Kenya"])]
    found = layers_of()
    candidate = next(iter(candidates(doc(), found, Judged(events=[told]), [])))
    ana, pedro, lima, kenya = (NAMES.index(n) for n in ("Ana", "Pedro", "Lima", "Kenya"))
    sure = {(ana, lima, True): 0.9, (ana, kenya, True): 0.9, (pedro, lima, True): 0.6}
    made = [(e.agents, e.targets, e.confidence) for e in _events(found, candidate, sure)]
    assert made == [([ana], [lima, kenya], 0.9), ([pedro], [lima], 0.6)]


def test_what_was_signed_goes_to_those_who_are_tied_to_it() -> None:
    found = layers_of()
    told = weighed("sign", agents={"Peru": 0.9, "Chile": 0.9, "Kenya": 0.9}, targets={"accord": 0.9})
    (candidate,) = candidates(doc(), found, Judged(events=[told]), [])
    peru, chile, kenya, accord = (NAMES.index(n) for n in ("Peru", "Chile", "Kenya", "accord"))

    def made(sure: dict[tuple[int, int, bool], float]) -> list[tuple[list[int], list[int], float]]:
        return [(e.agents, e.targets, e.confidence) for e in _events(found, candidate, sure)]

    assert made({(peru, chile, False): 0.9, (kenya, accord, True): 0.5}) == [
        ([peru, chile], [], 0.9),
        ([kenya], [accord], 0.5),
    ]
    assert made({(peru, chile, False): 0.9, (peru, accord, True): 0.5}) == [([peru, chile], [accord], 0.5)]
    assert made({(peru, accord, True): 0.9, (chile, accord, True): 0.6}) == [
        ([peru], [accord], 0.9),
        ([chile], [accord], 0.6),
    ]


def test_a_list_of_more_names_than_any_gathering_has_is_no_event() -> None:
    """It gave one event for every pair of names."""
    pairs = {(a, b): 0.9 for b in range(MOST + 1) for a in range(b)}
    assert _groups(pairs) == []
    assert _groups({p: c for p, c in pairs.items() if MOST not in p}) == [[*range(MOST)]]


def test_an_event_is_as_sure_as_its_least_sure_tie() -> None:
    found = layers_of()
    told = weighed("meet", agents={"Ana": 0.95, "Pedro": 0.95, "Juma": 0.5})
    (event,) = decide_events(doc(), found, Judged(events=[told]), [])
    (alone,) = decide_events(doc(), found, Judged(events=[weighed("meet", agents={"Ana": 0.95, "Juma": 0.5})]), [])
    assert event.confidence == alone.confidence < 0.95


def test_what_was_signed_is_the_target_and_a_place_never_is() -> None:
    told = weighed("sign", agents={"Peru": 0.9, "Chile": 0.9}, targets={"accord": 0.9, "Lima": 0.9})
    assert events(told) == [("sign", ["Peru", "Chile"], ["accord"])]


def test_a_rule_that_says_the_same_can_carry_a_doubtful_tie() -> None:
    doubtful = weighed("meet", 0.4, agents={"Ana": 0.45, "Pedro": 0.45})
    token = next(t.i for t in doc() if t.text == "met")
    rule = Found("meet", [NAMES.index("Ana"), NAMES.index("Pedro")], [], 0, 9, token, confidence=0.8, rule="meet:meet")
    assert events(doubtful) == []
    assert events(doubtful, ruled=(rule,)) == [("meet", ["Ana", "Pedro"], [])]


def test_date_place_and_status_come_from_the_scores_where_they_are_sure() -> None:
    found = layers_of()
    told = weighed("meet", status="planned", date=0.9, agents={"Ana": 0.9, "Pedro": 0.9}, place={"Lima": 0.8})
    (event,) = decide_events(doc(), found, Judged(events=[told]), [])
    assert (event.status, event.date, event.date_text) == ("planned", "2024-05-06", "on Monday")
    assert event.place == NAMES.index("Lima")


def test_a_doubtful_date_and_place_are_left_open() -> None:
    told = weighed("meet", date=0.1, agents={"Ana": 0.9, "Pedro": 0.9}, place={"Lima": 0.1})
    (event,) = decide_events(doc(), layers_of(), Judged(events=[told]), [])
    assert (event.date, event.place) == (None, None)


def test_a_likely_post_is_a_state_with_the_office_of_its_holder() -> None:
    found = layers_of()
    found.titles.append(Title(0, 4, 0, 0, "trade minister"))
    ana, peru = NAMES.index("Ana"), NAMES.index("Peru")
    judged = Judged(states=[Weighted("post", ana, peru, 0.9, 0, 20)], offices={(0, ana): 0.9})
    (state,) = decide_states(doc(), found, judged, [])
    assert (state.type, state.agents, state.targets, state.title) == ("post", [ana], [peru], "trade minister")


def test_an_unlikely_post_is_none() -> None:
    judged = Judged(states=[Weighted("post", 3, 0, 0.2, 0, 20)])
    assert decide_states(doc(), layers_of(), judged, []) == []
