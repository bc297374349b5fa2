"""Joins a map's lines where streets meet. All lengths are metres on a plane."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil, dist

JOINED_WITHIN_M = 3.0
"""A line's end this near to another line meets it: the lines were simplified, so few ends lie exactly on another."""

_CELL_M = 50.0
_STEP_M = 40.0
"""Half a step along a line and JOINED_WITHIN_M beside it stay within half a cell."""

Point = tuple[float, float]
"""Metres east and north of the plane's origin."""
Line = tuple[float, Sequence[Point]]
"""The speed limit on a line (m/s), and its points."""
Pieces = dict[tuple[Point, Point], float]
"""The speed limit (m/s) of each straight piece by its two ends, the lesser point first."""


def join(lines: Sequence[Line]) -> Pieces:
    """Return the pieces of the lines, cut where the end of another line meets them.

    An end beside a corner of a line becomes that corner; elsewhere the line is bent to pass through the end. So no
    piece strays further from its line than the ends that it meets.
    """
    ends = _Ends(lines)
    became: dict[Point, Point] = {}
    chains = [(limit_mps, _cut(points, ends, became)) for limit_mps, points in lines]
    pieces: Pieces = {}
    for limit_mps, chain in chains:
        for one, other in pairwise(_final(became, point) for point in chain):
            if one != other:
                key = (min(one, other), max(one, other))
                # Where two lines share a piece, as a ramp and its motorway may, the faster street is the one driven.
                pieces[key] = max(limit_mps, pieces.get(key, 0.0))
    return pieces


def largest_network(pieces: Mapping[tuple[Point, Point], float]) -> tuple[Pieces, float]:
    """Return the connected pieces of greatest length, and which share of the whole length they are."""
    neighbours: defaultdict[Point, list[Point]] = defaultdict(list)
    for one, other in pieces:
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
    for one, other in pieces:
        length_m[network_of[one]] += dist(one, other)
    largest = max(length_m, key=length_m.__getitem__)
    kept = {ends: limit_mps for ends, limit_mps in pieces.items() if network_of[ends[0]] == largest}
    return kept, length_m[largest] / sum(length_m.values())


def _cut(points: Sequence[Point], ends: "_Ends", became: dict[Point, Point]) -> list[Point]:
    """Return a line's points with the ends of others that meet it, noting in `became` which ends turn into corners."""
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
    """The ends of all lines, found by place."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._cells: defaultdict[tuple[int, int], list[Point]] = defaultdict(list)
        for end in dict.fromkeys(end for _, points in lines for end in (points[0], points[-1])):
            for cell in {_cell_of((end[0] + dx, end[1] + dy)) for dx in _REACH_M for dy in _REACH_M}:
                self._cells[cell].append(end)

    def beside(self, start: Point, stop: Point) -> list[Point]:
        """Return the ends that meet a straight piece but are not its own, in their order along it."""
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
        # Sorted by place too, since sets have no order of their own and the same map must give the same network.
        return sorted(along, key=lambda end: (along[end], end))


_REACH_M = (-_CELL_M / 2, _CELL_M / 2)


def _cell_of(point: Point) -> tuple[int, int]:
    return int(point[0] // _CELL_M), int(point[1] // _CELL_M)
