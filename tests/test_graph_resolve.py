"""Who is who across articles: each rule beside the case where it must not fire."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_fixture import accounts, entity, event, extraction

from extract.records import ENTITY_TYPES, Entity, Extraction
from graph import generic
from graph.keys import clean, entity_key, normalise, normalise_person, slug
from graph.resolve import Links, resolve


def one(number: int, *entities: Entity, published: str | None = "2031-05-07") -> Extraction:
    """An article that names these entities and says nothing else."""
    return extraction(f"Text of article {number}.", entities, doc=f"{number}.txt", published=published)


def keys(*lists: tuple[Entity, ...]) -> list[list[str]]:
    """The keys of each article's entities, articles given as tuples of entities."""
    articles = [one(number, *entities) for number, entities in enumerate(lists)]
    found = resolve(articles).keys()
    return [[found[article.article.id, e.id] for e in article.entities] for article in articles]


def same(first: Entity, second: Entity) -> bool:
    """Are the two, each in an article of its own, judged to be one thing?"""
    (a,), (b,) = keys((first,), (second,))
    return a == b


def named(type: str, name: str, country: str | None = None, *aliases: str) -> Entity:
    return entity("e1", type, name, country, *aliases)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (named("Organization", "World Trade Organization"), named("Organization", "the World Trade Organisation")),
        (named("Organization", "Acme & Sons", "KR"), named("Organization", "ACME and Sons", "KR")),
        (named("Organization", "Samsung", "KR"), named("Organization", "Samsung")),
        (named("Organization", "Ministry of Trade and Industry", "SG"), named("Organization", "Ministry of Trade & Industry", "SG")),
        (named("Organization", "Ministry of Industry and Trade", "VN"), named("Organization", "Trade and Industry Ministry", "VN")),
        (named("Organization", "Kenya's Ministry of Trade", "KE"), named("Organization", "Ministry of Trade of Kenya", "KE")),
        (named("Organization", "Parliament", "KE"), named("Organization", "parliament", "KE")),
        (named("Organization", "Minerals Security Partnership"), named("Organization", "Minerals Security Partnership")),
        (named("Person", "Ahn Dukgeun", "KR"), named("Person", "Dukgeun Ahn", "KR")),
        (named("Person", "Yang Byeong-nae", "KR"), named("Person", "Yang Byeongnae")),
        (named("Person", "José Núñez", "PE"), named("Person", "Jose Nunez", "PE")),
        (named("Country", "Korea", "KR"), named("Country", "Republic of Korea", "KR")),
        (named("Country", "Korea", "KR"), named("Country", "South Korea")),
        (named("Place", "Seoul", "KR"), named("Place", "Seoul")),
        (named("Agreement", "Paris Agreement"), named("Agreement", "the Paris Agreement")),
        (named("Initiative", "CHIPS Act", "US"), named("Initiative", "CHIPS Act")),
        (named("Occasion", "PDAC Convention 2024"), named("Occasion", "PDAC Convention 2024")),
        (named("Occasion", "Minerals Forum"), named("Occasion", "Minerals Forum")),
    ],
    ids=lambda e: f"{e.name} {e.country or ''}",
)  # fmt: skip
def test_these_are_one_thing(first: Entity, second: Entity) -> None:
    assert same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (named("Organization", "Ministry of Trade and Industry", "SG"), named("Organization", "Ministry of Trade and Industry", "GH")),
        (named("Organization", "Ministry of Trade and Industry", "SG"), named("Organization", "Ministry of Trade and Industry")),
        (named("Organization", "Ministry of Trade"), named("Organization", "Ministry of Trade")),
        (named("Organization", "Ministry of Oceans", "KR"), named("Organization", "Ministry of Trade", "KR")),
        (named("Organization", "Ministry", "KR"), named("Organization", "Ministry", "KR")),
        (named("Organization", "joint committee"), named("Organization", "joint committee")),
        (named("Organization", "trade partnership"), named("Organization", "trade partnership")),
        (named("Organization", "Energy Agency"), named("Organization", "Energy Agency")),
        (named("Organization", "Samsung", "KR"), named("Organization", "Samsung", "US")),
        (named("Organization", "Parliament", "KE"), named("Organization", "Parliament")),
        (named("Person", "Ahn", "KR"), named("Person", "Ahn", "KR")),
        (named("Person", "Kim Min-su", "KR"), named("Person", "Kim Min-su", "KP")),
        (named("Person", "Ahn Dukgeun", "KR"), named("Person", "Dukgeun Ahn")),
        (named("Country", "Korea", "KR"), named("Country", "Korea", "KP")),
        (named("Place", "Tripoli", "LY"), named("Place", "Tripoli", "LB")),
        (named("Agreement", "memorandum of understanding"), named("Agreement", "memorandum of understanding")),
        (named("Agreement", "Free Trade Agreement"), named("Agreement", "Free Trade Agreement")),
        (named("Agreement", "MOU on coal trade"), named("Agreement", "MOU on coal trade")),
        (named("Occasion", "summit"), named("Occasion", "summit")),
        (named("Occasion", "third round"), named("Occasion", "third round")),
        (named("Occasion", "business lunch"), named("Occasion", "business lunch")),
        (named("Initiative", "action plan", "KR"), named("Initiative", "action plan", "KR")),
        (named("Organization", "???"), named("Organization", "???")),
        (named("Place", "Georgia", "US"), named("Country", "Georgia", "GE")),
    ],
    ids=lambda e: f"{e.name} {e.country or ''}",
)  # fmt: skip
def test_these_stay_apart(first: Entity, second: Entity) -> None:
    assert not same(first, second)


