"""The deliveries of the fake tracker: a dict of rows, its stream, and the answers to commands about them."""

import asyncio
import contextlib
import csv
import io
import json
import time
from typing import Any

from aiohttp import web

CHUNK_ROWS = 1_000
HEARTBEAT_S = 0.5
Row = dict[str, Any]


class FakeDeliveries:
    """Rows are put in from the test; commands change them as the dispatcher would."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.driver_alerts: list[Row] = []
        """Lines of alerts of drivers, which are in no row of a delivery."""
        self.is_stopping = False
        self.requests: list[tuple[str, str, Any]] = []
        """Method, path and body of every command."""
        self._changed = asyncio.Condition()
        self._revision = 0
        self._removed: list[tuple[int, str]] = []

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses of deliveries."""
        return [
            web.get("/api/stream/deliveries", self._stream),
            web.post("/api/deliveries", self._import),
            web.get("/api/deliveries/{id}", self._show),
            web.put("/api/deliveries/{id}", self._plan),
            web.patch("/api/deliveries/{id}", self._plan),
            web.delete("/api/deliveries/{id}", self._withdraw),
            web.post("/api/delivery-status", self._report),
        ]

    def put(self, *rows: Row) -> None:
        """Take rows, each with the next revision; call `tell` to send them."""
        for row in rows:
            self._revision += 1
            self.rows[row["shipmentId"]] = {**row, "revision": self._revision}

    def remove(self, shipment_id: str) -> None:
        """Delete a row; call `tell` to say so."""
        self._revision += 1
        del self.rows[shipment_id]
        self._removed.append((self._revision, shipment_id))

    async def tell(self) -> None:
        """Send what was put in to every open stream."""
        async with self._changed:
            self._changed.notify_all()

    async def stop(self) -> None:
        """End every stream."""
        self.is_stopping = True
        await self.tell()

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):
            await self._serve(response)
        return response

    async def _serve(self, response: web.StreamResponse) -> None:
        sent, rows = self._revision, list(self.rows.values())
        for start in range(0, len(rows), CHUNK_ROWS):
            await response.write(_event("snapshot", rows[start : start + CHUNK_ROWS]))
        await response.write(_event("snapshot-complete", {"deliveries": len(rows)}, f"epoch.{sent}"))
        while not self.is_stopping:
            if sent < self._revision:
                newer = [row for row in self.rows.values() if row["revision"] > sent]
                gone = [shipment_id for at, shipment_id in self._removed if at > sent]
                sent = self._revision
                await response.write(
                    _event("removed", gone, f"epoch.{sent}") + _event("changes", newer, f"epoch.{sent}")
                )
                continue
            try:
                async with asyncio.timeout(HEARTBEAT_S), self._changed:
                    await self._changed.wait()
            except TimeoutError:
                await response.write(_event("heartbeat", {"time": time.time()}, f"epoch.{sent}"))

    async def _show(self, request: web.Request) -> web.Response:
        row = self.rows.get(request.match_info["id"])
        if row is None:
            return _problem(404, "unknown_delivery", "There is no delivery of this shipment.")
        at = row["destination"]
        position = {"subject": "driver", "driverId": row.get("driverId") or "?", "timestamp": time.time() - 30}
        place = {"latitude": at["latitude"] + 0.01, "longitude": at["longitude"], "ageSeconds": 30}
        return web.json_response({**row, "position": {**position, **place}})

    async def _plan(self, request: web.Request) -> web.Response:
        shipment_id, body = request.match_info["id"], await request.json()
        self.requests.append((request.method, request.path, body))
        held = self.rows.get(shipment_id)
        expected = request.headers.get("If-Match")
        is_new_only = request.headers.get("If-None-Match") == "*"
        if (is_new_only and held is not None) or (expected and held and expected != f'"{held["planRevision"]}"'):
            return _problem(412, "version_mismatch", "The delivery has changed, or exists already.")
        if held is None and request.method == "PATCH":
            return _problem(404, "unknown_delivery", "There is no delivery of this shipment.")
        if not -90 <= body.get("destination", {}).get("latitude", 0) <= 90:
            return _problem(422, "bad_delivery", "The latitude is out of range.", "destination.latitude")
        plan = {**body, **({"window": _seconds(body["window"])} if body.get("window") else {})}
        self.put({**a_delivery(shipment_id, at_s=time.time()), **(held or {}), **plan} | _next_plan(held))
        await self.tell()
        return web.json_response({**self.rows[shipment_id], "position": None})

    async def _withdraw(self, request: web.Request) -> web.Response:
        self.requests.append((request.method, request.path, None))
        self.remove(request.match_info["id"])
        await self.tell()
        return web.Response(status=204)

    async def _report(self, request: web.Request) -> web.Response:
        items = await request.json()
        self.requests.append((request.method, request.path, items))
        results: list[Row] = []
        for index, item in enumerate(items):
            held = self.rows[item["shipmentId"]]
            result: Row = {"index": index, "shipmentId": item["shipmentId"], "result": "accepted"}
            if held["status"] == "delivered" and not item.get("corrects"):
                detail = "This status cannot follow the one that the delivery had at that time."
                result |= {"result": "refused", "code": "illegal_transition", "detail": detail}
            else:
                self.put({**held, "status": item["to"], "statusAt": time.time()} | _next_plan(held))
            results.append(result)
        await self.tell()
        return web.json_response(_results(results))

    async def _import(self, request: web.Request) -> web.Response:
        text = await request.text()
        self.requests.append((request.method, request.path, text))
        results: list[Row] = []
        for index, line in enumerate(csv.DictReader(io.StringIO(text))):
            result: Row = {"index": index, "shipmentId": line["shipmentId"], "result": "accepted"}
            place = {"latitude": float(line["latitude"]), "longitude": float(line["longitude"])}
            if abs(place["latitude"]) > 90:
                detail = "The latitude is not between -90 and 90."
                result |= {"result": "refused", "code": "bad_delivery", "detail": detail}
                result["field"] = "destination.latitude"
            else:
                self.put(a_delivery(line["shipmentId"], at_s=time.time()) | {"destination": place})
            results.append(result)
        await self.tell()
        return web.json_response(_results(results))


