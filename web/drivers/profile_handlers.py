"""PUT and DELETE /api/drivers/{id}: what is registered of a driver."""

from http import HTTPStatus

from aiohttp import web

from app.devices.changes import changed_driver
from app.devices.driver_record import DriverRecord, encode_driver
from app.domain.access import Scope, may
from app.messages.device import DriverChange, DriverProfile
from web.access.sender import access_of, fleet_of
from web.http.json_answer import json_response
from web.http.parameters import reject_unknown
from web.http.problem import ProblemError
from web.latest.filters import Filters
from web.services.json_body import read_model
from web.services.register_change import (
    RowFleet,
    change_record,
    etag_of,
    fleet_of_new,
    id_in_path,
    require_fleet,
    require_fleet_of_rows,
    require_match,
    require_own_fleet,
)
from web.services.services import Services


async def put_driver(services: Services, request: web.Request) -> web.StreamResponse:
    """Register a driver, or change what is registered; answer with that."""
    reject_unknown(request.query, ())
    driver_id = id_in_path(request, "bad_driver")
    change = await read_model(services, request, DriverChange, "bad_driver")
    _require_allowed(request, driver_id, change)
    require_own_fleet(request, change, change.model_fields_set)
    services.latest.require_caught_up()
    _require_read(services)

    def decide(before: DriverRecord | None) -> DriverRecord:
        fleet = _fleet_of_new(services, request, driver_id, before)
        require_match(request, None if before is None else encode_driver(before))
        return changed_driver(before, driver_id, change, round(services.clock.now(), 3), fleet)

    record = await change_record(services.registers.driver_changes, driver_id, decide)
    assert record is not None
    answer = json_response(profile_of(record))
    answer.headers["ETag"] = etag_of(encode_driver(record))
    return answer


async def delete_driver(services: Services, request: web.Request) -> web.StreamResponse:
    """Remove what is registered of a driver; positions and deliveries stay."""
    reject_unknown(request.query, ())
    driver_id, fleet = id_in_path(request, "bad_driver"), fleet_of(request)
    _require_read(services)
    record = services.registers.drivers.find(driver_id)
    if record is None or fleet not in (None, record.fleet):
        raise ProblemError("unknown_driver", f"Driver {driver_id[:128]!r} is not registered.")

    def decide(before: DriverRecord | None) -> None:
        require_fleet(request, before)
        require_match(request, None if before is None else encode_driver(before))

    await change_record(services.registers.driver_changes, driver_id, decide)
    return web.Response(status=HTTPStatus.NO_CONTENT)


def _require_read(services: Services) -> None:
    if not services.registers.drivers.is_complete:
        raise ProblemError("recovering", "The drivers are still being read from Kafka.")


def profile_of(record: DriverRecord) -> DriverProfile:
    """Return a driver as answers show it."""
    return DriverProfile(
        driverId=record.id,
        name=record.name,
        phone=record.phone,
        color=record.color,
        duty=record.duty,
        dutyAt=record.dutyAt,
        fleet=record.fleet,
    )


def _fleet_of_new(services: Services, request: web.Request, driver_id: str, before: DriverRecord | None) -> str | None:
    """Return the fleet of a driver who is in none; raises `forbidden` where the sender may not change it."""
    view = services.latest.replica
    slots = view.select(Filters(driver_ids=frozenset({driver_id})))
    rows = RowFleet(view.indexes.fleets.fleet_at(view.newest_of(slots))) if slots else None
    require_fleet(request, before)
    require_fleet_of_rows(request, before, rows)
    return fleet_of_new(request, rows)


def _require_allowed(request: web.Request, driver_id: str, change: DriverChange) -> None:
    """Raise `forbidden` where a key that drives changes another driver, or more than the duty."""
    access = access_of(request)
    if access is None or may(access, Scope.DISPATCH):
        return
    if access.driver != driver_id:
        raise ProblemError("forbidden", "This key may change the duty of its own driver only.")
    if change.model_fields_set - {"duty"}:
        raise ProblemError("forbidden", "This key may change the duty only.")
