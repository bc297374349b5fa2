"""Rows of `latest` that say that a shipment is gone, as tests write them."""

import json
from typing import Any

from tests.builders import NOON


def a_deletion(shipment_id: str = "PKG-998877", **fields: Any) -> dict[str, Any]:
    """Return a deletion as the changelog holds it."""
    return {"shipmentId": shipment_id, "deleted": True, "timestamp": NOON + 1, "source": [0, 0, 0], **fields}


def as_bytes(row: dict[str, Any]) -> bytes:
    """Return a row as the product writes it: JSON without spaces."""
    return json.dumps(row, separators=(",", ":")).encode()
