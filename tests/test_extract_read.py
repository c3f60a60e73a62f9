"""`read`: files, folders, standard input; a bad file is named with its cure and never stops the rest."""

from __future__ import annotations

import gzip
import io
import json
import random
import time
from pathlib import Path

import pytest

from extract.errors import DocumentError
from extract.read import READERS, Limits, Skipped, read
from extract.records import Article

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
BODY = (
    "The trade ministers of Chile and Peru met in Lima on Tuesday and agreed to open talks on a partnership for critical "
    "minerals. The two sides will hold a first round in Santiago in July."
)
STORY = f"Chile and Peru open talks\n\n{BODY}\n"


def read_all(*paths: Path | str, **options: object) -> tuple[list[Article], list[Skipped]]:
    skipped: list[Skipped] = []
    return list(read(paths, report=skipped.append, **options)), skipped  # type: ignore[arg-type]


def written(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# Real files


@pytest.fixture
def seeds() -> Path:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the documents beside the project (../shared/seeds) are not here")
    return SHARED / "seeds"


def test_the_digest_among_the_seeds_gives_ten_dated_releases(seeds: Path) -> None:
    source = next(seeds.glob("000_*.txt"))
    found, skipped = read_all(source)
    lines = source.read_text(encoding="utf-8").split("\n")
    titles = [lines[index + 2] for index, line in enumerate(lines) if line == "-"]
    dates = [line[-10:] for line in lines if line[-14:-10] == "date"]
    assert skipped == []
    assert len(found) == 10
    assert [a.title for a in found] == titles
    assert [a.published for a in found] == dates
    assert [a.number for a in found] == list(range(10))
    assert [a.text for a in found] == [
        line[: line.rindex("date")].rstrip() for line in lines if line[-14:-10] == "date"
    ]


def test_the_news_page_among_the_seeds_gives_one_article_without_leftovers(seeds: Path) -> None:
    source = next(seeds.glob("004_*.txt"))
    (found,), skipped = read_all(source)
    paragraphs = [line for line in source.read_text(encoding="utf-8").split("\n") if line.strip()]
    assert skipped == []
    assert (found.title, found.published) == (paragraphs[0], "2022-11-25")
    assert found.text == "\n\n".join(paragraphs[2:9])
    assert not any(word in found.text for word in ("loading=", "webp", "Reply", "Akismet", "email"))


def test_the_tables_beside_the_project_are_read_to_the_letter() -> None:
    folder = SHARED / "gold" / "input"
    if not folder.is_dir():
        pytest.skip("the annotated documents beside the project (../shared/gold/input) are not here")
    found, skipped = read_all(folder)
    records = {
        (path.name, number): json.loads(line)
        for path in sorted(folder.iterdir())
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines())
    }
    assert skipped == []
    assert {(a.doc, a.number): (a.text, a.published) for a in found} == {
        key: (record["text"], record["published"]) for key, record in records.items()
    }


# Folders, files, standard input


def test_a_folder_is_read_in_the_order_of_names_with_its_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "c.jsonl"):
        written(tmp_path / name, json.dumps({"text": BODY}) if name.endswith("l") else STORY)
    found, skipped = read_all(tmp_path)
    assert [a.doc for a in found] == ["a.txt", "b.txt", "c.jsonl", "z.txt"]
    assert skipped == []


def test_files_beside_the_documents_are_silent_and_unknown_ones_are_named(tmp_path: Path) -> None:
    for name in ("README.md", "LICENSE", "SOURCES.md", ".hidden.txt", ".git/x.txt"):
        written(tmp_path / name, STORY)
    for name in ("notes", "song.mp3", "paper.pdf", "all.zip", "story.txt"):
        written(tmp_path / name, STORY)
    found, skipped = read_all(tmp_path)
    assert [a.doc for a in found] == ["story.txt"]
    assert [Path(s.source).name for s in skipped] == ["all.zip", "notes", "paper.pdf", "song.mp3"]
    assert ["unpack" in skipped[0].cure, "export" in skipped[2].cure] == [True, True]


def test_a_companion_file_is_read_if_it_is_named_itself(tmp_path: Path) -> None:
    assert len(read_all(written(tmp_path / "README.md", STORY))[0]) == 1


@pytest.mark.parametrize("name", ["story.txt", "STORY.TXT", "story.txt.gz", "story.dat", "story"])
def test_a_named_file_is_read_after_its_suffix_or_its_look(tmp_path: Path, name: str) -> None:
    data = gzip.compress(STORY.encode()) if name.endswith("gz") else STORY
    (found,), skipped = read_all(written(tmp_path / name, data))
    assert (found.doc, found.title, found.text, skipped) == (name, "Chile and Peru open talks", BODY, [])


@pytest.mark.parametrize(
    "data",
    [
        STORY,
        json.dumps({"text": BODY, "title": "Chile and Peru open talks"}),
        json.dumps([{"text": BODY, "title": "Chile and Peru open talks"}]),
        f"<!DOCTYPE html><html><head><title>Chile and Peru open talks</title></head><body><article><p>{BODY}</p></article></body></html>",
        f"<?xml version='1.0'?><rss version='2.0'><channel><item><title>Chile and Peru open talks</title>"
        f"<description>{BODY}</description></item></channel></rss>",
    ],
    ids=["text", "json lines", "json", "html", "feed"],
)
@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_is_read_after_its_look(data: str, packed: bool) -> None:
    raw = gzip.compress(data.encode()) if packed else data.encode()
    (found,), skipped = read_all("-", stdin=io.BytesIO(raw))
    assert (found.doc, found.title, found.text, skipped) == ("stdin", "Chile and Peru open talks", BODY, [])


