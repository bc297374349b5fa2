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


def expected_latest(accepted: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return each shipment's expected device fields from its fixes in the order in which they were accepted.

    The greatest timestamp wins; of equal ones the later accepted, which is the same fix where all fields are equal.
    """
    latest: dict[str, dict[str, Any]] = {}
    for fix in accepted:
        fields = {name: fix[name] for name in DEVICE_FIELDS if fix.get(name) is not None}
        shown = latest.get(fields["shipmentId"])
        if shown is None or fields["timestamp"] >= shown["timestamp"]:
            latest[fields["shipmentId"]] = fields
    return latest


def differences(
    expected: Mapping[str, Mapping[str, Any]], rows: Iterable[Mapping[str, Any]], at_most: int = 10
) -> list[str]:
    """Return in words how the rows that a reader saw differ from the expectation; empty if they do not."""
    found: list[str] = []
    seen: set[str] = set()
    for row in rows:
        shipment_id = row["shipmentId"]
        fields = {name: row[name] for name in DEVICE_FIELDS if row.get(name) is not None}
        if shipment_id in seen:
            found.append(f"{shipment_id}: twice")
        elif shipment_id not in expected:
            found.append(f"{shipment_id}: never accepted")
        elif fields != expected[shipment_id]:
            found.append(f"{shipment_id}: shows {fields}, expected {dict(expected[shipment_id])}")
        seen.add(shipment_id)
    found += [f"{shipment_id}: missing" for shipment_id in expected if shipment_id not in seen]
    return found if len(found) <= at_most else [*found[:at_most], f"… and {len(found) - at_most} more"]
