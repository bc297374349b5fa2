"""The clock along every route: legs, service times and waiting for windows, of all drivers at once."""

from dataclasses import dataclass, field

import numpy as np

from app.domain.arrays import Bools, Floats, Ints
from app.domain.arrivals.estimates import AHEAD_HOURS, HOURS_OF_WEEK, ROUTER, STRAIGHT, Estimates
from app.domain.arrivals.legs import default_leg_s, knot_scale, level_at
from app.domain.routes.columns import Deliveries, Drivers
from app.domain.routes.distance import distance_m
from app.domain.routes.routes import Routes

SOONEST_S = 60.0
"""No arrival is foretold sooner than this from now."""
UNKNOWN_LEG_S = 900.0
"""The first leg of a driver without a position."""
SHORTEST_SERVICE_S = 30.0
OVERDUE_SERVICE = 0.5
"""A service that exceeds its foretold time takes this share of its time so far once more."""
MOST_ROUTER_STRETCH = 3.0


@dataclass(slots=True)
class Ladder:
    """What a clock needs of the deliveries, in the order of the ladder; stays as long as the routes do."""

    version: int = -1
    driver: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    base_s: Floats = field(default_factory=lambda: np.zeros(0))
    scale: Floats = field(default_factory=lambda: np.zeros(0))
    is_new_stop: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))
    window_start: Floats = field(default_factory=lambda: np.zeros(0))
    _base_s: Floats = field(default_factory=lambda: np.zeros(0))
    _scale: Floats = field(default_factory=lambda: np.zeros(0))

    def refresh(self, routes: Routes, deliveries: Deliveries) -> None:
        """Gather the columns again if a route changed."""
        if self.version == routes.version:
            return
        more = len(deliveries.key) - len(self._scale)
        self._base_s, self._scale = np.append(self._base_s, np.zeros(more)), np.append(self._scale, np.zeros(more))
        rows = routes.measured if routes.version == self.version + 1 else routes.ladder
        self._base_s[rows], self._scale[rows] = default_leg_s(routes.leg_m[rows]), knot_scale(routes.leg_m[rows])
        rows = routes.ladder
        self.driver, self.is_new_stop = deliveries.driver[rows], routes.is_new_stop[rows]
        self.window_start, self.base_s, self.scale = (
            deliveries.window_start[rows],
            self._base_s[rows],
            self._scale[rows],
        )
        self.version = routes.version


@dataclass(frozen=True, slots=True)
class Foretold:
    """Arrivals as the clock gives them, before their correction."""

    raw_at: Floats
    """(N,): NaN beside all routes and without duty."""
    overdue_s: Floats
    """(D,): how long ago the next arrival was due."""
    first_m: Floats
    """(D,): straight metres from the driver to the first stop; NaN without a route or a position."""
    is_planned: Bools
    """(D,): the route has not started."""
    is_routed: Bools
    """(N,): a router foretold the leg."""


def foretell(
    routes: Routes, ladder: Ladder, deliveries: Deliveries, drivers: Drivers, estimates: Estimates, now: float
) -> Foretold:
    """Return when each delivery's driver arrives, if all goes as learned."""
    ladder.refresh(routes, deliveries)
    raw_at, first_m = np.full(len(deliveries.key), np.nan), np.full(len(drivers.fix_at), np.nan)
    is_planned = ~np.isfinite(drivers.started_at) & (routes.length > 0)
    overdue_s = np.zeros(len(drivers.fix_at))
    if routes.steps:
        first_s, first_m = _first_legs(routes, deliveries, drivers, estimates)
        begin_at = _begins(routes, deliveries, drivers, first_s, is_planned, now)
        leg_s = _legs(routes, ladder, deliveries, drivers, estimates)
        service_s = _services(routes, ladder, deliveries, drivers, estimates)
        arrivals, overdue = _climb(
            routes, ladder, deliveries, drivers, estimates, begin_at, first_s, leg_s, service_s, now
        )
        arrivals[drivers.is_off_duty[ladder.driver]] = np.nan
        raw_at[routes.ladder] = arrivals
        overdue_s[ladder.driver[: routes.steps[0]]] = overdue
    return Foretold(raw_at, overdue_s, first_m, is_planned, np.isfinite(deliveries.router_leg_s))


def _first_legs(
    routes: Routes, deliveries: Deliveries, drivers: Drivers, estimates: Estimates
) -> tuple[Floats, Floats]:
    """Return the seconds and metres from each driver to the first stop."""
    first = routes.first
    first_m = distance_m(drivers.latitude, drivers.longitude, deliveries.latitude[first], deliveries.longitude[first])
    first_m[first < 0] = np.nan
    stretch = np.minimum(first_m / np.maximum(drivers.router_first_m, 1), MOST_ROUTER_STRETCH)
    routed_s = deliveries.router_leg_s[first] * stretch
    by_router = np.isfinite(routed_s)
    known_m = np.where(np.isfinite(first_m), first_m, 0)
    level = level_at(estimates.legs, 2 * drivers.fleet + by_router, knot_scale(known_m))
    seconds = np.where(by_router, routed_s, default_leg_s(known_m)) * np.exp(level + drivers.pace_level)
    return np.where(np.isfinite(first_m), seconds, UNKNOWN_LEG_S), first_m


