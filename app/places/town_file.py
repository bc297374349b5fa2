"""The compact file of towns: arrays whose bytes are ordered so that zlib halves them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TOWN_FILE = Path(__file__).parent / "data" / "towns.npz"
TEN_THOUSANDTHS = 10_000
"""Coordinates are whole ten-thousandths of a degree, 11 m: finer than the centre of a town."""
ATTRIBUTION = "Towns: GeoNames (geonames.org), CC BY 4.0"
"""The credit that the licence of the data asks for, wherever a name is shown."""

Bytes = NDArray[np.uint8]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Region:
    """A state of the USA, or another country as a whole: the data has no names of its regions."""

    country_code: str
    country_code_3: str
    country: str
    state_code: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class TownData:
    """Every town as the file has it, in order of the folded name; then by population."""

    names: str
    """One a line."""
    folded_names: str
    """The same, folded: to fold them takes longer than to read them."""
    latitudes: Integers
    longitudes: Integers
    populations: Integers
    region_indexes: Integers
    regions: Sequence[Region]
    other_names: str
    """Folded names in other languages of large cities, sorted, one a line."""
    other_towns: Integers
    """The town of each of them."""


def write_towns(path: Path, towns: TownData) -> None:
    """Write the file; the same data gives the same bytes."""
    regions = [
        [region.country_code, region.country_code_3, region.country, region.state_code, region.state]
        for region in towns.regions
    ]
    np.savez_compressed(
        path,
        names=_text_bytes(towns.names),
        folded_names=_text_bytes(towns.folded_names),
        latitudes=_planes(towns.latitudes + 90 * TEN_THOUSANDTHS, 3),
        longitudes=_planes(towns.longitudes + 180 * TEN_THOUSANDTHS, 3),
        populations=_planes(towns.populations, 4),
        region_indexes=_planes(towns.region_indexes, 2),
        regions=_text_bytes(json.dumps(regions, ensure_ascii=False)),
        other_names=_text_bytes(towns.other_names),
        other_towns=_planes(towns.other_towns, 3),
    )


def read_towns(path: Path = TOWN_FILE) -> TownData:
    """Return what the file holds."""
    with np.load(path, allow_pickle=False) as file:
        return TownData(
            names=file["names"].tobytes().decode(),
            folded_names=file["folded_names"].tobytes().decode(),
            latitudes=_from_planes(file["latitudes"]) - 90 * TEN_THOUSANDTHS,
            longitudes=_from_planes(file["longitudes"]) - 180 * TEN_THOUSANDTHS,
            populations=_from_planes(file["populations"]),
            region_indexes=_from_planes(file["region_indexes"]),
            regions=[Region(*fields) for fields in json.loads(file["regions"].tobytes())],
            other_names=file["other_names"].tobytes().decode(),
            other_towns=_from_planes(file["other_towns"]),
        )


def _text_bytes(text: str) -> Bytes:
    return np.frombuffer(text.encode(), np.uint8)


def _planes(numbers: Integers, width: int) -> Bytes:
    """Return all lowest bytes, then all second ones, …: high bytes repeat, and zlib sees it only side by side."""
    return np.stack([(numbers >> (8 * place)) & 0xFF for place in range(width)]).astype(np.uint8)


def _from_planes(planes: Bytes) -> Integers:
    numbers: Integers = planes[0].astype(np.int64)
    for place in range(1, len(planes)):
        numbers |= planes[place].astype(np.int64) << (8 * place)
    return numbers
