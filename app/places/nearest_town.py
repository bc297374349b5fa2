"""The town that names a place: a search in bands of latitude, which know neither poles nor an antimeridian.

Each class of towns is sorted by latitude. All towns of a band around the place are compared at once, as chords between
points of the unit sphere. The few large towns come first: what they leave to search among the many small ones is narrow.
"""

from collections.abc import Iterator
from math import asin, cos, degrees, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from app.domain.geo import MEAN_RADIUS_M
from app.domain.place_text import (
    CLASS_WEIGHTS,
    MOST_NAMED_M,
    TOWN_CLASSES,
    Candidate,
    choose_town,
    town_radius_m,
)

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]


class _TownClass:
    """The towns of one class, sorted by latitude."""

    def __init__(self, keys: Integers, latitudes: Floats, longitudes: Floats, populations: Integers) -> None:
        order = np.argsort(latitudes[keys], kind="stable")
        self.keys = keys[order]
        self.latitudes = np.ascontiguousarray(latitudes[self.keys])
        phi, lam = np.radians(self.latitudes.astype(np.float64)), np.radians(longitudes[self.keys].astype(np.float64))
        self._points = np.stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi))).astype(np.float32)
        self._populations = populations[self.keys]
        # The same rule as town_radius_m, for a whole array: its powers one by one would double the time to load.
        radii = np.minimum(town_radius_m(1_000) * (self._populations / 1_000) ** 0.4, town_radius_m(2**31))
        self._chords_of_radii = ((radii / MEAN_RADIUS_M) ** 2).astype(np.float32)
        self.largest_radius_m = float(radii.max(initial=0.0))
        self._largest_chord = (self.largest_radius_m / MEAN_RADIUS_M) ** 2

    def near(self, latitude: float, point: Floats, within_m: float) -> Iterator[Candidate]:
        """Yield the nearest town of a band, and the one that the place lies in most, where it is another."""
        half_band = degrees(within_m / MEAN_RADIUS_M)
        # Of the same type as the latitudes: for another one numpy would copy all of them first.
        edges = np.array((latitude - half_band, latitude + half_band), np.float32)
        first, end = self.latitudes.searchsorted(edges).tolist()
        if first == end:
            return
        apart = self._points[:, first:end] - point
        chords = np.einsum("ij,ij->j", apart, apart)
        nearest = int(chords.argmin())
        yield self._candidate(first + nearest, chords[nearest])
        if chords[nearest] <= self._largest_chord:
            inmost = int((chords / self._chords_of_radii[first:end]).argmin())
            if inmost != nearest:
                yield self._candidate(first + inmost, chords[inmost])

    def _candidate(self, slot: int, chord: np.float32) -> Candidate:
        angle = 2 * asin(min(1.0, sqrt(chord) / 2))
        return Candidate(int(self.keys[slot]), int(self._populations[slot]), angle * MEAN_RADIUS_M)


class NearestTown:
    """Finds the town that names a place; a key is an index of the arrays that it was created with."""

    def __init__(self, latitudes: Floats, longitudes: Floats, populations: Integers) -> None:
        bounds = (0, *TOWN_CLASSES[1:], np.iinfo(np.int32).max)
        self._classes: list[tuple[_TownClass, float]] = []
        for least, most, weight in zip(bounds, bounds[1:], CLASS_WEIGHTS, strict=False):
            keys = np.flatnonzero((populations >= least) & (populations < most)).astype(np.int32)
            self._classes.append((_TownClass(keys, latitudes, longitudes, populations), weight))

    def find(self, *, latitude: float, longitude: float) -> tuple[int, bool] | None:
        """Return the key of the town and whether the place lies in it, or None far from every town."""
        chosen = choose_town(self._candidates(latitude, longitude))
        return None if chosen is None else (chosen[0].key, chosen[1])

    def _candidates(self, latitude: float, longitude: float) -> Iterator[Candidate]:
        phi, lam = radians(latitude), radians(longitude)
        point = np.array(((cos(phi) * cos(lam),), (cos(phi) * sin(lam),), (sin(phi),)), np.float32)
        best_m = MOST_NAMED_M
        # A metropolis near by leaves little to search among the many small towns.
        for towns, weight in reversed(self._classes):
            within_m = max(min(best_m * weight, MOST_NAMED_M), towns.largest_radius_m)
            for candidate in towns.near(latitude, point, within_m):
                yield candidate
                # A band is open to the east and west: its nearest town may be too far to name anything.
                if candidate.distance_m <= MOST_NAMED_M:
                    best_m = min(best_m, candidate.distance_m / weight)
