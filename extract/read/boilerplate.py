"""Which lines of a page are no part of its story: buttons, menus, forms, credits, leftovers of markup and scripts.

Pure functions over lines. The words are in words.yml; here is only how they combine. A rule removes what it
recognises and nothing else: a full sentence of the story must never match.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.read.words import fold, words

_TAGS = (
    "a|abbr|address|article|aside|b|blockquote|body|br|button|center|cite|code|div|em|figcaption|figure|font|footer|form|"
    "h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|noscript|ol|option|p|picture|pre|script|"
    "section|select|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|u|ul|video"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\s*/?>", re.IGNORECASE)
_OPENING = re.compile(r"<(?P<name>script|style|iframe|svg|noscript)\b[^<>]{0,2000}>|<!--", re.IGNORECASE)
# The end of a tag whose beginning was cut off (... loading="lazy">), and the beginning of one without its end.
_CUT_HEAD = re.compile(r"""^[^<>]{0,1000}?[\w-]{1,40}=("[^"<>]{0,1000}"|'[^'<>]{0,1000}')\s*/?>""")
_CUT_TAIL = re.compile(rf"""<(?:{_TAGS})\s+[\w-]{{1,40}}=["'][^<>]{{0,2000}}$""", re.IGNORECASE)
_CODE = re.compile(
    r"window\.\w+\s*[=.(\[]|\bdataLayer\b|\bgoogletag\b|\badsbygoogle\b|\bgtag\(|\bfunction\s*\w*\([\w, ]*\)\s*\{|"
    r"\bdocument\.(?:getElement\w*|write|createElement|querySelector\w*|addEventListener)\(|\bjQuery\(|\$\(document\)|"
    r"^\s*(?:var|let|const)\s+\w+\s*=|^\s*@media\b|^\s*\{\s*\"@(?:context|type)\"|//\s*<!\[CDATA\[|^\s*[.#][\w-]+\s*\{[^}]*:[^}]*\}"
)
_CODE_END = re.compile(r"^[\s{}()\[\];,]+$")
_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_RIGHTS = re.compile(
    r"^\W*(?:©|copyright\s*(?:©|\(c\)|(?:19|20)\d\d|:|by\b)|\(c\)\s*(?:19|20)\d\d).*|.*\ball rights reserved\b\W*(?:by [\w .&-]{1,60})?\W*$",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"^\W*\d+[ -]?min(?:ute)?s?[ -]read\b", re.IGNORECASE)
_COUNT = re.compile(
    r"^\W*(?:views?|hits?|shares?|comments?|likes?)\W{0,3}[\d,.]+[km]?\W*$|^\W*[\d,.]+[km]?\s*(?:views?|hits?|shares?|comments?|likes?)\W*$",
    re.IGNORECASE,
)
_THOUGHTS = re.compile(
    r"^\W*(?:\d+|one|no) (?:thoughts?|responses?|repl(?:y|ies)|comments?) (?:on|to)\b", re.IGNORECASE
)
_CREDIT = re.compile(
    r"^[\[(]\s*(?:photo|image|picture|file photo|afp|reuters|ap|yonhap|agency|courtesy)\b[^\])]{0,60}[\])]$",
    re.IGNORECASE,
)
_BARS = re.compile(r"\s*[|>»›·•]\s*|\s+/\s+")
_CRUMB = re.compile(r"^\d{1,2}[.)]\s+(\S.{0,60})$")
_LONGEST = 600
_END = (".", "!", "?", '."', ".”", ".’", ".)", '!"', "!”", '?"', "?”", "。")


def is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return line.rstrip().endswith(_END)


def without_markup(text: str) -> str:
    """A plain text without the leftovers of markup and scripts in it; line ends stay, <br> and </p> become one."""
    if "<" in text or ">" in text:
        text = _without_elements(text)
        lines = (_CUT_TAIL.sub("", _CUT_HEAD.sub("", line)) if "=" in line else line for line in text.split("\n"))
        text = _TAG.sub("", _BREAK.sub("\n", "\n".join(lines)))
    return "\n".join(_without_code(text.split("\n")))


