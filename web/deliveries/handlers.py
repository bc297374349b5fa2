"""Deliveries as a table: all that match, and one by its id with its position."""

import asyncio
from typing import Protocol

import msgspec
from aiohttp import web

from app.clock import Clock
from app.devices.registers import Registers
from app.settings import Settings
from web.access.sender import fleet_of
from web.deliveries.filters import DeliveryFilters
from web.deliveries.joined_position import with_position
from web.deliveries.list_query import DeliveryQuery, parse_list_query
from web.deliveries.replica import DeliveriesReplica
from web.deliveries.row_waiter import RowWaiter
from web.http.parameters import Query, reject_unknown
from web.http.problem import ProblemError
from web.http.route import Parameter
from web.latest.latest_view import LatestView
from web.latest.list_query import LatestQuery
from web.lists.listed_table import ListedTable
from web.lists.table_answer import answer_table
from web.lists.table_page import BASE_HEADERS, freshness_headers

REVISION = Parameter(
    "revision",
    {"type": "integer", "minimum": 0},
    "Waits up to 2 s until the row has this revision; then the row as it is.",
)


class Revisions(msgspec.Struct, gc=False):
    """The revisions of a row or deletion."""

    revision: int
    planRevision: int = 0


revisions_of = msgspec.json.Decoder(Revisions).decode


class HasDeliveries(Protocol):
    """The services that these addresses need."""

    @property
    def settings(self) -> Settings:
        """Return the settings."""
        ...

    @property
    def clock(self) -> Clock:
        """Return the clock."""
        ...

    @property
    def latest(self) -> ListedTable[LatestQuery, LatestView]:
        """Return the latest positions."""
        ...

    @property
    def deliveries(self) -> ListedTable[DeliveryQuery, DeliveriesReplica]:
        """Return the deliveries."""
        ...

    @property
    def delivery_waiter(self) -> RowWaiter:
        """Return where to wait for a row."""
        ...

    @property
    def registers(self) -> Registers:
        """Return who is off duty."""
        ...


async def list_deliveries(services: HasDeliveries, request: web.Request) -> web.StreamResponse:
    """Answer with the deliveries that match, in order of shipment id."""
    query = parse_list_query(request.query, request.headers.get("Accept", ""))
    return await answer_table(services.deliveries, request, query)


async def show_delivery(services: HasDeliveries, request: web.Request) -> web.StreamResponse:
    """Answer with one delivery and its position; freshness and the revision of its plan are in the headers."""
    reject_unknown(request.query, (REVISION,))
    revision = _parse_revision(request.query)
    services.deliveries.require_caught_up()
    shipment_id = request.match_info["id"]
    if revision is not None:
        await _wait_for_revision(services, shipment_id, revision)
    return answer_with(services, shipment_id, fleet_of(request))


def answer_with(services: HasDeliveries, shipment_id: str, fleet: str | None) -> web.Response:
    """Return one delivery as it is now, of the fleet if one is given; raises `unknown_delivery`."""
    table = services.deliveries
    freshness = table.freshness(DeliveryFilters(shipment_ids=frozenset({shipment_id}), fleet=fleet))
    row = row_of(table.replica, shipment_id, fleet)
    if row is None:
        raise unknown_delivery(shipment_id)
    headers = {**BASE_HEADERS, "ETag": etag_of(row), "Content-Type": "application/json", **freshness_headers(freshness)}
    body = with_position(row, services.latest.replica, services.clock.now(), services.registers.drivers.is_off)
    return web.Response(body=body, headers=headers)


def row_of(replica: DeliveriesReplica, shipment_id: str, fleet: str | None) -> bytes | None:
    """Return the row of a delivery, or None where there is none, or it is of another fleet than the one given."""
    slot = replica.store.slot_of(shipment_id)
    if slot is None or fleet not in (None, replica.indexes.fleets.fleet_at(slot)):
        return None
    return replica.store.row_at(slot)


def unknown_delivery(shipment_id: str) -> ProblemError:
    """Return the error for an id without a delivery."""
    return ProblemError("unknown_delivery", f"There is no delivery {shipment_id[:128]!r}.")


def etag_of(row: bytes) -> str:
    """Return the ETag of a delivery, which only commands change."""
    return f'"{revisions_of(row).planRevision}"'


def _parse_revision(query: Query) -> int | None:
    text = query.get(REVISION.name)
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise ProblemError("bad_filter", f"revision must be a number, not {text[:64]!r}.", field=REVISION.name)
    return int(text)


async def _wait_for_revision(services: HasDeliveries, shipment_id: str, revision: int) -> None:
    arrived: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def look(row: bytes) -> bool:
        is_there = revisions_of(row).revision >= revision
        if is_there and not arrived.done():
            arrived.set_result(None)
        return is_there

    waiter = services.delivery_waiter
    if waiter.wait(shipment_id, look):
        try:
            async with asyncio.timeout(services.settings.cursor_wait_s):
                await arrived
        except TimeoutError:
            pass
        finally:
            waiter.forget(shipment_id, look)
