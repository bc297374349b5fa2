"""The last fixes of drivers, which the edge puts into what is said about their deliveries."""

import msgspec

from app.domain.deliveries.row import ReportedPosition
from app.domain.deliveries.status import OUTCOMES
from app.messages.delivery_status import StatusReport
from web.commands.command import DriverFix
from web.deliveries.changelog_row import DeliveryEntry
from web.deliveries.joined_position import Fix, newest_fix_of_driver
from web.latest.latest_view import LatestView
from web.replica.row_store import RowStore

WITHIN_S = 900.0
"""A fix further from the outcome says nothing about it, and may be of the driver's own time."""


class _Assigned(msgspec.Struct, gc=False):
    driverId: str | None = None
    fleet: str | None = None


_decode = msgspec.json.Decoder(_Assigned).decode


class DriverFixes:
    """Finds each driver's fix once a request."""

    def __init__(self, deliveries: RowStore[DeliveryEntry], latest: LatestView, bound_to: str | None) -> None:
        """`bound_to` is the driver that the sender acts for, None where it may act for all."""
        self._deliveries, self._latest, self._bound_to = deliveries, latest, bound_to
        self._found: dict[tuple[str, str | None], ReportedPosition | None] = {}

    def of(self, shipment_id: str, report: StatusReport, now: float) -> DriverFix:
        """Return what to add to a status that an edge takes at `now`, Unix seconds."""
        row = self._deliveries.get(shipment_id)
        if report.to not in OUTCOMES or row is None:
            return DriverFix(self._bound_to)
        assigned = _decode(row)
        driver_id = self._bound_to or assigned.driverId
        position = None if driver_id is None else self._position_of(driver_id, assigned.fleet)
        at = now if report.at is None else report.at
        is_near = position is not None and abs((position.timestamp or 0.0) - at) <= WITHIN_S
        return DriverFix(self._bound_to, position if is_near else None)

    def _position_of(self, driver_id: str, fleet: str | None) -> ReportedPosition | None:
        key = (driver_id, fleet)
        if key not in self._found:
            fix = newest_fix_of_driver(self._latest, driver_id, fleet)
            self._found[key] = None if fix is None else _reported(fix)
        return self._found[key]


def _reported(fix: Fix) -> ReportedPosition:
    if fix.held is not None:  # what is suspect is no proof of where something was done
        return ReportedPosition(latitude=fix.held.latitude, longitude=fix.held.longitude, timestamp=fix.held.timestamp)
    return ReportedPosition(
        latitude=fix.latitude, longitude=fix.longitude, accuracy=fix.accuracy, timestamp=fix.timestamp
    )
