"""Which deliveries are on a driver's route at a moment, and in which order."""

import numpy as np

from app.domain.arrays import Bools, Ints
from app.domain.routes.columns import NO_DRIVER, OUT_FOR_DELIVERY, Deliveries, Drivers
from app.domain.routes.distance import distance_m

UPCOMING_S = 12 * 3600.0
"""A delivery whose window begins within this time is on the route before it is out for delivery."""
SAME_STOP_M = 40.0
"""Deliveries that follow each other within this distance are one stop."""


def is_present(deliveries: Deliveries) -> Bools:
    """Tell at which destinations the driver is at the moment."""
    return np.isfinite(deliveries.arrived_at) & ~np.isfinite(deliveries.departed_at)


def drivers_out(deliveries: Deliveries, drivers: int) -> Bools:
    """Tell which drivers have a delivery that is out for delivery and not yet visited."""
    out = np.zeros(drivers + 1, dtype=bool)
    out[deliveries.driver[_is_out(deliveries)]] = True
    return out[:drivers]


def on_route(deliveries: Deliveries, out: Bools, now: float) -> Bools:
    """Tell which deliveries are on their driver's route; while one is out for delivery, only those are."""
    upcoming = (deliveries.status < OUT_FOR_DELIVERY) & (np.abs(deliveries.window_start) < np.inf)
    upcoming &= deliveries.window_start <= now + UPCOMING_S
    upcoming &= ~np.append(out, True)[deliveries.driver]
    return np.asarray((_is_out(deliveries) | upcoming) & (deliveries.driver != NO_DRIVER))


def _is_out(deliveries: Deliveries) -> Bools:
    return np.asarray((deliveries.status == OUT_FOR_DELIVERY) & np.isnan(deliveries.departed_at))


def sorted_rows(deliveries: Deliveries, drivers: Drivers, rows: Ints) -> tuple[Ints, Bools]:
    """Return the rows by driver and, of each driver, in the order of visits; and which follow their predecessor by distance."""
    driver = deliveries.driver[rows]
    start = deliveries.window_start[rows]
    window = np.where(np.isfinite(start), start, np.inf)
    sequence = deliveries.sequence[rows]
    # A stop that the driver passed for two later ones is no longer expected next; it comes after all others.
    group = 1 + (sequence < drivers.passed_sequence[driver]) - is_present(deliveries)[rows]
    away_m = distance_m(
        drivers.latitude[driver], drivers.longitude[driver], deliveries.latitude[rows], deliveries.longitude[rows]
    )
    order = np.lexsort((deliveries.key[rows], away_m, window, sequence, group, driver))
    keys = [key[order] for key in (driver, group, sequence, window)]
    tied = np.zeros(len(order), dtype=bool)
    tied[1:] = np.logical_and.reduce([key[1:] == key[:-1] for key in keys]) & (away_m[order[1:]] != away_m[order[:-1]])
    return rows[order], tied
