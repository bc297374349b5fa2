"""Which town names a place, and how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.direction import bearing_deg, compass_point, distance_m
from app.domain.name_fold import fold_name
from app.domain.place_text import (
    Candidate,
    choose_town,
    coordinates_text,
    distance_text,
    place_text,
    town_label,
    town_radius_m,
)
from tests.globe import distance_m as oracle_m

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
VILLAGE, TOWN, CITY, METROPOLIS = 1_500, 13_289, 300_000, 8_000_000


def _chosen(*candidates: tuple[int, float]) -> tuple[int, bool] | None:
    found = choose_town(Candidate(key, *candidate) for key, candidate in enumerate(candidates))
    return None if found is None else (found[0].key, found[1])


@pytest.mark.parametrize(
    ("population", "least_m", "most_m"),
    [(1_000, 500, 700), (TOWN, 1_400, 2_000), (CITY, 5_000, 7_500), (METROPOLIS, 16_000, 25_000)],
)
def test_the_radius_of_a_town_is_close_to_its_real_area(population: int, least_m: float, most_m: float) -> None:
    assert least_m <= town_radius_m(population) <= most_m


def test_a_place_within_the_radius_lies_in_the_town() -> None:
    assert _chosen((TOWN, 1_500)) == (0, True)
    assert _chosen((TOWN, 2_500)) == (0, False)


def test_a_place_in_two_towns_belongs_to_the_one_whose_centre_is_nearer_for_its_size() -> None:
    assert _chosen((VILLAGE, 600), (CITY, 1_000)) == (1, True)
    assert _chosen((VILLAGE, 100), (CITY, 5_000)) == (0, True)


def test_a_larger_town_not_much_further_away_is_preferred() -> None:
    assert _chosen((VILLAGE, 8_000), (TOWN, 12_000)) == (1, False)
    assert _chosen((VILLAGE, 5_000), (TOWN, 12_000)) == (0, False)
    assert _chosen((TOWN, 20_000), (METROPOLIS, 45_000)) == (1, False)


def test_a_town_that_the_place_lies_in_comes_before_any_larger_one() -> None:
    assert _chosen((VILLAGE, 500), (METROPOLIS, 30_000)) == (0, True)


def test_beyond_a_thousand_kilometres_no_town_names_a_place() -> None:
    assert _chosen((METROPOLIS, 1_000_001)) is None
    assert _chosen((METROPOLIS, 999_999)) == (0, False)
    assert _chosen() is None


@pytest.mark.parametrize(
    ("distance", "metric", "imperial"),
    [
        (820, "0.8 km", "0.5 mi"),
        (2_000, "2 km", "1.2 mi"),
        (9_960, "10 km", "6.2 mi"),
        (12_345, "12 km", "7.7 mi"),
        (99_600, "100 km", "62 mi"),
        (314_000, "310 km", "200 mi"),
    ],
)
def test_distances_have_as_many_digits_as_people_say(distance: float, metric: str, imperial: str) -> None:
    assert (distance_text(distance, "km"), distance_text(distance, "mi")) == (metric, imperial)


def test_the_text_says_in_or_how_far_in_which_direction() -> None:
    label = town_label("Butler", "Pennsylvania", "United States")
    assert place_text(label, 900, 45, is_inside=True, units="km") == "in Butler, Pennsylvania"
    assert place_text(label, 12_000, 45, is_inside=False, units="km") == "12 km north-east of Butler, Pennsylvania"
    assert place_text(label, 12_000, 275, is_inside=False, units="mi") == "7.5 mi west of Butler, Pennsylvania"


def test_a_town_without_a_known_region_is_named_with_its_country_and_a_city_state_once() -> None:
    assert town_label("Lyon", None, "France") == "Lyon, France"
    assert town_label("Singapore", None, "Singapore") == "Singapore"


def test_coordinates_name_a_place_far_from_all_towns() -> None:
    assert coordinates_text(-12.5, 170.25) == "12.5000° S, 170.2500° E"
    assert coordinates_text(35, -45) == "35.0000° N, 45.0000° W"


@pytest.mark.parametrize("longitude", [180, -180, 179.999_99, -179.999_99])
def test_the_antimeridian_has_one_text_by_either_name(longitude: float) -> None:
    assert coordinates_text(0.000_01, longitude) == "0.0000° N, 180.0000° E"
    assert coordinates_text(-0.000_01, longitude) == "0.0000° N, 180.0000° E"


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_the_distance_is_that_of_the_globe(a: float, b: float, c: float, d: float) -> None:
    assert distance_m(a, b, c, d) == pytest.approx(oracle_m(a, b, c, d), abs=1)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_bearing_is_from_0_to_below_360(a: float, b: float, c: float, d: float) -> None:
    assert 0 <= bearing_deg(a, b, c, d) < 360


@pytest.mark.parametrize(
    ("place", "point"),
    [((1, 0), "north"), ((1, 1), "north-east"), ((0, 1), "east"), ((-1, 1), "south-east"), ((-1, 0), "south"),
     ((-1, -1), "south-west"), ((0, -1), "west"), ((1, -1), "north-west")],
)  # fmt: skip
def test_each_direction_has_its_point_of_the_compass(place: tuple[float, float], point: str) -> None:
    assert compass_point(bearing_deg(0, 0, *place)) == point


def test_the_direction_over_the_antimeridian_is_the_short_one() -> None:
    assert compass_point(bearing_deg(0, 179, 0, -179)) == "east"
    assert distance_m(0, 179.5, 0, -179.5) == pytest.approx(111_195, abs=10)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("São Paulo", "sao paulo"),
        ("München", "munchen"),
        ("Łódź", "lodz"),
        ("Saint-Denis", "saint denis"),
        ("L’Aquila", "laquila"),
        ("Straße", "strasse"),
        ("Ærøskøbing", "aeroskobing"),
        ("  St.  Louis ", "st louis"),
        ("İstanbul", "istanbul"),
        ("東京", "東京"),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@given(st.text(max_size=40))
def test_folding_a_folded_name_changes_nothing(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)
