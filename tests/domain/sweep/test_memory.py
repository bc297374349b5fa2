import json

import numpy as np

from app.domain.routes.columns import Deliveries, Drivers
from app.domain.sweep.memory import (
    OF_DELIVERY,
    OF_DRIVER,
    delivery_memory,
    driver_memory,
    recall_delivery,
    recall_driver,
)
from app.domain.sweep.record import record
from app.domain.sweep.sweep import Cache, sweep
from tests.domain.days.big_fleet import NOW, big_fleet, drive
from tests.domain.days.one_route import route_of


def lived(deliveries: Deliveries, drivers: Drivers, turns: range) -> None:
    """Sweep every 20 s, with the same positions for the same turns."""
    _, _, estimates = big_fleet(10, 2)
    cache = Cache()
    for turn in turns:
        drive(drivers, NOW + 20 * turn, np.random.default_rng(turn))
        record(sweep(deliveries, drivers, estimates, NOW + 20 * turn, cache), deliveries, drivers)


def test_another_process_continues_from_the_rows() -> None:
    deliveries, drivers, _ = big_fleet(800, 60)
    lived(deliveries, drivers, range(30))
    assert deliveries.alert_open.any()
    assert drivers.alert_open.any()
    next_owner, vans, _ = big_fleet(800, 60)
    for row in range(800):
        recall_delivery(next_owner, row, json.loads(json.dumps(delivery_memory(deliveries, row))))
    for row in range(60):
        recall_driver(vans, row, json.loads(json.dumps(driver_memory(drivers, row))))
    for name in ("latitude", "longitude", "fix_at", "seen_fix_at"):
        getattr(vans, name)[:] = getattr(drivers, name)
    for columns in ((deliveries, drivers), (next_owner, vans)):
        lived(*columns, range(30, 60))
    for name in (*OF_DELIVERY, "alert_open", "alert_leans_since", "alert_resolved_at"):
        assert np.array_equal(getattr(deliveries, name), getattr(next_owner, name), equal_nan=True), name
    for name in (*OF_DRIVER, "alert_open", "alert_leans_since", "alert_resolved_at"):
        assert np.array_equal(getattr(drivers, name), getattr(vans, name), equal_nan=True), name


def test_a_delivery_that_no_sweep_has_seen_has_nothing_to_remember() -> None:
    deliveries, _ = route_of(100)
    assert delivery_memory(deliveries, 0) == {}


def test_what_is_not_in_the_row_is_absent_again() -> None:
    deliveries, drivers = route_of(100, eta_at=[NOW], published_stops=[3])
    recall_delivery(deliveries, 0, {})
    assert np.isnan(deliveries.eta_at[0])
    assert deliveries.published_stops[0] == -1
    recall_driver(drivers, 0, {})
    assert np.isnan(drivers.started_at[0])
