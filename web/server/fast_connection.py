"""A connection that answers one address where its bytes arrive, at half the cost of aiohttp's way.

For every request aiohttp makes a request object, a writer and a task, and passes through its event loop four times. None of
it is needed by a request that is whole in one piece, alone on its connection and good: it is taken here, and its answer is
written when it is there. Everything else, errors included, goes aiohttp's way, so there is one place that knows reasons.
Read against aiohttp 3.14.5 (web_protocol.py, web_server.py).
"""

import asyncio
from typing import Any, Protocol

from aiohttp import HttpVersion11, web
from aiohttp.web_protocol import _ErrInfo
from multidict import MultiMapping

from app.observability.metrics import Metrics
from web.server.connections import Connection, ConnectionCap, TrackerServer


class FastRequest(Protocol):
    """A request on its way."""

    @property
    def done(self) -> "asyncio.Future[Any]":
        """Return the future that ends when the answer is known, also when that is a failure."""
        ...

    def answer(self, *, is_gone: bool) -> bytes:
        """Return the whole answer, once it is known; `is_gone` tells that nobody waits for it."""
        ...


class FastRoute(Protocol):
    """The address that is answered here."""

    path: str

    def begin(self, headers: MultiMapping[str], peer: str, body: bytes) -> FastRequest | None:
        """Take a POST, or return None, with nothing done, where it is not certain that all of it is good."""
        ...


class FastConnection(Connection):
    """One client's connection."""

    __slots__ = ("_fast_request", "_held", "_route")

    def __init__(self, server: TrackerServer, route: FastRoute, **options: Any) -> None:
        super().__init__(server, **options)
        self._route = route
        self._fast_request: FastRequest | None = None
        self._held: list[bytes] = []

    def data_received(self, data: bytes) -> None:
        """Parse; take what this file is for, and hand everything else to aiohttp's task."""
        if self._fast_request is not None:
            self._hold(data)
            return
        idle = self._waiter
        if idle is None or idle.done():  # the task is at work, or has yet to begin
            super().data_received(data)
            return
        self._waiter = None  # so that aiohttp parses and does not wake its task
        try:
            super().data_received(data)
        finally:
            self._waiter = idle
        if self._messages and not self._begin() and not idle.done():
            idle.set_result(None)

    def _begin(self) -> bool:
        """Take the one request that has arrived, if it is whole and valid; tell whether it was."""
        if len(self._messages) > 1 or self._paused or self._close or self._force_close or self._parser is None:
            return False
        message, payload = self._messages[0]
        route = self._route
        if isinstance(message, _ErrInfo) or message.path != route.path or message.method != "POST":
            return False
        is_plain = message.version == HttpVersion11 and not message.should_close and not message.upgrade
        # An empty body is aiohttp's own object, which has no buffer.
        if not is_plain or message.chunked or not payload.total_bytes:
            return False
        if not payload.is_eof() or payload.exception() is not None:
            return False
        peer = self.peername[0] if self.peername else ""
        request = route.begin(message.headers, peer, b"".join(payload._buffer))  # read, it could not be handed on
        if request is None:
            return False
        self._messages.popleft()
        self._parser.message_consumed()
        if self._manager is not None:
            self._manager.requests_count += 1
        self._next_keepalive_close_time = self._loop.time() + self._keepalive_timeout
        # The second is aiohttp's own: its shutdown then waits for the answer.
        self._fast_request, self._request_in_progress = request, True
        request.done.add_done_callback(self._finish)
        return True

    def _process_keepalive(self) -> None:
        if self._fast_request is not None:  # it is not idle, although aiohttp's task is
            self._next_keepalive_close_time = self._loop.time() + self._keepalive_timeout
        super()._process_keepalive()

    def _finish(self, _: "asyncio.Future[Any]") -> None:
        request, self._fast_request, self._request_in_progress = self._fast_request, None, False
        assert request is not None  # there is one at a time
        transport = self.transport
        is_gone = transport is None or transport.is_closing()
        answer = request.answer(is_gone=is_gone)
        if transport is not None and not is_gone:
            transport.write(answer)
            if self._close:
                transport.close()  # once the answer has left
        if self._handler_waiter is not None and not self._handler_waiter.done():
            self._handler_waiter.set_result(None)
        if self._held:
            self._release()

    def _hold(self, data: bytes) -> None:
        """Keep what a client sends before it has its answer: answers go out in the order of requests."""
        self._held.append(data)
        if not self._buffer_paused:
            self._pause_reading_for_buffer()

    def _release(self) -> None:
        held = b"".join(self._held)
        self._held.clear()
        self._resume_reading_for_buffer()
        self.data_received(held)


class FastServer(TrackerServer):
    """The server, making such connections."""

    def __init__(
        self, server: web.Server, route: FastRoute, most_connections: int, cap: ConnectionCap, metrics: Metrics
    ) -> None:
        super().__init__(server, most_connections, cap, metrics)
        self._route = route

    def connect(self) -> Connection:
        """Return the protocol of one more connection."""
        return FastConnection(self, self._route, loop=self._loop, **self._kwargs)
