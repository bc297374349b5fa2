"""How a vehicle moves along a route: within the speed limit, slower in turns, never faster than it can brake."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, degrees, dist, hypot, inf, pi, radians, sqrt, tan
from typing import NamedTuple

from app.simulator.street_joints import Point
from app.simulator.street_map import Projection

ACCELERATION_MPS2 = 2.0
BRAKING_MPS2 = 2.5
SIDEWAYS_MPS2 = 2.5
"""Most sideways acceleration in a turn."""
SLOWEST_TURN_MPS = 1.0
SHORTEST_STRETCH_M = 2.0
"""Shorter stretches are merged: they come from joining the lines, and their directions mean nothing."""

CURVE_M = (5.0, 60.0)
"""Bounds of the distance at which a curve begins before its corner: half of the shorter stretch beside it."""
CROSSING_M, CROSSING_RAD = 8.0, radians(40)
"""A sharper turn is a crossing; its curve begins at most this far before the corner."""


class Stretch(NamedTuple):
    """A straight segment of a route, in metres, with its speed limit in m/s."""

    start: Point
    stop: Point
    limit_mps: float


class Moment(NamedTuple):
    """Where a vehicle is: degrees, metres a second, and degrees clockwise from north."""

    latitude: float
    longitude: float
    speed_mps: float
    heading_deg: float


def _column() -> "array[float]":
    return array("d")


@dataclass(frozen=True, slots=True)
class Drive:
    """A planned trip as phases of constant acceleration along straight lines, with one column for each value.

    Columns of doubles keep thousands of trips small; `north` and `east` are degrees a metre.
    """

    stop: Point
    begins_s: "array[float]" = field(default_factory=_column)
    latitude: "array[float]" = field(default_factory=_column)
    longitude: "array[float]" = field(default_factory=_column)
    north: "array[float]" = field(default_factory=_column)
    east: "array[float]" = field(default_factory=_column)
    speed_mps: "array[float]" = field(default_factory=_column)
    acceleration_mps2: "array[float]" = field(default_factory=_column)
    heading_deg: "array[float]" = field(default_factory=_column)

    @property
    def duration_s(self) -> float:
        """Seconds from departure to arrival; in the last phase the vehicle waits at the destination."""
        return self.begins_s[-1]

    def moments(self, from_s: float, step_s: float) -> Iterator[Moment]:
        """Yield the vehicle's state from `from_s` after departure in steps of `step_s`, until it arrives.

        A step below one second is a slower driver: the speeds shrink in proportion.
        """
        phase, last, at_s = 0, len(self.begins_s) - 1, from_s
        begins_s, speed_mps, acceleration_mps2 = self.begins_s, self.speed_mps, self.acceleration_mps2
        while at_s < self.duration_s:
            while phase < last and begins_s[phase + 1] <= at_s:
                phase += 1
            since_s = at_s - begins_s[phase]
            gained_mps = acceleration_mps2[phase] * since_s
            driven_m = (speed_mps[phase] + gained_mps / 2) * since_s
            yield Moment(
                self.latitude[phase] + self.north[phase] * driven_m,
                self.longitude[phase] + self.east[phase] * driven_m,
                (speed_mps[phase] + gained_mps) * step_s,
                self.heading_deg[phase],
            )
            at_s += step_s

    def arrival(self) -> Moment:
        """Return the vehicle's state at the destination."""
        return Moment(self.latitude[-1], self.longitude[-1], 0.0, self.heading_deg[-1])


def plan_drive(way: Sequence[Stretch], projection: Projection) -> Drive:
    """Return the fastest drive along a route, from standstill to standstill."""
    stretches = _passed_over(way)
    drive = Drive(stretches[-1].stop)
    at_s = 0.0
    for stretch, (enter_mps, leave_mps) in zip(stretches, pairwise(_corner_speeds(stretches)), strict=True):
        at_s = _add_phases(drive, stretch, enter_mps, leave_mps, at_s, projection)
    _add_phase(drive, at_s, stretches[-1].stop, stretches[-1], 0.0, 0.0, projection)
    return drive


def turn_speed_mps(turn_rad: float, corner_m: float) -> float:
    """Return the comfortable speed of a turn by `turn_rad` (0 to pi) that begins `corner_m` before its corner."""
    if turn_rad < 1e-6:
        return inf
    radius_m = corner_m / tan(min(turn_rad, pi - 1e-6) / 2)
    return max(sqrt(SIDEWAYS_MPS2 * radius_m), SLOWEST_TURN_MPS)


