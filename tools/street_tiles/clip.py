"""Cuts lines and rings at the edges of a square, in the square's own units."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

Point = tuple[float, float]


def clip_line(line: Sequence[Point], low: float, high: float) -> Iterator[list[Point]]:
    """Yield the parts of a line within the square from `low` to `high` in both axes."""
    part: list[Point] = []
    for start, end in pairwise(line):
        cut = _cut(start, end, low, high)
        if cut is None:
            continue
        first, last = cut
        if not part or part[-1] != first:
            if len(part) > 1:
                yield part
            part = [first]
        part.append(last)
    if len(part) > 1:
        yield part


def _cut(start: Point, end: Point, low: float, high: float) -> tuple[Point, Point] | None:
    """Return the part of a segment within the square (Liang and Barsky), or None."""
    enter, leave = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        for room, towards in ((low - start[axis], step), (start[axis] - high, -step)):
            if towards == 0:
                if room > 0:
                    return None
            elif towards > 0:
                enter = max(enter, room / towards)
            else:
                leave = min(leave, room / towards)
    if enter > leave:
        return None
    return _between(start, end, enter), _between(start, end, leave)


def _between(start: Point, end: Point, part: float) -> Point:
    if part == 0.0:
        return start
    if part == 1.0:
        return end
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def clip_ring(ring: Sequence[Point], low: float, high: float) -> list[Point]:
    """Return the part of a closed ring within the square (Sutherland and Hodgman); empty where there is none."""
    points = list(ring[:-1] if ring[0] == ring[-1] else ring)
    for axis, limit, sign in ((0, low, 1), (0, high, -1), (1, low, 1), (1, high, -1)):
        points = _clip_side(points, axis, limit, sign)
    return [*points, points[0]] if len(points) > 2 else []


def _clip_side(points: Sequence[Point], axis: int, limit: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    for before, point in pairwise([*points[-1:], *points]):
        was_in, is_in = ((place[axis] - limit) * sign >= 0 for place in (before, point))
        if was_in != is_in:
            kept.append(_between(before, point, (limit - before[axis]) / (point[axis] - before[axis])))
        if is_in:
            kept.append(point)
    return kept
