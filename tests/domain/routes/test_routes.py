import numpy as np
import pytest

from app.domain.routes.columns import CREATED, ENDED, NO_DRIVER, OUT_FOR_DELIVERY, Deliveries, Drivers
from app.domain.routes.distance import distance_m
from app.domain.routes.routes import Routes
from tests.domain.days.big_fleet import big_fleet
from tests.domain.days.one_route import NOW, degrees, route_of


def routes_of(deliveries: Deliveries, drivers: Drivers, now: float = NOW) -> Routes:
    routes = Routes()
    routes.refresh(deliveries, drivers, now)
    return routes


def test_a_distance_is_that_along_the_globe_also_across_the_antimeridian() -> None:
    latitude, longitude = np.array([0.0, 0.0, 0.0]), np.array([0.0, 179.5, 0.0])
    found = distance_m(latitude, longitude, np.array([0.0, 0.0, 90.0]), np.array([1.0, -179.5, 77.0]))
    assert found == pytest.approx([111_195, 111_195, 10_007_557], rel=1e-5)


def test_a_route_follows_the_sequence() -> None:
    deliveries, drivers = route_of(300, 200, 100, sequence=[2, 3, 1])
    assert routes_of(deliveries, drivers).stops_before.tolist() == [1, 2, 0]


def test_without_a_sequence_the_earlier_window_comes_first_and_a_delivery_without_one_last() -> None:
    deliveries, drivers = route_of(
        100,
        200,
        300,
        sequence=[np.inf] * 3,
        window_start=[-np.inf, NOW + 900, NOW],
        window_end=[np.inf, NOW + 9e3, NOW + 9e3],
    )
    assert routes_of(deliveries, drivers).stops_before.tolist() == [2, 1, 0]


def test_without_sequence_and_window_the_nearer_delivery_comes_first_as_the_driver_moves() -> None:
    deliveries, drivers = route_of(100, 900, sequence=[np.inf] * 2)
    routes = routes_of(deliveries, drivers)
    assert routes.stops_before.tolist() == [0, 1]
    drivers.seen_fix_at[:], drivers.changed[:] = drivers.fix_at, False
    drivers.longitude[:], drivers.fix_at[:] = degrees(800), NOW + 10
    routes.refresh(deliveries, drivers, NOW + 10)
    assert routes.stops_before.tolist() == [1, 0]


def test_neighbours_within_40_m_are_one_stop() -> None:
    deliveries, drivers = route_of(1000, 1039, 1100, 1090)
    routes = routes_of(deliveries, drivers)
    assert routes.stops_before.tolist() == [0, 0, 1, 1]
    assert routes.leg_m == pytest.approx([0, 0, 61, 0], abs=0.1)


def test_deliveries_at_one_address_with_another_stop_between_them_are_two_stops() -> None:
    deliveries, drivers = route_of(1000, 2000, 1000)
    assert routes_of(deliveries, drivers).stops_before.tolist() == [0, 1, 2]


def test_while_one_delivery_is_out_only_those_that_are_out_count() -> None:
    deliveries, drivers = route_of(100, 200, 300, window_start=[NOW] * 3)
    deliveries.status[:] = [CREATED, OUT_FOR_DELIVERY, OUT_FOR_DELIVERY]
    assert routes_of(deliveries, drivers).stops_before.tolist() == [-1, 0, 1]


def test_before_that_deliveries_count_whose_window_begins_within_twelve_hours() -> None:
    hours = np.array([1, 11.99, 12.01, -np.inf])
    deliveries, drivers = route_of(100, 200, 300, 400, window_start=(NOW + hours * 3600).tolist())
    deliveries.status[:] = CREATED
    routes = routes_of(deliveries, drivers)
    assert routes.stops_before.tolist() == [0, 1, -1, -1]
    drivers.changed[:] = False
    routes.refresh(deliveries, drivers, NOW + 60)
    assert routes.stops_before.tolist() == [0, 1, 2, -1]


def test_a_visited_delivery_without_an_outcome_is_no_stop_before_others() -> None:
    deliveries, drivers = route_of(100, 200, departed_at=[NOW - 60, np.nan])
    assert routes_of(deliveries, drivers).stops_before.tolist() == [-1, 0]


def test_the_stop_where_the_driver_is_comes_first() -> None:
    deliveries, drivers = route_of(100, 200, 300, arrived_at=[np.nan, np.nan, NOW - 60])
    assert routes_of(deliveries, drivers).stops_before.tolist() == [1, 2, 0]


def test_a_stop_that_was_passed_for_two_later_ones_comes_last() -> None:
    deliveries, drivers = route_of(100, 400, 500, sequence=[1, 4, 5])
    drivers.last_sequence[:], drivers.passed_sequence[:] = 2, 1
    assert routes_of(deliveries, drivers).stops_before.tolist() == [0, 1, 2]
    drivers.last_sequence[:], drivers.passed_sequence[:] = 3, 2
    assert routes_of(deliveries, drivers).stops_before.tolist() == [2, 0, 1]


def test_routes_that_were_kept_equal_routes_that_are_built_from_the_columns() -> None:
    rng = np.random.default_rng(4)
    deliveries, drivers, _ = big_fleet(600, 40)
    kept = Routes()
    for turn in range(30):
        now = NOW + 2 * turn
        for row in rng.integers(0, 600, 8):
            drivers.changed[deliveries.driver[row]] = deliveries.driver[row] != NO_DRIVER
            match rng.integers(0, 4):
                case 0:
                    deliveries.driver[row] = rng.integers(0, 40)
                    drivers.changed[deliveries.driver[row]] = True
                case 1:
                    deliveries.status[row], deliveries.driver[row] = ENDED, NO_DRIVER
                case 2:
                    deliveries.sequence[row] = rng.integers(0, 5)
                case _:
                    deliveries.arrived_at[row] = now
        drivers.latitude[rng.integers(0, 40, 5)] += 0.001
        drivers.fix_at[:] = now
        kept.refresh(deliveries, drivers, now)
        built = routes_of(deliveries, drivers, now)
        assert np.array_equal(kept.stops_before, built.stops_before)
        assert np.array_equal(kept.ladder, built.ladder)
        assert kept.steps == built.steps
        on_route = kept.stops_before >= 0
        assert np.array_equal(kept.leg_m[on_route], built.leg_m[on_route])
        drivers.seen_fix_at[:], drivers.changed[:] = drivers.fix_at, False


def test_rows_and_drivers_may_be_added_between_sweeps() -> None:
    small, vans, _ = big_fleet(50, 5)
    kept = routes_of(small, vans)
    deliveries, drivers, _ = big_fleet(80, 9, seed=2)
    kept.refresh(deliveries, drivers, NOW)
    assert np.array_equal(kept.stops_before, routes_of(deliveries, drivers).stops_before)
