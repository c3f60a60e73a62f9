"""Grammar on hand-built parses: who does what to whom, in which voice, mood and clause. Each rule beside its control."""

from __future__ import annotations

import pytest

from docs import parsed, texts, word
from extract import grammar, lexicon
from extract.inflect import noun_forms, verb_forms

ACTIVE = """
Peru    NNP nsubj signed
and     CC  cc    Chile
Chile   NNP conj  Peru
signed  VBD root  -
a       DT  det   treaty
treaty  NN  obj   signed
.       .   punct signed
"""
PASSIVE = """
The     DT  det        treaty
treaty  NN  nsubj:pass signed
was     VBD aux:pass   signed
signed  VBN root       -
by      IN  case       Peru
Peru    NNP obl        signed
and     CC  cc         Chile
Chile   NNP conj       Peru
"""
PARTICIPLE = """
The     DT  det   treaty
treaty  NN  nsubj covers
signed  VBN acl   treaty
by      IN  case  Peru
Peru    NNP obl   signed
and     CC  cc    Chile
Chile   NNP conj  Peru
covers  VBZ root  -
fish    NN  obj   covers
"""
RELATIVE_SUBJECT = """
Peru    NNP nsubj     joined
,       ,   punct     signed
which   WDT nsubj     signed
signed  VBD acl:relcl Peru
the     DT  det       treaty
treaty  NN  obj       signed
,       ,   punct     signed
joined  VBD root      -
"""
RELATIVE_OBJECT = """
The     DT  det       treaty
treaty  NN  nsubj     failed
that    WDT obj       signed
Peru    NNP nsubj     signed
signed  VBD acl:relcl treaty
failed  VBD root      - fail
"""
CONTROL = """
Peru    NNP nsubj plans
plans   VBZ root  - plan
to      TO  mark  sign
sign    VB  xcomp plans
the     DT  det   treaty
treaty  NN  obj   sign
"""
OBJECT_CONTROL = """
Peru    NNP nsubj asked
asked   VBD root  -
Chile   NNP obj   asked
to      TO  mark  lift
lift    VB  xcomp asked
the     DT  det   ban
ban     NN  obj   lift
"""
TWO_VERBS = """
Peru    NNP nsubj met
met     VBD root  -
Chile   NNP obj   met
and     CC  cc    signed
signed  VBD conj  met
a       DT  det   treaty
treaty  NN  obj   signed
"""
SHARED_OBJECT = """
Peru        NNP nsubj  negotiated
negotiated  VBD root   -
and         CC  cc     signed
signed      VBD conj   negotiated
the         DT  det    treaty
treaty      NN  obj    negotiated
"""
PLAN = """
Peru    NNP nmod:poss plan
's      POS case      Peru
plan    NN  nsubj     failed
to      TO  mark      visit
visit   VB  acl       plan
Chile   NNP obj       visit
failed  VBD root      -     fail
"""


def test_the_subject_of_an_active_verb_does_it_with_all_that_is_coordinated() -> None:
    doc = parsed(ACTIVE)
    assert texts(grammar.deep_subjects(word(doc, "signed"))) == ["Peru", "Chile"]
    assert texts(grammar.deep_objects(word(doc, "signed"))) == ["treaty"]


def test_a_passive_is_turned_round() -> None:
    doc = parsed(PASSIVE)
    assert grammar.is_passive(word(doc, "signed"))
    assert texts(grammar.deep_subjects(word(doc, "signed"))) == ["Peru", "Chile"]
    assert texts(grammar.deep_objects(word(doc, "signed"))) == ["treaty"]


def test_an_active_verb_is_not_passive() -> None:
    assert not grammar.is_passive(word(parsed(ACTIVE), "signed"))


def test_a_bare_participle_behind_a_noun_is_passive() -> None:
    doc = parsed(PARTICIPLE)
    assert texts(grammar.deep_subjects(word(doc, "signed"))) == ["Peru", "Chile"]
    assert texts(grammar.deep_objects(word(doc, "signed"))) == ["treaty"]


def test_the_by_phrase_that_the_model_calls_agent_does_it_too() -> None:
    doc = parsed(PASSIVE.replace("NNP obl ", "NNP obl:agent "))
    assert texts(grammar.deep_subjects(word(doc, "signed"))) == ["Peru", "Chile"]


