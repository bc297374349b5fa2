"""Which rounds are asked of a router, and its answers in the columns."""

from itertools import pairwise, starmap
from math import nan
from typing import NamedTuple

import numpy as np

from app.domain.arrivals.router_answers import Coordinates
from app.domain.direction import distance_m
from app.domain.routes.columns import Deliveries, Drivers
from app.domain.routes.routes import Routes
from app.sweep.router import Router

AGAIN_AFTER_S = 60.0
"""A round without an answer is asked again after this time."""
MOST_STOPS = 100
"""Later stops of a longer round use straight distances."""


class Round(NamedTuple):
    """The round that was asked for a driver: its stops in order, and where it began."""

    stops: tuple[Coordinates, ...]
    asked_at: float
    leg_s: tuple[float, ...] | None = None
    begin: Coordinates = (nan, nan)
    between_m: tuple[float, ...] = ()
    """Straight metres to each stop from the one before; NaN for the first, to which the driver was on the way."""


class Routed:
    """Asks once a round, and again when its order changes; a stop that was visited leaves the rest as it was."""

    def __init__(self, router: Router) -> None:
        self._router = router
        self._rounds: dict[int, Round] = {}

    def begin_again(self) -> None:
        """Forget the rounds: the columns have other drivers."""
        self._rounds.clear()

    def step(self, routes: Routes, deliveries: Deliveries, drivers: Drivers, now: float) -> None:
        """Write the answers that came into the columns, and ask for the rounds that have none."""
        for answer in self._router.take():
            known = self._rounds.get(answer.key) if isinstance(answer.key, int) else None
            if known is not None and known.stops == answer.points[1:]:
                between_m = (nan, *starmap(_between_m, pairwise(known.stops)))
                self._rounds[answer.key] = known._replace(  # type: ignore[index]
                    leg_s=answer.leg_s, begin=answer.points[0], between_m=between_m
                )
        deliveries.router_leg_s[:] = nan
        drivers.router_first_m[:] = nan
        rows_of = _stops_by_driver(routes, deliveries)
        self._rounds = {driver: each for driver, each in self._rounds.items() if driver in rows_of}
        for driver, rows in rows_of.items():
            self._route(driver, rows, deliveries, drivers, now)

    def _route(self, driver: int, rows: list[int], deliveries: Deliveries, drivers: Drivers, now: float) -> None:
        stops = tuple((float(deliveries.latitude[row]), float(deliveries.longitude[row])) for row in rows[:MOST_STOPS])
        known = self._rounds.get(driver)
        done = 0 if known is None else len(known.stops) - len(stops)
        if known is None or done < 0 or known.stops[done:] != stops:
            known = None
            deliveries.router_between_s[rows] = deliveries.router_between_m[rows] = nan
        if known is not None and known.leg_s is not None:
            asked, between_m = rows[:MOST_STOPS], np.array(known.between_m[done:])
            deliveries.router_leg_s[asked] = known.leg_s[done:]
            deliveries.router_between_m[asked] = between_m
            deliveries.router_between_s[asked] = np.where(np.isnan(between_m), nan, known.leg_s[done:])
            before = known.begin if done == 0 else known.stops[done - 1]
            drivers.router_first_m[driver] = distance_m(*before, *stops[0])
            return
        here = (float(drivers.latitude[driver]), float(drivers.longitude[driver]))
        is_due = known is None or now - known.asked_at >= AGAIN_AFTER_S
        if is_due and np.isfinite(here).all() and self._router.has_room() and self._router.ask(driver, (here, *stops)):
            self._rounds[driver] = Round(stops, now)


def _between_m(one: Coordinates, other: Coordinates) -> float:
    return distance_m(*one, *other)


def _stops_by_driver(routes: Routes, deliveries: Deliveries) -> dict[int, list[int]]:
    """Return the first row of each stop that is not yet reached, in order, by driver."""
    ladder = routes.ladder
    chosen = ladder[routes.is_new_stop[ladder] & ~np.isfinite(deliveries.arrived_at[ladder])]
    found: dict[int, list[int]] = {}
    for row, driver in zip(chosen.tolist(), deliveries.driver[chosen].tolist(), strict=True):
        found.setdefault(driver, []).append(row)
    return found
