"""Boxes on a globe."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.geo import BBox, nearest_longitude, wrapped_longitude

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
MERIDIANS = st.integers(-180, 180) | st.sampled_from([-180, 180])
"""Whole degrees, so that sums are exact."""


def test_the_edges_belong_to_the_box() -> None:
    box = BBox(-10, -20, 10, 20)
    assert box.contains(latitude=20, longitude=-10)
    assert box.contains(latitude=-20, longitude=10)
    assert not box.contains(latitude=20.0001, longitude=0)
    assert not box.contains(latitude=0, longitude=10.0001)


def test_a_box_whose_west_lies_east_of_its_east_crosses_the_antimeridian() -> None:
    box = BBox(170, -10, -170, 10)
    assert box.contains(latitude=0, longitude=180)
    assert box.contains(latitude=0, longitude=-180)
    assert box.contains(latitude=0, longitude=175)
    assert not box.contains(latitude=0, longitude=0)


@pytest.mark.parametrize(
    ("edges", "word"),
    [
        ((0, 10, 1, 5), "order"),
        ((-181, 0, 1, 5), "180"),
        ((0, -91, 1, 5), "90"),
        ((0, 0, float("nan"), 5), "finite"),
        ((0, 0, float("inf"), 5), "finite"),
    ],
)
def test_a_box_that_no_map_can_show_is_refused_in_words(edges: tuple[float, ...], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        BBox(*edges)


@given(LONGITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_box_and_the_box_of_the_other_way_round_hold_every_longitude(
    west: float, east: float, latitude: float, longitude: float
) -> None:
    assume(west != east)
    one, other = BBox(west, -90, east, 90), BBox(east, -90, west, 90)
    place = {"latitude": latitude, "longitude": longitude}
    assert one.contains(**place) or other.contains(**place)


@pytest.mark.parametrize("edges", [(170, 180), (-180, -170), (180, 180), (-180, -180), (180, -180), (180, -170)])
def test_the_antimeridian_is_one_meridian_by_either_name(edges: tuple[float, float]) -> None:
    box = BBox(edges[0], -10, edges[1], 10)
    assert box.contains(latitude=0, longitude=180)
    assert box.contains(latitude=0, longitude=-180)
    assert not box.contains(latitude=0, longitude=0)


@given(MERIDIANS, MERIDIANS, MERIDIANS)
def test_a_box_holds_what_lies_eastwards_between_its_edges(west: int, east: int, longitude: int) -> None:
    width = 360 if (west, east) == (-180, 180) else (east - west) % 360
    is_between = (longitude - west) % 360 <= width
    assert BBox(west, -90, east, 90).contains(latitude=0, longitude=longitude) == is_between


@given(st.integers(-1000, 1000), MERIDIANS)
def test_the_nearest_longitude_is_the_same_meridian_at_most_half_a_turn_away(longitude: int, reference: int) -> None:
    nearest = nearest_longitude(longitude, reference)
    assert (nearest - longitude) % 360 == 0
    assert abs(nearest - reference) <= 180


@given(st.integers(-1000, 1000))
def test_a_wrapped_longitude_is_the_same_meridian_between_180_degrees_west_and_east(longitude: int) -> None:
    wrapped = wrapped_longitude(longitude)
    assert (wrapped - longitude) % 360 == 0
    assert -180 <= wrapped <= 180
    assert abs(longitude) > 180 or wrapped == longitude
