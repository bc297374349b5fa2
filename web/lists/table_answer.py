"""Answers with rows: a page of JSON as a document, every other form as a file."""

from aiohttp import web

from web.http.accept import takes_gzip
from web.lists.file_answer import answer_file
from web.lists.formats import DEFAULT_FORMAT
from web.lists.table_page import (
    BASE_HEADERS,
    document_tail,
    freshness_of,
    pieces_of,
    require_caught_up,
    take_page,
    truncation_headers,
)
from web.lists.table_query import DEFAULT_LIMIT, TableQuery
from web.services.services import Services

GZIP_FROM_BYTES = 16 << 10
"""Below this a body is sent sooner than it is compressed."""


def document_response(request: web.Request, body: bytes, next_id: str | None, *, has_more: bool) -> web.Response:
    """Return JSON, compressed off the loop when it is long and the client takes that."""
    more = truncation_headers(request, next_id, has_more=has_more)
    headers = {**BASE_HEADERS, **more, "Vary": "Accept, Accept-Encoding", "Content-Type": DEFAULT_FORMAT.media_type}
    response = web.Response(body=body, headers=headers, zlib_executor_size=GZIP_FROM_BYTES)
    if len(body) >= GZIP_FROM_BYTES and takes_gzip(request.headers.get("Accept-Encoding", "")):
        response.enable_compression(web.ContentCoding.gzip)
    return response


async def _document(services: Services, request: web.Request, query: TableQuery) -> web.Response:
    form, freshness = query.form, freshness_of(services, query)
    page = take_page(services.view, query, query.limit or DEFAULT_LIMIT)
    pieces = pieces_of(page, form, services.clock.now(), services.settings.table_chunk_rows)
    body = form.separator.join([piece async for piece in pieces])
    tail = document_tail(freshness, page.next, has_more=page.has_more)
    return document_response(request, form.head + body + tail, page.next, has_more=page.has_more)


async def answer_table(services: Services, request: web.Request, query: TableQuery) -> web.StreamResponse:
    """Answer with the rows that `query` asks for, in its form."""
    require_caught_up(services)
    return await (_document if query.form is DEFAULT_FORMAT else answer_file)(services, request, query)
