"""One day of one driver, as it really happened."""

from dataclasses import dataclass, field

import numpy as np

from app.domain.arrays import Floats, Ints
from tests.domain.days.shapes import Shape, Trouble, free_flow_s, lognormal, slowness

M_PER_DEGREE = 111_195.0
FIX_NOISE_M, FIX_EVERY_S = 8.0, 15.0


@dataclass(slots=True)
class Plan:
    """What the dispatcher knows: one element a delivery."""

    latitude: Floats
    longitude: Floats
    stop: Ints
    """The stop of each delivery, in planned order."""
    window_start: Floats
    window_end: Floats
    site: Ints
    """Index into the fleet's known addresses, or -1."""
    start_at: float
    depot: tuple[float, float]


@dataclass(slots=True)
class Visit:
    """One stop, as it happened."""

    stop: int
    arrived_at: float
    departed_at: float
    idle_s: float = 0
    """Of the stay: waiting for a window."""


@dataclass(slots=True)
class DriverDay:
    """A plan, what happened, and what a perfect router would have said."""

    plan: Plan
    left_at: float
    visits: list[Visit]
    road_s: Floats
    """(stops + 1, stops + 1): seconds on empty streets between stops; the depot is the last one."""
    fixes: Floats | None = None
    """Time, latitude and longitude of recorded fixes, shape (3, fixes)."""
    path_at: Floats = field(default_factory=lambda: np.zeros(0))
    path_latitude: Floats = field(default_factory=lambda: np.zeros(0))
    path_longitude: Floats = field(default_factory=lambda: np.zeros(0))


@dataclass(slots=True)
class Town:
    """What stays the same from day to day."""

    shape: Shape
    latitude: float
    longitude: float
    areas: Floats
    """(drivers, 2): the middle of each driver's area, degrees."""
    skill: Floats
    site_latitude: Floats
    site_longitude: Floats
    site_area: Ints
    site_slow: Floats

    @classmethod
    def of(cls, shape: Shape, rng: np.random.Generator, drivers: int, sites: int = 40) -> "Town":
        """Return a town with areas around its depot, and addresses that get deliveries again and again."""
        latitude, longitude = float(rng.uniform(-55, 60)), float(rng.uniform(-170, 170))
        turn, away = rng.uniform(0, 2 * np.pi, drivers), rng.uniform(0.3, 1.3, drivers) * shape.depot_km
        areas = np.column_stack([np.sin(turn), np.cos(turn)]) * (away * 1000 / M_PER_DEGREE)[:, None]
        areas = np.array([latitude, longitude]) + areas / [1, np.cos(np.radians(latitude))]
        area = np.repeat(np.arange(drivers), sites)
        spread = shape.area_km * 1000 / M_PER_DEGREE
        return cls(
            shape,
            latitude,
            longitude,
            areas,
            np.exp(rng.normal(0, 0.08, drivers)),
            areas[area, 0] + rng.normal(0, spread, len(area)),
            areas[area, 1] + rng.normal(0, spread, len(area)) / np.cos(np.radians(latitude)),
            area,
            np.exp(rng.normal(0, 0.35, len(area))),
        )


def simulate_day(
    town: Town, driver: int, midnight: float, weather: float, trouble: Trouble, rng: np.random.Generator
) -> DriverDay:
    """Plan a day and live it."""
    plan, slow = _plan(town, driver, midnight, rng)
    road_s = _roads(town, plan, rng)
    mood = lognormal(rng, 0.10) * town.skill[driver]
    left_at = plan.start_at + max(rng.normal(180, 360), -600)
    day = DriverDay(plan, left_at, [], road_s)
    _live(town, day, slow, mood * weather, trouble, rng)
    _draw(day, rng)
    return day


