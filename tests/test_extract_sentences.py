"""Plain news sentences through the shipped pipeline: for each type of event and state, what must be found and what must not.

Each sentence is an article of its own; all are annotated once. A look-alike stands beside each sentence: the same word
in another sense, the same parties without the event, or the event denied or still to come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from docs import Annotate
from extract.records import EVENT_TYPES, STATE_TYPES, Extraction

FOUND: dict[str, list[tuple[str, str, str, str]]] = {
    "meet": [
        ("Trade Minister Ana Quispe met Norwegian Industry Minister Lars Bergdal in Oslo on Monday.", "Ana Quispe + Lars Bergdal", "", "held"),
        ("Kenya and Ghana held talks on cocoa in Nairobi.", "Kenya + Ghana", "", "held"),
        ("Ana Quispe will meet Lars Bergdal in Oslo next week.", "Ana Quispe + Lars Bergdal", "", "planned"),
        ("The Peru-Chile summit opened in Lima.", "Peru + Chile", "", "held"),
        ("Ministers from Kenya, Uganda and Tanzania met in Arusha.", "Kenya + Uganda + Tanzania", "", "held"),
        ("The summit between the European Union and Japan was postponed.", "European Union + Japan", "", "denied"),
        ("The trade ministers of Japan and Canada spoke by phone on Tuesday.", "Japan + Canada", "", "held"),
    ],
    "visit": [
        ("President Ruben Otieno visited Vietnam in March.", "Ruben Otieno", "Vietnam", "held"),
        ("Ruben Otieno paid a visit to Vietnam.", "Ruben Otieno", "Vietnam", "held"),
        ("Ruben Otieno will visit Vietnam in June.", "Ruben Otieno", "Vietnam", "planned"),
        ("Rwanda's president arrived in Doha on Sunday.", "Rwanda", "Doha", "held"),
        ("Uganda's prime minister cancelled a visit to Rwanda.", "Uganda", "Rwanda", "denied"),
        ("Ana Quispe told Lars Bergdal that she would visit Norway in June.", "Ana Quispe", "Norway", "planned"),
        ("Ana Quispe was to visit Spain but fell ill.", "Ana Quispe", "Spain", "planned"),
        ("Ana Quispe's visit to Norway was cancelled.", "Ana Quispe", "Norway", "denied"),
    ],
    "attend": [
        ("Ana Quispe attended the Pacific Ports Summit in Lima.", "Ana Quispe", "Pacific Ports Summit", "held"),
        ("Ana Quispe will attend the Accra Cocoa Conference.", "Ana Quispe", "Accra Cocoa Conference", "planned"),
        ("The Fjord Summit was attended by Ana Quispe.", "Ana Quispe", "Fjord Summit", "held"),
    ],
    "host": [
        ("Thailand hosted the Mekong Rail Summit in March.", "Thailand", "Mekong Rail Summit", "held"),
        ("Hungary will host the Danube Trade Summit in June.", "Hungary", "Danube Trade Summit", "planned"),
        ("Hungary is to host the Danube Trade Summit in June.", "Hungary", "Danube Trade Summit", "planned"),
    ],
    "sign": [
        ("Peru and Chile signed a fisheries agreement on Monday.", "Peru + Chile", "fisheries agreement", "held"),
        ("Peru and Chile did not sign a fisheries agreement on Monday.", "Peru + Chile", "fisheries agreement", "denied"),
        ("The agreement signed by Peru and Chile covers fisheries.", "Peru + Chile", "agreement", "held"),
        ("Colombia hopes to sign a trade agreement with Turkey.", "Colombia + Turkey", "trade agreement", "proposed"),
        ("The European Union and Morocco concluded a fisheries agreement in 2030.", "European Union + Morocco", "fisheries agreement", "held"),
        ("Peru not only signed a fisheries agreement with Chile but also ratified it.", "Peru + Chile", "fisheries agreement", "held"),
        ("Neither Peru nor Chile signed the fisheries agreement.", "Peru + Chile", "fisheries agreement", "denied"),
    ],
    "agree": [
        ("Brazil and India agreed to cut red tape.", "Brazil + India", "", "held"),
        ("Brazil agreed with India to share customs data.", "Brazil + India", "", "held"),
        ("Singapore and Oman reached a deal on customs.", "Singapore + Oman", "?", "held"),
    ],
    "negotiate": [
        ("Mexico is negotiating a free trade agreement with Ecuador.", "Mexico + Ecuador", "free trade agreement", "held"),
        ("Negotiations between Mexico and Ecuador ended on Friday.", "Mexico + Ecuador", "", "held"),
        ("Officials of Peru and Chile are negotiating a customs treaty.", "Peru + Chile", "customs treaty", "held"),
    ],
    "establish": [
        ("Ghana and Togo established the Volta Customs Council.", "Ghana + Togo", "Volta Customs Council", "held"),
        ("Sweden and Finland jointly launched the Baltic Hydrogen Fund.", "Sweden + Finland", "Baltic Hydrogen Fund", "held"),
        ("The Volta Customs Council was established by Ghana and Togo in 2019.", "Ghana + Togo", "Volta Customs Council", "held"),
    ],
    "join": [
        ("Zambia joined the World Trade Organization in 2029.", "Zambia", "World Trade Organization", "held"),
        ("Costa Rica acceded to the Pacific Alliance.", "Costa Rica", "Pacific Alliance", "held"),
        ("Peru has not joined the Pacific Alliance.", "Peru", "Pacific Alliance", "denied"),
        ("Peru was invited by Chile to join the Pacific Alliance.", "Peru", "Pacific Alliance", "proposed"),
    ],
    "invest": [
        ("Norvik Steel invested $300 million in Indonesia.", "Norvik Steel", "Indonesia", "held"),
        ("Italy's Norvik Steel bought a stake in Kaplan Mining.", "Norvik Steel", "Kaplan Mining", "held"),
    ],
    "aid": [
        ("Qatar gave Lebanon a grant of $20 million.", "Qatar", "Lebanon", "held"),
        ("Norway donated medical equipment to Malawi.", "Norway", "Malawi", "held"),
        ("Japan provided a loan of $50 million to Nepal.", "Japan", "Nepal", "held"),
        ("Qatar pledged $200 million in aid to Lebanon.", "Qatar", "Lebanon", "planned"),
    ],
    "request": [
        ("India asked Japan to lift the ban on mangoes.", "India", "Japan", "held"),
        ("Ecuador requested help from Spain.", "Ecuador", "Spain", "held"),
        ("Kenya invited Ethiopia to join the Nile Trade Pact.", "Kenya", "Ethiopia", "held"),
        ("South Korea urged Japan to lift its export controls.", "South Korea", "Japan", "held"),
    ],
    "praise": [
        ("Germany praised Ukraine for its customs reform.", "Germany", "Ukraine", "held"),
        ("Ana Quispe thanked Norway for its support.", "Ana Quispe", "Norway", "held"),
    ],
    "criticize": [
        ("China criticized Australia over new duties.", "China", "Australia", "held"),
        ("Argentina condemned Brazil's tariffs.", "Argentina", "Brazil", "held"),
        ("Poland protested against Russia's ban.", "Poland", "Russia", "held"),
        ("Malaysia complained to Singapore about India.", "Malaysia", "India", "held"),
    ],
    "restrict": [
        ("The United States imposed tariffs on Chinese steel.", "United States", "Chinese", "held"),
        ("Turkey banned imports of wheat from Russia.", "Turkey", "Russia", "held"),
        ("Canada threatened to impose tariffs on Mexico.", "Canada", "Mexico", "proposed"),
        ("Mexico opened an investigation into Brazilian steel.", "Mexico", "Brazilian", "held"),
    ],
    "ease": [
        ("Indonesia lifted its ban on Australian beef.", "Indonesia", "Australian", "held"),
        ("Britain removed tariffs on Kenyan flowers.", "Britain", "Kenyan", "held"),
        ("Indonesia refused to lift its ban on Australian beef.", "Indonesia", "Australian", "denied"),
        ("India exempted Nepal from the rice ban.", "India", "Nepal", "held"),
    ],
    "dispute": [
        ("Brazil filed a complaint against Canada at the World Trade Organization.", "Brazil", "Canada", "held"),
        ("Norway requested consultations with the European Union at the WTO.", "Norway", "European Union", "held"),
    ],
    "withdraw": [
        ("Bolivia withdrew from the Andean Trade Pact.", "Bolivia", "Andean Trade Pact", "held"),
        ("Bolivia will withdraw from the Andean Trade Pact.", "Bolivia", "Andean Trade Pact", "planned"),
        ("The United Kingdom left the European Union in 2020.", "United Kingdom", "European Union", "held"),
        ("Peru said it would withdraw from the Pacific Alliance.", "Peru", "Pacific Alliance", "planned"),
    ],
    "trade": [
        ("Ghana bought rice from Thailand.", "Thailand", "Ghana", "held"),
        ("Korea Rail Corporation delivered ten trains to Tanzania.", "Korea Rail Corporation", "Tanzania", "held"),
        ("Norvik Steel supplied rails to Egypt.", "Norvik Steel", "Egypt", "held"),
    ],
}  # fmt: skip
LOOK_ALIKES: dict[str, list[str]] = {
    "meet": ["Trade Minister Ana Quispe met the target for exports in Oslo on Monday.", "Kenya and Ghana export cocoa."],
    "visit": ["President Ruben Otieno visited the ministry's website in March.", "Vietnam received many visits to its website."],
    "attend": ["Ana Quispe attended school in Lima.", "Ana Quispe praised the Pacific Ports Summit."],
    "host": ["Thailand hosts many tourists in March.", "Thailand hosted a website."],
    "sign": ["Kaplan Mining signed up for the newsletter.", "Peru and Chile signed up for a course on fisheries.", "The fall in prices is a sign of weak demand in Peru and Chile."],
    "agree": ["The ministers agreed that talks would go on.", "Economists in Brazil and India agree that growth is slow."],
    "negotiate": ["The firm negotiates the price of steel every year.", "The driver negotiated a sharp curve near Oslo."],
    "establish": ["Ghana established that the price had been fixed.", "The Volta Customs Council is a well established body in Ghana."],
    "join": ["Ana Quispe joined the choir.", "Two pipes were joined in Zambia."],
    "invest": ["Norvik Steel invests much time in training.", "Investment in Indonesia fell."],
    "aid": ["Japan provides most of the world's robots.", "Hearing aids from Japan sell well in Nepal."],
    "request": ["India asked how long the ban would last.", "The question was asked in Japan and India."],
    "praise": ["Germany said Ukraine had reformed its customs.", "France welcomed the winter."],
    "criticize": ["China explained its new duties to Australia.", "Critics in Argentina read a book on Brazil."],
    "restrict": ["The United States published a report on Chinese steel.", "The United States exports steel to China."],
    "ease": ["Indonesia lifted its growth forecast.", "Indonesia cut its forecast for Australia."],
    "dispute": ["Brazil filed its report with the World Bank.", "Brazil is beyond dispute the largest grower, and Canada is not."],
    "withdraw": ["Bolivia withdrew cash from its accounts.", "The United Kingdom left the matter open."],
    "trade": ["Norvik Steel supplied no figures.", "Ghana bought less rice.", "Peru's exports to Chile rose 5 percent."],
}  # fmt: skip
STATES: dict[str, list[tuple[str, str, str]]] = {
    "post": [
        ("Ana Quispe, Peru's trade minister, spoke.", "Ana Quispe", "Peru"),
        ("Trade Minister Ana Quispe of Peru opened the fair.", "Ana Quispe", "Peru"),
        ("Ana Quispe, who chairs the Andean Standards Council, spoke in Lima.", "Ana Quispe", "Andean Standards Council"),
    ],
    "part_of": [("The Bureau of Standards, under the Ministry of Industry, tested the cables.", "Bureau of Standards", "Ministry of Industry")],
    "based_in": [
        ("Kenya's Ministry of Trade published the figures.", "Ministry of Trade", "Kenya"),
        ("Germany-based Norvik Steel hired engineers.", "Norvik Steel", "Germany"),
    ],
    "member_of": [
        ("Kenya is a member of the World Trade Organization.", "Kenya", "World Trade Organization"),
        ("Zambia and Malawi are members of the African Union.", "Malawi", "African Union"),
    ],
}  # fmt: skip
NO_STATES: dict[str, list[str]] = {
    "post": ["Ana Quispe, a singer, spoke.", "Ana Quispe did not chair the Andean Standards Council."],
    "part_of": ["The Bureau of Standards and the Ministry of Industry tested the cables."],
    "based_in": ["The Ministry of Trade published the figures in Kenya."],
    "member_of": ["Somalia is not a member of the World Trade Organization.", "Kenya praised the members of the World Trade Organization."],
}  # fmt: skip

#: What the shipped pipeline does not yet do; each reason says where the fault lies.
NOT_YET: dict[str, str] = {}


def cases(rows: Sequence[tuple[str, ...]]) -> list[Any]:
    """The rows as parameters named by their sentence, those of NOT_YET expected to fail."""
    out: list[Any] = []
    for row in rows:
        why = NOT_YET.get(row[1])
        marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
        out.append(pytest.param(*row, id=row[1], marks=marks))
    return out


@dataclass(frozen=True)
class Reader:
    """What the pipeline read out of each sentence."""

    by_text: dict[str, Extraction]

    def events(self, text: str, kind: str) -> list[tuple[set[str], set[str], str]]:
        """(agents, targets, status) by name, of the events of one type."""
        said = self.by_text[text]
        names = {e.id: e.name for e in said.entities}
        return [
            ({names[a] for a in v.agents}, {names[t] for t in v.targets}, v.status)
            for v in said.events
            if v.type == kind
        ]

    def states(self, text: str, kind: str) -> list[tuple[str, str]]:
        """(head, tail) by name, of the states of one type."""
        said = self.by_text[text]
        names = {e.id: e.name for e in said.entities}
        return [(names[s.head], names[s.tail]) for s in said.states if s.type == kind]


#: What the encoder reads wrongly today though the rules alone have it right; see conftest.py.
HARD = {
    "Uganda's prime minister cancelled a visit to Rwanda.": "the tie of a country's unnamed office holder stays below the cut",
    "The agreement signed by Peru and Chile covers fisheries.": "a bare 'agreement' is listed as what was signed (optional, guidelines 5)",
    "Rwanda's president arrived in Doha on Sunday.": "the tie of a country's unnamed office holder stays just below the cut",
    "Ana Quispe was to visit Spain but fell ill.": "read as denied, which it is; the rules alone see the plan only",
    "Ana Quispe did not chair the Andean Standards Council.": "the encoder takes the negated verb for an office",
}


@pytest.fixture(scope="module")
def read(both: Annotate) -> Reader:
    groups: list[Sequence[tuple[str, ...]]] = [*FOUND.values(), *STATES.values()]
    texts = [row[0] for rows in groups for row in rows]
    texts += [text for rows in (*LOOK_ALIKES.values(), *NO_STATES.values()) for text in rows]
    return Reader(dict(zip(texts, both(*texts), strict=True)))


def test_every_type_has_a_sentence_and_a_look_alike() -> None:
    assert set(FOUND) == set(LOOK_ALIKES) == set(EVENT_TYPES)
    assert set(STATES) == set(NO_STATES) == set(STATE_TYPES)


@pytest.mark.parametrize(
    ("kind", "text", "agents", "targets", "status"), cases([(k, *row) for k, rows in FOUND.items() for row in rows])
)
def test_a_plain_sentence_gives_its_event(
    kind: str, text: str, agents: str, targets: str, status: str, read: Reader
) -> None:
    got = read.events(text, kind)
    assert len(got) == 1, f"{kind}: {got}"
    assert got[0][0] == set(agents.split(" + "))
    assert targets == "?" or got[0][1] == ({targets} if targets else set())
    assert got[0][2] == status


@pytest.mark.parametrize(("kind", "text"), cases([(k, text) for k, rows in LOOK_ALIKES.items() for text in rows]))
def test_a_look_alike_gives_no_event_of_that_type(kind: str, text: str, read: Reader) -> None:
    assert read.events(text, kind) == []


@pytest.mark.parametrize(
    ("kind", "text", "head", "tail"), cases([(k, *row) for k, rows in STATES.items() for row in rows])
)
def test_a_plain_sentence_gives_its_state(kind: str, text: str, head: str, tail: str, read: Reader) -> None:
    assert (head, tail) in read.states(text, kind)


@pytest.mark.parametrize(("kind", "text"), cases([(k, text) for k, rows in NO_STATES.items() for text in rows]))
def test_a_look_alike_gives_no_state_of_that_type(kind: str, text: str, read: Reader) -> None:
    assert read.states(text, kind) == []


@pytest.mark.parametrize(
    ("text", "date", "place", "amount"),
    [
        ("Peru and Chile signed a fisheries agreement in Hanoi on March 5, 2031.", "2031-03-05", "Hanoi", None),
        ("Peru and Chile signed a fisheries agreement.", None, None, None),
        ("Norvik Steel invested $300 million in Indonesia last year.", "2030", None, "$300 million"),
        ("Peru and Chile met in Hanoi on Tuesday.", "2031-03-11", "Hanoi", None),
        ("The Andean Trade Pact, signed by Peru and Chile in 2019, expires in May.", "2019", None, None),
        ("Ana Quispe said on Monday that Peru had met Chile in January.", "2031-01", None, None),
    ],
)  # fmt: skip
def test_the_circumstances_of_an_event_are_read_from_its_clause(
    text: str, date: str | None, place: str | None, amount: str | None, both: Annotate
) -> None:
    [said] = both(text)
    names = {e.id: e.name for e in said.entities}
    [event] = said.events
    assert (event.date, names.get(event.place or ""), event.amount) == (date, place, amount)


def test_the_two_sides_of_a_second_sentence_are_the_parties_of_the_first(both: Annotate) -> None:
    [said] = both("Peru and Chile held a summit in Hanoi. The two sides signed a fisheries agreement.")
    names = {e.id: e.name for e in said.entities}
    assert [(e.type, {names[a] for a in e.agents}) for e in said.events] == [
        ("meet", {"Peru", "Chile"}),
        ("sign", {"Peru", "Chile"}),
    ]
