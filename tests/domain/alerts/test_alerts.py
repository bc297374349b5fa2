import numpy as np

from app.domain.alerts.conditions import Conditions
from app.domain.alerts.kinds import OF_DELIVERIES, OF_DRIVERS, Kind
from app.domain.alerts.lines import lines_of, visible_of_deliveries, visible_of_drivers
from app.domain.alerts.states import alert_changes, record_changes
from app.domain.routes.columns import ATTEMPT_FAILED, ENDED, Deliveries, Drivers
from app.domain.sweep.record import record
from app.domain.sweep.sweep import Cache, sweep
from tests.domain.days.one_route import NOW, degrees, nothing_learned, route_of

DELIVERY_KINDS = [kind.name for kind in OF_DELIVERIES]
DRIVER_KINDS = [kind.name for kind in OF_DRIVERS]


class Watch:
    """Sweeps of one route, with the alerts that are open after each."""

    def __init__(self, deliveries: Deliveries, drivers: Drivers) -> None:
        self.deliveries, self.drivers, self.cache = deliveries, drivers, Cache()

    def open(self, after_s: float, east_m: float | None = None, *, is_heard: bool = True) -> set[str]:
        """Sweep at a time and return the kinds of open alerts."""
        if is_heard:
            self.drivers.fix_at[:] = NOW + after_s
        if east_m is not None:
            self.drivers.longitude[:] = degrees(east_m)
        self.drivers.changed[:] = True
        record(
            sweep(self.deliveries, self.drivers, nothing_learned(), NOW + after_s, self.cache),
            self.deliveries,
            self.drivers,
        )
        found = {DELIVERY_KINDS[kind] for kind in np.flatnonzero(self.deliveries.alert_open.any(axis=1))}
        return found | {DRIVER_KINDS[kind] for kind in np.flatnonzero(self.drivers.alert_open[:, 0])}


def test_a_delivery_at_risk_opens_an_alert_that_late_follows_and_arrival_resolves() -> None:
    watch = Watch(*route_of(10_000, window_end=[NOW + 1500]))
    assert watch.open(0) == set()
    assert watch.open(180) == {"at_risk"}
    watch.open(900, 200)
    assert watch.open(1501) == {"late"}
    watch.deliveries.arrived_at[:] = NOW + 1510
    assert watch.open(1520) == set()


def test_a_driver_who_has_not_left_a_quarter_of_an_hour_after_the_planned_start_is_late() -> None:
    watch = Watch(*route_of(5000))
    watch.drivers.started_at[:], watch.drivers.start_at[:], watch.drivers.start_longitude[:] = np.nan, NOW, 0
    assert watch.open(890) == set()
    assert watch.open(901) == {"late_departure"}
    watch.drivers.start_at[:] = NOW + 280
    assert watch.open(902) == {"late_departure"}
    watch.drivers.start_at[:] = NOW + 310
    assert watch.open(903) == set()
    watch.drivers.start_at[:] = NOW
    assert watch.open(904) == {"late_departure"}
    assert watch.open(905, east_m=300) == {"late_departure"}
    assert watch.open(907) == set()


def test_a_silent_driver_is_heard_again_with_the_next_fix() -> None:
    watch = Watch(*route_of(50_000))
    assert watch.open(180, is_heard=False) == set()
    assert watch.open(181, is_heard=False) == {"silent"}
    assert watch.open(182) == set()


def test_a_driver_off_duty_or_without_a_route_is_not_silent() -> None:
    watch = Watch(*route_of(50_000))
    watch.drivers.is_off_duty[:] = True
    assert watch.open(900, is_heard=False) == set()
    watch = Watch(*route_of(50_000))
    watch.deliveries.status[:] = ENDED
    assert watch.open(900, is_heard=False) == set()


def test_a_driver_who_stands_for_twenty_minutes_is_stationary_until_200_m_away() -> None:
    watch = Watch(*route_of(50_000))
    watch.open(0, 0)
    assert watch.open(1000, 99) == set()
    assert watch.open(1201, 50) == {"stationary"}
    assert watch.open(1300, 150) == {"stationary"}
    assert watch.open(1400, 201) == set()


