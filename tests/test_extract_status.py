"""Status on hand-built parses: what happened, what is planned or proposed, and what did not happen. Each beside its control."""

from __future__ import annotations

import pytest

from docs import parsed, word
from extract.status import status_of

SIGNED = "Peru NNP nsubj signed\nsigned VBD root -\na DT det treaty\ntreaty NN obj signed"


def modal(verb: str, *before: str) -> str:
    """The status of `meet` behind the given auxiliaries and adverbs ("will/MD/aux")."""
    rows = [
        "Peru NNP nsubj meet",
        *(f"{' '.join(b.split('/'))} meet" for b in before),
        "meet VB root -",
        "Chile NNP obj meet",
    ]
    return status_of(word(parsed("\n".join(rows)), verb))


def test_a_past_tense_happened() -> None:
    assert status_of(word(parsed(SIGNED), "signed")) == "held"


@pytest.mark.parametrize(
    ("before", "status"),
    [
        (("will/MD/aux",), "planned"),
        (("shall/MD/aux",), "planned"),
        (("may/MD/aux",), "proposed"),
        (("could/MD/aux",), "proposed"),
        (("would/MD/aux",), "proposed"),
        (("did/VBD/aux", "not/RB/advmod"), "denied"),
        (("will/MD/aux", "not/RB/advmod"), "denied"),
        (("never/RB/advmod",), "denied"),
        (("did/VBD/aux",), "held"),
        (("also/RB/advmod",), "held"),
    ],
)
def test_auxiliaries_and_negation_say_whether_it_happened(before: tuple[str, ...], status: str) -> None:
    assert modal("meet", *before) == status


@pytest.mark.parametrize(
    ("governor", "status"),
    [
        ("planned=plan", "planned"), ("decided=decide", "planned"), ("pledged=pledge", "planned"), ("agreed=agree", "planned"),
        ("proposed=propose", "proposed"), ("wanted=want", "proposed"), ("threatened=threaten", "proposed"),
        ("refused=refuse", "denied"), ("declined=decline", "denied"), ("failed=fail", "denied"),
        ("continued=continue", "held"), ("managed=manage", "held"),
    ],
)  # fmt: skip
def test_the_verb_above_an_infinitive_says_whether_it_happened(governor: str, status: str) -> None:
    verb, lemma = governor.split("=")
    table = f"""
    Peru    NNP nsubj {verb}
    {verb}  VBD root  - {lemma}
    to      TO  mark  visit
    visit   VB  xcomp {verb}
    Chile   NNP obj   visit
    """
    assert status_of(word(parsed(table), "visit")) == status


def test_is_to_meet_is_planned() -> None:
    table = "Peru NNP nsubj is\nis VBZ root - be\nto TO mark meet\nmeet VB xcomp is\nChile NNP obj meet"
    assert status_of(word(parsed(table), "meet")) == "planned"


def test_who_is_asked_to_lift_a_ban_has_not_lifted_it() -> None:
    table = """
    Peru    NNP nsubj asked
    asked   VBD root  -
    Chile   NNP obj   asked
    to      TO  mark  lift
    lift    VB  xcomp asked
    the     DT  det   ban
    ban     NN  obj   lift
    """
    doc = parsed(table)
    assert status_of(word(doc, "lift")) == "proposed"
    assert status_of(word(doc, "asked")) == "held"


def test_a_refusal_to_plan_is_a_refusal() -> None:
    table = """
    Peru    NNP nsubj plan
    does    VBZ aux   plan do
    not     RB  advmod plan
    plan    VB  root  -
    to      TO  mark  visit
    visit   VB  xcomp plan
    """
    assert status_of(word(parsed(table), "visit")) == "denied"


def test_a_purpose_happened_when_its_main_clause_happened() -> None:
    table = """
    Ann     NNP nsubj {0}
    {1}
    {0}     {2} root  - fly
    to      TO  mark  meet
    meet    VB  advcl {0}
    Bob     NNP obj   meet
    """
    assert status_of(word(parsed(table.format("flew", "there RB advmod flew", "VBD")), "meet")) == "held"
    assert status_of(word(parsed(table.format("fly", "will MD aux fly", "VB")), "meet")) == "planned"


