"""The connection of a stream: events go to its transport as they are, and what the kernel does not take is waited for."""

import asyncio
import socket
from typing import Protocol, cast

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from web.stream.frames import Frame


class Transport(Protocol):
    """The connection of a stream."""

    def push(self, frame: Frame) -> bool:
        """Write an event without waiting; False when the reader does not keep up, or is gone: then `drain`."""
        ...

    async def drain(self) -> None:
        """Wait until the reader has taken enough; raises ConnectionError when it is gone."""
        ...

    @property
    def unsent_bytes(self) -> int | None:
        """Return how much waits to be sent; None when the connection is gone."""
        ...

    def abort(self) -> None:
        """Cut the connection; a waiting call raises ConnectionError."""
        ...


class ResponseTransport:
    """Writes events below aiohttp's writer, which would make a task, a chunk head and a copy for each reader.

    Opening and ending the response stay with aiohttp. `open` must come first.
    """

    def __init__(self, request: web.Request, response: web.StreamResponse, send_buffer_bytes: int) -> None:
        self._request, self._response = request, response
        self._send_buffer_bytes = send_buffer_bytes
        # A cast and no check: uvloop's transports are not of asyncio's classes.
        self._transport = cast("asyncio.WriteTransport | None", request.transport)
        self._writer: AbstractStreamWriter | None = None
        self._is_chunked = False

    async def open(self, opening: bytes) -> None:
        """Send the head of the response and the first bytes; raises ConnectionError when the reader is gone."""
        if self._transport is None:
            raise ConnectionResetError("the reader is gone")
        self._bound_buffers(self._transport)
        self._writer = await self._response.prepare(self._request)
        self._response.force_close()
        self._is_chunked = self._response.headers.get("Transfer-Encoding") == "chunked"
        await self._response.write(opening)
        await self.drain()

    def _bound_buffers(self, transport: asyncio.WriteTransport) -> None:
        # Writing is "paused" as soon as the kernel leaves anything to us: the reader is then behind, and gets the rest later.
        # TLS pauses from `high` bytes on, also if that is 0 and nothing is left, and would never resume.
        transport.set_write_buffer_limits(high=0 if transport.get_extra_info("sslcontext") is None else 1)
        connection = transport.get_extra_info("socket")
        if connection is not None:
            # The kernel must not queue megabytes for a slow reader, which would see old positions first.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self._send_buffer_bytes)

    def push(self, frame: Frame) -> bool:
        """Write an event without waiting; False when the reader does not keep up, or is gone: then `drain`."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return False
        transport.write(frame.chunk if self._is_chunked else frame.data)
        return transport.get_write_buffer_size() == 0

    async def drain(self) -> None:
        """Wait until all is handed to the kernel; raises ConnectionError when the reader is gone."""
        if self.unsent_bytes is None or self._writer is None:
            raise ConnectionResetError("the reader is gone")
        await self._writer.drain()

    @property
    def unsent_bytes(self) -> int | None:
        """Return how much waits to be sent; None when the connection is gone."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return None
        return transport.get_write_buffer_size()

    def abort(self) -> None:
        """Cut the connection; a waiting call raises ConnectionError."""
        if self._transport is not None:
            self._transport.abort()
