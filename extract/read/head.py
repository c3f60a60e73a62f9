"""What stands above and below a story: headline, date, address, category. Pure functions over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.read import published
from extract.read.boilerplate import is_sentence
from extract.read.tidy import address
from extract.read.words import fold, words

Paragraph = tuple[str, bool]
"""A paragraph as one line, and whether a blank line stands before it."""

_KEY = re.compile(r"^\W{0,3}([A-Za-z][A-Za-z -]{1,24}?)\s*:\s+(\S.*)$")
_BYLINE = re.compile(
    r"^(?:[Bb]y|BY)\s+(?:[A-Z][\w.'’-]*)(?:\s+(?:and\s+)?[A-Z][\w.'’-]*){0,5}(?:,\s*[A-Z][\w ,.'’-]{0,60})?$"
)
_MARKER = re.compile(r"^(?:[-•*–▶○□◇■●]\s|\(?\d{1,2}[.)]\s)")
_SPLIT_SENTENCE = re.compile(r"[^\W\d_]{4,}[.!?]['”\"]? [\[(“\"]?[A-Z]")
_DATELINE = re.compile(r"^[A-Z][A-Z ./'-]{2,40}(?:,[^—–-]{2,40})?\s?(?:\([^)]{2,30}\)\s?)?(?:--|[—–-])\s?[A-Z]")
_HEADING = re.compile(r"^#{1,6}\s+")
_LONGEST_TITLE, _MOST_WORDS = 220, 35
_CHROME_WORDS = 4
_REACH = 12


@dataclass(frozen=True, slots=True)
class Head:
    """What was found above a story; `used` paragraphs at its top are no part of the story."""

    title: str = ""
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    used: int = 0


def could_be_headline(line: str) -> bool:
    """Whether a line has the looks of a headline: short, one clause, no full stop, begins like a title."""
    text = _HEADING.sub("", line)
    if not text or len(text) > _LONGEST_TITLE or len(text.split()) > _MOST_WORDS or text[0].islower():
        return False
    if text.endswith((".", "。", ";", ":", ",", "…")) or _MARKER.match(text) or _SPLIT_SENTENCE.search(text):
        return False
    return not _DATELINE.match(text) and any(character.isalpha() for character in text)


def is_headline(line: str, following: Sequence[Paragraph]) -> bool:
    """Whether a line is the headline of what follows: a blank line, a date, an author or a longer paragraph comes next."""
    enough = len(line.split()) >= 3 or any(ord(character) > 0x2E7F for character in line)
    if not enough or not could_be_headline(line) or not following:
        return False
    after, blank = following[0]
    if published.of_line(after) or _BYLINE.match(after):
        return True
    is_body = len(after) >= max(100, len(line)) or (is_sentence(after) and len(after.split()) >= 6)
    return (blank or is_body) and not after[:1].islower()


def is_category(line: str, following: Sequence[Paragraph]) -> bool:
    """Whether a line of a word or a few names the section that the headline under it stands in."""
    if len(following) < 2 or len(line.split()) > _CHROME_WORDS or len(line) > 40 or not could_be_headline(line):
        return False
    after, blank = following[0]
    near = not blank or len(line.split()) <= 2
    return near and len(after) > len(line) and len(after.split()) > 3 and is_headline(after, following[1:])


def _names_section(line: str) -> bool:
    """Whether a line between headline and story is nothing but names of sections."""
    return len(line) <= 60 and all(fold(name) in words().categories for name in line.split("/"))


def take_head(paragraphs: Sequence[Paragraph], *, title: str = "") -> Head:
    """The head of a story: its labelled lines, date lines, category and headline, until the first line of the body.

    With a `title` known from elsewhere no other line is taken for the headline.
    """
    head = Head(title=title)
    for index, (line, _) in enumerate(paragraphs[: _REACH + 1]):
        following = paragraphs[index + 1 :]
        grown = _labelled(head, line) or _dated(head, line)
        if grown is None and not head.title and following:
            grown = _titled(head, line, following)
        if (
            grown is None
            and head.title
            and (same_headline(line, head.title) or _BYLINE.match(line) or _names_section(line))
        ):
            grown = head
        if grown is None:
            break
        head = replace(grown, used=index + 1)
    if head.used >= len(paragraphs):
        return Head(title=title)
    return _repeated(head, paragraphs)


def stray_dates(paragraphs: Sequence[Paragraph]) -> tuple[str | None, list[Paragraph]]:
    """The first date line among a page's captions and credits before its first sentence, and the rest without such lines."""
    day: str | None = None
    kept: list[Paragraph] = []
    for index, (line, blank) in enumerate(paragraphs):
        if index >= _REACH or (is_sentence(line) and len(line.split()) > 8):
            return day, [*kept, *paragraphs[index:]]
        found = published.of_line(line)
        day = day or found
        if not found:
            kept.append((line, blank))
    return None, list(paragraphs)


def _labelled(head: Head, line: str) -> Head | None:
    """With the field of a line such as "Title: ..." or "Source: ...", or None if the line is none."""
    found = _KEY.match(line) if len(line) <= 400 else None
    if found is None:
        return None
    label, value, labels = fold(found[1]), found[2], words().headers
    if label in labels.title:
        return replace(head, title=value) if not head.title or same_headline(value, head.title) else None
    if label in labels.url:
        return replace(head, url=head.url or address(value))
    if label in labels.published and (day := published.parse(value) or published.of_line(line)):
        return replace(head, published=head.published or day)
    if label in labels.updated and (day := published.parse(value) or published.of_line(line)):
        return replace(head, updated=head.updated or day)
    return head if label in labels.other and not is_sentence(line) and len(line) <= 120 else None


def _dated(head: Head, line: str) -> Head | None:
    day = published.of_line(line)
    return replace(head, published=head.published or day) if day else None


def _titled(head: Head, line: str, following: Sequence[Paragraph]) -> Head | None:
    """With the headline, or unchanged past a category or a row of a page's own words, or None at the body."""
    if _BYLINE.match(line) or is_category(line, following):
        return head
    again = len(line.split()) > 3 and any(same_headline(text, line) for text, _ in following[:_REACH])
    if is_headline(line, following) or (again and could_be_headline(line)):
        return replace(head, title=_HEADING.sub("", line))
    # A few lower-case words above a headline: buttons of the page.
    is_chrome = len(line.split()) <= _CHROME_WORDS and line == line.lower() and not is_sentence(line)
    return head if is_chrome and line[:1].isalpha() and line.isascii() else None


def _repeated(head: Head, paragraphs: Sequence[Paragraph]) -> Head:
    """Where the headline comes again further down, what lies between is the page's: the second one is the story's."""
    if not head.title:
        return head
    for index in range(head.used, min(len(paragraphs) - 1, head.used + _REACH)):
        line = paragraphs[index][0]
        if same_headline(line, head.title):
            between = [text for text, _ in paragraphs[head.used : index]]
            days = [day for text in between if (day := published.of_line(text))]
            found = head.published or next(iter(days), None)
            return replace(head, title=_HEADING.sub("", line), used=index + 1, published=found)
        if is_sentence(line) and len(line.split()) > 8:
            break
    return head


def same_headline(line: str, title: str) -> bool:
    """Whether a line is the headline again, with or without the name of the site at one of the two's ends."""
    if len(line) > 2 * _LONGEST_TITLE:
        return False
    one, other = fold(line), fold(title)
    return one == other or (len(one.split()) > 3 and bool(re.match(re.escape(one) + r"\s+[-|–—»]\s", other)))
