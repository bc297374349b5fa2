"""The row of a delivery as the change feed reads it: only what it needs to place, compare and find it."""

from operator import attrgetter
from typing import Annotated, Literal

import msgspec

from app.domain.deliveries.kept_rows import FLEET_PREFIX, UNDECIDED
from app.domain.subject import DRIVER_PREFIX
from web.replica.json_rows import json_rows
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


class KeptRow(msgspec.Struct, gc=False):
    """What a reader must know of the row of a driver or fleet, which it keeps for others and does not show."""

    row: Literal["driver", "fleet"]
    offset: Annotated[int, msgspec.Meta(ge=UNDECIDED, le=2**62)]
    revision: Count

    @property
    def deleted(self) -> bool:
        """Tell that there is nothing to show."""
        return True


DeliveryEntry = ChangelogRow | DeletedRow | KeptRow


def _version_of(row: DeliveryEntry) -> tuple[int, int]:
    return row.offset, row.revision


ROWS: RowKind[DeliveryEntry] = json_rows(
    ChangelogRow,
    DeletedRow,
    _version_of,
    attrgetter("offset"),
    "i8",
    beside={KeptRow: (DRIVER_PREFIX, FLEET_PREFIX)},
    hidden="memory",
)
"""The rows of `deliveries` by shipment id, versioned by the last decided offset, then by the revision."""
decode_row = ROWS.decode
"""From a changelog value to its row; raises one of UNREADABLE for what is neither row nor deletion."""
