"""Many deliveries' plans at once."""

import asyncio
from collections.abc import Mapping

from aiohttp import web

from app.domain.moments import zone_of
from app.messages.delivery_plan import DeliveryItem
from web.commands.command import Command, fields_of, plan_command
from web.dispatch.csv_items import read_csv
from web.dispatch.items import CSV_TYPE, SMALL_BYTES, Bad, answer_items, in_turns, items_in, require_at_most
from web.dispatch.plain_plans import PlannedItem, plain_items
from web.dispatch.requests import sender_of
from web.http.body import JSON_TYPE, NDJSON_TYPE, BodyLimits, media_type_of, read_body
from web.services.services import Services


async def post_deliveries(services: Services, request: web.Request) -> web.StreamResponse:
    """Create or replace many deliveries; a bad item does not affect the others."""
    services.deliveries.require_caught_up()
    sender = sender_of(services, request)
    bad, planned = await _read(services, request)
    commands: dict[int, Command] = {}
    for part in in_turns(planned):
        commands |= {index: plan_command(sender, item.shipmentId, _fields_of(item)) for index, item in part.items()}
        await asyncio.sleep(0)
    return await answer_items(services, bad, commands)


Planned = Mapping[int, PlannedItem | DeliveryItem]


async def _read(services: Services, request: web.Request) -> tuple[Mapping[int, Bad], Planned]:
    settings = services.settings
    kind, most = media_type_of(request, JSON_TYPE, NDJSON_TYPE, CSV_TYPE), settings.max_bulk_deliveries
    raw = await read_body(request, BodyLimits(settings, services.metrics))
    if kind == CSV_TYPE:
        # In a thread: a large file takes longer than others should wait.
        items = await asyncio.to_thread(read_csv, raw, zone_of(settings.time_zone), most)
    elif len(raw) <= SMALL_BYTES and (plain := plain_items(raw, is_lines=kind == NDJSON_TYPE)) is not None:
        require_at_most(len(plain), most)
        return {}, dict(enumerate(plain))
    else:
        items = await items_in(raw, kind, DeliveryItem, "bad_delivery", most)
    return items.bad, items.good


def _fields_of(item: PlannedItem | DeliveryItem) -> bytes:
    return item.fields if isinstance(item, PlannedItem) else fields_of(item)