def a_delivery(shipment_id: str, *, at_s: float, **members: Any) -> Row:
    """Return a row of a delivery that was created an hour ago."""
    return {
        "shipmentId": shipment_id,
        "destination": {"latitude": 40.44, "longitude": -79.99, "address": "1 Grant Street", "name": "City Hall"},
        "status": "created",
        "statusAt": at_s - 3600,
        "timeline": [{"at": at_s - 3600, "to": "created", "by": "planner", "commandId": f"create-{shipment_id}"}],
        "planRevision": 1,
        "revision": 1,
        "createdAt": at_s - 3600,
        "updatedAt": at_s - 3600,
        **members,
    }


def many_deliveries(count: int, *, at_s: float) -> list[Row]:
    """Return deliveries of which the first is late, the second at risk, and the tenth delivered."""
    return [
        a_delivery(
            f"PKG-{number:05d}",
            at_s=at_s,
            status="delivered" if number % 10 == 9 else "out_for_delivery",  # the tenth
            driverId=f"driver-{number % 40:02d}",
            window={"start": at_s + 600 * (number % 50), "end": at_s + 600 * (number % 50) + 7200},
            reference=f"Order {4000 + number}",
            recipient={"name": f"Recipient {number}"},
            progress={
                "eta": {
                    "at": at_s + 1800,
                    "earliest": at_s + 1500,
                    "latest": at_s + 2400,
                    "asOf": at_s - 20,
                    "basis": "learned",
                    "confidence": 0.8,
                },
                "stopsBefore": number % 12,
                "risk": ("late", "at_risk")[number] if number < 2 else "none",  # the first two
            },
            custody=[{"driverId": f"driver-{number % 40:02d}", "from": at_s - 1800}],
        )
        for number in range(count)
    ]


def _next_plan(held: Row | None) -> Row:
    return {"planRevision": 1 if held is None else held["planRevision"] + 1}


def _seconds(window: Row) -> Row:
    return {name: float(at) for name, at in window.items()}


def _results(results: list[Row]) -> Row:
    counts = {kind: sum(each["result"] == kind for each in results) for kind in ("accepted", "refused", "pending")}
    return {**counts, "results": results}


def _problem(status: int, code: str, detail: str, field: str | None = None) -> web.Response:
    body = {"type": "about:blank", "title": code, "status": status, "code": code, "detail": detail, "field": field}
    return web.json_response(body, status=status, content_type="application/problem+json")


def _event(name: str, data: object, event_id: str | None = None) -> bytes:
    id_line = "" if event_id is None else f"id: {event_id}\n"
    return f"{id_line}event: {name}\ndata: {json.dumps(data)}\n\n".encode()