def test_a_body_without_a_country_stays_apart_where_two_countries_have_the_name() -> None:
    (a,), (b,), (c,) = keys(
        (named("Organization", "Acme", "KR"),), (named("Organization", "Acme", "US"),), (named("Organization", "Acme"),)
    )
    assert len({a, b, c}) == 3


def test_a_person_without_a_country_joins_the_only_namesake_and_neither_of_two() -> None:
    jp, us, none = (named("Person", "Anna Roe", code) for code in ("JP", "US", None))
    assert same(jp, none)
    (a,), (b,), (c,), (d,) = keys((jp,), (us,), (none,), (none,))
    assert len({a, b, c, d}) == 4


def test_an_acronym_joins_the_long_form_that_introduced_it() -> None:
    long, short = (
        named("Organization", "Ministry of Trade, Industry and Energy", "KR", "MOTIE"),
        named("Organization", "MOTIE"),
    )
    assert same(long, short)


def test_an_acronym_stays_apart_from_two_long_forms_and_from_one_of_another_country() -> None:
    manila = named("Organization", "Department of Trade and Industry", "PH", "DTI")
    pretoria = named("Organization", "Department of Trade and Industry", "ZA", "DTI")
    (a,), (b,), (c,) = keys((manila,), (pretoria,), (named("Organization", "DTI"),))
    assert len({a, b, c}) == 3
    assert not same(manila, named("Organization", "DTI", "GB"))


def test_an_acronym_with_a_country_chooses_among_two_long_forms() -> None:
    manila = named("Organization", "Department of Trade and Industry", "PH", "DTI")
    pretoria = named("Organization", "Department of Trade and Industry", "ZA", "DTI")
    (a,), (b,), (c,) = keys((manila,), (pretoria,), (named("Organization", "DTI", "ZA"),))
    assert c == b != a


def test_a_generic_acronym_joins_nothing() -> None:
    long = named("Agreement", "Korea-Kenya Memorandum of Nairobi", None, "MOU")
    assert not same(long, named("Agreement", "MOU"))


def test_a_name_that_holds_the_acronym_did_not_introduce_it() -> None:
    partnership = named("Organization", "Minerals Security Partnership", None, "MSP")
    forum = named("Organization", "MSP Forum", None, "MSP")
    (a,), (b,), (c,) = keys((partnership,), (forum,), (named("Organization", "MSP"),))
    assert c == a != b


def test_a_name_that_was_cut_off_is_no_label() -> None:
    whole, torn = (
        named("Organization", "Ministry of Industry", "ID"),
        named("Organization", "Ministry of Industry and", "ID"),
    )
    (thing,) = resolve([one(1, whole), one(2, torn), one(3, torn)]).things
    assert thing.label == "Ministry of Industry"


def test_an_acronym_of_another_type_joins_nothing() -> None:
    assert not same(named("Agreement", "Paris Climate Accord", None, "PCA"), named("Organization", "PCA"))


def test_a_ministry_without_a_country_is_known_by_its_name_and_acronym_together() -> None:
    seoul = named("Organization", "Ministry of Trade, Industry and Energy", "KR", "MOTIE")
    assert same(seoul, named("Organization", "Ministry of Trade, Industry and Energy", None, "MOTIE"))
    assert not same(seoul, named("Organization", "Ministry of Trade, Industry and Energy", None, "MTIE"))


def test_a_ministry_says_its_country_in_its_name() -> None:
    country, ministry = (
        entity("e1", "Country", "Kenya", "KE"),
        entity("e2", "Organization", "Ministry of Trade of Kenya"),
    )
    (_, a), (b,) = keys((country, ministry), (named("Organization", "Ministry of Trade", "KE"),))
    assert a == b


