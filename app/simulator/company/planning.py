"""Plans a company's day: which deliveries each driver gets, when they are promised, and what will happen on the road."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import ceil, dist
from random import Random

from app.simulator.company.day import Day, DriverDay, Promise, Window
from app.simulator.company.driving import Conditions, drive_day
from app.simulator.company.invented import invent_addressee
from app.simulator.company.troubles import Trouble, troubles_of
from app.simulator.street_joints import Point
from app.simulator.street_map import Projection, StreetMap
from app.simulator.street_routes import PLACES, Routes

DEFAULT_DRIVERS = 25
DELIVERIES = (12, 25)
"""Deliveries of a driver."""
DRIVERS_A_DEPOT = 10
DEPARTS_S = (60, 900)
"""When drivers are planned to depart, in seconds of the day."""
SERVICE_S = (60, 240)
WINDOW_S = (3600, 7200)
"""Lengths of promised windows; they begin at full quarters of an hour."""
WITH_WINDOW, CANCELLED = 0.8, 0.02
"""Shares (0 to 1) of the deliveries."""

_QUARTER_S = 900
_PLANNED_MPS = 6.0
"""How fast the office expects a driver to come nearer to the next place in a straight line."""
_APART_M = 60.0
_PLACES_A_DRIVER = 30
_CHOICE = 2
"""A driver's deliveries are drawn from this many times as many places around the middle of the area."""


def plan_day(street_map: StreetMap, drivers: int, seed: int) -> Day:
    """Return the day that the seed chooses; planning takes about a tenth of a second a driver."""
    routes = Routes(street_map, seed, max(PLACES, drivers * _PLACES_A_DRIVER))
    rng = Random(f"company {seed}")
    depots = rng.sample(routes.places, ceil(drivers / DRIVERS_A_DEPOT))
    troubles = troubles_of(drivers, rng)
    numbers = count(1)
    return Day(
        tuple(
            _Office(routes, street_map.projection, Random(f"company {seed} {number}")).plan_driver(
                number, depots[number % len(depots)], troubles.get(number, Trouble.NONE), numbers
            )
            for number in range(1, drivers + 1)
        )
    )


@dataclass(frozen=True, slots=True)
class _Office:
    routes: Routes
    projection: Projection
    rng: Random

    def plan_driver(self, number: int, depot: Point, trouble: Trouble, numbers: Iterator[int]) -> DriverDay:
        starts_s = self.rng.randint(*DEPARTS_S)
        places = self._order(depot, self._draw_places(depot))
        expected_s, here = float(starts_s), depot
        promises: list[Promise] = []
        for place in places:
            expected_s += dist(here, place) / _PLANNED_MPS
            promises.append(self._promise(next(numbers), place, expected_s, starts_s))
            expected_s, here = expected_s + promises[-1].service_s, place
        latitude, longitude = self._degrees(depot)
        conditions = Conditions(self.routes, depot, latitude, longitude, starts_s, expected_s, trouble)
        return drive_day(number, tuple(promises), conditions, self.rng)

    def _draw_places(self, depot: Point) -> list[Point]:
        """Return places of one area that are apart from each other and from the depot."""
        middle = self.rng.choice(self.routes.places)
        wanted = self.rng.randint(*DELIVERIES)
        apart: list[Point] = []
        for place in sorted(self.routes.places, key=lambda place: dist(place, middle)):
            if all(dist(place, other) >= _APART_M for other in (depot, *apart)):
                apart.append(place)
            if len(apart) == _CHOICE * wanted:
                break
        return self.rng.sample(apart, wanted)

    def _order(self, depot: Point, places: Sequence[Point]) -> list[Point]:
        """Return the places so that each is the nearest one to the place before it."""
        ordered, left, here = list[Point](), set(places), depot
        while left:
            here = min(left, key=lambda place: (dist(place, here), place))
            left.remove(here)
            ordered.append(here)
        return ordered

    def _promise(self, number: int, place: Point, expected_s: float, starts_s: float) -> Promise:
        latitude, longitude = self._degrees(place)
        promise = Promise(
            number=number,
            place=place,
            latitude=latitude,
            longitude=longitude,
            addressee=invent_addressee(self.rng),
            window=self._window(expected_s),
            service_s=self.rng.randint(*SERVICE_S),
        )
        is_cancelled, cancelled_s = self.rng.random() < CANCELLED, self.rng.uniform(1.0, starts_s - 1.0)
        return replace(promise, cancelled_s=cancelled_s) if is_cancelled else promise

    def _window(self, expected_s: float) -> Window | None:
        length_s, before_s = self.rng.choice(WINDOW_S), self.rng.uniform(-_QUARTER_S / 2, _QUARTER_S * 2)
        start_s = (expected_s - before_s) // _QUARTER_S * _QUARTER_S
        has_window = self.rng.random() < WITH_WINDOW
        return Window(max(start_s, 0.0), max(start_s, 0.0) + length_s) if has_window else None

    def _degrees(self, point: Point) -> tuple[float, float]:
        projection = self.projection
        return (
            round(projection.latitude + point[1] / projection.m_per_degree_north, 6),
            round(projection.longitude + point[0] / projection.m_per_degree_east, 6),
        )
