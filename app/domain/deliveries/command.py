"""Commands about deliveries: what people, systems and the sweep ask for."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, UnsetType

from app.domain.deliveries.row import (
    MAX_PROOFS,
    Destination,
    Fleet,
    Id,
    Kind,
    LongText,
    Proof,
    Recipient,
    ReportedPosition,
    Sequence,
    ServiceSeconds,
    Text,
    Time,
    Window,
)
from app.domain.deliveries.status import FailureReason, Status

Observation = Literal["arrived", "departed", "approaching"]
AlertStep = Literal["open", "resolve", "acknowledge", "snooze"]
Revision = Annotated[int, msgspec.Meta(ge=0)]


class _Command(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind"):
    v: Literal[1] = 1
    id: Id
    at: Time
    """When an edge or the sweep took it, Unix seconds; all that is decided about time is decided against it."""
    by: Text
    """The name of the key, or `sweep`."""
    fleet: Fleet | None = None
    """Of the key; a delivery of another fleet refuses it."""


class PlanFields(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The fields of a plan; absent ones are UNSET, None removes."""

    kind: Kind | UnsetType | None = UNSET
    destination: Destination | UnsetType | None = UNSET
    window: Window | UnsetType | None = UNSET
    driverId: Id | UnsetType | None = UNSET
    sequence: Sequence | UnsetType | None = UNSET
    serviceSeconds: ServiceSeconds | UnsetType | None = UNSET
    reference: Text | UnsetType | None = UNSET
    recipient: Recipient | UnsetType | None = UNSET
    note: LongText | UnsetType | None = UNSET


class Plan(_Command, frozen=True, kw_only=True, tag="plan"):
    """Create or change a delivery; `whole` replaces all fields of the plan."""

    set: PlanFields
    whole: bool
    expect: Revision | None = None
    """The `planRevision` that the row must have; 0: there must be no delivery."""


class ReportStatus(_Command, frozen=True, kw_only=True, tag="status"):
    """Say what happened to a shipment."""

    to: Status
    statusAt: Time
    reason: FailureReason | None = None
    note: LongText | None = None
    position: ReportedPosition | None = None
    driverPosition: ReportedPosition | None = None
    """The driver's last fix as the edge knew it."""
    proof: Annotated[tuple[Proof, ...], msgspec.Meta(max_length=MAX_PROOFS)] = ()
    corrects: bool = False
    driverId: Id | None = None
    """Of a key that is bound to a driver: the delivery must be that driver's at `statusAt`."""


class Assign(_Command, frozen=True, kw_only=True, tag="assign"):
    """Give a delivery to a driver, or take it away with None."""

    driverId: Id | None
    sequence: Sequence | None = None
    startAt: Time | None = None
    expect: Revision | None = None


class Withdraw(_Command, frozen=True, kw_only=True, tag="withdraw"):
    """Delete a delivery."""


class Expire(_Command, frozen=True, kw_only=True, tag="expire"):
    """Delete a delivery that ended long ago, unless its plan or status changed since `expect`."""

    expect: Revision
    """The `planRevision` that the row must have."""


class Observe(_Command, frozen=True, kw_only=True, tag="observe"):
    """Say what was observed of a driver at the destination; once an attempt."""

    what: Observation
    observedAt: Time
    attempt: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    """Counted from 1: `attempts` of the row and 1."""
    position: ReportedPosition | None = None


class ChangeAlert(_Command, frozen=True, kw_only=True, tag="alert"):
    """Open, resolve, acknowledge or snooze an alert, named by its kind or its id."""

    alert: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] | None = None
    """The kind; needed to open one."""
    what: AlertStep
    until: Time | None = None
    """Of a snooze."""
    alertId: Annotated[str, msgspec.Meta(max_length=64)] | None = None


Command = Plan | ReportStatus | Assign | Withdraw | Expire | Observe | ChangeAlert
