"""What a driver's newest position says about destinations: arrived, departed, approaching."""

from dataclasses import dataclass

import numpy as np

from app.domain.arrays import Bools, Floats, Ints
from app.domain.geo import MEAN_RADIUS_M
from app.domain.routes.columns import OUT_FOR_DELIVERY, Deliveries, Drivers
from app.domain.routes.distance import distance_m

SLOW_MPS = 2.0
WORST_ACCURACY_M = 100.0
HYSTERESIS_SHARE, HYSTERESIS_LEAST_M = 0.1, 20.0
DEPARTED_S = 60.0
APPROACHING_S, APPROACHING_M = 600.0, 1_000.0
M_PER_DEGREE = np.pi * MEAN_RADIUS_M / 180


@dataclass(frozen=True, slots=True)
class Presence:
    """Rows whose memory of the last fixes changes, and what those fixes prove."""

    rows: Ints
    inside_since: Floats
    outside_since: Floats
    arrived: Bools
    departed: Bools


def presence_of(deliveries: Deliveries, drivers: Drivers) -> Presence:
    """Judge the fixes that are new since the last sweep."""
    is_new = drivers.fix_at > np.where(np.isnan(drivers.seen_fix_at), -np.inf, drivers.seen_fix_at)
    rows = _near(deliveries, drivers, is_new)
    driver = deliveries.driver[rows]
    radius = deliveries.radius_m[rows]
    usable = ~(drivers.accuracy_m[driver] > np.maximum(WORST_ACCURACY_M, radius))
    rows, driver, radius = rows[usable], driver[usable], radius[usable]
    away_m = distance_m(
        drivers.latitude[driver], drivers.longitude[driver], deliveries.latitude[rows], deliveries.longitude[rows]
    )
    fix_at, has_arrived = drivers.fix_at[driver], np.isfinite(deliveries.arrived_at[rows])
    is_in = away_m <= radius
    is_out = away_m > radius + np.maximum(radius * HYSTERESIS_SHARE, HYSTERESIS_LEAST_M)
    inside, outside = deliveries.inside_since[rows], deliveries.outside_since[rows]
    arrived = is_in & ~has_arrived & (np.isfinite(inside) | (drivers.speed_mps[driver] < SLOW_MPS))
    departed = is_out & has_arrived & (fix_at - outside >= DEPARTED_S)
    inside = np.where(is_in, np.where(np.isfinite(inside), inside, fix_at), np.where(is_out, np.nan, inside))
    first_out = np.where(np.isfinite(outside), outside, fix_at)
    outside = np.where(is_out & has_arrived, first_out, np.where(is_in, np.nan, outside))
    return Presence(rows, inside, outside, arrived, departed)


def _near(deliveries: Deliveries, drivers: Drivers, is_new: Bools) -> Ints:
    """Return the open deliveries of drivers with a new fix that the fix may say something about."""
    watched = (deliveries.status == OUT_FOR_DELIVERY) & ~np.isfinite(deliveries.departed_at) & deliveries.is_own
    watched &= np.append(is_new, False)[deliveries.driver]
    rows = np.flatnonzero(watched)
    up_m = np.abs(drivers.latitude[deliveries.driver[rows]] - deliveries.latitude[rows]) * M_PER_DEGREE
    known = np.isfinite(deliveries.arrived_at[rows]) | np.isfinite(deliveries.inside_since[rows])
    return rows[known | (up_m <= deliveries.radius_m[rows])]


def is_approaching(deliveries: Deliveries, rest_s: Floats, stops_before: Ints, first_m: Floats) -> Bools:
    """Tell which deliveries the driver approaches for the first time in this attempt."""
    waits = (deliveries.status == OUT_FOR_DELIVERY) & (deliveries.approached < deliveries.attempt)
    waits &= ~np.isfinite(deliveries.arrived_at) & deliveries.is_own
    near = (stops_before == 0) & (np.append(first_m, np.inf)[deliveries.driver] <= APPROACHING_M)
    return np.asarray(waits & ((rest_s <= APPROACHING_S) | near))