def _plan(town: Town, driver: int, midnight: float, rng: np.random.Generator) -> tuple[Plan, Floats]:
    shape = town.shape
    stops = int(rng.integers(*shape.stops))
    known = rng.permutation(np.flatnonzero(town.site_area == driver))[: stops // 2]
    spread = shape.area_km * 1000 / M_PER_DEGREE
    latitude = np.append(town.site_latitude[known], town.areas[driver, 0] + rng.normal(0, spread, stops - len(known)))
    across = rng.normal(0, spread, stops - len(known)) / np.cos(np.radians(town.latitude))
    longitude = np.append(town.site_longitude[known], town.areas[driver, 1] + across)
    site = np.append(known, np.full(stops - len(known), -1))
    slow = np.append(town.site_slow[known], np.exp(rng.normal(0, 0.35, stops - len(known))))
    order = _tour(town, latitude, longitude)
    latitude, longitude, site, slow = latitude[order], longitude[order], site[order], slow[order]
    start_at = midnight + float(rng.choice([7.5, 8, 8.5, 9, 10, 12.5])) * 3600
    at = start_at + np.arange(stops) * rng.uniform(0.85, 1.15) * _pace(shape)
    has_window = rng.random(stops) < shape.windows
    begin = np.floor(at / 1800) * 1800 - 1800 * rng.integers(-1, 3, stops)
    length = rng.choice([3600, 7200, 10_800], stops)
    times = 1 + (rng.random(stops) < shape.shared) * rng.integers(1, 4, stops)
    stop = np.repeat(np.arange(stops), times)
    window_start, window_end = np.where(has_window, begin, -np.inf), np.where(has_window, begin + length, np.inf)
    return Plan(
        latitude[stop], longitude[stop], stop, window_start[stop], window_end[stop], site[stop], start_at,
        (town.latitude, town.longitude),
    ), slow  # fmt: skip


def _pace(shape: Shape) -> float:
    """Return the seconds that a dispatcher of this fleet plans for one stop."""
    return {"dense city": 330.0, "suburb": 480.0}.get(shape.name, 1_000.0)


def _tour(town: Town, latitude: Floats, longitude: Floats) -> Ints:
    """Return the stops in the order of a simple plan: always the nearest one."""
    left, order, here = set(range(len(latitude))), [], (town.latitude, town.longitude)
    while left:
        nearest = min(left, key=lambda stop: (latitude[stop] - here[0]) ** 2 + (longitude[stop] - here[1]) ** 2)
        left.remove(nearest)
        order.append(nearest)
        here = (latitude[nearest], longitude[nearest])
    return np.array(order)


def _roads(town: Town, plan: Plan, rng: np.random.Generator) -> Floats:
    """Return seconds on empty streets between all stops and the depot."""
    first = np.flatnonzero(np.append(True, plan.stop[1:] != plan.stop[:-1]))
    latitude = np.append(plan.latitude[first], plan.depot[0])
    longitude = np.append(plan.longitude[first], plan.depot[1])
    up = (latitude[:, None] - latitude) * M_PER_DEGREE
    across = (longitude[:, None] - longitude) * M_PER_DEGREE * np.cos(np.radians(plan.depot[0]))
    straight_m = np.hypot(up, across)
    mean, spread = town.shape.detour
    # Short legs are more winding: one-way streets, blocks.
    road_m = straight_m * np.maximum(1.02, mean * np.exp(rng.normal(0, spread, up.shape))) + rng.gamma(2, 60, up.shape)
    off = np.hypot(up[-1], across[-1]) / 1000
    seconds = [[free_flow_s(town.shape, road, centre) for road, centre in zip(row, off, strict=True)] for row in road_m]
    return np.array(seconds)


def _order_driven(stops: int, trouble: Trouble, rng: np.random.Generator) -> list[int]:
    """Return the order in which the driver really goes: neighbours are swapped, some stops are left for later."""
    order = list(range(stops))
    for index in range(stops - 1):
        if rng.random() < trouble.swapped:
            order[index], order[index + 1] = order[index + 1], order[index]
    for stop in [stop for stop in order if rng.random() < trouble.deferred]:
        at = order.index(stop)
        order.insert(min(at + int(rng.integers(3, 10)), stops - 1), order.pop(at))
    return order


def _live(town: Town, day: DriverDay, slow: Floats, mood: float, trouble: Trouble, rng: np.random.Generator) -> None:
    plan, shape, clock, here = day.plan, town.shape, day.left_at, len(slow)
    unhurried = lognormal(rng, 0.15)
    break_at = plan.start_at + rng.normal(3.5, 1) * 3600 if rng.random() < trouble.breaks else np.inf
    for stop in _order_driven(len(slow), trouble, rng):
        travel = day.road_s[here, stop] * slowness(shape, clock, mood) * lognormal(rng, 0.16)
        if rng.random() < trouble.jams:
            travel += rng.uniform(180, 900)
        arrived_at = clock + travel + rng.gamma(2, shape.parking_s / 2)
        mine = np.flatnonzero(plan.stop == stop)
        begin = plan.window_start[mine[0]]
        idle_s = max(begin - arrived_at, 0) if rng.random() < 0.9 else 0
        service = shape.service_s * slow[stop] * unhurried * lognormal(rng, 0.45)
        service += 0.35 * shape.service_s * (len(mine) - 1) * lognormal(rng, 0.3)
        if rng.random() < 0.06:
            service = rng.uniform(45, 120)
        if rng.random() < trouble.long_services:
            service += rng.uniform(300, 1200)
        if arrived_at + idle_s > break_at:
            service += rng.uniform(900, 2700)
            break_at = np.inf
        clock = arrived_at + idle_s + service
        day.visits.append(Visit(stop, arrived_at, clock, idle_s))
        here = stop


def _draw(day: DriverDay, rng: np.random.Generator) -> None:
    """Draw the way: each leg goes through two points beside the straight line, at an uneven pace."""
    plan = day.plan
    first = {int(stop): index for index, stop in reversed(list(enumerate(plan.stop)))}
    points = [(day.left_at - 7200, *plan.depot), (day.left_at, *plan.depot)]
    for visit in day.visits:
        at, latitude, longitude = points[-1]
        there = (plan.latitude[first[visit.stop]], plan.longitude[first[visit.stop]])
        up, across = there[0] - latitude, there[1] - longitude
        for share in sorted(rng.uniform(0.15, 0.85, 2)):
            aside = rng.normal(0, 0.22)
            pace = min(max(share + rng.normal(0, 0.07), 0.05), 0.95)
            points.append(
                (
                    at + pace * (visit.arrived_at - at),
                    latitude + share * up + aside * across,
                    longitude + share * across - aside * up,
                )
            )
        points += [(visit.arrived_at, *there), (visit.departed_at, *there)]
    points.sort(key=lambda point: point[0])
    way = np.array(points)
    day.path_at, day.path_latitude, day.path_longitude = way[:, 0], way[:, 1], way[:, 2]


def reported(day: DriverDay, at: Floats, rng: np.random.Generator) -> Floats:
    """Return time, latitude and longitude of the newest fix at each of these times, shape (3, times)."""
    if day.fixes is not None:
        last = np.searchsorted(day.fixes[0], at, side="right") - 1
        return np.where(last >= 0, day.fixes[:, np.maximum(last, 0)], np.nan)
    fix_at = at - rng.uniform(0, FIX_EVERY_S, len(at))
    noise = rng.normal(0, FIX_NOISE_M / M_PER_DEGREE, (2, len(at)))
    return np.array(
        [
            fix_at,
            np.interp(fix_at, day.path_at, day.path_latitude) + noise[0],
            np.interp(fix_at, day.path_at, day.path_longitude) + noise[1],
        ]
    )
