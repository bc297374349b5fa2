"""Deliveries of a benchmark as clients send them: a pickup list of a city, each with all that a person would fill in."""

import time
from collections.abc import Callable, Iterator

from tests.bench.fleet import latitude_of, longitude_of

DAY_S = 86_400
STOPS = 80
"""Deliveries of a driver, unless a measure says otherwise."""


def plan_of(number: int, turn: int, stops: int = STOPS) -> bytes:
    """Return the members of a plan for tomorrow, about which a sweep has nothing to say; each turn changes the note."""
    start = (int(time.time()) // DAY_S + 2) * DAY_S + number % 36 * 600
    return (
        b'"destination":{"latitude":%.6f,"longitude":%.6f,"name":"Building %d","address":"%d W 34th St, New York"},'
        b'"window":{"start":%d,"end":%d},"driverId":"%b","sequence":%d,"reference":"Order %d",'
        b'"recipient":{"name":"Ann Smith","phone":"+1 212 555 0100"},"note":"Turn %d"'
    ) % (
        latitude_of(number, 0),
        longitude_of(number),
        number % 400,
        number % 900,
        start,
        start + 7200,
        driver_of(number // stops),
        number % stops,
        number,
        turn,
    )


def id_of(number: int) -> bytes:
    """Return the shipment's id."""
    return b"DEL-%07d" % number


def driver_of(number: int) -> bytes:
    """Return the driver's id."""
    return b"D-%05d" % number


def bulk_bodies(deliveries: int, size: int, turn: int, stops: int = STOPS) -> Iterator[bytes]:
    """Yield the arrays that promise this many deliveries."""
    return _arrays(
        deliveries, size, lambda number: b'{"shipmentId":"%b",%b}' % (id_of(number), plan_of(number, turn, stops))
    )


def out_bodies(deliveries: int, size: int) -> Iterator[bytes]:
    """Yield the arrays that say that they are out."""
    return _arrays(deliveries, size, lambda number: b'{"shipmentId":"%b","to":"out_for_delivery"}' % id_of(number))


def _arrays(count: int, size: int, item: Callable[[int], bytes]) -> Iterator[bytes]:
    for begin in range(0, count, size):
        yield b"[%b]" % b",".join(map(item, range(begin, min(count, begin + size))))
