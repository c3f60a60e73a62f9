"""Score extractions against annotated documents; standard library only. Reads the files it is given, writes none.

Run: python -m extract.training.scoring GOLD_DIR SYSTEM.jsonl [--json] [-v]

GOLD_DIR holds one JSON list of articles per document, SYSTEM.jsonl one article per line, both with the keys `doc`,
`article`, `entities`, `events`, `states`; `doc` is matched without its suffix. Entities are aligned one to one by type
and name; an edge is (type, head, tail). An event gives one edge per pair of agents (symmetric types) and per agent and
target; a person may stand for the body it holds a post in and for its country. Entities and events marked optional
count neither for nor against.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias, TypedDict

from extract.training.align import Item, align

Edge: TypeAlias = tuple[str, str, str]
Key: TypeAlias = tuple[str, int]
Articles: TypeAlias = Mapping[Key, Item]

SYMMETRIC = frozenset({"meet", "sign", "agree", "negotiate"})
STATES = frozenset({"post", "part_of", "based_in", "member_of"})
ATTRIBUTES = ("date", "place", "status")


class Row(TypedDict):
    """Precision, recall and F1, and the counts behind them: right of `gold` wanted, `got` given."""

    p: float
    r: float
    f1: float
    right: int
    gold: int
    got: int


class Share(TypedDict):
    """The edges of one article."""

    right: int
    gold: int
    got: int


class Result(TypedDict):
    """The scores; `answered` is the number of gold articles that the system has."""

    articles: int
    answered: int
    entities: Row
    entities_by_type: dict[str, Row]
    edges: Row
    event_edges: Row
    state_edges: Row
    edges_by_type: dict[str, Row]
    attributes: dict[str, Row]
    per_doc: dict[str, Share]


class Tally:
    """Counts by kind of what is right, what was wanted and what was given."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()
        self.got: Counter[str] = Counter()

    def add(self, kind: str, *, right: int = 0, gold: int = 0, got: int = 0) -> None:
        """Count for one kind."""
        self.right[kind] += right
        self.gold[kind] += gold
        self.got[kind] += got

    def kinds(self) -> set[str]:
        """All kinds wanted or given."""
        return {*self.gold, *self.got}

    def row(self, kinds: Iterable[str]) -> Row:
        """The scores of some kinds taken together."""
        kinds = sorted(kinds)
        right, gold, got = (sum(c[k] for k in kinds) for c in (self.right, self.gold, self.got))
        p, r = (right / got if got else 0.0), (right / gold if gold else 0.0)
        return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "right": right, "gold": gold, "got": got}


# ---------------------------------------------------------------- edges


def edges(article: Item, rename: Callable[[str], str] = str) -> dict[Edge, list[Item]]:
    """(type, head, tail) -> the events and states that say it; the ends of a symmetric type are sorted."""
    found: dict[Edge, list[Item]] = defaultdict(list)
    for event in article.get("events", []):
        kind = event["type"]
        agents, targets = (list(dict.fromkeys(map(rename, event.get(k) or []))) for k in ("agents", "targets"))
        ends = itertools.combinations(sorted(agents), 2) if kind in SYMMETRIC else ()
        for one, other in itertools.chain(ends, itertools.product(agents, targets)):
            found[kind, one, other].append(event)
    for state in article.get("states", []):
        found[state["type"], rename(state["head"]), rename(state["tail"])].append(state)
    merged: dict[Edge, list[Item]] = {}
    for (kind, one, other), said in found.items():
        if one != other:
            low, high = sorted((one, other)) if kind in SYMMETRIC else (one, other)
            # The last spelling of a pair wins, as it always did in this scorer: scores stay comparable.
            merged[kind, low, high] = said
    return merged


