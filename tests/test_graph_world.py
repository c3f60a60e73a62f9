"""The data of the world map: known places are land or sea, every country has its point, broken copies are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from babel import Locale

from extract import lexicon
from extract.errors import LexiconError
from graph.world import COLUMNS, NORTH, ROWS, STEP, WEST, World, load_world, world

SHIPPED = Path(__file__).parents[1] / "graph" / "page" / "world.yml"
# Codes of CLDR for what is no country: groups of countries, made-up ones, and pieces of a country that ISO only reserves.
NO_COUNTRIES = {"EZ", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
# Islands too small for a cell of two degrees and too far from any that has one.
SPECKS = {
    "AG", "AI", "AS", "BB", "BL", "BM", "BS", "BV", "CC", "CK", "CV", "CX", "DM", "FM", "FO", "GD", "GP", "GU", "HM", "IO", "KI", "KM", "KN",
    "KY", "LC", "MF", "MH", "MP", "MQ", "MS", "MU", "MV", "NF", "NR", "NU", "PF", "PN", "PW", "RE", "SC", "SH", "SX", "TK", "TO", "TV", "UM",
    "VC", "VG", "VI", "VU", "WF", "WS",
}  # fmt: skip
LARGE = (
    "AR", "AU", "BR", "CA", "CD", "CN", "CO", "DE", "DZ", "EG", "ES", "FR", "IN", "IR", "KZ", "LY", "ML", "MX", "NG", "PE", "PL", "RU", "SA",
    "UA", "US", "ZA",
)  # fmt: skip


def cell(latitude: float, longitude: float) -> tuple[int, int]:
    """Row and column of the cell that holds a point."""
    return int((NORTH - latitude) // STEP), int((longitude - WEST) // STEP) % COLUMNS


def is_land(latitude: float, longitude: float) -> bool:
    row, column = cell(latitude, longitude)
    return world().land[row][column] == "#"


def near_land(latitude: float, longitude: float) -> bool:
    """The cell or one of the eight around it is land."""
    return any(is_land(latitude + STEP * i, longitude + STEP * j) for i in (-1, 0, 1) for j in (-1, 0, 1))


@pytest.mark.parametrize(
    ("place", "latitude", "longitude"),
    [
        ("Paris", 48.9, 2.3), ("Nairobi", -1.3, 36.8), ("Tokyo", 35.7, 139.7), ("Chicago", 41.9, -87.7), ("Cusco", -13.5, -72.0),
        ("Canberra", -35.3, 149.1), ("Delhi", 28.6, 77.2), ("Beijing", 39.9, 116.4), ("Moscow", 55.8, 37.6), ("Cairo", 30.0, 31.2),
        ("Panama", 8.5, -80.1), ("Naples", 40.9, 14.3), ("Havana", 23.1, -82.4), ("Christchurch", -43.5, 172.3), ("Manila", 14.6, 121.0),
        ("Anadyr, west of the date line", 66.0, 177.5), ("Labasa, by the date line", -16.4, 179.4), ("Hilo", 19.7, -155.1),
        ("Ushuaia", -54.5, -68.0), ("middle of Greenland", 72.0, -40.0),
    ],
)  # fmt: skip
def test_a_known_place_is_land(place: str, latitude: float, longitude: float) -> None:
    assert is_land(latitude, longitude), place


@pytest.mark.parametrize(
    ("place", "latitude", "longitude"),
    [
        ("middle of the Pacific", 0.0, -150.0), ("middle of the Atlantic", 30.0, -40.0), ("Mediterranean", 35.0, 18.0),
        ("Bay of Bengal", 13.0, 88.0), ("Black Sea", 43.5, 34.0), ("Hudson Bay", 59.0, -86.0), ("Gulf of Mexico", 25.0, -90.0),
        ("Red Sea", 20.5, 38.5), ("Tasman Sea", -38.0, 160.0), ("Sea of Japan", 40.0, 135.0), ("Caspian Sea", 41.0, 51.0),
        ("North Sea", 56.5, 3.5), ("off the Cape", -40.0, 20.0), ("Southern Ocean", -57.0, 90.0), ("by the date line", 0.0, 179.9),
    ],
)  # fmt: skip
def test_a_known_sea_is_water(place: str, latitude: float, longitude: float) -> None:
    assert not is_land(latitude, longitude), place


def test_about_three_tenths_of_the_map_are_land() -> None:
    """As of the earth: flat cells in the north weigh more than they should, and Antarctica is not there."""
    assert 0.28 < sum(row.count("#") for row in world().land) / (ROWS * COLUMNS) < 0.35


def test_every_code_that_the_vocabulary_knows_has_a_point() -> None:
    assert {country.code for country in lexicon.countries()} - world().countries.keys() == set()


def test_every_country_of_today_has_a_point_and_nothing_else_but_states_of_the_past() -> None:
    today = {code for code in Locale("en").territories if len(code) == 2} - NO_COUNTRIES
    assert len(today) == 251  # 249 of ISO 3166-1, Kosovo and the European Union
    assert world().countries.keys() - today == {"AN", "CS", "DD", "SU", "YU"}
    assert today - world().countries.keys() == set()


@pytest.mark.parametrize("code", sorted(world().countries.keys() - SPECKS - {"AQ"}))
def test_a_country_stands_on_land_or_within_a_cell_of_it(code: str) -> None:
    assert near_land(*world().countries[code])


@pytest.mark.parametrize("code", sorted(SPECKS))
def test_what_is_excused_from_standing_near_land_needs_the_excuse(code: str) -> None:
    assert not near_land(*world().countries[code])


@pytest.mark.parametrize("code", LARGE)
def test_a_large_country_stands_on_land(code: str) -> None:
    assert is_land(*world().countries[code])


def test_all_but_antarctica_lie_on_the_map() -> None:
    off = [code for code, point in world().countries.items() if not 0 <= cell(*point)[0] < ROWS]
    assert off == ["AQ"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("SG", "MY"), ("BE", "LU"), ("BE", "NL"), ("BE", "EU"), ("RS", "XK"), ("BH", "QA"), ("DO", "HT"), ("IL", "PS"), ("HK", "MO")],
)  # fmt: skip
def test_neighbours_stand_visibly_apart(one: str, other: str) -> None:
    (south, west), (north, east) = world().countries[one], world().countries[other]
    assert abs(south - north) + abs(west - east) > 0.4


def test_the_page_gets_plain_lists() -> None:
    data = json.loads(json.dumps(world().model_dump(mode="json")))
    assert data.keys() == {"countries", "land"}
    assert data["countries"]["FR"] == [46.7, 2.5]
    assert {len(row) for row in data["land"]} == {COLUMNS}
    assert World.model_validate(data) == world()


# ---------------------------------------------------------------- broken copies


@pytest.fixture(name="refused")
def _refused(tmp_path: Path) -> Callable[[str], str]:
    """What the loader says of a file with this text."""

    def message(text: str) -> str:
        path = tmp_path / "world.yml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(LexiconError) as caught:
            load_world(path)
        return str(caught.value)

    return message


def test_a_sound_copy_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "world.yml"
    path.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_world(path) == world()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  FR: [46.7, 2.5]", "  FRA: [46.7, 2.5]", "countries.FRA"),
        ("  FR: [46.7, 2.5]", "  fr: [46.7, 2.5]", "countries.fr"),
        ('  "NO": ', "  NO: ", "False is no code, quote NO"),
        ("  FR: [46.7, 2.5]", "  FR: [90.1, 2.5]", "countries.FR.0"),
        ("  FR: [46.7, 2.5]", "  FR: [46.7, -180.5]", "countries.FR.1"),
        ("  FR: [46.7, 2.5]", "  FR: [.nan, 2.5]", "countries.FR.0"),
        ("  FR: [46.7, 2.5]", "  FR: ['46.7', 2.5]", "countries.FR.0"),
        ("  FR: [46.7, 2.5]", "  FR: [46.7]", "countries.FR.1"),
        ("  FR: [46.7, 2.5]", "  FR: [46.7, 2.5, 0.0]", "countries.FR"),
        ("  FR: [46.7, 2.5]", "  FR: [51.1, 10.3]", "DE, FR stand on a point"),
        ("  FR: [46.7, 2.5]", "  DE: [46.7, 2.5]", "DE stands twice"),
        ("  FR: [46.7, 2.5]", "  FR: [46.7, 2.5", "not sound YAML"),
        ("land:", "lands:", "land: Field required"),
        ("countries:", "colour: blue\ncountries:", "colour"),
    ],
)
def test_a_broken_entry_is_refused_by_file_and_entry(
    old: str, new: str, said: str, refused: Callable[[str], str]
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    message = refused(text.replace(old, new, 1))
    assert message.startswith("world.yml: ")
    assert said in message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows[:-1], "land"),
        (lambda rows: [*rows, rows[-1]], "land"),
        (lambda rows: [rows[0], rows[1][:-1], *rows[2:]], "land.1"),
        (lambda rows: [rows[0], rows[1] + ".", *rows[2:]], "land.1"),
        (lambda rows: [*rows[:-1], "x" + rows[-1][1:]], "land.70"),
        (lambda rows: [*rows[:-1], rows[-1][1:] + "\n"], "land.70"),
    ],
)
def test_rows_of_another_length_or_with_another_sign_are_refused(
    change: Callable[[list[str]], list[str]], said: str, refused: Callable[[str], str]
) -> None:
    data = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    message = refused(yaml.safe_dump({**data, "land": change(data["land"])}))
    assert message.startswith(f"world.yml: {said}: ")


@pytest.mark.parametrize("text", ["", "[]", "countries: {}\nland: []", "Peru"])
def test_an_emptied_file_is_refused(text: str, refused: Callable[[str], str]) -> None:
    assert refused(text).startswith("world.yml: ")
