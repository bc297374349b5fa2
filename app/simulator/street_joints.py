"""Joins a map's lines where streets meet. All lengths are metres on a plane."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil, dist

JOINED_WITHIN_M = 3.0
"""An end this close to another line meets it: the lines are simplified, so few ends lie exactly on another line."""

_CELL_M = 50.0
_STEP_M = 40.0
"""Half a step along a line plus JOINED_WITHIN_M is less than half a cell."""

Point = tuple[float, float]
"""Metres east and north of the plane's origin."""
Line = tuple[float, Sequence[Point]]
"""The speed limit on a line (m/s), and its points."""
Segments = dict[tuple[Point, Point], float]
"""The speed limit (m/s) of each straight segment, by its two ends with the lesser point first."""


def join(lines: Sequence[Line]) -> Segments:
    """Return the segments of the lines, cut where the end of another line meets them.

    An end close to a corner of a line becomes that corner; elsewhere the line bends to pass through the end. So no
    segment is further from its line than the ends that it meets.
    """
    ends = _Ends(lines)
    became: dict[Point, Point] = {}
    chains = [(limit_mps, _cut(points, ends, became)) for limit_mps, points in lines]
    segments: Segments = {}
    for limit_mps, chain in chains:
        for one, other in pairwise(_final(became, point) for point in chain):
            if one != other:
                key = (min(one, other), max(one, other))
                # If two lines share a segment, as a ramp and its motorway may, vehicles drive on the faster street.
                segments[key] = max(limit_mps, segments.get(key, 0.0))
    return segments


def largest_network(segments: Mapping[tuple[Point, Point], float]) -> tuple[Segments, float]:
    """Return the longest connected network, and its share of the total length."""
    neighbours: defaultdict[Point, list[Point]] = defaultdict(list)
    for one, other in segments:
        neighbours[one].append(other)
        neighbours[other].append(one)
    network_of: dict[Point, Point] = {}
    for start in neighbours:
        waiting = [start] if start not in network_of else []
        while waiting:
            point = waiting.pop()
            if point not in network_of:
                network_of[point] = start
                waiting.extend(neighbours[point])
    length_m: defaultdict[Point, float] = defaultdict(float)
    for one, other in segments:
        length_m[network_of[one]] += dist(one, other)
    largest = max(length_m, key=length_m.__getitem__)
    kept = {ends: limit_mps for ends, limit_mps in segments.items() if network_of[ends[0]] == largest}
    return kept, length_m[largest] / sum(length_m.values())


def _cut(points: Sequence[Point], ends: "_Ends", became: dict[Point, Point]) -> list[Point]:
    """Return a line's points with the ends that meet it; add to `became` the ends that turn into corners."""
    chain = [points[0]]
    for start, stop in pairwise(points):
        for end in ends.beside(start, stop):
            if end in (points[0], points[-1]):
                continue
            corner = min(start, stop, key=lambda corner: dist(corner, end))
            if dist(corner, end) > JOINED_WITHIN_M:
                chain.append(end)
            elif (one := _final(became, end)) != (other := _final(became, corner)):
                became[one] = other
        chain.append(stop)
    return chain


def _final(became: Mapping[Point, Point], point: Point) -> Point:
    while point in became:
        point = became[point]
    return point


class _Ends:
    """The ends of all lines, indexed by place."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._cells: defaultdict[tuple[int, int], list[Point]] = defaultdict(list)
        for end in dict.fromkeys(end for _, points in lines for end in (points[0], points[-1])):
            for cell in {_cell_of((end[0] + dx, end[1] + dy)) for dx in _REACH_M for dy in _REACH_M}:
                self._cells[cell].append(end)

    def beside(self, start: Point, stop: Point) -> list[Point]:
        """Return the ends of other lines that meet a straight segment, in their order along it."""
        (x, y), (dx, dy) = start, (stop[0] - start[0], stop[1] - start[1])
        steps = max(ceil(dist(start, stop) / _STEP_M), 1)
        cells = {_cell_of((x + dx * step / steps, y + dy * step / steps)) for step in range(steps + 1)}
        near = {end for cell in cells for end in self._cells.get(cell, ())} - {start, stop}
        along: dict[Point, float] = {}
        for end in near:
            share = ((end[0] - x) * dx + (end[1] - y) * dy) / (dx * dx + dy * dy or 1.0)
            share = min(max(share, 0.0), 1.0)
            if dist(end, (x + share * dx, y + share * dy)) <= JOINED_WITHIN_M:
                along[end] = share
        # Sorted by place too: sets have no order, and the same map must give the same network.
        return sorted(along, key=lambda end: (along[end], end))


_REACH_M = (-_CELL_M / 2, _CELL_M / 2)


def _cell_of(point: Point) -> tuple[int, int]:
    return int(point[0] // _CELL_M), int(point[1] // _CELL_M)
