from itertools import pairwise
from math import hypot, pi, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.geo import wrapped_longitude
from app.simulator.street_map import Projection
from app.simulator.street_motion import BRAKING_MPS2, Stretch, plan_drive, turn_speed_mps
from tests.simulator.street_oracle import metres_between

LIMITS = (8.9, 11.2, 15.6, 24.6)
steps = st.tuples(st.floats(-300, 300), st.floats(-300, 300), st.sampled_from(LIMITS))
ways = st.lists(steps, min_size=1, max_size=20).map(lambda found: way_of(*found))


def way_of(*found: tuple[float, float, float]) -> list[Stretch]:
    way, x, y = [], 0.0, 0.0
    for dx, dy, limit_mps in ((0.0, 500.0, 15.6), *found):
        way.append(Stretch((x, y), (x + dx, y + dy), limit_mps))
        x, y = x + dx, y + dy
    return way


@given(way=ways, pace=st.floats(0.5, 1.0))
def test_no_drive_breaks_a_limit_jumps_or_misses_its_end(way: list[Stretch], pace: float) -> None:
    drive = plan_drive(way, Projection())
    moments = [*drive.moments(0.0, pace), drive.arrival()]
    assert all(0.0 <= moment.speed_mps <= max(LIMITS) for moment in moments)
    assert moments[0].speed_mps == 0
    for before, after in pairwise(moments):
        east_m, north_m = metres_between((before.longitude, before.latitude), (after.longitude, after.latitude))
        assert hypot(east_m, north_m) <= max(before.speed_mps, after.speed_mps) + BRAKING_MPS2
        assert abs(after.speed_mps - before.speed_mps) <= BRAKING_MPS2 * pace * pace + 1e-6
    stop = Projection().to_plane(latitude=moments[-1].latitude, longitude=moments[-1].longitude)
    assert stop == pytest.approx(way[-1].stop, abs=1e-3)
    assert drive.stop == way[-1].stop


@pytest.mark.parametrize("longitude", [180.0, -180.0, 179.99, -179.99, 0.0])
def test_a_place_is_on_the_plane_by_the_short_way(longitude: float) -> None:
    projection = Projection(latitude=0.0, longitude=longitude)
    for east_deg in (-0.05, 0.0, 0.05):
        east_m, _ = projection.to_plane(latitude=0.0, longitude=wrapped_longitude(longitude + east_deg))
        assert east_m == pytest.approx(east_deg * projection.m_per_degree_east, abs=1e-6)


def test_a_straight_drive_takes_as_long_as_speeding_up_and_braking_make_it() -> None:
    drive = plan_drive([Stretch((0.0, 0.0), (0.0, 1000.0), 10.0)], Projection())
    # 5 s and 25 m to 10 m/s, 4 s and 20 m to standstill, 95.5 s for the 955 m between.
    assert drive.duration_s == pytest.approx(104.5)
    assert {moment.heading_deg for moment in drive.moments(0.0, 1.0)} == {0.0}


def test_a_drive_may_be_joined_midway() -> None:
    drive = plan_drive([Stretch((0.0, 0.0), (0.0, 1000.0), 10.0)], Projection())
    assert list(drive.moments(50.0, 1.0)) == list(drive.moments(0.0, 1.0))[50:]


def test_the_sharper_a_turn_the_slower_it_is_taken() -> None:
    speeds = [turn_speed_mps(radians(turn_deg), 8.0) for turn_deg in (1, 20, 45, 90, 135, 180)]
    assert speeds == sorted(speeds, reverse=True)
    assert speeds[0] > 24.6
    assert speeds[3] == pytest.approx(4.47, abs=0.01)
    assert turn_speed_mps(pi, 60.0) == 1.0
