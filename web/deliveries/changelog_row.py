"""The row of a delivery as the change feed reads it: only what it needs to place, compare and find it."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated, Literal

import msgspec
import numpy as np

from web.replica.change_ring import Values
from web.replica.row_kind import RowKind

Count = Annotated[int, msgspec.Meta(ge=0, le=2**62)]


class Destination(msgspec.Struct, gc=False):
    """Where a delivery goes, as far as it is searched."""

    latitude: float
    longitude: float
    name: str | None = None
    address: str | None = None


class Window(msgspec.Struct, gc=False):
    """The promised time, Unix seconds."""

    start: float
    end: float


class Recipient(msgspec.Struct, gc=False):
    """Who receives it, as far as they are searched."""

    name: str | None = None


class Progress(msgspec.Struct, gc=False):
    """What is derived, as far as it is filtered."""

    risk: str = "none"


class OpenAlert(msgspec.Struct, gc=False):
    """An alert, as far as it is filtered."""

    kind: str
    state: str


class ChangelogRow(msgspec.Struct, gc=False):
    """What a reader must know of a delivery."""

    shipmentId: str
    destination: Destination
    status: str
    offset: Count
    revision: Count
    fleet: str | None = None
    driverId: str | None = None
    window: Window | None = None
    reference: str | None = None
    recipient: Recipient | None = None
    progress: Progress | None = None
    alerts: tuple[OpenAlert, ...] = ()
    deleted: Literal[False] = False


class DeletedRow(msgspec.Struct, gc=False):
    """What a reader must know of a deletion, which is compared like any row."""

    shipmentId: str
    offset: Count
    revision: Count
    deleted: Literal[True]


DeliveryEntry = ChangelogRow | DeletedRow

_rows = msgspec.json.Decoder(ChangelogRow)
_deletions = msgspec.json.Decoder(DeletedRow)


def decode_row(raw: bytes) -> DeliveryEntry:
    """Decode a changelog value; raises one of UNREADABLE for what is neither row nor deletion."""
    try:
        return _rows.decode(raw)
    except msgspec.ValidationError as error:
        try:
            return _deletions.decode(raw)
        except msgspec.ValidationError:
            raise error from None


_ids_of = attrgetter("shipmentId")


def _version_of(row: DeliveryEntry) -> tuple[int, int]:
    return row.offset, row.revision


def _versions_of(rows: Sequence[DeliveryEntry]) -> Values:
    return np.array([row.offset for row in rows], np.int64), np.array([row.revision for row in rows], np.int64)


ROWS: RowKind[DeliveryEntry] = RowKind(
    decode=decode_row,
    decode_lines=_rows.decode_lines,
    id_of=_ids_of,
    ids_of=lambda rows: list(map(_ids_of, rows)),
    version_dtypes=("i8", "i8"),
    version_of=_version_of,
    versions_of=_versions_of,
)
"""The rows of `deliveries` by shipment id, versioned by the last decided offset, then by the revision."""
