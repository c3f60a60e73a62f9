"""The shipped pipeline as a whole: exact quotes, the same bytes on every run, and no text that it cannot bear."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from docs import Annotate
from extract.annotate import annotate as annotate_all
from extract.pipeline import ORDER, load
from extract.records import Article, Event, Extraction, State, check, read_lines, write_lines

RELEASES = Path(__file__).parents[2] / "shared" / "data" / "us_gov_releases.jsonl.gz"
STORY = (
    "HANOI, March 10 - Trade Minister Ana Quispe of Peru met Lars Bergdal, Norway's industry minister, in Hanoi on Monday.\n\n"
    "The two sides signed a memorandum of understanding on fisheries (MOU). Bergdal will visit Peru in May.\n"
    "“Peru welcomes Norway’s support,” said Quispe, who chairs the Pacific Ports Council (PPC).\n\n"
    "The PPC is a member of the World Trade Organization. Peru's Ministry of Trade, Industry and Fisheries imposed tariffs on Chilean steel."
)
SHORT = [
    "Peru and Chile signed a treaty.",
    "Kenya and Ghana held talks.",
    "Nothing happened.",
    STORY,
    "Ghana bought rice from Thailand.",
]


def articles(*texts: str) -> list[Article]:
    """One article per text, published on 12 March 2031."""
    return [
        Article(doc="a.txt", number=n, title="A story", text=t, published="2031-03-12") for n, t in enumerate(texts)
    ]


def lines(*texts: str) -> str:
    """The JSON lines of the texts."""
    return "".join(write_lines(annotate_all(articles(*texts))))


def said(extraction: Extraction) -> tuple[object, ...]:
    """What was found, without the article it was found in."""
    return extraction.entities, extraction.events, extraction.states


def test_the_components_stand_in_their_order(nlp: Language) -> None:
    ours = [name for name in nlp.pipe_names if name.startswith("entente_")]
    assert ours == [name for name in ORDER if name in ours]
    assert "ner" not in nlp.pipe_names


def test_only_the_fast_pipeline_brings_spacys_network_for_names() -> None:
    names = load(fast=True).pipe_names
    assert names.index("ner") < names.index("entente_names")


def test_a_story_gives_entities_events_and_states(annotate: Annotate) -> None:
    [story] = annotate(STORY)
    assert {"Ana Quispe", "Lars Bergdal", "Peru", "Norway"} <= {e.name for e in story.entities}
    assert {"meet", "sign", "visit", "restrict"} <= {e.type for e in story.events}
    assert {"post", "based_in"} <= {s.type for s in story.states}


def test_every_mention_and_quote_is_the_text_where_it_stands(annotate: Annotate) -> None:
    [story] = annotate(STORY)
    text = story.article.text
    for entity in story.entities:
        forms = {entity.name, *entity.aliases}
        assert entity.mentions
        assert {text[m.start : m.end] for m in entity.mentions} <= forms
    quotes: list[Event | State] = [*story.events, *story.states]
    for quoted in quotes:
        assert quoted.evidence
        assert text[quoted.span.start : quoted.span.end] == quoted.evidence == quoted.evidence.strip()


def test_ids_are_counted_in_the_order_of_the_text(annotate: Annotate) -> None:
    [story] = annotate(STORY)
    assert [e.id for e in story.entities] == [f"e{n}" for n in range(1, len(story.entities) + 1)]
    firsts = [min(m.start for m in e.mentions) for e in story.entities]
    assert firsts == sorted(firsts)


def test_the_same_text_gives_the_same_bytes_twice() -> None:
    assert lines(*SHORT) == lines(*SHORT)


def test_another_process_with_another_hash_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "texts.json"
    source.write_text(json.dumps(SHORT), encoding="utf-8")
    program = (
        "import json, sys; from extract.annotate import annotate; from extract.records import Article, write_lines; "
        "texts = json.loads(open(sys.argv[1], encoding='utf-8').read()); "
        "made = [Article(doc='a.txt', number=n, title='A story', text=t, published='2031-03-12') for n, t in enumerate(texts)]; "
        "sys.stdout.buffer.write(''.join(write_lines(annotate(made))).encode())"
    )
    command = [sys.executable, "-c", program, str(source)]
    here = Path(__file__).parents[1]
    done = subprocess.run(
        command, capture_output=True, check=True, cwd=here, env={**os.environ, "PYTHONHASHSEED": "4711"}, timeout=120
    )
    assert done.stdout.decode() == lines(*SHORT)


def test_the_neighbours_in_a_batch_change_nothing(annotate: Annotate) -> None:
    forward = annotate(*SHORT)
    backward = annotate(*reversed(SHORT))[::-1]
    alone = [annotate(text)[0] for text in SHORT]
    assert [said(x) for x in forward] == [said(x) for x in backward] == [said(x) for x in alone]


def test_more_articles_than_a_batch_come_back_in_order() -> None:
    many = [f"Peru met Chile {n} times." for n in range(70)]
    assert [x.article.text for x in annotate_all(articles(*many))] == many


def test_articles_are_read_lazily() -> None:
    taken: list[int] = []

    def endless() -> object:
        for n in range(10_000):
            taken.append(n)
            yield Article(doc="a.txt", number=n, title="", text="Peru met Chile.")

    assert next(annotate_all(endless())).article.number == 0  # type: ignore[arg-type]
    assert len(taken) < 200


def test_no_articles_give_no_extractions() -> None:
    assert list(annotate_all([])) == []


HOSTILE = {
    "empty": "",
    "spaces": "   \n\n\t \r\n ",
    "a space": " ",
    "punctuation": "?!.,;:—“”’()[]{}*&^%$#@~`|\\/<>+=_-" * 3,
    "a run of marks": "." * 64 + "!" * 64 + "-" * 64 + "(" * 64,
    "open brackets": "Peru (" * 64,
    "one endless word": "x" * 200_000,
    "endless capitals": "PERU" * 5_000,
    "right to left": "وقعت بيرو وتشيلي اتفاقية. \u202ePeru met Chile\u202c. שלום Peru",
    "emoji": "🇵🇪 Peru 🤝 Chile 🇨🇱 signed a treaty 👩🏽‍💼.",
    "zero width": "Pe\u200bru and Chi\u200dle si\ufeffgned a\u00adtreaty.",
    "combining marks": "Peru met Chile" + "\u0301" * 300,
    "markup": "<script>alert(1)</script><b>Peru</b> met <i>Chile</i> &amp; signed a treaty.",
    "control characters": "Peru\x00 met\x07 Chile\x1b[31m.\x7f",
    "line separators": "Peru\u2028met\u2029Chile\x0b.\x0c\r",
    "digits": "1234567890 " * 200,
    "no names": "the and of to in " * 100,
    "quotes in quotes": '"\'“‘«Peru»’”\'" met "“Chile”".',
    "full width": "Ｐｅｒｕ　ｍｅｔ　Ｃｈｉｌｅ．",
    "private use": "Peru \ue000\uf8ff met \U0010ffff Chile.",
    "titles alone": "Minister Minister Minister President of the Minister.",
    "many names": "Peru, Chile, Ghana, Kenya, Togo and Oman met. " * 60,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_breaks_the_pipeline(name: str, annotate: Annotate) -> None:
    [extraction] = annotate(HOSTILE[name])
    check(extraction)
    assert extraction.article.text == HOSTILE[name]
    assert list(read_lines(write_lines([extraction]))) == [extraction]


@pytest.mark.parametrize("name", ["empty", "spaces", "punctuation", "digits", "no names", "one endless word"])
def test_a_text_without_names_says_nothing(name: str, annotate: Annotate) -> None:
    [extraction] = annotate(HOSTILE[name])
    assert (extraction.events, extraction.states) == ((), ())


def test_a_lone_surrogate_does_not_take_the_batch_down(annotate: Annotate) -> None:
    odd, sound = annotate("Peru met \ud800 Chile.", "Peru met Chile.")
    assert {e.name for e in odd.entities} == {"Peru", "Chile"}
    assert [e.type for e in sound.events] == ["meet"]


def test_a_text_beyond_spacys_limit_does_not_take_the_batch_down(annotate: Annotate) -> None:
    _, sound = annotate("x" * 1_000_001, "Peru met Chile.")
    assert [e.type for e in sound.events] == ["meet"]


def test_hostile_neighbours_do_not_hurt_a_sound_article(annotate: Annotate) -> None:
    [alone] = annotate(STORY)
    between = annotate(HOSTILE["markup"], STORY, HOSTILE["control characters"])[1]
    assert said(between) == said(alone)


@pytest.mark.parametrize("published", [None, "2031", "2031-03", "2031-03-12", "yesterday", "", "2031-13-45"])
def test_no_date_of_publication_breaks_the_pipeline(published: str | None, annotate: Annotate) -> None:
    [extraction] = annotate("Peru and Chile signed a treaty on Monday.", published=published)
    assert [e.type for e in extraction.events] == ["sign"]


pieces = st.sampled_from(
    [
        "Peru",
        "Chile",
        " and ",
        "signed",
        "met",
        " ",
        "\n\n",
        ".",
        "(",
        ")",
        "’s",
        "Minister ",
        "Ann Lee",
        "the two sides",
        "\u200b",
        "🤝",
    ]
)


@given(st.lists(st.one_of(pieces, st.text(max_size=4)), max_size=25).map("".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_arbitrary_text_keeps_the_contract(text: str) -> None:
    [extraction] = annotate_all([Article(doc="a.txt", number=0, title="", text=text, published="2031-03-12")])
    check(extraction)
    for entity in extraction.entities:
        assert all(0 <= m.start < m.end <= len(text) for m in entity.mentions)


@pytest.mark.skipif(not RELEASES.is_file(), reason="the sample of releases lies beside the project and is not here")
def test_every_quote_of_thirty_releases_is_exact() -> None:
    with gzip.open(RELEASES, "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in islice(stream, 30)]
    made = [
        Article(doc="r.jsonl", number=n, title=r.get("title") or "", text=(r.get("text") or r.get("body") or "")[:6000])
        for n, r in enumerate(rows)
    ]
    assert any(a.text for a in made)
    found = list(annotate_all(made))
    assert sum(len(x.events) for x in found) > 5
    for extraction in found:
        check(extraction)
        quotes: list[Event | State] = [*extraction.events, *extraction.states]
        for quoted in quotes:
            assert extraction.article.text[quoted.span.start : quoted.span.end] == quoted.evidence
            assert 0 <= quoted.span.start < quoted.span.end
        for entity in extraction.entities:
            assert all(0 <= m.start < m.end <= len(extraction.article.text) for m in entity.mentions)
    assert list(read_lines(write_lines(found))) == found


def test_a_name_of_signs_alone_is_no_short_form(annotate: Annotate) -> None:
    [extraction] = annotate("met🤝’s’s.PeruPeru", published="2031-03-12")
    assert extraction.article.text == "met🤝’s’s.PeruPeru"