def test_a_memorandum_named_by_its_topic_is_known_by_its_parties() -> None:
    def signed(number: int, *codes: str) -> Extraction:
        text = f"Text {number}: they signed."
        parties = tuple(entity(f"e{n}", "Country", code, code) for n, code in enumerate(codes, 1))
        pact = entity("e9", "Agreement", "memorandum on coal trade")
        return extraction(text, (*parties, pact), event(text, text, "sign", " ".join(p.id for p in parties), "e9"))

    articles = [signed(1, "KR", "ID"), signed(2, "ID", "KR"), signed(3, "JP", "ID")]
    found = resolve(articles).keys()
    first, second, third = (found[article.article.id, "e9"] for article in articles)
    assert first == second != third


@pytest.mark.parametrize(("acronym", "one"), [("TCFA", True), ("FTA", False)])
def test_a_plain_name_with_an_acronym_of_its_own_is_known_by_its_parties(acronym: str, one: bool) -> None:
    def signed(number: int) -> Extraction:
        text = f"Text {number}: they signed."
        parties = (entity("e1", "Country", "Peru", "PE"), entity("e2", "Country", "Chile", "CL"))
        pact = entity("e9", "Agreement", "Trade Cooperation Framework Agreement", None, acronym)
        return extraction(text, (*parties, pact), event(text, text, "sign", "e1 e2", "e9"))

    articles = [signed(1), signed(2)]
    found = resolve(articles).keys()
    first, second = (found[article.article.id, "e9"] for article in articles)
    assert (first == second) is one


def test_a_yearly_gathering_is_another_each_year() -> None:
    forum = named("Occasion", "Minerals Forum")
    articles = [
        one(1, forum, published="2030-11-02"),
        one(2, forum, published="2030-12"),
        one(3, forum, published="2031-11-03"),
    ]
    articles.append(one(4, forum, published=None))
    found = resolve(articles).keys()
    a, b, c, d = (found[article.article.id, "e1"] for article in articles)
    assert a == b
    assert len({a, c, d}) == 3


def test_two_entities_of_one_article_with_one_name_are_one_thing_but_two_generic_ones_are_two() -> None:
    ((a, b),) = keys((entity("e1", "Person", "Anna Roe", "FR"), entity("e2", "Person", "Roe Anna", "FR")))
    ((c, d),) = keys((entity("e1", "Occasion", "meeting"), entity("e2", "Occasion", "meeting")))
    assert a == b
    assert c != d


def test_every_merge_says_why() -> None:
    things = {thing.label: thing for thing in resolve(accounts()).things}
    assert [member.why for member in things["Amina Yusuf"].members] == ["same name, country KE"] * 2
    whys = {member.why for member in things["Ministry of Trade and Industry"].members}
    assert "acronym of Ministry of Trade and Industry" in whys or whys == {"named in one article only"}
    assert {"same words in another order, country KR", "same name, country KR"} == {
        member.why for member in things["Ahn Dukgeun"].members
    }
    assert [member.why for member in things["Ahn"].members] == ["stands alone: a single name is not enough"]


def test_a_country_is_labelled_with_its_english_name_and_keeps_what_articles_call_it() -> None:
    (thing,) = resolve(
        [one(1, named("Country", "Korean", "KR", "Seoul")), one(2, named("Country", "Korea", "KR"))]
    ).things
    assert (thing.key, thing.label, thing.aliases) == ("cty:kr", "South Korea", ("Korea", "Korean", "Seoul"))


def test_a_country_is_known_by_name_where_only_its_bodies_give_the_code() -> None:
    country, body = entity("e1", "Country", "Kenya"), entity("e2", "Organization", "Safaricom", "KE")
    (thing,) = [thing for thing in resolve([one(1, country, body)]).things if thing.type == "Country"]
    assert (thing.key, thing.label, thing.country) == ("cty:ke", "Kenya", "KE")


def test_a_country_without_letters_is_no_other_country() -> None:
    (a,), (b,) = keys((named("Country", "???"),), (named("Country", "!"),))
    assert a != b
    assert all(re.fullmatch(r"cty:x-[0-9a-f]{8}", key) for key in (a, b))


def test_a_code_that_is_no_country_is_no_country() -> None:
    (thing,) = resolve([one(1, named("Country", "Nowhere", "../etc"))]).things
    assert thing.country is None
    assert re.fullmatch(r"cty:nowhere-[0-9a-f]{8}", thing.key)


def test_the_label_is_the_name_said_most_and_not_an_acronym() -> None:
    long = "Ministry of Trade, Industry and Energy"
    articles = [one(n, named("Organization", "MOTIE", "KR")) for n in range(3)]
    (thing,) = resolve([*articles, one(9, named("Organization", long, "KR", "MOTIE"))]).things
    assert thing.label == long
    assert thing.aliases == ("MOTIE",)


