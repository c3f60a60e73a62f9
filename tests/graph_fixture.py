"""A small graph built by hand after the contract between assemble, writers, page and queries. Touches nothing.

Four people, three bodies, four countries, one agreement, one occasion, one place, eight events of several types and
statuses, three articles (one with a hostile title and address). TEXTS holds their texts, so quotes have true offsets.
"""

from __future__ import annotations

import hashlib
from typing import Any

import networkx as nx

HOSTILE_TITLE = "</script><script>alert(1)</script> \"quoted\" 'title' href=x \\ \u202e ."
HOSTILE_URL = 'https://example.org/a> <b> "c'

TEXTS: dict[str, str] = {
    "a1": (
        "Deputy Minister Yang Byeong-nae met Minister Émile Durand in Paris on 5 March 2024 to discuss critical "
        "minerals. The Ministry of Trade and the Department for Commerce signed an MOU on Batteries on 6 March 2024. "
        "The Batteries Council is based in France."
    ),
    "a2": (
        "Minister Durand met Deputy Minister Yang in Paris on March 5. Yang will visit Canada in June 2024. "
        "Canada restricted imports from France in 2023. Korea proposed to join talks with Canada."
    ),
    "a3": (
        "Anna Roe, chair of the Batteries Council, will attend the Minerals Forum 2024. "
        "Yang Byeong-nae denied meeting John Smith. Samsung pledged USD 2 billion for Canada."
    ),
}

PEOPLE = {"yang": "per:yang-byeong-nae-0a1b2c3d", "durand": "per:emile-durand-1b2c3d4e"}
PEOPLE |= {"roe": "per:anna-roe-2c3d4e5f", "smith": "per:john-smith-3d4e5f60"}
BODIES = {"mot": "bod:ministry-of-trade-4e5f6071", "dfc": "bod:department-for-commerce-5f607182"}
BODIES |= {"council": "bod:batteries-council-60718293"}
MOU, FORUM, PARIS = "agr:mou-on-batteries-718293a4", "occ:minerals-forum-2024-8293a4b5", "plc:paris-93a4b5c6"

MEETING, SIGNING, VISIT = "evt:00000000000000a1", "evt:00000000000000a2", "evt:00000000000000a3"
RESTRICTION, PROPOSAL, ATTENDANCE = "evt:00000000000000a4", "evt:00000000000000a5", "evt:00000000000000a6"
DENIAL, PLEDGE = "evt:00000000000000a7", "evt:00000000000000a8"


def quote(article: str, text: str, *, confidence: float = 0.8, rule: str = "verb") -> dict[str, Any]:
    """Evidence for `text`, which must stand in that article."""
    start = TEXTS[article].index(text)
    end = start + len(text)
    return {"article": article, "quote": text, "start": start, "end": end, "confidence": confidence, "rule": rule}


