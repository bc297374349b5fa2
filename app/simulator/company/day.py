"""A company's day as it happens; every time is in seconds of that day."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.simulator.company.invented import Addressee
from app.simulator.street_joints import Point
from app.simulator.street_motion import Drive


class Window(NamedTuple):
    """The promised time."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Promise:
    """A delivery as the company plans it; `number` counts the deliveries of the day from 1."""

    number: int
    place: Point
    latitude: float
    longitude: float
    addressee: Addressee
    window: Window | None
    service_s: float
    cancelled_s: float | None = None
    """When the office cancels it, before its driver departs."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An attempt: the drive there, the wait for the window, the service; `reason` says why it failed."""

    promise: Promise
    drive: Drive
    departs_s: float
    arrives_s: float
    ends_s: float
    reason: str | None
    is_second: bool = False


class Gap(NamedTuple):
    """A time in which a phone sends nothing."""

    from_s: float
    until_s: float


@dataclass(frozen=True, slots=True)
class Phone:
    """What befalls a driver's phone: a tunnel after which it uploads what it held, and the moment at which it dies."""

    tunnel: Gap | None = None
    dies_s: float | None = None


@dataclass(frozen=True, slots=True)
class DriverDay:
    """What one driver is asked to do, and does; `starts_s` is planned, `departs_s` real."""

    number: int
    depot: Point
    latitude: float
    longitude: float
    pace: float
    """The share of the allowed speed at which the driver goes."""
    promises: tuple[Promise, ...]
    starts_s: float
    departs_s: float
    visits: tuple[Visit, ...]
    way_back: Drive
    turns_back_s: float
    back_s: float
    phone: Phone

    @property
    def driver_id(self) -> str:
        """Return the id under which the driver's phone reports."""
        return f"van-{self.number:03d}"

    @property
    def unvisited(self) -> tuple[Promise, ...]:
        """Return the deliveries for which no time was left."""
        visited = {visit.promise.number for visit in self.visits}
        return tuple(one for one in self.promises if one.number not in visited and one.cancelled_s is None)


@dataclass(frozen=True, slots=True)
class Day:
    """What every driver does on one day."""

    drivers: tuple[DriverDay, ...]

    @property
    def promises(self) -> Iterator[Promise]:
        """Yield every delivery of the day."""
        return (promise for driver in self.drivers for promise in driver.promises)

    @property
    def ends_s(self) -> float:
        """Return when the last driver is back."""
        return max(driver.back_s for driver in self.drivers)