def _passed_over(way: Sequence[Stretch]) -> list[Stretch]:
    """Return the route without its shortest stretches; the next stretch, or the last one, replaces each."""
    kept: list[Stretch] = []
    start = way[0].start
    for stretch in way:
        if dist(start, stretch.stop) >= SHORTEST_STRETCH_M:
            kept.append(stretch._replace(start=start))
            start = stretch.stop
    if start != way[-1].stop:
        kept[-1] = kept[-1]._replace(stop=way[-1].stop)
    return kept


def _corner_speeds(stretches: Sequence[Stretch]) -> list[float]:
    """Return the speed at the start, each corner and the end, as the corners and the brakes allow."""
    speeds = [0.0]
    for before, after in pairwise(stretches):
        turn_rad = abs((_direction(after) - _direction(before) + pi) % (2 * pi) - pi)
        corner_m = min(dist(before.start, before.stop), dist(after.start, after.stop)) / 2
        corner_m = CROSSING_M if turn_rad > CROSSING_RAD else min(max(corner_m, CURVE_M[0]), CURVE_M[1])
        speeds.append(min(before.limit_mps, after.limit_mps, turn_speed_mps(turn_rad, corner_m)))
    speeds.append(0.0)
    lengths_m = [dist(stretch.start, stretch.stop) for stretch in stretches]
    for number in reversed(range(len(stretches))):
        reachable_mps = sqrt(speeds[number + 1] ** 2 + 2 * BRAKING_MPS2 * lengths_m[number])
        speeds[number] = min(speeds[number], reachable_mps)
    for number, length_m in enumerate(lengths_m):
        reachable_mps = sqrt(speeds[number] ** 2 + 2 * ACCELERATION_MPS2 * length_m)
        speeds[number + 1] = min(speeds[number + 1], reachable_mps)
    return speeds


def _add_phases(
    drive: Drive, stretch: Stretch, enter_mps: float, leave_mps: float, at_s: float, projection: Projection
) -> float:
    """Add acceleration, constant speed and braking on one stretch; return when the vehicle leaves it."""
    length_m = dist(stretch.start, stretch.stop)
    up, down = ACCELERATION_MPS2, BRAKING_MPS2
    peak_mps = sqrt((2 * up * down * length_m + down * enter_mps**2 + up * leave_mps**2) / (up + down))
    peak_mps = min(peak_mps, stretch.limit_mps)
    rising_m = max((peak_mps**2 - enter_mps**2) / (2 * up), 0.0)
    braking_m = max((peak_mps**2 - leave_mps**2) / (2 * down), 0.0)
    driven_m = 0.0
    for phase_m, from_mps, to_mps, acceleration in (
        (rising_m, enter_mps, peak_mps, up),
        (length_m - rising_m - braking_m, peak_mps, peak_mps, 0.0),
        (braking_m, peak_mps, leave_mps, -down),
    ):
        # Nothing shorter than a millimetre, so that rounding creates no phases.
        if phase_m > 1e-3:
            share = driven_m / length_m
            (x0, y0), (x1, y1) = stretch.start, stretch.stop
            point = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
            _add_phase(drive, at_s, point, stretch, from_mps, acceleration, projection)
            at_s += 2 * phase_m / (from_mps + to_mps)
            driven_m += phase_m
    return at_s


def _add_phase(
    drive: Drive, at_s: float, point: Point, along: Stretch, speed: float, acceleration: float, projection: Projection
) -> None:
    dx, dy = along.stop[0] - along.start[0], along.stop[1] - along.start[1]
    length_m = hypot(dx, dy)
    drive.begins_s.append(at_s)
    drive.latitude.append(projection.latitude + point[1] / projection.m_per_degree_north)
    drive.longitude.append(projection.longitude + point[0] / projection.m_per_degree_east)
    drive.north.append(dy / length_m / projection.m_per_degree_north)
    drive.east.append(dx / length_m / projection.m_per_degree_east)
    drive.speed_mps.append(speed)
    drive.acceleration_mps2.append(acceleration)
    drive.heading_deg.append(degrees(_direction(along)) % 360)


def _direction(stretch: Stretch) -> float:
    """Return the direction in radians clockwise from north."""
    return atan2(stretch.stop[0] - stretch.start[0], stretch.stop[1] - stretch.start[1])
