"""Shipments as a table: all that match, and one by its id."""

from typing import Protocol

from aiohttp import web

from app.clock import Clock
from app.domain.subject import SubjectKind
from app.places.places import Places
from web.access.sender import fleet_of
from web.http.parameters import reject_unknown
from web.http.problem import ProblemError
from web.latest.filters import Filters
from web.latest.latest_view import LatestView
from web.latest.list_query import LIST_PARAMETERS, LatestQuery, parse_list_query
from web.latest.place_column import with_places
from web.lists.formats import with_age
from web.lists.listed_table import ListedTable
from web.lists.table_answer import answer_table
from web.lists.table_page import BASE_HEADERS, freshness_headers


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


class HasPlaces(HasLatest, Protocol):
    """The services that name places too."""

    @property
    def places(self) -> Places:
        """Return what is known of places."""
        ...


async def list_shipments(services: HasPlaces, request: web.Request) -> web.StreamResponse:
    """Answer with the rows that match, in order of shipment id."""
    accept = request.headers.get("Accept", "")
    query = parse_list_query(request.query, accept, services.clock.now(), LIST_PARAMETERS)
    if query.place_units is not None:
        query = with_places(query, await services.places.towns(), query.place_units)
    return await answer_table(services.latest, request, query.of_shipments())


async def show_shipment(services: HasLatest, request: web.Request) -> web.StreamResponse:
    """Answer with the row of one shipment; its freshness is in the headers."""
    if request.query_string:
        reject_unknown(request.query, ())
    latest = services.latest
    latest.require_caught_up()
    shipment_id = request.match_info["id"]
    fleet, view = fleet_of(request), latest.replica
    filters = Filters(shipment_ids=frozenset((shipment_id,)), kind=SubjectKind.SHIPMENT, fleet=fleet)
    freshness, slot = latest.freshness(filters), view.slot_of_shipment(shipment_id)
    if slot is None or fleet not in {None, view.indexes.fleets.fleet_at(slot)}:
        raise ProblemError("unknown_shipment", f"No position of shipment {shipment_id[:128]!r} has arrived yet.")
    body = with_age(view.store.row_at(slot), services.clock.now() - view.indexes.times.timestamp_at(slot))
    headers = {**BASE_HEADERS, "Content-Type": "application/json", **freshness_headers(freshness)}
    return web.Response(body=body, headers=headers)
