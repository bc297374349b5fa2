"""Drives one driver's day: to each place, through waits and services, and back to the depot."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from app.simulator.company.day import DriverDay, Gap, Phone, Promise, Visit
from app.simulator.company.troubles import COMES_AGAIN, LATE_S, TRIED_AGAIN, Trouble, draw_failure
from app.simulator.street_joints import Point
from app.simulator.street_routes import Routes
from app.simulator.street_vehicle import PACE

SHIFT_SLACK_S = 1800.0
"""How much longer than planned a driver works before turning back."""
FAILS_AFTER_S = (45, 120)
"""How long a driver tries until an attempt has failed."""
TAKES = (0.6, 1.5)
"""How long a service takes, as shares of its plan."""
TUNNEL_MARGIN_S = 120.0
"""A tunnel begins this long before an arrival and ends as long after that visit."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Where and when a driver works; the office expects the last service to end at `expected_end_s`."""

    routes: Routes
    depot: Point
    latitude: float
    longitude: float
    starts_s: float
    expected_end_s: float
    trouble: Trouble


@dataclass(slots=True)
class _Driver:
    """A driver on the road: where, when, and what was done so far."""

    routes: Routes
    rng: Random
    pace: float
    here: Point
    now_s: float
    visits: list[Visit] = field(default_factory=list)

    def visit(self, promise: Promise, *, is_second: bool = False) -> str | None:
        """Drive to a place and serve it; return why that failed."""
        drive = self.routes.plan_between(self.here, promise.place)
        arrives_s = self.now_s + drive.duration_s / self.pace
        reason, takes, tries_s = draw_failure(self.rng), self.rng.uniform(*TAKES), self.rng.uniform(*FAILS_AFTER_S)
        begins_s = arrives_s if promise.window is None else max(arrives_s, promise.window.start_s)
        ends_s = begins_s + (takes * promise.service_s if reason is None else tries_s)
        self.visits.append(Visit(promise, drive, self.now_s, arrives_s, ends_s, reason, is_second))
        self.here, self.now_s = promise.place, ends_s
        return reason


def drive_day(number: int, promises: Sequence[Promise], conditions: Conditions, rng: Random) -> DriverDay:
    """Return everything that the driver does with the deliveries, in their order."""
    delay_s = rng.uniform(*LATE_S)
    departs_s = conditions.starts_s + (delay_s if conditions.trouble is Trouble.LATE else 0.0)
    driver = _Driver(conditions.routes, rng, rng.uniform(*PACE), conditions.depot, departs_s)
    works_until_s = conditions.expected_end_s + SHIFT_SLACK_S
    again: list[Promise] = []
    for promise in promises:
        if promise.cancelled_s is not None:
            continue
        if driver.now_s > works_until_s:
            break
        if driver.visit(promise) in TRIED_AGAIN and rng.random() < COMES_AGAIN:
            again.append(promise)
    for promise in again:
        if driver.now_s <= works_until_s and promise.place != driver.here:
            driver.visit(promise, is_second=True)
    way_back = conditions.routes.plan_between(driver.here, conditions.depot)
    return DriverDay(
        number=number,
        depot=conditions.depot,
        latitude=conditions.latitude,
        longitude=conditions.longitude,
        pace=driver.pace,
        promises=tuple(promises),
        starts_s=conditions.starts_s,
        departs_s=departs_s,
        visits=tuple(driver.visits),
        way_back=way_back,
        turns_back_s=driver.now_s,
        back_s=driver.now_s + way_back.duration_s / driver.pace,
        phone=_phone(conditions.trouble, driver.visits, rng),
    )


def _phone(trouble: Trouble, visits: Sequence[Visit], rng: Random) -> Phone:
    visit, share = visits[len(visits) // 2], rng.random()
    if trouble is Trouble.TUNNEL:
        return Phone(tunnel=Gap(visit.arrives_s - TUNNEL_MARGIN_S, visit.ends_s + TUNNEL_MARGIN_S))
    if trouble is Trouble.DEAD_PHONE:
        return Phone(dies_s=visit.departs_s + share * (visit.arrives_s - visit.departs_s))
    return Phone()
