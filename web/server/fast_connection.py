"""A connection that answers a few addresses as soon as its bytes arrive, at half the cost of aiohttp's own path.

For every request aiohttp creates a request object, a writer and a task, and passes through the event loop four times. A
valid request that arrives in one chunk, alone on its connection, needs none of this: it is accepted here, and its answer is
written once known. Every other request, including every error, takes aiohttp's path, so that only one module explains
errors. Read against aiohttp 3.14.5 (web_protocol.py, web_server.py).
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from aiohttp import HttpVersion11, web
from aiohttp.web_protocol import _ErrInfo
from multidict import MultiMapping

from app.observability.metrics import Metrics
from web.server.connections import Connection, ConnectionCap, TrackerServer


class FastRequest(Protocol):
    """A request in progress."""

    @property
    def done(self) -> "asyncio.Future[Any]":
        """Return the future that is done when the answer is known, also if it is a failure."""
        ...

    def answer(self, *, is_gone: bool) -> bytes:
        """Return the whole answer, once it is known; `is_gone` tells that the client has left."""
        ...


class FastRoute(Protocol):
    """A route of the fast path."""

    @property
    def targets(self) -> Sequence[tuple[str, str]]:
        """Return its methods, each with a path."""
        ...

    def begin(self, path: str, query: str, headers: MultiMapping[str], peer: str, body: bytes) -> FastRequest | None:
        """Accept a request, or return None and do nothing if only the standard path can judge it."""
        ...


FastRoutes = Mapping[tuple[str, str], FastRoute]
"""Routes by method and path."""


class FastConnection(Connection):
    """One client's connection with the fast path."""

    __slots__ = ("_fast_request", "_held", "_routes")

    def __init__(self, server: TrackerServer, routes: FastRoutes, **options: Any) -> None:
        super().__init__(server, **options)
        self._routes = routes
        self._fast_request: FastRequest | None = None
        self._held: list[bytes] = []

    def data_received(self, data: bytes) -> None:
        """Parse; answer requests of the fast path, and pass all others to aiohttp's task."""
        if self._fast_request is not None:
            self._hold(data)
            return
        idle = self._waiter
        if idle is None or idle.done():  # the task is working, or has not started yet
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
        """Accept the one request that has arrived if it is whole and valid; tell whether it was accepted."""
        if len(self._messages) > 1 or self._paused or self._close or self._force_close or self._parser is None:
            return False
        message, payload = self._messages[0]
        if isinstance(message, _ErrInfo):
            return False
        path, _, query = message.path.partition("?")
        if (route := self._routes.get((message.method, path))) is None:
            return False
        is_plain = message.version == HttpVersion11 and not message.should_close and not message.upgrade
        if not is_plain or message.chunked or not payload.is_eof() or payload.exception() is not None:
            return False
        peer = self.peername[0] if self.peername else ""
        # An empty body is aiohttp's own object, which has no buffer; reading another would prevent passing it on.
        body = b"".join(payload._buffer) if payload.total_bytes else b""
        request = route.begin(path, query, message.headers, peer, body)
        if request is None:
            return False
        self._messages.popleft()
        self._parser.message_consumed()
        if self._manager is not None:
            self._manager.requests_count += 1
        self._next_keepalive_close_time = self._loop.time() + self._keepalive_timeout
        # `_request_in_progress` is aiohttp's own: its shutdown then waits for the answer.
        self._fast_request, self._request_in_progress = request, True
        request.done.add_done_callback(self._finish)
        return True

    def _process_keepalive(self) -> None:
        if self._fast_request is not None:  # the connection is not idle, although aiohttp's task is
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
                transport.close()  # after the answer is sent
        if self._handler_waiter is not None and not self._handler_waiter.done():
            self._handler_waiter.set_result(None)
        if self._held:
            self._release()

    def _hold(self, data: bytes) -> None:
        """Keep data that a client sends before it has its answer: answers follow the order of requests."""
        self._held.append(data)
        if not self._buffer_paused:
            self._pause_reading_for_buffer()

    def _release(self) -> None:
        held = b"".join(self._held)
        self._held.clear()
        self._resume_reading_for_buffer()
        self.data_received(held)


class FastServer(TrackerServer):
    """The server that creates such connections."""

    def __init__(
        self,
        server: web.Server,
        routes: Sequence[FastRoute],
        most_connections: int,
        cap: ConnectionCap,
        metrics: Metrics,
    ) -> None:
        super().__init__(server, most_connections, cap, metrics)
        self._routes: FastRoutes = {target: route for route in routes for target in route.targets}

    def connect(self) -> Connection:
        """Return the protocol of an accepted connection."""
        return FastConnection(self, self._routes, loop=self._loop, **self._kwargs)