def test_wikidata_ids_that_disagree_are_not_kept() -> None:
    def with_id(number: int, wikidata: str | None) -> Extraction:
        return one(number, entity("e1", "Organization", "Acme", "KR", wikidata=wikidata))

    assert resolve([with_id(1, "Q42"), with_id(2, None)]).things[0].wikidata == "Q42"
    assert resolve([with_id(1, "Q42"), with_id(2, "Q43")]).things[0].wikidata is None
    assert resolve([with_id(1, "Q42 . <x>")]).things[0].wikidata is None


def test_keys_keep_the_contract() -> None:
    for thing in resolve(accounts()).things:
        assert re.fullmatch(
            r"(per|bod|plc|agr|occ|ini):[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?-[0-9a-f]{8}|cty:[a-z]{2}", thing.key
        )


def test_slugs_and_names() -> None:
    assert slug("Korea–UK: «Súmmit»/..\\") == "korea-uk-summit"
    assert slug("산업통상자원부") == "x"
    assert len(slug("long " * 30)) <= 40
    assert normalise("The U.S. Dept. of Commerce’s") == "us dept of commerce"
    assert normalise_person("Yang Byeong-nae") == normalise_person("YANG BYEONGNAE")
    assert clean("a\x00b\u202ec\ud800\n d") == "a bc\ufffd d"
    assert entity_key("Person", "a b", None) != entity_key("Person", "a b", "KR")


def test_the_word_lists_are_sound() -> None:
    lists = generic.words()
    assert generic.says_nothing("Third Round of the Joint Working Group")
    assert not generic.says_nothing("Kyoto Protocol")
    assert lists.one_per_state <= lists.state_organs
    assert all(code.isupper() and len(code) == 2 for code in lists.country_names)


NAMES = [
    "Ministry of Trade", "Ministry of Trade and Industry", "Industry and Trade Ministry", "MOTI", "Acme", "ACME", "Acme Corp", "summit",
    "Kim Min-su", "Min-su Kim", "Kim", "Korea", "Kenya", "Ministry of Trade of Kenya", "Paris Agreement", "memorandum on coal", "", "???",
    "Forum 2030", "Minerals Forum", "산업부",
]  # fmt: skip
ENTITIES = st.builds(
    lambda type, name, country, aliases: (type, name, country, tuple(aliases)),
    st.sampled_from(ENTITY_TYPES),
    st.sampled_from(NAMES),
    st.sampled_from([None, "KR", "KE", "US", "XX"]),
    st.lists(st.sampled_from(["MOTI", "AC", "Korea", "the ministry", ""]), max_size=2),
)
ARTICLES = st.lists(
    st.tuples(st.lists(ENTITIES, max_size=4), st.sampled_from([None, "2030", "2031-05-07"])), max_size=6
)


def built(articles: list[tuple[list[tuple[str, str, str | None, tuple[str, ...]]], str | None]]) -> list[Extraction]:
    return [
        one(n, *(entity(f"e{i}", *fields[:3], *fields[3]) for i, fields in enumerate(entities)), published=published)
        for n, (entities, published) in enumerate(articles)
    ]


@settings(max_examples=300, deadline=None)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter_and_everything_is_placed_once(articles, random) -> None:  # type: ignore[no-untyped-def]
    extractions = built(articles)
    shuffled = [*extractions, *extractions[:2]]
    random.shuffle(shuffled)
    links: Links = resolve(extractions)
    assert resolve(shuffled) == links
    told = sorted((one.article.id, e.id) for one in extractions for e in one.entities)
    assert sorted((m.article, m.entity) for thing in links.things for m in thing.members) == told
    assert len({thing.key for thing in links.things}) == len(links.things)


@settings(max_examples=300, deadline=None)
@given(ARTICLES)
def test_types_never_mix_and_countries_never_conflict(articles) -> None:  # type: ignore[no-untyped-def]
    extractions = built(articles)
    told = {(one.article.id, e.id): e for one in extractions for e in one.entities}
    for thing in resolve(extractions).things:
        members = [told[member.article, member.entity] for member in thing.members]
        assert {member.type for member in members} == {thing.type}
        assert len({member.country for member in members} - {None, "XX"}) <= 1


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_any_name_gives_a_key_that_is_safe_everywhere(name: str) -> None:
    (thing,) = resolve([one(1, named("Organization", name, name), published=name)]).things
    assert re.fullmatch(r"bod:[a-z0-9-]{1,49}", thing.key)
    thing.label.encode("utf-8")
    assert thing.label
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", thing.label)
