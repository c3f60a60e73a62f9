"""Which names of an article are one entity. Reads mentions, adds clusters; pronouns and descriptions are references.py's.

Long names first, then short forms to the nearest long one before them; what fits two equally stays apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from spacy.tokens import Doc

from extract import lexicon
from extract.layers import Cluster, Layers, Mention, layers

SMALL = frozenset(
    {
        "the",
        "of",
        "for",
        "and",
        "on",
        "in",
        "a",
        "an",
        "to",
        "s",
        "with",
        "between",
        "at",
        "its",
        "their",
        "de",
        "la",
        "et",
        "und",
    }
)
LINKED = ("Organization", "Agreement", "Occasion", "Initiative")
SAME = {
    "department": "ministry",
    "organisation": "organization",
    "programme": "program",
    "centre": "center",
    "defence": "defense",
}


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """Lower case, no accents, no punctuation, no leading article; "Korea's" becomes "korea"."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    text = re.sub(r"['’]s\b", "", text)
    text = re.sub(r"\.(?=\w)|(?<=\w)\.", "", text)
    text = re.sub(r"[^\w]+", " ", text).strip()
    return re.sub(r"^(the|a|an) ", "", text)


@cache
def country_words() -> frozenset[str]:
    """Folded names and adjectives of all countries."""
    return frozenset(fold(f) for c in lexicon.countries() for f in (c.name, *c.names, *c.adjectives))


def content(name: str) -> frozenset[str]:
    """The words of a folded name that carry meaning, spelling variants joined."""
    return frozenset(SAME.get(w, w) for w in fold(name).split() if w not in SMALL)


def is_acronym_of(short: str, name: str) -> bool:
    """True where the capitals of `short` are initials of the words of `name` in order ("OECD", "S.A.D.C.")."""
    letters = re.sub(r"[^A-Z]", "", short)
    if len(letters) < 2 or len(letters) < 0.6 * len(re.sub(r"\W|\d", "", short)) or " " not in name.strip():
        return False
    words = [w for w in re.split(r"[\s\-/&,]+", name) if w]
    must = [w[0].upper() for w in words if fold(w) and fold(w) not in SMALL]
    may = [w[0].upper() for w in words if fold(w) or w]
    return letters == "".join(must) or letters == "".join(may) or (len(letters) >= 3 and _in_order(letters, words))


def _in_order(letters: str, words: list[str]) -> bool:
    """Each content word gives its initial, small words may give theirs, and a word may give further letters inside it."""
    i = 0
    for word in words:
        if i < len(letters) and word[0].upper() == letters[i]:
            i += 1
        elif fold(word) not in SMALL:
            return False
    return i == len(letters)


def cluster_names(doc: Doc) -> Doc:
    """Fill `clusters` and give each mention its entity."""
    found = layers(doc)
    found.clusters = []
    order = sorted(found.mentions, key=lambda m: (m.source == "bracket", -len(_tokens(m)), m.start))
    index = _Index()
    for mention in order:
        target = _home(found, index, mention)
        if target is None:
            target = len(found.clusters)
            found.clusters.append(Cluster(mention.type))
        mention.entity = target
        found.clusters[target].mentions.append(mention)
        index.add(mention, target)
    _join_acronyms(found)
    for cluster in found.clusters:
        _name(cluster)
    return doc


class _Index:
    """Folded names to clusters, so that most names find their home at once."""

    def __init__(self) -> None:
        self.exact: dict[tuple[str, str], int] = {}
        self.country: dict[str, int] = {}

    def add(self, mention: Mention, cluster: int) -> None:
        if mention.type == "Country" and mention.country:
            self.country.setdefault(mention.country, cluster)
        self.exact.setdefault((mention.type, fold(mention.text)), cluster)
        if mention.known:
            self.exact.setdefault((mention.type, fold(mention.known)), cluster)


def _tokens(mention: Mention) -> list[str]:
    return fold(mention.text).split()


def _home(found: Layers, index: _Index, mention: Mention) -> int | None:
    if mention.link is not None and mention.link.entity >= 0:
        return mention.link.entity
    if mention.type == "Country" and mention.country:
        return index.country.get(mention.country)
    for name in (mention.text, mention.known):
        if name and (cluster := index.exact.get((mention.type, fold(name)))) is not None:
            return None if _of_two_states(found, mention, found.clusters[cluster]) else cluster
    if mention.type == "Person":
        return _person(found, mention)
    return _named(found, mention) if mention.type in LINKED else None


def _of_two_states(found: Layers, mention: Mention, cluster: Cluster) -> bool:
    """True where two bodies of one name have two owners: "Kenya's Ministry of Trade", "Ghana's Ministry of Trade"."""
    if mention.type != "Organization" or (mine := _owner(found, mention)) is None:
        return False
    theirs = {code for m in cluster.mentions if (code := _owner(found, m)) is not None}
    return bool(theirs) and mine not in theirs


def _owner(found: Layers, body: Mention) -> str | None:
    """Code of the country that stands right before a body as a possessor or an adjective."""
    for other in found.mentions:
        if other.type == "Country" and other.country and other.end <= body.start <= other.end + 4:
            gap = found.text[other.end : body.start]
            if re.fullmatch(r"['’]s?\s+", gap) or (other.form == "adjective" and gap == " "):
                return other.country
    return None


def _person(found: Layers, mention: Mention) -> int | None:
    """The person with a longer name that holds all words of this one; the nearest before it where several do."""
    words = _tokens(mention)
    fits: list[tuple[bool, int, int]] = []
    if not words:  # a name of signs alone, as hostile text may hold
        return None
    for i, cluster in enumerate(found.clusters):
        if cluster.type != "Person":
            continue
        for other in cluster.mentions:
            theirs = _tokens(other)
            if len(theirs) >= len(words) and _name_fits(words, theirs):
                fits.append((other.start > mention.start, abs(other.start - mention.start), i))
    if not fits:
        return None
    if len(words) == 1 and len({i for *_, i in fits}) > 1 and not [f for f in fits if not f[0]]:
        return None
    return min(fits)[2]


def _name_fits(short: list[str], long: list[str]) -> bool:
    if set(short) <= set(long):
        return len(short) > 1 or short[0] in {long[0], long[-1]} or len(long) > 2
    if (
        len(short) > 1
        and short[-1] == long[-1]
        and all(any(w[0] == s[0] and (len(s) == 1 or len(w) == 1 or w == s) for w in long) for s in short[:-1])
    ):
        return True
    joined = ["".join(long), "".join(reversed(long))]
    return "".join(short) in joined or _other_spelling(short, long)


#: Letters that romanisations of one name add, drop or swap.
_LOOSE_LETTERS = re.compile(r"[aeiouyhw'’\-]")


def _other_spelling(short: list[str], long: list[str]) -> bool:
    """ "Choo Sang-woo" and "Chu Sang-woo", "Hassim Al-Qadiri" and "Hasem Mohamed AlQadiri": two spellings of one name.

    Each word of the shorter name must have its like in the longer one, in order: the same word, or the same first letter
    and the same consonants; one word at least of four letters must be the very same but for its marks.
    """
    mine, theirs = sorted((_closed_up(short), _closed_up(long)), key=len)
    if len(mine) < 2:
        return False
    sure, at = False, 0
    for word in mine:
        while at < len(theirs) and not _alike(word, theirs[at]):
            at += 1
        if at == len(theirs):
            return False
        sure = sure or (word == theirs[at] and len(word) >= 4)
        at += 1
    return sure


def _closed_up(words: list[str]) -> list[str]:
    """Particles joined to the word behind them ("al qadiri" is "alqadiri"), syllables of a given name to each other."""
    out: list[str] = []
    for word in words:
        if out and out[-1] in {"al", "el", "abu", "bin", "ibn", "de", "van", "von"}:
            out[-1] += word
        else:
            out.append(word)
    return out


def _alike(one: str, other: str) -> bool:
    """The same word, or one that differs in vowels and weak letters only, and not in a last -a or -o (Maria, Mario)."""
    if one == other:
        return True
    loose = one[0] == other[0] and _bones(one) == _bones(other) and bool(_bones(one))
    return loose and not (one.rstrip("ao") == other.rstrip("ao") and one[-1:] + other[-1:] not in {"aa", "oo"})


def _bones(word: str) -> str:
    """Consonants of a word, doubled ones once."""
    return re.sub(r"(.)\1+", r"\1", _LOOSE_LETTERS.sub("", word))


def _named(found: Layers, mention: Mention) -> int | None:
    """The body, agreement or occasion of the same content words, or whose short form this is."""
    words = content(mention.text)
    if not words:
        return None
    bare = words - country_words()
    fits: list[tuple[int, int]] = []
    for i, cluster in enumerate(found.clusters):
        if cluster.type != mention.type:
            continue
        for other in cluster.mentions:
            theirs = content(other.text)
            if words == theirs or (
                bare and len(bare) > 1 and bare == theirs - country_words() and not _two_states(words, theirs)
            ):
                return i
            if (mention.type == "Organization" and _short_company(mention, other)) or (
                mention.type in {"Agreement", "Occasion"}
                and len(words) >= 2
                and words < theirs
                and fold(mention.text) in fold(other.text)
            ):
                fits.append((abs(other.start - mention.start), i))
    return min(fits)[1] if fits and len({i for _, i in fits}) == 1 else None


def _two_states(a: frozenset[str], b: frozenset[str]) -> bool:
    mine, theirs = a & country_words(), b & country_words()
    return bool(mine and theirs and mine != theirs)


def _short_company(short: Mention, long: Mention) -> bool:
    """ "Hyundai" for "Hyundai Motor Company": the first words of a longer name, none of them a country or a bare cue."""
    a, b = _tokens(short), _tokens(long)
    if not a or len(a) >= len(b) or b[: len(a)] != a or len(a[0]) < 3:
        return False
    cues = lexicon.organisations().cues["Organization"]
    return a[0] not in country_words() and not all(w in cues for w in a) and a[0] not in cues


def _join_acronyms(found: Layers) -> None:
    """An acronym joins the one name whose initials it is, whatever type the model gave it."""
    moved: dict[int, int] = {}
    longs = [
        (i, c) for i, c in enumerate(found.clusters) if c.type in LINKED and any(" " in m.text for m in c.mentions)
    ]
    for i, cluster in enumerate(found.clusters):
        if cluster.type not in (*LINKED, "Place") or any(" " in m.text or m.known for m in cluster.mentions):
            continue
        short = cluster.mentions[0].text
        fits = [j for j, other in longs if j != i and any(is_acronym_of(short, m.text) for m in other.mentions)]
        if len(fits) == 1:
            moved[i] = fits[0]
    for source, target in moved.items():
        for mention in found.clusters[source].mentions:
            mention.entity, mention.type = target, found.clusters[target].type
        found.clusters[target].mentions += found.clusters[source].mentions
        found.clusters[source].mentions = []


def _name(cluster: Cluster) -> None:
    """Fullest name, other forms, and the country of a mention the lexicon knows."""
    if not cluster.mentions:
        return
    cluster.mentions.sort(key=lambda m: m.start)
    forms = [m.text for m in cluster.mentions]
    if cluster.type == "Country":
        nouns = [m.text for m in cluster.mentions if m.form != "adjective" and m.country] or forms
        cluster.name = max(nouns, key=lambda n: (nouns.count(n), -forms.index(n)))
    else:
        cluster.name = max(forms, key=lambda n: (len(n), not n.isupper(), -forms.index(n)))
    cluster.aliases = {f for f in forms if f != cluster.name}
    cluster.country = next((m.country for m in cluster.mentions if m.country), None)
