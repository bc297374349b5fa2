"""Builders of what goes over the wire: a test names only what matters to it."""

import json
from typing import Any

NOON = 1_705_500_000.0
"""The time of the sample position, Unix seconds."""


def a_fix(**fields: Any) -> dict[str, Any]:
    """Return a fix as a device sends it."""
    sample = {
        "driverId": "Dave-007",
        "shipmentId": "PKG-998877",
        "latitude": 40.758,
        "longitude": -79.9855,
        "timestamp": NOON,
    }
    return {**sample, **fields}


def a_driver_fix(driver_id: str = "Dave-007", **fields: Any) -> dict[str, Any]:
    """Return a fix without a shipment."""
    fix = a_fix(driverId=driver_id, **fields)
    del fix["shipmentId"]
    return fix


def a_row(**fields: Any) -> dict[str, Any]:
    """Return a row of the table `latest`; None leaves a member out, as shipmentId=None in a driver's own row."""
    source = fields.pop("source", [0, 0, 0])
    row = {**a_fix(), "receivedAt": NOON + 1, **fields, "source": source}
    return {name: value for name, value in row.items() if value is not None}


def an_envelope(*fixes: Any) -> bytes:
    """Return the bytes of a record of the topic positions: what is bytes already stands in it as it is."""
    return b"[" + b",".join(fix if isinstance(fix, bytes) else json.dumps(fix).encode() for fix in fixes) + b"]"


def a_driver_deletion(driver_id: str = "Dave-007", at: float = NOON, source: Any = (0, 0, 0)) -> bytes:
    """Return the bytes of a driver's own row that is a deletion."""
    row = {"driverId": driver_id, "deleted": True, "timestamp": at, "source": source}
    return json.dumps(row, separators=(",", ":")).encode()


def a_deletion(shipment_id: str = "PKG-998877", at: float = NOON, source: Any = (0, 0, 0)) -> bytes:
    """Return the bytes of a row that is a deletion."""
    row = {"shipmentId": shipment_id, "deleted": True, "timestamp": at, "source": source}
    return json.dumps(row, separators=(",", ":")).encode()


def a_plan(**fields: Any) -> dict[str, Any]:
    """Return the plan of a delivery as a client sends it."""
    return {"destination": {"latitude": 40.7484, "longitude": -73.9857}, **fields}


def a_delivery(**fields: Any) -> dict[str, Any]:
    """Return a row of the table `deliveries`."""
    row = {
        "shipmentId": "PKG-998877",
        **a_plan(),
        "status": "created",
        "statusAt": NOON,
        "planRevision": 1,
        "revision": 1,
        "offset": 0,
        "createdAt": NOON,
        "updatedAt": NOON,
    }
    return {**row, **fields}
