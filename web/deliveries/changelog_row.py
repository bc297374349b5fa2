"""The row of a delivery as the change feed reads it: only what it needs to place, compare and find it."""

from collections.abc import Callable
from operator import attrgetter
from typing import Annotated, Any, Literal, cast

import msgspec

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


def _version_of(row: DeliveryEntry) -> tuple[int, int]:
    return row.offset, row.revision


_decode_lines: Callable[[bytes], list[DeliveryEntry]] = cast("Any", _rows.decode_lines)
ROWS: RowKind[DeliveryEntry] = RowKind(
    decode=decode_row,
    decode_lines=_decode_lines,
    version_of=_version_of,
    leading_of=attrgetter("offset"),
    leading_dtype="i8",
)
"""The rows of `deliveries` by shipment id, versioned by the last decided offset, then by the revision."""
