"""A delivery put into a store as the change feed does it."""

from typing import Any

import orjson

from web.deliveries.changelog_row import DeliveryEntry, decode_row
from web.replica.row_store import RowStore


def apply_delivery(store: RowStore[DeliveryEntry], row: dict[str, Any], partition: int, offset: int) -> bool:
    """Apply one row or deletion; tell whether it was taken over."""
    raw = orjson.dumps(row)
    [is_taken] = store.apply_all([row["shipmentId"]], [decode_row(raw)], [raw], partition, [offset])
    return is_taken
