"""Many deliveries' plans at once."""

import asyncio

from aiohttp import web

from app.domain.moments import zone_of
from app.messages.delivery_plan import DeliveryItem
from web.commands.command import Command, plan_command
from web.dispatch.csv_items import read_csv
from web.dispatch.items import CSV_TYPE, Items, answer_items, in_turns, read_items
from web.dispatch.requests import sender_of
from web.http.body import JSON_TYPE, NDJSON_TYPE, BodyLimits, media_type_of, read_body
from web.services.services import Services


async def post_deliveries(services: Services, request: web.Request) -> web.StreamResponse:
    """Create or replace many deliveries; a bad item does not affect the others."""
    services.deliveries.require_caught_up()
    sender = sender_of(services, request)
    items = await _read(services, request)
    commands: dict[int, Command] = {}
    for part in in_turns(items.good):
        commands |= {index: plan_command(sender, item.shipmentId, item) for index, item in part.items()}
        await asyncio.sleep(0)
    return await answer_items(services, items.bad, commands)


async def _read(services: Services, request: web.Request) -> Items[DeliveryItem]:
    settings = services.settings
    if media_type_of(request, JSON_TYPE, NDJSON_TYPE, CSV_TYPE) == CSV_TYPE:
        raw = await read_body(request, BodyLimits(settings, services.metrics))
        # In a thread: a large file takes longer than others should wait.
        return await asyncio.to_thread(read_csv, raw, zone_of(settings.time_zone), settings.max_bulk_deliveries)
    return await read_items(services, request, DeliveryItem, "bad_delivery", settings.max_bulk_deliveries)
