import json
from math import nan

import numpy as np
import pytest

from app.domain.arrivals.estimates import ROUTER, DriverEstimates, FleetEstimates, stacked
from app.domain.arrivals.learn import Forecast, Leg, learn_arrival, learn_leg, learn_service
from app.domain.arrivals.legs import KNOTS, default_leg_s
from app.domain.arrivals.levels import Levels
from app.domain.arrivals.quality import Quality
from app.domain.arrivals.stops import Visit, stops_of, teach_driver, teach_fleet
from tests.domain.days.one_route import NOW


def leg(factor: float, at: float = NOW, metres: float = 3000, router_s: float | None = None) -> Leg:
    return Leg(metres, at, at + factor * float(default_leg_s(np.array([metres]))[0]), router_s)


def level_at(fleet: FleetEstimates, driver: DriverEstimates, at: float = NOW) -> float:
    """Return the factor of a leg of 3 km."""
    legs = np.exp(np.interp(2 * np.log10(30), range(KNOTS), fleet.legs[0].values))
    return float(legs * stacked([fleet]).hours[0, int(at // 3600) % 168] * np.exp(driver.pace_level))


def test_legs_teach_how_long_legs_take() -> None:
    fleet, driver = FleetEstimates(), DriverEstimates()
    for _ in range(200):
        learn_leg(fleet, driver, leg(1.6))
    assert level_at(fleet, driver) == pytest.approx(1.6, rel=0.06)


def test_one_leg_of_an_hour_in_a_jam_moves_little() -> None:
    fleet, driver = FleetEstimates(), DriverEstimates()
    for _ in range(100):
        learn_leg(fleet, driver, leg(1.0))
    learn_leg(fleet, driver, leg(12.0))
    assert level_at(fleet, driver) == pytest.approx(1, abs=0.08)


def test_a_slow_driver_is_told_from_a_slow_fleet() -> None:
    fleet, slow, others = FleetEstimates(), DriverEstimates(), [DriverEstimates() for _ in range(9)]
    for turn in range(100):
        for driver in others:
            learn_leg(fleet, driver, leg(1.0, NOW + turn))
        learn_leg(fleet, slow, leg(1.5, NOW + turn))
    assert level_at(fleet, slow) / level_at(fleet, others[0]) == pytest.approx(1.5, rel=0.1)
    assert level_at(fleet, others[0]) == pytest.approx(1, abs=0.07)


def test_what_is_special_about_a_driver_today_is_forgotten_tomorrow() -> None:
    fleet, driver = FleetEstimates(), DriverEstimates()
    for _ in range(10):
        learn_leg(fleet, driver, leg(1.5))
    today = driver.pace_level
    driver.begin(NOW + 12 * 3600)
    assert 0 < driver.pace_level < today / 2


def test_the_rush_hour_is_learned_of_its_own() -> None:
    fleet, driver = FleetEstimates(), DriverEstimates()
    quiet, rush = NOW, NOW + 3 * 3600
    for day in range(40):
        for _ in range(5):
            learn_leg(fleet, driver, leg(1.0, quiet + day * 86_400))
            learn_leg(fleet, driver, leg(1.8, rush + day * 86_400))
    assert level_at(fleet, driver, rush) / level_at(fleet, driver, quiet) == pytest.approx(1.8, rel=0.1)


def test_short_legs_are_learned_apart_from_long_ones() -> None:
    fleet, driver = FleetEstimates(), DriverEstimates()
    for _ in range(200):
        learn_leg(fleet, driver, leg(3.0, metres=150))
        learn_leg(fleet, driver, leg(1.0, metres=20_000))
    levels = fleet.legs[0].values
    assert levels[0] - levels[4] > 0.8


def visit(kilometres: float, arrived_s: float, router_s: float = nan, router_m: float = nan) -> Visit:
    place = (kilometres / 111.195, 0.0)
    times = (NOW + arrived_s, NOW + arrived_s + 60)
    return Visit(f"at {kilometres} km", *place, nan, 180, *times, (), router_s, router_m)


def test_a_leg_knows_what_a_router_foretold_if_the_driver_came_from_the_stop_that_it_was_asked_about() -> None:
    first, asked = visit(0, 0, 300, 900), visit(2, 400, 250, 2_010)
    assert [stop.leg and stop.leg.router_s for stop in stops_of([first, asked])] == [None, 250]
    elsewhere, unasked = visit(2, 400, 250, 5_000), visit(4, 800)
    assert [stop.leg and stop.leg.router_s for stop in stops_of([first, elsewhere, unasked])] == [None, None, None]


def test_a_fleet_and_a_driver_learn_from_a_visit_how_a_router_errs() -> None:
    fleet, driver, quality = FleetEstimates(), DriverEstimates(), Quality()
    for number in range(100):
        stops = stops_of([visit(0, 1_000 * number), visit(2, 1_000 * number + 360, 200, 2_000)])
        teach_fleet(fleet, quality, driver, stops[1], number)
        teach_driver(fleet, driver, stops[1])
    seconds = 200 * np.exp(fleet.legs[ROUTER].values[2:4].mean() + driver.pace_level + fleet.hours.values.max())
    assert 260 < seconds < 340  # 300 s were driven


def test_a_router_learns_levels_of_its_own() -> None:
    fleet, driver = FleetEstimates(), DriverEstimates()
    for _ in range(200):
        learn_leg(fleet, driver, leg(2.0, router_s=leg(1.6).arrived_at - NOW))
    assert np.exp(fleet.legs[1].values[3]) < np.exp(fleet.legs[0].values[3]) / 1.4


def test_legs_without_a_length_and_times_that_cannot_be_teach_nothing() -> None:
    fleet, driver = FleetEstimates(), DriverEstimates()
    learn_leg(fleet, driver, Leg(5, NOW, NOW + 300))
    learn_leg(fleet, driver, Leg(5000, NOW, NOW - 300))
    learn_leg(fleet, driver, Leg(5000, NOW, NOW + 86_400))
    learn_service(fleet, driver, None, 180, 1, 86_400)
    assert fleet.as_plain() == FleetEstimates().as_plain()


def test_service_is_learned_of_fleet_and_address() -> None:
    fleet, driver, site = FleetEstimates(), DriverEstimates(), Levels.of(1)
    for turn in range(300):
        learn_service(fleet, driver, None, 180, 1, 120)
        if not turn % 20:
            learn_service(fleet, driver, site, 180, 1, 600)
    usual = 180 * np.exp(fleet.service.values[0] + driver.service_level)
    assert usual == pytest.approx(120, rel=0.1)
    assert usual * np.exp(site.values[0]) > 300


def test_a_further_delivery_of_a_stop_takes_less_than_the_first() -> None:
    fleet, driver = FleetEstimates(), DriverEstimates()
    for _ in range(200):
        learn_service(fleet, driver, None, 180, 1, 180)
        learn_service(fleet, driver, None, 180, 3, 180 + 2 * 40)
    assert 180 * np.exp(fleet.service.values) == pytest.approx([180, 40], rel=0.1)


def test_an_arrival_teaches_range_and_quality_by_stops_before_and_milestone() -> None:
    fleet, quality = FleetEstimates(), Quality()
    forecast = Forecast(2, NOW, NOW + 1800, NOW + 1900, NOW + 1500, NOW + 2400, 5)
    learn_arrival(fleet, quality, [forecast], NOW + 2000, 7)
    assert fleet.ranges.cells[2 * 6 + 2].scores == [round(1000 * np.log(2000 / 1800))]
    assert (quality.count[2, 2], quality.error_s[2, 2], quality.covered[2, 2]) == (1, 100, 1)
    learn_arrival(fleet, quality, [forecast], NOW + 1400, 7)
    assert (quality.count[2, 2], quality.error_s[2, 2], quality.covered[2, 2]) == (2, 600, 1)
    assert quality.late_s[2, 2] == -400


def test_the_qualities_of_two_partitions_add_up() -> None:
    one, other = Quality(), Quality()
    one.add(0, 1, 60, is_covered=True)
    other.add(0, 1, -30, is_covered=False)
    both = one + other
    assert (both.count[0, 1], both.error_s[0, 1], both.late_s[0, 1], both.covered[0, 1]) == (2, 90, 30, 1)


def test_states_stand_in_a_row_and_come_back() -> None:
    fleet, driver, quality = FleetEstimates(), DriverEstimates(), Quality()
    for turn in range(80):
        learn_leg(fleet, driver, leg(1.3, NOW + turn, router_s=300))
        learn_service(fleet, driver, None, 180, 1 + turn % 3, 150)
        forecast = Forecast(turn % 6, NOW, NOW + 1800, NOW + 1800, NOW, NOW + 9000, turn % 25)
        learn_arrival(fleet, quality, [forecast], NOW + 1700 + turn, turn)
    for state in (fleet, driver, quality):
        row = json.loads(json.dumps(state.as_plain()))
        assert type(state).from_plain(row).as_plain() == state.as_plain()
    assert len(json.dumps(FleetEstimates().as_plain())) < 3_000
