"""One delivery's plan: created or replaced, changed, withdrawn."""

from http import HTTPStatus

import orjson
from aiohttp import web

from app.domain.moments import zone_of
from app.messages.delivery_plan import DeliveryChange, DeliveryPlan
from app.messages.delivery_result import PendingCommand
from web.commands.command import Command, Sender, change_command, fields_of, plan_command, withdraw_command
from web.deliveries.handlers import answer_with, etag_of, unknown_delivery
from web.dispatch.driver_view import seen_by_driver
from web.dispatch.known_deliveries import unknown_among
from web.dispatch.plain_plans import plain_fields
from web.dispatch.refusals import refused
from web.dispatch.requests import expected_revision, id_in_path, require_match, sender_of
from web.http.body_model import model_of
from web.http.json_answer import json_response
from web.http.problem import ProblemError
from web.lists.table_page import BASE_HEADERS
from web.services.json_body import read_json, read_model
from web.services.services import Services


async def put_delivery(services: Services, request: web.Request) -> web.StreamResponse:
    """Create a delivery or replace its plan."""
    shipment_id, expect = shipment_of(services, request), expected_revision(request)
    sender = sender_of(services, request)
    raw = await read_json(services, request)
    if (fields := plain_fields(raw)) is None:
        fields = fields_of(model_of(raw, DeliveryPlan, "bad_delivery"))
    if "If-Match" in request.headers:
        require_match(request, exists=not await unknown_among(services, (shipment_id,), sender.fleet))
    return await answer_decision(services, sender, plan_command(sender, shipment_id, fields, expect))


async def patch_delivery(services: Services, request: web.Request) -> web.StreamResponse:
    """Change some of a delivery's plan."""
    shipment_id, expect = shipment_of(services, request), expected_revision(request)
    sender = sender_of(services, request)
    change = await read_model(services, request, DeliveryChange, "bad_delivery")
    if "destination" in change.model_fields_set and change.destination is None:
        raise ProblemError("bad_delivery", "destination: a delivery needs one.", field="destination")
    await require_known(services, shipment_id, sender.fleet)
    return await answer_decision(services, sender, change_command(sender, shipment_id, change, expect))


async def delete_delivery(services: Services, request: web.Request) -> web.StreamResponse:
    """Withdraw a delivery."""
    shipment_id, sender = shipment_of(services, request), sender_of(services, request)
    command = withdraw_command(sender, shipment_id)
    if not _has_decided(services, command):
        await require_known(services, shipment_id, sender.fleet)
    return await answer_decision(services, sender, command, has_no_delivery=True)


def _has_decided(services: Services, command: Command) -> bool:
    """Tell whether the newest row, or the deletion, names the command: it is repeated, and its answer is the first one."""
    last = services.deliveries.replica.store.last_of(command.shipment_id)
    return last is not None and command.id.encode() in last


def shipment_of(services: Services, request: web.Request) -> str:
    """Return the shipment in the path; raises ProblemError `bad_delivery`, or `recovering` before the table is read."""
    return id_in_path(services, request, "bad_delivery", "shipmentId")


async def require_known(services: Services, shipment_id: str, fleet: str | None) -> None:
    """Raise `unknown_delivery` where there is no delivery with that id."""
    if await unknown_among(services, (shipment_id,), fleet):
        raise unknown_delivery(shipment_id)


async def answer_decision(
    services: Services, sender: Sender, command: Command, *, driver_id: str | None = None, has_no_delivery: bool = False
) -> web.StreamResponse:
    """Let a command be decided, and answer with the delivery as it then is; raises ProblemError where it is refused.

    With `driver_id` the answer holds what that driver may read.
    """
    verdict = (await services.commands.decide((command,))).get(command.id)
    if verdict is None:
        pending = PendingCommand(shipmentId=command.shipment_id, commandId=command.id)
        return json_response(pending, HTTPStatus.ACCEPTED)
    if verdict.code is not None:
        raise refused(verdict.code)
    if has_no_delivery:
        return web.Response(status=HTTPStatus.NO_CONTENT)
    if driver_id is not None:
        return answer_driver(services, command.shipment_id, driver_id)
    return answer_with(services, command.shipment_id, sender.fleet)


def answer_driver(services: Services, shipment_id: str, driver_id: str) -> web.Response:
    """Return what a driver may read of a delivery; raises `unknown_delivery`."""
    row = services.deliveries.replica.store.get(shipment_id)
    if row is None:
        raise unknown_delivery(shipment_id)
    zone = zone_of(services.settings.time_zone)
    seen = seen_by_driver(orjson.loads(row), driver_id, services.clock.now(), zone)
    headers = {**BASE_HEADERS, "ETag": etag_of(row), "Content-Type": "application/json"}
    return web.Response(body=orjson.dumps(seen), headers=headers)