def test_the_same_files_give_the_same_articles_twice(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        written(tmp_path / name, STORY)
    assert read_all(tmp_path) == read_all(tmp_path)
    assert len({a.id for a in read_all(tmp_path)[0]}) == 1


# Bad input


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "nul.txt": b"\0" * 1000,
    "binary.txt": random.Random(1).randbytes(5000),
    "renamed.txt": b"%PDF-1.7 and so on",
    "word.txt": b"PK\x03\x04 and so on",
    "paper.pdf": b"%PDF-1.7",
    "paper.docx": b"PK\x03\x04",
    "rows.parquet": b"PAR1",
    "buttons.txt": b"Share this\n\nADVERTISEMENT\n",
    "page.html": b"<html><body></body></html>",
    "feed.xml": b"<root/>",
    "rows.csv": b"a,b\n1,2\n",
    "rows.jsonl": b"",
    "list.json": b"{",
    "cut.txt.gz": gzip.compress(random.Random(2).randbytes(5000))[:-100],
    "no.txt.gz": b"\x1f\x8bnonsense",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_reason_and_cure_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    bad = written(tmp_path / name, BAD[name])
    found, skipped = read_all(bad, written(tmp_path / "z.txt", STORY))
    assert [a.doc for a in found] == ["z.txt"]
    assert [s.source for s in skipped] == [str(bad)]
    assert skipped[0].reason
    assert skipped[0].cure
    assert name not in skipped[0].reason


def test_strict_raises_at_the_first_bad_file_and_at_a_bad_line(tmp_path: Path) -> None:
    good = written(tmp_path / "a.txt", STORY)
    reading = read([good, written(tmp_path / "b.txt", b""), good], strict=True)
    assert next(reading).doc == "a.txt"
    with pytest.raises(DocumentError, match=r"b\.txt: it is empty; check"):
        next(reading)
    with pytest.raises(DocumentError, match="line 2"):
        list(read([written(tmp_path / "c.jsonl", json.dumps({"text": BODY}) + "\nbroken")], strict=True))


def test_a_missing_file_an_empty_folder_and_a_broken_link_are_reported(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found, skipped = read_all(tmp_path / "missing.txt", tmp_path / "empty", tmp_path / "links")
    assert found == []
    assert [s.reason for s in skipped] == [
        "there is no such file",
        "there is no document in the folder",
        "it is no regular file",
    ]


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", STORY)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [a.doc for a in read_all(tmp_path)[0]] == ["a.txt"]


def test_names_with_control_characters_are_made_printable(tmp_path: Path) -> None:
    (found,), _ = read_all(written(tmp_path / "a\x1b[2J\n\u202eb.txt", STORY))
    assert found.doc.isprintable()
    assert found.doc.endswith("b.txt")
    _, (skipped,) = read_all(tmp_path / "gone\x07.txt")
    assert skipped.source.isprintable()


def test_an_undecodable_name_is_read_and_can_be_written_as_utf8(tmp_path: Path) -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    try:
        path = written(tmp_path / name, STORY)
    except OSError:
        pytest.skip("this file system takes only valid names")
    (found,), _ = read_all(path)
    assert found.doc.encode("utf-8").startswith(b"caf")


def test_a_file_at_the_limit_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", STORY)
    size = path.stat().st_size
    assert len(read_all(path, limits=Limits(document=size))[0]) == 1
    _, (skipped,) = read_all(path, limits=Limits(document=size - 1))
    assert "more than" in skipped.reason
    assert "split" in skipped.cure


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.csv.gz", "bomb.html.gz"])
def test_a_compressed_bomb_is_refused_and_never_expanded(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, gzip.compress(b"\n" * 50_000_000))
    started = time.monotonic()
    found, (skipped,) = read_all(path)
    assert found == []
    assert "expands to more than 200 times" in skipped.reason
    assert time.monotonic() - started < 20


SENTENCE = "Korea and the United Kingdom agreed on Monday in Seoul to open talks on trade. "
HOSTILE = {
    "nested.html": "<html><body>" + "<div>" * 100_000 + SENTENCE,
    "anchors.html": "<a " * 1_000_000,
    "cells.html": "<table>" + "<tr><td>x</td></tr>" * 100_000,
    "quotes.html": "<p a='" * 200_000,
    "brackets.txt": "<" * 1_000_000,
    "scripts.txt": "<script>" * 100_000,
    "comments.txt": "<!--" * 200_000,
    "attributes.txt": ("x" * 900 + '="' + "y" * 900 + "\n") * 1000,
    "rules.txt": "-\n" * 100_000,
    "dashes.txt": "- " * 500_000,
    "run.txt": SENTENCE + "=(_" * 500_000 + SENTENCE,
    "word.txt": "a" * 2_000_000,
    "mails.txt": "a@" * 500_000,
    "figures.txt": "1" * 1_000_000,
    "menu.txt": "Home > " * 200_000,
    "deep.jsonl": '{"text":' + "[" * 200_000,
    "quote.csv": 'text,title\n"' + SENTENCE * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_done_with_in_seconds(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, HOSTILE[name])
    started = time.monotonic()
    found, skipped = read_all(path)
    assert bool(found) != bool(skipped)
    assert time.monotonic() - started < 30
    assert all(len(a.text) <= 1_000_000 for a in found)


def test_every_reader_has_a_suffix_in_lower_case() -> None:
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in READERS)
