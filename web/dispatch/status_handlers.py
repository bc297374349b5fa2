"""What happened to one delivery, or to many."""

from aiohttp import web

from app.messages.delivery_status import StatusItem, StatusReport
from web.commands.command import status_command
from web.dispatch.driver_fixes import DriverFixes
from web.dispatch.items import Bad, answer_items, read_items
from web.dispatch.known_deliveries import unknown_among
from web.dispatch.plan_handlers import answer_decision, require_known, shipment_of
from web.dispatch.refusals import DETAILS
from web.dispatch.requests import driver_of, sender_of
from web.services.json_body import read_model
from web.services.services import Services


async def post_status(services: Services, request: web.Request) -> web.StreamResponse:
    """Say what happened to one delivery."""
    shipment_id, sender = shipment_of(services, request), sender_of(services, request)
    report = await read_model(services, request, StatusReport, "bad_status")
    await require_known(services, shipment_id, sender.fleet)
    driver = _fixes(services, request).of(shipment_id, report, sender.at)
    command = status_command(sender, shipment_id, report, driver)
    return await answer_decision(services, sender, command, driver_id=driver_of(request))


async def post_statuses(services: Services, request: web.Request) -> web.StreamResponse:
    """Say what happened to many deliveries; a bad item does not affect the others."""
    services.deliveries.require_caught_up()
    sender = sender_of(services, request)
    items = await read_items(services, request, StatusItem, "bad_status", services.settings.max_batch_statuses)
    unknown = await unknown_among(services, {item.shipmentId for item in items.good.values()}, sender.fleet)
    fixes = _fixes(services, request)
    commands = {}
    for index, item in items.good.items():
        if item.shipmentId in unknown:
            items.bad[index] = Bad("unknown_delivery", DETAILS["unknown_delivery"], None, item.shipmentId)
            continue
        driver = fixes.of(item.shipmentId, item, sender.at)
        commands[index] = status_command(sender, item.shipmentId, item, driver)
    return await answer_items(services, items.bad, commands)


def _fixes(services: Services, request: web.Request) -> DriverFixes:
    return DriverFixes(services.deliveries.replica.store, services.latest.replica, driver_of(request))