def stands_for(gold: Item) -> dict[str, set[str]]:
    """Entity id -> ids that may stand in its place as a party: a person, the bodies it holds a post in, its country."""
    same: dict[str, set[str]] = defaultdict(set)
    country = {e.get("country"): e["id"] for e in gold["entities"] if e["type"] == "Country"}
    for e in gold["entities"]:
        if e["type"] == "Person" and country.get(e.get("country")):
            same[e["id"]].add(country[e["country"]])
    for s in gold.get("states", []):
        if s["type"] == "post":
            same[s["head"]].add(s["tail"])
    for a, others in list(same.items()):
        for b in others:
            same[b].add(a)
    return same


def pair_up(want: Collection[Edge], have: Collection[Edge], same: Mapping[str, set[str]]) -> dict[Edge, Edge]:
    """System edge -> gold edge it states, one to one: exact ends first, then ends that stand for each other."""

    def alike(one: str, other: str) -> bool:
        return one == other or other in same.get(one, ())

    def states(g: Edge, k: Edge) -> bool:
        straight = alike(g[1], k[1]) and alike(g[2], k[2])
        return g[0] == k[0] and (straight or (g[0] in SYMMETRIC and alike(g[1], k[2]) and alike(g[2], k[1])))

    pairs = {k: k for k in want if k in have}
    free = [k for k in want if k not in pairs]
    for k in sorted(k for k in have if k not in pairs and k[0] not in STATES):
        match = next((g for g in free if states(g, k)), None)
        if match is not None:
            pairs[k] = match
            free.remove(match)
    return pairs


# ---------------------------------------------------------------- the score


def score(gold: Articles, system: Articles, *, tell: Callable[[str], None] | None = None) -> Result:
    """The scores of a system over all gold articles; `tell` gets one line for each thing missed or given too much."""
    entity, edge, attribute = Tally(), Tally(), Tally()
    per_doc: dict[str, Share] = {}
    for key, wanted in sorted(gold.items()):
        got = system.get(key, {"entities": [], "events": [], "states": []})
        mapping = align(wanted["entities"], got.get("entities", []))
        _count_entities(entity, wanted, got, mapping)
        want = edges(wanted)
        have = edges(got, lambda i, m=mapping: m.get(i, f"?{i}"))  # type: ignore[misc]
        optional = {k for k, v in want.items() if all(x.get("optional") for x in v)}
        pairs = pair_up(want, have, stands_for(wanted))
        share = _count_edges(edge, want, have, optional, pairs)
        _count_attributes(attribute, want, have, pairs, mapping)
        per_doc[f"{key[0]}#{key[1]}"] = share
        if tell:
            tell(f"## {key[0]}#{key[1]}: edges {share['right']} right of {share['gold']}, {share['got']} given")
            for line in _differences(wanted, got, mapping, want.keys() - optional - set(pairs.values()), have, pairs):
                tell(f"   {line}")
    return {
        "articles": len(gold),
        "answered": sum(k in system for k in gold),
        "entities": entity.row(entity.kinds()),
        "entities_by_type": {t: entity.row([t]) for t in sorted(entity.gold)},
        "edges": edge.row(edge.kinds()),
        "event_edges": edge.row(edge.kinds() - STATES),
        "state_edges": edge.row(STATES),
        "edges_by_type": {t: edge.row([t]) for t in sorted(edge.kinds())},
        "attributes": {f: attribute.row([f]) for f in ATTRIBUTES},
        "per_doc": per_doc,
    }


def _count_entities(tally: Tally, wanted: Item, got: Item, mapping: Mapping[str, str]) -> None:
    spare, found = {e["id"] for e in wanted["entities"] if e.get("optional")}, set(mapping.values())
    for e in wanted["entities"]:
        if e["id"] not in spare:
            tally.add(e["type"], gold=1, right=e["id"] in found)
    for e in got.get("entities", []):
        if mapping.get(e["id"]) not in spare:
            tally.add(e.get("type", "?"), got=1)


def _count_edges(
    tally: Tally, want: Collection[Edge], have: Collection[Edge], optional: set[Edge], pairs: Mapping[Edge, Edge]
) -> Share:
    found = set(pairs.values())
    for k in want:
        if k not in optional:
            tally.add(k[0], gold=1, right=k in found)
    for k in have:
        if pairs.get(k) not in optional:
            tally.add(k[0], got=1)
    return {"right": len(found - optional), "gold": len(want) - len(optional), "got": len(have)}


