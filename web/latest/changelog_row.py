"""The row as the change feed reads it: only what it needs to place and compare it; the bytes themselves are kept."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated, Literal

import msgspec
import numpy as np

from web.replica.change_ring import Values
from web.replica.row_kind import RowKind

Offset = Annotated[int, msgspec.Meta(ge=0, le=2**62)]
Index = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Source = tuple[Index, Offset, Index]


class ChangelogRow(msgspec.Struct, gc=False):
    """What a reader must know of a row; times in Unix seconds, `source` is (partition, offset, index)."""

    driverId: str
    shipmentId: str
    latitude: float
    longitude: float
    timestamp: float
    source: Source
    receivedAt: float | None = None
    deleted: Literal[False] = False


class DeletedRow(msgspec.Struct, gc=False):
    """What a reader must know of a deletion, which is compared like any row."""

    shipmentId: str
    timestamp: float
    source: Source
    deleted: Literal[True]


LatestRow = ChangelogRow | DeletedRow

_rows = msgspec.json.Decoder(ChangelogRow)
_deletions = msgspec.json.Decoder(DeletedRow)


def decode_row(raw: bytes) -> LatestRow:
    """Decode a changelog value; raises one of UNREADABLE for what is neither row nor deletion."""
    try:
        return _rows.decode(raw)
    except msgspec.ValidationError as error:
        try:
            return _deletions.decode(raw)
        except msgspec.ValidationError:
            raise error from None


def _version_of(row: LatestRow) -> tuple[float, int, int]:
    _, offset, index = row.source
    return row.timestamp, offset, index


def _versions_of(rows: Sequence[LatestRow]) -> Values:
    sources = [row.source for row in rows]
    return (
        np.array([row.timestamp for row in rows], np.float64),
        np.array([source[1] for source in sources], np.int64),
        np.array([source[2] for source in sources], np.int32),
    )


ROWS: RowKind[LatestRow] = RowKind(
    decode=decode_row,
    decode_lines=_rows.decode_lines,
    id_of=attrgetter("shipmentId"),
    version_dtypes=("f8", "i8", "i4"),
    version_of=_version_of,
    versions_of=_versions_of,
)
"""The rows of `latest`: by shipment id, versioned by the device's time, then by where the fix is in the log."""
