"""The clock of each route as a plain loop, to compare with the one of all routes at once."""

from itertools import pairwise

import numpy as np

from app.domain.arrays import Floats
from app.domain.arrivals.estimates import Estimates
from app.domain.arrivals.legs import KNOTS, default_leg_s
from app.domain.routes.columns import OUT_FOR_DELIVERY, Deliveries, Drivers
from app.domain.routes.distance import distance_m


def plain_arrivals(deliveries: Deliveries, drivers: Drivers, estimates: Estimates, now: float) -> Floats:
    """Return the arrivals of deliveries that are all out for delivery, with sequences."""
    arrivals = np.full(len(deliveries.key), np.nan)
    for driver in range(len(drivers.fix_at)):
        rows = np.flatnonzero((deliveries.driver == driver) & (deliveries.status == OUT_FOR_DELIVERY)).tolist()
        if rows and not drivers.is_off_duty[driver]:
            rows.sort(key=lambda row: _order(deliveries, drivers, row))
            _follow(deliveries, drivers, estimates, rows, arrivals, now)
    return arrivals


def _order(deliveries: Deliveries, drivers: Drivers, row: int) -> tuple[float, ...]:
    start = deliveries.window_start[row]
    driver = deliveries.driver[row]
    return (
        bool(np.isnan(deliveries.arrived_at[row])),
        deliveries.sequence[row],
        start if np.isfinite(start) else np.inf,
        _away_m(deliveries, row, drivers.latitude[driver], drivers.longitude[driver]),
        deliveries.key[row],
    )


def _follow(
    deliveries: Deliveries, drivers: Drivers, estimates: Estimates, rows: list[int], arrivals: Floats, now: float
) -> None:
    driver, first = int(deliveries.driver[rows[0]]), rows[0]
    away_m = _away_m(deliveries, first, drivers.latitude[driver], drivers.longitude[driver])
    is_planned = np.isnan(drivers.started_at[driver])
    clock = max(now, drivers.start_at[driver]) if is_planned else drivers.fix_at[driver]
    # The first leg is driven now, whenever the fix was sent.
    arrival = max(clock + _leg_s(drivers, estimates, driver, away_m, now), now + 60)
    if np.isfinite(deliveries.arrived_at[first]):
        arrival = deliveries.arrived_at[first]
    arrivals[first] = arrival
    clock = _served(deliveries, drivers, estimates, first, arrival, is_new=True)
    if np.isfinite(deliveries.arrived_at[first]):
        spent = max(now - max(arrival, deliveries.window_start[first]), 0)
        clock = max(clock, now + max(spent / 2, 30))
    for before, row in pairwise(rows):
        metres = _away_m(deliveries, row, deliveries.latitude[before], deliveries.longitude[before])
        if is_new := metres > 40:
            arrival = clock = clock + _leg_s(drivers, estimates, driver, metres, clock)
        arrivals[row] = arrival
        clock = _served(deliveries, drivers, estimates, row, clock, is_new=is_new)


def _away_m(deliveries: Deliveries, row: int, latitude: float, longitude: float) -> float:
    there = (np.array(latitude), np.array(longitude))
    return float(distance_m(*there, deliveries.latitude[row], deliveries.longitude[row]))


def _leg_s(drivers: Drivers, estimates: Estimates, driver: int, metres: float, at: float) -> float:
    fleet = int(drivers.fleet[driver])
    level = np.interp(2 * np.log10(max(metres, 100) / 100), range(KNOTS), estimates.legs[2 * fleet])
    hour = estimates.hours[fleet, int(at // 3600) % 168]
    return float(default_leg_s(np.array([metres]))[0] * np.exp(level + drivers.pace_level[driver]) * hour)


def _served(
    deliveries: Deliveries, drivers: Drivers, estimates: Estimates, row: int, at: float, *, is_new: bool
) -> float:
    driver = deliveries.driver[row]
    level = estimates.service[drivers.fleet[driver], int(not is_new)] + drivers.service_level[driver]
    factor = np.exp(level + deliveries.site_level[row])
    return float(max(at, deliveries.window_start[row]) + deliveries.service_s[row] * factor)
