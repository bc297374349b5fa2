"""The route of a driver: read as stops in order, written as a list of shipments."""

from collections.abc import Sequence
from typing import Any

import msgspec
import orjson
from aiohttp import web

from app.domain.deliveries.status import TERMINAL, Status
from app.domain.moments import zone_of
from app.messages.delivery_route import RoutePlan
from web.access.sender import access_of, fleet_of
from web.commands.command import Command, RouteEntry, assign_command
from web.deliveries.filters import DeliveryFilters
from web.deliveries.joined_position import joined, newest_fix_of_driver
from web.dispatch.driver_view import Row, seen_by_driver
from web.dispatch.items import Bad, answer_items
from web.dispatch.known_deliveries import unknown_among
from web.dispatch.refusals import DETAILS, refused
from web.dispatch.requests import id_in_path, sender_of
from web.dispatch.route_view import etag_of_route, route_of
from web.http.parameters import reject_unknown
from web.http.problem import ProblemError
from web.lists.table_page import BASE_HEADERS, freshness_headers
from web.services.json_body import read_model
from web.services.services import Services

OPEN = frozenset(str(status) for status in Status if status not in TERMINAL)


async def show_route(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with a driver's stops in order; a key that is bound to a driver sees only that driver's."""
    reject_unknown(request.query, ())
    driver_id = _driver_in(services, request)
    access, fleet = access_of(request), fleet_of(request)
    if access is not None and access.driver not in (None, driver_id):
        raise ProblemError("forbidden", "This key may read the route of its own driver only.")
    freshness = services.deliveries.freshness(DeliveryFilters(driver_ids=frozenset({driver_id}), fleet=fleet))
    rows, now = open_deliveries(services, driver_id, fleet), services.clock.now()
    fix = newest_fix_of_driver(services.latest.replica, driver_id, fleet or _fleet_of(rows))
    route = route_of(rows, None if fix is None else (fix.latitude, fix.longitude), now)
    is_driver, zone = access is not None and access.driver is not None, zone_of(services.settings.time_zone)

    def shown(row: Row) -> Row:
        return seen_by_driver(row, driver_id, now, zone) if is_driver else row

    body = {
        "driverId": driver_id,
        "position": None if fix is None else msgspec.to_builtins(joined("driver", fix, now)),
        "stops": [{**_where(stop[0]), "deliveries": [shown(row) for row in stop]} for stop in route.stops],
        "later": [shown(row) for row in route.later],
    }
    headers = {**BASE_HEADERS, "ETag": etag_of_route(rows), "Content-Type": "application/json"}
    return web.Response(body=orjson.dumps(body), headers={**headers, **freshness_headers(freshness)})


async def put_route(services: Services, request: web.Request) -> web.StreamResponse:
    """Give a driver these deliveries in this order, and take the driver's other open deliveries away."""
    driver_id, sender = _driver_in(services, request), sender_of(services, request)
    plan = await read_model(services, request, RoutePlan, "bad_route")
    if len(set(plan.shipmentIds)) < len(plan.shipmentIds):
        raise ProblemError("bad_route", "A shipment is named twice.", field="shipmentIds")
    if len(plan.shipmentIds) > services.settings.max_route_deliveries:
        detail = f"A route has at most {services.settings.max_route_deliveries} deliveries."
        raise ProblemError("bad_route", detail, field="shipmentIds")
    unknown = await unknown_among(services, plan.shipmentIds, sender.fleet)
    revisions = _revisions(services, request, driver_id, plan.shipmentIds)
    entries = {
        shipment_id: RouteEntry(driver_id, sequence, plan.startAt)
        for sequence, shipment_id in enumerate(plan.shipmentIds)
    }
    entries |= {
        row["shipmentId"]: RouteEntry(None)
        for row in open_deliveries(services, driver_id, sender.fleet)
        if row["shipmentId"] not in entries
    }
    commands: dict[int, Command] = {}
    bad: dict[int, Bad] = {}
    for index, (shipment_id, entry) in enumerate(entries.items()):
        if shipment_id in unknown:
            bad[index] = Bad("unknown_delivery", DETAILS["unknown_delivery"], None, shipment_id)
        else:
            commands[index] = assign_command(sender, shipment_id, entry, revisions.get(shipment_id))
    answer = await answer_items(services, bad, commands)
    answer.headers["ETag"] = etag_of_route(open_deliveries(services, driver_id, sender.fleet))
    return answer


def open_deliveries(services: Services, driver_id: str, fleet: str | None) -> list[dict[str, Any]]:
    """Return the rows of a driver's open deliveries, of the fleet if one is given."""
    replica = services.deliveries.replica
    slots = replica.matching(DeliveryFilters(driver_ids=frozenset({driver_id}), statuses=OPEN, fleet=fleet))
    return [orjson.loads(row) for row in replica.store.rows_at(slots.tolist())]


def _revisions(services: Services, request: web.Request, driver_id: str, shipment_ids: Sequence[str]) -> dict[str, int]:
    """Return the revisions that the commands expect where the client names an ETag; raises `version_mismatch`."""
    wanted = request.headers.get("If-Match")
    if wanted is None or wanted.strip() == "*":
        return {}
    rows = open_deliveries(services, driver_id, fleet_of(request))
    if wanted.strip() != etag_of_route(rows):
        raise refused("version_mismatch")
    store = services.deliveries.replica.store
    named = [orjson.loads(row) for shipment_id in shipment_ids if (row := store.get(shipment_id)) is not None]
    return {row["shipmentId"]: row["planRevision"] for row in (*rows, *named)}


def _driver_in(services: Services, request: web.Request) -> str:
    return id_in_path(services, request, "bad_route", "driverId")


def _fleet_of(rows: Sequence[Row]) -> str | None:
    return rows[0].get("fleet") if rows else None


def _where(row: Row) -> dict[str, float]:
    return {name: row["destination"][name] for name in ("latitude", "longitude")}
