"""A delivery as its driver sees it: personal data only while the driver has the shipment, or on the day of the stop."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.deliveries.custody import has_custody
from app.domain.moments import day_of, zone_of

SHOWN = (
    "shipmentId",
    "kind",
    "destination",
    "window",
    "sequence",
    "startAt",
    "serviceSeconds",
    "reference",
    "status",
    "statusAt",
    "attempts",
    "planRevision",
    "revision",
    "progress",
)
OF_RECIPIENTS = ("name", "phone")
Row = Mapping[str, Any]


def seen_by_driver(row: Row, driver_id: str, now: float, zone: ZoneInfo) -> dict[str, Any]:
    """Return the members that the driver may read at `now`, Unix seconds; `zone` is that of days without their own."""
    seen = {name: row[name] for name in SHOWN if name in row}
    if not (has_custody(row, driver_id) or (row.get("driverId") == driver_id and is_of_today(row, now, zone))):
        return seen
    recipient = {name: value for name, value in (row.get("recipient") or {}).items() if name in OF_RECIPIENTS}
    return {
        **seen,
        **({"recipient": recipient} if recipient else {}),
        **({"note": row["note"]} if row.get("note") else {}),
    }


def is_of_today(row: Row, now: float, zone: ZoneInfo) -> bool:
    """Tell whether the stop is planned for the local day of its place."""
    own_zone = row["destination"].get("timeZone")
    begin, end = day_of(now, zone if own_zone is None else zone_of(own_zone))
    window, start_at = row.get("window"), row.get("startAt")
    if window is not None:
        return bool(window["start"] < end and window["end"] >= begin)
    return start_at is not None and begin <= start_at < end