def test_a_driver_who_moves_100_m_or_is_at_a_stop_is_not_stationary() -> None:
    watch = Watch(*route_of(50_000))
    watch.open(0, 0)
    watch.open(1000, 101)
    assert watch.open(1300, 101) == set()
    watch = Watch(*route_of(80, service_s=[7200]))
    watch.open(0, 0)
    assert watch.open(1300, 0) == set()


def test_a_silent_driver_is_not_stationary() -> None:
    watch = Watch(*route_of(50_000))
    watch.open(0, 0)
    assert watch.open(1300, is_heard=False) == {"silent"}


def test_a_driver_of_whom_only_signs_of_life_come_is_neither_silent_nor_stationary() -> None:
    watch = Watch(*route_of(50_000))
    watch.open(0, 0)
    watch.drivers.heard_at[:] = NOW + 1290
    assert watch.open(1300, is_heard=False) == set()
    assert watch.open(1600, is_heard=False) == {"silent"}


def test_an_anchor_goes_into_the_row_once_it_is_five_minutes_old() -> None:
    deliveries, drivers = route_of(50_000)
    drivers.anchor_latitude[:], drivers.anchor_longitude[:] = 0, 0
    drivers.anchor_since[:] = NOW - 299
    assert sweep(deliveries, drivers, nothing_learned(), NOW, Cache()).anchors.to_write.tolist() == []
    swept = sweep(deliveries, drivers, nothing_learned(), NOW + 1, Cache())
    assert swept.anchors.to_write.tolist() == [0]
    record(swept, deliveries, drivers)
    assert sweep(deliveries, drivers, nothing_learned(), NOW + 2, Cache()).anchors.to_write.tolist() == []


def test_a_stay_of_three_times_the_service_is_a_long_dwell() -> None:
    watch = Watch(*route_of(0, service_s=[400], arrived_at=[NOW]))
    assert watch.open(1200) == set()
    assert watch.open(1201) == {"long_dwell"}
    watch.deliveries.service_s[:] = 500
    assert watch.open(1202) == {"long_dwell"}
    watch.deliveries.departed_at[:] = NOW + 1203
    assert watch.open(1204) == set()


def test_a_short_service_may_take_a_quarter_of_an_hour_and_waiting_does_not_count() -> None:
    watch = Watch(*route_of(0, service_s=[60], arrived_at=[NOW]))
    assert watch.open(900) == set()
    assert watch.open(901) == {"long_dwell"}
    watch = Watch(*route_of(0, service_s=[60], arrived_at=[NOW], window_start=[NOW + 3600]))
    assert watch.open(3700) == set()


def test_a_stop_is_missed_when_a_later_one_was_reached_ten_minutes_ago() -> None:
    watch = Watch(*route_of(60_000, 90_000))
    assert watch.open(0) == set()
    watch.drivers.last_sequence[:] = 2
    assert watch.open(10) == set()
    assert watch.open(609) == set()
    assert watch.open(610) == {"stop_missed"}
    watch.deliveries.arrived_at[0] = NOW + 700
    assert watch.open(710) == set()


def test_an_outcome_far_from_the_destination_is_at_the_wrong_place() -> None:
    watch = Watch(*route_of(0, outcome_distance_m=[250]))
    watch.deliveries.status[:] = ENDED
    assert watch.open(0) == set()
    watch.deliveries.outcome_distance_m[:] = 251
    assert watch.open(2) == {"wrong_place"}
    watch.deliveries.outcome_distance_m[:] = 200
    assert watch.open(4) == {"wrong_place"}
    watch.deliveries.outcome_distance_m[:] = 150
    assert watch.open(6) == set()


def test_a_failed_attempt_is_an_alert_until_its_status_changes() -> None:
    watch = Watch(*route_of(0))
    watch.deliveries.status[:] = ATTEMPT_FAILED
    assert watch.open(0) == {"attempt_failed"}
    watch.deliveries.status[:] = 0
    assert watch.open(2) == set()


