"""PUT and DELETE of a device, and the request for a position."""

from http import HTTPStatus

from aiohttp import web

from app.devices.changes import asked_to_report, changed_device
from app.devices.device_record import DeviceRecord, encode_device
from app.domain.subject import driver_row_id
from app.fixes.control import Forget
from app.messages.device import DeviceChange
from web.access.sender import fleet_of
from web.devices.device_view import keys_by_device
from web.devices.list_handlers import device_answer, require_known
from web.http.parameters import reject_unknown
from web.http.problem import ProblemError
from web.services.json_body import read_model
from web.services.key_writing import revoke
from web.services.register_change import (
    RowFleet,
    change_record,
    fleet_of_new,
    id_in_path,
    require_fleet,
    require_fleet_of_rows,
    require_match,
    require_own_fleet,
)
from web.services.services import Services

FORGET_AHEAD_S = 10.0
"""Other processes learn of a binding a moment later; what they accept until then must not bring the row back."""


async def put_device(services: Services, request: web.Request) -> web.StreamResponse:
    """Register a device, or change it; answer with the device."""
    reject_unknown(request.query, ())
    device_id = id_in_path(request, "bad_device")
    change = await read_model(services, request, DeviceChange, "bad_device")
    require_own_fleet(request, change, change.model_fields_set)
    require_known(services, request)
    former: str | None = None

    def decide(before: DeviceRecord | None) -> DeviceRecord:
        nonlocal former
        former = None if before is None else before.driver
        fleet = _fleet_of_new(services, request, before)
        require_match(request, None if before is None else encode_device(before))
        after = changed_device(before, device_id, change, _now(services), fleet)
        if after is None:
            raise ProblemError("binding_in_past", "The device was bound at a later time; the clocks of servers differ.")
        return after

    record = await change_record(services.registers.device_changes, device_id, decide)
    if record is not None and record.driver not in (None, former):
        await _forget_own_driver(services, record)
    return device_answer(services, request)


async def delete_device(services: Services, request: web.Request) -> web.StreamResponse:
    """Remove a device from the register, and revoke its credentials."""
    reject_unknown(request.query, ())
    device_id = id_in_path(request, "bad_device")
    require_known(services, request)
    fleet, record = fleet_of(request), services.registers.devices.find(device_id)
    keys = keys_by_device(services.guard.keyring.records, fleet).get(device_id, ())
    if (record is None or fleet not in (None, record.fleet)) and not keys:
        raise ProblemError("unknown_device", f"There is no registered device {device_id[:128]!r}.")

    def decide(before: DeviceRecord | None) -> None:
        require_fleet(request, before)
        require_match(request, None if before is None else encode_device(before))

    await change_record(services.registers.device_changes, device_id, decide)
    # Listed again: without a record no other credential is created.
    for key in keys_by_device(services.guard.keyring.records, fleet).get(device_id, ()):
        await revoke(services, key)
    return web.Response(status=HTTPStatus.NO_CONTENT)


async def request_report(services: Services, request: web.Request) -> web.StreamResponse:
    """Ask a device for a position; those that can be asked see it when they post."""
    reject_unknown(request.query, ())
    device_id = id_in_path(request, "bad_device")
    if require_known(services, request).find(device_id) is None:
        raise ProblemError("unknown_device", f"There is no device {device_id[:128]!r}.")

    def decide(before: DeviceRecord | None) -> DeviceRecord:
        return asked_to_report(before, device_id, _now(services), _fleet_of_new(services, request, before))

    await change_record(services.registers.device_changes, device_id, decide)
    return device_answer(services, request, HTTPStatus.ACCEPTED)


async def _forget_own_driver(services: Services, record: DeviceRecord) -> None:
    """Forget the row in which the device was a driver of its own name, unless a driver has that name."""
    view, row_id = services.latest.replica, driver_row_id(record.id)
    slot = view.store.slot_of(row_id)
    if slot is None or slot not in view.indexes.devices.slots_of(record.id) or _is_driver(services, record.id):
        return
    if view.indexes.fleets.fleet_at(slot) == record.fleet:
        at = max(view.indexes.times.timestamp_at(slot), record.bindings[-1].from_ + FORGET_AHEAD_S)
        await services.control.forget(Forget(row_id, at))


def _is_driver(services: Services, name: str) -> bool:
    """Tell whether a driver of that name is registered, or a device is or was bound to one."""
    registers = services.registers
    bindings = (binding for device in registers.devices.records.values() for binding in device.bindings)
    return registers.drivers.find(name) is not None or any(binding.driverId == name for binding in bindings)


def _fleet_of_new(services: Services, request: web.Request, before: DeviceRecord | None) -> str | None:
    """Return the fleet of a device that is in none; raises `forbidden` where the sender may not change it."""
    view = services.latest.replica
    slots = view.indexes.devices.slots_of(request.match_info["id"])
    rows = RowFleet(view.indexes.fleets.fleet_at(slots[0])) if slots else None
    require_fleet(request, before)
    require_fleet_of_rows(request, before, rows)
    return fleet_of_new(request, rows)


def _now(services: Services) -> float:
    return round(services.clock.now(), 3)
