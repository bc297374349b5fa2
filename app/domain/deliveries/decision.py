"""What a command does to a delivery; it reads the row and the command, nothing else, and never raises."""

from collections.abc import Callable
from math import inf
from typing import Any, NamedTuple

import msgspec

from app.domain.deliveries.alerting import decide_alert
from app.domain.deliveries.change import AnyRow, Change, Draft, draft_of
from app.domain.deliveries.codes import RefusalCode
from app.domain.deliveries.command import (
    Assign,
    ChangeAlert,
    Command,
    Expire,
    Observe,
    Plan,
    ReportStatus,
    Withdraw,
)
from app.domain.deliveries.event import Event, EventType
from app.domain.deliveries.kept_rows import DeletedDriver, DriverRow
from app.domain.deliveries.observing import decide_observation
from app.domain.deliveries.planning import decide_assignment, decide_expiry, decide_plan, decide_withdrawal
from app.domain.deliveries.reporting import decide_status
from app.domain.deliveries.row import DeliveryRow, Verdict
from app.domain.fix_rules import FUTURE_TOLERANCE_S

MAX_VERDICTS = 16

Outcome = Change | RefusalCode


class Decided(NamedTuple):
    """What to write and to tell, and the verdict."""

    row: AnyRow | None
    """None: nothing is to be written."""
    events: tuple[Event, ...] = ()
    code: RefusalCode | None = None
    is_repeated: bool = False
    """Whether the command was decided before."""


def decide(
    shipment_id: str, row: AnyRow | None, command: Command, offset: int, now: float, *, kafka_time: float = inf
) -> Decided:
    """Return what becomes of a command at `offset` of the input; `now` (Unix seconds) dates the writing only.

    Against `kafka_time`, when Kafka took the command, the clock of the sender is checked.
    """
    return _decided(shipment_id, row, command, offset, now, kafka_time, _outcome)


def decide_of_driver(
    driver_id: str, row: AnyRow | None, command: Command, offset: int, now: float, *, kafka_time: float = inf
) -> Decided:
    """Return what becomes of a command about a driver."""
    return _decided(driver_id, row, command, offset, now, kafka_time, _outcome_of_driver)


def _decided(
    subject: str,
    row: AnyRow | None,
    command: Command,
    offset: int,
    now: float,
    kafka_time: float,
    outcome_of: Callable[[str, Any, Command, int], Outcome],
) -> Decided:
    if row is not None and (repeated := _repeated(row, command, offset)) is not None:
        return repeated
    live = row if isinstance(row, DeliveryRow | DriverRow) else None
    if row is not None and command.fleet is not None and command.fleet != row.fleet:
        outcome: Outcome = RefusalCode.FORBIDDEN
    elif command.at > kafka_time + FUTURE_TOLERANCE_S:
        outcome = RefusalCode.TIME_IN_FUTURE
    else:
        outcome = outcome_of(subject, live, command, offset)
    if isinstance(outcome, Change):
        return _entered(row, outcome, command, offset, now)
    refusals = () if live is not None else (refusal_of(subject, command, outcome, now),)
    if row is None:
        return Decided(None, refusals, outcome)
    # Readers do not see the row of a deletion, so its verdict is told as well.
    return _entered(row, Change(row, code=outcome), command, offset, now)._replace(events=refusals)


def refusal_of(shipment_id: str, command: Command, code: RefusalCode, now: float) -> Event:
    """Return the event that tells of a refused command where no row can; its fleet is the sender's."""
    data = {"commandId": command.id, "code": code}
    draft = draft_of(shipment_id, EventType.COMMAND_REFUSED, command.at, command.id, data)
    return _event(shipment_id, draft, command, now, fleet=command.fleet)


def _outcome(shipment_id: str, row: DeliveryRow | None, command: Command, offset: int) -> Change | RefusalCode:
    if isinstance(command, Plan):
        return decide_plan(shipment_id, row, command, offset)
    if row is None:
        return RefusalCode.UNKNOWN_DELIVERY
    match command:
        case ReportStatus():
            return decide_status(row, command, offset)
        case Assign():
            return decide_assignment(row, command, offset)
        case Observe():
            return decide_observation(row, command)
        case ChangeAlert():
            return decide_alert(row, command)
        case Withdraw():
            return decide_withdrawal(row, command)
        case Expire():
            return decide_expiry(row, command)


def _outcome_of_driver(driver_id: str, row: DriverRow | None, command: Command, offset: int) -> Outcome:
    match command:
        case ChangeAlert():
            if row is None and command.what == "open":
                row = DriverRow(
                    driverId=driver_id,
                    fleet=command.fleet,
                    planRevision=0,
                    revision=0,
                    offset=offset,
                    createdAt=command.at,
                    updatedAt=command.at,
                )
            return RefusalCode.UNKNOWN_ALERT if row is None else decide_alert(row, command)
        case Withdraw() if row is not None:
            deleted = DeletedDriver(
                driverId=driver_id,
                deleted=True,
                deletedAt=command.at,
                fleet=row.fleet,
                planRevision=0,
                revision=row.revision,
                offset=offset,
            )
            return Change(deleted)
        case _:
            return RefusalCode.INVALID_COMMAND


def _repeated(row: AnyRow, command: Command, offset: int) -> Decided | None:
    for verdict in row.verdicts:
        if verdict.commandId == command.id:
            return Decided(None, code=verdict.code, is_repeated=True)
    # Read again after a crash, and its verdict has made room for newer ones.
    return Decided(None, is_repeated=True) if offset <= row.offset else None


def _entered(row: AnyRow | None, change: Change, command: Command, offset: int, now: float) -> Decided:
    """Return the change with its verdict, versions and counts."""
    changed, written_ms = change.row, int(now * 1000)
    sequence = 0 if row is None else row.eventSequence
    plan_revision = 0 if row is None else row.planRevision
    revision = written_ms if row is None else max(row.revision + 1, written_ms)
    # The next life of a driver numbers its alerts from 1 again.
    verdicts = () if row is None or isinstance(changed, DeletedDriver) else row.verdicts
    entered = msgspec.structs.replace(
        changed,
        planRevision=plan_revision + change.raises_plan,
        revision=revision,
        offset=offset,
        verdicts=(*verdicts, Verdict(commandId=command.id, offset=offset, code=change.code))[-MAX_VERDICTS:],
        eventSequence=sequence + len(change.drafts),
    )
    if change.drafts and isinstance(entered, DeliveryRow | DriverRow):
        entered = msgspec.structs.replace(entered, updatedAt=max(entered.updatedAt, command.at))
    events = tuple(
        _event(changed.subject, draft, command, now, fleet=changed.fleet, sequence=number, revision=revision)
        for number, draft in enumerate(change.drafts, sequence + 1)
    )
    return Decided(entered, events, change.code)


def _event(
    subject: str,
    draft: Draft,
    command: Command,
    now: float,
    *,
    fleet: str | None,
    sequence: int = 0,
    revision: int = 0,
) -> Event:
    return Event(
        id=draft.id,
        type=draft.type,
        subject=subject,
        at=draft.at,
        recordedAt=now,
        sequence=sequence,
        revision=revision,
        fleet=fleet,
        by=command.by,
        data=draft.data,
    )