def small_graph() -> nx.MultiDiGraph[str]:
    """The graph, fresh each time."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="entente", articles=_articles())
    _entities(graph)
    _events(graph)
    _states(graph)
    return graph


def _articles() -> dict[str, dict[str, Any]]:
    titles = {"a1": "Korea and France sign on batteries", "a2": "Talks in Paris", "a3": HOSTILE_TITLE}
    urls = {"a1": "https://example.org/releases/1", "a2": None, "a3": HOSTILE_URL}
    published = {"a1": "2024-03-07", "a2": "2024-03", "a3": None}
    return {
        key: {
            "id": key,
            "doc": f"{key}.txt",
            "number": 0,
            "title": titles[key],
            "published": published[key],
            "url": urls[key],
            "language": "en",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "words": len(text.split()),
        }
        for key, text in TEXTS.items()
    }


def _entities(graph: nx.MultiDiGraph[str]) -> None:
    def add(key: str, kind: str, label: str, country: str | None, *aliases: str, wikidata: str | None = None) -> None:
        graph.add_node(
            key,
            kind="entity",
            type=kind,
            label=label,
            aliases=sorted(aliases),
            country=country,
            wikidata=wikidata,
            articles=["a1", "a2"],
            merged=[{"article": "a1", "entity": "e1", "why": "same name and type"}],
        )

    add(PEOPLE["yang"], "Person", "Yang Byeong-nae", "KR", "Yang", "the deputy trade chief")
    add(PEOPLE["durand"], "Person", "Émile Durand", "FR", "Durand")
    add(PEOPLE["roe"], "Person", "Anna Roe", "FR")
    add(PEOPLE["smith"], "Person", 'John "Jack" Smith {x}', "CA")
    add(BODIES["mot"], "Organization", "Ministry of Trade", "KR", "MOT")
    add(BODIES["dfc"], "Organization", "Department for Commerce", "FR")
    add(BODIES["council"], "Organization", "Batteries Council", "FR")
    add("cty:kr", "Country", "Korea", "KR", "Republic of Korea", wikidata="Q884")
    add("cty:fr", "Country", "France", "FR", wikidata="Q142")
    add("cty:ca", "Country", "Canada", "CA")
    add("cty:eu", "Country", "EU", "EU")
    add(MOU, "Agreement", "MOU on Batteries", None)
    add(FORUM, "Occasion", "Minerals Forum 2024", None)
    add(PARIS, "Place", "Paris", "FR")


def _event(graph: nx.MultiDiGraph[str], key: str, **values: Any) -> None:
    """Add an event and its roles; dates are given as (date, min, max), codes as (plover, cameo)."""
    agents, targets = values.pop("agents"), values.pop("targets", [])
    date, first, last = values.pop("dates", (None, None, None))
    plover, cameo = values.pop("codes", ("CONSULT", "040"))
    evidence = values["evidence"]
    defaults: dict[str, Any] = {
        "place": None,
        "mode": None,
        "topics": [],
        "amount": None,
        "date_text": None,
        "status": "held",
    }
    names = ", ".join(graph.nodes[end]["label"] for end in [*agents, *targets]) + (f" ({date})" if date else "")
    data = defaults | values | {"date": date, "date_min": first, "date_max": last, "plover": plover, "cameo": cameo}
    data["confidence"] = max(q["confidence"] for q in evidence)
    graph.add_node(key, kind="event", label=f"{data['type']}: {names}", **data)
    place = [data["place"]] if data["place"] else []
    for role, ends in (("agent", agents), ("target", targets), ("place", place)):
        for end in ends:
            graph.add_edge(key, end, key=role, role=role, evidence=evidence)


def _events(graph: nx.MultiDiGraph[str]) -> None:
    yang, durand, roe, smith = PEOPLE["yang"], PEOPLE["durand"], PEOPLE["roe"], PEOPLE["smith"]
    met = quote("a1", TEXTS["a1"].split(". ")[0] + ".", confidence=0.9)
    again = quote("a2", "Minister Durand met Deputy Minister Yang in Paris on March 5.", rule="noun")
    signed = quote("a1", TEXTS["a1"].split(". ")[1] + ".", confidence=0.95)
    will_visit = quote("a2", "Yang will visit Canada in June 2024.")
    restricted = quote("a2", "Canada restricted imports from France in 2023.")
    proposed = quote("a2", "Korea proposed to join talks with Canada.", confidence=0.4)
    will_attend = quote("a3", TEXTS["a3"].split(". ")[0] + ".")
    denied = quote("a3", "Yang Byeong-nae denied meeting John Smith.")
    pledged = quote("a3", "Samsung pledged USD 2 billion for Canada.", confidence=0.6)
    day, month = ("2024-03-05",) * 3, ("2024-06", "2024-06-01", "2024-06-30")
    _event(graph, MEETING, type="meet", agents=[yang, durand], dates=day, date_text="5 March 2024", place=PARIS,
           mode="in_person", topics=["critical minerals"], evidence=[met, again])  # fmt: skip
    _event(graph, SIGNING, type="sign", agents=[BODIES["mot"], BODIES["dfc"]], targets=[MOU],
           dates=("2024-03-06",) * 3, topics=["batteries"], evidence=[signed], codes=("AGREE", "057"))  # fmt: skip
    _event(graph, VISIT, type="visit", agents=[yang], targets=["cty:ca"], dates=month, date_text="in June 2024",
           status="planned", evidence=[will_visit])  # fmt: skip
    _event(graph, RESTRICTION, type="restrict", agents=["cty:ca"], targets=["cty:fr"], evidence=[restricted],
           dates=("2023", "2023-01-01", "2023-12-31"), codes=("SANCTION", "163"))  # fmt: skip
    _event(graph, PROPOSAL, type="negotiate", agents=["cty:ca", "cty:kr"], status="proposed", evidence=[proposed])
    _event(graph, ATTENDANCE, type="attend", agents=[roe], targets=[FORUM], status="planned",
           dates=("2024", "2024-01-01", "2024-12-31"), evidence=[will_attend])  # fmt: skip
    _event(graph, DENIAL, type="meet", agents=[smith, yang], status="denied", evidence=[denied])
    _event(graph, PLEDGE, type="invest", agents=[BODIES["council"]], targets=["cty:ca"], amount="USD 2 billion",
           evidence=[pledged], codes=("COOPERATE", "061"))  # fmt: skip


def _states(graph: nx.MultiDiGraph[str]) -> None:
    def add(head: str, tail: str, role: str, title: str | None, said: dict[str, Any]) -> None:
        key = f"{role}:{title}" if title else role
        graph.add_edge(head, tail, key=key, role=role, title=title, confidence=said["confidence"], evidence=[said])

    add(PEOPLE["yang"], BODIES["mot"], "post", "Deputy Minister", quote("a1", "Deputy Minister Yang Byeong-nae"))
    add(PEOPLE["durand"], "cty:fr", "post", "Minister", quote("a1", "Minister Émile Durand"))
    add(PEOPLE["roe"], BODIES["council"], "post", "chair", quote("a3", "Anna Roe, chair of the Batteries Council"))
    add(BODIES["council"], "cty:fr", "based_in", None, quote("a1", "The Batteries Council is based in France."))
    add(BODIES["dfc"], "cty:fr", "based_in", None, quote("a1", "the Department for Commerce", confidence=0.5))
    add("cty:fr", BODIES["council"], "member_of", None, quote("a1", "The Batteries Council is based in France."))
