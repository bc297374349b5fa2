"""Drivers as the shipments show them: who carries how many, and the rows of one."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace

import orjson
from aiohttp import web

from web.http.parameters import reject_unknown
from web.http.problem import ProblemError
from web.latest.filters import EVERYTHING, Filters
from web.lists.formats import with_age
from web.lists.table_answer import answer_table, document_response
from web.lists.table_page import document_tail, freshness_of, require_caught_up
from web.lists.table_query import (
    DEFAULT_LIMIT,
    DRIVER_PARAMETERS,
    PAGING,
    TableQuery,
    parse_limit,
    parse_table_query,
)
from web.services.services import Services, View

DRIVERS_PER_TURN = 100
"""Drivers put together before other work gets its turn; each has a handful of shipments."""


def _entries(view: View, driver_ids: Sequence[str], now: float) -> Iterator[bytes]:
    slots_of: dict[str, list[int]] = {driver_id: [] for driver_id in driver_ids}
    for slot in view.select(Filters(driver_ids=frozenset(driver_ids))):
        slots_of[view.driver_id_at(slot)].append(slot)
    for driver_id, slots in slots_of.items():
        # A driver whose last shipment went to another while this answer was written has no entry any more.
        if slots:
            newest = max(slots, key=view.timestamp_at)
            row = with_age(view.row_at(newest), now - view.timestamp_at(newest))
            yield b'{"driverId":%s,"shipments":%d,"latest":%s}' % (orjson.dumps(driver_id), len(slots), row)


async def _body(services: Services, driver_ids: Sequence[str]) -> bytes:
    entries: list[bytes] = []
    now = services.clock.now()
    for start in range(0, len(driver_ids), DRIVERS_PER_TURN):
        entries += _entries(services.view, driver_ids[start : start + DRIVERS_PER_TURN], now)
        await asyncio.sleep(0)
    return b",".join(entries)


async def list_drivers(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with the drivers in order of their id, each with the newest of their rows."""
    reject_unknown(request.query, PAGING)
    require_caught_up(services)
    limit = parse_limit(request.query) or DEFAULT_LIMIT
    freshness = freshness_of(services, TableQuery(EVERYTHING))
    found = services.view.driver_ids(request.query.get("after"), limit + 1)
    page = found[:limit]
    body = await _body(services, page)
    has_more = len(found) > limit
    next_id = page[-1] if has_more else None
    tail = document_tail(freshness, next_id, has_more=has_more)
    return document_response(request, b'{"drivers":[' + body + tail, next_id, has_more=has_more)


async def list_shipments_of_driver(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with the rows of one driver, as /api/shipments does."""
    driver_id = request.match_info["id"]
    accept = request.headers.get("Accept", "")
    query = parse_table_query(request.query, accept, services.clock.now(), DRIVER_PARAMETERS)
    require_caught_up(services)
    if not services.view.slots_of_driver(driver_id):
        raise ProblemError("unknown_driver", f"Driver {driver_id[:128]!r} carries no shipment.")
    only = replace(query.filters, driver_ids=frozenset({driver_id}))
    return await answer_table(services, request, replace(query, filters=only))
