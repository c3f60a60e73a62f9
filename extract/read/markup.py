"""Markup to text, for pieces of HTML that are too short for a page reader. Parses with lxml; nothing runs, nothing is fetched."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

_SILENT = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "head",
    "select",
    "form",
    "nav",
    "figcaption",
)
_BLOCK = re.compile(
    "address|article|aside|blockquote|br|dd|div|dl|dt|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre|section|table|tr|ul"
)


def text_of(fragment: str) -> str:
    """The visible text of a piece of HTML, with a line end at each block; the piece itself if it holds no markup."""
    if "<" not in fragment and "&" not in fragment:
        return fragment
    try:
        root = lxml_html.document_fromstring(f"<div>{fragment}</div>", parser=parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    etree.strip_elements(root, *_SILENT, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    pieces: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        block = bool(_BLOCK.fullmatch(node.tag))
        if block:
            pieces.append("\n")
        told = node.text if event == "start" else node.tail
        pieces.append(" ".join(told.split("\n")) if told else "")
    return "".join(pieces)


def parser() -> lxml_html.HTMLParser:
    """A parser that cannot reach the network and knows only UTF-8 text."""
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
