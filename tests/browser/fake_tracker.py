"""A tracker without Kafka: serves the built dashboard and speaks the contract of /api/stream from a dict of rows."""

import asyncio
import contextlib
import json
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from aiohttp import web

from app.clock import SystemClock
from app.observability.metrics import Metrics
from app.places.places import Places
from app.settings import Settings
from app.street_maps.street_map import street_maps
from tests.browser.fake_alerts import alert_routes
from tests.browser.fake_deliveries import FakeDeliveries
from tests.browser.fake_devices import FakeDevices
from web.http.security_headers import add_security_headers
from web.pages.dashboard import dashboard, with_map_files
from web.places import handlers
from web.places.routes import ROUTES as PLACE_ROUTES
from web.services.services import Services

DASHBOARD = Path(__file__).parents[2] / "web/static/dashboard"
CHUNK_ROWS = 1_000
RING_CHANGES = 50_000
ALL = slice(None)
Row = dict[str, Any]


class FakeTracker:
    """Rows are put in from the test; what was put in while the server was down reaches a reader that resumes."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.epoch = "epoch-1"
        self.heartbeat_s = 0.5
        self.url = ""
        self.opened_with: list[str | None] = []
        """The cursor of every stream that was opened."""
        self.open_streams = 0
        self.settings = Settings(map_offer=False)
        self.street_maps = street_maps("")
        self.demo = "off"
        self.town_requests: list[str] = []
        self._towns = SimpleNamespace(places=Places(Settings(), SystemClock(), Metrics()))
        self.deliveries = FakeDeliveries()
        self.devices = FakeDevices()
        self.places: Services | None = None
        """Answers searches, as the real server does; None: no place is found, but towns have names."""
        self._port = 0
        self._next_offset = 0
        self._ring: deque[tuple[int, Row]] = deque(maxlen=RING_CHANGES)
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self._is_stopping = False

    def put(self, *fixes: Row) -> None:
        """Make rows of fixes, as the table would, received now unless they say when; call `tell` to send them."""
        for fix in fixes:
            row = {"receivedAt": time.time(), **fix, "source": [0, self._next_offset, 0]}
            self.rows[fix["shipmentId"]] = row
            self._ring.append((self._next_offset, row))
            self._next_offset += 1

    def put_driver(self, fix: Row) -> None:
        """Make a driver's own row, which names no shipment; call `tell` to send it."""
        row = {"receivedAt": time.time(), **fix, "source": [0, self._next_offset, 0]}
        self.rows[f"\x01{fix['driverId']}"] = row
        self._ring.append((self._next_offset, row))
        self._next_offset += 1

    async def tell(self) -> None:
        """Send what was put in to every open stream."""
        async with self._changed:
            self._changed.notify_all()

    def begin_epoch(self, name: str, *fixes: Row) -> None:
        """Forget everything, as if the changelog of the table had been created again, and start with `fixes`."""
        self.epoch, self.rows, self._next_offset = name, {}, 0
        self._ring.clear()
        self.put(*fixes)

    async def start(self) -> None:
        """Listen; the second time on the port of the first."""
        self._is_stopping = self.deliveries.is_stopping = False
        app = web.Application()
        app.on_response_prepare.append(add_security_headers)
        app.router.add_get("/", self._page)
        app.router.add_get("/api/session", self._session)
        app.router.add_get("/api/shipments", self._table)
        app.router.add_get("/api/demo", self._show_demo)
        app.router.add_post("/api/demo", self._start_demo)
        app.router.add_get("/api/stream", self._stream)
        app.router.add_get("/maps/{file}", self._map)
        app.router.add_routes(self.deliveries.routes())
        app.router.add_routes(alert_routes(self.deliveries))
        app.router.add_routes(self.devices.routes())
        app.router.add_static("/assets", DASHBOARD / "assets")
        if self.places is None:
            app.router.add_get("/api/places/search", _no_places)
            app.router.add_get("/api/places/nearest", self._name_place)
            app.router.add_get("/api/places/towns", self._list_towns)
        else:
            for route in PLACE_ROUTES:
                app.router.add_route(route.method, route.pattern, partial(route.handler, self.places))
        self._runner = web.AppRunner(app, shutdown_timeout=0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = site.port
        self.url = f"http://127.0.0.1:{self._port}"

    async def stop(self) -> None:
        """Vanish: cut every stream without a word and refuse new connections."""
        self._is_stopping = True
        await self.tell()
        await self.deliveries.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["FakeTracker"]:
        """Listen for the length of a test."""
        await self.start()
        try:
            yield self
        finally:
            await self.stop()

    async def _session(self, _request: web.Request) -> web.StreamResponse:
        may_dispatch = self.devices.may_dispatch
        return web.json_response({"required": False, "signedIn": False, "mayDispatch": may_dispatch})

    async def _page(self, request: web.Request) -> web.StreamResponse:
        # Under the policy of the real one: a page that breaks it says so on its console, and the test fails.
        html = with_map_files((DASHBOARD / "index.html").read_text(), self.street_maps)
        return dashboard(html, self.settings, request.cookies)

    async def _map(self, request: web.Request) -> web.StreamResponse:
        [path] = [each.path for each in self.street_maps if each.path.name == request.match_info["file"]]
        return web.FileResponse(path)

    async def _table(self, request: web.Request) -> web.StreamResponse:
        since = float(request.query.get("updatedSince", 0))
        lines = [json.dumps({**row, "ageSeconds": 0}) for row in self.rows.values() if row["receivedAt"] >= since]
        text = "".join(f"{line}\n" for line in lines)
        return web.Response(text=text, headers={"X-Tracker-As-Of": str(time.time())})

    async def _show_demo(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"state": self.demo, "vehicles": 300})

    async def _start_demo(self, request: web.Request) -> web.StreamResponse:
        assert request.content_type == "application/json"
        self.demo = "started"
        return web.json_response({"state": self.demo, "vehicles": 300}, status=202)

    async def _name_place(self, request: web.Request) -> web.StreamResponse:
        return await handlers.name_place(self._towns, request)  # type: ignore[arg-type]  # it needs the places alone

    async def _list_towns(self, request: web.Request) -> web.StreamResponse:
        self.town_requests.append(request.query_string)
        return await handlers.list_towns(self._towns, request)  # type: ignore[arg-type]  # it needs the places alone

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        cursor = request.headers.get("Last-Event-ID") or request.query.get("cursor")
        self.opened_with.append(cursor)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        self.open_streams += 1
        try:
            with contextlib.suppress(ConnectionError):
                await self._serve(response, cursor)
        finally:
            self.open_streams -= 1
        return response

    async def _serve(self, response: web.StreamResponse, cursor: str | None) -> None:
        sent = self._resume(cursor)
        if sent is None:
            if cursor is not None:
                await response.write(_event("reset", {"reason": "unknown"}))
            sent = await self._send_snapshot(response)
        while not self._is_stopping:
            if sent < self._next_offset:
                newest = {
                    row.get("shipmentId", f"\x01{row['driverId']}"): row for offset, row in self._ring if offset >= sent
                }
                sent = self._next_offset
                await response.write(_event("changes", list(newest.values()), self._id(sent)))
            else:
                await self._wait_or_beat(response, sent)

    def _resume(self, cursor: str | None) -> int | None:
        epoch, _, offset = (cursor or "").partition(".")
        if epoch != self.epoch or not offset.isdigit() or int(offset) > self._next_offset:
            return None
        return int(offset)

    async def _send_snapshot(self, response: web.StreamResponse) -> int:
        rows, offset = list(self.rows.values()), self._next_offset
        for start in range(0, len(rows), CHUNK_ROWS):
            await response.write(_event("snapshot", rows[start : start + CHUNK_ROWS]))
        await response.write(_event("snapshot-complete", {"shipments": len(rows)}, self._id(offset)))
        return offset

    async def _wait_or_beat(self, response: web.StreamResponse, sent: int) -> None:
        try:
            async with asyncio.timeout(self.heartbeat_s), self._changed:
                await self._changed.wait()
        except TimeoutError:
            await response.write(_event("heartbeat", {"time": time.time()}, self._id(sent)))

    def _id(self, offset: int) -> str:
        return f"{self.epoch}.{offset}"


async def _no_places(_request: web.Request) -> web.StreamResponse:
    return web.json_response({"results": [], "addresses": "off", "attributions": []})


def _event(name: str, data: object, event_id: str | None = None) -> bytes:
    id_line = "" if event_id is None else f"id: {event_id}\n"
    return f"{id_line}event: {name}\ndata: {json.dumps(data)}\n\n".encode()


def a_fleet(count: int, *, at_s: float, steps: int = 0, only: slice = ALL) -> Iterable[Row]:
    """Return fixes of `count` vehicles spread over a city, or of some of them, after each drove so many steps."""
    for number in range(count)[only]:
        angle = number * 2.399963
        reach = 0.16 * (number / count) ** 0.5
        north, east = 0.0003 * steps * (1 - number % 3), 0.0004 * steps * (1 - number % 2 * 2)
        yield {
            "driverId": f"driver-{number % (count // 2 or 1):04d}",
            "shipmentId": f"PKG-{number:05d}",
            "latitude": 40.44 + reach * 0.8 * math.sin(angle) + north,
            "longitude": -79.99 + reach * math.cos(angle) + east,
            "timestamp": at_s,
            "speed": 9.0,
        }