def test_what_is_only_a_condition_is_proposed() -> None:
    table = """
    {0}     IN  mark  signs
    Peru    NNP nsubj signs
    signs   VBZ advcl falls sign
    trade   NN  nsubj falls
    falls   VBZ root  - fall
    """
    assert status_of(word(parsed(table.format("if")), "signs")) == "proposed"
    assert status_of(word(parsed(table.format("since")), "signs")) == "held"


def test_what_somebody_said_would_happen_is_planned() -> None:
    table = """
    Ann     NNP nsubj said
    said    VBD root  -
    Peru    NNP nsubj sign
    would   MD  aux   sign
    sign    VB  ccomp said
    """
    assert status_of(word(parsed(table), "sign")) == "planned"


def test_what_somebody_said_happened_is_held_and_what_somebody_denied_is_denied() -> None:
    table = """
    Ann     NNP nsubj {0}
    {0}     VBD root  -
    that    IN  mark  signed
    Peru    NNP nsubj signed
    signed  VBD ccomp {0}
    """
    assert status_of(word(parsed(table.format("said")), "signed")) == "held"
    assert status_of(word(parsed(table.format("denied")), "signed")) == "denied"


@pytest.mark.parametrize(
    ("verb", "lemma", "status"),
    [
        ("held", "hold", "held"), ("reported", "report", "held"), ("cancelled", "cancel", "denied"), ("postponed", "postpone", "denied"),
        ("proposed", "propose", "proposed"), ("planned", "plan", "planned"),
    ],
)  # fmt: skip
def test_the_verb_that_takes_an_event_noun_says_whether_it_happened(verb: str, lemma: str, status: str) -> None:
    table = f"Peru NNP nsubj {verb}\n{verb} VBD root - {lemma}\nthe DT det visit\nvisit NN obj {verb}"
    assert status_of(word(parsed(table), "visit")) == status


def test_a_visit_called_off_did_not_happen_and_one_called_for_did_not_yet() -> None:
    off = "Peru NNP nsubj called\ncalled VBD root - call\noff RP compound:prt called\nthe DT det visit\nvisit NN obj called"
    assert status_of(word(parsed(off), "visit")) == "denied"
    called_for = "Peru NNP nsubj called\ncalled VBD root - call\nfor IN case talks\ntalks NNS obl called"
    assert status_of(word(parsed(called_for), "talks")) == "proposed"


@pytest.mark.parametrize(
    ("adjective", "status"),
    [
        ("planned", "planned"),
        ("upcoming", "planned"),
        ("proposed", "proposed"),
        ("possible", "proposed"),
        ("cancelled", "denied"),
        ("recent", "held"),
    ],
)
def test_an_adjective_before_an_event_noun_says_whether_it_happened(adjective: str, status: str) -> None:
    table = f"the DT det visit\n{adjective} JJ amod visit\nvisit NN nsubj hurt\nhurt VBD root -\nPeru NNP obj hurt"
    assert status_of(word(parsed(table), "visit")) == status


@pytest.mark.parametrize(
    ("noun", "status"),
    [("proposal", "proposed"), ("plan", "planned"), ("cancellation", "denied"), ("end", "held")],
)
def test_a_noun_above_an_event_noun_says_whether_it_happened(noun: str, status: str) -> None:
    table = f"the DT det {noun}\n{noun} NN nsubj hurt\nof IN case talks\ntalks NNS nmod {noun}\nhurt VBD root -\nPeru NNP obj hurt"
    assert status_of(word(parsed(table), "talks")) == status


def test_no_talks_are_denied_talks() -> None:
    table = "{0} DT det talks\ntalks NNS nsubj:pass held\nwere VBD aux:pass held be\nheld VBN root -"
    assert status_of(word(parsed(table.format("no")), "talks")) == "denied"
    assert status_of(word(parsed(table.format("the")), "talks")) == "held"


def test_a_noun_takes_the_time_of_its_verb() -> None:
    table = "talks NNS nsubj:pass held\n{0}\nbe VB aux:pass held\nheld VBN root -"
    assert status_of(word(parsed(table.format("will MD aux held")), "talks")) == "planned"


