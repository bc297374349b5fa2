import numpy as np
import pytest

from app.domain.routes.columns import Deliveries, Drivers
from app.domain.sweep.record import record
from app.domain.sweep.sweep import Cache, sweep
from app.domain.sweep.swept import Swept
from tests.domain.days.one_route import NOW, degrees, nothing_learned, route_of


class Drive:
    """A driver whose fixes are swept one after the other; arrivals and departures become commands and come back."""

    def __init__(self, deliveries: Deliveries, drivers: Drivers) -> None:
        self.deliveries, self.drivers, self.cache, self.now = deliveries, drivers, Cache(), NOW

    def fix(self, east_m: float, after_s: float = 20, speed_mps: float = 10, accuracy_m: float = 10) -> Swept:
        """Sweep once after a fix at this place."""
        drivers, deliveries = self.drivers, self.deliveries
        self.now += after_s
        drivers.longitude[:], drivers.fix_at[:] = degrees(east_m), self.now - 1
        drivers.speed_mps[:], drivers.accuracy_m[:] = speed_mps, accuracy_m
        swept = sweep(deliveries, drivers, nothing_learned(), self.now, self.cache)
        record(swept, deliveries, drivers)
        presence = swept.presence
        arrived, departed = presence.rows[presence.arrived], presence.rows[presence.departed]
        deliveries.arrived_at[arrived] = presence.inside_since[presence.arrived]
        deliveries.departed_at[departed] = presence.outside_since[presence.departed]
        drivers.changed[:] = True
        return swept

    @property
    def has_arrived(self) -> bool:
        return bool(np.isfinite(self.deliveries.arrived_at[0]))

    @property
    def has_departed(self) -> bool:
        return bool(np.isfinite(self.deliveries.departed_at[0]))


@pytest.fixture
def drive() -> Drive:
    return Drive(*route_of(5000, 9000))


def test_two_fixes_inside_the_radius_are_an_arrival_at_the_time_of_the_first(drive: Drive) -> None:
    drive.fix(4930)
    assert not drive.has_arrived
    drive.fix(5060)
    assert drive.deliveries.arrived_at[0] == NOW + 19


def test_one_slow_fix_inside_the_radius_is_an_arrival(drive: Drive) -> None:
    drive.fix(5070, speed_mps=1.9)
    assert drive.has_arrived


def test_driving_past_is_no_arrival(drive: Drive) -> None:
    drive.fix(4930)
    drive.fix(5300)
    drive.fix(4960)
    assert not drive.has_arrived


def test_a_fix_that_may_be_anywhere_proves_nothing(drive: Drive) -> None:
    drive.fix(5000, speed_mps=0, accuracy_m=101)
    assert not drive.has_arrived


def test_the_same_fix_counts_once(drive: Drive) -> None:
    drive.fix(5000)
    drive.fix(5000, after_s=0)
    assert not drive.has_arrived


def test_two_fixes_outside_for_a_minute_are_a_departure_at_the_time_of_the_first(drive: Drive) -> None:
    drive.fix(5000, speed_mps=0)
    drive.fix(5200)
    drive.fix(5400, after_s=59)
    assert not drive.has_departed
    drive.fix(5600, after_s=1)
    assert drive.deliveries.departed_at[0] == NOW + 39


def test_a_fix_just_beyond_the_radius_is_no_departure(drive: Drive) -> None:
    drive.fix(5000, speed_mps=0)
    for _ in range(6):
        drive.fix(5094)
    assert not drive.has_departed
    drive.fix(5200)
    drive.fix(5000)
    drive.fix(5200, after_s=59)
    assert not drive.has_departed


def test_a_stop_that_is_not_the_next_one_can_be_reached(drive: Drive) -> None:
    drive.fix(9000, speed_mps=0)
    assert np.isfinite(drive.deliveries.arrived_at).tolist() == [False, True]


def test_a_delivery_is_approached_once_when_ten_minutes_or_a_kilometre_are_left(drive: Drive) -> None:
    assert drive.fix(0).approaching.tolist() == []
    assert drive.fix(3000).approaching.tolist() == [0]
    assert drive.fix(4500).approaching.tolist() == []
    drive.deliveries.attempt[0] = 2
    assert drive.fix(4600).approaching.tolist() == [0]


def test_the_next_stop_within_a_kilometre_is_approached_however_long_it_takes(drive: Drive) -> None:
    drive.drivers.pace_level[:] = np.log(50)
    assert drive.fix(3999).approaching.tolist() == []
    assert drive.fix(4001).approaching.tolist() == [0]


def test_before_the_route_starts_no_delivery_is_approached() -> None:
    drive = Drive(*route_of(500))
    drive.drivers.started_at[:], drive.drivers.start_longitude[:] = np.nan, 0
    assert drive.fix(0).approaching.tolist() == []


def test_a_route_starts_when_the_driver_is_200_m_from_where_it_began() -> None:
    drive = Drive(*route_of(5000))
    drive.drivers.started_at[:], drive.drivers.start_latitude[:], drive.drivers.start_longitude[:] = (
        np.nan,
        np.nan,
        np.nan,
    )
    drive.fix(0)
    drive.fix(199)
    assert np.isnan(drive.drivers.started_at[0])
    assert drive.fix(201).published.is_planned.tolist() in ([], [True])
    assert drive.drivers.started_at[0] == drive.now


def test_when_the_route_has_ended_the_next_one_begins_anywhere() -> None:
    drive = Drive(*route_of(5000))
    drive.deliveries.status[:] = 4
    drive.fix(300)
    assert np.isnan(drive.drivers.started_at[0])
    assert np.isnan(drive.drivers.start_latitude[0])
