"""How the shipped pipeline is made, and what it must be: corpus format, converters, tokenizer, the model on disk."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.training import card, corpus, names
from extract.training.augment import headline_copies, recased, sentences_of
from extract.training.clauses import made_sentences, stock_of
from extract.training.conllu import merge_hyphenated, read_conllu, sentences_doc, text_of, treebank_docs
from extract.training.data import Sources, TrainingError
from extract.training.foreign import complete, countries, foreign_docs, our_label, read_columns
from extract.training.phrases import Stock, name, phrase, possessive, word
from extract.training.tokenizer import blank_english
from extract.training.train import install
from extract.training.vectors import reduce, to_vectors, vocabulary

PROJECT = Path(__file__).parents[1]
MODEL = PROJECT / "extract" / "model"
CORPUS = PROJECT / "extract" / "training" / "corpus"
SHARED = PROJECT.parent / "shared"

HEADER = "id: t1-001\ngenre: readout\nissuer: Ministry of Trade of Kenya\npublished: 2019-05-03\ntitle: Tea\n\n"
BODY = (
    "{title|Minister of {e4:Country:KE|Kenya}} {e1:Person:KE|Amina Yusuf} {v1|met} {e2:Person:OM|Said Al Harthy} in "
    "{e3:Place:OM|Muscat} {date|on Tuesday}. {e1~|She} sold tea for {money|2 million dollars}."
)
FACTS = "\n---\nv1: meet e1 e2 ; date 2019-04-30 ; place e3 ; topics tea, trade\npost e1 -> e4 ; title Minister\n"


@pytest.fixture(scope="module")
def english() -> Language:
    return blank_english()


@pytest.fixture(scope="module")
def shipped() -> Language:
    return spacy.load(MODEL)


def words_of(nlp: Language, text: str) -> list[str]:
    return [token.text for token in nlp.make_doc(text)]


# The corpus format


def test_an_article_gives_its_text_entities_events_and_states() -> None:
    article = corpus.parse(HEADER + BODY + FACTS)
    assert article.text.startswith("Minister of Kenya Amina Yusuf met Said Al Harthy in Muscat on Tuesday. She sold")
    first = article.entities[0]
    assert (first.id, first.type, first.country, first.name) == ("e4", "Country", "KE", "Kenya")
    assert article.events[0].agents == ("e1", "e2")
    assert article.events[0].topics == ("tea", "trade")
    assert article.events[0].status == "held"
    assert article.text[slice(*article.events[0].trigger or (0, 0))] == "met"
    assert article.states[0].title == "Minister"


def test_a_description_is_a_mention_but_no_name() -> None:
    article = corpus.parse(HEADER + BODY + FACTS)
    amina = next(e for e in article.entities if e.id == "e1")
    assert [article.text[m.start : m.end] for m in amina.mentions if m.nominal] == ["She"]
    assert amina.aliases == ()


FAULTS = [
    (HEADER.replace("genre: readout\n", ""), BODY, FACTS, "lacks 'genre'"),
    (HEADER, BODY + " {", FACTS, "stray brace"),
    (HEADER, BODY + " }", FACTS, "stray brace"),
    (HEADER, BODY + " {date|in May", FACTS, "never closed"),
    (HEADER, BODY.replace("e3:Place:OM", "e3:Town:OM"), FACTS, "unknown entity type 'Town'"),
    (HEADER, BODY + " {e1:Person:KE|Yusuf}", FACTS, "e1 is introduced twice"),
    (HEADER, BODY + " {e9|Yusuf}", FACTS, "e9 is mentioned before"),
    (HEADER, BODY + " {e9:Person:KE~|the envoy}", FACTS, "e9 has no name"),
    (HEADER, BODY + " {v1|talks}", FACTS, "v1 stands twice"),
    (HEADER, BODY + " {v2|talks}", FACTS, "triggers without an event"),
    (HEADER, BODY, FACTS + "v7: visit e1 -> e3\n", "no v7 in the text"),
    (HEADER, BODY, FACTS + "visit e1 -> e8\n", "e8 is no entity"),
    (HEADER, BODY, FACTS + "greet e1 e2\n", "unknown type 'greet'"),
    (HEADER, BODY, FACTS + "sign e1 -> e2\n", "needs two parties"),
    (HEADER, BODY, FACTS + "visit e1 -> e3 ; status done\n", "unknown status"),
    (HEADER, BODY, FACTS + "visit e1 -> e3 ; date May\n", "date 'May'"),
    (HEADER, BODY, FACTS + "visit e1 -> e3 ; place e8\n", "place e8 is no entity"),
    (HEADER, BODY, FACTS + "visit e1 -> e3 ; colour red\n", "unknown field"),
    (HEADER, BODY, FACTS + "post e1 e2 -> e4\n", "one head and one tail"),
    (HEADER, BODY, FACTS + "?\n", "cannot read"),
]


@pytest.mark.parametrize(("header", "body", "facts", "message"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_each_fault_of_an_article_is_named(header: str, body: str, facts: str, message: str) -> None:
    with pytest.raises(corpus.CorpusError, match=message.replace("?", r"\?")):
        corpus.parse(header + body + facts)


def test_the_same_article_without_a_fault_parses() -> None:
    assert corpus.parse(HEADER + BODY + FACTS).id == "t1-001"


plain = st.text(alphabet=st.characters(exclude_characters="{}|", codec="utf-8"), max_size=20)


@given(st.lists(st.tuples(plain, st.sampled_from(["date", "money", "title"]), plain), max_size=6))
def test_marks_come_off_and_point_at_what_they_held(parts: list[tuple[str, str, str]]) -> None:
    marked = "".join(f"{before}{{{mark}|{held}}}" for before, mark, held in parts)
    text, marks = corpus.unmark(marked)
    assert text == "".join(before + held for before, _, held in parts)
    assert sorted(text[m.start : m.end] for m in marks) == sorted(held for _, _, held in parts)


def test_the_checker_counts_faults_and_ids_that_stand_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = HEADER + BODY + FACTS
    (tmp_path / "good.txt").write_text(good, encoding="utf-8")
    (tmp_path / "bad.txt").write_text(f"{good}=====\n{good}=====\n{HEADER}{{", encoding="utf-8")
    assert corpus.main([str(tmp_path / "good.txt")]) == 0
    assert corpus.main([str(tmp_path / "bad.txt")]) == 1
    errors = capsys.readouterr().err
    assert "bad.txt, article 3: stray brace" in errors
    assert "id t1-001 stands 2 times" in errors


def test_the_whole_corpus_parses_without_a_fault() -> None:
    articles, faults = corpus.check(sorted(CORPUS.glob("*.txt")))
    assert faults == []
    assert len(articles) >= 600


# Names


def test_an_office_hides_the_country_inside_it_and_a_description_is_no_name(english: Language) -> None:
    doc = names.article_doc(english, corpus.parse(HEADER + BODY + FACTS))
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Minister of Kenya", "Title"),
        ("Amina Yusuf", "Person"),
        ("Said Al Harthy", "Person"),
        ("Muscat", "Place"),
        ("on Tuesday", "Date"),
        ("2 million dollars", "Money"),
    ]


def test_two_countries_in_one_hyphenated_word_label_the_word(english: Language) -> None:
    doc = english.make_doc("The Korea-UK talks")
    assert [(s.text, s.label_) for s in names.token_spans(doc, [(4, 9, "Country"), (10, 12, "Country")])] == [
        ("Korea-UK", "Country")
    ]
    assert names.token_spans(doc, [(4, 9, "Country"), (10, 12, "Place")]) == []


def test_the_held_out_parts_are_never_among_the_training_articles() -> None:
    train = {names.part_of(a.id) for a in names.corpus_articles(CORPUS, held_out=False)}
    held = {names.part_of(a.id) for a in names.corpus_articles(CORPUS, held_out=True)}
    assert held == set(names.HELD_OUT)
    assert not train & held


# Treebanks

SENTENCE = """# newdoc id = x
# text = Germany-based Tae-ick Cho's e-mail don't end.
1	Germany	Germany	PROPN	NNP	Number=Sing	3	compound	_	SpaceAfter=No
2	-	-	PUNCT	HYPH	_	1	punct	_	SpaceAfter=No
3	based	base	VERB	VBN	VerbForm=Part	7	amod	_	_
4	Tae	Tae	PROPN	NNP	Number=Sing	10	nmod:poss	_	SpaceAfter=No
5	-	-	PUNCT	HYPH	_	6	punct	_	SpaceAfter=No
6	ick	ick	PROPN	NNP	Number=Sing	4	flat	_	_
7	Cho	Cho	PROPN	NNP	Number=Sing	4	flat	_	SpaceAfter=No
8	's	's	PART	POS	_	7	case	_	_
9	e	e	NOUN	NN	_	11	compound	_	SpaceAfter=No
10	-	-	PUNCT	HYPH	_	9	punct	_	SpaceAfter=No
11	mail	mail	NOUN	NN	Number=Sing	14	nsubj	_	_
12	do	do	AUX	VBP	Mood=Ind	14	aux	_	_
13	n't	not	PART	RB	_	14	advmod	_	_
14	end	end	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
15	.	.	PUNCT	.	_	14	punct	_	_
""".splitlines()


def test_hyphenated_words_become_one_token_that_hangs_where_its_head_part_hung(english: Language) -> None:
    doc = next(treebank_docs(english, read_conllu(SENTENCE)))
    rows = [(t.text, t.lemma_, t.tag_, t.dep_, t.head.text) for t in doc]
    assert rows[0] == ("Germany-based", "Germany-base", "VBN", "amod", "Cho")
    # Its outer head was the hyphen of "e-mail": it now hangs on the whole word.
    assert rows[1] == ("Tae-ick", "Tae-ick", "NNP", "nmod:poss", "e-mail")
    assert rows[4] == ("e-mail", "e-mail", "NN", "nsubj", "end")
    assert [t.text for t in doc] == ["Germany-based", "Tae-ick", "Cho", "'s", "e-mail", "do", "n't", "end", "."]
    assert doc.text.strip() == "Germany-based Tae-ick Cho's e-mail don't end."


def test_a_hyphen_that_the_tokenizer_splits_stays_split() -> None:
    words = next(read_conllu(SENTENCE)).words
    at, spans = 0, []
    for w in words:
        spans.append((at, at + len(w.form)))
        at += len(w.form) + w.space_after
    assert merge_hyphenated(words, lambda _: spans) == words


def test_a_paragraph_break_is_a_token_of_its_own_and_begins_no_sentence(english: Language) -> None:
    sentence = next(read_conllu(SENTENCE))
    doc = sentences_doc(english, [sentence, sentence])
    breaks = [t for t in doc if t.is_space]
    assert [(t.text, t.tag_, t.head.text) for t in breaks] == [("\n\n", "_SP", ".")]
    assert [s.start for s in doc.sents] == [0, breaks[0].i + 1]


def test_copies_in_capitals_keep_tree_and_capital_lemma(english: Language) -> None:
    doc = next(treebank_docs(english, read_conllu(SENTENCE)))
    upper, title = recased(doc, "upper"), recased(doc, "title")
    assert [t.text for t in upper][:3] == ["GERMANY-BASED", "TAE-ICK", "CHO"]
    assert [t.lemma_ for t in upper][-2:] == ["END", "."]
    assert [t.dep_ for t in upper] == [t.dep_ for t in doc]
    assert [t.text for t in title][5:8] == ["Do", "n't", "End"]


def test_headline_copies_are_the_same_for_the_same_seed(english: Language) -> None:
    docs = [next(treebank_docs(english, read_conllu(SENTENCE))) for _ in range(60)]
    first, again, other = ([d.text for d in headline_copies(docs, sentences_of, seed=seed)] for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert all(not text.rstrip().endswith(".") for text in first)


# Made sentences

STOCK = Stock([("Amina", "Yusuf"), ("Cho", "Tae-ick")], ["Muscat"], ["Kenya", "Oman"])


def test_made_sentences_are_trees_the_same_for_the_same_seed() -> None:
    made = list(made_sentences(STOCK, count=60, seed=4))
    assert made == list(made_sentences(STOCK, count=60, seed=4))
    assert made != list(made_sentences(STOCK, count=60, seed=5))
    for sentence in made:
        assert sum(w.dep == "ROOT" for w in sentence.words) == 1
        for n in range(len(sentence.words)):
            seen = set()
            while sentence.words[n].dep != "ROOT":
                assert n not in seen, text_of(sentence.words)
                seen.add(n)
                n = sentence.words[n].head


def test_made_sentences_are_written_as_people_write_them(english: Language) -> None:
    for sentence in made_sentences(STOCK, count=60, seed=4):
        text = text_of(sentence.words)
        assert text[0].isupper()
        assert text.endswith(".")
        assert " ," not in text
        assert ",," not in text
        assert ",." not in text
        assert words_of(english, text) == [w.form for w in sentence.words]


def test_an_office_before_a_name_describes_the_person_and_its_country_owns_the_person() -> None:
    owner = possessive(word("Kenya", "NNP"))
    who = phrase(name(("Amina", "Yusuf")), before=[("nmod:poss", owner), ("nmod:desc", word("Minister", "NNP"))])
    assert [(w.form, w.dep, who.words[w.head].form) for w in who.words] == [
        ("Kenya", "nmod:poss", "Amina"),
        ("'s", "case", "Kenya"),
        ("Minister", "nmod:desc", "Amina"),
        ("Amina", "ROOT", "Amina"),
        ("Yusuf", "flat", "Amina"),
    ]


def test_the_stock_takes_people_places_and_countries_by_name() -> None:
    stock = stock_of([corpus.parse(HEADER + BODY + FACTS)])
    assert stock == Stock([("Amina", "Yusuf"), ("Said", "Al", "Harthy")], ["Muscat"], ["Kenya"])


# The tokenizer


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Kassym-Jomart met Tae-ick's aide", ["Kassym-Jomart", "met", "Tae-ick", "'s", "aide"]),
        ("Germany-based Korea-UK team", ["Germany-based", "Korea-UK", "team"]),
        ("MoU/FTA", ["MoU", "/", "FTA"]),
        ("Korea–UK Seoul—Busan", ["Korea", "–", "UK", "Seoul", "—", "Busan"]),
        ("talks.The minister", ["talks", ".", "The", "minister"]),
        ("in 2024.The minister", ["in", "2024", ".", "The", "minister"]),
        ("(MOTIE).He", ["(", "MOTIE", ")", ".", "He"]),
        ("Ministry(MOTIE)", ["Ministry", "(", "MOTIE", ")"]),
        ("the U.S. and Lt. Gen. Kim", ["the", "U.S.", "and", "Lt.", "Gen.", "Kim"]),
        ("www.trade.gov costs 3.5", ["www.trade.gov", "costs", "3.5"]),
    ],
)
def test_the_tokenizer_cuts_where_names_end(english: Language, text: str, tokens: list[str]) -> None:
    assert words_of(english, text) == tokens


# Name sets of others


def test_locations_divide_into_countries_and_places() -> None:
    known = countries()
    assert our_label("LOC", "South Korea", known) == "Country"
    assert our_label("LOC", "Seoul", known) == "Place"
    assert our_label("Person", "Georgia", known) == "Person"


def test_columns_are_read_with_and_without_begin_marks(english: Language) -> None:
    labels = {"PER": "Person", "LOC": "LOC", "MISC": "?"}
    lines = [
        "Ann I-PER",
        "Lee I-PER",
        "left O",
        "Chad I-LOC",
        ". O",
        "",
        "Ann B-PER",
        "Lee B-PER",
        "at O",
        "Expo I-MISC",
    ]
    first, second = read_columns(lines, word=0, tag=1, labels=labels)
    assert first.spans == ((0, 2, "Person"), (3, 4, "Country"))
    assert first.spaces[3] is False
    assert second.spans == ((0, 1, "Person"), (1, 2, "Person"), (3, 4, "?"))
    doc = next(foreign_docs(english, [first, second]))
    assert [(e.text, e.label_) for e in doc.ents][:2] == [("Ann Lee", "Person"), ("Chad", "Country")]
    assert [t.text for t in doc if t.ent_iob_ == ""] == ["Expo"]


def test_a_model_completes_a_set_but_never_overrules_it() -> None:
    finder = spacy.blank("en")
    ruler = finder.add_pipe("entity_ruler")
    patterns = [("Title", "president of Chad"), ("Initiative", "Ann Lee"), ("Date", "in May"), ("Person", "Expo")]
    ruler.add_patterns([{"label": label, "pattern": text} for label, text in patterns])  # type: ignore[attr-defined]
    words = ["president", "of", "Chad", "Ann", "Lee", "left", "in", "May", "Expo"]
    doc = Doc(finder.vocab, words=words)
    doc.set_ents([Span(doc, 2, 3, label="Country"), Span(doc, 3, 5, label="Person")], default="outside")
    assert [(e.text, e.label_) for e in complete(finder, doc).ents] == [
        ("president of Chad", "Title"),
        ("Ann Lee", "Person"),
        ("in May", "Date"),
    ]


# Vectors, card, data


def test_all_cases_of_a_word_share_a_row_and_strangers_have_none(english: Language) -> None:
    rows = np.random.default_rng(1).normal(size=(5, 4)).astype(np.float32)
    data, share = reduce(rows, width=2)
    assert data.shape == (5, 2)
    assert 0 < share <= 1
    vectors = to_vectors(["seoul", "tae-ick", "of", "mou", "."], data)
    keys = [english.vocab.strings[w] for w in ("seoul", "Seoul", "SEOUL", "Tae-Ick", "Busan")]
    assert [vectors.key2row.get(key) for key in keys] == [0, 0, 0, 1, None]


def test_the_vocabulary_is_ordered_by_weighted_count() -> None:
    lines: dict[str, list[tuple[str, ...]]] = {"a": [("x", "y", "y")], "b": [("z", "z")]}
    assert vocabulary(lines, {"a": 1, "b": 3}) == ["z", "y"]
    assert vocabulary(lines, {"a": 9, "b": 3}, rows=2) == ["y", "x"]


def test_absent_data_is_named_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="--data"):
        Sources(tmp_path).check()


def test_training_without_data_says_so_and_fails(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extract.training", "--data", str(tmp_path), "--out", str(tmp_path / "model")]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 1
    assert "training data is not at" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_new_model_replaces_the_old_one_whole(english: Language, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "left-over").write_text("x", encoding="utf-8")
    sources = [*card.TREEBANKS, card.OWN]
    install(english, folder, meta=card.meta({}, sources, version="9.9"), notice=card.notice(sources))
    assert not (folder / "left-over").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["model"]
    assert spacy.load(folder).meta["license"] == "CC BY-SA 4.0"


def test_the_data_beside_the_project_is_what_training_expects() -> None:
    if not SHARED.exists():
        pytest.skip("needs the folder shared beside the project")
    Sources(SHARED / "data").check()


# The shipped model


def test_the_model_loads_in_a_fresh_process_without_our_code(tmp_path: Path) -> None:
    code = (
        f"import sys, spacy; nlp = spacy.load({str(MODEL)!r}); print(' '.join(nlp.pipe_names)); "
        "print([m for m in sys.modules if m.startswith(('extract', 'graph'))])"
    )
    run = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == ["tok2vec tagger morphologizer parser lemmatizer ner", "[]"]


def test_the_models_are_under_eighty_megabytes_and_say_whose_work_they_are() -> None:
    size = sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file())
    assert 1_000_000 < size < 80_000_000
    notice = (MODEL / "NOTICE").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in notice
    assert "English-EWT" in notice
    assert "English-GUM" in notice


def test_the_model_knows_its_ten_kinds_of_names_and_ud_labels(shipped: Language) -> None:
    assert set(shipped.get_pipe("ner").labels) == set(names.LABELS)  # type: ignore[attr-defined]
    assert {"nsubj:pass", "obl", "obl:agent", "appos"} <= set(shipped.get_pipe("parser").labels)  # type: ignore[attr-defined]
    assert shipped.meta["license"] == "CC BY-SA 4.0"


def test_the_config_of_the_model_names_no_folder_of_its_making() -> None:
    text = (MODEL / "config.cfg").read_text(encoding="utf-8")
    assert "/tmp" not in text
    assert "/work" not in text


def test_the_model_keeps_hyphenated_names_whole(shipped: Language) -> None:
    text = "Kassym-Jomart Tokayev met Cho Tae-ick of Germany-based Siemens at Korea-UK talks."
    assert words_of(shipped, text) == words_of(blank_english(), text)
    assert {"Kassym-Jomart", "Tae-ick", "Germany-based", "Korea-UK"} <= set(words_of(shipped, text))


def test_the_model_finds_who_met_whom_where_and_when(shipped: Language) -> None:
    doc = shipped("Trade Minister Ahn Duk-geun met Kenya's President William Ruto in Nairobi on 5 March 2024.")
    found = {(e.text, e.label_) for e in doc.ents}
    assert {("Ahn Duk-geun", "Person"), ("William Ruto", "Person"), ("Nairobi", "Place")} <= found
    root = next(t for t in doc if t.dep_ == "ROOT")
    assert (root.text, root.lemma_, root.pos_) == ("met", "meet", "VERB")
    assert len(list(doc.sents)) == 1


def test_a_blank_line_ends_a_sentence(shipped: Language) -> None:
    doc = shipped("Kenya and Oman sign trade pact\n\nThe ministers met in Muscat on Tuesday.")
    assert [t.text for t in doc if t.is_sent_start][1] == "The"
