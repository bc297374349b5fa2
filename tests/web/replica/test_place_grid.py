"""Rows found by place: never one too few, whatever moved since the grid was made."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.geo import BBox, Circle
from tests.globe import HALFWAY_M, distance_m
from web.replica.change_ring import ChangeRing
from web.replica.column import Column
from web.replica.place_grid import FEW_STRAYS, PlaceGrid

LATITUDES = st.floats(-90, 90) | st.sampled_from([-90.0, -89.99, 0.0, 89.995, 90.0])
LONGITUDES = st.floats(-180, 180) | st.sampled_from([-180.0, -179.995, 0.0, 179.995, 180.0])
BOXES = st.builds(
    lambda west, east, one, other: BBox(west, min(one, other), east, max(one, other)),
    LONGITUDES,
    LONGITUDES,
    LATITUDES,
    LATITUDES,
)
RADII = st.floats(0, HALFWAY_M) | st.floats(0, 5_000) | st.sampled_from([0.0, 9_000_000.0, HALFWAY_M])
CIRCLES = st.builds(Circle, LATITUDES, LONGITUDES, RADII)


class Placed:
    """Rows on the globe, some close together, and the grid over them."""

    def __init__(self, seed: int, rows: int = 2_000) -> None:
        self.random, self.rows = Random(seed), 0
        self.latitude, self.longitude = Column("f8", 4 * rows), Column("f8", 4 * rows)
        self.changes = ChangeRing(1, 100_000)
        self.grid = PlaceGrid(self.latitude, self.longitude, self.changes)
        for _ in range(rows):
            self.add()

    def add(self) -> None:
        self.rows += 1
        self.move(self.rows - 1)

    def move(self, slot: int) -> None:
        latitude, longitude = self.random.choice(
            (
                (self.random.uniform(-90, 90), self.random.uniform(-180, 180)),
                (self.random.gauss(47, 0.05), self.random.gauss(8, 0.05)),
                (self.random.choice((-90, 90, 89.99, 0)), self.random.choice((-180, 180, 179.999, 0))),
            )
        )
        self.latitude.cells[slot], self.longitude.cells[slot] = latitude, longitude
        self.changes.append(0, self.changes.end, slot)

    def found(self, area: BBox | Circle) -> list[int]:
        slots = self.grid.slots_around(area, self.rows, 10 * self.rows)
        assert slots is not None
        return list(slots.tolist())

    def inside(self, area: BBox | Circle) -> set[int]:
        places = zip(range(self.rows), self.latitude.vector.tolist(), self.longitude.vector.tolist(), strict=False)
        if isinstance(area, BBox):
            return {slot for slot, lat, lon in places if area.contains(latitude=lat, longitude=lon)}
        centre = area.latitude, area.longitude
        return {slot for slot, lat, lon in places if distance_m(*centre, lat, lon) <= area.radius_m}


PLACED = Placed(seed=1)


@settings(deadline=None)
@given(BOXES | CIRCLES)
def test_every_row_of_an_area_is_found_once(area: BBox | Circle) -> None:
    found = PLACED.found(area)
    assert len(set(found)) == len(found)
    assert PLACED.inside(area) <= set(found)


@pytest.mark.parametrize("latitude", [90.0, -90.0, 89.9999999, -89.9999999])
@pytest.mark.parametrize("radius_m", [0.0, 1.0, 100.0, HALFWAY_M - 1.0, HALFWAY_M - 1e-3, HALFWAY_M])
def test_a_circle_around_a_pole_has_every_longitude(latitude: float, radius_m: float) -> None:
    area = Circle(latitude, 0.0, radius_m)
    assert PLACED.inside(area) <= set(PLACED.found(area))


@pytest.mark.parametrize("area", [BBox(7.9, 46.9, 8.1, 47.1), Circle(47.0, 8.0, 5_000), Circle(-90.0, 0.0, 100)])
def test_rows_that_moved_or_came_since_are_found_where_they_are(area: BBox | Circle) -> None:
    placed = Placed(seed=2)
    for step in range(3 * FEW_STRAYS):
        placed.move(placed.random.randrange(placed.rows))
        if step % 7 == 0:
            placed.add()
        if step % 50 == 0:
            found = placed.found(area)
            assert len(set(found)) == len(found)
            assert placed.inside(area) <= set(found)


def test_a_small_area_is_found_without_a_look_at_all_rows() -> None:
    placed = Placed(seed=3)
    for area in (BBox(7.99, 46.99, 8.01, 47.01), Circle(47.0, 8.0, 1_000), Circle(20.0, 179.9999, 1_000)):
        assert len(placed.found(area)) < placed.rows / 10


def test_an_area_with_more_rows_than_are_worth_naming_is_not_searched() -> None:
    placed = Placed(seed=4)
    assert placed.grid.slots_around(BBox(-180, -90, 180, 90), placed.rows, placed.rows - 1) is None


def test_many_changes_at_once_are_noticed() -> None:
    placed = Placed(seed=5)
    placed.found(Circle(0.0, 0.0))
    for _ in range(3):
        for slot in range(placed.rows):
            placed.move(slot)
    area = BBox(7.9, 46.9, 8.1, 47.1)
    assert placed.inside(area) <= set(placed.found(area))
    assert np.unique(placed.found(Circle(0.0, 0.0))).tolist() == list(range(placed.rows))
