"""The records between TEXT and GRAPH: what is written is read back, and each promise that a line breaks is named."""

from __future__ import annotations

import copy
import json
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import EntenteError, RecordError
from extract.records import (
    ENTITY_TYPES,
    EVENT_TYPES,
    STATE_TYPES,
    STATUSES,
    Article,
    Entity,
    Event,
    Extraction,
    Passage,
    State,
    check,
    content_id,
    from_json,
    read_lines,
    to_json,
    write_lines,
)  # fmt: skip

TEXT = "Peru and Chile signed a treaty in Lima."
ARTICLE = Article(doc="b.txt", number=3, title="Signed", text=TEXT, published="2031-03-12", url="https://example.org/1")
ENTITIES = (
    Entity("e1", "Country", "Peru", country="PE", mentions=(Passage(0, 4),)),
    Entity("e2", "Country", "Chile", ("Chilean",), "CL", (Passage(9, 14),), "Q298"),
    Entity("e3", "Place", "Lima", mentions=(Passage(34, 38),)),
)
SIGNED = Event(
    type="sign", agents=("e1", "e2"), targets=(), evidence=TEXT, span=Passage(0, len(TEXT)), place="e3", date="2031-03",
    topics=("fish", "customs"), confidence=0.8, rule="sign:sign", plover="AGREE", cameo="057",
)  # fmt: skip
LIVES = State("member_of", "e1", "e2", "Peru and Chile", Passage(0, 14), "Chair")
SOUND = Extraction(ARTICLE, ENTITIES, (SIGNED,), (LIVES,))


def test_a_sound_extraction_passes_and_comes_back_as_it_was() -> None:
    check(SOUND)
    assert list(read_lines(write_lines([SOUND]))) == [SOUND]


