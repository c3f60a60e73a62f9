"""Names and offices that the model passed over: each rule on a sentence through the tagger alone, beside its control."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from extract.layers import Layers, layers
from extract.names import find_names


def named(nlp: Language, text: str) -> Layers:
    """The layers of a text whose names the model did not see: tagged and parsed, no entities."""
    with nlp.select_pipes(enable=["tok2vec", "tagger", "morphologizer", "parser", "lemmatizer"]):
        doc: Doc = nlp(text)
    return layers(find_names(doc))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yesterday Norvik Steel sold rails.", ["Norvik Steel"]),
        ("The Tarn Valley Development Bank lent money.", ["Tarn Valley Development Bank"]),
        ("Yesterday the steel company sold rails.", []),
        ("They sold Steel.", []),
    ],
)
def test_a_body_is_known_by_the_last_word_of_its_name(nlp: Language, text: str, names: list[str]) -> None:
    assert [m.text for m in named(nlp, text).mentions if m.type == "Organization"] == names


def test_an_office_in_lower_case_counts_only_beside_a_name(nlp: Language) -> None:
    assert named(nlp, "Trade is growing, a deputy trade minister said.").titles == []