def test_the_second_of_two_bare_verbs_shares_the_mood_of_the_first() -> None:
    table = "Peru NNP nsubj meet\nwill MD aux meet\nmeet VB root -\nand CC cc sign\n{0} {1} conj meet sign"
    assert status_of(word(parsed(table.format("sign", "VB")), "sign")) == "planned"
    assert status_of(word(parsed(table.replace("cc sign", "cc signed").format("signed", "VBD")), "signed")) == "held"


def test_without_doing_it_is_not_having_done_it() -> None:
    table = "Ann NNP nsubj left\nleft VBD root - leave\n{0} IN mark signing\nsigning VBG advcl left sign\nit PRP obj signing"
    assert status_of(word(parsed(table.format("without")), "signing")) == "denied"
    assert status_of(word(parsed(table.format("after")), "signing")) == "held"


def test_the_frame_may_fix_the_status_and_the_stronger_doubt_wins() -> None:
    doc = parsed(SIGNED)
    assert status_of(word(doc, "signed"), "planned") == "planned"
    assert (
        status_of(word(parsed("Peru NNP nsubj sign\nnever RB advmod sign\nsign VBP root -"), "sign"), "planned")
        == "denied"
    )


def test_scheduled_to_meet_is_planned_in_the_passive_too() -> None:
    table = """
    Ann       NNP nsubj:pass scheduled
    is        VBZ aux:pass   scheduled be
    scheduled VBN root       - schedule
    to        TO  mark       meet
    meet      VB  xcomp      scheduled
    """
    assert status_of(word(parsed(table), "meet")) == "planned"


def test_refusing_to_lift_a_ban_denies_the_lifting_and_says_nothing_of_the_ban() -> None:
    table = """
    Peru    NNP nsubj refused
    refused VBD root  -
    to      TO  mark  lift
    lift    VB  xcomp refused
    the     DT  det   ban
    ban     NN  obj   lift
    """
    assert status_of(word(parsed(table), "lift")) == "denied"


@pytest.mark.parametrize(
    ("adjective", "status"),
    [
        ("ready", "planned"),
        ("willing", "proposed"),
        ("unable", "denied"),
    ],
)
def test_the_adjective_above_an_infinitive_says_whether_it_happened(adjective: str, status: str) -> None:
    table = f"""
    Ann    NNP nsubj {adjective}
    was    VBD cop   {adjective}
    {adjective} JJ  root  -
    to     TO  mark  meet
    meet   VB  xcomp {adjective}
    Bob    NNP obj   meet
    """
    assert status_of(word(parsed(table), "meet")) == status


def test_neither_nor_denies_the_verb() -> None:
    table = """
    neither CC  cc:preconj Peru
    Peru    NNP nsubj      signed
    nor     CC  cc         Chile
    Chile   NNP conj       Peru
    signed  VBD root       -
    it      PRP obj        signed
    """
    assert status_of(word(parsed(table), "signed")) == "denied"


def test_not_only_denies_nothing() -> None:
    table = """
    Peru    NNP nsubj  signed
    not     RB  advmod signed
    only    RB  advmod signed
    signed  VBD root   -
    it      PRP obj    signed
    """
    assert status_of(word(parsed(table), "signed")) == "held"


def test_the_failure_of_talks_is_no_denial_of_them() -> None:
    table = """
    the     DT  det        collapse
    collapse NN nsubj      hurt
    of      IN  case       talks
    talks   NNS nmod       collapse
    hurt    VBD root       -
    Peru    NNP obj        hurt
    """
    assert status_of(word(parsed(table), "talks")) == "held"


def test_is_to_host_is_planned_where_the_parse_makes_a_copula_of_is() -> None:
    table = "Peru NNP nsubj host\nis VBZ cop host be\nto TO mark host\nhost VB root -\ntalks NNS obj host"
    assert status_of(word(parsed(table), "host")) == "planned"


@pytest.mark.parametrize(
    "label",
    [
        "xcomp",
        "advcl",
    ],
)
def test_who_is_invited_to_join_has_not_joined(label: str) -> None:
    table = f"""
    Peru    NNP nsubj:pass invited
    was     VBD aux:pass   invited be
    invited VBN root       - invite
    to      TO  mark       join
    join    VB  {label}    invited
    it      PRP obj        join
    """
    assert status_of(word(parsed(table), "join")) == "proposed"
