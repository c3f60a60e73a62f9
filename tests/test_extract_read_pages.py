"""Web pages and feeds: the story without the page around it, no date that is not written, nothing fetched or run."""

from __future__ import annotations

import io
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import DocumentError
from extract.read.base import Limits, Reader, Skipped
from extract.read.feed import read_feed
from extract.read.html import read_html
from extract.read.markup import text_of
from extract.records import Article

ONE = (
    "The trade ministers of Chile and Peru met in Lima on Tuesday and agreed to open talks on a partnership for critical "
    "minerals. The two sides will hold a first round in Santiago in July."
)
TWO = "Minister Ana Prueba said that the partnership would cover copper, lithium and the training of young engineers."
HEADLINE = "Chile and Peru open talks on critical minerals"


def page(head: str = "", body: str = "", title: str = f"{HEADLINE} | Ministry of Trade") -> bytes:
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}
<script>window.dataLayer = []; secretCode()</script><style>.red {{ color: red }}</style></head><body>
<nav><a href="/">Home</a> <a href="/n">News</a></nav>
<main><article><h1>{HEADLINE}</h1>{body}<p>{ONE}</p><p>{TWO}</p><p>Share this article</p></article></main>
<footer>© 2031 Ministry of Trade. All rights reserved.</footer><script>moreCode()</script></body></html>""".encode()


def all_of(reader: Reader, data: bytes, limits: Limits | None = None) -> list[Article | Skipped]:
    return list(reader(io.BytesIO(data), "d", limits or Limits()))


def read_page(data: bytes) -> Article:
    (found,) = all_of(read_html, data)
    assert isinstance(found, Article)
    return found


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reader reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


# Pages


def test_a_page_gives_its_story_title_date_and_address() -> None:
    head = (
        '<link rel="canonical" href="https://trade.example/news/talks">'
        '<meta property="article:published_time" content="2024-05-07T22:15:00-04:00">'
    )
    assert read_page(page(head)) == Article(
        "d", 0, HEADLINE, f"{ONE}\n\n{TWO}", "2024-05-07", "https://trade.example/news/talks"
    )


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="date" content="2024-05-07">', ""),
        ('<script type="application/ld+json">{"datePublished": "2024-05-07T10:00:00Z"}</script>', ""),
        ("", '<time datetime="2024-05-07">last week</time>'),
        ("", "<p>7 May 2024</p>"),
        ('<link rel="canonical" href="https://trade.example/2024/05/07/talks">', ""),
    ],
    ids=["meta", "json-ld", "time", "line", "address"],
)
def test_the_date_is_taken_from_where_pages_state_it(head: str, body: str) -> None:
    assert read_page(page(head, body)).published == "2024-05-07"


@pytest.mark.parametrize("body", ["", "<p>Posted 2 hours ago</p>", "<p>May 7</p>", "<time>today</time>"])
def test_a_page_without_a_full_date_has_none_and_never_todays(body: str) -> None:
    assert read_page(page(body=body)).published is None


def test_a_date_far_in_the_future_is_read_like_any_other() -> None:
    assert read_page(page('<meta name="date" content="2071-05-07">')).published == "2071-05-07"


def test_scripts_styles_menus_and_footers_are_not_in_the_text() -> None:
    text = read_page(page()).text
    assert text == f"{ONE}\n\n{TWO}"


def test_a_declared_encoding_is_honoured() -> None:
    data = page(title="T").replace(b"utf-8", b"iso-8859-2").replace(b"Ana Prueba", "Łucja Próba".encode("iso-8859-2"))
    assert "Łucja Próba" in read_page(data).text


@pytest.mark.parametrize(
    "data",
    [b"<html></html>", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", b"", b"%PDF-1.4 <html>"],
)
def test_a_page_without_a_story_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        all_of(read_html, data)
    assert caught.value.cure


def test_a_page_beyond_its_limits_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(DocumentError, match="tags"):
        all_of(read_html, page(), Limits(tags=5))
    with pytest.raises(DocumentError, match="more than"):
        all_of(read_html, page(), Limits(page=100))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<a ", "<script>", "</div>", "&#0;", "\x00", ONE, "<table><tr>", '="', "<!--"]),
        max_size=25,
    )
)
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    try:
        found = read_page("".join(["<html><body>", *pieces]).encode())
    except DocumentError:
        return
    assert "\x00" not in found.text
    assert found.text.strip()


# Feeds

RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Ministry</title>
<item><title>First talks</title><link>https://trade.example/1</link><pubDate>Tue, 05 Mar 2024 23:30:00 -0500</pubDate>
<description>&lt;p&gt;{ONE}&lt;/p&gt;&lt;script&gt;bad()&lt;/script&gt;&lt;p&gt;{TWO}&lt;/p&gt;</description></item>
<item><title>Only a title</title><link>https://trade.example/2</link></item>
<item><title>Second &amp;lt;talks&amp;gt;</title><link>javascript:alert(1)</link><description>{TWO}</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry</title><entry><title>Atom talks</title>
<link href="https://trade.example/3"/><published>2024-03-05T10:00:00Z</published><updated>2024-03-09T10:00:00Z</updated>
<summary>Short.</summary><content type="html">&lt;p&gt;{ONE}&lt;/p&gt;</content></entry></feed>"""


def test_a_feed_gives_one_article_per_entry_and_names_the_empty_one() -> None:
    first, empty, second = all_of(read_feed, RSS.encode())
    assert first == Article("d", 0, "First talks", f"{ONE}\n\n{TWO}", "2024-03-05", "https://trade.example/1")
    assert isinstance(empty, Skipped)
    assert empty.source == "d, entry 2"
    assert second == Article("d", 1, "Second <talks>", TWO)


def test_an_atom_feed_gives_its_full_content_and_the_date_of_publication() -> None:
    assert all_of(read_feed, ATOM.encode()) == [
        Article("d", 0, "Atom talks", ONE, "2024-03-05", "https://trade.example/3")
    ]


@pytest.mark.parametrize("data", [b"<root><a>no feed</a></root>", b"", b"/etc/hostname", b"https://trade.example/feed"])
def test_what_is_no_feed_is_refused_and_never_opened_as_a_path_or_address(data: bytes) -> None:
    with pytest.raises(DocumentError):
        all_of(read_feed, data)


def test_a_feed_reads_no_local_file_and_blows_up_nothing() -> None:
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    kinds = f"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY l0 'lol'>{laughs}]>"
    data = RSS.replace("<rss", f"{kinds}<rss").replace("First talks", "First &x; &l9; talks")
    found = [item for item in all_of(read_feed, data.encode()) if isinstance(item, Article)]
    assert found
    assert all("root:" not in a.title + a.text and len(a.title + a.text) < 2000 for a in found)


def test_blocks_of_markup_become_lines_and_plain_text_stays_itself() -> None:
    assert text_of("<p>One <b>two</b></p><ul><li>a<li>b</ul>").split() == ["One", "two", "a", "b"]
    assert [line for line in text_of("a<br>b c").split("\n") if line] == ["a", "b c"]
    assert text_of("3 > 2, he said") == "3 > 2, he said"
    assert "bad" not in text_of("<script>bad()</script>good")
