"""Many days of many fleets, foretold as a dispatcher foretells them: what is published is compared with what happened."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from app.domain.arrays import Ints
from app.domain.arrivals.estimates import DriverEstimates, FleetEstimates, stacked
from app.domain.arrivals.learn import Forecast, Leg, learn_arrival, learn_leg, learn_service
from app.domain.arrivals.levels import Levels
from app.domain.arrivals.milestones import bucket_of
from app.domain.arrivals.quality import Quality
from app.domain.routes.columns import ENDED, NO_DRIVER, OUT_FOR_DELIVERY, Deliveries, Drivers
from app.domain.routes.distance import distance_m
from app.domain.sweep.record import forecasts_of, record
from app.domain.sweep.sweep import Cache, sweep
from tests.domain.days.columns import deliveries_of, drivers_of
from tests.domain.days.driver_day import DriverDay, Town, reported, simulate_day
from tests.domain.days.shapes import ORDINARY, SHAPES, Shape, Trouble, lognormal, slowness

STEP_S, STACK_EVERY_S = 60.0, 600.0
MONDAY = 1_800_144_000.0
STRAIGHT_MPS = 30 / 3.6


class Kept(NamedTuple):
    """A forecast, and what plain rules foretell at the same time."""

    forecast: Forecast
    is_judged: bool
    """Whether the bucket had enough arrivals to learn a range from."""
    straight_at: float
    served_at: float
    direct_at: float


@dataclass(slots=True)
class Fleet:
    """A town with its drivers, and what is learned of them."""

    town: Town
    rng: np.random.Generator
    estimates: FleetEstimates = field(default_factory=FleetEstimates)
    drivers: list[DriverEstimates] = field(default_factory=list)
    sites: dict[int, Levels] = field(default_factory=lambda: defaultdict(lambda: Levels.of(1)))
    quality: Quality = field(default_factory=Quality)
    first: Quality = field(default_factory=Quality)
    """Of the first arrivals, which are not judged."""
    straight: Quality = field(default_factory=Quality)
    direct: Quality = field(default_factory=Quality)
    served: Quality = field(default_factory=Quality)
    """The same with planned service times and windows."""


def fleet_of(shape: Shape, seed: int, drivers: int) -> Fleet:
    """Return a fleet that has learned nothing."""
    rng = np.random.default_rng([seed, len(shape.name)])
    return Fleet(Town.of(shape, rng, drivers), rng, drivers=[DriverEstimates() for _ in range(drivers)])


@dataclass(frozen=True, slots=True)
class Lived:
    """A driver's day, and whose it is."""

    day: DriverDay
    fleet: int
    number: int


def simulated(fleets: list[Fleet], number: int, trouble: Trouble) -> list[Lived]:
    """Return one day of all drivers; the weather is that of a fleet."""
    midnight, lived = MONDAY + number * 86_400, []
    for index, fleet in enumerate(fleets):
        weather = lognormal(fleet.rng, 0.07)
        for driver in range(len(fleet.drivers)):
            day = simulate_day(fleet.town, driver, midnight, weather, trouble, fleet.rng)
            lived.append(Lived(day, index, driver))
    return lived


