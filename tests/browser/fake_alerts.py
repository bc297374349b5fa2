"""The alerts of the fake tracker: those of the rows of its deliveries, and the answers to acts on them."""

import time
from typing import Any

from aiohttp import web

from tests.browser.fake_deliveries import FakeDeliveries, a_delivery

Row = dict[str, Any]


def alert_routes(deliveries: FakeDeliveries) -> list[web.RouteDef]:
    """Return the addresses of alerts, which change the rows as the dispatcher would."""

    async def count(request: web.Request) -> web.Response:
        state = request.query.get("state")
        lines = {
            (alert["kind"], row.get("driverId") or row["shipmentId"]): alert
            for row in deliveries.rows.values()
            for alert in row.get("alerts", [])
            if alert["state"] == state
        }
        return web.json_response({"lines": [{"kind": kind, "driverId": driver} for kind, driver in lines]})

    async def act(request: web.Request) -> web.Response:
        alert_id, name = request.match_info["id"], request.match_info["act"]
        deliveries.requests.append((request.method, request.path, None))
        [row] = [
            row for row in deliveries.rows.values() if any(alert["id"] == alert_id for alert in row.get("alerts", []))
        ]
        said = (
            {"state": "acknowledged", "acknowledgedAt": time.time(), "acknowledgedBy": "planner"}
            if name == "acknowledge"
            else {"snoozedUntil": (await request.json())["until"]}
        )
        alerts = [{**alert, **said} if alert["id"] == alert_id else alert for alert in row["alerts"]]
        deliveries.put({**row, "alerts": alerts})
        await deliveries.tell()
        return web.json_response({**deliveries.rows[row["shipmentId"]], "position": None})

    return [web.get("/api/alerts", count), web.post("/api/alerts/{id}/{act}", act)]


def alerted(shipment_id: str, driver: str, kind: str, *, at_s: float, **members: Any) -> Row:
    """Return a delivery of a driver with an alert that was opened 10 min ago."""
    alert = {"id": f"{kind}-{shipment_id}", "kind": kind, "state": "open", "openedAt": at_s - 600, **members}
    eta = {"at": at_s + 900, "earliest": at_s + 600, "latest": at_s + 1500, "asOf": at_s - 20}
    progress = {"eta": {**eta, "basis": "learned", "confidence": 0.8}, "stopsBefore": 2, "risk": "at_risk"}
    return a_delivery(
        shipment_id,
        at_s=at_s,
        status="out_for_delivery",
        driverId=driver,
        window={"start": at_s - 3600, "end": at_s + 1200},
        progress=progress,
        alerts=[alert],
    )


def a_bad_day(*, at_s: float) -> list[Row]:
    """Return twelve deliveries at risk on one van, some single alerts, and one that resolved."""
    return [
        *(alerted(f"PKG-{number:03d}", "van 7", "at_risk", at_s=at_s) for number in range(12)),
        alerted("PKG-LATE", "van 8", "late", at_s=at_s),
        alerted("PKG-SEEN", "van 8", "silent", at_s=at_s, state="acknowledged", acknowledgedAt=at_s - 60)
        | {"reference": "seen"},
        alerted("PKG-FAILED", "van 9", "attempt_failed", at_s=at_s),
        alerted("PKG-FINE", "van 9", "late", at_s=at_s, state="resolved", resolvedAt=at_s - 120),
    ]
