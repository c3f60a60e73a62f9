"""When, where, how, how much and about what an event was, read from hand-built parses; nothing is invented."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from docs import named, parsed, word
from extract.circumstances import amount_of, date_of, mode_of, place_of, topics_of
from extract.layers import Layers, layers
from extract.times import find_times

MET = """
Peru    NNP nsubj met
met     VBD root  -
Chile   NNP obj   met
"""


def read(table: str, names: dict[str, str] | None = None) -> tuple[Doc, Layers]:
    """A parsed Doc with times and names, published on Wednesday 12 March 2031."""
    doc = parsed(table, names)
    layers(doc).published = "2031-03-12"
    return doc, named(find_times(doc))


def date(table: str, trigger: str = "met") -> str | None:
    """The date of a trigger."""
    doc, found = read(table)
    token = word(doc, trigger)
    time = date_of(token, token.sent, found)
    return time.value if time is not None else None


def place(table: str, trigger: str = "met") -> str | None:
    """The place of a trigger whose parties are Peru and Chile."""
    doc, found = read(table)
    token = word(doc, trigger)
    parties = [i for i, c in enumerate(found.clusters) if c.name in {"Peru", "Chile"}]
    cluster = place_of(token, token.sent, found, parties)
    return found.clusters[cluster].name if cluster is not None else None


def topics(table: str, trigger: str) -> list[str]:
    """What a trigger is about."""
    doc, found = read(table)
    return topics_of(word(doc, trigger), found)


def test_the_date_of_a_clause_is_the_events() -> None:
    assert date(f"{MET}on IN case Monday\nMonday NNP obl met") == "2031-03-10"


def test_a_sentence_without_a_date_gives_none() -> None:
    assert date(MET) is None


def test_a_date_of_another_sentence_is_not_the_events() -> None:
    assert date(f"{MET}. . punct met\nBo NNP nsubj left\nleft VBD root - leave\nMonday NNP obl left") is None


def test_the_date_of_the_own_clause_goes_before_a_nearer_one_of_another() -> None:
    table = """
    Ann     NNP nsubj said
    said    VBD root  -
    Monday  NNP obl:unmarked said
    that    IN  mark  met
    Peru    NNP nsubj met
    had     VBD aux   met have
    met     VBN ccomp said
    Chile   NNP obj   met
    in      IN  case  March
    March   NNP obl   met
    2029    CD  nummod March
    """
    assert date(table) == "2029-03"
    assert date(table, "said") == "2031-03-10"


@pytest.mark.parametrize(
    ("verb", "tag", "value"),
    [
        ("plan", "VBP", "2031-06"),
        ("planned", "VBD", "2031-06"),
    ],
)  # fmt: skip
def test_a_month_behind_a_plan_is_the_next_one(verb: str, tag: str, value: str) -> None:
    table = f"""
    Peru    NNP nsubj {verb}
    {verb}  {tag} root  - plan
    to      TO  mark  meet
    meet    VB  xcomp {verb}
    Chile   NNP obj   meet
    in      IN  case  June
    June    NNP obl   meet
    """
    assert date(table, "meet") == value


def test_a_month_behind_a_past_tense_is_the_last_one() -> None:
    assert date(f"{MET}in IN case June\nJune NNP obl met") == "2030-06"


def test_a_deadline_gives_way_to_a_date() -> None:
    table = """
    Peru    NNP nsubj agreed
    agreed  VBD root  -
    on      IN  case  Monday
    Monday  NNP obl   agreed
    to      TO  mark  act
    act     VB  xcomp agreed
    by      IN  case  May
    May     NNP obl   agreed
    2033    CD  nummod May
    """
    assert date(table, "agreed") == "2031-03-10"


def test_the_place_behind_in_is_the_events() -> None:
    assert place(f"{MET}in IN case Hanoi\nHanoi NNP obl met") == "Hanoi"


def test_a_place_behind_another_preposition_is_not() -> None:
    assert place(f"{MET}despite IN case Hanoi\nHanoi NNP obl met") is None


def test_a_party_is_not_the_place() -> None:
    assert place(f"{MET}in IN case Chile#2\nChile NNP obl met") is None


def test_a_country_may_be_the_place() -> None:
    assert place(f"{MET}in IN case Ghana\nGhana NNP obl met") == "Ghana"


def test_a_dateline_is_no_place() -> None:
    table = (
        "HANOI NNP dep met\n, , punct HANOI\nMarch NNP dep HANOI\n10 CD nummod March\n- HYPH punct HANOI\n"
        + MET.strip()
    )
    assert place(table) is None


def test_a_person_is_no_place() -> None:
    table = f"{MET}in IN case Lee\nAnn NNP flat Lee\nLee NNP obl met"
    doc, found = read(table, {"Ann Lee": "Person"})
    token = word(doc, "met")
    assert place_of(token, token.sent, found, []) is None


@pytest.mark.parametrize(
    ("rows", "mode"),
    [
        ("by IN case video\nvideo NN obl met", "video"),
        ("online RB advmod met", "video"),
        ("by IN case telephone\ntelephone NN obl met", "phone"),
        ("in IN case person\nperson NN obl met", "in_person"),
        ("in IN case spring\nspring NN obl met", None),
    ],
)
def test_the_mode_is_said_by_a_word_near_the_trigger(rows: str, mode: str | None) -> None:
    token = word(parsed(MET + rows), "met")
    assert mode_of(token, token.sent) == mode


def test_a_video_of_a_meeting_does_not_make_it_a_video_call() -> None:
    token = word(parsed(f"{MET}and CC cc posted\nposted VBD conj met post\na DT det video\nvideo NN obj posted"), "met")
    assert mode_of(token, token.sent) is None


INVEST = """
Norvik   NNP nsubj invested
invested VBD root  - invest
{0}
in       IN  case  Peru
Peru     NNP obl   invested
"""


def test_the_amount_is_the_money_of_the_sentence_in_the_texts_words() -> None:
    doc, found = read(INVEST.format("$5 CD obj invested\nmillion CD flat $5"))
    token = word(doc, "invested")
    assert amount_of(token, token.sent, found) == "$5 million"


def test_a_number_that_is_no_money_is_no_amount() -> None:
    doc, found = read(INVEST.format("5 CD nummod years\nyears NNS obj invested"))
    token = word(doc, "invested")
    assert amount_of(token, token.sent, found) is None


DISCUSSED = """
Peru      NNP nsubj discussed
discussed VBD root  - discuss
{0}
with      IN  case  Chile
Chile     NNP obl   discussed
"""


def test_what_was_discussed_is_the_topic() -> None:
    assert topics(DISCUSSED.format("steel NN compound quotas\nquotas NNS obj discussed"), "discussed") == [
        "steel quotas"
    ]


def test_an_article_is_no_part_of_a_topic() -> None:
    assert topics(
        DISCUSSED.format("the DT det quotas\nsteel NN compound quotas\nquotas NNS obj discussed"), "discussed"
    ) == ["steel quotas"]


def test_a_name_is_no_topic() -> None:
    assert topics(DISCUSSED.format("Ghana NNP obj discussed"), "discussed") == []


@pytest.mark.parametrize(
    ("preposition", "got"), [("on", ["fish"]), ("about", ["fish"]), ("regarding", ["fish"]), ("without", [])]
)
def test_what_talks_were_on_is_their_topic(preposition: str, got: list[str]) -> None:
    table = f"Peru NNP nsubj held\nheld VBD root -\ntalks NNS obj held\n{preposition} IN case fish\nfish NN nmod talks"
    assert topics(table, "talks") == got


def test_a_date_behind_on_is_no_topic() -> None:
    assert topics(f"{MET}on IN case Monday\nMonday NNP obl met", "met") == []
