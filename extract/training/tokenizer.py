"""The tokenizer of our pipeline: spaCy's English one, but hyphenated words stay whole. Touches nothing else."""

from typing import Any

import spacy
from spacy.lang.char_classes import (
    ALPHA,
    ALPHA_LOWER,
    ALPHA_UPPER,
    CONCAT_QUOTES,
    LIST_ELLIPSES,
    LIST_ICONS,
)
from spacy.language import Language
from spacy.util import compile_infix_regex

# spaCy's own English infixes with two changes: no plain hyphen between letters ("Tae-ick", "Korea-UK" are one
# token each), and what web pages glue together splits: "2024.The", "(MOTIE).He", 'end."The', "Ministry(MOTIE)".
INFIXES: tuple[str, ...] = (
    *LIST_ELLIPSES,
    *LIST_ICONS,
    r"(?<=[0-9])[+\-\*^](?=[0-9-])",
    rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
    rf"(?<=[0-9\)\]%])\.(?=[{ALPHA_UPPER}][{ALPHA_LOWER}])",
    rf"(?<=[{ALPHA_LOWER}])[!?](?=[{ALPHA_UPPER}])",
    rf"(?<=[.!?])[\"“”](?=[{ALPHA_UPPER}])",
    rf"(?<=[{ALPHA}0-9])\((?=[{ALPHA}]{{2}})",
    rf"(?<=[{ALPHA}0-9])\)(?=\.[{ALPHA_UPPER}])",
    rf"(?<=[{ALPHA}])[,;](?=[{ALPHA}])",
    rf"(?<=[{ALPHA}0-9])(?:–|—|--|---|——|~)(?=[{ALPHA}0-9])",
    rf"(?<=[{ALPHA}0-9])[:<>=/](?=[{ALPHA}])",
)

# Abbreviated ranks and offices that spaCy's list lacks; they stand before names.
ABBREVIATIONS = ("Amb.", "Brig.", "Capt.", "Cmdr.", "Col.", "Hon.", "Lt.", "Maj.")


def blank_english() -> Language:
    """An English pipeline without components whose tokenizer keeps hyphenated words whole."""
    nlp = spacy.blank("en")
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(INFIXES).finditer
    for word in ABBREVIATIONS:
        tokenizer.add_special_case(word, [{"ORTH": word}])
    return nlp
