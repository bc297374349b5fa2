"""Towns by the beginning of their name, in any case and without accents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.geo import MEAN_RADIUS_M
from app.domain.name_fold import fold_name
from app.places.name_list import NameList
from app.places.town_file import Region

MOST_QUALIFIERS = 3
OTHER_CODES = {"gb": "uk"}
"""Codes that people write and ISO 3166 does not have."""
EXACT, OTHER_EXACT, BEGINS, OTHER_BEGINS = 1.0, 0.0, 0.0, -1.5
"""What a match is worth in powers of ten of population: `York` means York before the other name of New York."""
NEAR_M = 100_000.0
"""Ten times this distance from the reference is worth a hundredth of the population."""

Reference = tuple[float, float]
"""A latitude and a longitude."""
Integers = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SearchedTowns:
    """The columns that the search reads; a town is an index of them. Names are folded and sorted."""

    names: NameList
    other_names: NameList
    other_towns: Integers
    populations: NDArray[np.int32]
    latitudes: NDArray[np.float32]
    longitudes: NDArray[np.float32]
    region_indexes: NDArray[np.int16]
    regions: Sequence[Region]


class TownSearch:
    """Finds towns by name, the largest first or, with a reference, large and near ones first."""

    def __init__(self, towns: SearchedTowns) -> None:
        self._towns = towns

    def find(self, query: str, limit: int, near: Reference | None = None) -> Sequence[int]:
        """Return at most `limit` towns for `Butler`, `butler, pa`, `butler pennsylvania` or `münch`."""
        for name, qualifiers in readings(query):
            found, worth = self._named(name)
            if qualifiers:
                regions = [n for n, region in enumerate(self._towns.regions) if is_in(region, qualifiers)]
                is_meant = np.isin(self._towns.region_indexes[found], regions)
                found, worth = found[is_meant], worth[is_meant]
            if len(found):
                return self._likeliest(found, worth, limit, near)
        return ()

    def _named(self, name: str) -> tuple[Integers, Floats]:
        """Return the towns whose names begin like this, each once, and what the match is worth."""
        towns, prefix = self._towns, name.encode(errors="replace")
        first, end_exact, end = towns.names.ranges_of(prefix)
        other_first, other_end_exact, other_end = towns.other_names.ranges_of(prefix)
        others = (
            towns.other_towns[other_first:other_end_exact],
            towns.other_towns[other_end_exact:other_end],
        )
        found = np.concatenate((np.arange(first, end, dtype=np.int32), *others))
        sizes = (end_exact - first, end - end_exact, *map(len, others))
        worth = np.repeat((EXACT, BEGINS, OTHER_EXACT, OTHER_BEGINS), sizes)
        # The best match of a town comes first, and `unique` keeps the first.
        found, kept = np.unique(found, return_index=True)
        return found, worth[kept]

    def _likeliest(self, found: Integers, worth: Floats, limit: int, near: Reference | None) -> Sequence[int]:
        towns = self._towns
        ranks = worth + np.log10(np.maximum(towns.populations[found], 1))
        if near is not None:
            distances = _distances_m(near, towns.latitudes[found], towns.longitudes[found])
            ranks -= 2 * np.log10(1 + distances / NEAR_M)
        return [int(town) for town in found[np.argsort(-ranks, kind="stable")[:limit]]]


def readings(query: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what a query may mean: the folded name of a town, and the states or countries that follow it."""
    name, *qualifiers = [folded for part in query.split(",") if (folded := fold_name(part))] or [""]
    if not name or len(qualifiers) > MOST_QUALIFIERS:
        return
    yield name, qualifiers
    words = name.split(" ")
    if not qualifiers:
        for used in range(1, min(MOST_QUALIFIERS, len(words) - 1) + 1):
            yield " ".join(words[:-used]), (" ".join(words[-used:]),)


def is_in(region: Region, qualifiers: Sequence[str]) -> bool:
    """Tell whether each folded text is a code of the region or its country, or begins the name of one."""
    codes = {code.lower() for code in (region.state_code, region.country_code, region.country_code_3) if code}
    codes |= {OTHER_CODES[code] for code in codes & OTHER_CODES.keys()}
    names = [fold_name(name) for name in (region.state, region.country) if name]
    return all(text in codes or (len(text) > 2 and any(name.startswith(text) for name in names)) for text in qualifiers)


def _distances_m(near: Reference, latitudes: NDArray[np.float32], longitudes: NDArray[np.float32]) -> Floats:
    phi, other = np.radians(near[0]), np.radians(latitudes.astype(np.float64))
    across = np.sin(np.radians(longitudes - near[1]) / 2)
    haversines = np.sin((other - phi) / 2) ** 2 + np.cos(phi) * np.cos(other) * across**2
    return np.asarray(2 * MEAN_RADIUS_M * np.arcsin(np.sqrt(np.clip(haversines, 0, 1))))