def test_a_battery_is_low_at_15_percent_until_20_or_charging() -> None:
    watch = Watch(*route_of(50_000))
    watch.drivers.battery[:] = 15
    watch.open(0)
    assert watch.open(60) == {"battery_low"}
    watch.drivers.battery[:] = 19
    watch.open(62)
    assert watch.open(130) == {"battery_low"}
    watch.drivers.is_charging[:] = True
    watch.open(132)
    assert watch.open(192) == set()


def changes_of(
    raises: bool, keeps: bool, is_open: np.ndarray, since: np.ndarray, resolved: np.ndarray, now: float
) -> tuple[bool, bool, bool]:
    """Advance one alert whose conditions hold for 60 s, and return whether it opens, opens again, resolves."""
    conditions = Conditions([np.array([raises])], [np.array([keeps])])
    found = alert_changes([Kind("x", 60, 60)], conditions, is_open, since, resolved, np.ones(1, dtype=bool), now)
    record_changes(found, is_open, since, resolved, now)
    return bool(found.opened.any()), bool(found.reopened.any()), bool(found.resolved.any())


def test_an_alert_opens_and_resolves_after_its_time_and_continues_within_15_minutes() -> None:
    state = np.zeros((1, 1), dtype=bool), np.full((1, 1), np.nan), np.full((1, 1), np.nan)
    assert changes_of(True, True, *state, 0) == (False, False, False)
    assert changes_of(True, True, *state, 60) == (True, False, False)
    assert changes_of(False, True, *state, 70) == (False, False, False)
    assert changes_of(False, False, *state, 80) == (False, False, False)
    assert changes_of(False, False, *state, 140) == (False, False, True)
    changes_of(True, True, *state, 900)
    assert changes_of(True, True, *state, 1040) == (True, True, False)
    changes_of(False, False, *state, 2000)
    assert changes_of(False, False, *state, 2060) == (False, False, True)
    changes_of(True, True, *state, 2901)
    assert changes_of(True, True, *state, 2961) == (True, False, False)


def test_a_condition_that_ceases_in_time_opens_nothing() -> None:
    state = np.zeros((1, 1), dtype=bool), np.full((1, 1), np.nan), np.full((1, 1), np.nan)
    changes_of(True, True, *state, 0)
    changes_of(False, False, *state, 30)
    assert changes_of(True, True, *state, 70) == (False, False, False)


def test_rows_of_other_processes_change_nothing() -> None:
    watch = Watch(*route_of(0))
    watch.deliveries.status[:], watch.deliveries.is_own[:] = ATTEMPT_FAILED, False
    assert watch.open(0) == set()


def test_silent_hides_what_else_is_open_of_the_same_driver_and_late_hides_at_risk() -> None:
    drivers = np.zeros((4, 2), dtype=bool)
    drivers[1, 0] = drivers[2, 0] = drivers[2, 1] = True
    assert visible_of_drivers(drivers).T.tolist() == [[False, True, False, False], [False, False, True, False]]
    deliveries = np.zeros((6, 3), dtype=bool)
    deliveries[0, :] = deliveries[1, 2] = True
    found = visible_of_deliveries(deliveries, np.array([0, 1, -1]), drivers)
    assert found.any(axis=0).tolist() == [False, True, True]
    assert found[:2, 2].tolist() == [False, True]


def test_twelve_deliveries_at_risk_on_one_route_are_one_line() -> None:
    visible = np.zeros((6, 15), dtype=bool)
    visible[0, :14] = visible[5, 3] = True
    driver = np.array([7] * 6 + [8] + [7] * 6 + [-1, 7])
    lines = lines_of(visible, driver)
    assert [(line.kind, line.driver, len(line.rows)) for line in lines] == [
        (0, -1, 1),
        (0, 7, 12),
        (0, 8, 1),
        (5, 7, 1),
    ]
