"""Distances and directions where longitudes meet: at the poles and at the antimeridian."""

from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.direction import bearing_deg, compass_point, distance_m
from app.domain.geo import MEAN_RADIUS_M

POLES = st.sampled_from([90.0, -90.0])
LATITUDES, LONGITUDES = st.floats(-90, 90) | POLES, st.floats(-180, 180) | st.sampled_from([-180.0, 180.0])


@given(LATITUDES, LONGITUDES, POLES, LONGITUDES)
def test_the_way_to_a_pole_is_as_long_from_and_to_every_longitude(
    latitude: float, longitude: float, pole: float, any_longitude: float
) -> None:
    expected = radians(abs(pole - latitude)) * MEAN_RADIUS_M
    assert distance_m(latitude, longitude, pole, any_longitude) == pytest.approx(expected, abs=0.5)
    assert distance_m(pole, any_longitude, latitude, longitude) == pytest.approx(expected, abs=0.5)


@given(st.floats(-89.9, 89.9), LONGITUDES, LONGITUDES)
def test_a_pole_lies_north_or_south_of_every_place(latitude: float, longitude: float, any_longitude: float) -> None:
    assert compass_point(bearing_deg(latitude, longitude, 90, any_longitude)) == "north"
    assert compass_point(bearing_deg(latitude, longitude, -90, any_longitude)) == "south"


@given(LATITUDES, LATITUDES, LONGITUDES)
def test_the_antimeridian_is_one_meridian_for_distances_and_bearings(
    latitude: float, from_latitude: float, longitude: float
) -> None:
    west, east = (distance_m(from_latitude, longitude, latitude, edge) for edge in (-180.0, 180.0))
    assert west == pytest.approx(east, abs=0.5)
    # Opposite places have a great circle in every direction, and equal ones have none.
    if 1_000 < west < 20_000_000:
        bearings = [radians(bearing_deg(from_latitude, longitude, latitude, edge)) for edge in (-180.0, 180.0)]
        assert cos(bearings[0] - bearings[1]) == pytest.approx(1, abs=1e-6)
