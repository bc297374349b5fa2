"""Columns of a great fleet in the middle of its day, without a simulation: for what a sweep costs."""

import numpy as np

from app.domain.arrivals.estimates import Estimates, FleetEstimates, stacked
from app.domain.routes.columns import OUT_FOR_DELIVERY, Deliveries, Drivers
from tests.domain.days.columns import deliveries_of, drivers_of

NOW = 1_800_180_000.0
FLEETS = 20


def big_fleet(deliveries: int, drivers: int, seed: int = 1) -> tuple[Deliveries, Drivers, Estimates]:
    """Return columns in which every second delivery has a window, one in seven shares its stop, one in nine has arrived."""
    rng = np.random.default_rng(seed)
    columns, vans = deliveries_of(deliveries), drivers_of(drivers)
    columns.driver[:] = rng.integers(0, drivers, deliveries)
    columns.sequence[:] = rng.integers(0, 1_000, deliveries)
    vans.latitude[:], vans.longitude[:] = 38.9 + rng.normal(0, 1, drivers), -77 + rng.normal(0, 1, drivers)
    columns.latitude[:] = vans.latitude[columns.driver] + rng.normal(0, 0.05, deliveries)
    columns.longitude[:] = vans.longitude[columns.driver] + rng.normal(0, 0.05, deliveries)
    shared = np.flatnonzero(rng.random(deliveries) < 1 / 7)
    columns.driver[shared], columns.sequence[shared] = columns.driver[shared - 1], columns.sequence[shared - 1]
    columns.latitude[shared], columns.longitude[shared] = columns.latitude[shared - 1], columns.longitude[shared - 1]
    columns.status[:] = OUT_FOR_DELIVERY
    has_window = rng.random(deliveries) < 0.5
    columns.window_start[has_window] = NOW + rng.uniform(-4, 8, int(has_window.sum())) * 3600
    columns.window_end[has_window] = columns.window_start[has_window] + 7200
    vans.fleet[:] = rng.integers(0, FLEETS, drivers)
    vans.fix_at[:], vans.started_at[:] = NOW - rng.uniform(0, 60, drivers), NOW - 7200
    vans.speed_mps[:], vans.interval_s[:], vans.battery[:] = (
        rng.uniform(0, 15, drivers),
        10,
        rng.uniform(5, 100, drivers),
    )
    vans.start_latitude[:], vans.start_longitude[:] = vans.latitude, vans.longitude
    vans.pace_level[:] = rng.normal(0, 0.1, drivers)
    vans.changed[:] = True
    return columns, vans, stacked([_learned(rng) for _ in range(FLEETS)])


def drive(drivers: Drivers, now: float, rng: np.random.Generator, share: float = 0.2) -> None:
    """Give a share of the drivers a new fix."""
    moved = rng.random(len(drivers.fix_at)) < share
    drivers.fix_at[moved] = now - 1
    drivers.latitude[moved] += rng.normal(0, 0.0003, int(moved.sum()))
    drivers.longitude[moved] += rng.normal(0, 0.0003, int(moved.sum()))


def _learned(rng: np.random.Generator) -> FleetEstimates:
    fleet = FleetEstimates()
    fleet.hours.values[:] = rng.normal(0, 0.1, 24)
    for bucket in range(5):
        for route in range(60):
            for milestone in range(6):
                score = float(rng.normal(0, 0.2))
                fleet.ranges.add(bucket, milestone, score, route, is_early=False, is_late=False)
    return fleet
