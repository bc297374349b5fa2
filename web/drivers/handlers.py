"""Drivers: how many shipments name each, the newest of all their rows, and the shipments of one."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import orjson
from aiohttp import web

from app.clock import Clock
from app.devices.driver_record import DriverRecord
from app.devices.registers import Registers
from web.access.sender import fleet_of
from web.drivers.profile_handlers import profile_of
from web.http.parameters import reject_unknown
from web.http.problem import ProblemError
from web.latest.filters import EVERYTHING, Filters, parse_filters
from web.latest.latest_view import LatestView
from web.latest.list_query import (
    DRIVER_PARAMETERS,
    SHIPMENTS_OF_DRIVER_PARAMETERS,
    LatestQuery,
    parse_list_query,
    parse_place,
)
from web.latest.place_column import HasPlaces, PlaceNamer, place_namer, with_places
from web.lists.formats import Rows, with_age
from web.lists.listed_table import ListedTable
from web.lists.table_answer import answer_table, document_response
from web.lists.table_page import document_tail
from web.lists.table_query import DEFAULT_LIMIT, parse_limit

DRIVERS_PER_TURN = 100
"""Drivers put together before other work gets its turn; each has a handful of shipments."""


class HasLatest(HasPlaces, Protocol):
    """The services that these addresses need."""

    @property
    def clock(self) -> Clock:
        """Return the clock."""
        ...

    @property
    def latest(self) -> ListedTable[LatestQuery, LatestView]:
        """Return the latest positions."""
        ...

    @property
    def registers(self) -> Registers:
        """Return what is registered of drivers."""
        ...


@dataclass(frozen=True, slots=True)
class _Driver:
    driver_id: str
    fleet: str | None
    shipments: int
    newest: bytes
    """The newest row that names the driver."""
    age_s: float


def _drivers(view: LatestView, filters: Filters, driver_ids: Sequence[str], now: float) -> Iterator[_Driver]:
    """Yield an entry for each driver and fleet: drivers of the same id in two fleets are two."""
    drivers, fleets = view.indexes.drivers, view.indexes.fleets
    slots_of: dict[str, dict[str | None, list[int]]] = {driver_id: {} for driver_id in driver_ids}
    for slot in view.select(replace(filters, driver_ids=frozenset(driver_ids))):
        slots_of[drivers.id_at(slot)].setdefault(fleets.fleet_at(slot), []).append(slot)
    # A driver whose last shipment went to another while this answer was written has no entry any more.
    for driver_id, by_fleet in slots_of.items():
        for fleet, slots in sorted(by_fleet.items(), key=lambda entry: entry[0] or ""):
            shipments, _ = view.store.by_section(slots)
            yield _Driver(driver_id, fleet, len(shipments), *_newest(view, slots, now))


def _profile(services: HasLatest, driver_id: str, fleet: str | None) -> bytes | None:
    """Return what is registered of a driver of a fleet, or of none, as JSON."""
    record = services.registers.drivers.find(driver_id)
    if record is None or record.fleet != fleet:
        return None
    return profile_of(record).model_dump_json(exclude_none=True).encode()


def _encoded(driver: _Driver, row: bytes, profile: bytes | None) -> bytes:
    known = b"" if profile is None else b'"profile":%s,' % profile
    fleet = b"" if driver.fleet is None else b'"fleet":%s,' % orjson.dumps(driver.fleet)
    name, latest = orjson.dumps(driver.driver_id), with_age(row, driver.age_s)
    return b'{"driverId":%s,%s%s"shipments":%d,"latest":%s}' % (name, fleet, known, driver.shipments, latest)


def _newest(view: LatestView, slots: Sequence[int], now: float) -> tuple[bytes, float]:
    newest = view.newest_of(slots)
    return view.store.row_at(newest), now - view.indexes.times.timestamp_at(newest)


async def _body(services: HasLatest, filters: Filters, driver_ids: Sequence[str], namer: PlaceNamer | None) -> bytes:
    entries: list[bytes] = []
    now = services.clock.now()
    for start in range(0, len(driver_ids), DRIVERS_PER_TURN):
        found = list(_drivers(services.latest.replica, filters, driver_ids[start : start + DRIVERS_PER_TURN], now))
        rows: Rows = [driver.newest for driver in found]
        rows = rows if namer is None else await namer(rows)
        entries += [
            _encoded(driver, row, _profile(services, driver.driver_id, driver.fleet))
            for driver, row in zip(found, rows, strict=True)
        ]
        await asyncio.sleep(0)
    return b",".join(entries)


async def list_drivers(services: HasLatest, request: web.Request) -> web.StreamResponse:
    """Answer with the drivers in order of their id, each with the newest of their rows."""
    reject_unknown(request.query, DRIVER_PARAMETERS)
    services.latest.require_caught_up()
    limit = parse_limit(request.query) or DEFAULT_LIMIT
    namer = await place_namer(services, parse_place(request.query))
    filters, view = parse_filters(request.query).within(fleet_of(request)), services.latest.replica
    freshness = services.latest.freshness(filters)
    among = None if filters == EVERYTHING else view.matching(filters)
    found = view.indexes.drivers.ids(request.query.get("after"), limit + 1, among)
    page = found[:limit]
    body = await _body(services, filters, page, namer)
    has_more = len(found) > limit
    next_id = page[-1] if has_more else None
    tail = document_tail(freshness, next_id, has_more=has_more)
    return document_response(request, b'{"drivers":[' + body + tail, next_id, has_more=has_more)


async def list_shipments_of_driver(services: HasLatest, request: web.Request) -> web.StreamResponse:
    """Answer with the shipments of one driver, as /api/shipments does, and the newest of all rows that name it."""
    driver_id = request.match_info["id"]
    accept = request.headers.get("Accept", "")
    query = parse_list_query(request.query, accept, services.clock.now(), SHIPMENTS_OF_DRIVER_PARAMETERS)
    namer = await place_namer(services, query.place_units)
    services.latest.require_caught_up()
    view = services.latest.replica
    only = replace(query.filters, driver_ids=frozenset({driver_id})).within(fleet_of(request))
    # The newest of all its rows, also of those that the query leaves out.
    slots, record = (
        view.select(Filters(driver_ids=only.driver_ids, fleet=only.fleet)),
        _record(services, driver_id, only),
    )
    if not slots and record is None:
        raise ProblemError("unknown_driver", f"No position of driver {driver_id[:128]!r} is known.")
    more = {} if record is None else {"profile": profile_of(record).model_dump_json(exclude_none=True).encode()}
    if slots:
        row, age_s = _newest(view, slots, services.clock.now())
        [row] = [row] if namer is None else await namer([row])
        more["latest"] = with_age(row, age_s)
    query = with_places(replace(query, filters=only).of_shipments(), namer)
    return await answer_table(services.latest, request, query, more)


def _record(services: HasLatest, driver_id: str, filters: Filters) -> DriverRecord | None:
    record = services.registers.drivers.find(driver_id)
    return record if record is not None and filters.fleet in (None, record.fleet) else None
