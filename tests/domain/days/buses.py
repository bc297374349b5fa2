"""The recorded day of the buses of Austin as routes: a bus stands somewhere, or ends a trip, at each stop."""

import gzip
from collections import defaultdict

import numpy as np
import orjson

from app.domain.arrays import Floats
from app.domain.arrivals.estimates import DriverEstimates
from app.domain.routes.distance import distance_m
from app.simulator.tracks import RECORDED_DAY
from tests.domain.days.driver_day import DriverDay, Plan, Visit
from tests.domain.days.rehearsal import Fleet, Lived, fleet_of
from tests.domain.days.shapes import SUBURB

STOP_M, LONGEST_STAND_S, LONGEST_GAP_S, FEWEST_STOPS = 40.0, 1_800.0, 900.0, 4


def buses() -> tuple[Fleet, list[Lived]]:
    """Return one fleet that has learned nothing, and the day of each bus with at least four stops."""
    days = [day for fixes in _tracks() if (day := _day(fixes)) is not None]
    fleet = fleet_of(SUBURB, 0, 0)
    fleet.drivers = [DriverEstimates() for _ in days]
    return fleet, [Lived(day, 0, number) for number, day in enumerate(days)]


def _tracks() -> list[Floats]:
    """Return the fixes of each bus with the number of the trip, shape (4, fixes), without those at 0, 0."""
    tracks: dict[str, list[tuple[float, float, float, int]]] = defaultdict(list)
    trips: dict[str, int] = {}
    with gzip.open(RECORDED_DAY) as lines:
        for fix in map(orjson.loads, lines):
            trip = trips.setdefault(fix["shipmentId"], len(trips))
            if fix["latitude"]:
                tracks[fix["driverId"]].append((fix["timestamp"], fix["latitude"], fix["longitude"], trip))
    return [np.array(fixes, dtype=float).T for fixes in tracks.values()]


def _day(track: Floats) -> DriverDay | None:
    """Return the day of a bus: a stop is where two fixes are at one place, and where a trip ends."""
    at, latitude, longitude, trip = track
    gap = np.flatnonzero(np.diff(at) > LONGEST_GAP_S)
    if len(gap):
        return _day(track[:, : gap[0] + 1])
    begin = np.flatnonzero(np.append(True, (np.diff(latitude) != 0) | (np.diff(longitude) != 0)))
    end = np.append(begin[1:], len(at)) - 1
    stands = (end > begin) | (trip[np.minimum(end + 1, len(at) - 1)] != trip[end])
    stands &= at[end] - at[begin] <= LONGEST_STAND_S
    visits: list[tuple[int, int]] = []
    for first, last in zip(begin[stands].tolist(), end[stands].tolist(), strict=True):
        before = visits[-1][1] if visits else 0
        moved_m = distance_m(latitude[before], longitude[before], latitude[first], longitude[first])
        if moved_m > STOP_M and first > 0:
            visits.append((first, last))
    if len(visits) < FEWEST_STOPS:
        return None
    places = np.array([first for first, _ in visits])
    none = np.full(len(visits), np.inf)
    plan = Plan(
        latitude[places], longitude[places], np.arange(len(visits)), -none, none, np.full(len(visits), -1),
        float(at[0]), (float(latitude[0]), float(longitude[0])),
    )  # fmt: skip
    stops = [Visit(number, float(at[first]), float(at[last]) + 1) for number, (first, last) in enumerate(visits)]
    return DriverDay(plan, float(at[0]), stops, np.zeros((len(visits) + 1, len(visits) + 1)), fixes=track[:3])
