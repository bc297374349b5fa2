"""Answers with rows: a page of JSON as a document, every other form as a file."""

from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from web.access.sender import fleet_of
from web.http.accept import takes_gzip
from web.lists.file_answer import answer_file
from web.lists.list_spec import Q, V
from web.lists.listed_table import ListedTable
from web.lists.table_page import (
    BASE_HEADERS,
    NOTHING_MORE,
    document_tail,
    pieces_of,
    take_page,
    truncation_headers,
)
from web.lists.table_query import DEFAULT_LIMIT

GZIP_FROM_BYTES = 16 << 10
"""Below this a body is sent sooner than it is compressed."""


def document_response(request: web.Request, body: bytes, next_id: str | None, *, has_more: bool) -> web.Response:
    """Return JSON, compressed off the loop when it is long and the client takes that."""
    more = truncation_headers(request, next_id, has_more=has_more)
    headers = {**BASE_HEADERS, **more, "Vary": "Accept, Accept-Encoding", "Content-Type": "application/json"}
    response = web.Response(body=body, headers=headers, zlib_executor_size=GZIP_FROM_BYTES)
    if len(body) >= GZIP_FROM_BYTES and takes_gzip(request.headers.get("Accept-Encoding", "")):
        response.enable_compression(web.ContentCoding.gzip)
    return response


async def _document(
    table: ListedTable[Q, V], request: web.Request, query: Q, more: Mapping[str, bytes]
) -> web.Response:
    form, freshness = query.form, table.freshness(query.filters)
    page = take_page(table, query, query.limit or DEFAULT_LIMIT)
    pieces = pieces_of(page, query, table.clock.now(), table.settings.table_chunk_rows)
    body = form.separator.join([piece async for piece in pieces])
    tail = document_tail(freshness, page.next, has_more=page.has_more, more=more)
    return document_response(request, form.head + body + tail, page.next, has_more=page.has_more)


async def answer_table(
    table: ListedTable[Q, V], request: web.Request, query: Q, more: Mapping[str, bytes] = NOTHING_MORE
) -> web.StreamResponse:
    """Answer with the rows that `query` asks for, in its form; `more` are members of a document, as JSON."""
    table.require_caught_up()
    query = replace(query, filters=query.filters.within(fleet_of(request)))
    if query.form is table.spec.forms.default:
        return await _document(table, request, query, more)
    return await answer_file(table, request, query)
