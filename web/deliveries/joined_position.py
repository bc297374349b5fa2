"""Where a delivery is now, joined at read: the newer of its shipment's row and of its driver's position in custody.

Nothing outside of custody is ever joined: it would show where drivers are on their own time, or with another's goods.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from app.domain.deliveries.row import Custody
from web.latest.filters import Filters
from web.latest.latest_view import LatestView


class JoinedDelivery(msgspec.Struct, gc=False):
    """What of a delivery's row decides on its position."""

    shipmentId: str
    fleet: str | None = None
    custody: tuple[Custody, ...] = ()


class HeldPosition(msgspec.Struct, gc=False):
    """The position before a suspect one."""

    latitude: float
    longitude: float
    timestamp: float


class Fix(msgspec.Struct, gc=False):
    """A row of `latest`, as far as it is shown with a delivery."""

    latitude: float
    longitude: float
    timestamp: float
    driverId: str
    fleet: str | None = None
    speed: float | None = None
    heading: float | None = None
    accuracy: float | None = None
    suspect: bool = False
    held: HeldPosition | None = None


class JoinedPosition(msgspec.Struct, gc=False, omit_defaults=True, kw_only=True):
    """Where a delivery is; `subject` says whether its own row or its driver's says so."""

    subject: Literal["shipment", "driver"]
    driverId: str
    latitude: float
    longitude: float
    timestamp: float
    ageSeconds: float
    speed: float | None = None
    heading: float | None = None
    accuracy: float | None = None
    suspect: bool = False
    held: HeldPosition | None = None


_delivery = msgspec.json.Decoder(JoinedDelivery).decode
_fix = msgspec.json.Decoder(Fix).decode
_encode = msgspec.json.Encoder().encode


def position_of(delivery: bytes, view: LatestView, now: float) -> JoinedPosition | None:
    """Return where the delivery of a row is at `now` (Unix seconds), or None where nothing tells."""
    row = _delivery(delivery)
    own = _own_fix(view, row)
    by_driver = max(_fixes_in_custody(view, row), key=lambda fix: fix.timestamp, default=None)
    if own is None and by_driver is None:
        return None
    if by_driver is not None and (own is None or by_driver.timestamp > own.timestamp):
        return joined("driver", by_driver, now)
    assert own is not None
    return joined("shipment", own, now)


def with_position(delivery: bytes, view: LatestView, now: float) -> bytes:
    """Return the row with the member `position`, null where nothing tells it."""
    return b'%b,"position":%b}' % (delivery[:-1], _encode(position_of(delivery, view, now)))


def newest_fix_of_driver(view: LatestView, driver_id: str, fleet: str | None, since: float = 0.0) -> Fix | None:
    """Return the newest fix of a driver not before `since`: of its own row and of the rows that name it, in one fleet."""
    times = view.indexes.times
    slots = view.matching(Filters(driver_ids=frozenset({driver_id}))).tolist()
    for slot in sorted(slots, key=times.timestamp_at, reverse=True):
        if times.timestamp_at(slot) < since:
            return None
        fix = _fix(view.store.row_at(slot))
        if fix.fleet == fleet:
            if fix.held is not None and fix.held.timestamp < since:
                fix.held = None  # it may show where the driver was on their own time
            return fix
    return None


def custody_begins(deliveries: Iterable[bytes], driver_id: str, fleet: str | None) -> float | None:
    """Return since when a driver has any of these deliveries of its fleet (Unix seconds), None where it has none."""
    rows = (row for row in map(_delivery, deliveries) if row.fleet == fleet)
    return min((held.from_ for row in rows for held in _open(row.custody) if held.driverId == driver_id), default=None)


def _own_fix(view: LatestView, row: JoinedDelivery) -> Fix | None:
    slot = view.slot_of_shipment(row.shipmentId)
    fix = None if slot is None else _fix(view.store.row_at(slot))
    return fix if fix is not None and fix.fleet == row.fleet else None


def _fixes_in_custody(view: LatestView, row: JoinedDelivery) -> Iterator[Fix]:
    for held in _open(row.custody):
        fix = newest_fix_of_driver(view, held.driverId, row.fleet, held.from_)
        if fix is not None:
            yield fix


def _open(custody: Sequence[Custody]) -> Iterator[Custody]:
    return (held for held in custody if held.until is None)


def joined(subject: Literal["shipment", "driver"], fix: Fix, now: float) -> JoinedPosition:
    """Return a fix as the position that it gives at `now` (Unix seconds)."""
    return JoinedPosition(
        subject=subject,
        driverId=fix.driverId,
        latitude=fix.latitude,
        longitude=fix.longitude,
        timestamp=fix.timestamp,
        ageSeconds=round(now - fix.timestamp, 3),
        speed=fix.speed,
        heading=fix.heading,
        accuracy=fix.accuracy,
        suspect=fix.suspect,
        held=fix.held,
    )
