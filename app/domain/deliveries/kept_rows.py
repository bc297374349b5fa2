"""Rows beside deliveries: what belongs to a driver or to a fleet; readers of deliveries never see them."""

from typing import Any, Literal

from app.domain.deliveries.row import Alert, RowPart, Verdict
from app.domain.subject import DRIVER_PREFIX

FLEET_PREFIX = "\x02"
"""What the row id of a fleet begins with; that of the deliveries without a fleet is this alone."""
UNDECIDED = -1
"""The offset of a row about which no command was decided."""


class DriverRow(RowPart, frozen=True, kw_only=True, tag_field="row", tag="driver"):
    """What is remembered and learned of a driver, and the driver's alerts."""

    driverId: str
    fleet: str | None = None
    planRevision: int
    revision: int
    offset: int
    verdicts: tuple[Verdict, ...] = ()
    eventSequence: int = 0
    createdAt: float
    updatedAt: float
    alerts: tuple[Alert, ...] = ()
    memory: dict[str, Any] | None = None
    """What the next sweep needs to know of earlier ones."""
    learned: list[Any] | None = None
    """`DriverEstimates`, and up to which arrival they learned."""

    @property
    def subject(self) -> str:
        """Return whom its events are about."""
        return self.driverId


class DeletedDriver(RowPart, frozen=True, kw_only=True, tag_field="row", tag="driver"):
    """The row of a driver whose data was deleted, until its tombstone."""

    driverId: str
    deleted: Literal[True]
    deletedAt: float
    fleet: str | None = None
    planRevision: int
    revision: int
    offset: int
    verdicts: tuple[Verdict, ...] = ()
    eventSequence: int = 0

    @property
    def subject(self) -> str:
        """Return whom its events were about."""
        return self.driverId


class FleetRow(RowPart, frozen=True, kw_only=True, tag_field="row", tag="fleet"):
    """What is learned of a fleet, and how right its forecasts were."""

    fleet: str | None = None
    revision: int
    offset: int
    since: float
    """When learning began, Unix seconds."""
    learned: dict[str, Any]
    """`FleetEstimates`."""
    quality: list[Any]
    """`Quality`."""
    recent: tuple[str, ...] = ()
    """The stops that were learned last, by a hash."""
    learnedTo: float = 0.0
    """The time of the newest of them."""


def fleet_row_id(fleet: str | None) -> str:
    """Return the row id of a fleet."""
    return FLEET_PREFIX + (fleet or "")


def driver_of(row_id: str) -> str | None:
    """Return the driver whose row this is, or None."""
    return row_id.removeprefix(DRIVER_PREFIX) if row_id.startswith(DRIVER_PREFIX) else None
