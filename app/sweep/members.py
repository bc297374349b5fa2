"""What a driver's deliveries say together: since when the driver holds goods, and which stops were visited."""

from collections.abc import Iterable
from math import inf, nan
from typing import NamedTuple

from app.domain.arrivals.stops import Visit
from app.domain.deliveries.status import OUTCOMES, TERMINAL, Status
from app.sweep.progress import forecasts_of, router_leg_of
from app.sweep.swept_row import SweptRow

VISITS_COUNT_S = 86_400.0
"""A delivery that ended longer ago says nothing about the route of today."""


class Member(NamedTuple):
    """One delivery of a driver; NaN where it says nothing."""

    out_since: float
    held_since: float
    visited_at: float
    sequence: float
    start_at: float
    visit: Visit | None = None
    """What may be learned from it."""


class Route(NamedTuple):
    """All of them."""

    held_since: float = nan
    start_at: float = nan
    last_sequence: float = -inf
    passed_sequence: float = -inf


def member_of(row: SweptRow) -> Member:
    """Return what a delivery says about its driver."""
    is_out = row.status is Status.OUT_FOR_DELIVERY
    open_custody = [held.from_ for held in row.custody if held.until is None and held.driverId == row.driverId]
    progress = row.progress
    visited_at = nan
    if progress is not None and progress.arrivedAt is not None:
        visited_at = progress.arrivedAt
    elif row.status in OUTCOMES:
        visited_at = row.statusAt
    return Member(
        row.statusAt if is_out else nan,
        min(open_custody, default=nan),
        visited_at,
        inf if row.sequence is None else float(row.sequence),
        row.startAt if row.startAt is not None and row.status not in TERMINAL else nan,
        _visit_of(row),
    )


def _visit_of(row: SweptRow) -> Visit | None:
    progress = row.progress
    if progress is None or progress.arrivedAt is None:
        return None
    has_ended = row.status in OUTCOMES and progress.attempt == row.attempts
    left_at = progress.departedAt
    if left_at is None and has_ended:
        left_at = row.statusAt
    return Visit(
        row.shipmentId,
        row.destination.latitude,
        row.destination.longitude,
        nan if row.window is None else row.window.start,
        float(row.serviceSeconds),
        progress.arrivedAt,
        nan if left_at is None else left_at,
        forecasts_of(row),
        *router_leg_of(row),
    )


def route_of(members: Iterable[Member]) -> Route:
    """Return what they say together; visits count from the time when the first delivery that is still out went out."""
    known = list(members)
    begun = min((each.out_since for each in known if each.out_since == each.out_since), default=inf)
    visits = sorted((each.visited_at, each.sequence) for each in known if each.visited_at >= begun)
    visited = [sequence for _, sequence in visits if sequence < inf]
    return Route(
        min((each.held_since for each in known if each.held_since == each.held_since), default=nan),
        min((each.start_at for each in known if each.start_at == each.start_at), default=nan),
        visited[-1] if visited else -inf,
        min(visited[-2:]) if len(visited) > 1 else -inf,
    )
