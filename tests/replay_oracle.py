"""What the table `latest` must show after a replay, worked out without any of the tracker's code."""

from collections.abc import Iterable, Mapping
from typing import Any

DEVICE_FIELDS = (
    "driverId",
    "shipmentId",
    "latitude",
    "longitude",
    "timestamp",
    "speed",
    "heading",
    "accuracy",
    "altitude",
    "battery",
    "deviceId",
)


def row_id_of(fields: Mapping[str, Any]) -> str:
    """Return the row that a fix belongs to: its shipment's, else its driver's own."""
    shipment_id: str | None = fields.get("shipmentId")
    return "\x01" + fields["driverId"] if shipment_id is None else shipment_id


def expected_latest(accepted: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return each row's expected device fields, by row id, from the fixes in the order in which they were accepted.

    The greatest timestamp wins; of equal ones the later accepted, which is the same fix where all fields are equal.
    """
    latest: dict[str, dict[str, Any]] = {}
    for fix in accepted:
        fields = {name: fix[name] for name in DEVICE_FIELDS if fix.get(name) is not None}
        row_id = row_id_of(fields)
        shown = latest.get(row_id)
        if shown is None or fields["timestamp"] >= shown["timestamp"]:
            latest[row_id] = fields
    return latest


def differences(
    expected: Mapping[str, Mapping[str, Any]], rows: Iterable[Mapping[str, Any]], at_most: int = 10
) -> list[str]:
    """Return in words how the rows that a reader saw differ from the expectation; empty if they do not."""
    found: list[str] = []
    seen: set[str] = set()
    for row in rows:
        row_id = row_id_of(row)
        fields = {name: row[name] for name in DEVICE_FIELDS if row.get(name) is not None}
        if row_id in seen:
            found.append(f"{row_id}: twice")
        elif row_id not in expected:
            found.append(f"{row_id}: never accepted")
        elif fields != expected[row_id]:
            found.append(f"{row_id}: shows {fields}, expected {dict(expected[row_id])}")
        seen.add(row_id)
    found += [f"{row_id}: missing" for row_id in expected if row_id not in seen]
    return found if len(found) <= at_most else [*found[:at_most], f"… and {len(found) - at_most} more"]
