"""What people say about the deliveries of a day, when it happened and when they say it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.simulator.company.day import Day, DriverDay, Promise, Visit


class Saying(NamedTuple):
    """A status of a delivery; it happened at `at_s` and is reported at `told_s`, with a place if the phone has one."""

    told_s: float
    at_s: float
    number: int
    to: str
    reason: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class End(NamedTuple):
    """What a delivery comes to: the last status, the ended attempts, and why attempts failed, in order."""

    status: str
    attempts: int
    reasons: tuple[str, ...]


def sayings_of(day: Day) -> list[Saying]:
    """Return all that is said on a day, in the order in which it is reported."""
    return sorted(
        (saying for driver in day.drivers for saying in _of_driver(driver)),
        key=lambda saying: (saying.told_s, saying.at_s, saying.number),
    )


def ends_of(sayings: Sequence[Saying]) -> dict[int, End]:
    """Return what becomes of each delivery, by number."""
    ends: dict[int, End] = {}
    for saying in sorted(sayings, key=lambda saying: saying.at_s):
        before = ends.get(saying.number, End("created", 0, ()))
        reasons = before.reasons if saying.reason is None else (*before.reasons, saying.reason)
        is_outcome = saying.to in ("delivered", "attempt_failed")
        ends[saying.number] = End(saying.to, before.attempts + is_outcome, reasons)
    return ends


def _of_driver(driver: DriverDay) -> Iterator[Saying]:
    for promise in driver.promises:
        if promise.cancelled_s is None:
            yield _from_depot(driver.departs_s, promise, "out_for_delivery")
        else:
            yield _from_depot(promise.cancelled_s, promise, "cancelled")
    failed: dict[int, tuple[Promise, float]] = {}
    for visit in driver.visits:
        yield from _of_visit(driver, visit)
        failed.pop(visit.promise.number, None)
        if visit.reason is not None:
            failed[visit.promise.number] = (visit.promise, visit.ends_s)
    for promise in driver.unvisited:
        failed[promise.number] = (promise, driver.turns_back_s)
        yield _from_phone(driver, driver.turns_back_s, promise, "attempt_failed", "out_of_time")
    for promise, failed_s in failed.values():
        # After its own failure, also if that is the moment at which the driver turns back.
        yield _from_phone(driver, (max(failed_s, driver.turns_back_s) + driver.back_s) / 2, promise, "returning")
        yield _from_depot(driver.back_s, promise, "returned")


def _of_visit(driver: DriverDay, visit: Visit) -> Iterator[Saying]:
    promise, place = visit.promise, (visit.promise.latitude, visit.promise.longitude)
    if visit.is_second:
        yield _from_phone(driver, visit.departs_s + 1.0, promise, "out_for_delivery")
    to = "delivered" if visit.reason is None else "attempt_failed"
    yield _from_phone(driver, visit.ends_s, promise, to, visit.reason, place)


def _from_depot(at_s: float, promise: Promise, to: str) -> Saying:
    return Saying(at_s, at_s, promise.number, to)


def _from_phone(
    driver: DriverDay,
    at_s: float,
    promise: Promise,
    to: str,
    reason: str | None = None,
    place: tuple[float, float] | None = None,
) -> Saying:
    """Return a status that the phone sends; after a tunnel it is late, and a dead phone's is told at the depot."""
    tunnel, dies_s = driver.phone.tunnel, driver.phone.dies_s
    if dies_s is not None and at_s >= dies_s:
        return Saying(driver.back_s, at_s, promise.number, to, reason)
    told_s = tunnel.until_s if tunnel is not None and tunnel.from_s <= at_s < tunnel.until_s else at_s
    return Saying(told_s, at_s, promise.number, to, reason, *(place or (None, None)))
