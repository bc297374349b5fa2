"""The content of the streets' source file, read without the simulator's code."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians
from typing import Any

import orjson

from app.simulator.source import TimedFix
from app.simulator.street_map import WASHINGTON

LIMITS_MPS = {
    "motorway": 24.6,
    "primary": 15.6,
    "secondary": 13.4,
    "tertiary": 11.2,
    "ramp": 11.2,
    "residential": 8.9,
}
CELL_DEG = 0.001
M_PER_DEGREE = 111_195.0

Place = tuple[float, float]


@dataclass(frozen=True)
class Seen:
    """A fix as a reader of its JSON sees it."""

    at_s: float
    late_by_s: float
    fields: dict[str, Any]

    @property
    def place(self) -> Place:
        """Return longitude and latitude."""
        return self.fields["longitude"], self.fields["latitude"]


def see(fix: TimedFix) -> Seen:
    """Read a fix."""
    return Seen(fix.at_s, fix.late_by_s, orjson.loads(fix.head + b"0}"))


def metres_between(one: Place, other: Place) -> Place:
    """Return how far the other place lies to the east and to the north."""
    middle = radians((one[1] + other[1]) / 2)
    return (other[0] - one[0]) * M_PER_DEGREE * cos(middle), (other[1] - one[1]) * M_PER_DEGREE


def bearing(one: Place, other: Place) -> float:
    """Return degrees clockwise from north."""
    return degrees(atan2(*metres_between(one, other))) % 360


class SourceStreets:
    """The street lines of the file, indexed by place."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[tuple[Place, Place, str]]] = defaultdict(list)
        for kind, line in _lines():
            for start, stop in pairwise(line):
                columns = range(*_cells_of(start[0], stop[0]))
                for column in columns:
                    for row in range(*_cells_of(start[1], stop[1])):
                        self._cells[column, row].append((start, stop, kind))

    def within(self, place: Place, reach_m: float) -> list[str]:
        """Return the classes of the lines this near."""
        cell = int(place[0] // CELL_DEG), int(place[1] // CELL_DEG)
        return [kind for start, stop, kind in self._cells[cell] if _distance_m(place, start, stop) <= reach_m]


def _lines() -> Iterator[tuple[str, list[Place]]]:
    for feature in json.loads(gzip.decompress(WASHINGTON.read_bytes()))["features"]:
        kind, geometry = feature["properties"]["class"], feature["geometry"]
        if feature["properties"]["layer"] == "street" and kind != "service":
            parts = geometry["coordinates"]
            for part in [parts] if geometry["type"] == "LineString" else parts:
                yield kind, [(longitude, latitude) for longitude, latitude in part]


def _cells_of(one: float, other: float) -> tuple[int, int]:
    margin_deg = 0.0002  # 17 m or more
    low, high = min(one, other) - margin_deg, max(one, other) + margin_deg
    return int(low // CELL_DEG), int(high // CELL_DEG) + 1


def _distance_m(place: Place, start: Place, stop: Place) -> float:
    px, py = metres_between(start, place)
    dx, dy = metres_between(start, stop)
    along = (px * dx + py * dy) / (dx * dx + dy * dy or 1.0)
    along = min(max(along, 0.0), 1.0)
    return hypot(px - along * dx, py - along * dy)
