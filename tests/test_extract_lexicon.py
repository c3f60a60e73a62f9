"""The vocabulary: the shipped files are sound, and each kind of broken entry is refused with its file and name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from extract import lexicon
from extract.errors import LexiconError
from extract.records import ENTITY_TYPES, EVENT_TYPES

LOADERS: dict[str, Any] = {
    "countries.yml": lexicon.countries, "places.yml": lexicon.places, "bodies.yml": lexicon.bodies,
    "offices.yml": lexicon.offices, "organisations.yml": lexicon.organisations, "verbs.yml": lexicon.irregular_verbs, "events.yml": lexicon.events,
}  # fmt: skip
Break = Callable[[str, Callable[[Any], Any]], None]
shipped = cache(lexicon._load)


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Break]:
    """`changed("countries.yml", change)`: from now on that file holds what `change` makes of its data."""
    touched: list[str] = []

    def change(name: str, how: Callable[[Any], Any]) -> None:
        touched.append(name)
        monkeypatch.setattr(lexicon, "_load", lambda asked: how(shipped(asked)) if asked == name else shipped(asked))
        LOADERS[name].cache_clear()

    yield change
    monkeypatch.undo()
    for name in touched:
        LOADERS[name].cache_clear()


def with_entry(number: int, **values: Any) -> Callable[[list[Any]], list[Any]]:
    """The list with an entry's values changed."""
    return lambda data: [{**entry, **values} if i == number else entry for i, entry in enumerate(data)]


def test_the_shipped_vocabulary_has_no_problem() -> None:
    assert lexicon.check() == []


def test_every_file_of_the_lexicon_is_yaml_that_says_its_source() -> None:
    folder = files("extract").joinpath("lexicon")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".yml"))
    assert "events.yml" in names
    for name in names:
        text = folder.joinpath(name).read_text(encoding="utf-8")
        assert text.startswith("#"), f"{name} does not open with what it is"
        assert shipped(name), f"{name} is empty"


@pytest.mark.parametrize(
    ("name", "load"),
    [
        ("countries.yml", lexicon.countries),
        ("places.yml", lexicon.places),
        ("bodies.yml", lexicon.bodies),
    ],
)
def test_a_key_that_no_schema_knows_is_refused_with_file_and_entry(
    name: str, load: Callable[[], Any], changed: Break
) -> None:
    entry = shipped(name)[2]
    title = entry.get("code") or entry["name"]
    changed(name, with_entry(2, colour="blue"))
    with pytest.raises(LexiconError, match=rf"^{name}, entry 3 \({re.escape(title)}\): colour: "):
        load()


@pytest.mark.parametrize(
    ("name", "load", "values"),
    [
        ("countries.yml", lexicon.countries, {"code": "XYZ"}),
        ("countries.yml", lexicon.countries, {"names": "Peru"}),
        ("countries.yml", lexicon.countries, {"name": None}),
        ("places.yml", lexicon.places, {"ambiguous": "perhaps"}),
        ("bodies.yml", lexicon.bodies, {"type": "Person"}),
        ("bodies.yml", lexicon.bodies, {"wikidata": "7825"}),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_file_entry_and_key(
    name: str, load: Callable[[], Any], values: dict[str, Any], changed: Break
) -> None:
    changed(name, with_entry(0, **values))
    with pytest.raises(LexiconError, match=rf"^{name}, entry 1 \(.+\): {next(iter(values))}"):
        load()


@pytest.mark.parametrize("entry", ["Peru", None, 7, ["Peru"]])
def test_an_entry_that_is_no_mapping_is_refused(entry: Any, changed: Break) -> None:
    changed("countries.yml", lambda data: [entry, *data])
    with pytest.raises(LexiconError, match=r"^countries\.yml, entry 1"):
        lexicon.countries()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"type": "quarrel"}, "quarrel"),
        ({"confidence": 1.5}, "confidence"),
        ({"status": "maybe"}, "status"),
        ({"verb": ["sign"]}, "verb"),
        ({"mode": "letter"}, "mode"),
    ],
)
def test_a_broken_frame_is_refused_with_file_and_frame(change: dict[str, Any], where: str, changed: Break) -> None:
    changed("events.yml", lambda data: {**data, "frames": with_entry(4, **change)(data["frames"])})
    with pytest.raises(LexiconError, match=r"^events\.yml: frames\.4\.") as caught:
        lexicon.events()
    assert where in str(caught.value)


@pytest.mark.parametrize(
    ("name", "load"), [("offices.yml", lexicon.offices), ("organisations.yml", lexicon.organisations)]
)
def test_an_unknown_part_of_a_word_file_is_refused(name: str, load: Callable[[], Any], changed: Break) -> None:
    changed(name, lambda data: {**data, "jobs": ["baker"]})
    with pytest.raises(LexiconError, match=rf"^{name}: jobs"):
        load()


