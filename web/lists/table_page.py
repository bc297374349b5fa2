"""What every answer with rows is made of: pages in order of shipment id, and how far each can be trusted."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import quote

import orjson
from aiohttp import web

from app.messages.freshness import Freshness
from web.http.problem import ProblemError
from web.lists.formats import Rows, TableFormat
from web.lists.table_query import TableQuery
from web.replica.column import Vector
from web.services.services import Services, View

BASE_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows taken in one step, so that they belong together."""

    rows: Rows
    timestamps: Vector
    has_more: bool
    """Whether more rows match."""
    next: str | None
    """The id behind which the next page begins; None where there is none."""


def take_page(view: View, query: TableQuery, limit: int) -> Page:
    """Return the first rows behind `query.after`, at most `limit`. Nearest-first there is no page behind it."""
    slots = view.select(
        query.filters,
        min_timestamp=query.min_timestamp,
        received_since=query.received_since,
        after=query.after,
        limit=limit + 1,
        near=query.near,
    )
    taken = slots[:limit]
    has_more = len(slots) > limit
    return Page(
        rows=view.rows_at(taken),
        timestamps=view.timestamps_at(taken),
        has_more=has_more,
        next=view.shipment_id_at(taken[-1]) if has_more and query.near is None else None,
    )


def require_caught_up(services: Services) -> None:
    """Raise recovering until the view has been complete once: half an answer would look like a whole one."""
    if not services.feed.caught_up:
        reason = services.readiness.reason_of("view") or "the latest positions are being read"
        raise ProblemError("recovering", f"Not ready yet: {reason}.")


def freshness_of(services: Services, query: TableQuery) -> Freshness:
    """Return where the view stands; to be taken before the rows, so that a stream from the cursor misses nothing."""
    feed = services.feed
    return Freshness(cursor=feed.cursor(query.filters), asOf=round(feed.as_of, 3), stale=feed.is_stale)


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


def document_tail(freshness: Freshness, next_id: str | None, *, has_more: bool) -> bytes:
    """Return what follows the rows of a document: the end of the array, whether more rows match, the freshness."""
    truncation = {"complete": False} if has_more else {}
    return b"]," + orjson.dumps({"next": next_id, **truncation, **freshness.model_dump()})[1:]


async def pieces_of(page: Page, form: TableFormat, now: float, chunk_rows: int) -> AsyncIterator[bytes]:
    """Yield the page encoded, `chunk_rows` at a time, and let other work have its turn between them."""
    for start in range(0, len(page.rows), chunk_rows):
        if start:
            await asyncio.sleep(0)
        part = slice(start, start + chunk_rows)
        yield form.encode(page.rows[part], (now - page.timestamps[part]).round(3).tolist())