def test_a_place_behind_by_does_nothing_in_an_active_clause() -> None:
    doc = parsed(
        """
        Peru    NNP nsubj signed
        signed  VBD root  -
        it      PRP obj   signed
        by      IN  case  night
        night   NN  obl   signed
        """
    )
    assert texts(grammar.deep_subjects(word(doc, "signed"))) == ["Peru"]


def test_who_and_which_stand_for_the_noun_before_them() -> None:
    doc = parsed(RELATIVE_SUBJECT)
    assert texts(grammar.deep_subjects(word(doc, "signed"))) == ["Peru"]
    assert texts(grammar.deep_objects(word(doc, "signed"))) == ["treaty"]


def test_a_relative_clause_with_its_own_subject_has_the_noun_as_object() -> None:
    doc = parsed(RELATIVE_OBJECT)
    assert texts(grammar.deep_subjects(word(doc, "signed"))) == ["Peru"]
    assert texts(grammar.deep_objects(word(doc, "signed"))) == ["treaty"]


def test_an_infinitive_has_the_subject_of_the_verb_above() -> None:
    assert texts(grammar.deep_subjects(word(parsed(CONTROL), "sign"))) == ["Peru"]


def test_who_is_asked_to_do_it_would_do_it() -> None:
    assert texts(grammar.deep_subjects(word(parsed(OBJECT_CONTROL), "lift"))) == ["Chile"]


def test_the_owner_of_a_plan_would_carry_it_out() -> None:
    assert texts(grammar.deep_subjects(word(parsed(PLAN), "visit"))) == ["Peru"]


def test_a_second_verb_shares_the_subject_but_not_the_object_of_the_first() -> None:
    doc = parsed(TWO_VERBS)
    assert texts(grammar.deep_subjects(word(doc, "signed"))) == ["Peru"]
    assert texts(grammar.deep_objects(word(doc, "signed"))) == ["treaty"]
    assert texts(grammar.deep_objects(word(doc, "met"))) == ["Chile"]


def test_two_verbs_before_one_object_share_it() -> None:
    assert texts(grammar.deep_objects(word(parsed(SHARED_OBJECT), "signed"))) == ["treaty"]


def test_a_finite_clause_does_not_borrow_the_subject_of_the_clause_above() -> None:
    doc = parsed(
        """
        Peru    NNP nsubj  said
        said    VBD root   -
        signed  VBD ccomp  said
        """
    )
    assert grammar.deep_subjects(word(doc, "signed")) == []


@pytest.mark.parametrize(("mark", "given"), [("with", "with"), ("With", "with"), ("'s", "")])
def test_the_preposition_of_a_noun_is_its_case_but_the_possessive_is_none(mark: str, given: str) -> None:
    doc = parsed(f"talks NNS root - talk\n{mark} IN case Chile\nChile NNP nmod talks")
    assert grammar.case(word(doc, "Chile")) == given


def test_out_of_is_read_as_of() -> None:
    doc = parsed("pulled VBD root - pull\nout IN case pact\nof IN case pact\npact NN obl pulled")
    assert grammar.case(word(doc, "pact")) == "of"


def test_each_noun_behind_a_preposition_comes_with_it() -> None:
    doc = parsed(
        """
        talks   NNS root  -
        with    IN  case  Chile
        Chile   NNP nmod  talks
        and     CC  cc    Peru
        Peru    NNP conj  Chile
        """
    )
    assert [(mark, n.text) for mark, n in grammar.prepositional(word(doc, "talks"))] == [
        ("with", "Chile"),
        ("with", "Peru"),
    ]


def test_a_possessor_is_no_prepositional_phrase() -> None:
    doc = parsed("Peru NNP nmod:poss talks\n's POS case Peru\ntalks NNS root -")
    assert list(grammar.prepositional(word(doc, "talks"))) == []


def test_the_verb_that_carries_an_event_noun_is_found_through_of() -> None:
    doc = parsed(
        """
        Peru    NNP nsubj  held
        held    VBD root   -
        a       DT  det    series
        series  NN  obj    held
        of      IN  case   talks
        talks   NNS nmod   series
        """
    )
    assert (carrier := grammar.governor(word(doc, "talks"))) is not None
    assert carrier.text == "held"


def test_a_noun_that_is_the_root_has_no_carrier() -> None:
    assert grammar.governor(word(parsed("talks NNS root -"), "talks")) is None


