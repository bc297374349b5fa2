"""The row as the change feed reads it: only what it needs to place and compare it; the bytes themselves are kept."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated, Literal

import msgspec
import numpy as np

from app.domain.subject import DRIVER_PREFIX, row_id_of
from web.replica.change_ring import Values
from web.replica.row_kind import RowKind

Offset = Annotated[int, msgspec.Meta(ge=0, le=2**62)]
Index = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Source = tuple[Index, Offset, Index]


class ChangelogRow(msgspec.Struct, gc=False):
    """What a reader must know of a row; times in Unix seconds, `source` is (partition, offset, index)."""

    driverId: str
    latitude: float
    longitude: float
    timestamp: float
    source: Source
    shipmentId: str | None = None
    """None in a driver's own row."""
    fleet: str | None = None
    receivedAt: float | None = None
    deleted: Literal[False] = False


class DeletedRow(msgspec.Struct, gc=False):
    """What a reader must know of a deletion, which is compared like any row."""

    timestamp: float
    source: Source
    deleted: Literal[True]
    shipmentId: str | None = None
    driverId: str | None = None
    """Of a driver's own row, which has no `shipmentId`."""


LatestRow = ChangelogRow | DeletedRow

_rows = msgspec.json.Decoder(ChangelogRow)
_deletions = msgspec.json.Decoder(DeletedRow)


def decode_row(raw: bytes) -> LatestRow:
    """Decode a changelog value; raises one of UNREADABLE for what is neither row nor deletion."""
    try:
        return _rows.decode(raw)
    except msgspec.ValidationError as error:
        try:
            deletion = _deletions.decode(raw)
        except msgspec.ValidationError:
            raise error from None
        if deletion.shipmentId is None and deletion.driverId is None:
            raise error from None
        return deletion


def _id_of(row: LatestRow) -> str:
    return row_id_of(row.shipmentId, row.driverId or "")


_shipments_of = attrgetter("shipmentId")


def _ids_of(rows: Sequence[LatestRow]) -> list[str]:
    ids = list(map(_shipments_of, rows))
    return ids if all(ids) else list(map(_id_of, rows))


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


SECTIONS = ("", DRIVER_PREFIX)
"""What row ids begin with, in the order of `SubjectKind`."""
ROWS: RowKind[LatestRow] = RowKind(
    decode=decode_row,
    decode_lines=_rows.decode_lines,
    id_of=_id_of,
    ids_of=_ids_of,
    version_dtypes=("f8", "i8", "i4"),
    version_of=_version_of,
    versions_of=_versions_of,
    sections=SECTIONS,
)
"""The rows of `latest`: those of shipments by shipment id, those of drivers in a section of their own, versioned by the device's time, then by where the fix is in the log."""
