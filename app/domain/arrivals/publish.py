"""Which arrivals are published: the range around the corrected clock, and the rule that keeps the value still."""

from dataclasses import dataclass

import numpy as np

from app.domain.arrays import Bools, Codes, Floats, Ints
from app.domain.arrivals.estimates import Estimates
from app.domain.arrivals.foretell import SOONEST_S, Foretold
from app.domain.arrivals.milestones import MILESTONES_S, bucket_of
from app.domain.arrivals.ranges import CELLS
from app.domain.routes.columns import Deliveries, Drivers
from app.domain.routes.routes import Routes

DEFAULT_SHARE, DEFAULT_LEAST_S = 0.25, 300.0
MOVED_S, MOVED_SHARE = 120.0, 0.1
APART_S = 30.0
DEFAULT, LEARNED, ROUTED = range(3)
"""What a foretold arrival is based on."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Foretold arrivals with their range, shape (N,)."""

    at: Floats
    earliest: Floats
    latest: Floats
    basis: Codes


def with_range(
    routes: Routes, deliveries: Deliveries, drivers: Drivers, estimates: Estimates, foretold: Foretold, now: float
) -> Arrivals:
    """Return the corrected arrivals with the range that holds CONFIDENCE of them."""
    raw_s = np.maximum(foretold.raw_at - now, SOONEST_S)
    cell, share = _cells(routes, deliveries, drivers, raw_s)
    is_learned = (estimates.is_learned[:-1] & estimates.is_learned[1:])[cell]
    early, middle, late = (_between(factors, cell, share) for factors in estimates.factors.T)
    width = np.where(is_learned, 0, np.maximum(raw_s * DEFAULT_SHARE, DEFAULT_LEAST_S))
    at = np.maximum(now + raw_s * middle, now + SOONEST_S)
    earliest = np.maximum(now + raw_s * early - width, now)
    latest = np.maximum(now + raw_s * late + width, at) + np.append(foretold.overdue_s, 0)[deliveries.driver]
    basis = np.where(foretold.is_routed, np.int8(ROUTED), is_learned.astype(np.int8))
    return Arrivals(at, np.minimum(earliest, at), latest, basis)


def _cells(routes: Routes, deliveries: Deliveries, drivers: Drivers, raw_s: Floats) -> tuple[Ints, Floats]:
    """Return the cell at the milestone below each rest, and the share of the one above."""
    size = len(MILESTONES_S)
    scale = np.fmin(np.fmax(np.log2(raw_s * (1 / MILESTONES_S[0])), 0), size - 1.001)
    below = scale.astype(np.int64)
    bucket = bucket_of(np.maximum(routes.stops_before, 0)) * size
    fleet_cells = np.append(drivers.fleet * CELLS, 0)[deliveries.driver]
    return fleet_cells + bucket + below, scale - below


def _between(factors: Floats, cell: Ints, share: Floats) -> Floats:
    return np.asarray(factors[cell] + np.diff(factors)[cell] * share)


def to_publish(
    deliveries: Deliveries, at: Floats, stops_before: Ints, risk: Codes, is_foretold: Bools, now: float
) -> Bools:
    """Tell which deliveries get a new published arrival."""
    rest = np.maximum(at - now, 0)
    is_new = np.isnan(deliveries.eta_at)
    moved = np.abs(at - deliveries.eta_at) > np.maximum(MOVED_S, MOVED_SHARE * rest)
    moved |= (stops_before != deliveries.published_stops) | (risk != deliveries.published_risk)
    return is_foretold & (is_new | (moved & (now - deliveries.eta_as_of >= APART_S)))
