"""Commands for tests, and a delivery that takes them one after the other."""

from collections.abc import Sequence
from typing import Any

from app.deliveries.codec import decode_command, decode_row, encode_command, encode_row
from app.domain.deliveries.change import AnyRow
from app.domain.deliveries.codes import RefusalCode
from app.domain.deliveries.command import (
    AlertStep,
    Assign,
    ChangeAlert,
    Command,
    Expire,
    Observation,
    Observe,
    Plan,
    PlanFields,
    ReportStatus,
    Withdraw,
)
from app.domain.deliveries.decision import Decided, decide
from app.domain.deliveries.event import Event
from app.domain.deliveries.row import DeletedDelivery, DeliveryRow, Destination, TimelineEntry
from app.domain.deliveries.status import Status

T0 = 1_705_500_000.0
"""When tests begin, Unix seconds."""
SHIPMENT = "PKG-1"
DESTINATION = Destination(latitude=38.9, longitude=-77.0)
_numbers = iter(range(10**9))


def common(at: float, fields: dict[str, Any]) -> dict[str, Any]:
    """Return what every command has; a command has an id of its own unless told otherwise."""
    return {"id": f"c{next(_numbers)}", "at": T0 + at, "by": "desk", **fields}


def a_plan(at: float = 0, *, whole: bool = True, expect: int | None = None, **fields: Any) -> Plan:
    """Return a command that plans a delivery; `fields` are those of the plan, and `id`, `by`, `fleet` of the command."""
    own: dict[str, Any] = {name: fields.pop(name) for name in ("id", "by", "fleet") if name in fields}
    if whole:
        fields = {"destination": DESTINATION, **fields}
    return Plan(**common(at, own), set=PlanFields(**fields), whole=whole, expect=expect)


def a_status(to: Status | str, at: float = 0, *, taken_at: float | None = None, **fields: Any) -> ReportStatus:
    """Return a command that says a status of the time T0 + `at`."""
    taken = at if taken_at is None else taken_at
    return ReportStatus(**common(taken, fields), to=Status(to), statusAt=T0 + at)


def an_assignment(driver: str | None, at: float = 0, **fields: Any) -> Assign:
    """Return a command that gives the delivery to a driver."""
    return Assign(**common(at, fields), driverId=driver)


def a_withdrawal(at: float = 0, **fields: Any) -> Withdraw:
    """Return a command that deletes the delivery."""
    return Withdraw(**common(at, fields))


def an_expiry(expect: int, at: float = 0, **fields: Any) -> Expire:
    """Return a command that deletes an ended delivery."""
    return Expire(**common(at, fields), expect=expect)


def an_observation(what: Observation, at: float = 0, attempt: int = 1, **fields: Any) -> Observe:
    """Return a command that says what was observed at T0 + `at`."""
    return Observe(**common(at, {"by": "sweep", **fields}), what=what, observedAt=T0 + at, attempt=attempt)


def an_alert(what: AlertStep, alert: str | None = "silent", at: float = 0, **fields: Any) -> ChangeAlert:
    """Return a command about an alert."""
    return ChangeAlert(**common(at, {"by": "sweep", **fields}), what=what, alert=alert)


class Delivery:
    """One delivery, its row as bytes in between, and all events about it."""

    def __init__(self, *commands: Command) -> None:
        self.row_bytes: bytes | None = None
        self.events: list[Event] = []
        self.offset = 0
        for command in commands:
            code = self.take(command)
            assert code is None, f"{command} is refused: {code}"

    def decide(self, command: Command, offset: int | None = None) -> Decided:
        """Decide a command at the next offset unless told otherwise, as it comes from Kafka."""
        self.offset = self.offset + 1 if offset is None else offset
        row = None if self.row_bytes is None else decode_row(self.row_bytes)
        decided = decide(SHIPMENT, row, decode_command(encode_command(command)), self.offset, command.at + 1)
        if decided.row is not None:
            self.row_bytes = encode_row(decided.row)
            assert decode_row(self.row_bytes) == decided.row
        self.events += decided.events
        return decided

    def take(self, command: Command) -> RefusalCode | None:
        """Decide a command and return its verdict."""
        return self.decide(command).code

    @property
    def any_row(self) -> AnyRow | None:
        return None if self.row_bytes is None else decode_row(self.row_bytes)

    @property
    def row(self) -> DeliveryRow:
        row = self.any_row
        assert isinstance(row, DeliveryRow)
        return row

    @property
    def deletion(self) -> DeletedDelivery:
        row = self.any_row
        assert isinstance(row, DeletedDelivery)
        return row

    @property
    def told(self) -> list[str]:
        """Return the types of the events, without the common part."""
        return [event.type.removeprefix("delivery.") for event in self.events]

    @property
    def custody(self) -> list[tuple[str, float, float | None]]:
        """Return who had the shipment, in seconds after T0."""
        return [(c.driverId, c.from_ - T0, None if c.until is None else c.until - T0) for c in self.row.custody]

    @property
    def statuses(self) -> list[tuple[float, str, str | None]]:
        """Return the statuses of the timeline in seconds after T0, each with its code."""
        return [(e.at - T0, e.to, e.code) for e in self.row.timeline if e.to is not None]


def without_offsets(row: DeliveryRow) -> tuple[object, ...]:
    """Return what shuffled commands must not change."""
    return (row.status, row.statusAt, row.attempts, row.driverId, row.custody, row.endedAt, [*map(_bare, row.timeline)])


def _bare(entry: TimelineEntry) -> tuple[object, ...]:
    return (entry.at, entry.to, entry.driverId, entry.reason, entry.corrects, entry.commandId, entry.code)


def ids_of(events: Sequence[Event]) -> list[str]:
    return [event.id for event in events]
