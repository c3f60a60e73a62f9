"""Annotation beside a text: offsets fit, no word of the text is kept, a changed text is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.training import corpus, standoff
from extract.training.parts import DEV, REAL, TEST, split_of

TEXT = "Minister Ana Quispe\nmet   Pedro Soto in Lima on 3 May.  They signed an accord worth $5 million."
MARKED = """id: r001
genre: readout
issuer: A ministry
published: 2024-05-04
title: Talks in Lima

{title|Minister} {e1:Person:PE|Ana Quispe} {v1|met} {e2:Person:CL|Pedro Soto} in {e3:Place:PE|Lima} {date|on 3 May}. {e1~|{e2~|They}} {v2|signed} an {e4:Agreement:|accord} worth {money|$5 million}.
---
v1: meet e1 e2 ; date 2024-05-03 ; place e3 ; status held
v2: sign e1 e2 -> e4 ; status held ; amount $5 million
"""
RELEASE = {
    "url": "https://example.org/a",
    "issuer": "A ministry",
    "title": "Talks in Lima",
    "published": "2024-05-04",
    "text": TEXT,
}


def line() -> str:
    return standoff.line_of(corpus.parse(MARKED), RELEASE)


def test_what_is_marked_in_a_copy_stands_at_the_same_words_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(line() + "\n", encoding="utf-8")
    (article,) = standoff.read(tmp_path / "r.jsonl", {RELEASE["url"]: RELEASE})
    assert [e.name for e in article.entities] == ["Ana Quispe", "Pedro Soto", "Lima", "accord"]
    assert [article.text[s:e] for event in article.events for s, e in event.triggers] == ["met", "signed"]
    assert {article.text[m.start : m.end] for m in article.spans} == {"Minister", "on 3 May", "$5 million"}
    assert article.events[1].amount == "$5 million"


def test_no_word_of_the_text_is_in_the_line() -> None:
    row = json.loads(line())
    row.pop("url")
    assert not {"Quispe", "Lima", "accord", "signed"} & set(json.dumps(row).replace('"', " ").split())


def test_a_text_that_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(line() + "\n", encoding="utf-8")
    changed = {**RELEASE, "text": TEXT.replace("Lima", "Cusco")}
    with pytest.raises(standoff.StandoffError, match="changed since it was annotated"):
        list(standoff.read(tmp_path / "r.jsonl", {RELEASE["url"]: changed}))


def test_a_copy_with_another_word_is_refused() -> None:
    with pytest.raises(standoff.StandoffError, match="differs from the text near"):
        standoff.line_of(corpus.parse(MARKED.replace("met}", "saw}")), RELEASE)


def test_every_real_file_is_in_a_split_and_names_only_offsets() -> None:
    files = sorted(REAL.glob("*.jsonl"))
    assert sum(len(f.read_text(encoding="utf-8").splitlines()) for f in files) >= 200
    assert {split_of(f.stem) for f in files} == {"train", "dev", "test"}
    assert not DEV & TEST
