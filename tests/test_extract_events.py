"""Events from frames and hand-built parses: type, parties and status, without a model and without trained weights."""

from __future__ import annotations

import pytest

from docs import parsed, told
from extract import linker
from extract.layers import Found
from extract.merge import merge_events


@pytest.fixture(autouse=True)
def _rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linker, "is_trained", lambda: False)


def both(verb_rows: str, names: dict[str, str] | None = None) -> list[tuple[str, set[str], set[str], str]]:
    """The events of "Peru and Chile ..." with the given rows behind."""
    return told(parsed(f"Peru NNP nsubj {_root(verb_rows)}\nand CC cc Chile\nChile NNP conj Peru\n{verb_rows}", names))


def _root(rows: str) -> str:
    return next(line.split()[0] for line in rows.splitlines() if " root -" in line)


TREATY = "a DT det treaty\ntreaty NN obj {0}"


def test_two_who_signed_signed_with_each_other() -> None:
    assert both(f"signed VBD root -\n{TREATY.format('signed')}") == [("sign", {"Peru", "Chile"}, {"treaty"}, "held")]


def test_two_who_did_not_sign_are_told_as_denied() -> None:
    rows = f"did VBD aux sign do\nnot RB advmod sign\nsign VB root -\n{TREATY.format('sign')}"
    assert both(rows) == [("sign", {"Peru", "Chile"}, {"treaty"}, "denied")]


def test_two_who_will_meet_have_it_planned_and_two_who_met_have_met() -> None:
    assert both("will MD aux meet\nmeet VB root -") == [("meet", {"Peru", "Chile"}, set(), "planned")]
    assert both("met VBD root -") == [("meet", {"Peru", "Chile"}, set(), "held")]


def test_who_met_a_target_met_nobody() -> None:
    assert both("met VBD root -\nthe DT det target\ntarget NN obj met") == []


def test_one_alone_does_not_meet() -> None:
    assert told(parsed("Peru NNP nsubj met\nmet VBD root -\nfriends NNS obj met friend")) == []


def test_two_names_without_a_trigger_are_no_event() -> None:
    assert both("export VBP root -\nfish NN obj export") == []


PASSIVE = """
A       DT  det        treaty
treaty  NN  nsubj:pass signed
was     VBD aux:pass   signed
signed  VBN root       -
by      IN  case       Peru
Peru    NNP obl        signed
and     CC  cc         Chile
Chile   NNP conj       Peru
"""


def test_the_passive_names_the_same_parties() -> None:
    assert told(parsed(PASSIVE)) == [("sign", {"Peru", "Chile"}, {"treaty"}, "held")]


def test_a_treaty_signed_by_two_names_them_inside_another_clause() -> None:
    table = """
    The     DT  det   treaty
    treaty  NN  nsubj covers
    signed  VBN acl   treaty
    by      IN  case  Peru
    Peru    NNP obl   signed
    and     CC  cc    Chile
    Chile   NNP conj  Peru
    covers  VBZ root  - cover
    fish    NN  obj   covers
    """
    assert told(parsed(table)) == [("sign", {"Peru", "Chile"}, {"treaty"}, "held")]


VISIT = """
Peru      NNP nmod:poss minister
's        POS case  Peru
minister  NN  nsubj {0}
{0}       VBD root  - {1}
a         DT  det   visit
visit     NN  obj   {0}
to        IN  case  Ghana
Ghana     NNP nmod  visit
"""


def test_a_minister_without_a_name_acts_for_the_country() -> None:
    assert told(parsed(VISIT.format("paid", "pay"))) == [("visit", {"Peru"}, {"Ghana"}, "held")]


def test_a_cancelled_visit_is_denied() -> None:
    assert told(parsed(VISIT.format("cancelled", "cancel"))) == [("visit", {"Peru"}, {"Ghana"}, "denied")]


def test_who_visits_a_website_visits_no_country() -> None:
    table = "Peru NNP nsubj visited\nvisited VBD root -\nthe DT det website\nwebsite NN obj visited"
    assert told(parsed(table)) == []


def test_the_asker_asks_and_the_asked_is_proposed_to_lift() -> None:
    table = """
    Peru    NNP nsubj asked
    asked   VBD root  -
    Chile   NNP obj   asked
    to      TO  mark  lift
    lift    VB  xcomp asked
    its     PRP$ nmod:poss ban
    ban     NN  obj   lift
    on      IN  case  wine
    Ghanaian JJ amod  wine
    wine    NN  nmod  ban
    """
    got = told(parsed(table))
    assert ("request", {"Peru"}, {"Chile"}, "held") in got
    assert ("ease", {"Chile"}, {"Ghanaian"}, "proposed") in got


def test_both_states_in_the_name_of_a_summit_met() -> None:
    table = """
    The     DT  det   summit
    Peru    NNP compound summit
    -       HYPH punct Peru
    Chile   NNP conj  Peru
    summit  NN  nsubj opened
    opened  VBD root  - open
    """
    assert [e[:2] for e in told(parsed(table))] == [("meet", {"Peru", "Chile"})]


def test_one_state_in_the_name_of_a_summit_met_nobody() -> None:
    assert (
        told(parsed("The DT det summit\nPeru NNP compound summit\nsummit NN nsubj opened\nopened VBD root - open"))
        == []
    )