def test_cues_of_a_type_that_does_not_exist_are_refused(changed: Break) -> None:
    changed("organisations.yml", lambda data: {**data, "cues": {**data["cues"], "Animal": ["cat"]}})
    with pytest.raises(LexiconError, match=r"^organisations\.yml: cues.*Animal"):
        lexicon.organisations()


@pytest.mark.parametrize("data", [{"meet": "met"}, ["meet"], {"meet": None}])
def test_verbs_without_lists_of_forms_are_refused(data: Any, changed: Break) -> None:
    changed("verbs.yml", lambda _: data)
    with pytest.raises(LexiconError, match=r"^verbs\.yml: "):
        lexicon.irregular_verbs()


def test_a_file_that_is_no_yaml_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Folder:
        def joinpath(self, *_: str) -> Folder:
            return self

        def read_text(self, encoding: str) -> str:
            assert encoding == "utf-8"
            return "- {name: [Peru}"

    monkeypatch.setattr(lexicon, "files", lambda _: Folder())
    with pytest.raises(LexiconError, match=r"^places\.yml: not YAML"):
        lexicon._load("places.yml")


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        "Peru",
    ],
)
def test_an_emptied_list_of_countries_is_refused_or_reported(data: Any, changed: Break) -> None:
    changed("countries.yml", lambda _: data)
    try:
        problems = lexicon.check()
    except LexiconError as error:
        problems = [str(error)]
    assert any("countries.yml" in p for p in problems)


def test_a_name_that_two_countries_claim_is_reported_with_both(changed: Break) -> None:
    changed("countries.yml", lambda data: [*data, {"code": "QX", "name": "Quaxia", "names": ["Quaxia", "Peru"]}])
    assert [p for p in lexicon.check() if "'Peru'" in p] == [
        "countries.yml: 'Peru' is listed under both PE and QX; keep one"
    ]


def test_a_name_that_two_countries_claim_and_one_calls_ambiguous_is_no_problem(changed: Break) -> None:
    changed(
        "countries.yml",
        lambda data: [*data, {"code": "QX", "name": "Quaxia", "names": ["Quaxia", "Peru"], "ambiguous": ["Peru"]}],
    )
    assert lexicon.check() == []


def test_a_country_code_that_stands_twice_is_reported(changed: Break) -> None:
    changed("countries.yml", lambda data: [*data, {"code": "PE", "name": "New Peru"}])
    assert any("countries.yml" in p and "'PE'" in p for p in lexicon.check())


@pytest.mark.parametrize(("name", "kind"), [("places.yml", "Place"), ("bodies.yml", "Body")])
def test_an_entry_of_an_unknown_country_is_reported_by_name(name: str, kind: str, changed: Break) -> None:
    changed(name, lambda data: [*data, {"name": "Quaxport", "country": "QX"}])
    assert [p for p in lexicon.check() if "Quaxport" in p] == [f"{kind} 'Quaxport': country QX is not in countries.yml"]


def test_an_event_type_without_a_frame_is_reported(changed: Break) -> None:
    changed("events.yml", lambda data: {**data, "frames": [f for f in data["frames"] if f["type"] != "dispute"]})
    assert lexicon.check() == ["events.yml: no frame states 'dispute'"]


def test_an_event_type_without_codes_is_reported(changed: Break) -> None:
    changed("events.yml", lambda data: {**data, "codes": {k: v for k, v in data["codes"].items() if k != "dispute"}})
    assert lexicon.check() == ["events.yml: no codes for 'dispute'"]


def test_every_event_type_has_codes_a_frame_and_no_other_type_does() -> None:
    assert {f.type for f in lexicon.events().frames} == set(EVENT_TYPES) == set(lexicon.events().codes)


@pytest.mark.parametrize("frame", lexicon.events().frames, ids=lambda f: f"{f.type}-{(*f.verbs, *f.nouns)[0]}")
def test_every_frame_has_triggers_known_types_and_slots(frame: lexicon.Frame) -> None:
    assert frame.verbs or frame.nouns
    assert frame.agents
    assert frame.agent_types | frame.target_types <= set(ENTITY_TYPES)
    slots = {*frame.agents, *frame.targets, *frame.instrument, *frame.needs}
    assert all(slot == slot.lower() and slot.replace("_", "").isalpha() for slot in slots), (
        "YAML reads a bare `on` as true"
    )


@pytest.mark.parametrize("types", ["agent_types", "target_types"])
def test_a_frame_with_an_entity_type_that_does_not_exist_is_refused(types: str, changed: Break) -> None:
    changed("events.yml", lambda data: {**data, "frames": with_entry(0, **{types: ["Countries"]})(data["frames"])})
    with pytest.raises(LexiconError, match=types):
        lexicon.events()


def test_a_misspelt_slot_is_reported(changed: Break) -> None:
    changed("events.yml", lambda data: {**data, "frames": with_entry(0, agents=["subject"])(data["frames"])})
    assert any("subject" in p for p in lexicon.check())