def _begins(
    routes: Routes, deliveries: Deliveries, drivers: Drivers, first_s: Floats, is_planned: Bools, now: float
) -> Floats:
    """Return when each driver's clock begins: at the last fix, or at the start of a route that is planned."""
    window_start = deliveries.window_start[routes.first]
    start = np.where(np.isfinite(drivers.start_at), drivers.start_at, window_start - first_s)
    planned = np.maximum(now, np.where(np.isfinite(start), start, now))
    under_way = np.where(np.isfinite(drivers.fix_at), np.minimum(drivers.fix_at, now), now)
    begins = np.where(is_planned, planned, under_way)
    return np.asarray(begins)


def _legs(routes: Routes, ladder: Ladder, deliveries: Deliveries, drivers: Drivers, estimates: Estimates) -> Floats:
    kind, base_s = 2 * drivers.fleet[ladder.driver] + STRAIGHT, ladder.base_s
    if np.isfinite(drivers.router_first_m).any():
        routed_s = deliveries.router_leg_s[routes.ladder]
        by_router = np.isfinite(routed_s) & ladder.is_new_stop
        kind += np.where(by_router, ROUTER - STRAIGHT, 0)
        base_s = np.where(by_router, routed_s, base_s)
    level = level_at(estimates.legs, kind, ladder.scale)
    level += drivers.pace_level[ladder.driver]
    return np.asarray(base_s * np.exp(level))


def _services(routes: Routes, ladder: Ladder, deliveries: Deliveries, drivers: Drivers, estimates: Estimates) -> Floats:
    of_driver = drivers.service_level[:, None] + estimates.service[drivers.fleet]
    level = of_driver.ravel()[2 * ladder.driver + ~ladder.is_new_stop]
    level += deliveries.site_level[routes.ladder]
    return np.asarray(deliveries.service_s[routes.ladder] * np.exp(level))


def _climb(
    routes: Routes,
    ladder: Ladder,
    deliveries: Deliveries,
    drivers: Drivers,
    estimates: Estimates,
    begin_at: Floats,
    first_s: Floats,
    leg_s: Floats,
    service_s: Floats,
    now: float,
) -> tuple[Floats, Floats]:
    """Return the arrivals in the order of the ladder, and how long each first arrival is overdue."""
    # Times count from the full hour, so that the hour of a time is a division and a cut.
    hour_at = now // 3600 * 3600
    hours = _hours_ahead(estimates, now)
    driver, first = ladder.driver[: routes.steps[0]], routes.ladder[: routes.steps[0]]
    hour_row = drivers.fleet[driver] * AHEAD_HOURS
    window_start = ladder.window_start - hour_at
    arrivals = np.empty(len(ladder.driver))
    due = begin_at[driver] + first_s[driver] * hours[hour_row]
    arrival, overdue = _first_arrivals(deliveries, first, due, now)
    arrival -= hour_at
    clock, begin = arrival, 0
    for size in routes.steps:
        step = slice(begin, begin + size)
        if begin:
            clock = clock[:size]
            hour = np.minimum((clock * (1 / 3600)).astype(np.int64), AHEAD_HOURS - 1)
            leg = leg_s[step] * hours[hour_row[:size] + hour]
            is_new = ladder.is_new_stop[step]
            arrival = np.where(is_new, clock + leg, arrival[:size])
            clock += leg
        arrivals[step] = arrival
        clock = np.maximum(clock, window_start[step]) + service_s[step]
        if not begin:
            clock = _after_first(deliveries, first, clock + hour_at, arrival + hour_at, now) - hour_at
        begin += size
    return arrivals + hour_at, overdue


def _first_arrivals(deliveries: Deliveries, first: Ints, due: Floats, now: float) -> tuple[Floats, Floats]:
    arrived_at = deliveries.arrived_at[first]
    present = np.isfinite(arrived_at)
    arrival = np.where(present, arrived_at, np.maximum(due, now + SOONEST_S))
    return arrival, np.where(present, 0, np.maximum(now - due, 0))


def _after_first(deliveries: Deliveries, first: Ints, served: Floats, arrival: Floats, now: float) -> Floats:
    """Return when service at the first stop ends; one that exceeds its foretold time does not end now."""
    spent = np.maximum(now - np.maximum(arrival, deliveries.window_start[first]), 0)
    least = now + np.maximum(spent * OVERDUE_SERVICE, SHORTEST_SERVICE_S)
    return np.asarray(np.where(np.isfinite(deliveries.arrived_at[first]), np.maximum(served, least), served))


def _hours_ahead(estimates: Estimates, now: float) -> Floats:
    """Return the factors of the next hours, flat, of each fleet."""
    hours = (int(now // 3600) + np.arange(AHEAD_HOURS)) % HOURS_OF_WEEK
    return np.ascontiguousarray(estimates.hours[:, hours]).ravel()