any_text = st.text(st.characters(codec=None), max_size=40)
words = st.lists(any_text, max_size=3).map(tuple)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Sound extractions with arbitrary characters (lone surrogates too) wherever text may stand."""
    text = draw(any_text)
    start = draw(st.integers(0, len(text)))
    span = Passage(start, draw(st.integers(start, len(text))))
    quote = text[span.start : span.end]
    maybe = st.none() | any_text
    article = Article(
        draw(any_text), draw(st.integers(0, 9)), draw(any_text), text, draw(maybe), draw(maybe), draw(any_text)
    )
    entities = tuple(
        Entity(
            f"e{n}", draw(st.sampled_from(ENTITY_TYPES)), draw(any_text), draw(words), draw(maybe), (span,), draw(maybe)
        )
        for n in range(draw(st.integers(1, 3)))
    )
    one = st.sampled_from([e.id for e in entities])
    some = st.lists(one, max_size=3).map(tuple)
    event = Event(
        type=draw(st.sampled_from(EVENT_TYPES)), agents=draw(some), targets=draw(some), evidence=quote, span=span,
        status=draw(st.sampled_from(STATUSES)), date=draw(maybe), date_text=draw(maybe), place=draw(st.none() | one), mode=draw(maybe),
        topics=draw(words), amount=draw(maybe), confidence=draw(st.floats(0, 1)), rule=draw(any_text), plover=draw(any_text), cameo=draw(any_text),
    )  # fmt: skip
    state = State(
        draw(st.sampled_from(STATE_TYPES)),
        draw(one),
        draw(one),
        quote,
        span,
        draw(maybe),
        draw(st.floats(0, 1)),
        draw(any_text),
    )
    return Extraction(article, entities, (event,), (state,))


@given(st.lists(extractions(), max_size=3))
@settings(max_examples=60, deadline=None)
def test_arbitrary_text_is_read_back_as_it_was_written(originals: list[Extraction]) -> None:
    lines = list(write_lines(originals))
    assert list(read_lines(lines)) == originals
    assert all(line.endswith("\n") and "\n" not in line[:-1] for line in lines)


def test_a_missing_wikidata_key_is_no_null_in_the_json() -> None:
    first, second, _ = to_json(SOUND)["entities"]
    assert "wikidata" not in first
    assert second["wikidata"] == "Q298"


def test_the_keys_of_a_line_stand_in_the_order_of_the_contract() -> None:
    keys = ["doc", "article", "id", "title", "published", "url", "language", "text", "entities", "events", "states"]
    assert list(json.loads(next(write_lines([SOUND])))) == keys


def test_blank_lines_are_passed_over() -> None:
    line = next(write_lines([SOUND]))
    assert list(read_lines(["\n", line, "   \n", ""])) == [SOUND]


def test_what_may_be_missing_from_a_line_gets_its_default() -> None:
    data = to_json(SOUND)
    for key in ("published", "url", "language"):
        del data[key]
    data["events"] = [{k: data["events"][0][k] for k in ("type", "agents", "targets", "evidence", "span")}]
    event = from_json(data).events[0]
    assert (event.status, event.topics, event.place, event.confidence) == ("held", (), None, 0.5)


BROKEN: list[tuple[str, Extraction]] = [
    ("two entities share an id", replace(SOUND, entities=(*ENTITIES, ENTITIES[0]))),
    ("e3 has the unknown type 'Planet'", replace(SOUND, entities=(*ENTITIES[:2], replace(ENTITIES[2], type="Planet")))),
    ("unknown type or status 'quarrel'", replace(SOUND, events=(replace(SIGNED, type="quarrel"),))),
    ("'sign', 'perhaps'", replace(SOUND, events=(replace(SIGNED, status="perhaps"),))),
    ("names \\['e9'\\]", replace(SOUND, events=(replace(SIGNED, agents=("e1", "e9")),))),
    ("names \\['e8'\\]", replace(SOUND, events=(replace(SIGNED, targets=("e8",)),))),
    ("names \\['e7'\\]", replace(SOUND, events=(replace(SIGNED, place="e7"),))),
    ("unknown type 'owns'", replace(SOUND, states=(replace(LIVES, type="owns"),))),
    ("member_of names an entity", replace(SOUND, states=(replace(LIVES, head="e9"),))),
    ("member_of names an entity", replace(SOUND, states=(replace(LIVES, tail="e9"),))),
    ("quote of a sign", replace(SOUND, events=(replace(SIGNED, evidence="Peru and Cuba signed"),))),
    ("quote of a sign", replace(SOUND, events=(replace(SIGNED, span=Passage(1, 40)),))),
    ("quote of a member_of", replace(SOUND, states=(replace(LIVES, span=Passage(0, 13)),))),
]


@pytest.mark.parametrize(("complaint", "broken"), BROKEN, ids=[c for c, _ in BROKEN])
def test_each_broken_promise_is_named_with_its_article(complaint: str, broken: Extraction) -> None:
    with pytest.raises(RecordError, match=rf"^b\.txt#3: .*{complaint}"):
        check(broken)


@pytest.mark.parametrize(("complaint", "broken"), BROKEN, ids=[c for c, _ in BROKEN])
def test_a_line_that_breaks_a_promise_is_not_read(complaint: str, broken: Extraction) -> None:
    with pytest.raises(RecordError, match=complaint):
        list(read_lines(write_lines([broken])))


@pytest.mark.parametrize("key", ["doc", "article", "title", "text", "entities", "events", "states"])
def test_a_line_without_a_key_of_the_contract_is_refused_by_that_key(key: str) -> None:
    data = to_json(SOUND)
    del data[key]
    with pytest.raises(RecordError, match=f"not an extraction.*{key}"):
        from_json(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("entities", 0, "mentions"), [[1]]),
        (("entities", 0, "mentions"), 5),
        (("entities",), None),
        (("events", 0, "span"), [1, 2, 3]),
        (("events", 0, "agents"), None),
        (("states", 0, "span"), None),
        (("states",), 3),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(path: tuple[str | int, ...], value: Any) -> None:
    data: Any = copy.deepcopy(to_json(SOUND))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(RecordError, match=r"^b\.txt#3: not an extraction"):
        from_json(data)


@pytest.mark.parametrize("line", ["{", "not json", '{"doc": "a"', "\u0000"])
def test_a_line_that_is_no_json_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(RecordError, match=r"^line 2: not JSON"):
        list(read_lines([next(write_lines([SOUND])), line]))


@pytest.mark.parametrize("line", ["[]", "5", "null", '"text"', "true"])
def test_json_that_is_no_object_is_refused_as_a_record_error(line: str) -> None:
    with pytest.raises(RecordError):
        list(read_lines([line]))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("events", 0, "agents"), "e1"),
        (("events", 0, "status"), []),
        (("text",), 5),
        (("events", 0, "span"), ["0", "39"]),
        (("entities", 0, "id"), []),
        (("events", 0, "topics"), "fish"),
        (("events", 0, "confidence"), "high"),
        (("entities", 0, "name"), None),
    ],
)
def test_a_value_of_the_wrong_type_is_a_record_error_and_never_another(path: tuple[str | int, ...], value: Any) -> None:
    data: Any = copy.deepcopy(to_json(SOUND))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(RecordError):
        from_json(data)


def test_a_negative_offset_is_no_quote() -> None:
    text = "Peru"
    state = State("based_in", "e1", "e2", "er", Passage(-3, -1))
    bare = (Entity("e1", "Country", "Peru"), Entity("e2", "Country", "Chile"))
    broken = Extraction(replace(ARTICLE, text=text), bare, (), (state,))
    with pytest.raises(RecordError, match="quote"):
        check(broken)


def test_a_mention_outside_the_text_is_refused() -> None:
    broken = replace(SOUND, entities=(replace(ENTITIES[0], mentions=(Passage(30, 400),)), *ENTITIES[1:]))
    with pytest.raises(RecordError, match="e1"):
        check(broken)


def test_a_record_error_is_one_of_ours() -> None:
    assert issubclass(RecordError, EntenteError)


def test_records_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        SIGNED.status = "denied"  # type: ignore[misc]


def test_the_id_of_an_article_hangs_on_title_and_text_alone() -> None:
    assert replace(ARTICLE, doc="c.txt", number=9, published=None, url=None).id == ARTICLE.id
    assert replace(ARTICLE, title="Signed!").id != ARTICLE.id
    assert replace(ARTICLE, text=f"{TEXT} ").id != ARTICLE.id


def test_a_content_id_keeps_its_parts_apart_and_takes_lone_surrogates() -> None:
    assert content_id("ab", "c") != content_id("a", "bc")
    assert content_id("a", None) == content_id("a", "")
    assert len(content_id("\ud800")) == 16
