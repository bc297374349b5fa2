"""Many deliveries' plans at once."""

import asyncio

from aiohttp import web

from app.messages.delivery_plan import DeliveryItem
from web.commands.command import Command, plan_command
from web.dispatch.items import answer_items, in_turns, read_items
from web.dispatch.requests import sender_of
from web.services.services import Services


async def post_deliveries(services: Services, request: web.Request) -> web.StreamResponse:
    """Create or replace many deliveries; a bad item does not affect the others."""
    services.deliveries.require_caught_up()
    sender = sender_of(services, request)
    items = await read_items(services, request, DeliveryItem, "bad_delivery", services.settings.max_bulk_deliveries)
    commands: dict[int, Command] = {}
    for part in in_turns(items.good):
        commands |= {index: plan_command(sender, item.shipmentId, item) for index, item in part.items()}
        await asyncio.sleep(0)
    return await answer_items(services, items, commands)
