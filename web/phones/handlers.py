"""The handlers of phone apps: from an aiohttp request to exactly the answer that makes an app delete its points."""

from collections.abc import Mapping
from functools import partial

import orjson
from aiohttp import web

from app.clock import Clock
from app.devices.books import DeviceBook
from app.domain.access import Access
from app.fixes.parser import FixError
from app.observability.metrics import Metrics
from app.phones.body import fields_of
from app.phones.gpslogger import read_gpslogger
from app.phones.osmand import read_osmand
from app.phones.overland import read_overland
from app.phones.owntracks import read_owntracks
from app.phones.quick_overland import quick_overland
from app.phones.said import PhoneRequest, Position, Reading, Sender
from app.phones.traccar import read_traccar
from app.settings import Settings
from web.access.sender import access_of
from web.http.body import JSON_TYPE, BodyLimits, read_body
from web.http.cors import is_of_another_origin
from web.http.problem import ProblemError
from web.ingest.answers import refused
from web.phones.intake import Intake
from web.phones.known_devices import is_of_one_driver, is_report_wanted, speed_unit

TAKEN_BY_OVERLAND = b'{"result":"ok"}'
TAKEN_BY_OWNTRACKS = b"[]"
REPORT_NOW = orjson.dumps([{"_type": "cmd", "action": "reportLocation"}])
FOREIGN_SITES = frozenset({"cross-site", "same-site"})


class Phones:
    """One handler a protocol."""

    def __init__(self, intake: Intake, devices: DeviceBook, settings: Settings, clock: Clock, metrics: Metrics) -> None:
        self._intake, self._devices, self._clock = intake, devices, clock
        self._limits = BodyLimits(settings, metrics)
        self._requires_keys = settings.requires_keys

    async def osmand(self, request: web.Request) -> web.StreamResponse:
        """Take what OsmAnd, Traccar Client or the Transistorsoft SDK sends."""
        received, access, now = await self._receive(request)
        await self._intake.take("osmand", read_osmand(received, now, self._sender(access)), now, access)
        return web.Response()

    async def gpslogger(self, request: web.Request) -> web.StreamResponse:
        """Take what GPSLogger sends."""
        received, access, now = await self._receive(request)
        await self._intake.take("gpslogger", read_gpslogger(received, now, self._sender(access)), now, access)
        return web.Response()

    async def traccar(self, request: web.Request) -> web.StreamResponse:
        """Take what a Traccar server forwards."""
        received, access, now = await self._receive(request)
        await self._intake.take("traccar", read_traccar(received, self._sender(access)), now, access)
        return web.Response()

    async def overland(self, request: web.Request) -> web.StreamResponse:
        """Take a batch of Overland."""
        received, access, now = await self._receive(request)
        sender = self._sender(access)
        certain = quick_overland(received.body, received.query, sender, now, partial(self._driver_between, access))
        if certain is None or not await self._intake.take_certain("overland", certain, now, access):
            await self._intake.take("overland", read_overland(received, sender), now, access)
        return web.Response(body=TAKEN_BY_OVERLAND, content_type=JSON_TYPE)

    async def owntracks(self, request: web.Request) -> web.StreamResponse:
        """Take a message of OwnTracks; the answer may ask the phone to report at once."""
        received, access, now = await self._receive(request)
        reading = read_owntracks(received, self._sender(access))
        await self._intake.take("owntracks", reading, now, access)
        body = REPORT_NOW if self._is_report_wanted(reading, now, access) else TAKEN_BY_OWNTRACKS
        return web.Response(body=body, content_type=JSON_TYPE)

    async def _receive(self, request: web.Request) -> tuple[PhoneRequest, Access | None, float]:
        """Return a request without HTTP, what its sender may do, and the time of receipt (Unix seconds)."""
        if request.method == "HEAD":
            raise ProblemError("method_not_allowed", "HEAD posts no position; send GET or POST.")
        if not self._requires_keys and _is_from_a_foreign_page(request):
            raise ProblemError("forbidden", "A page of another site may not post positions.")
        query = _query_of(request)
        body = await read_body(request, self._limits) if request.body_exists else b""
        headers = request.headers
        received = PhoneRequest(query, body, headers.get("X-Limit-U", ""), headers.get("X-Limit-D", ""))
        return received, access_of(request) if self._requires_keys else None, self._clock.now()

    def _driver_between(self, access: Access | None, device_id: str, first: float, last: float) -> str | None:
        if not is_of_one_driver(self._devices, device_id, first, last):
            return None
        return self._intake.decision.driver_of(device_id, first, access)

    def _sender(self, access: Access | None) -> Sender:
        return Sender(None if access is None else access.device, partial(speed_unit, self._devices, access))

    def _is_report_wanted(self, reading: Reading, now: float, access: Access | None) -> bool:
        if isinstance(reading, FixError) or not reading or not isinstance(reading[0].what, Position):
            return False
        values = reading[0].what.values
        device, fix_time = values.get("deviceId"), values.get("timestamp")
        if device is None or not isinstance(fix_time, float):
            return False
        return is_report_wanted(self._devices, access, device, fix_time=fix_time, now=now)


def _query_of(request: web.Request) -> Mapping[str, str]:
    text = request.rel_url.raw_query_string
    fields = fields_of(text) if text else {}
    if isinstance(fields, FixError):
        raise refused(fields)
    return fields


def _is_from_a_foreign_page(request: web.Request) -> bool:
    """Tell whether a browser sends this for a page of another site, which needs no preflight for such a request."""
    return request.headers.get("Sec-Fetch-Site") in FOREIGN_SITES or is_of_another_origin(request)
