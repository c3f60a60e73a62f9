"""Lines and characters of plain text: boilerplate, markup, paragraphs, encodings. Each rule stands beside its control."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import DocumentError, LexiconError
from extract.read.base import Limits
from extract.read.boilerplate import is_boilerplate, is_menu, without_markup
from extract.read.language import language
from extract.read.paragraphs import unwrap
from extract.read.text import read_text
from extract.read.tidy import address, characters
from extract.read.words import parse_words
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


# Boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "Share this:",
        "READ MORE: Minister confident of ties",
        "READ ALSO: Probe into barley opened",
        "Skip to content | Text size A A A",
        "Home > National > Diplomacy",
        "Home / India News / Goyal on talks",
        "About us | Newsroom | Contact",
        "Facebook Twitter LinkedIn Email Print",
        "Subscribe to our newsletter",
        "Your email address will not be published. Required fields are marked *",
        "This site uses Akismet to reduce spam. Learn how your comment data is processed.",
        "We use technical and analytics cookies. Continue to accept.",
        "© 2024 Ministry of Trade",
        "Copyright 2024 The Daily. All rights reserved.",
        "[All rights reserved by the agency]",
        "3 min read",
        "1,204 views",
        "reporter@example.org",
        "https://trade.example/full",
        "[Photo by the ministry]",
        "For media inquiries, please contact press@trade.example.",
        "Tags: steel, trade, Chile",
        "(END)",
        "# # #",
        "•",
    ],
)
def test_a_line_of_the_page_is_dropped(line: str) -> None:
    assert is_boilerplate(line)
    assert article(f"{TITLE}\n\n{BODY}\n\n{line}\n\n{MORE}").text == f"{BODY}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "Cookies and crackers from Malaysia will face a duty of ten percent.",
        "Share prices of steel makers fell after the announcement.",
        "Copyright rules were discussed by the two ministers.",
        "Posted in Geneva since 2019, the envoy knows the file well.",
        "Sign up for the scheme has been slow, the minister said.",
        "(c) the Commission shall consist of 25 members.",
        "Home to a third of the world's lithium, Chile wants more.",
        "More talks are planned.",
        "30 minutes later the deal was done.",
        "Related industries will profit too.",
        "Print media were invited to the signing.",
        "Photo: Minister Prueba and Minister Ejemplo sign the papers in Lima on Tuesday.",
        "Chile | Peru | Bolivia",
    ],
)
def test_a_sentence_of_the_story_that_looks_a_little_like_it_is_kept(line: str) -> None:
    assert line in article(f"{TITLE}\n\n{BODY}\n\n{line}\n\n{MORE}").text


def test_the_comment_form_at_the_end_is_dropped_with_the_comments_under_it() -> None:
    assert (
        article(f"{TITLE}\n\n{BODY}\n\n{MORE}\n\nLeave a Reply\n\nJuan says: what a pity that is.").text
        == f"{BODY}\n\n{MORE}"
    )


def test_a_comment_heading_at_the_beginning_takes_only_itself() -> None:
    assert article(f"{TITLE}\n\nLeave a Reply\n\n{BODY}\n\n{MORE}").text == f"{BODY}\n\n{MORE}"


def test_a_list_of_related_articles_goes_and_the_story_after_it_stays() -> None:
    text = f"{TITLE}\n\n{BODY}\n\nRelated Articles\n\nSteel makers ask for help\n\nBarley probe opened\n\n{MORE}"
    assert article(text).text == f"{BODY}\n\n{MORE}"


def test_numbered_breadcrumbs_go_and_numbered_paragraphs_stay() -> None:
    assert article(f"1. Home\n 2. News Releases\n 3. April\n{TITLE}\n\n{BODY}").title == TITLE
    points = f"1. Chile opens its market.\n\n2. Peru does the same.\n\n{BODY}"
    assert article(f"{TITLE}\n\n{points}").text == points


@pytest.mark.parametrize(
    "leftover",
    [
        'news/2022/11/25/p.webp" loading="lazy">',
        '<img src="/a.png" alt="x">',
        "<!-- ad slot -->",
        "<script>var a = 1; alert(a)</script>",
        "window.dataLayer = window.dataLayer || [];",
        "googletag.cmd.push(function() { googletag.display('ad-1'); });",
        ".banner { color: red; }",
        '{"@context": "https://schema.org"}',
    ],
)
def test_leftovers_of_markup_and_scripts_are_dropped(leftover: str) -> None:
    assert article(f"{TITLE}\n\n{leftover}\n\n{BODY}").text == BODY


def test_tags_inside_a_paragraph_go_and_its_words_and_plain_angle_signs_stay() -> None:
    assert (
        without_markup("The <b>trade</b> ministers<br>met, 3 < 4 and 5 > 2.")
        == "The trade ministers\nmet, 3 < 4 and 5 > 2."
    )


def test_a_caption_that_stands_twice_in_a_row_is_kept_once() -> None:
    assert article(f"{TITLE}\n\n{MORE}\n{MORE}\n\n{BODY}").text == f"{MORE}\n\n{BODY}"


def test_a_row_of_names_between_bars_is_a_menu_only_with_a_menu_word() -> None:
    assert is_menu("Home | Chile | Peru")
    assert not is_menu("Chile | Peru | Bolivia")


def test_a_file_of_boilerplate_alone_is_refused() -> None:
    with pytest.raises(DocumentError, match="no story"):
        articles("Share this\n\nADVERTISEMENT\n\n-----\n")


# Paragraphs


WIRE = """NEW YORK, Sept 23 - The five largest industrial democracies
agreed on Sunday to act together to bring down the dollar,
whose climb has priced American goods out of foreign markets.
Paul Volcker was there.

  The central banks stood ready to step in to that end, the
