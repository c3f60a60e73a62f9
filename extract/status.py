"""Did it happen? held, planned, proposed or denied, read off the grammar around a trigger. Vocabulary comes from the lexicon."""

from __future__ import annotations

from spacy.tokens import Token

from extract import grammar, lexicon

NEXT = frozenset(
    {"planned", "upcoming", "scheduled", "forthcoming", "coming", "next", "slated", "future", "imminent", "expected"}
)
MAYBE = frozenset(
    {"proposed", "possible", "potential", "suggested", "prospective", "threatened", "would-be", "mooted", "likely"}
)
OFF = frozenset(
    {"cancelled", "canceled", "postponed", "aborted", "rejected", "failed", "alleged", "rumoured", "rumored"}
)
ASKED = frozenset({"request", "proposal", "call", "invitation", "offer", "appeal", "threat"})
PROMISED = frozenset({"plan", "decision", "intention", "promise", "agreement", "commitment", "pledge"})
SUGGESTED = frozenset({"propose", "suggest", "ask", "demand", "urge", "recommend", "hope", "request", "wish", "want"})
MUSED = frozenset({"consider", "think", "talk", "dream"})
#: Verbs of speech whose infinitive tells the purpose of a meeting and not what was asked for.
PURPOSE = frozenset({"discuss", "study", "explore", "examine", "meet", "look", "agree", "call", "set", "use"})
#: What depends on a thing, awaits or needs it does not have it yet.
OPEN_FOR = frozenset({"depend", "hinge", "await", "need", "require", "pursue", "lack"})
#: Nouns whose infinitive says what may be done ("sixty days to settle").
ROOM = frozenset(
    {
        "day",
        "week",
        "month",
        "year",
        "time",
        "chance",
        "right",
        "power",
        "deadline",
        "room",
        "opportunity",
        "ability",
        "authority",
        "option",
        "mandate",
    }
)
#: Verbs whose gerund is what no longer happens ("stopped blocking", "barred X from selling").
STOPPED = frozenset(
    {"stop", "cease", "end", "quit", "halt", "block", "ban", "prevent", "bar", "prohibit", "forbid", "avoid"}
)
RANK = {"held": 0, "planned": 1, "proposed": 2, "denied": 3}


def lemma_of(token: Token) -> str:
    """Lemma of a word: a verb's from the lexicon's own forms, where the lemmatizer may err, else the parse's."""
    if token.pos_ in {"VERB", "AUX", "ADJ"}:
        return lexicon.verb_lemmas().get(token.lower_, token.lemma_.lower())
    return token.lemma_.lower()


def status_of(trigger: Token, fixed: str | None = None) -> str:
    """Status of what a verb or noun states; `fixed` is a status the frame itself gives (an invitation's visit)."""
    said = [fixed] if fixed else []
    if trigger.pos_ in grammar.NOUNS:
        said.append(_of_noun(trigger))
        verb = grammar.governor(trigger)
        if verb is not None:
            said.append(_governed(verb))
            said.append(_of_verb(verb))
    else:
        said.append(_of_verb(trigger))
    return max((s for s in said if s), key=RANK.__getitem__, default="held")


def advised_against(verb: Token) -> bool:
    """ "urged X not to sign": no refusal, and nothing else that happened."""
    if verb.pos_ != "VERB" or not grammar.negated(verb) or not _infinitive(verb):
        return False
    words = lexicon.events()
    return verb.dep_ in {"xcomp", "ccomp", "advcl", "acl"} and lemma_of(verb.head) in words.proposing - PURPOSE


def _of_noun(noun: Token) -> str:
    words = {c.lower_ for c in noun.children if c.dep_ in {"amod", "acl", "compound"}}
    if grammar.negated(noun) or words & OFF:
        return "denied"
    if words & MAYBE:
        return "proposed"
    if words & NEXT:
        return "planned"
    if any(c.dep_ == "acl:relcl" and grammar.negated(c) for c in noun.children):
        return "denied"
    head = noun.head
    if noun.dep_ == "nmod" and lemma_of(head) in {
        "proposal",
        "request",
        "call",
        "idea",
        "possibility",
        "prospect",
        "suggestion",
        "invitation",
        "threat",
    }:
        return "proposed"
    if noun.dep_ == "nmod" and lemma_of(head) in {
        "plan",
        "preparation",
        "promise",
        "pledge",
        "intention",
        "commitment",
    }:
        return "planned"
    if noun.dep_ == "nmod" and lemma_of(head) in {"cancellation", "postponement", "denial"}:
        return "denied"
    return "held"


