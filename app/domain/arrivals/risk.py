"""Whether a window is at risk: from the range of the arrival, with times to hold so that it does not flicker."""

from dataclasses import dataclass

import numpy as np

from app.domain.arrays import Codes, Floats, Ints
from app.domain.arrivals.publish import Arrivals
from app.domain.arrivals.ranges import CONFIDENCE
from app.domain.routes.columns import ENDED, Deliveries

NONE, AT_RISK, LATE = range(3)
RAISE_AT, CLEAR_BELOW = 0.5, 0.3
HOLD_S = 180.0


@dataclass(frozen=True, slots=True)
class Risks:
    """The risk of every delivery, and the rows that change."""

    risk: Codes
    """(N,)"""
    rows: Ints
    """Own deliveries whose risk changes, or begins or ceases to lean to another."""
    leans_since: Floats
    """Of `rows`: since when the probability contradicts the risk."""


def probability_late(at: Floats, earliest: Floats, latest: Floats, window_end: Floats) -> Floats:
    """Return P(arrival > window's end), in proportion between the range's ends and the arrival; 0 without an arrival."""
    after = at - window_end
    width = np.where(after < 0, latest - at, at - earliest)
    probability = np.clip(0.5 + CONFIDENCE / 2 * after / np.maximum(width, 1), 0, 1)
    return np.asarray(np.where(np.isnan(probability), 0, probability))


def risks_of(deliveries: Deliveries, arrivals: Arrivals, now: float) -> Risks:
    """Return each delivery's risk after a look at its range."""
    end = deliveries.window_end
    # All others have no risk and none in sight.
    rows = np.flatnonzero((np.fmax(arrivals.latest, now) > end) | (deliveries.risk != NONE))
    ranges = (arrivals.at[rows], arrivals.earliest[rows], arrivals.latest[rows])
    probability = probability_late(*ranges, end[rows])
    arrived_at, before = deliveries.arrived_at[rows], deliveries.risk_leans_since[rows]
    arrived = np.isfinite(arrived_at)
    is_late = np.where(arrived, arrived_at, now) > end[rows]
    is_open = deliveries.status[rows] < ENDED
    was_at_risk = deliveries.risk[rows] != NONE
    leans = np.where(was_at_risk, probability < CLEAR_BELOW, probability >= RAISE_AT)
    since = np.where(leans, np.where(np.isfinite(before), before, now), np.nan)
    flips = now - since >= HOLD_S
    since[flips | is_late | arrived | ~is_open] = np.nan
    at_risk = (was_at_risk ^ flips) & ~arrived
    found = np.where(is_late, LATE, np.where(at_risk, AT_RISK, NONE)).astype(np.int8)
    found[~is_open] = NONE
    risk = deliveries.risk.copy()
    risk[rows] = found
    changed = (found != deliveries.risk[rows]) | ((since != before) & ~(np.isnan(since) & np.isnan(before)))
    changed &= deliveries.is_own[rows]
    return Risks(risk, rows[changed], since[changed])
