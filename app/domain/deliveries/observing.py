"""Decides what was observed of a driver at a destination: each observation once an attempt."""

import msgspec

from app.domain.deliveries.change import Change, draft_of
from app.domain.deliveries.codes import RefusalCode
from app.domain.deliveries.command import Observe
from app.domain.deliveries.event import EventType
from app.domain.deliveries.row import DeliveryRow, Progress
from app.domain.deliveries.status import TERMINAL, Status
from app.domain.fix_rules import FUTURE_TOLERANCE_S

NONE = Progress()


def decide_observation(row: DeliveryRow, command: Observe) -> Change | RefusalCode:
    """Return the row with the time of the observation."""
    if command.observedAt > command.at + FUTURE_TOLERANCE_S:
        return RefusalCode.TIME_IN_FUTURE
    progress, field = row.progress or NONE, f"{command.what}At"
    if command.attempt < progress.attempt:
        return RefusalCode.TOO_OLD
    if not _is_of_now(row, command):
        return RefusalCode.ILLEGAL_TRANSITION
    if command.attempt > progress.attempt:
        progress = msgspec.structs.replace(
            progress, attempt=command.attempt, approachingAt=None, arrivedAt=None, departedAt=None
        )
    elif getattr(progress, field) is not None:
        return Change(row)
    changed = msgspec.structs.replace(progress, **{field: command.observedAt})
    # Two observers of one arrival give one event; a later delivery of the same id has other ones.
    cause = f"{row.createdAt}/{command.attempt}"
    draft = draft_of(
        row.shipmentId, EventType(f"delivery.{command.what}"), command.observedAt, cause, {"attempt": command.attempt}
    )
    return Change(msgspec.structs.replace(row, progress=changed), (draft,))


def _is_of_now(row: DeliveryRow, command: Observe) -> bool:
    """Tell whether the attempt is the one under way, or the one that has just ended, which the driver still leaves."""
    if command.attempt == row.attempts + 1:
        return row.status not in TERMINAL
    has_just_ended = command.attempt == row.attempts and row.status is not Status.OUT_FOR_DELIVERY
    return has_just_ended and command.what != "approaching"
