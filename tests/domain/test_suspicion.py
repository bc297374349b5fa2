"""Positions that cannot be: when one is suspect, and what ends it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.suspicion import REACH, TOP_SPEED_MPS, Place, held_after, is_reachable
from tests.builders import NOON

HERE = Place(40.0, -74.0, NOON)
METRES = 1 / 111_195
"""Degrees of latitude a metre."""


def north_of(place: Place, metres: float, later_s: float = 10.0) -> Place:
    return Place(place.latitude + metres * METRES, place.longitude, place.timestamp + later_s)


def test_a_position_that_implies_more_than_seventy_metres_a_second_is_not_believed_and_the_one_before_is_held() -> None:
    assert held_after(HERE, None, north_of(HERE, 690)) is None
    assert held_after(HERE, None, north_of(HERE, 710)) == HERE


def test_a_second_far_position_that_agrees_with_the_first_confirms_it() -> None:
    far = north_of(HERE, 50_000)
    assert held_after(far, HERE, north_of(far, 100)) is None


def test_a_position_near_the_held_one_is_believed() -> None:
    assert held_after(north_of(HERE, 50_000), HERE, north_of(HERE, 100, 20)) is None


def test_a_second_far_position_elsewhere_is_not_believed_either_and_the_first_place_stays_held() -> None:
    far = north_of(HERE, 50_000)
    assert held_after(far, HERE, north_of(far, 50_000)) == HERE


def test_a_correction_of_a_believed_position_is_believed_as_its_predecessor_is_not_known() -> None:
    assert held_after(HERE, None, north_of(HERE, 50_000, 0)) is None


def test_a_correction_of_a_suspect_position_does_not_confirm_it() -> None:
    far = north_of(HERE, 50_000)
    assert held_after(far, HERE, north_of(far, 10, 0)) == HERE
    assert held_after(far, HERE, north_of(HERE, 10, 10)) is None


@pytest.mark.parametrize("later_s", [0.01, 0.5, 1.0])
def test_the_noise_of_fixes_within_a_second_is_no_speed(later_s: float) -> None:
    assert is_reachable(HERE, north_of(HERE, TOP_SPEED_MPS - 1, later_s))


def test_the_antimeridian_is_no_jump() -> None:
    assert is_reachable(Place(0.0, 179.9999, NOON), Place(0.0, -179.9999, NOON + 10))


places = st.builds(
    Place, st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 100_000).map(lambda later_s: NOON + later_s)
)


@given(one=places, other=places)
def test_what_is_near_enough_in_degrees_is_reachable(one: Place, other: Place) -> None:
    """The worker asks this first; it must never believe what the exact rule does not."""
    elapsed_s = other.timestamp - one.timestamp
    away = (other.latitude - one.latitude) ** 2 + (other.longitude - one.longitude) ** 2
    if elapsed_s > 0 and (away <= REACH or away <= REACH * elapsed_s**2):
        assert is_reachable(one, Place(*other[:2], other.timestamp + 1e-6 * (1 + elapsed_s)))


def shown_after(fixes: Sequence[Place]) -> tuple[Place, Place | None]:
    shown, held = fixes[0], None
    for fix in fixes[1:]:
        shown, held = fix, held_after(shown, held, fix)
    return shown, held


@given(fixes=st.lists(places, min_size=1, max_size=8, unique_by=lambda place: place.timestamp))
def test_what_is_held_was_a_position_and_lies_out_of_reach_of_the_one_that_is_shown(fixes: list[Place]) -> None:
    in_order = sorted(fixes, key=lambda place: place.timestamp)
    shown, held = shown_after(in_order)
    assert shown == in_order[-1]
    if held is not None:
        assert held in in_order[:-1]
        assert not is_reachable(held, shown)


@given(fixes=st.lists(places, max_size=6, unique_by=lambda place: place.timestamp))
def test_two_positions_that_agree_end_every_suspicion(fixes: list[Place]) -> None:
    in_order = sorted(fixes, key=lambda place: place.timestamp)
    last = Place(10.0, 20.0, NOON + 200_000)
    assert shown_after([*in_order, last, last._replace(timestamp=last.timestamp + 5)])[1] is None
