from dataclasses import fields

import numpy as np

from app.domain.arrays import Bools, Ints
from app.domain.arrivals.estimates import Estimates
from app.domain.routes.columns import NO_DRIVER, Deliveries, Drivers
from app.domain.sweep.record import forecasts_of, record
from app.domain.sweep.sweep import Cache, sweep
from app.domain.sweep.swept import Swept
from tests.domain.days.big_fleet import NOW, big_fleet, drive
from tests.domain.days.one_route import nothing_learned, route_of


def taken(columns: Deliveries | Drivers, rows: Ints | Bools) -> dict[str, np.ndarray]:
    """Return copies of some rows of every column."""
    return {field.name: getattr(columns, field.name)[..., rows].copy() for field in fields(columns)}


def part_of(deliveries: Deliveries, drivers: Drivers, own: Bools) -> tuple[Deliveries, Drivers, Ints]:
    """Return what one owner sweeps: all deliveries of the drivers that have a delivery of its own."""
    mine = np.unique(deliveries.driver[own])
    rows = np.flatnonzero(np.isin(deliveries.driver, mine))
    part, vans = Deliveries(**taken(deliveries, rows)), Drivers(**taken(drivers, mine))
    part.driver[:] = np.searchsorted(mine, part.driver)
    part.is_own[:] = own[rows]
    return part, vans, rows


def test_two_owners_of_partitions_foretell_what_one_owner_of_all_foretells() -> None:
    deliveries, drivers, estimates = big_fleet(3000, 200)
    whole = sweep(deliveries, drivers, estimates, NOW, Cache())
    owner = np.random.default_rng(3).integers(0, 2, 3000)
    published = []
    for number in range(2):
        part, vans, rows = part_of(deliveries, drivers, owner == number)
        found = sweep(part, vans, estimates, NOW, Cache())
        for name in ("at", "earliest", "latest", "basis"):
            assert np.array_equal(getattr(found.arrivals, name), getattr(whole.arrivals, name)[rows])
        assert np.array_equal(found.stops_before, whole.stops_before[rows])
        published += rows[found.published.rows].tolist()
    assert sorted(published) == whole.published.rows.tolist()


def state_of(deliveries: Deliveries, drivers: Drivers) -> list[np.ndarray]:
    return [*taken(deliveries, slice(None)).values(), *taken(drivers, slice(None)).values()]  # type: ignore[arg-type]  # a slice selects rows too


def lived(estimates: Estimates, deliveries: Deliveries, drivers: Drivers, *, keeps_cache: bool) -> list[np.ndarray]:
    cache, rng = Cache(), np.random.default_rng(5)
    for turn in range(12):
        drive(drivers, NOW + 20 * turn, rng)
        if not keeps_cache:
            cache = Cache()
        record(sweep(deliveries, drivers, estimates, NOW + 20 * turn, cache), deliveries, drivers)
    return state_of(deliveries, drivers)


def test_the_cache_saves_work_and_changes_nothing() -> None:
    one, vans, estimates = big_fleet(2000, 150)
    other, other_vans, _ = big_fleet(2000, 150)
    kept, built = lived(estimates, one, vans, keeps_cache=True), lived(estimates, other, other_vans, keeps_cache=False)
    assert all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in zip(kept, built, strict=True))


def test_a_sweep_changes_no_column_until_it_is_recorded() -> None:
    deliveries, drivers, estimates = big_fleet(500, 40)
    before = state_of(deliveries, drivers)
    sweep(deliveries, drivers, estimates, NOW, Cache())
    after = state_of(deliveries, drivers)
    assert all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in zip(before, after, strict=True))


def test_a_second_sweep_at_the_same_time_finds_nothing_to_write() -> None:
    deliveries, drivers, estimates = big_fleet(2000, 150)
    cache = Cache()
    record(sweep(deliveries, drivers, estimates, NOW, cache), deliveries, drivers)
    again = sweep(deliveries, drivers, estimates, NOW, cache)
    assert written(again) == 0


def written(swept: Swept) -> int:
    progress = (swept.published.rows, swept.risks.rows, swept.milestones.rows, swept.presence.rows, swept.approaching)
    of_drivers = (swept.driver_alerts.row, swept.starts.begun, swept.starts.left)
    return sum(len(rows) for rows in (*progress, swept.delivery_alerts.row, *of_drivers))


def test_without_deliveries_and_drivers_nothing_is_found() -> None:
    deliveries, drivers, estimates = big_fleet(10, 2)
    empty = Deliveries(**taken(deliveries, np.zeros(10, dtype=bool)))
    assert written(sweep(empty, Drivers(**taken(drivers, np.zeros(2, dtype=bool))), estimates, NOW, Cache())) == 0
    assert written(sweep(empty, drivers, estimates, NOW, Cache())) == 0


def test_deliveries_without_a_driver_are_swept_while_no_driver_is_known() -> None:
    deliveries, drivers, estimates = big_fleet(10, 2)
    deliveries.driver[:] = NO_DRIVER
    deliveries.eta_at[:5] = NOW + 600  # of the driver that they had before
    no_drivers = Drivers(**taken(drivers, np.zeros(2, dtype=bool)))
    assert sweep(deliveries, no_drivers, estimates, NOW, Cache()).approaching.tolist() == []


def test_a_forecast_is_kept_when_its_rest_reaches_a_milestone() -> None:
    deliveries, drivers = route_of(15_000)
    cache, kept = Cache(), []
    for turn in range(100):
        now = NOW + 20 * turn
        drivers.fix_at[:] = now
        drivers.longitude[:] += (deliveries.longitude[:1] - drivers.longitude) * 0.03
        swept = sweep(deliveries, drivers, nothing_learned(), now, cache)
        record(swept, deliveries, drivers)
        kept += list(forecasts_of(swept, deliveries).values())
    assert [forecast.milestone for forecast in kept] == [2, 1, 0]
    assert all(forecast.earliest <= forecast.at <= forecast.latest for forecast in kept)
    assert all(forecast.stops_before == 0 for forecast in kept)
