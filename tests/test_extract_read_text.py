"""Plain text into articles: heads, dates, digests, long articles. Each rule stands beside its control."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import DocumentError
from extract.read.base import Limits
from extract.read.split import parts
from extract.read.text import read_text
from extract.records import Article

BODY = (
    "The trade ministers of Chile and Peru met in Lima on Tuesday and agreed to open talks on a partnership for critical "
    "minerals. The two sides will hold a first round in Santiago in July."
)
MORE = "Minister Ana Prueba said that the partnership would cover copper and lithium."
TITLE = "Chile and Peru open talks on critical minerals"


def articles(text: str | bytes, limits: Limits | None = None) -> list[Article]:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return [
        found for found in read_text(io.BytesIO(data), "release.txt", limits or Limits()) if isinstance(found, Article)
    ]


def article(text: str | bytes) -> Article:
    found = articles(text)
    assert len(found) == 1
    return found[0]


# Headlines


def test_a_short_first_line_before_a_blank_line_is_the_title_and_not_in_the_text() -> None:
    found = article(f"{TITLE}\n\n{BODY}\n\n{MORE}\n")
    assert (found.title, found.text, found.doc, found.number) == (TITLE, f"{BODY}\n\n{MORE}", "release.txt", 0)


def test_a_short_first_line_right_above_a_long_paragraph_is_the_title() -> None:
    assert article(f"{TITLE}\n{BODY}").title == TITLE


@pytest.mark.parametrize(
    "first",
    [
        "The ministers of Chile and Peru met in Lima on Tuesday.",
        "LIMA, May 7 (Andina) - Chile and Peru will talk",
        "The minister made these points to the press:",
        "and so the talks went on",
        "1. Talks on minerals begin",
        "Chile spoke first. Peru followed later",
    ],
    ids=["full stop", "dateline", "colon", "lower case", "list item", "two sentences"],
)
def test_a_first_line_that_is_part_of_the_story_stays_in_the_text(first: str) -> None:
    found = article(f"{first}\n\n{BODY}")
    assert found.title == ""
    assert found.text == f"{first}\n\n{BODY}"


def test_a_pasted_paragraph_alone_has_no_title() -> None:
    assert article(BODY) == Article("release.txt", 0, "", BODY)


def test_a_headline_alone_is_text_so_that_nothing_is_lost() -> None:
    assert article(TITLE).text == TITLE


def test_a_title_that_comes_again_is_not_repeated_in_the_text() -> None:
    found = article(f"{TITLE} - Ministry of Trade\nPolicy and rules\n• News article\n• 7 May 2024\n\n{TITLE}\n\n{BODY}")
    assert (found.title, found.text, found.published) == (TITLE, BODY, "2024-05-07")


def test_a_category_above_the_title_is_dropped() -> None:
    found = article(f"Industry\n{TITLE}\n{BODY}")
    assert (found.title, found.text) == (TITLE, BODY)


def test_a_category_between_title_and_story_is_dropped_but_a_place_is_kept() -> None:
    assert article(f"{TITLE}\n\nFTA/Economic Cooperation\n{BODY}").text == BODY
    assert article(f"{TITLE}\n\nLima\n{BODY}").text == f"Lima\n\n{BODY}"


def test_an_author_line_under_the_title_is_dropped_but_a_sentence_beginning_with_by_is_kept() -> None:
    assert article(f"{TITLE}\n\nBy Ana Prueba, Staff Writer\n\n{BODY}").text == BODY
    sentence = "By signing the paper Chile ended the dispute."
    assert article(f"{TITLE}\n\n{sentence}\n\n{BODY}").text == f"{sentence}\n\n{BODY}"


def test_labelled_lines_above_a_story_give_its_fields() -> None:
    found = article(
        f"Title: {TITLE}\nDate: 5 March 2024\nSource: Ministry of Trade\nURL: https://trade.example/a\n\n{BODY}"
    )
    assert found == Article("release.txt", 0, TITLE, BODY, "2024-03-05", "https://trade.example/a")


# Dates (more in test_extract_read_published.py)


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\nPublished: 2024-03-05\n\n{BODY}",
        f"{TITLE}\nMarch 5, 2024\n\n{BODY}",
        f"[Ministry of Foreign Trade of Chile] [Tuesday, Mar 5, 2024]\n{TITLE}\n\n{BODY}",
        f"{TITLE}\n\n{BODY} date2024-03-05",
        f" date 2024-03-05 {BODY}",
        f"{TITLE}\n\n{BODY}\n\nSantiago, 5 March 2024",
        f"{TITLE}\n\nSANTIAGO, March 5, 2024 -- {BODY}",
        f'{TITLE}\n\nmedia/2024/03/05/photo_1.jpg" loading="lazy">\n\n{BODY}',
        f"{TITLE}\n\nURL: https://trade.example/2024/03/05/talks\n\n{BODY}",
    ],
    ids=["label", "line", "brackets", "glued", "glued first", "last line", "dateline", "image", "address"],
)
def test_the_publication_date_is_found_where_pages_put_it(text: str) -> None:
    assert article(text).published == "2024-03-05"
    assert "2024-03-05" not in article(text).text


def test_a_date_in_the_story_is_no_publication_date() -> None:
    assert article(f"{TITLE}\n\nOn March 5, 2024 the two sides met. {BODY}").published is None


def test_images_of_two_days_date_nothing() -> None:
    images = '<img src="a/2024/03/05/a.jpg">\n<img src="a/2023/01/01/b.jpg">'
    assert article(f"{TITLE}\n\n{images}\n\n{BODY}").published is None


# Digests


def release(number: int, *, date: str = "") -> str:
    return f"Industry\nMinister number {number} opens talks on steel\nMinister {number} met steel makers in Lima. {BODY}{date}"


@pytest.mark.parametrize("rule", ["-", "-----", "=====", "*****", "_____", "* * * * *", "—"])
def test_a_digest_is_split_at_its_rules(rule: str) -> None:
    found = articles("".join(f"{rule}\n{release(n, date=f' date2024-03-0{n}')}\n" for n in (1, 2, 3)))
    assert [(a.number, a.title, a.published) for a in found] == [
        (n - 1, f"Minister number {n} opens talks on steel", f"2024-03-0{n}") for n in (1, 2, 3)
    ]
    assert all("date2024" not in a.text and "Industry" not in a.text for a in found)


def test_a_digest_with_dates_in_its_heads_is_split() -> None:
    digest = "\n=====\n".join(f"Talks number {n} held on steel\nDate: {n} March 2024\n\n{BODY}" for n in (1, 2))
    assert [a.published for a in articles(digest)] == ["2024-03-01", "2024-03-02"]


def test_a_digest_without_rules_is_split_at_its_glued_dates() -> None:
    assert len(articles("\n".join(release(n, date=" date2024-03-05") for n in (1, 2, 3)))) == 3


def test_a_digest_of_labelled_titles_is_split() -> None:
    assert [
        a.title for a in articles(f"Title: First talks on steel\n\n{BODY}\n\nTitle: Second talks on steel\n\n{BODY}")
    ] == [
        "First talks on steel",
        "Second talks on steel",
    ]


def test_a_rule_inside_a_release_does_not_split_it() -> None:
    text = f"{TITLE}\n\n{BODY}\n\n* * *\n\nNotes to editors\n\n{MORE}\n\n-----\n\n{BODY.replace('Lima', 'Quito')}"
    assert article(text).title == TITLE
    assert MORE in article(text).text
    assert "Quito" in article(text).text


def test_a_section_of_a_digest_stays_with_its_release() -> None:
    text = f"-\n{release(1, date=' date2024-03-01')}\n-\n{release(2, date=' date2024-03-02')}\n-\nBackground\n\n{MORE}"
    found = articles(text)
    assert len(found) == 2
    assert MORE in found[1].text


def test_a_dated_digest_keeps_the_release_whose_date_is_missing() -> None:
    text = f"-\n{release(1, date=' date2024-03-01')}\n-\n{release(2)}\n-\n{release(3, date=' date2024-03-03')}"
    assert [a.published for a in articles(text)] == ["2024-03-01", None, "2024-03-03"]


# Long articles


def test_a_long_article_is_cut_between_paragraphs_and_its_parts_are_numbered() -> None:
    found = articles(f"{TITLE}\n\n" + f"{BODY}\n\n{MORE}\n\n" * 6, Limits(article=700))
    assert [a.title for a in found[:2]] == [TITLE, f"{TITLE} (part 2)"]
    assert [a.number for a in found] == list(range(len(found)))
    assert all(len(a.text) <= 700 and a.text.endswith(".") for a in found)
    assert "\n\n".join(a.text for a in found) == f"{BODY}\n\n{MORE}\n\n".strip() + f"\n\n{BODY}\n\n{MORE}" * 5


@given(st.text(alphabet="ab .\n", min_size=1, max_size=300), st.integers(1, 40))
def test_parts_lose_nothing_but_blanks(text: str, limit: int) -> None:
    cut = list(parts(Article("d", 0, "t", text), limit=limit))
    assert all(len(a.text) <= limit for a in cut)
    assert "".join("".join(a.text.split()) for a in cut) == "".join(text.split())


# Anything at all


FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda t: t.encode("utf-8", "surrogatepass"))))
def test_any_bytes_give_clean_articles_or_a_document_error(data: bytes) -> None:
    try:
        found = articles(data)
    except DocumentError:
        return
    for one in found:
        assert any(character.isalnum() for character in one.text)
        assert not FORBIDDEN.search(one.text + one.title)
        assert "\n" not in one.title
        assert one.text.encode("utf-8").decode("utf-8") == one.text


LINES = st.sampled_from(
    ["-", "=====", "", TITLE, BODY, MORE, "Share this", "date2024-03-05", "Published: 2024-03-05", "<b>x</b>"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=15))
def test_no_sentence_of_a_story_is_ever_lost(lines: list[str]) -> None:
    told = "\n".join(lines)
    try:
        found = " ".join(a.text for a in articles(told))
    except DocumentError:
        found = ""
    assert (BODY in found) == (BODY in lines)
    assert (MORE in found) == (MORE in lines)
