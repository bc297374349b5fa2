"""Commands as Kafka gets them, each encoded once; the ids of repeated requests are the same."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from secrets import randbits
from typing import NamedTuple

import msgspec

from app.deliveries.codec import encode_command
from app.domain.deliveries.command import AlertStep, Assign, ChangeAlert, ReportStatus, Withdraw
from app.domain.deliveries.row import Proof, ReportedPosition
from app.messages.delivery_plan import DeliveryChange, DeliveryPlan
from app.messages.delivery_status import StatusReport

ID_BYTES, ID_LENGTH = 16, 22
ID_BITS = 8 * ID_BYTES


class Command(NamedTuple):
    """One command about one delivery."""

    shipment_id: str
    id: str
    value: bytes


class Sender(NamedTuple):
    """Who sends commands, and when the edge took them."""

    by: str
    at: float
    """Unix seconds."""
    fleet: str | None = None
    repeat: str | None = None
    """What tells a repetition from a further command: `Idempotency-Key` with the key that sent it; None: nothing does."""
    serial: Iterator[int] | None = None
    """Numbers of commands without a repetition; the random first one is drawn once a request."""

    def command_id(self, kind: str, shipment_id: str, content: bytes) -> str:
        """Return the id of a command with that content."""
        if self.repeat is None:
            number = randbits(ID_BITS) if self.serial is None else next(self.serial)
            return _text_of((number & (1 << ID_BITS) - 1).to_bytes(ID_BYTES, "big"))
        return _text_of(
            sha256(b"\0".join((self.repeat.encode(), kind.encode(), shipment_id.encode(), content))).digest()
        )


def random_serial() -> Iterator[int]:
    """Return numbers that no other request counts through."""
    return count(randbits(ID_BITS))


def _text_of(random: bytes) -> str:
    return urlsafe_b64encode(random).decode("ascii")[:ID_LENGTH]


class _RawPlan(msgspec.Struct, gc=False, omit_defaults=True, kw_only=True, tag_field="kind", tag="plan"):
    """A plan whose fields are JSON already."""

    v: int
    id: str
    at: float
    by: str
    fleet: str | None = None
    set: msgspec.Raw
    whole: bool
    expect: int | None = None


_encode_plan = msgspec.json.Encoder().encode


def plan_command(sender: Sender, shipment_id: str, fields: bytes, expect: int | None = None) -> Command:
    """Return the command that creates or replaces a delivery with the fields of a plan."""
    return _plan(sender, shipment_id, fields, expect, is_whole=True)


def fields_of(plan: DeliveryPlan) -> bytes:
    """Return the fields of a plan as the client sent them."""
    return _json_of(plan)


def change_command(sender: Sender, shipment_id: str, change: DeliveryChange, expect: int | None = None) -> Command:
    """Return the command that changes what the client names."""
    fields = change.model_dump_json(exclude_unset=True).encode()
    return _plan(sender, shipment_id, fields, expect, is_whole=False)


_NOT_OF_A_PLAN = {"shipmentId"}


def _json_of(sent: DeliveryPlan | StatusReport) -> bytes:
    """Return what the client sent, as `model_dump_json` would, in two thirds of the time."""
    json: bytes = sent.__pydantic_serializer__.to_json(
        sent, exclude_none=True, exclude_unset=True, exclude=_NOT_OF_A_PLAN
    )
    return json


def _plan(sender: Sender, shipment_id: str, fields: bytes, expect: int | None, *, is_whole: bool) -> Command:
    command_id = sender.command_id("plan" if is_whole else "change", shipment_id, fields)
    record = _RawPlan(
        v=1,
        id=command_id,
        at=sender.at,
        by=sender.by,
        fleet=sender.fleet,
        set=msgspec.Raw(fields),
        whole=is_whole,
        expect=expect,
    )
    return Command(shipment_id, command_id, _encode_plan(record))


class DriverFix(NamedTuple):
    """What the edge adds to a status: the driver of the key, and where the driver of the delivery was last."""

    driver_id: str | None = None
    position: ReportedPosition | None = None


def status_command(sender: Sender, shipment_id: str, report: StatusReport, driver: DriverFix) -> Command:
    """Return the command that says what happened."""
    content = _json_of(report)
    command_id = sender.command_id("status", shipment_id, content)
    where = report.position
    command = ReportStatus(
        id=command_id,
        at=sender.at,
        by=sender.by,
        fleet=sender.fleet,
        to=report.to,
        statusAt=sender.at if report.at is None else report.at,
        reason=report.reason,
        note=report.note,
        position=None
        if where is None
        else ReportedPosition(latitude=where.latitude, longitude=where.longitude, accuracy=where.accuracy),
        driverPosition=driver.position,
        proof=tuple(Proof(kind=each.kind, ref=each.ref, sha256=each.sha256) for each in report.proof or ()),
        corrects=report.corrects,
        driverId=driver.driver_id,
    )
    return Command(shipment_id, command_id, encode_command(command))


class RouteEntry(NamedTuple):
    """Where a delivery is on a driver's route; without a driver it is on none."""

    driver_id: str | None
    sequence: int | None = None
    start_at: float | None = None


def assign_command(sender: Sender, shipment_id: str, entry: RouteEntry, expect: int | None = None) -> Command:
    """Return the command that puts a delivery on a route, or takes it off."""
    content = repr(entry).encode()
    command_id = sender.command_id("assign", shipment_id, content)
    command = Assign(
        id=command_id,
        at=sender.at,
        by=sender.by,
        fleet=sender.fleet,
        driverId=entry.driver_id,
        sequence=entry.sequence,
        startAt=entry.start_at,
        expect=expect,
    )
    return Command(shipment_id, command_id, encode_command(command))


def withdraw_command(sender: Sender, shipment_id: str) -> Command:
    """Return the command that withdraws the promise."""
    command_id = sender.command_id("withdraw", shipment_id, b"")
    command = Withdraw(id=command_id, at=sender.at, by=sender.by, fleet=sender.fleet)
    return Command(shipment_id, command_id, encode_command(command))


def alert_command(
    sender: Sender, shipment_id: str, alert_id: str, step: AlertStep, until: float | None = None
) -> Command:
    """Return the command that acknowledges or snoozes an alert."""
    command_id = sender.command_id(step, shipment_id, f"{alert_id}\0{until}".encode())
    command = ChangeAlert(
        id=command_id, at=sender.at, by=sender.by, fleet=sender.fleet, what=step, until=until, alertId=alert_id
    )
    return Command(shipment_id, command_id, encode_command(command))
