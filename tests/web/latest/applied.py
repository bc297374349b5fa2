"""A row put into a store as the change feed does it, under the key that the product writes."""

from collections.abc import Sequence
from typing import Any

import orjson

from app.domain.subject import row_id_of
from web.latest.changelog_row import LatestRow, decode_row
from web.replica.row_store import RowStore


def key_of(row: dict[str, Any]) -> str:
    """Return the row id of a row or deletion of `latest`."""
    return row_id_of(row.get("shipmentId"), row.get("driverId", ""))


def apply_row(store: RowStore[LatestRow], row: dict[str, Any], partition: int, offset: int) -> bool:
    """Apply one row or deletion; tell whether it was taken over."""
    [is_taken] = apply_rows(store, [row], partition, [offset])
    return is_taken


def apply_rows(
    store: RowStore[LatestRow], rows: Sequence[dict[str, Any]], partition: int, offsets: Sequence[int]
) -> list[bool]:
    """Apply rows at once; tell for each whether it was taken over."""
    raws = [orjson.dumps(row) for row in rows]
    return store.apply_all(list(map(key_of, rows)), list(map(decode_row, raws)), raws, partition, offsets)
