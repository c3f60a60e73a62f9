"""Pure helpers on parsed tokens (Universal Dependencies labels): subjects, objects, conjuncts, voice, modality, clauses.

No vocabulary of the domain and no state: every function reads tokens and returns tokens.
Labels are those of UD 2 (https://universaldependencies.org/u/dep/); a passive is always turned round.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

RELATIVE = frozenset({"who", "which", "that", "whom"})
FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "should", "can", "would", "must", "ought"})
NOUNS = frozenset({"NOUN", "PROPN"})


def children(token: Token, *deps: str) -> list[Token]:
    """Children whose label is one of `deps`, or a subtype where the label ends in ':*'."""
    return [c for c in token.children if c.dep_ in deps]


def conjuncts(token: Token) -> list[Token]:
    """The token and all that is coordinated with it, in order of the text."""
    out, stack = [token], [token]
    while stack:
        for child in stack.pop().children:
            if child.dep_ == "conj" and child not in out:
                out.append(child)
                stack.append(child)
    return sorted(out, key=lambda t: t.i)


def case(token: Token) -> str:
    """The preposition of a noun, in lower case ('' where there is none); 'out of' gives 'of'."""
    marks = [c.lower_ for c in token.children if c.dep_ == "case" and c.lower_ not in {"'s", "’s", "'", "’"}]
    return marks[-1] if marks else ""


def is_passive(verb: Token) -> bool:
    """True where the surface subject is the object, or a bare participle modifies a noun ("the MOU signed by ...")."""
    if any(c.dep_ in {"nsubj:pass", "aux:pass", "csubj:pass"} for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, "nsubj", "aux", "obj"):
        return verb.head.pos_ == "VERB" and verb.head.tag_ == "VBN" and is_passive(verb.head)
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "acl:relcl", "advcl"} and not children(verb, "aux", "nsubj")


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Grammatical subjects, looked up through coordination, control and relative clauses; [] where there is none."""
    own = children(verb, "nsubj", "nsubj:pass", "nsubj:outer")
    if own:
        return [t for s in own for t in _antecedents(s, verb)]
    if depth > 6:
        return []
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX", "ADJ"}:
        return surface_subjects(head, depth + 1)
    if verb.dep_ == "xcomp" and head.pos_ in {"VERB", "ADJ", "AUX"}:
        if head.pos_ == "VERB" and (objects := children(head, "obj", "iobj")):
            return [t for o in objects[:1] for t in conjuncts(o)]
        return surface_subjects(head, depth + 1)
    if verb.dep_ in {"advcl", "ccomp", "parataxis"} and head.pos_ in {"VERB", "ADJ"} and not _finite(verb):
        return surface_subjects(head, depth + 1)
    if verb.dep_ in {"acl", "acl:relcl"}:
        return conjuncts(head) if verb.tag_ in {"VBG", "VBN"} else noun_owner(head, depth + 1)
    return []


def noun_owner(noun: Token, depth: int) -> list[Token]:
    """For "X's plan to visit" or "X has a plan to visit": whoever has the plan."""
    if owners := children(noun, "nmod:poss"):
        return [t for o in owners for t in conjuncts(o)]
    if noun.dep_ in {"obj", "obl", "xcomp"} and noun.head.pos_ == "VERB" and depth < 6:
        return surface_subjects(noun.head, depth + 1)
    return []


def _antecedents(subject: Token, verb: Token) -> list[Token]:
    if subject.lower_ in RELATIVE and (noun := relative_head(verb)) is not None:
        return [noun]
    return conjuncts(subject)


def relative_head(verb: Token) -> Token | None:
    """The noun that a relative clause (or a verb coordinated inside one) describes."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.head if verb.dep_ == "acl:relcl" else None


def _finite(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBZ", "VBP", "MD"} or any(c.dep_ == "aux" and c.tag_ != "TO" for c in verb.children)


def deep_subjects(verb: Token) -> list[Token]:
    """Who does it: the subject of an active verb, the by-phrase of a passive one."""
    if is_passive(verb):
        return [t for c in verb.children if c.dep_.startswith("obl") and case(c) == "by" for t in conjuncts(c)]
    return surface_subjects(verb)


def deep_objects(verb: Token) -> list[Token]:
    """To whom or what it is done: the object of an active verb, the subject of a passive one, the noun of a participle."""
    if is_passive(verb):
        if verb.dep_ == "acl" or (verb.dep_ == "advcl" and not children(verb, "nsubj:pass")):
            return conjuncts(verb.head) if verb.head.pos_ in NOUNS else []
        return surface_subjects(verb)
    own = [t for c in children(verb, "obj") for t in _antecedents(c, verb)]
    if own:
        return own
    noun = relative_head(verb)
    if noun is not None and not any(c.lower_ in RELATIVE for c in children(verb, "nsubj")) and children(verb, "nsubj"):
        return [noun]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not children(verb, "nsubj", "obl", "xcomp", "ccomp"):
        return deep_objects(verb.head) if verb.head.i < verb.i and _shares_object(verb) else []
    return []


def _shares_object(verb: Token) -> bool:
    """True for "negotiated and signed the treaty", where the object follows the second verb or stands with the first."""
    return any(c.dep_ == "obj" and c.i > verb.i for c in verb.head.children)


def prepositional(token: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, noun) for each oblique or nominal modifier, conjuncts included."""
    for child in token.children:
        if (
            child.dep_.startswith(("obl", "nmod"))
            and child.dep_ not in {"nmod:poss", "nmod:desc"}
            and (mark := case(child))
        ):
            for noun in conjuncts(child):
                yield case(noun) or mark, noun


def governor(noun: Token) -> Token | None:
    """The verb that a noun is object, subject or oblique of, through "the holding of", "a series of" and coordination."""
    token = noun
    for _ in range(5):
        if token.dep_ == "ROOT":
            return None
        if token.dep_ in {"obj", "nsubj:pass", "nsubj", "obl", "obl:unmarked", "xcomp"} and token.head.pos_ in {
            "VERB",
            "AUX",
        }:
            return token.head
        if token.dep_ in {"conj", "nmod", "appos", "nmod:unmarked"}:
            token = token.head
        else:
            return None
    return None


def negated(token: Token) -> bool:
    """True where "not", "never", "no", "without" or "neither ... nor" denies the verb or noun itself; "not only" denies nothing."""
    for child in token.children:
        if child.lower_ in {"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly"}:
            only = (
                child.lower_ == "not"
                and child.i + 1 < len(child.doc)
                and child.nbor().lower_ in {"only", "just", "merely"}
            )
            if not only and child.dep_ in {"advmod", "det", "cc:preconj", "case", "mark", "cc"}:
                return True
        if child.dep_ in {"nsubj", "nsubj:pass"} and any(
            c.lower_ in {"neither", "no"} and c.dep_ in {"cc:preconj", "det", "cc", "advmod"} for c in child.children
        ):
            return True
    return False


def auxiliaries(verb: Token) -> list[str]:
    """Auxiliaries of a verb in lower case; those of the first conjunct where it has none ("will meet and sign")."""
    own = [c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass"}]
    if not own and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.tag_ in {"VB", "VBN"}:
        return auxiliaries(verb.head)
    return own


def is_conditional(verb: Token) -> bool:
    """True in a clause opened by "if", "unless", "should" or "whether"."""
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether", "lest"} for c in verb.children)


def clause_verb(token: Token) -> Token | None:
    """The nearest verb at or above a token."""
    for candidate in (token, *token.ancestors):
        if candidate.pos_ in {"VERB", "AUX"}:
            return candidate
    return None
