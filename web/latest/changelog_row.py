"""The row as the change feed reads it: only what it needs to place and compare it; the bytes themselves are kept."""

from operator import attrgetter
from typing import Annotated, Literal

import msgspec

from app.domain.subject import DRIVER_PREFIX
from web.replica.json_rows import json_rows
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
    fleet: str | None = None
    receivedAt: float | None = None
    contactAt: float | None = None
    deleted: Literal[False] = False


class DeletedRow(msgspec.Struct, gc=False):
    """What a reader must know of a deletion, which is compared like any row."""

    timestamp: float
    source: Source
    deleted: Literal[True]


LatestRow = ChangelogRow | DeletedRow


def _version_of(row: LatestRow) -> tuple[float, int, int, float]:
    _, offset, index = row.source
    contact_at = None if isinstance(row, DeletedRow) else row.contactAt
    return row.timestamp, offset, index, contact_at or 0.0


SECTIONS = ("", DRIVER_PREFIX)
"""What row ids begin with, in the order of `SubjectKind`."""
ROWS: RowKind[LatestRow] = json_rows(ChangelogRow, DeletedRow, _version_of, attrgetter("timestamp"), "f8", SECTIONS)
"""The rows of `latest`: those of shipments by shipment id, those of drivers in a section of their own, versioned by the device's time, then by where the fix is in the log, then by the contact since."""
decode_row = ROWS.decode
"""From a changelog value to its row; raises one of UNREADABLE for what is neither row nor deletion."""
