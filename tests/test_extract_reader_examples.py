"""What the network is taught of an article: triggers, parties, dates, states, and what is left untaught. No torch."""

from __future__ import annotations

from extract.tags import EVENTS, ROLES, SPANS, STATES, STATUSES
from extract.training.corpus import parse
from extract.training.reader.examples import Example, examples_of

HEADER = "id: w12-001\ngenre: readout\nissuer: A ministry\npublished: 2024-05-08\ntitle: Talks\n\n"
BODY = (
    "{title|Minister} {e1:Person:PE|Ana Quispe} of {e5:Country:PE|Peru} {v1|met} {e2:Person:CL|Pedro Soto} and "
    "{e6:Person:KE|Ali Juma} in {e3:Place:PE|Lima} {date|on Monday}. {e1~|She} will {v2|sign} an {e4:Agreement:|accord} with "
    "{e2|Soto}.\n---\n"
)
FACTS = (
    "v1: meet e1 e2 ; date 2024-05-06 ; place e3 ; status held\nv1: meet e1 e6 ; date 2024-05-06 ; place e3 ; status held\n"
    "v2: sign e1 e2 -> e4 ; status planned\npost e1 -> e5 ; title Minister\n"
)


def example(facts: str = FACTS, header: str = HEADER) -> Example:
    (one,) = examples_of(parse(header + BODY + facts))
    return one


def filled(one: Example, told: int, role: str) -> list[str]:
    return sorted(one.entities[e] for e in one.told[told].fills[ROLES.index(role)])


def test_a_trigger_of_several_counterparts_has_an_agent_and_partners() -> None:
    one = example()
    assert EVENTS[one.told[0].type] == "meet"
    assert filled(one, 0, "agent") == ["e1"]
    assert filled(one, 0, "partner") == ["e2", "e6"]
    assert filled(one, 0, "place") == ["e3"]


def test_the_date_of_an_event_is_the_span_that_means_it() -> None:
    one = example()
    (span,) = one.told[0].fills[ROLES.index("date")]
    assert SPANS[one.spans[span].kind] == "date"
    assert not one.told[1].fills[ROLES.index("date")]


def test_a_pronoun_is_a_span_of_its_entity() -> None:
    one = example()
    nominal = [s for s in one.spans if SPANS[s.kind] == "nominal"]
    assert [[one.entities[e] for e in s.entities] for s in nominal] == [["e1"]]


def test_status_and_states_are_taught_with_the_office() -> None:
    one = example()
    assert STATUSES[one.told[1].status] == "planned"
    assert [(STATES[f.type], one.entities[f.head], one.entities[f.tail]) for f in one.facts] == [("post", "e1", "e5")]
    assert [one.entities[e] for e, _ in one.offices] == ["e1"]


def test_an_optional_event_does_not_teach_its_trigger() -> None:
    assert [t.known for t in example(FACTS.replace("status planned", "status planned ; optional")).told] == [
        True,
        False,
    ]


def test_an_event_without_a_trigger_leaves_its_type_open_in_the_sentences_of_its_parties() -> None:
    one = example(FACTS + "request e1 -> e2 ; status held\n")
    assert {EVENTS[k] for _, k in one.masked} == {"request"}
    assert len(one.masked) == len(one.first)  # both sentences name one of them


def test_in_the_first_parts_what_tells_again_of_an_event_is_left_open() -> None:
    again = example(header=HEADER.replace("w12", "w1"))
    assert {EVENTS[k] for _, k in again.masked} == {"meet", "sign"}
    assert not example().masked


def test_read_as_capitals_only_the_shapes_change() -> None:
    article = parse(HEADER + BODY + FACTS)
    (plain,), (upper,) = examples_of(article), examples_of(article, upper=True)
    assert plain.ids.tolist() == upper.ids.tolist()
    assert plain.shapes.tolist() != upper.shapes.tolist()
