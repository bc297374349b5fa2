"""Drivers: how many shipments name each, the newest of all their rows, and the shipments of one."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

import orjson
from aiohttp import web

from app.clock import Clock
from web.access.sender import fleet_of
from web.http.parameters import reject_unknown
from web.http.problem import ProblemError
from web.latest.filters import EVERYTHING, Filters, parse_filters
from web.latest.latest_view import LatestView
from web.latest.list_query import DRIVER_PARAMETERS, DRIVERS_PARAMETERS, LatestQuery, parse_list_query
from web.lists.formats import with_age
from web.lists.listed_table import ListedTable
from web.lists.table_answer import answer_table, document_response
from web.lists.table_page import document_tail
from web.lists.table_query import DEFAULT_LIMIT, parse_limit

DRIVERS_PER_TURN = 100
"""Drivers put together before other work gets its turn; each has a handful of shipments."""


class HasLatest(Protocol):
    """The services that these addresses need."""

    @property
    def clock(self) -> Clock:
        """Return the clock."""
        ...

    @property
    def latest(self) -> ListedTable[LatestQuery, LatestView]:
        """Return the latest positions."""
        ...


def _entries(view: LatestView, filters: Filters, driver_ids: Sequence[str], now: float) -> Iterator[bytes]:
    """Yield an entry for each driver and fleet: drivers of the same id in two fleets are two."""
    drivers, fleets = view.indexes.drivers, view.indexes.fleets
    slots_of: dict[str, dict[str | None, list[int]]] = {driver_id: {} for driver_id in driver_ids}
    for slot in view.select(replace(filters, driver_ids=frozenset(driver_ids))):
        slots_of[drivers.id_at(slot)].setdefault(fleets.fleet_at(slot), []).append(slot)
    # A driver whose last shipment went to another while this answer was written has no entry any more.
    for driver_id, by_fleet in slots_of.items():
        for fleet, slots in sorted(by_fleet.items(), key=lambda entry: entry[0] or ""):
            shipments, _ = view.store.by_section(slots)
            named = b"" if fleet is None else b'"fleet":%s,' % orjson.dumps(fleet)
            latest = _latest(view, slots, now)
            yield b'{"driverId":%s,%s"shipments":%d,"latest":%s}' % (
                orjson.dumps(driver_id),
                named,
                len(shipments),
                latest,
            )


def _latest(view: LatestView, slots: Sequence[int], now: float) -> bytes:
    newest = view.newest_of(slots)
    return with_age(view.store.row_at(newest), now - view.indexes.times.timestamp_at(newest))


async def _body(services: HasLatest, filters: Filters, driver_ids: Sequence[str]) -> bytes:
    entries: list[bytes] = []
    now = services.clock.now()
    for start in range(0, len(driver_ids), DRIVERS_PER_TURN):
        entries += _entries(services.latest.replica, filters, driver_ids[start : start + DRIVERS_PER_TURN], now)
        await asyncio.sleep(0)
    return b",".join(entries)


async def list_drivers(services: HasLatest, request: web.Request) -> web.StreamResponse:
    """Answer with the drivers in order of their id, each with the newest of their rows."""
    reject_unknown(request.query, DRIVERS_PARAMETERS)
    services.latest.require_caught_up()
    limit = parse_limit(request.query) or DEFAULT_LIMIT
    filters, view = parse_filters(request.query).within(fleet_of(request)), services.latest.replica
    freshness = services.latest.freshness(filters)
    among = None if filters == EVERYTHING else view.matching(filters)
    found = view.indexes.drivers.ids(request.query.get("after"), limit + 1, among)
    page = found[:limit]
    body = await _body(services, filters, page)
    has_more = len(found) > limit
    next_id = page[-1] if has_more else None
    tail = document_tail(freshness, next_id, has_more=has_more)
    return document_response(request, b'{"drivers":[' + body + tail, next_id, has_more=has_more)


async def list_shipments_of_driver(services: HasLatest, request: web.Request) -> web.StreamResponse:
    """Answer with the shipments of one driver, as /api/shipments does, and the newest of all rows that name it."""
    driver_id = request.match_info["id"]
    accept = request.headers.get("Accept", "")
    query = parse_list_query(request.query, accept, services.clock.now(), DRIVER_PARAMETERS)
    services.latest.require_caught_up()
    view = services.latest.replica
    only = replace(query.filters, driver_ids=frozenset({driver_id})).within(fleet_of(request))
    # The newest of all its rows, also of those that the query leaves out.
    if not (slots := view.select(Filters(driver_ids=only.driver_ids, fleet=only.fleet))):
        raise ProblemError("unknown_driver", f"No position of driver {driver_id[:128]!r} is known.")
    latest = _latest(view, slots, services.clock.now())
    query = replace(query, filters=only).of_shipments()
    return await answer_table(services.latest, request, query, {"latest": latest})