def test_the_two_sides_of_the_next_sentence_are_the_two_who_met() -> None:
    table = """
    Peru    NNP nsubj met
    met     VBD root  -
    Chile   NNP obj   met
    in      IN  case  Ghana
    Ghana   NNP obl   met
    .       .   punct met
    The     DT  det   sides
    two     CD  nummod sides
    sides   NNS nsubj signed
    signed  VBD root  -
    a       DT  det   treaty
    treaty  NN  obj   signed
    """
    assert ("sign", {"Peru", "Chile"}, {"treaty"}, "held") in told(parsed(table))


def test_he_of_the_next_sentence_is_the_subject_of_the_last() -> None:
    table = """
    Ann     NNP flat  Lee
    Lee     NNP nsubj met
    met     VBD root  -
    Bo      NNP flat  Ek
    Ek      NNP obj   met
    .       .   punct met
    She     PRP nsubj visited
    visited VBD root  -
    Ghana   NNP obj   visited
    """
    got = told(parsed(table, {"Ann Lee": "Person", "Bo Ek": "Person"}))
    assert got == [("meet", {"Ann Lee", "Bo Ek"}, set(), "held"), ("visit", {"Ann Lee"}, {"Ghana"}, "held")]


def test_she_in_a_reported_clause_is_who_told_it() -> None:
    table = """
    Ann     NNP flat  Lee
    Lee     NNP nsubj told
    told    VBD root  - tell
    Bo      NNP flat  Ek
    Ek      NNP obj   told
    that    IN  mark  visit
    she     PRP nsubj visit
    would   MD  aux   visit
    visit   VB  ccomp told
    Ghana   NNP obj   visit
    """
    assert told(parsed(table, {"Ann Lee": "Person", "Bo Ek": "Person"})) == [
        ("visit", {"Ann Lee"}, {"Ghana"}, "planned")
    ]


def test_it_in_a_reported_clause_is_who_said_it() -> None:
    table = """
    Peru    NNP nsubj said
    said    VBD root  -
    it      PRP nsubj visit
    would   MD  aux   visit
    visit   VB  ccomp said
    Ghana   NNP obj   visit
    """
    assert told(parsed(table)) == [("visit", {"Peru"}, {"Ghana"}, "planned")]


def test_a_complaint_is_about_somebody_and_only_made_to_another() -> None:
    table = """
    Peru       NNP nsubj complained
    complained VBD root  - complain
    to         IN  case  WTO
    the        DT  det   WTO
    WTO        NNP obl   complained
    about      IN  case  Chile
    Chile      NNP obl   complained
    """
    assert told(parsed(table)) == [("criticize", {"Peru"}, {"Chile"}, "held")]


def test_tariffs_on_a_states_goods_hit_the_state() -> None:
    table = """
    Peru    NNP nsubj imposed
    imposed VBD root  -
    tariffs NNS obj   imposed
    on      IN  case  steel
    Ghanaian JJ amod  steel
    steel   NN  nmod  tariffs
    """
    assert told(parsed(table)) == [("restrict", {"Peru"}, {"Ghanaian"}, "held")]


def test_a_buyer_is_the_target_of_the_trade() -> None:
    table = "Peru NNP nsubj bought\nbought VBD root - buy\nrice NN obj bought\nfrom IN case Ghana\nGhana NNP obl bought"
    assert told(parsed(table)) == [("trade", {"Ghana"}, {"Peru"}, "held")]


def test_a_future_date_turns_a_present_tense_into_a_plan() -> None:
    table = "Peru NNP nsubj visits\nvisits VBZ root - visit\nGhana NNP obj visits\non IN case May\nMay NNP obl visits\n5 CD nummod May\n, , punct May\n2031 CD nummod May"
    assert [e[3] for e in told(parsed(table), published="2031-03-12")] == ["planned"]
    assert [e[3] for e in told(parsed(table), published="2031-06-12")] == ["held"]


def happening(type: str, agents: list[int], targets: list[int] | None = None, **more: str | float) -> Found:
    """An event found at the start of the text."""
    out = Found(type, agents, targets or [], 0, 1, 0)
    for key, value in more.items():
        setattr(out, key, value)
    return out


def merged(*events: Found) -> list[Found]:
    """The events after merging."""
    return merge_events(list(events))


def test_a_meeting_told_twice_is_one_with_all_that_was_said() -> None:
    [one] = merged(
        happening("meet", [0, 1], date="2031-03", date_text="March"),
        happening("meet", [0, 1, 2], date="2031-03-05", place=3),
    )
    assert (one.agents, one.date, one.place) == ([0, 1, 2], "2031-03-05", 3)


@pytest.mark.parametrize(
    "other",
    [
        happening("sign", [0, 1]),
        happening("meet", [0, 2]),
        happening("meet", [0, 1], date="2030-03-05"),
        happening("meet", [0, 1], date="2031-03-05", status="denied"),
    ],
)
def test_another_type_party_date_or_a_denial_is_another_happening(other: Found) -> None:
    assert len(merged(happening("meet", [0, 1], date="2031-03-05"), other)) == 2


def test_a_visit_to_two_places_is_two_visits() -> None:
    assert len(merged(happening("visit", [0], [1]), happening("visit", [0], [2]))) == 2
    assert len(merged(happening("visit", [0], [1]), happening("visit", [0], [1]))) == 1


def test_the_surest_telling_gives_the_quote() -> None:
    sure = happening("meet", [0, 1], start=9, end=20, confidence=0.9, rule="meet:meet")
    [one] = merged(happening("meet", [0, 1], start=0, end=8, confidence=0.4), sure)
    assert (one.start, one.end, one.confidence, one.rule) == (9, 20, 0.9, "meet:meet")
