"""What the drivers' phones send on a company's day: fixes that name the driver and no shipment."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from app.domain.geo import wrapped_longitude
from app.simulator.company.day import Day, DriverDay
from app.simulator.device_faults import Noise
from app.simulator.source import TimedFix
from app.simulator.street_map import Projection
from app.simulator.street_motion import Drive, Moment

ON_BEFORE_S = 300.0
"""Phones are on this long before their driver departs, but not before the day begins."""
LONGEST_STEP_S = 30.0
"""Most seconds of the day between two fixes, at any speed of the day."""
BATTERY = (0.9, 0.25)
"""The charge of a phone at the start and at the end of its day; one that dies ends empty."""

_LEAST_ACCURACY_M = 3.0
_FIX = (
    b'{"driverId":"%b","latitude":%.6f,"longitude":%.6f,"speed":%.1f,"heading":%.1f,"accuracy":%.1f,"battery":%.3f,'
    b'"timestamp":'
)


class Leg(NamedTuple):
    """A drive, and how long the vehicle then stands where it ends."""

    departs_s: float
    drive: Drive
    until_s: float


@dataclass(frozen=True, slots=True)
class Phones:
    """The phones of a day that begins `start_at_s` into it and runs `speed_up` times as fast as the clock: a fix a second each."""

    day: Day
    projection: Projection
    seed: int
    speed_up: float = 1.0
    start_at_s: float = 0.0
    noise_m: float = 4.0

    def fixes(self) -> Iterator[TimedFix]:
        """Yield the fixes in the order in which they are sent, until the last driver is back."""
        return heapq.merge(*(self._uploads(driver) for driver in self.day.drivers), key=lambda fix: fix.at_s)

    def _uploads(self, driver: DriverDay) -> Iterator[TimedFix]:
        """Yield the fixes of one phone; after a tunnel comes the live fix, then those that the phone held."""
        tunnel, held = driver.phone.tunnel, list[tuple[float, bytes]]()
        for at_s, head in self._taken(driver):
            if tunnel is not None and tunnel.from_s <= at_s < tunnel.until_s:
                held.append((at_s, head))
                continue
            sent_s = at_s - self.start_at_s
            if sent_s >= 0:
                yield TimedFix(sent_s, driver.driver_id, head)
                yield from (TimedFix(sent_s, driver.driver_id, late, at_s - taken_s) for taken_s, late in held)
            held.clear()

    def _taken(self, driver: DriverDay) -> Iterator[tuple[float, bytes]]:
        rng = Random(f"phone {self.seed} {driver.number}")
        noise, step_s = Noise(self.noise_m, rng), min(self.speed_up, LONGEST_STEP_S)
        on_s = max(driver.departs_s - ON_BEFORE_S, 0.0)
        ends_s = driver.back_s if driver.phone.dies_s is None else driver.phone.dies_s
        full, left = BATTERY if driver.phone.dies_s is None else (BATTERY[0], 0.0)
        first_s = on_s + rng.random() * step_s
        for at_s, moment in _moments(driver, first_s, step_s):
            if at_s >= ends_s:
                return
            noise.wander()
            yield (
                at_s,
                _FIX
                % (
                    driver.driver_id.encode(),
                    moment.latitude + noise.north_m / self.projection.m_per_degree_north,
                    wrapped_longitude(moment.longitude + noise.east_m / self.projection.m_per_degree_east),
                    moment.speed_mps * self.speed_up,
                    moment.heading_deg,
                    max(1.5 * self.noise_m, _LEAST_ACCURACY_M),
                    full + (left - full) * (at_s - on_s) / (ends_s - on_s),
                ),
            )


def legs_of(driver: DriverDay) -> Iterator[Leg]:
    """Yield the drives of a day in order."""
    leaves_s = [*(visit.departs_s for visit in driver.visits[1:]), driver.turns_back_s]
    for visit, until_s in zip(driver.visits, leaves_s, strict=True):
        yield Leg(visit.departs_s, visit.drive, until_s)
    yield Leg(driver.turns_back_s, driver.way_back, driver.back_s)


def _moments(driver: DriverDay, first_s: float, step_s: float) -> Iterator[tuple[float, Moment]]:
    """Yield where the driver is from `first_s` on in equal steps, with the speed in metres a second of the day."""
    at_s = first_s
    while at_s < driver.departs_s:
        yield at_s, Moment(driver.latitude, driver.longitude, 0.0, 0.0)
        at_s += step_s
    for leg in legs_of(driver):
        pace = driver.pace
        for moment in leg.drive.moments((at_s - leg.departs_s) * pace, step_s * pace):
            yield at_s, moment._replace(speed_mps=moment.speed_mps / step_s)
            at_s += step_s
        arrival = leg.drive.arrival()
        while at_s < leg.until_s:
            yield at_s, arrival
            at_s += step_s