def _without_elements(text: str) -> str:
    """The text without comments, scripts and the like that are opened and closed in it; linear in its length."""
    lowered, kept, position, missing = text.lower(), [], 0, set[str]()
    # Lower case can be longer than its text in rare scripts; then positions would not agree.
    if len(lowered) != len(text):
        lowered = text
    for opening in _OPENING.finditer(text):
        closing = f"</{opening['name'].lower()}" if opening["name"] else "-->"
        if opening.start() < position or closing in missing:
            continue
        end = lowered.find(closing, opening.end())
        end = lowered.find(">", end + 2) if end >= 0 else -1
        if end < 0:
            missing.add(closing)
            continue
        kept.append(text[position : opening.start()])
        position = end + 1
    return "".join([*kept, text[position:]])


def _without_code(lines: Sequence[str]) -> list[str]:
    """The lines that are no script or style; a block that begins as code ends with the last closing line next to it."""
    kept: list[str] = []
    in_code = False
    for line in lines:
        if _CODE.search(line) and not (is_sentence(line) and len(line.split()) > 12):
            in_code, line = True, ""
        elif in_code and _CODE_END.match(line) and line.strip():
            line = ""
        else:
            in_code = False
        kept.append(line)
    return kept


@lru_cache(maxsize=4096)
def is_boilerplate(line: str) -> bool:
    """Whether a line or paragraph is recognisably no part of a story."""
    if len(line) > _LONGEST:
        return False
    folded = fold(line)
    if not folded:
        return True
    count = len(folded.split())
    if count > words().opens_words:
        return False
    return (
        folded in words().alone
        or folded in words().comments
        or _unmarked(line).startswith(words().opens if is_sentence(line) else words().opens + words().opens_fragment)
        or any(phrase in folded for phrase in words().contains)
        or is_menu(line)
        or _is_buttons(folded)
        or _is_credit(line, count)
    )


def _unmarked(line: str) -> str:
    """A line folded but with the marks at its end, which some openings carry ("photo:")."""
    return re.sub(r"^[\W_]+", "", " ".join(line.replace("’", "'").casefold().split()))


def _is_buttons(folded: str) -> bool:
    found = folded.split()
    return (
        len(found) <= 15
        and any(len(word) > 3 for word in found)
        and all(fold(word) in words().buttons for word in found)
    )


def _is_credit(line: str, count: int) -> bool:
    """Rights, counters, addresses, photo credits."""
    text = line.strip()
    return bool(
        (count <= 20 and _RIGHTS.match(text))
        or (count <= 8 and _MINUTES.match(text))
        or _COUNT.match(text)
        or _CREDIT.match(text)
        or (_URL.match(text) and count <= 12 and not _URL.sub("", text).strip())
        or (_MAIL.search(text) and len(_MAIL.sub("", text).split()) <= 5 and not is_sentence(text))
    )


def is_menu(line: str) -> bool:
    """A breadcrumb or a row of links: "Home > News > Trade", "About | Contact | Log in"."""
    if is_sentence(line):
        return False
    items = [item for item in (fold(piece) for piece in _BARS.split(line)) if item]
    if len(items) < 2:
        return False
    if items[0] in ("home", "you are here", "homepage"):
        return True
    short = all(len(item.split()) <= 4 for item in items)
    return (
        short
        and (len(items) >= 3 or "|" in line)
        and any(item in words().menu_items or item in words().alone for item in items)
    )


def without_tail(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs before the readers' comments, if such a heading stands in the second half of the page."""
    total, before = sum(map(len, paragraphs)), 0
    for index, paragraph in enumerate(paragraphs):
        opens = fold(paragraph) in words().comments or (len(paragraph) < 120 and _THOUGHTS.match(paragraph))
        if opens and before >= total / 2:
            return list(paragraphs[:index])
        before += len(paragraph)
    return list(paragraphs)


def without_links(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without headings of link lists and the headlines under them; the story may go on after."""
    kept: list[str] = []
    in_list = False
    for paragraph in paragraphs:
        if fold(paragraph) in words().related:
            in_list = True
        elif in_list and not is_sentence(paragraph) and len(paragraph.split()) <= 25:
            continue
        else:
            in_list = False
            kept.append(paragraph)
    return kept


def without_boilerplate(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs of the story, each once where a page repeats one in a row."""
    kept: list[str] = []
    in_crumbs = False
    for paragraph in without_links(without_tail(paragraphs)):
        crumb = _CRUMB.match(paragraph)
        in_crumbs = bool(crumb and (in_crumbs or fold(crumb[1]) == "home") and not is_sentence(paragraph))
        if not in_crumbs and not is_boilerplate(paragraph) and (not kept or paragraph != kept[-1]):
            kept.append(paragraph)
    return kept