@pytest.mark.parametrize(
    ("particle", "tag", "label", "is_denied"),
    [
        ("not", "RB", "advmod", True),
        ("n't", "RB", "advmod", True),
        ("never", "RB", "advmod", True),
        ("now", "RB", "advmod", False),
    ],
)
def test_not_and_never_deny_a_verb_and_other_adverbs_do_not(
    particle: str, tag: str, label: str, is_denied: bool
) -> None:
    doc = parsed(f"Peru NNP nsubj sign\ndid VBD aux sign do\n{particle} {tag} {label} sign\nsign VB root -")
    assert grammar.negated(word(doc, "sign")) is is_denied


def test_no_denies_the_noun_that_it_stands_before() -> None:
    doc = parsed("no DT det talks\ntalks NNS root -")
    assert grammar.negated(word(doc, "talks"))
    assert not grammar.negated(word(parsed("the DT det talks\ntalks NNS root -"), "talks"))


def test_will_reaches_over_and_to_a_second_bare_verb() -> None:
    doc = parsed("Peru NNP nsubj meet\nwill MD aux meet\nmeet VB root -\nand CC cc sign\nsign VB conj meet")
    assert grammar.auxiliaries(word(doc, "sign")) == ["will"]


def test_will_does_not_reach_a_second_verb_of_another_tense() -> None:
    doc = parsed("Peru NNP nsubj meet\nwill MD aux meet\nmeet VB root -\nbut CC cc signed\nsigned VBD conj meet")
    assert grammar.auxiliaries(word(doc, "signed")) == []


@pytest.mark.parametrize(
    ("mark", "conditional"), [("if", True), ("unless", True), ("whether", True), ("because", False)]
)
def test_if_opens_a_condition_and_because_does_not(mark: str, conditional: bool) -> None:
    doc = parsed(
        f"{mark} IN mark signs\nPeru NNP nsubj signs\nsigns VBZ advcl falls sign\nit PRP nsubj falls\nfalls VBZ root - fall"
    )
    assert grammar.is_conditional(word(doc, "signs")) is conditional


def test_conjuncts_are_given_in_the_order_of_the_text_from_any_of_them_on() -> None:
    doc = parsed("Peru NNP root -\n, , punct Chile\nChile NNP conj Peru\nand CC cc Cuba\nCuba NNP conj Chile")
    assert texts(grammar.conjuncts(word(doc, "Peru"))) == ["Peru", "Chile", "Cuba"]
    assert texts(grammar.conjuncts(word(doc, "Cuba"))) == ["Cuba"]


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("sign", "signed"), ("visit", "visiting"), ("deny", "denied"), ("deny", "denies"), ("impose", "imposing"),
        ("impose", "imposed"), ("reach", "reaches"), ("pay", "pays"), ("tie", "tying"), ("set", "setting"),
        ("set", "set"), ("meet", "met"), ("withdraw", "withdrew"), ("ban", "banned"), ("cancel", "cancelled"),
        ("hold", "held"), ("go", "goes"),
    ],
)  # fmt: skip
def test_the_forms_of_a_verb_are_spelled_as_english_spells_them(lemma: str, form: str) -> None:
    assert form in verb_forms(lemma, lexicon.irregular_verbs().get(lemma, ()))


@pytest.mark.parametrize(("lemma", "form"), [("agree", "agreed"), ("guarantee", "guaranteed")])
def test_a_verb_that_ends_in_ee_takes_d(lemma: str, form: str) -> None:
    assert form in verb_forms(lemma)


@pytest.mark.parametrize(
    ("lemma", "form"), [("concur", "concurred"), ("regret", "regretted"), ("win", "winning"), ("forbid", "forbidding")]
)
def test_a_stressed_last_syllable_doubles_its_consonant(lemma: str, form: str) -> None:
    assert form in verb_forms(lemma, lexicon.irregular_verbs().get(lemma, ()))


def test_a_verb_has_no_forms_of_another_verb() -> None:
    assert verb_forms("sign") == {"sign", "signs", "signed", "signing"}


@pytest.mark.parametrize(
    ("lemma", "plural"), [("visit", "visits"), ("speech", "speeches"), ("duty", "duties"), ("survey", "surveys")]
)
def test_the_plural_of_a_noun_is_spelled_as_english_spells_it(lemma: str, plural: str) -> None:
    assert noun_forms(lemma) == {lemma, plural}
