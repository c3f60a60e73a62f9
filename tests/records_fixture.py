"""Extractions written by hand, for tests that need records without a language model. Touches nothing.

Four articles: two ministries' accounts of one meeting (with an acronym, a name in two orders and one signing), a release
of a third country whose ministry bears the same name as the first's, and one with hostile text in every field.
"""

from __future__ import annotations

from typing import Any

from extract.records import Article, Entity, Event, Extraction, Passage, State, check

HOSTILE = "</script><script>alert(1)</script> \"q\" 'q' \\ <> & ]]> \u202e \x00 {x} . ; @prefix"


def passage(text: str, quote: str) -> Passage:
    """Where `quote` stands in `text`; it must."""
    start = text.index(quote)
    return Passage(start, start + len(quote))


def entity(id: str, type: str, name: str, country: str | None = None, *aliases: str, **more: Any) -> Entity:
    """An entity in one line."""
    return Entity(id=id, type=type, name=name, aliases=aliases, country=country, **more)


def event(text: str, quote: str, type: str, agents: str, targets: str = "", **more: Any) -> Event:
    """An event in one line: parties are ids parted by spaces, the quote must stand in the text."""
    return Event(
        type=type, agents=tuple(agents.split()), targets=tuple(targets.split()), evidence=quote,
        span=passage(text, quote), **more,
    )  # fmt: skip


def state(text: str, quote: str, type: str, head: str, tail: str, title: str | None = None, **more: Any) -> State:
    """A state in one line."""
    return State(type=type, head=head, tail=tail, evidence=quote, span=passage(text, quote), title=title, **more)


def extraction(
    text: str,
    entities: tuple[Entity, ...] = (),
    *said: Event | State,
    doc: str = "a.txt",
    title: str = "A title",
    published: str | None = "2031-05-07",
    **article: Any,
) -> Extraction:
    """An extraction that keeps the contract."""
    out = Extraction(
        article=Article(
            doc=doc, number=article.pop("number", 0), title=title, text=text, published=published, **article
        ),
        entities=entities,
        events=tuple(one for one in said if isinstance(one, Event)),
        states=tuple(one for one in said if isinstance(one, State)),
    )
    check(out)
    return out


def first_account() -> Extraction:
    """The Korean ministry's account: meeting on a day, signing, posts, a planned visit."""
    meeting = "Deputy Minister Ahn Dukgeun met Minister Amina Yusuf in Seoul on 5 May 2031 to discuss nickel."
    signing = "The Ministry of Trade and Industry (MOTI) and Kenya's Ministry of Trade signed the Seoul Nickel Pact on the same day."
    visit = "Ahn will visit Nairobi in June 2031."
    text = f"{meeting} {signing} {visit}"
    return extraction(
        text,
        (
            entity("e1", "Person", "Ahn Dukgeun", "KR", "Ahn"),
            entity("e2", "Person", "Amina Yusuf", "KE"),
            entity("e3", "Place", "Seoul", "KR"),
            entity("e4", "Organization", "Ministry of Trade and Industry", "KR", "MOTI"),
            entity("e5", "Organization", "Kenya's Ministry of Trade", "KE"),
            entity("e6", "Agreement", "Seoul Nickel Pact"),
            entity("e7", "Place", "Nairobi", "KE"),
            entity("e8", "Country", "Kenya", "KE"),
        ),
        event(text, meeting, "meet", "e1 e2", date="2031-05-05", date_text="on 5 May 2031", place="e3", mode="in_person",
              topics=("nickel",), confidence=0.9, rule="verb", plover="CONSULT", cameo="046"),
        event(text, signing, "sign", "e4 e5", "e6", date="2031-05-05", place="e3", confidence=0.8, rule="verb"),
        event(text, visit, "visit", "e1", "e7", date="2031-06", status="planned", confidence=0.7, rule="verb"),
        state(text, meeting, "post", "e1", "e4", "Deputy Minister", confidence=0.6, rule="title"),
        state(text, signing, "based_in", "e5", "e8", confidence=0.9, rule="possessive"),
        doc="first.txt", title="Seoul and Nairobi sign on nickel", url="https://example.org/1",
    )  # fmt: skip


def second_account() -> Extraction:
    """The Kenyan account: the same meeting to the month, the other name order, the acronym alone."""
    meeting = (
        "Cabinet Secretary Amina Yusuf held talks in Seoul this month with Dukgeun Ahn of MOTI on nickel and graphite."
    )
    text = f"{meeting} The memorandum of understanding comes later."
    return extraction(
        text,
        (
            entity("e1", "Person", "Amina Yusuf", "KE"),
            entity("e2", "Person", "Dukgeun Ahn", "KR"),
            entity("e3", "Organization", "MOTI"),
            entity("e4", "Place", "Seoul"),
            entity("e5", "Agreement", "memorandum of understanding"),
        ),
        event(text, meeting, "meet", "e1 e2", date="2031-05", date_text="this month", place="e4",
              topics=("graphite", "nickel"), confidence=0.7, rule="noun"),
        state(text, meeting, "post", "e2", "e3", None, confidence=0.5, rule="of"),
        doc="second.txt", title="Yusuf in Seoul", published="2031-05-09",
    )  # fmt: skip


def third_account() -> Extraction:
    """Another country's ministry of the same name, a bare surname, a generic instrument."""
    asked = "Ghana's Ministry of Trade and Industry asked Ahn for a memorandum of understanding."
    return extraction(
        asked,
        (
            entity("e1", "Organization", "Ministry of Trade and Industry", "GH"),
            entity("e2", "Person", "Ahn", "KR"),
            entity("e3", "Agreement", "memorandum of understanding"),
        ),
        event(asked, asked, "request", "e1", "e2", confidence=0.6, rule="verb"),
        doc="third.txt", title="Accra asks", published=None,
    )  # fmt: skip


def hostile_account() -> Extraction:
    """Markup, control characters, lone surrogates and direction marks wherever a document can put them."""
    text = f"{HOSTILE} met Bob Stone\ud800\n in \u202eParis."
    return extraction(
        text,
        (
            entity("e1", "Organization", HOSTILE, None, "\ud800", "<b>"),
            entity("e2", "Person", "Bob Stone\ud800", "<script>"),
            entity("e3", "Place", "???", None),
        ),
        event(text, text, "meet", "e1 e2", date="31 Feb", date_text=HOSTILE, place="e3", topics=(HOSTILE,), amount=HOSTILE,
              confidence=float("nan"), rule=HOSTILE, plover=HOSTILE, cameo=HOSTILE),
        state(text, HOSTILE, "post", "e2", "e1", HOSTILE),
        doc='"><img src=x onerror=alert(1)>.txt', title=HOSTILE, url="javascript:alert(1)", published="yesterday",
    )  # fmt: skip


def accounts() -> list[Extraction]:
    """All four."""
    return [first_account(), second_account(), third_account(), hostile_account()]