def _count_attributes(
    tally: Tally,
    want: Mapping[Edge, list[Item]],
    have: Mapping[Edge, list[Item]],
    pairs: Mapping[Edge, Edge],
    mapping: Mapping[str, str],
) -> None:
    """Date, place and status, counted on the event edges that are right. A date may be more precise than the gold one."""
    for k, g in pairs.items():
        for name in ATTRIBUTES if g[0] not in STATES else ():
            truths = {x.get(name) for x in want[g]} - {None}
            said = {x.get(name) for x in have[k]} - {None}
            if name == "place":
                said = {mapping.get(str(i)) for i in said}
            if truths:
                exact = said & truths
                near = name == "date" and any(str(s).startswith(str(t)) for s in said for t in truths)
                tally.add(name, gold=1, got=bool(said), right=bool(exact or near))


def _differences(
    wanted: Item,
    got: Item,
    mapping: Mapping[str, str],
    missed: Iterable[Edge],
    have: Iterable[Edge],
    pairs: Mapping[Edge, Edge],
) -> Iterable[str]:
    """One line for each entity and edge that was missed or is extra."""
    name = {e["id"]: e["name"] for e in wanted["entities"]}
    name |= {f"?{e['id']}": e.get("name") for e in got.get("entities", [])}

    def show(k: Edge) -> str:
        return f"{k[0]}({', '.join(str(name.get(i) or i) for i in k[1:])})"

    for e in wanted["entities"]:
        if e["id"] not in mapping.values() and not e.get("optional"):
            yield f"missed entity {e['type']}: {e['name']}"
    for e in got.get("entities", []):
        if e["id"] not in mapping:
            yield f"extra entity  {e.get('type')}: {e.get('name')}"
    yield from (f"missed {show(k)}" for k in sorted(missed))
    yield from (f"extra  {show(k)}" for k in sorted(set(have) - pairs.keys()))


# ---------------------------------------------------------------- in and out


def read_gold(folder: Path) -> dict[Key, Item]:
    """The annotated articles of a folder, by (document without suffix, number)."""
    lists = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    return {_key(article): article for articles in lists for article in articles}


def read_system(path: Path) -> dict[Key, Item]:
    """The extracted articles of a JSON-lines file, by (document without suffix, number)."""
    # Only a line feed ends a line here: JSON leaves other line separators inside texts as they are.
    lines = path.read_text(encoding="utf-8").split("\n")
    return {_key(article): article for article in (json.loads(line) for line in lines if line.strip())}


def _key(article: Item) -> Key:
    return Path(article["doc"]).stem, int(article.get("article", 0))


def as_text(result: Result) -> str:
    """The result for a terminal."""

    def line(label: str, r: Row) -> str:
        scores = f"P {r['p']:.3f}  R {r['r']:.3f}  F1 {r['f1']:.3f}"
        return f"{label:<22} {scores}   ({r['right']} right, {r['gold']} gold, {r['got']} given)"

    lines = [f"{result['answered']} of {result['articles']} articles answered"]
    wholes = {name: result[name] for name in ("entities", "event_edges", "state_edges", "edges")}
    lines += [line(name, row) for name, row in wholes.items()]
    for part in ("entities_by_type", "edges_by_type", "attributes"):
        lines += [f"-- {part}", *(line("  " + t, r) for t, r in result[part].items())]
    return "\n".join(lines)


def main() -> None:
    """Read the command line, print the scores."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path)
    options.add_argument("system", type=Path)
    options.add_argument("--json", action="store_true", help="print the whole result as JSON")
    options.add_argument("-v", "--verbose", action="store_true", help="say on standard error what was missed and extra")
    args = options.parse_args()
    tell = (lambda line: print(line, file=sys.stderr)) if args.verbose else None
    result = score(read_gold(args.gold), read_system(args.system), tell=tell)
    print(json.dumps(result, indent=1) if args.json else as_text(result))


if __name__ == "__main__":
    main()
