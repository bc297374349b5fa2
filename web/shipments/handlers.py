"""Shipments as a table: all that match, and one by its id."""

from aiohttp import web

from web.http.parameters import reject_unknown
from web.http.problem import ProblemError
from web.latest.filters import Filters
from web.lists.formats import with_age
from web.lists.table_answer import answer_table
from web.lists.table_page import BASE_HEADERS, freshness_headers, freshness_of, require_caught_up
from web.lists.table_query import LIST_PARAMETERS, TableQuery, parse_table_query
from web.services.services import Services


async def list_shipments(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with the rows that match, in order of shipment id."""
    accept = request.headers.get("Accept", "")
    return await answer_table(
        services, request, parse_table_query(request.query, accept, services.clock.now(), LIST_PARAMETERS)
    )


async def show_shipment(services: Services, request: web.Request) -> web.StreamResponse:
    """Answer with the row of one shipment; its freshness is in the headers."""
    if request.query_string:
        reject_unknown(request.query, ())
    require_caught_up(services)
    shipment_id = request.match_info["id"]
    only = Filters(shipment_ids=frozenset((shipment_id,)))
    freshness = freshness_of(services, TableQuery(only))
    view = services.view
    slot = view.slot_of(shipment_id)
    if slot is None:
        raise ProblemError("unknown_shipment", f"No position of shipment {shipment_id[:128]!r} has arrived yet.")
    body = with_age(view.row_at(slot), services.clock.now() - view.timestamp_at(slot))
    headers = {**BASE_HEADERS, "Content-Type": "application/json", **freshness_headers(freshness)}
    return web.Response(body=body, headers=headers)
