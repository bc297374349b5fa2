"""The conditions of alerts: when each kind is raised, and the lower threshold at which it resolves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.domain.alerts.kinds import STATIONARY
from app.domain.arrays import Bools, Codes, Floats, Ints
from app.domain.arrivals import risk as risks
from app.domain.arrivals.signal import LIVE, signal_of
from app.domain.arrivals.signal import SILENT as NO_SIGNAL
from app.domain.routes.columns import ATTEMPT_FAILED, ENDED, OUT_FOR_DELIVERY, Deliveries, Drivers
from app.domain.routes.distance import distance_m
from app.domain.routes.order import is_present

DWELL_TIMES, DWELL_TIMES_CLEAR, DWELL_LEAST_S, DWELL_CLEAR_S = 3.0, 2.0, 900.0, 600.0
WRONG_M, RIGHT_M = 250.0, 150.0
DEPARTURE_S, DEPARTURE_CLEAR_S = 900.0, 600.0
STATIONARY_S, STATIONARY_M, MOVED_M, AT_STOP_M = 1_200.0, 100.0, 200.0, 100.0
BATTERY_LOW, BATTERY_FINE = 15.0, 20.0
ANCHOR_WORTH_S = 300.0
"""An anchor of this age goes into the driver's row; a younger one may be lost."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """For each kind, shape (rows,): what raises an alert, and what keeps an open one from resolving."""

    raises: Sequence[Bools]
    keeps: Sequence[Bools]


@dataclass(frozen=True, slots=True)
class Anchors:
    """Drivers whose anchor moves, and those whose anchor has become old enough for their row."""

    since: Floats
    """(D,): since when each driver has not left the anchor."""
    moved: Ints
    to_write: Ints


def of_deliveries(deliveries: Deliveries, drivers: Drivers, risk: Codes, stops_before: Ints, now: float) -> Conditions:
    """Return the conditions of all deliveries."""
    waits = (deliveries.status < ATTEMPT_FAILED) & np.isnan(deliveries.arrived_at)
    at_risk, is_late = waits & (risk == risks.AT_RISK), waits & (risk == risks.LATE)
    last = np.append(drivers.last_sequence, -np.inf)[deliveries.driver]
    missed = waits & (stops_before >= 0) & (deliveries.sequence < last)
    failed = deliveries.status == ATTEMPT_FAILED
    long_dwell, dwells = _dwells(deliveries, now)
    away_m = deliveries.outcome_distance_m
    return Conditions(
        (at_risk, is_late, long_dwell, missed, away_m > WRONG_M, failed),
        (at_risk, is_late, dwells, missed, away_m > RIGHT_M, failed),
    )


def _dwells(deliveries: Deliveries, now: float) -> tuple[Bools, Bools]:
    """Tell where the driver is for far too long, and where for too long to resolve the alert."""
    long, still = np.zeros(len(deliveries.key), dtype=bool), np.zeros(len(deliveries.key), dtype=bool)
    rows = np.flatnonzero(is_present(deliveries) & (deliveries.status == OUT_FOR_DELIVERY))
    dwell_s = now - np.maximum(deliveries.arrived_at[rows], deliveries.window_start[rows])
    service_s = deliveries.service_s[rows]
    long[rows] = dwell_s > np.maximum(DWELL_TIMES * service_s, DWELL_LEAST_S)
    still[rows] = dwell_s > np.maximum(DWELL_TIMES_CLEAR * service_s, DWELL_CLEAR_S)
    return long, still


def of_drivers(
    drivers: Drivers,
    signal: Codes,
    has_route: Bools,
    is_out: Bools,
    is_planned: Bools,
    stands_since: Floats,
    now: float,
) -> Conditions:
    """Return the conditions of all drivers; without a route or off duty, every condition has ended.

    A driver who has no delivery out yet may still have the phone switched off.
    """
    works = has_route & ~drivers.is_off_duty
    is_placed = signal_of(drivers.fix_at, drivers.interval_s, now) != NO_SIGNAL
    late_s = now - drivers.start_at
    waits = works & is_planned
    stands = works & ~is_planned & (now - stands_since >= STATIONARY_S)
    battery = np.where(drivers.is_charging, np.inf, drivers.battery)
    return Conditions(
        (
            waits & (late_s > DEPARTURE_S),
            works & is_out & (signal == NO_SIGNAL),
            stands & is_placed,
            works & (battery <= BATTERY_LOW),
        ),
        (
            waits & (late_s > DEPARTURE_CLEAR_S),
            works & is_out & (signal != LIVE),
            stands,
            works & (battery < BATTERY_FINE),
        ),
    )


def drivers_at_stop(deliveries: Deliveries, drivers: Drivers, first_m: Floats) -> Bools:
    """Tell which drivers are at a destination, or so near to the next one that they may be."""
    at_stop = np.zeros(len(drivers.fix_at) + 1, dtype=bool)
    at_stop[deliveries.driver[is_present(deliveries) & (deliveries.status < ENDED)]] = True
    return at_stop[:-1] | (first_m <= AT_STOP_M)


def anchors_of(drivers: Drivers, now: float) -> Anchors:
    """Return whose anchor moves: 100 m away from it, or 200 m while the driver counts as stationary."""
    away_m = distance_m(drivers.latitude, drivers.longitude, drivers.anchor_latitude, drivers.anchor_longitude)
    limit = np.where(drivers.alert_open[STATIONARY], MOVED_M, STATIONARY_M)
    moved = np.isfinite(drivers.fix_at) & ~(away_m <= limit)
    old = (now - drivers.anchor_since >= ANCHOR_WORTH_S) & ~drivers.anchor_written & ~moved
    since = np.where(moved, drivers.fix_at, drivers.anchor_since)
    return Anchors(since, np.flatnonzero(moved), np.flatnonzero(old & drivers.is_own))
