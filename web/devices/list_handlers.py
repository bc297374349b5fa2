"""GET /api/devices and one of them."""

import asyncio
from collections.abc import Mapping, Sequence

from aiohttp import web

from app.devices.device_record import encode_device
from app.keys.record import KeyRecord
from app.messages.device import Device
from web.access.sender import fleet_of
from web.deliveries.text_index import words_of
from web.devices.device_view import ToShow, keys_by_device, seen_row, shown
from web.devices.known_devices import DeviceFilters, KnownDevice, KnownDevices
from web.http.parameters import parse_choice, reject_unknown
from web.http.problem import ProblemError
from web.http.route import Parameter
from web.http.route_errors import TEXT
from web.latest.filters import Filters
from web.lists.filter_values import parse_ids
from web.lists.table_answer import document_response
from web.lists.table_page import BASE_HEADERS, document_tail
from web.lists.table_query import AFTER, DEFAULT_LIMIT, LIMIT, parse_limit
from web.services.register_change import etag_of
from web.services.services import Services

DRIVER_ID = Parameter("driverId", TEXT, "Only devices of this driver.", repeatable=True)
BOUND = Parameter("bound", {"type": "string", "enum": ["true", "false"]}, "Only devices with a driver, or without one.")
QUERY = Parameter("q", TEXT, "Words that the id, the name, the driver or the driver's name contain, all of them.")
DEVICE_LIMIT = Parameter(LIMIT.name, LIMIT.schema, f"Most devices of this answer; without it {DEFAULT_LIMIT}.")
LIST_PARAMETERS = (QUERY, DRIVER_ID, BOUND, AFTER, DEVICE_LIMIT)
DEVICES_PER_TURN = 100


async def list_devices(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with the devices in order of their id: the registered ones, and those that sent a position."""
    query = request.query
    reject_unknown(query, LIST_PARAMETERS)
    bound = parse_choice(query, "bound", ("true", "false"))
    is_bound = None if bound is None else bound == "true"
    wanted = DeviceFilters(words_of(query.get("q", "")), parse_ids(query, "driverId"), is_bound)
    limit, after, fleet = parse_limit(query) or DEFAULT_LIMIT, query.get("after"), fleet_of(request)
    known = require_known(services, request)
    freshness = services.latest.freshness(Filters(fleet=fleet))
    found = await asyncio.to_thread(known.page, known.all(), wanted, after, limit + 1)
    page, has_more = found[:limit], len(found) > limit
    keys, bodies = keys_by_device(services.guard.keyring.records, fleet), list[bytes]()
    for start in range(0, len(page), DEVICES_PER_TURN):
        for device in _shown(services, known, page[start : start + DEVICES_PER_TURN], keys):
            bodies.append(device.model_dump_json(by_alias=True, exclude_none=True).encode())
        await asyncio.sleep(0)
    next_id = page[-1].id if has_more else None
    tail = document_tail(freshness, next_id, has_more=has_more)
    return document_response(request, b'{"devices":[' + b",".join(bodies) + tail, next_id, has_more=has_more)


async def show_device(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with one device."""
    reject_unknown(request.query, ())
    return device_answer(services, request)


def device_answer(services: Services, request: web.Request, status: int = 200) -> web.Response:
    """Return a device as this process knows it, with the ETag of its record; raises `unknown_device`."""
    device_id = request.match_info["id"]
    known = require_known(services, request)
    found = known.find(device_id)
    if found is None:
        raise ProblemError("unknown_device", f"There is no device {device_id[:128]!r}.")
    keys = keys_by_device(services.guard.keyring.records, fleet_of(request))
    [device] = _shown(services, known, [found], keys)
    etag = {} if found.record is None else {"ETag": etag_of(encode_device(found.record))}
    body = device.model_dump_json(by_alias=True, exclude_none=True).encode()
    headers = {**BASE_HEADERS, **etag, "Content-Type": "application/json"}
    return web.Response(status=status, body=body, headers=headers)


def require_known(services: Services, request: web.Request) -> KnownDevices:
    """Return the devices that the sender knows; raises `recovering` before all are read."""
    services.latest.require_caught_up()
    registers = services.registers
    if not (registers.devices.is_complete and registers.drivers.is_complete):
        raise ProblemError("recovering", "The devices and drivers are still being read from Kafka.")
    return KnownDevices(services.latest.replica, registers.devices, registers.drivers, fleet_of(request))


def _shown(
    services: Services,
    known: KnownDevices,
    devices: Sequence[KnownDevice],
    keys: Mapping[str, Sequence[KeyRecord]],
) -> list[Device]:
    rows = [(device, known.row_of(device)) for device in devices]
    entries = [
        ToShow(
            device.id,
            device.record,
            known.driver_name(device.record),
            None if row is None else seen_row(row),
            keys.get(device.id, ()),
        )
        for device, row in rows
        if row is not None or device.record is not None
    ]
    return shown(entries, services.clock.now())
