"""The alerts of the fake tracker: those of the rows of its deliveries, and the answers to acts on them."""

import time
from typing import Any

from aiohttp import web

from tests.browser.fake_deliveries import FakeDeliveries, a_delivery

Row = dict[str, Any]


PLACE = "12 km north-east of Butler, Pennsylvania"


def a_line(kind: str, driver: str | None, *alerts: Row, hides: int = 0) -> Row:
    """Return a line of alerts as the server lists it."""
    opened_at = min((alert["openedAt"] for alert in alerts), default=0)
    line: Row = {"kind": kind, "driverId": driver, "fleet": None, "openedAt": opened_at, "alerts": [*alerts]}
    return {**line, "hides": hides, "place": PLACE}


def a_driver_line(kind: str, driver: str, *, at_s: float, hides: int = 0) -> Row:
    """Return the line of a driver's own alert that was opened 10 min ago."""
    alert = {"id": f"{kind}-{driver}", "state": "open", "openedAt": at_s - 600, "place": PLACE}
    return a_line(kind, driver, alert, hides=hides)


def alert_routes(deliveries: FakeDeliveries) -> list[web.RouteDef]:
    """Return the addresses of alerts, which change the rows as the dispatcher would."""

    async def show(request: web.Request) -> web.Response:
        state = request.query.get("state")
        lines: dict[tuple[str, str], Row] = {}
        for row in deliveries.rows.values():
            for alert in row.get("alerts", []):
                if alert["state"] == "resolved" or state not in (None, alert["state"]):
                    continue
                driver = row.get("driverId")
                line = lines.setdefault((alert["kind"], driver or row["shipmentId"]), a_line(alert["kind"], driver))
                line["alerts"].append({**alert, "shipmentId": row["shipmentId"], "place": PLACE})
        return web.json_response({"lines": [*lines.values(), *deliveries.driver_alerts], "hidden": 0})

    async def act(request: web.Request) -> web.Response:
        alert_id, name = request.match_info["id"], request.match_info["act"]
        deliveries.requests.append((request.method, request.path, None))
        if any(alert["id"] == alert_id for line in deliveries.driver_alerts for alert in line["alerts"]):
            return web.Response(status=204)
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

    return [web.get("/api/alerts", show), web.post("/api/alerts/{id}/{act}", act)]


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
