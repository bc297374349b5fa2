"""Rows as a file: whole unless a limit is given, sent piece by piece however many they are."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from dataclasses import replace
from http import HTTPStatus
from typing import Generic

from aiohttp import web

from web.http.accept import takes_gzip
from web.http.parameters import CACHE_BUSTER, TOKEN_PARAMETER
from web.lists.list_spec import Q, V
from web.lists.listed_table import ListedTable
from web.lists.table_page import (
    BASE_HEADERS,
    document_tail,
    freshness_headers,
    pieces_of,
    take_page,
    truncation_headers,
)
from web.lists.table_query import TableQuery

NAMES_OF_NO_FILTER = (TOKEN_PARAMETER, CACHE_BUSTER)
ROWS_PER_STEP = 4_000
"""Rows that an answer without a limit takes from the view at once: each may be a cache miss, while others wait."""


async def _write(request: web.Request, response: web.StreamResponse, piece: bytes, within_s: float) -> None:
    try:
        async with asyncio.timeout(within_s):
            await response.write(piece)
    except TimeoutError:
        if request.transport is not None:
            request.transport.abort()
        raise ConnectionResetError("the client has stopped reading") from None


def _key_of(request: web.Request, query: TableQuery) -> Hashable:
    """Return what names the list that a client reads: its address without what asks for no other rows, and its filters.

    The address alone would give one fleet the copy of another.
    """
    parameters = ((name, value) for name, value in request.query.items() if name not in NAMES_OF_NO_FILTER)
    return request.path, query.form.name, query.filters.key, tuple(sorted(parameters))


def _wanted_part(request: web.Request) -> slice | None:
    """Return the one range that a request asks for; None where it has none, or several, or what cannot be read."""
    try:
        return request.http_range if "Range" in request.headers else None
    except ValueError:
        return None


async def _answer_from_copy(table: ListedTable[Q, V], request: web.Request, query: Q) -> web.Response | None:
    """Answer a HEAD with the length, a range with that part; None where the whole file has to be sent instead."""
    copies, key, wanted = table.range_copies, _key_of(request, query), _wanted_part(request)
    copy = None if request.method == "HEAD" else copies.find(key)
    if copy is None and (wanted is None or not wanted.start):
        file = _File(table, request, query)
        copy = await copies.for_new_reader(key, file.parts, file.headers)
    if copy is None:
        return None
    headers = {**copy.headers, "Accept-Ranges": "bytes", "ETag": copy.etag}
    if request.method == "HEAD":
        return web.Response(body=copy.body, headers=headers)
    if wanted is None or request.headers.get("If-Range", copy.etag) != copy.etag:
        return None
    start, stop, _ = wanted.indices(len(copy.body))
    if start >= len(copy.body):
        headers["Content-Range"] = f"bytes */{len(copy.body)}"
        return web.Response(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    if start > copy.read_to:  # it read what precedes elsewhere, and the parts would not fit together
        return None
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(copy.body)}"
    return web.Response(status=HTTPStatus.PARTIAL_CONTENT, body=copy.take(start, stop), headers=headers)


class _File(Generic[Q, V]):
    """A list on its way: its headers, and its parts."""

    def __init__(self, table: ListedTable[Q, V], request: web.Request, query: Q) -> None:
        self._table, self._query = table, query
        self._freshness = table.freshness(query.filters)
        self._page = page = take_page(table, query, query.limit or ROWS_PER_STEP)
        self.headers = {
            **BASE_HEADERS,
            **freshness_headers(self._freshness),
            **truncation_headers(request, page.next, has_more=page.has_more and query.limit is not None),
            "Vary": "Accept, Accept-Encoding",
            "Content-Type": query.form.content_type,
        }
        if query.form.name == "csv":
            self.headers["Content-Disposition"] = f'attachment; filename="{table.spec.noun}.csv"'

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield the file from its first page on; without a limit, all pages."""
        table, query, page = self._table, self._query, self._page
        form, now, separator = query.form, table.clock.now(), b""
        yield form.head
        while True:
            async for piece in pieces_of(page, query, now, table.settings.table_chunk_rows):
                yield separator + piece
                separator = form.separator
            if query.limit is not None or page.next is None:
                break
            # By id, not by slot: the view may have been replaced while the client was reading.
            page = take_page(table, replace(query, after=page.next), ROWS_PER_STEP)
        if form.is_document:
            yield document_tail(self._freshness, page.next, has_more=page.has_more)


async def answer_file(table: ListedTable[Q, V], request: web.Request, query: Q) -> web.StreamResponse:
    """Answer with the rows that `query` asks for as a file of its form."""
    if request.method == "HEAD" or "Range" in request.headers:
        answer = await _answer_from_copy(table, request, query)
        if answer is not None:
            return answer
    file = _File(table, request, query)
    response = web.StreamResponse(headers=file.headers)
    if takes_gzip(request.headers.get("Accept-Encoding", "")):
        response.enable_compression(web.ContentCoding.gzip)
    await response.prepare(request)
    if request.method != "HEAD":
        async for part in file.parts():
            await _write(request, response, part, table.settings.stream_drop_after_s)
    return response
