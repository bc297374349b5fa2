"""One pass over all active deliveries: arrivals, ranges, risk, signal, conditions of alerts, and what to publish."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.domain.alerts import conditions
from app.domain.alerts.kinds import OF_DELIVERIES, OF_DRIVERS, Kind
from app.domain.alerts.presence import is_approaching, presence_of
from app.domain.alerts.states import AlertChanges, alert_changes
from app.domain.arrays import Bools, Codes
from app.domain.arrivals.estimates import Estimates
from app.domain.arrivals.foretell import Foretold, Ladder, foretell
from app.domain.arrivals.milestones import MILESTONES_S, milestone_reached
from app.domain.arrivals.publish import Arrivals, to_publish, with_range
from app.domain.arrivals.risk import risks_of
from app.domain.arrivals.signal import signal_of
from app.domain.routes.columns import Deliveries, Drivers
from app.domain.routes.distance import distance_m
from app.domain.routes.routes import Routes
from app.domain.sweep.swept import Milestones, Published, Starts, Swept

LEFT_START_M = 200.0
NEXT_MILESTONE_S = np.array([np.inf, *reversed(MILESTONES_S), -np.inf])
"""By `foretold`: the rest at which the next milestone is reached."""


@dataclass(slots=True)
class Cache:
    """What stays between sweeps to save work; a sweep with a new one gives the same result."""

    routes: Routes = field(default_factory=Routes)
    ladder: Ladder = field(default_factory=Ladder)


def sweep(deliveries: Deliveries, drivers: Drivers, estimates: Estimates, now: float, cache: Cache) -> Swept:
    """Foretell every arrival, and return what changes since the last sweep."""
    routes = cache.routes
    routes.refresh(deliveries, drivers, now)
    foretold = foretell(routes, cache.ladder, deliveries, drivers, estimates, now)
    arrivals = with_range(routes, deliveries, drivers, estimates, foretold, now)
    signal = signal_of(np.fmax(drivers.fix_at, drivers.heard_at), drivers.interval_s, now)
    risks = risks_of(deliveries, arrivals, now)
    is_foretold = np.isfinite(foretold.raw_at) & ~np.isfinite(deliveries.arrived_at) & deliveries.is_own
    published = _published(routes, deliveries, arrivals, foretold, risks.risk, is_foretold, now)
    anchors = conditions.anchors_of(drivers, now)
    at_stop = conditions.drivers_at_stop(deliveries, drivers, foretold.first_m)
    stands_since = np.where(at_stop, np.nan, anchors.since)
    of_deliveries = conditions.of_deliveries(deliveries, drivers, risks.risk, routes.stops_before, now)
    of_drivers = conditions.of_drivers(
        drivers, signal, routes.length > 0, routes.is_out, foretold.is_planned, stands_since, now
    )
    near = is_approaching(deliveries, arrivals.at - now, routes.stops_before, foretold.first_m)
    near &= is_foretold & ~np.append(foretold.is_planned, True)[deliveries.driver]
    return Swept(
        now,
        arrivals,
        routes.stops_before,
        signal,
        published,
        risks,
        _milestones(deliveries, published, is_foretold, now),
        presence_of(deliveries, drivers),
        np.flatnonzero(near),
        _alerts(OF_DELIVERIES, of_deliveries, deliveries, now),
        _alerts(OF_DRIVERS, of_drivers, drivers, now),
        anchors,
        _starts(routes, drivers),
    )


def _alerts(
    kinds: Sequence[Kind], found: conditions.Conditions, columns: Deliveries | Drivers, now: float
) -> AlertChanges:
    states = (columns.alert_open, columns.alert_leans_since, columns.alert_resolved_at)
    return alert_changes(kinds, found, *states, columns.is_own, now)


def _published(
    routes: Routes,
    deliveries: Deliveries,
    arrivals: Arrivals,
    foretold: Foretold,
    risk: Codes,
    is_foretold: Bools,
    now: float,
) -> Published:
    rows = np.flatnonzero(to_publish(deliveries, arrivals.at, routes.stops_before, risk, is_foretold, now))
    return Published(
        rows,
        arrivals.at[rows],
        foretold.raw_at[rows],
        arrivals.earliest[rows],
        arrivals.latest[rows],
        arrivals.basis[rows],
        foretold.is_planned[deliveries.driver[rows]],
        routes.stops_before[rows],
        risk[rows],
    )


def _milestones(deliveries: Deliveries, published: Published, is_foretold: Bools, now: float) -> Milestones:
    at = deliveries.eta_at.copy()
    at[published.rows] = published.at
    rows = np.flatnonzero(is_foretold & (at - now <= NEXT_MILESTONE_S[deliveries.foretold]))
    reached = milestone_reached(at[rows] - now)
    number = np.where(deliveries.foretold[rows] == 0, -1, len(MILESTONES_S) - reached)
    return Milestones(rows, reached + 1, number)


def _starts(routes: Routes, drivers: Drivers) -> Starts:
    has_begun, has_started = np.isfinite(drivers.start_latitude), np.isfinite(drivers.started_at)
    away_m = distance_m(drivers.latitude, drivers.longitude, drivers.start_latitude, drivers.start_longitude)
    begun = routes.is_out & ~has_begun & np.isfinite(drivers.fix_at) & drivers.is_own
    left = routes.is_out & ~has_started & drivers.is_own
    left &= (away_m >= LEFT_START_M) | np.isfinite(drivers.last_sequence)
    ended = (has_begun | has_started) & (routes.length == 0) & drivers.is_own
    return Starts(np.flatnonzero(begun), np.flatnonzero(left), np.flatnonzero(ended))
