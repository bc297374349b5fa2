"""The places that vehicles deliver to, and the fastest routes between them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from math import dist, inf
from random import Random
from typing import NamedTuple

from app.simulator.street_joints import Point
from app.simulator.street_map import SPEED_LIMIT_MPS, StreetMap
from app.simulator.street_motion import Drive, Stretch, plan_drive

PLACES = 120
"""Delivery addresses, drawn evenly over the kilometres of residential streets."""
DESTINATIONS = 12
"""Other addresses that vehicles deliver to from each address."""
SHORTEST_S, LONGEST_S = 240.0, 900.0
"""Bounds of the duration of a trip at the speed limits; turns make it longer."""

_FASTEST_MPS = max(SPEED_LIMIT_MPS.values())


class _Street(NamedTuple):
    """A street from one junction to the next without a branch; junctions by number."""

    start: int
    stop: int
    time_s: float
    stretches: tuple[Stretch, ...]


Way = tuple[_Street, ...]


class Routes:
    """The trips that vehicles choose from, planned on first use and kept: at most PLACES times DESTINATIONS."""

    def __init__(self, street_map: StreetMap, seed: int, places: int = PLACES) -> None:
        self._projection, self._seed = street_map.projection, seed
        self.places = _draw_places(street_map, Random(f"places {seed}"), places)
        numbers, self._streets = _streets_of(street_map, set(self.places))
        self._number_of = {place: numbers[place] for place in self.places}
        self._points = tuple(numbers)
        self._leaving: list[list[tuple[int, int, float]]] = [[] for _ in numbers]
        for number, street in enumerate(self._streets):
            self._leaving[street.start].append((number, street.stop, street.time_s))
        self._ways: dict[Point, list[Way]] = {}
        self._drives: dict[tuple[Point, int], Drive] = {}

    def draw_drive(self, place: Point, rng: Random) -> Drive:
        """Return a trip from one place to another; planning the first trip from a place takes some milliseconds."""
        if place not in self._ways:
            self._ways[place] = self._ways_from(place)
        chosen = rng.randrange(len(self._ways[place]))
        if (place, chosen) not in self._drives:
            way = self._ways[place][chosen]
            stretches = [stretch for street in way for stretch in street.stretches]
            self._drives[place, chosen] = plan_drive(stretches, self._projection)
        return self._drives[place, chosen]

    def plan_between(self, place: Point, other: Point) -> Drive:
        """Return the fastest trip from one place to another; it is not kept."""
        came_by = self._fastest_to(self._number_of[place], self._number_of[other])
        way = self._way_to(self._number_of[other], came_by)
        return plan_drive([stretch for street in way for stretch in street.stretches], self._projection)

    def _ways_from(self, place: Point) -> list[Way]:
        start = self._number_of[place]
        reached_s, came_by = self._fastest_from(start)
        within = [number for number in self._number_of.values() if reached_s.get(number, 0.0) >= SHORTEST_S]
        # The same draw for the same place, regardless of which vehicle arrives first.
        chosen = Random(f"ways {self._seed} {start}").sample(within, min(DESTINATIONS, len(within)))
        return [self._way_to(number, came_by) for number in chosen]

    def _fastest_from(self, start: int) -> tuple[dict[int, float], dict[int, int]]:
        """Return the shortest time to each junction within LONGEST_S, and its last street (Dijkstra's algorithm)."""
        reached_s: dict[int, float] = {start: 0.0}
        came_by: dict[int, int] = {}
        waiting = [(0.0, start)]
        while waiting:
            time_s, junction = heappop(waiting)
            if time_s > reached_s[junction]:
                continue
            for street, stop, takes_s in self._leaving[junction]:
                then_s = time_s + takes_s
                if then_s < reached_s.get(stop, LONGEST_S):
                    reached_s[stop], came_by[stop] = then_s, street
                    heappush(waiting, (then_s, stop))
        return reached_s, came_by

    def _fastest_to(self, start: int, goal: int) -> dict[int, int]:
        """Return the last street to each junction that was looked at on the way to the goal (A*)."""
        points, target = self._points, self._points[goal]
        reached_s: dict[int, float] = {start: 0.0}
        came_by: dict[int, int] = {}
        settled: set[int] = set()
        waiting = [(0.0, start)]
        while waiting:
            _, junction = heappop(waiting)
            if junction == goal:
                break
            if junction in settled:
                continue
            settled.add(junction)
            for street, stop, takes_s in self._leaving[junction]:
                then_s = reached_s[junction] + takes_s
                if then_s < reached_s.get(stop, inf):
                    reached_s[stop], came_by[stop] = then_s, street
                    heappush(waiting, (then_s + dist(points[stop], target) / _FASTEST_MPS, stop))
        return came_by

    def _way_to(self, junction: int, came_by: Mapping[int, int]) -> Way:
        way: list[_Street] = []
        while junction in came_by:
            way.append(self._streets[came_by[junction]])
            junction = way[-1].start
        return tuple(reversed(way))


def _draw_places(street_map: StreetMap, rng: Random, places: int) -> Sequence[Point]:
    quiet_mps = SPEED_LIMIT_MPS["residential"]
    segments = sorted(ends for ends, limit_mps in street_map.limits_mps.items() if limit_mps <= quiet_mps)
    drawn = rng.choices(segments, [dist(*ends) for ends in segments], k=places)
    return tuple(dict.fromkeys(one for one, _ in drawn))


def _streets_of(street_map: StreetMap, places: set[Point]) -> tuple[dict[Point, int], list[_Street]]:
    """Return the junctions' numbers and the streets between them; places are junctions too, since trips end there."""
    leaving: defaultdict[Point, list[Stretch]] = defaultdict(list)
    for (one, other), limit_mps in street_map.limits_mps.items():
        leaving[one].append(Stretch(one, other, limit_mps))
        leaving[other].append(Stretch(other, one, limit_mps))
    junctions = sorted(point for point, stretches in leaving.items() if len(stretches) != 2 or point in places)
    numbers = {point: number for number, point in enumerate(junctions)}
    streets: list[_Street] = []
    for point, number in numbers.items():
        for first in leaving[point]:
            stretches = tuple(_follow(first, leaving, numbers))
            time_s = sum(dist(stretch.start, stretch.stop) / stretch.limit_mps for stretch in stretches)
            streets.append(_Street(number, numbers[stretches[-1].stop], time_s, stretches))
    return numbers, streets


def _follow(
    stretch: Stretch, leaving: Mapping[Point, Sequence[Stretch]], junctions: Mapping[Point, int]
) -> Iterator[Stretch]:
    yield stretch
    while stretch.stop not in junctions:
        came_from = stretch.start
        stretch = next(onward for onward in leaving[stretch.stop] if onward.stop != came_from)
        yield stretch
