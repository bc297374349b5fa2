"""A tracker without Kafka for the driver page: the real page and files, and an API that remembers what it was sent."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from types import SimpleNamespace
from typing import Any

from aiohttp import web

from web.http.security_headers import add_security_headers
from web.pages import dashboard, driver_page
from web.services.services import STATIC_FOLDER

DRIVER = "Dave-007"
Row = dict[str, Any]


def a_stop(shipment_id: str, **members: Any) -> Row:
    """Return a stop with one delivery that is out for delivery."""
    now = time.time()
    where = {"latitude": 52.52, "longitude": 13.40}
    delivery = {
        "shipmentId": shipment_id,
        "kind": "delivery",
        "status": "out_for_delivery",
        "statusAt": now - 600,
        "planRevision": 1,
        "revision": 1,
        "createdAt": now,
        "updatedAt": now,
        "destination": {**where, "name": f"House of {shipment_id}", "address": "Long Street 12, 10115 Berlin"},
        "window": {"start": now + 600, "end": now + 4_200},
        "recipient": {"name": "Ada Lovelace", "phone": "+49 30 123456"},
        "note": "Ring twice.\nThe dog is friendly.",
        "progress": {
            "eta": {
                "at": now + 900,
                "earliest": now + 700,
                "latest": now + 1_300,
                "asOf": now - 65,
                "basis": "learned",
                "confidence": 0.8,
            },
            "risk": "at_risk",
        },
        **members,
    }
    return {**where, "deliveries": [delivery]}


class FakeDrive:
    """Answers as the tracker would; a test sets what it refuses."""

    def __init__(self) -> None:
        self.url = ""
        self.stops: list[Row] = []
        self.fixes: list[Row] = []
        self.statuses: list[Row] = []
        self.photos: list[bytes] = []
        self.duties: list[str] = []
        self.key: str | None = None
        """The only key that is valid; None: none is required."""
        self.interval_s: float | None = None
        """How often the device of the key is to send."""
        self.date: str | None = None
        self.refuse_fixes = 0
        """How many requests with fixes are answered 429."""

    def take_key(self, request: web.Request) -> None:
        """Raise 401 where the key is not the valid one."""
        if self.key is not None and request.headers.get("Authorization") != f"Bearer {self.key}":
            raise web.HTTPUnauthorized(
                text='{"code":"unauthenticated","detail":"No."}', content_type="application/problem+json"
            )

    async def session(self, request: web.Request) -> web.Response:
        """Tell whose key it is."""
        self.take_key(request)
        return web.json_response(
            {"required": self.key is not None, "signedIn": True, "mayDrive": True}
            | ({} if self.key is None else {"driverId": DRIVER})
            | ({} if self.interval_s is None else {"deviceId": "phone-7", "intervalSeconds": self.interval_s})
        )

    async def route(self, request: web.Request) -> web.Response:
        """Show the stops that have no outcome yet."""
        self.take_key(request)
        ended = {item["shipmentId"] for item in self.statuses if item["to"] != "out_for_delivery"}
        stops = [stop for stop in self.stops if stop["deliveries"][0]["shipmentId"] not in ended]
        return web.json_response({"driverId": DRIVER, "position": None, "stops": stops, "later": []})

    async def updates(self, request: web.Request) -> web.Response:
        """Take fixes, but for those on the equator."""
        self.take_key(request)
        if self.refuse_fixes > 0:
            self.refuse_fixes -= 1
            return web.json_response(
                {"code": "overloaded", "detail": "Later."},
                status=429,
                headers={"Retry-After": "1"},
                content_type="application/problem+json",
            )
        fixes = await request.json()
        rejected = [index for index, fix in enumerate(fixes) if fix["latitude"] == 0]
        self.fixes.extend(fix for fix in fixes if fix["latitude"] != 0)
        items = [{"index": index, "code": "not_finite", "detail": "No."} for index in rejected]
        return web.json_response({"accepted": len(fixes) - len(items), "rejected": items}, status=202)

    async def status(self, request: web.Request) -> web.Response:
        """Take outcomes, each once by its key and content; one named REFUSE is refused."""
        self.take_key(request)
        results = []
        for index, item in enumerate(await request.json()):
            said = {**item, "repeat": request.headers["Idempotency-Key"]}
            if item["shipmentId"] == "REFUSE":
                results.append({"index": index, "result": "refused", "code": "not_assigned", "detail": "Not yours."})
                continue
            if said not in self.statuses:
                self.statuses.append(said)
            results.append({"index": index, "result": "accepted"})
        return web.json_response({"accepted": 0, "refused": 0, "pending": 0, "results": results})

    async def photo(self, request: web.Request) -> web.Response:
        """Keep a photo."""
        self.take_key(request)
        self.photos.append(await request.read())
        return web.json_response({"ref": f"photo-{len(self.photos)}", "sha256": "0" * 64}, status=201)

    async def duty(self, request: web.Request) -> web.Response:
        """Take whether the driver is on duty."""
        self.take_key(request)
        self.duties.append((await request.json())["duty"])
        return web.json_response({"id": DRIVER})

    @asynccontextmanager
    async def running(self) -> AsyncIterator["FakeDrive"]:
        """Listen for the length of a test."""
        services: Any = SimpleNamespace(static_folder=STATIC_FOLDER)
        app = web.Application(client_max_size=16 << 20)
        app.on_response_prepare.append(add_security_headers)
        app.on_response_prepare.append(self._set_date)
        app.router.add_get("/drive", partial(driver_page.page, services))
        app.router.add_get("/assets/{file}", partial(dashboard.asset, services))
        app.router.add_get("/api/session", self.session)
        app.router.add_get("/api/drivers/{id}/route", self.route)
        app.router.add_put("/api/drivers/{id}", self.duty)
        app.router.add_post("/api/shipments/updates", self.updates)
        app.router.add_post("/api/delivery-status", self.status)
        app.router.add_post("/api/deliveries/{id}/photos", self.photo)
        app.router.add_get("/{file}", partial(dashboard.root_file, services))
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site.port}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _set_date(self, _request: web.Request, response: web.StreamResponse) -> None:
        if self.date is not None:
            response.headers["Date"] = self.date
