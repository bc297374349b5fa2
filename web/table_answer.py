"""Answers with rows: pages by shipment id, each with how far it can be trusted, in any of the forms."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from urllib.parse import quote

import orjson
from aiohttp import web

from app.messages import Freshness
from web.accept import takes_gzip
from web.column import Vector
from web.formats import Rows, TableFormat
from web.problem import ProblemError
from web.services import Services, View
from web.table_query import DEFAULT_LIMIT, TableQuery

GZIP_FROM_BYTES = 16 << 10
"""Below this a body is sent sooner than it is compressed."""
ROWS_PER_STEP = 4_000
"""Rows that an answer without a limit takes from the view at once: each may be a cache miss, while others wait."""
BASE_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows taken in one step, so that they belong together, and the id behind which the next page begins."""

    rows: Rows
    timestamps: Vector
    next: str | None


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
    has_next = len(slots) > limit and query.near is None
    return Page(
        rows=view.rows_at(taken),
        timestamps=view.timestamps_at(taken),
        next=view.shipment_id_at(taken[-1]) if has_next else None,
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


def freshness_headers(freshness: Freshness, next_id: str | None = None) -> dict[str, str]:
    """Return the freshness as headers; the id is percent-encoded, ready to be put behind `after=`."""
    headers = {
        "X-Tracker-Cursor": freshness.cursor,
        "X-Tracker-As-Of": f"{freshness.asOf:.3f}",
        "X-Tracker-Stale": "true" if freshness.stale else "false",
    }
    return headers if next_id is None else {**headers, "X-Tracker-Next": quote(next_id, safe="")}


def document_tail(freshness: Freshness, next_id: str | None) -> bytes:
    """Return what follows the rows of a document: the end of the array and the members of freshness."""
    return b"]," + orjson.dumps({"next": next_id, **freshness.model_dump()})[1:]


def document_response(request: web.Request, body: bytes, media_type: str) -> web.Response:
    """Return a body whose length is known, compressed off the loop when it is long and the client takes that."""
    headers = {**BASE_HEADERS, "Vary": "Accept, Accept-Encoding", "Content-Type": media_type}
    response = web.Response(body=body, headers=headers, zlib_executor_size=GZIP_FROM_BYTES)
    if len(body) >= GZIP_FROM_BYTES and takes_gzip(request.headers.get("Accept-Encoding", "")):
        response.enable_compression(web.ContentCoding.gzip)
    return response


async def pieces_of(page: Page, form: TableFormat, now: float, chunk_rows: int) -> AsyncIterator[bytes]:
    """Yield the page encoded, `chunk_rows` at a time, and let other work have its turn between them."""
    for start in range(0, len(page.rows), chunk_rows):
        if start:
            await asyncio.sleep(0)
        part = slice(start, start + chunk_rows)
        yield form.encode(page.rows[part], (now - page.timestamps[part]).round(3).tolist())


async def _document(services: Services, request: web.Request, query: TableQuery) -> web.Response:
    form, freshness = query.form, freshness_of(services, query)
    page = take_page(services.view, query, query.limit or DEFAULT_LIMIT)
    pieces = pieces_of(page, form, services.clock.now(), services.settings.table_chunk_rows)
    body = form.separator.join([piece async for piece in pieces])
    return document_response(request, form.head + body + document_tail(freshness, page.next), form.media_type)


async def _write(request: web.Request, response: web.StreamResponse, piece: bytes, within_s: float) -> None:
    try:
        async with asyncio.timeout(within_s):
            await response.write(piece)
    except TimeoutError:
        if request.transport is not None:
            request.transport.abort()
        raise ConnectionResetError("the client has stopped reading") from None


async def _lines(services: Services, request: web.Request, query: TableQuery) -> web.StreamResponse:
    form, settings, now = query.form, services.settings, services.clock.now()
    freshness = freshness_of(services, query)
    page = take_page(services.view, query, query.limit or ROWS_PER_STEP)
    headers = freshness_headers(freshness, page.next if query.limit else None)
    response = web.StreamResponse(headers={**BASE_HEADERS, **headers, "Vary": "Accept, Accept-Encoding"})
    response.content_type, response.charset = form.media_type, "utf-8"
    if form.name == "csv":
        response.headers["Content-Disposition"] = 'attachment; filename="shipments.csv"'
    if takes_gzip(request.headers.get("Accept-Encoding", "")):
        response.enable_compression(web.ContentCoding.gzip)
    await response.prepare(request)
    if request.method == "HEAD":
        return response
    await _write(request, response, form.head, settings.stream_drop_after_s)
    while True:
        async for piece in pieces_of(page, form, now, settings.table_chunk_rows):
            await _write(request, response, piece, settings.stream_drop_after_s)
        if query.limit is not None or page.next is None:
            return response
        # By id, not by slot: the view may have been replaced while the client was reading.
        page = take_page(services.view, replace(query, after=page.next), ROWS_PER_STEP)


async def answer_table(services: Services, request: web.Request, query: TableQuery) -> web.StreamResponse:
    """Answer with the rows that `query` asks for, in its form."""
    require_caught_up(services)
    return await (_document if query.form.is_document else _lines)(services, request, query)
