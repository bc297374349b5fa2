"""What every answer with rows is made of: pages in order of id, and how far each can be trusted."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

import orjson
from aiohttp import web

from app.messages.freshness import Freshness
from web.lists.formats import Rows
from web.lists.list_spec import Q, V
from web.lists.listed_table import ListedTable
from web.lists.table_query import TableQuery
from web.replica.column import Vector

NOTHING_MORE: Mapping[str, bytes] = MappingProxyType({})
BASE_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows taken in one step, so that they belong together."""

    rows: Rows
    timestamps: Vector | None
    """When they were measured, Unix seconds; None where they have no age."""
    has_more: bool
    """Whether more rows match."""
    next: str | None
    """The id after which the next page begins; None where there is none."""


def take_page(table: ListedTable[Q, V], query: Q, limit: int) -> Page:
    """Return the first rows after `query.after`, at most `limit`. Nearest-first there is no page after it."""
    store, spec = table.replica.store, table.spec
    slots = spec.select(table.replica, query, limit + 1)
    taken = slots[:limit]
    has_more = len(slots) > limit
    return Page(
        rows=store.rows_at(taken),
        timestamps=None if spec.timestamps_of is None else spec.timestamps_of(table.replica, taken),
        has_more=has_more,
        next=store.id_at(taken[-1]) if has_more and query.has_pages else None,
    )


def freshness_headers(freshness: Freshness) -> dict[str, str]:
    """Return the freshness as headers."""
    return {
        "X-Tracker-Cursor": freshness.cursor,
        "X-Tracker-As-Of": f"{freshness.asOf:.3f}",
        "X-Tracker-Stale": "true" if freshness.stale else "false",
    }


def truncation_headers(request: web.Request, next_id: str | None, *, has_more: bool) -> dict[str, str]:
    """Return headers that say that more rows match and where they are; none where this is all."""
    if not has_more:
        return {}
    headers = {"X-Tracker-Complete": "false"}
    if next_id is not None:
        headers["X-Tracker-Next"] = quote(next_id, safe="")
        # Relative to this very path, so that it also holds below the path of a proxy.
        query = request.rel_url.update_query(after=next_id).raw_query_string
        headers["Link"] = f'<?{query}>; rel="next"'
    return headers


def document_tail(
    freshness: Freshness, next_id: str | None, *, has_more: bool, more: Mapping[str, bytes] = NOTHING_MORE
) -> bytes:
    """Return what follows the rows of a document: the end of the array, `more`, whether more rows match, the freshness."""
    truncation = {"complete": False} if has_more else {}
    members = {name: orjson.Fragment(json) for name, json in more.items()}
    return b"]," + orjson.dumps({**members, "next": next_id, **truncation, **freshness.model_dump()})[1:]


async def pieces_of(page: Page, query: TableQuery, now: float, chunk_rows: int) -> AsyncIterator[bytes]:
    """Yield the page encoded, `chunk_rows` at a time, and let other work have its turn between them."""
    for start in range(0, len(page.rows), chunk_rows):
        if start:
            await asyncio.sleep(0)
        part = slice(start, start + chunk_rows)
        ages = [] if page.timestamps is None else (now - page.timestamps[part]).round(3).tolist()
        rows = page.rows[part]
        yield query.form.encode(rows if query.extend is None else await query.extend(rows), ages)