class Rehearsal:
    """One day of all fleets at once."""

    def __init__(self, fleets: list[Fleet], lived: list[Lived], number: int, *, has_router: bool = False) -> None:
        self.fleets, self.has_router, self.day = fleets, has_router, number
        self.days = [each.day for each in lived]
        self.fleet_of, self.number = [each.fleet for each in lived], [each.number for each in lived]
        self.offsets = np.cumsum([0] + [len(day.plan.stop) for day in self.days])
        self.deliveries, self.drivers = self._columns()
        self.cache = Cache()
        self.kept: dict[int, list[Kept]] = defaultdict(list)
        self.at_stop = [len(day.road_s) - 1 for day in self.days]
        self.left = [day.left_at for day in self.days]
        self.rng = np.random.default_rng([number, 7])
        self.stack_at = -np.inf
        self.estimates = stacked([fleet.estimates for fleet in fleets])
        self.left_at = np.array(self.left)
        self.begin = min(day.plan.start_at for day in self.days) - 900
        self.end = max(day.visits[-1].departed_at for day in self.days)
        self._drive()

    def run(self) -> None:
        """Live the day, step by step."""
        events = sorted(
            (at, driver, number, is_arrival)
            for driver, day in enumerate(self.days)
            for number, visit in enumerate(day.visits)
            for at, is_arrival in ((visit.arrived_at, True), (visit.departed_at, False))
        )
        done, now = 0, self.begin
        for driver in range(len(self.days)):
            self._route_by_router(driver)
        while done < len(events):
            now += STEP_S
            while done < len(events) and events[done][0] <= now:
                self._happen(*events[done])
                done += 1
            self._sweep(now)

    def _columns(self) -> tuple[Deliveries, Drivers]:
        deliveries, drivers = deliveries_of(int(self.offsets[-1])), drivers_of(len(self.days))
        for driver, day in enumerate(self.days):
            mine, plan = slice(self.offsets[driver], self.offsets[driver + 1]), day.plan
            deliveries.driver[mine] = driver
            deliveries.latitude[mine], deliveries.longitude[mine] = plan.latitude, plan.longitude
            deliveries.sequence[mine] = plan.stop
            deliveries.window_start[mine], deliveries.window_end[mine] = plan.window_start, plan.window_end
            sites = self.fleets[self.fleet_of[driver]].sites
            deliveries.site_level[mine] = [sites[s].values[0] if s >= 0 else 0 for s in plan.site.tolist()]
            drivers.start_at[driver] = plan.start_at
            known = self.fleets[self.fleet_of[driver]].drivers[self.number[driver]]
            known.begin(plan.start_at)
            drivers.pace_level[driver], drivers.service_level[driver] = known.pace_level, known.service_level
        deliveries.status[:] = OUT_FOR_DELIVERY
        drivers.fleet[:] = self.fleet_of
        drivers.changed[:] = True
        return deliveries, drivers

    def _rows(self, driver: int, stop: int) -> Ints:
        return np.asarray(self.offsets[driver] + np.flatnonzero(self.days[driver].plan.stop == stop))

    def _happen(self, at: float, driver: int, number: int, is_arrival: bool) -> None:
        day, fleet = self.days[driver], self.fleets[self.fleet_of[driver]]
        visit, own = day.visits[number], fleet.drivers[self.number[driver]]
        rows = self._rows(driver, visit.stop)
        deliveries, drivers = self.deliveries, self.drivers
        if is_arrival:
            deliveries.arrived_at[rows] = at
            learn_leg(fleet.estimates, own, self._leg(driver, number, at))
            for row in rows.tolist():
                self._score(fleet, driver, row, at)
        else:
            deliveries.status[rows], deliveries.driver[rows] = ENDED, NO_DRIVER
            site = int(day.plan.site[rows[0] - self.offsets[driver]])
            seconds = at - visit.arrived_at - visit.idle_s
            learn_service(fleet.estimates, own, fleet.sites[site] if site >= 0 else None, 180, len(rows), seconds)
            self.at_stop[driver], self.left[driver] = visit.stop, at
            drivers.passed_sequence[driver] = min(drivers.last_sequence[driver], visit.stop)
            drivers.last_sequence[driver] = visit.stop
            self._route_by_router(driver)
        drivers.changed[driver] = True
        drivers.pace_level[driver], drivers.service_level[driver] = own.pace_level, own.service_level

    def _leg(self, driver: int, number: int, at: float) -> Leg:
        day = self.days[driver]
        here, there = self.at_stop[driver], day.visits[number].stop
        left_at = self.left[driver]
        return Leg(
            float(self._straight(driver, here, there)), left_at, at, self._router_s(driver, here, there, left_at)
        )

    def _straight(self, driver: int, here: int, there: int) -> float:
        to = self._rows(driver, there)[0]
        latitude, longitude = self.deliveries.latitude, self.deliveries.longitude
        if here == len(self.days[driver].road_s) - 1:
            depot = self.days[driver].plan.depot
            return float(distance_m(np.array(depot[0]), np.array(depot[1]), latitude[to], longitude[to]))
        start = self._rows(driver, here)[0]
        return float(distance_m(latitude[start], longitude[start], latitude[to], longitude[to]))

    def _router_s(self, driver: int, here: int, there: int, at: float) -> float | None:
        if not self.has_router:
            return None
        shape = self.fleets[self.fleet_of[driver]].town.shape
        return float(self.days[driver].road_s[here, there] * slowness(shape, at, 1.0))

    def _route_by_router(self, driver: int) -> None:
        """Ask the router for the rest of the route, as after every stop."""
        if not self.has_router:
            return
        mine = slice(self.offsets[driver], self.offsets[driver + 1])
        left = np.unique(self.deliveries.sequence[mine][self.deliveries.driver[mine] == driver]).astype(int)
        here, at = self.at_stop[driver], self.left[driver]
        for stop in left.tolist():
            seconds = self._router_s(driver, here, stop, at)
            assert seconds is not None
            self.deliveries.router_leg_s[self._rows(driver, stop)] = seconds
            here, at = stop, at + seconds * 1.2 + 180
        if len(left):
            self.drivers.router_first_m[driver] = self._straight(driver, self.at_stop[driver], int(left[0]))

    def _score(self, fleet: Fleet, driver: int, row: int, at: float) -> None:
        """Learn from an arrival, and judge its forecasts unless their bucket has too few before it."""
        route = self.day * 1000 + self.number[driver]
        for forecast, is_judged, straight_at, served_at, direct_at in self.kept.pop(row, []):
            bucket = int(bucket_of(np.array(forecast.stops_before)))
            quality = fleet.quality if is_judged else fleet.first
            learn_arrival(fleet.estimates, quality, [forecast], at, route)
            if is_judged:
                plain = ((fleet.straight, straight_at), (fleet.served, served_at), (fleet.direct, direct_at))
                for rule, foretold_at in plain:
                    rule.add(bucket, forecast.milestone, at - foretold_at, is_covered=False)

    def _sweep(self, now: float) -> None:
        deliveries, drivers = self.deliveries, self.drivers
        self._move(now)
        if now >= self.stack_at:
            self.stack_at = now + STACK_EVERY_S
            self.estimates = stacked([fleet.estimates for fleet in self.fleets])
        swept = sweep(deliveries, drivers, self.estimates, now, self.cache)
        record(swept, deliveries, drivers)
        for row, forecast in forecasts_of(swept, deliveries).items():
            fleet = self.fleets[self.fleet_of[int(deliveries.driver[row])]]
            bucket = int(bucket_of(np.array(forecast.stops_before)))
            is_judged = fleet.estimates.ranges.has_enough(bucket)
            self.kept[row].append(Kept(forecast, is_judged, *self._straight_line(row, now), self._direct(row, now)))

    def _move(self, now: float) -> None:
        """Report the positions of all drivers, each as old as the phone's interval allows."""
        drivers, step = self.drivers, int((now - self.begin) / STEP_S)
        drivers.fix_at[:], drivers.latitude[:], drivers.longitude[:] = self.reported[:, :, step].T
        # Before the first fix of a recording nothing is known, not even that the bus is on its way.
        drivers.is_off_duty[:] = np.isnan(drivers.fix_at)

    def _drive(self) -> None:
        """Work out what every phone has reported at each step."""
        at = np.arange(self.begin, self.end + 3 * STEP_S, STEP_S)
        self.reported = np.array([reported(day, at, self.rng) for day in self.days])

    def _direct(self, row: int, now: float) -> float:
        """Return the arrival on a straight line to the destination at 30 km/h."""
        drivers, deliveries = self.drivers, self.deliveries
        driver = int(deliveries.driver[row])
        away_m = distance_m(
            drivers.latitude[driver], drivers.longitude[driver], deliveries.latitude[row], deliveries.longitude[row]
        )
        return max(now, drivers.start_at[driver] if now < self.left_at[driver] else now) + float(away_m) / STRAIGHT_MPS

    def _straight_line(self, row: int, now: float) -> tuple[float, float]:
        """Return the arrival with straight legs at 30 km/h, without and with planned service times and windows."""
        deliveries, drivers = self.deliveries, self.drivers
        driver = int(deliveries.driver[row])
        mine = np.arange(self.offsets[driver], self.offsets[driver + 1])
        mine = mine[(deliveries.driver[mine] == driver)]
        mine = mine[np.lexsort((np.arange(len(mine)), ~np.isfinite(deliveries.arrived_at[mine])))]
        served = clock = (
            now if np.isfinite(self.drivers.started_at[driver]) else max(now, self.drivers.start_at[driver])
        )
        here = drivers.latitude[driver], drivers.longitude[driver]
        for each in mine.tolist():
            if not np.isfinite(deliveries.arrived_at[each]):
                leg_s = float(distance_m(*here, deliveries.latitude[each], deliveries.longitude[each])) / STRAIGHT_MPS
                clock, served = clock + leg_s, served + leg_s
            if each == row:
                return float(clock), float(served)
            served = max(served, deliveries.window_start[each]) + 180
            here = deliveries.latitude[each], deliveries.longitude[each]
        raise AssertionError


def rehearse(fleets: list[Fleet], days: int, *, has_router: bool = False, trouble: Trouble = ORDINARY) -> None:
    """Live several days."""
    for number in range(days):
        Rehearsal(fleets, simulated(fleets, number, trouble), number, has_router=has_router).run()


def towns(seeds: int, drivers: int) -> list[Fleet]:
    """Return a fleet of each shape for each seed."""
    return [fleet_of(shape, seed, drivers) for shape in SHAPES for seed in range(seeds)]
