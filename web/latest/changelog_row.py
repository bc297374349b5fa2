"""The row as the change feed reads it: only what it needs to place and compare it; the bytes themselves are kept."""

from collections.abc import Callable
from typing import Annotated, NamedTuple, cast

import msgspec

from app.kafka.fetched_batches import LogRecords

Offset = Annotated[int, msgspec.Meta(ge=0, le=2**62)]
Index = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]

UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What decoding raises for bytes that are no row."""


class ChangelogRow(msgspec.Struct, gc=False):
    """What a reader must know of a row; times in Unix seconds, `source` is (partition, offset, index)."""

    driverId: str
    shipmentId: str
    latitude: float
    longitude: float
    timestamp: float
    source: tuple[Index, Offset, Index]
    receivedAt: float | None = None


class RowBatch(NamedTuple):
    """Rows of a partition as parallel lists, in the order of their records."""

    keys: list[bytes]
    rows: list[ChangelogRow]
    raws: list[bytes]
    offsets: list[int]


_decoder = msgspec.json.Decoder(ChangelogRow)

decode_row: Callable[[bytes], ChangelogRow] = _decoder.decode
"""Decode a changelog value; raises one of UNREADABLE for what is no row."""


def decode_rows(records: LogRecords) -> RowBatch | None:
    """Decode many records at once; None unless each is a row of the shipment in its key, written on one line."""
    offsets, keys, values = records
    if not all(keys) or not all(values):
        return None
    present, raws = cast("list[bytes]", keys), cast("list[bytes]", values)
    names, lines = b"\n".join(present), b"\n".join(raws)
    # Each value is one line from { to }. A line end inside a value never stands between } and {, since a string holds
    # none, so then no value spans two lines; and as there are as many rows as lines, none has two. Reserved keys have a
    # zero byte.
    between = len(offsets) - 1
    if not lines.startswith(b"{") or not lines.endswith(b"}") or lines.count(b"}\n{") != between:
        return None
    if lines.count(b"\n") != between or names.count(b"\n") != between or b"\r" in lines or b"\0" in names:
        return None
    try:
        rows = _decoder.decode_lines(lines)
        if len(rows) != len(raws) or "\n".join([row.shipmentId for row in rows]).encode() != names:
            return None
    except UNREADABLE:
        return None
    return RowBatch(present, rows, raws, offsets)
