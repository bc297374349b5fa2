"""All towns in memory: by place, by name and by box."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.domain.direction import bearing_deg, distance_m
from app.domain.geo import BBox
from app.domain.place_text import Units, coordinates_text, place_text
from app.places.name_list import NameList
from app.places.nearest_town import NearestTown
from app.places.town import PlaceName, Town
from app.places.town_file import TEN_THOUSANDTHS, TOWN_FILE, TownData, read_towns
from app.places.town_search import Reference, SearchedTowns, TownSearch


class Towns:
    """The towns of the file, of 1 000 people and more, and what can be asked of them."""

    def __init__(self, data: TownData) -> None:
        self._names, self._regions = NameList(data.names), data.regions
        self._latitudes = (data.latitudes / TEN_THOUSANDTHS).astype(np.float32)
        self._longitudes = (data.longitudes / TEN_THOUSANDTHS).astype(np.float32)
        self._populations = data.populations.astype(np.int32)
        self._region_indexes = data.region_indexes.astype(np.int16)
        self._by_population = np.argsort(-self._populations, kind="stable").astype(np.int32)
        self._nearest = NearestTown(self._latitudes, self._longitudes, self._populations)
        self._search = TownSearch(
            SearchedTowns(
                names=NameList(data.folded_names),
                other_names=NameList(data.other_names),
                other_towns=data.other_towns.astype(np.int32),
                populations=self._populations,
                latitudes=self._latitudes,
                longitudes=self._longitudes,
                region_indexes=self._region_indexes,
                regions=data.regions,
            )
        )

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._names)

    def town_at(self, index: int) -> Town:
        """Return one of them."""
        return Town(
            self._names.at(index).decode(),
            round(float(self._latitudes[index]), 4),
            round(float(self._longitudes[index]), 4),
            int(self._populations[index]),
            self._regions[int(self._region_indexes[index])],
        )

    def name_place(self, *, latitude: float, longitude: float, units: Units = "km") -> PlaceName:
        """Return where a place lies in the words of the town that names it best."""
        found = self._nearest.find(latitude=latitude, longitude=longitude)
        if found is None:
            return PlaceName(coordinates_text(latitude, longitude))
        index, is_inside = found
        town = self.town_at(index)
        apart = distance_m(town.latitude, town.longitude, latitude, longitude)
        bearing = bearing_deg(town.latitude, town.longitude, latitude, longitude)
        text = place_text(town.label, apart, bearing, is_inside=is_inside, units=units)
        return PlaceName(text, town, apart, bearing, is_inside)

    def find(self, query: str, limit: int, near: Reference | None = None) -> Sequence[Town]:
        """Return towns whose name begins like this, the likeliest first."""
        return [self.town_at(index) for index in self._search.find(query, limit, near)]

    def largest_in(self, box: BBox | None, min_population: int, limit: int) -> Sequence[Town]:
        """Return the largest towns of a box, the largest first."""
        order = self._by_population
        if min_population > 0:
            order = order[: np.searchsorted(-self._populations[order], -min_population, side="right")]
        if box is not None:
            latitudes, longitudes = self._latitudes[order], self._longitudes[order]
            east_of, west_of = longitudes >= box.west, longitudes <= box.east
            across = east_of | west_of if box.crosses_antimeridian else east_of & west_of
            order = order[across & (latitudes >= box.south) & (latitudes <= box.north)]
        return [self.town_at(index) for index in order[:limit].tolist()]


def load_towns(path: Path = TOWN_FILE) -> Towns:
    """Return the towns of the file; this takes a tenth of a second of the processor."""
    return Towns(read_towns(path))
