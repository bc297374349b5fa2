"""The routes of all drivers at once, kept between sweeps; only routes that changed are sorted again."""

from dataclasses import dataclass, field

import numpy as np

from app.domain.arrays import Bools, Floats, Ints
from app.domain.routes.columns import Deliveries, Drivers
from app.domain.routes.distance import distance_m
from app.domain.routes.order import SAME_STOP_M, drivers_out, on_route, sorted_rows


def _none() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(slots=True)
class Routes:
    """A cache, and no memory: routes that are built from the columns alone are the same."""

    counts: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))
    """(N,): on a route."""
    stops_before: Ints = field(default_factory=_none)
    """(N,): stops between the driver and this one; -1 beside all routes."""
    leg_m: Floats = field(default_factory=lambda: np.zeros(0))
    """(N,): straight metres from the delivery before it on the route; 0 for a route's first one and within a stop."""
    is_new_stop: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))
    """(N,): the first delivery of its stop."""
    is_out: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))
    """(D,): a delivery of the driver is out for delivery."""
    length: Ints = field(default_factory=_none)
    """(D,): deliveries on the route."""
    first: Ints = field(default_factory=_none)
    """(D,): row of the first delivery, or -1."""
    ladder: Ints = field(default_factory=_none)
    """(M,): all first deliveries of routes, then all second ones, and so on; longer routes first in each step."""
    steps: list[int] = field(default_factory=list)
    """Number of deliveries in each step of the ladder."""
    measured: Ints = field(default_factory=_none)
    """Rows of the routes that the last refresh sorted."""
    version: int = 0
    """Raised whenever the ladder changes."""
    _rows: Ints = field(default_factory=_none)
    _driver: Ints = field(default_factory=_none)
    _by_distance: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def refresh(self, deliveries: Deliveries, drivers: Drivers, now: float) -> None:
        """Sort the routes that changed since the last call, by their columns or by the time."""
        self._fit(len(deliveries.key), len(drivers.fix_at))
        self.is_out = drivers_out(deliveries, len(drivers.fix_at))
        counts = on_route(deliveries, self.is_out, now)
        changed = drivers.changed | (self._by_distance & (drivers.fix_at > drivers.seen_fix_at))
        flipped = np.append(changed, False)
        flipped[deliveries.driver[counts != self.counts]] = True
        changed = flipped[:-1]
        self.counts = counts
        if changed.any():
            self._sort(deliveries, drivers, changed)
            self.version += 1

    def _fit(self, deliveries: int, drivers: int) -> None:
        """Make room for columns that have grown."""
        more = deliveries - len(self.counts)
        if more > 0:
            self.counts = np.append(self.counts, np.zeros(more, dtype=bool))
            self.stops_before = np.append(self.stops_before, np.full(more, -1))
            self.leg_m = np.append(self.leg_m, np.zeros(more))
            self.is_new_stop = np.append(self.is_new_stop, np.zeros(more, dtype=bool))
        more = drivers - len(self._by_distance)
        if more > 0:
            self._by_distance = np.append(self._by_distance, np.zeros(more, dtype=bool))

    def _sort(self, deliveries: Deliveries, drivers: Drivers, changed: Bools) -> None:
        stays = ~changed[self._driver]
        gone = self._rows[~stays]
        self.stops_before[gone] = -1
        self._by_distance[changed] = False
        rows, tied = sorted_rows(
            deliveries, drivers, np.flatnonzero(self.counts & np.append(changed, False)[deliveries.driver])
        )
        driver = deliveries.driver[rows]
        self._by_distance[driver[tied]] = True
        self._measure(deliveries, rows, driver)
        self.measured = rows
        joined, all_drivers = np.append(self._rows[stays], rows), np.append(self._driver[stays], driver)
        # Both parts are sorted by driver, so a stable sort only merges them.
        order = np.argsort(all_drivers, kind="stable")
        self._rows, self._driver = joined[order], all_drivers[order]
        self._climb(len(drivers.fix_at))

    def _measure(self, deliveries: Deliveries, rows: Ints, driver: Ints) -> None:
        """Find legs and stops of routes that were sorted."""
        if not len(rows):
            return
        latitude, longitude = deliveries.latitude[rows], deliveries.longitude[rows]
        is_first = np.append(True, driver[1:] != driver[:-1])
        leg_m = np.append(0, distance_m(latitude[:-1], longitude[:-1], latitude[1:], longitude[1:]))
        is_new = is_first | (leg_m > SAME_STOP_M)
        number = np.cumsum(is_new)
        starts = np.flatnonzero(is_first)
        before: Ints = number - np.repeat(number[starts], np.diff(np.append(starts, len(rows))))
        self.stops_before[rows] = before
        self.leg_m[rows] = np.where(is_first | ~is_new, 0, leg_m)
        self.is_new_stop[rows] = is_new

    def _climb(self, drivers: int) -> None:
        """Arrange the rows in steps, so that one operation handles the same place of all routes."""
        self.length = np.bincount(self._driver, minlength=drivers)
        start = np.cumsum(self.length) - self.length
        self.first = np.full(drivers, -1)
        with_route = self.length > 0
        self.first[with_route] = self._rows[start[with_route]]
        by_length = np.argsort(-self.length, kind="stable")
        sizes = np.cumsum(np.bincount(self.length)[::-1])[::-1][1:]
        self.steps = [int(size) for size in sizes]
        starts = start[by_length]
        pieces = [self._rows[starts[:size] + step] for step, size in enumerate(self.steps)]
        self.ladder = np.concatenate(pieces) if pieces else _none()
