"""GET /api/stream: opens the response, hands it to the hub, and ends it whatever happens."""

import asyncio
import contextlib
import socket
from typing import cast

from aiohttp import web
from aiohttp_sse import EventSourceResponse

from app.settings import Settings
from web.filters import parse_filters
from web.route import Parameter
from web.stream_hub import StreamHub
from web.table_query import FILTERS, reject_unknown

CURSOR = Parameter(
    "cursor", {"type": "string"}, "Continue behind this place: `id` of an event, or `cursor` of a table view."
)
STREAM_PARAMETERS = (*FILTERS, CURSOR)
LAST_EVENT_ID = "Last-Event-ID"
NEVER_S = 10 * 365 * 86_400.0
"""aiohttp-sse insists on a ping; ours is the heartbeat event, so its own comes in ten years."""


class ResponseOutlet:
    """The connection of a stream as the hub sees it."""

    def __init__(self, request: web.Request, response: EventSourceResponse) -> None:
        self._request, self._response = request, response

    async def write(self, data: bytes) -> None:
        """Write; waits while the reader does not keep up, raises ConnectionError when it is gone."""
        await self._response.write(data)

    @property
    def unsent_bytes(self) -> int | None:
        """Return how much waits to be sent; None when the connection is gone."""
        transport = self._request.transport
        if transport is None or transport.is_closing():
            return None
        # A cast and no check: uvloop's transports are not of asyncio's classes.
        return cast("asyncio.WriteTransport", transport).get_write_buffer_size()

    def abort(self) -> None:
        """Cut the connection; a waiting write ends with ConnectionError."""
        transport = self._request.transport
        if transport is not None:
            cast("asyncio.WriteTransport", transport).abort()


class Stream:
    """The handler of the stream and its end."""

    def __init__(self, settings: Settings, hub: StreamHub) -> None:
        self._settings, self._hub = settings, hub

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send a snapshot, or what the cursor missed, and then the changes, until either side ends it.

        Raises ProblemError `bad_filter`, `recovering` or `overloaded` before anything is sent.
        """
        reject_unknown(request.query, STREAM_PARAMETERS)
        filters = parse_filters(request.query)
        # The browser keeps the first address when it reconnects, so the header is the newer of the two.
        cursor = request.headers.get(LAST_EVENT_ID) or request.query.get("cursor")
        settings = self._settings
        response = EventSourceResponse(ping_interval=NEVER_S, send_timeout=2 * settings.stream_drop_after_s)
        response.headers["Cache-Control"] = "no-store"
        client = self._hub.join(filters, ResponseOutlet(request, response))
        try:
            _bound_send_buffer(request, settings.stream_send_buffer_bytes)
            await response.prepare(request)
            response.force_close()
            async with response:
                # Not only ConnectionResetError: a write that waits for a slow reader ends with its base class.
                with contextlib.suppress(ConnectionError):
                    await client.run(cursor)
        finally:
            self._hub.leave(client)
        return response

    async def close(self) -> None:
        """End every stream with `bye`; to be called before the web server stops, which would wait for them."""
        await self._hub.close()


def _bound_send_buffer(request: web.Request, size_bytes: int) -> None:
    """Keep the kernel from queueing megabytes for a slow reader, which would see old positions first."""
    connection = None if request.transport is None else request.transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, size_bytes)