def _governed(verb: Token) -> str:
    """What the verb does to the event noun it takes: "cancelled the visit", "proposed talks"."""
    words = lexicon.events()
    lemma = lemma_of(verb)
    if lemma in words.denying or (lemma == "call" and any(c.lower_ == "off" for c in verb.children)):
        return "denied"
    if lemma in OPEN_FOR:
        return "proposed"
    if lemma in words.light or lemma in words.reporting:
        return "held"
    if lemma in words.proposing:
        return "proposed"
    if lemma in words.planning:
        return "planned"
    return "held"


def _of_verb(verb: Token) -> str:
    own = _modality(verb)
    return max((own, _from_above(verb, own)), key=RANK.__getitem__)


def _modality(verb: Token) -> str:
    if grammar.is_conditional(verb):
        return "proposed"
    if grammar.negated(verb):
        return "denied"
    aux = grammar.auxiliaries(verb)
    if any(a in {"not", "n't"} for a in aux):
        return "denied"
    if any(a in grammar.FUTURE for a in aux) or _is_to(verb):
        return "planned"
    if "would" in aux:
        return "planned" if verb.dep_ == "ccomp" and lemma_of(verb.head) in lexicon.events().reporting else "proposed"
    if any(a in grammar.POSSIBLE for a in aux):
        return "proposed"
    if (
        verb.dep_ == "conj"
        and verb.head.pos_ == "VERB"
        and verb.tag_ in {"VB", "VBG"}
        and not grammar.children(verb, "nsubj", "nsubj:pass")
    ):
        return _modality(verb.head)
    return "held"


def _is_to(verb: Token) -> bool:
    """ "is to host", where the parse makes a copula of "is"."""
    return any(c.dep_ == "cop" for c in verb.children) and _infinitive(verb)


def _infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" or (c.lower_ == "to" and c.dep_ == "mark") for c in verb.children)


def _from_above(verb: Token, own: str) -> str:
    """What the verbs above say of the clause: "plans to visit", "asked X to lift", "is to meet"; purpose says nothing."""
    token = verb
    while token.dep_ == "conj" and token.head.pos_ == "VERB":
        token = token.head
    head, infinitive = token.head, _infinitive(token)
    lemma = lemma_of(head)
    words = lexicon.events()
    asked = token.dep_ == "advcl" and infinitive and lemma in (words.proposing | words.planning) - PURPOSE
    if token.dep_ == "xcomp" or asked or (token.dep_ in {"ccomp", "csubj", "acl"} and infinitive):
        governed = _infinitive_under(head, lemma, own, infinitive=infinitive)
        if governed is not None:
            return governed
    if token.tag_ == "VBG" and token.dep_ in {"xcomp", "advcl", "obl", "ccomp"} and lemma in STOPPED:
        return "denied"
    if token.dep_ == "ccomp" and lemma in SUGGESTED:
        return "proposed"
    if token.dep_ == "ccomp" and lemma == "deny":
        return "denied"
    if token.dep_ == "advcl" and not infinitive:
        marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
        if "without" in marks:
            return "denied"
        if marks & {"of", "after", "for", "by", "in", "on", "from"} and lemma in MUSED:
            return "proposed"
    if token.dep_ == "advcl" and infinitive and own == "held" and head.pos_ == "VERB":
        return _of_verb(head)
    return "held"


def _infinitive_under(head: Token, lemma: str, own: str, *, infinitive: bool) -> str | None:
    """Status of an infinitive by the verb, noun or adjective it hangs on; None where that says nothing."""
    words = lexicon.events()
    if lemma == "be" or (head.pos_ == "AUX" and infinitive):
        return "planned"
    if lemma in words.denying:
        return "denied"
    if head.pos_ in grammar.NOUNS and lemma in ROOM:
        return "proposed"
    if lemma in words.proposing or (head.pos_ in grammar.NOUNS and lemma in ASKED):
        return "proposed"
    if lemma in words.planning or lemma in PROMISED:
        return max("denied" if grammar.negated(head) else "planned", own, key=RANK.__getitem__)
    if lemma in words.light or lemma in {"help", "manage", "continue", "proceed"}:
        return _of_verb(head) if head.pos_ in {"VERB", "AUX"} else "held"
    return None
