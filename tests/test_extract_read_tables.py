"""Tables of articles: JSON lines, JSON, CSV. The text in a record is kept as it is; one bad record does not spoil the rest."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import DocumentError
from extract.read.base import Limits, Reader, Skipped
from extract.read.table import read_csv, read_json, read_jsonl
from extract.records import Article

TEXT = "Home > News\nChile and Peru met in Lima.\n\nShare this"


def rows(reader: Reader, data: str | bytes, limits: Limits | None = None) -> list[Article | Skipped]:
    return list(reader(io.BytesIO(data.encode() if isinstance(data, str) else data), "t", limits or Limits()))


def lines(*records: Any) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_a_line_becomes_an_article_with_its_text_untouched() -> None:
    record = {"text": TEXT, "title": "Talks", "published": "2024-03-05", "url": "https://trade.example/a"}
    assert rows(read_jsonl, lines(record)) == [Article("t", 0, "Talks", TEXT, "2024-03-05", "https://trade.example/a")]


def test_without_a_title_the_title_is_empty_and_the_text_whole() -> None:
    assert rows(read_jsonl, lines({"text": TEXT, "published": None})) == [Article("t", 0, "", TEXT)]


def test_only_line_ends_controls_and_long_runs_are_changed() -> None:
    text = " a\r\nb\x00c" + "=" * 100 + "\n"
    assert rows(read_jsonl, lines({"text": text})) == [Article("t", 0, "", " a\nbc" + "=" * 64 + "\n")]


@pytest.mark.parametrize(
    ("given_date", "published"),
    [
        ("2024", "2024"),
        (2024, "2024"),
        ("2024-03", "2024-03"),
        ("March 5, 2024", "2024-03-05"),
        ("03/04/2024", None),
        ([], None),
    ],
)
def test_dates_may_be_partial_and_are_never_guessed(given_date: Any, published: str | None) -> None:
    assert rows(read_jsonl, lines({"text": TEXT, "published": given_date})) == [Article("t", 0, "", TEXT, published)]


def test_number_is_the_line_and_a_bad_line_is_named_by_it() -> None:
    data = (
        lines({"text": "First talks."})
        + "\n{broken\n"
        + lines({"title": "no text"}, "a string", {"text": "Last talks."})
    )
    found = rows(read_jsonl, data)
    assert [a.number for a in found if isinstance(a, Article)] == [0, 5]
    assert [s.source for s in found if isinstance(s, Skipped)] == ["t, line 3", "t, line 4", "t, line 5"]
    assert all(s.reason and s.cure for s in found if isinstance(s, Skipped))


def test_an_extraction_written_by_the_project_can_be_read_again() -> None:
    record = {"doc": "a.txt", "article": 3, "id": "x", "title": "T", "text": TEXT, "language": "fr", "entities": []}
    assert rows(read_jsonl, lines(record)) == [Article("t", 0, "T", TEXT, language="fr")]


def test_markup_in_a_title_is_text_and_an_address_that_would_run_is_none() -> None:
    found = rows(read_jsonl, lines({"text": TEXT, "title": "<script>x</script>\n", "url": "javascript:alert(1)"}))
    assert found == [Article("t", 0, "<script>x</script>", TEXT)]


@pytest.mark.parametrize("data", ["", "\n \n", "no json\n" * 30, "[1]\n" * 30, "%PDF-1.7\n"])
def test_a_file_that_is_no_table_at_all_is_refused_as_a_whole(data: str) -> None:
    with pytest.raises(DocumentError):
        rows(read_jsonl, data)


@pytest.mark.parametrize("bad", ['{"text":' + "[" * 100_000, '{"text": "' + "1" * 50, '{"n": ' + "9" * 10_000 + "}"])
def test_hostile_lines_are_passed_over(bad: str) -> None:
    found = rows(read_jsonl, bad + "\n" + lines({"text": TEXT}))
    assert [type(item) for item in found] == [Skipped, Article]


def test_a_line_beyond_the_limit_is_refused_and_one_below_is_read() -> None:
    assert len(rows(read_jsonl, lines({"text": "a" * 50}), Limits(record=100))) == 1
    with pytest.raises(DocumentError, match="longer"):
        rows(read_jsonl, lines({"text": "a" * 500}), Limits(record=100))


def test_utf16_json_lines_are_read() -> None:
    assert rows(read_jsonl, lines({"text": TEXT}).encode("utf-16")) == [Article("t", 0, "", TEXT)]


def test_json_may_be_a_list_one_record_or_lines_after_all() -> None:
    record = {"text": TEXT}
    assert rows(read_json, json.dumps([record, record])) == [Article("t", 0, "", TEXT), Article("t", 1, "", TEXT)]
    assert rows(read_json, json.dumps(record, indent=1)) == [Article("t", 0, "", TEXT)]
    assert rows(read_json, lines(record, record)) == [Article("t", 0, "", TEXT), Article("t", 1, "", TEXT)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("start", ["", "\ufeff", "sep=X\r\n"])
def test_csv_in_every_dialect_with_or_without_a_mark(delimiter: str, start: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Title", " TEXT ", "published", "URL", "other"])
    writer.writerow(["Talks; first, | round", TEXT, "2024-03", "https://trade.example/a", "x"])
    data = start.replace("X", delimiter) + out.getvalue()
    assert rows(read_csv, data) == [
        Article("t", 0, "Talks; first, | round", TEXT, "2024-03", "https://trade.example/a")
    ]


def test_csv_cells_larger_than_pythons_own_limit_are_read() -> None:
    assert [len(a.text) for a in rows(read_csv, "text\n" + "a" * 200_000) if isinstance(a, Article)] == [200_000]


def test_csv_rows_without_text_are_named_and_blank_ones_passed_over() -> None:
    found = rows(read_csv, "title,text\nA,Talks held.\n\nB,\n,\nC,Talks again.\n")
    assert [a.number for a in found if isinstance(a, Article)] == [0, 4]
    assert [s.source for s in found if isinstance(s, Skipped)] == ["t, record 3"]


def test_csv_without_a_column_of_text_is_refused_with_the_cure() -> None:
    with pytest.raises(DocumentError, match="name the columns text"):
        rows(read_csv, "name,body\na,b\n")


def test_a_long_record_is_cut_into_parts_that_share_its_number() -> None:
    found = [
        a
        for a in rows(read_jsonl, lines({"text": "Talks held.\n\n" * 20}), Limits(article=100))
        if isinstance(a, Article)
    ]
    assert len(found) > 1
    assert {a.number for a in found} == {0}
    assert len({a.id for a in found}) == len(found)


CLEAN = st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), min_size=1, max_size=60).map(
    lambda t: "a " + t
)


@given(st.lists(st.tuples(CLEAN, CLEAN), min_size=1, max_size=5))
def test_what_is_written_as_json_lines_or_csv_is_read_back(records: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["title", "text"])
    writer.writerows(records)
    wanted = [(" ".join(title.split()), text) for title, text in records]
    for found in (
        rows(read_jsonl, lines(*({"title": title, "text": text} for title, text in records))),
        rows(read_csv, out.getvalue()),
    ):
        assert [(a.title, a.text) for a in found if isinstance(a, Article)] == wanted


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([read_jsonl, read_json, read_csv]),
    st.sampled_from([b"", b"text,title\n", b'{"text": ']),
)
def test_any_bytes_are_read_skipped_or_refused(data: bytes, reader: Reader, start: bytes) -> None:
    try:
        found = rows(reader, start + data)
    except DocumentError:
        return
    assert all(isinstance(item, (Article, Skipped)) for item in found)