communique of the Group of Five said after the meeting.
  Each government made undertakings of its own for the next
year and will report on them in spring.
"""


def test_hard_wrapped_lines_become_paragraphs() -> None:
    assert [text for text, _ in unwrap(WIRE)] == [
        "NEW YORK, Sept 23 - The five largest industrial democracies agreed on Sunday to act together to bring down the "
        "dollar, whose climb has priced American goods out of foreign markets. Paul Volcker was there.",
        "The central banks stood ready to step in to that end, the communique of the Group of Five said after the meeting.",
        "Each government made undertakings of its own for the next year and will report on them in spring.",
    ]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    assert [text for text, _ in unwrap(f"{BODY}\n{MORE}\n{BODY}")] == [BODY, MORE, BODY]


def test_short_lines_of_a_list_stay_apart() -> None:
    assert [text for text, _ in unwrap("Japan\nKorea\nChina\nChile")] == ["Japan", "Korea", "China", "Chile"]


def test_a_word_cut_at_the_line_end_is_made_whole_only_if_the_text_has_it_whole() -> None:
    lines = (
        "The two ministers spoke of an agreement, and the agree-\nment was then welcomed as a first step of the co-\n"
        "operation that both of the ministries had asked for."
    )
    assert [text for text, _ in unwrap(lines)] == [
        "The two ministers spoke of an agreement, and the agreement was then welcomed as a first step of the co-operation "
        "that both of the ministries had asked for."
    ]


# Characters


def test_wrongly_decoded_quote_marks_are_repaired_and_right_ones_left() -> None:
    assert characters("Koreaâ€™s minister saidÂ so") == "Korea’s minister said so"
    assert characters("Korea’s “minister” in São Paulo") == "Korea’s “minister” in São Paulo"


@pytest.mark.parametrize("mark", ["=", "_", "(", "—", '"'])
def test_a_long_run_of_one_mark_is_cut_to_64(mark: str) -> None:
    assert characters(f"a{mark * 5000}b") == f"a{mark * 64}b"
    assert characters(f"a{mark * 64}b") == f"a{mark * 64}b"


def test_a_long_run_of_mixed_marks_is_cut_too_but_words_between_them_are_not() -> None:
    assert len(characters(".(," * 3000)) == 64
    assert characters("a.(," * 100) == "a.(," * 100


def test_controls_surrogates_and_direction_marks_are_removed() -> None:
    assert characters("a\x00b\ud800c\u202ed\u200be\r\nf\ufeff\tg\x1b[31mh") == "abcde\nf gh"


def test_html_names_of_characters_are_resolved_in_plain_text() -> None:
    assert article(f"{TITLE}\n\nAT&amp;T met the ministry. {BODY}").text.startswith("AT&T met")


def test_only_web_addresses_are_addresses() -> None:
    assert address("https://trade.example/a b") == "https://trade.example/ab"
    assert address("javascript:alert(1)") is None
    assert address("file:///etc/passwd") is None
    assert address(None) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_detected(encoding: str) -> None:
    text = f"{TITLE}\n\nThe minister’s visit to São Paulo – a first – ended well. {BODY}"
    assert "The minister’s visit to São Paulo – a first – ended" in article(text.encode(encoding)).text


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("euc-kr", "산업통상자원부 장관은 오늘 서울에서 영국 통상장관과 만나 공급망 협력을 논의했다고 밝혔다. "),
        ("shift-jis", "経済産業大臣は本日、東京で米国の商務長官と会談し、半導体に関する協力について合意しました。"),
        ("gb18030", "商务部部长今天在北京会见了美国商务部部长，双方就中美经贸关系进行了坦诚交流。"),
    ],
)
def test_east_asian_encodings_are_detected_and_the_text_is_not_called_english(encoding: str, words: str) -> None:
    found = article((words * 4).encode(encoding))
    assert words.strip()[:20] in found.text
    assert found.language == "und"


def test_a_stray_byte_does_not_turn_utf8_into_another_encoding() -> None:
    text = ("Công Thương and São Paulo’s “deal” – " * 20 + BODY).encode() + b"\xff end."
    assert "Công Thương and São Paulo’s “deal” –" in article(text).text


def test_language_tells_english_from_others() -> None:
    assert language(BODY) == "en"
    assert language("Talks held in Lima") == "en"
    assert language("Los ministros de comercio de Chile y del Perú se reunieron el martes en Lima. " * 3) == "und"


# Vocabulary


def test_a_vocabulary_entry_that_could_never_match_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"words\.yml.*correct it there"):
        parse_words("alone: [Share]")


# Without the signs that wrongly decoded text is made of: repairing one may bring another to light.
PLAIN = st.characters(exclude_characters=[chr(code) for code in range(0x80, 0x100)], exclude_categories=["Cn"])


@given(st.text(alphabet=PLAIN, max_size=200))
def test_putting_characters_in_order_twice_is_the_same_as_once(text: str) -> None:
    assert characters(characters(text)) == characters(text)
