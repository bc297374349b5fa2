import numpy as np
import pytest

from app.domain.arrays import Floats
from app.domain.arrivals.estimates import DriverEstimates, Estimates, FleetEstimates, stacked
from app.domain.arrivals.foretell import Foretold, Ladder, foretell
from app.domain.arrivals.legs import default_leg_s
from app.domain.routes.columns import CREATED, Deliveries, Drivers
from app.domain.routes.routes import Routes
from tests.domain.days.big_fleet import big_fleet
from tests.domain.days.one_route import NOW, nothing_learned, route_of
from tests.domain.sweep.plain import plain_arrivals


def foretold(
    deliveries: Deliveries, drivers: Drivers, estimates: Estimates | None = None, now: float = NOW
) -> Foretold:
    routes = Routes()
    routes.refresh(deliveries, drivers, now)
    return foretell(routes, Ladder(), deliveries, drivers, estimates or nothing_learned(), now)


def rests(deliveries: Deliveries, drivers: Drivers, estimates: Estimates | None = None, now: float = NOW) -> Floats:
    return foretold(deliveries, drivers, estimates, now).raw_at - now


def test_a_leg_takes_its_distance_times_the_detour_at_30_km_per_hour() -> None:
    assert default_leg_s(np.array([500.0, 10_000.0, 50_000.0])) == pytest.approx([90, 1608, 7500])


def test_arrivals_are_legs_and_the_service_times_before_them() -> None:
    deliveries, drivers = route_of(5000, 15_000, service_s=[120, 600])
    assert rests(deliveries, drivers) == pytest.approx([804, 804 + 120 + 1608])


def test_deliveries_of_one_stop_arrive_together_and_each_takes_its_service_time() -> None:
    deliveries, drivers = route_of(5000, 5010, 15_000)
    found = rests(deliveries, drivers)
    assert found[1] == found[0]
    assert found[2] == pytest.approx(804 + 360 + 1606, abs=3)


def test_a_driver_waits_for_a_window_before_the_service() -> None:
    deliveries, drivers = route_of(5000, 15_000, window_start=[NOW + 3600, -np.inf])
    assert rests(deliveries, drivers) == pytest.approx([804, 3600 + 180 + 1608])


def test_the_clock_begins_at_the_last_fix() -> None:
    deliveries, drivers = route_of(5000)
    drivers.fix_at[:] = NOW - 100
    assert rests(deliveries, drivers) == pytest.approx([704])


def test_no_arrival_is_foretold_sooner_than_in_a_minute_and_an_overdue_one_is_told() -> None:
    deliveries, drivers = route_of(1000, 6000)
    drivers.fix_at[:] = NOW - 600
    found = foretold(deliveries, drivers)
    assert found.raw_at - NOW == pytest.approx([60, 60 + 180 + 804])
    assert found.overdue_s == pytest.approx([600 - default_leg_s(np.array([1000.0]))[0]])


def test_before_the_route_starts_the_clock_begins_at_its_planned_start() -> None:
    deliveries, drivers = route_of(5000)
    drivers.started_at[:], drivers.start_at[:] = np.nan, NOW + 1800
    found = foretold(deliveries, drivers)
    assert found.is_planned.tolist() == [True]
    assert found.raw_at - NOW == pytest.approx([1800 + 804])
    assert rests(deliveries, drivers, now=NOW + 2400) == pytest.approx([804])


def test_without_a_planned_start_the_first_window_is_met_on_time() -> None:
    deliveries, drivers = route_of(5000, window_start=[NOW + 7200])
    drivers.started_at[:], deliveries.status[:] = np.nan, CREATED
    assert rests(deliveries, drivers) == pytest.approx([7200])


def test_at_a_stop_the_next_leg_begins_when_the_service_ends() -> None:
    deliveries, drivers = route_of(0, 10_000, arrived_at=[NOW - 60, np.nan], service_s=[180, 180])
    assert rests(deliveries, drivers) == pytest.approx([-60, 120 + 1608])


def test_a_service_that_takes_too_long_does_not_end_now() -> None:
    deliveries, drivers = route_of(0, 10_000, arrived_at=[NOW - 1000, np.nan], service_s=[180, 180])
    assert rests(deliveries, drivers)[1] == pytest.approx(500 + 1608)


def test_a_driver_off_duty_has_no_arrivals() -> None:
    deliveries, drivers = route_of(1000)
    drivers.is_off_duty[:] = True
    assert np.isnan(foretold(deliveries, drivers).raw_at).all()


def test_the_hour_of_each_leg_counts() -> None:
    fleet = FleetEstimates()
    slow_hour = int((NOW + 3600) // 3600) % 24
    fleet.hours.values[slow_hour] = np.log(2)
    deliveries, drivers = route_of(5000, 15_000, service_s=[3600, 180])
    assert rests(deliveries, drivers, stacked([fleet])) == pytest.approx([804, 804 + 3600 + 2 * 1608])


def test_what_is_learned_of_fleet_driver_and_address_multiplies() -> None:
    fleet, driver = FleetEstimates(), DriverEstimates()
    fleet.legs[0].values[:], driver.leg.values[0] = np.log(1.5), np.log(1.2)
    fleet.service.values[0], driver.service.values[0] = np.log(0.5), np.log(2)
    deliveries, drivers = route_of(5000, 15_000, site_level=[np.log(3), 0])
    drivers.pace_level[:], drivers.service_level[:] = driver.pace_level, driver.service_level
    assert rests(deliveries, drivers, stacked([fleet])) == pytest.approx([804 * 1.8, 804 * 1.8 + 540 + 1608 * 1.8])


def test_a_router_replaces_legs_that_it_knows_and_the_first_shrinks_with_the_distance() -> None:
    deliveries, drivers = route_of(5000, 15_000, 25_000, router_leg_s=[1000, 2000, np.nan])
    drivers.router_first_m[:] = 10_000
    found = foretold(deliveries, drivers)
    assert found.raw_at - NOW == pytest.approx([500, 500 + 180 + 2000, 500 + 180 + 2000 + 180 + 1608], rel=1e-4)
    assert found.is_routed.tolist() == [True, True, False]


def test_all_routes_at_once_give_what_one_route_after_the_other_gives() -> None:
    deliveries, drivers, estimates = big_fleet(400, 30)
    deliveries.arrived_at[::13] = NOW - 90
    drivers.is_off_duty[3] = True
    drivers.started_at[5], drivers.start_at[5] = np.nan, NOW + 900
    found = foretold(deliveries, drivers, estimates).raw_at
    assert found == pytest.approx(plain_arrivals(deliveries, drivers, estimates, NOW), abs=0.01, nan_ok=True)
