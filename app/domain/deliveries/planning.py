"""Decides the commands that promise, change, assign and withdraw a delivery."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import UNSET

from app.domain.deliveries.change import Change, Draft, draft_of, known
from app.domain.deliveries.codes import RefusalCode
from app.domain.deliveries.command import Assign, Expire, Plan, PlanFields, Withdraw
from app.domain.deliveries.event import EventType
from app.domain.deliveries.row import DEFAULT_SERVICE_S, DeletedDelivery, DeliveryRow, Folded, TimelineEntry
from app.domain.deliveries.status import TERMINAL, Status
from app.domain.deliveries.timeline import next_at, with_entry
from app.domain.fix_rules import check_id

FIELDS = PlanFields.__struct_fields__
DEFAULTS: Mapping[str, Any] = {**dict.fromkeys(FIELDS), "kind": "delivery", "serviceSeconds": DEFAULT_SERVICE_S}
"""What a field is without a value."""
CHANGEABLE_AFTER_END = frozenset({"reference", "recipient", "note"})
NO_FIELDS = PlanFields()


def decide_plan(shipment_id: str, row: DeliveryRow | None, command: Plan, offset: int) -> Change | RefusalCode:
    """Return the delivery as it is promised now."""
    if command.expect is not None and command.expect != (0 if row is None else row.planRevision):
        return RefusalCode.VERSION_MISMATCH
    if row is None and not command.whole:
        return RefusalCode.UNKNOWN_DELIVERY
    wanted = _wanted(command)
    if not _is_sound(wanted, is_new=row is None):
        return RefusalCode.INVALID_COMMAND
    if row is None:
        return _created(shipment_id, command, wanted)
    return _changed(row, command, {n: v for n, v in wanted.items() if getattr(row, n) != v}, offset)


def decide_assignment(row: DeliveryRow, command: Assign, offset: int) -> Change | RefusalCode:
    """Return the delivery on the route of a driver, or of none."""
    if command.expect is not None and command.expect != row.planRevision:
        return RefusalCode.VERSION_MISMATCH
    if command.driverId is not None and check_id(command.driverId):
        return RefusalCode.INVALID_COMMAND
    wanted = {"driverId": command.driverId, "sequence": command.sequence, "startAt": command.startAt}
    return _changed(row, command, {n: v for n, v in wanted.items() if getattr(row, n) != v}, offset)


def decide_withdrawal(row: DeliveryRow, command: Withdraw) -> Change:
    """Return the deletion of a delivery that is promised no longer."""
    draft = draft_of(row.shipmentId, EventType.WITHDRAWN, command.at, command.id, {"status": row.status})
    return Change(_deletion(row, command.at), (draft,), raises_plan=True)


def decide_expiry(row: DeliveryRow, command: Expire) -> Change | RefusalCode:
    """Return the deletion of a delivery that ended long ago, unless a command changed it meanwhile."""
    if row.endedAt is None or row.planRevision != command.expect:
        return RefusalCode.VERSION_MISMATCH
    return Change(_deletion(row, command.at), raises_plan=True)


def _wanted(command: Plan) -> dict[str, Any]:
    """Return the fields that the command sets, with their defaults in place of None."""
    wanted: dict[str, Any] = {}
    for name in FIELDS:
        value = getattr(command.set, name)
        if value is UNSET:
            if command.whole:
                wanted[name] = DEFAULTS[name]
        else:
            wanted[name] = DEFAULTS[name] if value is None else value
    return wanted


def _is_sound(wanted: Mapping[str, Any], *, is_new: bool) -> bool:
    window, driver = wanted.get("window"), wanted.get("driverId")
    return (
        (wanted.get("destination") is not None or ("destination" not in wanted and not is_new))
        and (window is None or window.start <= window.end)
        and (driver is None or check_id(driver) is None)
    )


def _created(shipment_id: str, command: Plan, wanted: Mapping[str, Any]) -> Change:
    driver = wanted["driverId"]
    row = DeliveryRow(
        shipmentId=shipment_id,
        fleet=command.fleet,
        **wanted,
        status=Status.CREATED,
        statusAt=command.at,
        folded=None if driver is None else Folded(driverId=driver),
        planRevision=0,
        revision=0,
        offset=0,
        createdAt=command.at,
        updatedAt=command.at,
    )
    drafts = [draft_of(shipment_id, EventType.CREATED, command.at, command.id, known(driverId=driver))]
    if driver is not None:
        drafts.append(draft_of(shipment_id, EventType.ASSIGNED, command.at, command.id, {"driverId": driver}))
    return Change(row, tuple(drafts), raises_plan=True)


def _changed(row: DeliveryRow, command: Plan | Assign, changes: dict[str, Any], offset: int) -> Change | RefusalCode:
    if not changes:
        return Change(row)
    if row.status in TERMINAL and not changes.keys() <= CHANGEABLE_AFTER_END:
        return RefusalCode.ILLEGAL_TRANSITION
    is_reassigned = "driverId" in changes
    if is_reassigned and changes["driverId"] is None and row.status is Status.OUT_FOR_DELIVERY:
        return RefusalCode.OUT_FOR_DELIVERY
    drafts = list[Draft]()
    if is_reassigned:
        data = {"driverId": changes["driverId"], **known(previous=row.driverId)}
        assigned = draft_of(row.shipmentId, EventType.ASSIGNED, command.at, command.id, data)
        drafts.append(assigned)
        row = _reassigned(row, command, changes["driverId"], offset, assigned.id)
    changes.pop("driverId", None)
    if changes:
        row = msgspec.structs.replace(row, **changes)
    if updated := sorted(changes.keys() - ({"sequence", "startAt"} if is_reassigned else set())):
        drafts.append(draft_of(row.shipmentId, EventType.UPDATED, command.at, command.id, {"fields": updated}))
    return Change(row, tuple(drafts), raises_plan=True)


def _reassigned(
    row: DeliveryRow, command: Plan | Assign, driver: str | None, offset: int, event_id: str
) -> DeliveryRow:
    entry = TimelineEntry(
        at=next_at(row, command.at),
        offset=offset,
        driverId=driver,
        by=command.by,
        commandId=command.id,
        eventId=event_id,
    )
    # A place on the route of another driver says nothing about this one's.
    return msgspec.structs.replace(with_entry(row, entry).row, sequence=None, startAt=None)


def _deletion(row: DeliveryRow, at: float) -> DeletedDelivery:
    return DeletedDelivery(
        shipmentId=row.shipmentId,
        deleted=True,
        deletedAt=at,
        fleet=row.fleet,
        driverId=row.driverId,
        planRevision=row.planRevision,
        revision=row.revision,
        offset=row.offset,
    )
