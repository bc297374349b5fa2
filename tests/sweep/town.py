"""Rows of deliveries, and columns that follow them, for tests of the sweep."""

from typing import Any

import msgspec

from app.deliveries.codec import encode_row
from app.domain.deliveries.row import Custody, DeliveryRow, Destination
from app.domain.deliveries.status import Status
from app.sweep.swept_row import Fix, decode_swept
from app.sweep.tracked_deliveries import TrackedDeliveries
from app.sweep.tracked_drivers import TrackedDrivers

NOW = 1_800_000_000.0
PLACE = Destination(latitude=40.7, longitude=-74.0)


def a_row(shipment: str = "A", **fields: Any) -> DeliveryRow:
    """Return a delivery that is out with Dave."""
    custody = (Custody(driverId="Dave", from_=NOW - 600),)
    values = {
        "shipmentId": shipment, "destination": PLACE, "driverId": "Dave", "custody": custody, "createdAt": NOW - 900,
        "status": Status.OUT_FOR_DELIVERY, "statusAt": NOW - 600, "planRevision": 1, "revision": 1, "offset": 1,
        "updatedAt": NOW - 600,
    }  # fmt: skip
    return DeliveryRow(**{**values, **fields})


def a_fix(at: float, **fields: Any) -> Fix:
    """Return a fix of Dave, a kilometre from the destination."""
    return msgspec.structs.replace(Fix(latitude=40.709, longitude=-74.0, timestamp=at, driverId="Dave"), **fields)


class Columns:
    """Columns that take rows as the gathering gives them."""

    def __init__(self, *own: int) -> None:
        self.drivers = TrackedDrivers()
        self.deliveries = TrackedDeliveries(self.drivers)
        self.deliveries.own(own)

    def apply(self, row: DeliveryRow, partition: int = 0, now: float = NOW) -> int:
        """Take a row over; return its number in the columns, or -1."""
        self.deliveries.apply(row.shipmentId, decode_swept(encode_row(row)), partition, now)
        self.drivers.settle()
        return self.deliveries.rows.get(row.shipmentId, -1)

    def driver_of(self, row: int) -> int:
        """Return the row of its driver."""
        return int(self.deliveries.columns.driver[row])
