"""annotate(articles): what each article says, as records. The last file that knows spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from extract import lexicon
from extract.encoder import read_texts
from extract.layers import Cluster, Found, Layers, layers
from extract.pipeline import load
from extract.records import Article, Entity, Event, Extraction, Passage, State, check

#: Line breaks, tabs and lone surrogates: spaces for the pipeline, so that offsets stay those of the article.
UNREADABLE = re.compile(r"[\r\n\t\x0b\x0c\u2028\u2029\u00a0\ud800-\udfff]")
SURROGATE = re.compile("[\ud800-\udfff]")
#: Articles per memory zone: spaCy's string store is emptied after each, so that memory stays flat.
BATCH = 16


def annotate(articles: Iterable[Article], *, fast: bool = False) -> Iterator[Extraction]:
    """One extraction per article, in order. `fast` leaves the encoder out: names by spaCy's network, events by rules.

    Memory does not grow with the number of articles (`Language.memory_zone`, spaCy 3.8).
    """
    nlp = load(fast=fast)
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        with nlp.memory_zone():
            done = [
                extraction_of(doc, article) for doc, article in zip(docs(nlp, batch, fast=fast), batch, strict=True)
            ]
        yield from done


def docs(nlp: Language, batch: list[Article], *, fast: bool) -> Iterator[Doc]:
    """The Docs of some articles with all layers filled, in order. They live as long as the memory zone around the call."""
    made = []
    readings = [None] * len(batch) if fast else read_texts([SURROGATE.sub(" ", a.text) for a in batch])
    for article, reading in zip(batch, readings, strict=True):
        doc = nlp.make_doc(UNREADABLE.sub(" ", article.text))
        found = layers(doc)
        found.reading = reading
        found.published, found.title = article.published, article.title
        made.append(doc)
    yield from nlp.pipe(
        made, batch_size=2
    )  # long articles side by side take gigabytes: 16 of 10,000 words 3 GB, 2 under 1


def extraction_of(doc: Doc, article: Article) -> Extraction:
    """What a Doc's layers say, as records."""
    found = layers(doc)
    ids = _emitted(found)
    entities = tuple(_entity(found.clusters[c], ids[c]) for c in ids)
    events = tuple(e for f in found.events if (e := _event(f, ids, article)) is not None)
    states = tuple(_state(f, ids, article) for f in found.states if f.agents[0] in ids and f.targets[0] in ids)
    extraction = Extraction(article, entities, events, states)
    check(extraction)
    return extraction


def _emitted(found: Layers) -> dict[int, str]:
    """Clusters that the extraction lists, in order of the text, with their ids.

    A country known only from an adjective or from inside another name counts only as a party, place or tail (guidelines, 6).
    """
    used: set[int] = set()
    for f in (*found.events, *found.states):
        used.update((*f.agents, *f.targets, *([f.place] if f.place is not None else [])))
    listed = []
    for i, cluster in enumerate(found.clusters):
        if not cluster.mentions:
            continue
        if (
            cluster.type in {"Agreement", "Occasion"}
            and i not in used
            and not any(c.isupper() for m in cluster.mentions for c in m.text)
        ):
            continue
        named = any(m.form in {"name", "dateline", "aside"} and m.source != "described" for m in cluster.mentions)
        if named or i in used:
            listed.append((cluster.mentions[0].start, i))
    return {i: f"e{n}" for n, (_, i) in enumerate(sorted(listed), 1)}


def _entity(cluster: Cluster, id: str) -> Entity:
    return Entity(
        id=id, type=cluster.type, name=cluster.name, aliases=tuple(sorted(cluster.aliases - {cluster.name})), country=cluster.country,
        mentions=tuple(Passage(m.start, m.end) for m in cluster.mentions), wikidata=cluster.wikidata,
    )  # fmt: skip


def _quote(text: str, start: int, end: int) -> tuple[str, Passage]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return text[start:end], Passage(start, end)


def _event(f: Found, ids: dict[int, str], article: Article) -> Event | None:
    agents = tuple(ids[a] for a in f.agents if a in ids)
    targets = tuple(ids[t] for t in f.targets if t in ids)
    if not agents:
        return None
    quote, span = _quote(article.text, f.start, f.end)
    plover, cameo = lexicon.events().codes[f.type]
    return Event(
        type=f.type, agents=agents, targets=targets, evidence=quote, span=span, status=f.status, date=f.date, date_text=f.date_text,
        place=ids.get(f.place) if f.place is not None else None, mode=f.mode, topics=tuple(f.topics), amount=f.amount,
        confidence=round(f.confidence, 3), rule=f.rule, plover=plover, cameo=cameo,
    )  # fmt: skip


def _state(f: Found, ids: dict[int, str], article: Article) -> State:
    quote, span = _quote(article.text, f.start, f.end)
    return State(
        type=f.type, head=ids[f.agents[0]], tail=ids[f.targets[0]], evidence=quote, span=span, title=f.title,
        confidence=round(f.confidence, 3), rule=f.rule,
    )  # fmt: skip
