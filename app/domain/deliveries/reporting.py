"""Decides a command that says what happened to a shipment."""

from app.domain.deliveries.change import Change
from app.domain.deliveries.codes import RefusalCode
from app.domain.deliveries.command import ReportStatus
from app.domain.deliveries.row import DeliveryRow, Destination, ReportedPosition, TimelineEntry
from app.domain.deliveries.status import OUTCOMES
from app.domain.deliveries.timeline import drivers_between, is_too_old, with_entry
from app.domain.direction import distance_m
from app.domain.fix_rules import FUTURE_TOLERANCE_S, OLDEST_TIMESTAMP_S

CLOCKS_DIFFER_S = 300.0
"""A driver's clock may differ this much from the edge's, which says when the delivery was assigned."""
COMPARABLE_S = 120.0
"""A fix that is further away in time than this says little about where an outcome happened."""
ELSEWHERE_M = 250.0


def decide_status(row: DeliveryRow, command: ReportStatus, offset: int) -> Change | RefusalCode:
    """Return the row with the status in its timeline, also where it is refused at its place there."""
    at, driver = command.statusAt, command.driverId
    if at > command.at + FUTURE_TOLERANCE_S:
        return RefusalCode.TIME_IN_FUTURE
    if at < OLDEST_TIMESTAMP_S:
        return RefusalCode.INVALID_COMMAND
    if is_too_old(row, at):
        return RefusalCode.TOO_OLD
    if driver is not None and driver not in drivers_between(row, at - CLOCKS_DIFFER_S, at + CLOCKS_DIFFER_S):
        return RefusalCode.NOT_ASSIGNED
    for entry in row.timeline:
        if _repeats(command, entry):
            return Change(row, code=entry.code)
    changed, drafts, code = with_entry(row, _entry_of(command, offset))
    return Change(changed, drafts, raises_plan=code is None, code=code)


def happened_elsewhere(entry: TimelineEntry, destination: Destination) -> bool:
    """Tell whether an outcome was far from its destination, or from where the driver was."""
    position, fix = entry.position, entry.driverPosition
    if position is not None and fix is not None and entry.distance is not None:
        blur = (position.accuracy or 0.0) + (fix.accuracy or 0.0)
        if entry.distance > ELSEWHERE_M + blur:
            return True
    own = position or (fix if fix is not None and _is_of(fix, entry.at) else None)
    if own is None:
        return False
    return _apart_m(own, destination) > max(ELSEWHERE_M, destination.radius) + (own.accuracy or 0.0)


def _repeats(command: ReportStatus, entry: TimelineEntry) -> bool:
    return (
        entry.to is command.to
        and entry.at == command.statusAt
        and entry.reason == command.reason
        and entry.corrects == command.corrects
        and entry.driverId == command.driverId
    )


def _entry_of(command: ReportStatus, offset: int) -> TimelineEntry:
    position, fix = command.position, command.driverPosition
    distance = None
    if command.to in OUTCOMES and position is not None and fix is not None and _is_of(fix, command.statusAt):
        distance = round(_apart_m(position, fix), 1)
    return TimelineEntry(
        at=command.statusAt,
        offset=offset,
        to=command.to,
        driverId=command.driverId,
        reason=command.reason,
        note=command.note,
        position=position,
        driverPosition=fix,
        distance=distance,
        proof=command.proof,
        corrects=command.corrects,
        by=command.by,
        commandId=command.id,
    )


def _is_of(fix: ReportedPosition, at: float) -> bool:
    return fix.timestamp is not None and abs(fix.timestamp - at) <= COMPARABLE_S


def _apart_m(one: ReportedPosition, other: ReportedPosition | Destination) -> float:
    return distance_m(one.latitude, one.longitude, other.latitude, other.longitude)
