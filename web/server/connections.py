"""aiohttp's server with limits on connections, in total and of one address, and with problems for invalid HTTP.

Read against aiohttp 3.14.5 (web_server.py, web_protocol.py, http_parser.py, _http_parser.pyx).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, cast

from aiohttp import HttpVersion11, StreamReader, web
from aiohttp.web_protocol import RequestHandler, _ErrInfo
from prometheus_client import Counter

from app.observability.metrics import Metrics
from app.settings import Settings
from web.server.refusals import (
    BAD_BODY,
    FULL,
    TOO_MANY,
    bad_http,
    internal_error,
    objection_to,
    reason_of,
    unsupported_expectation,
)

log = logging.getLogger(__name__)

LINGER_S = 2.0
"""How long the rest of a body is read after its request was answered, so that the client can read the answer."""
Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class ConnectionCap(Protocol):
    """Limits the connections of an address."""

    def enter(self, peer: str) -> bool:
        """Count a connection and return True, or return False if it exceeds the limit."""
        ...

    def leave(self, peer: str) -> None:
        """Stop counting an accepted connection."""
        ...


class Connection(RequestHandler):
    """One connection; invalid HTTP gets a problem, and neither the answer nor the log quotes the request."""

    __slots__ = ("_bad_requests", "_cap", "_peer", "_rest", "is_admitted")

    def __init__(self, manager: "TrackerServer", **options: Any) -> None:
        super().__init__(manager, **options)
        self._bad_requests, self._cap = manager.bad_requests, manager.cap
        self._peer = ""
        self.is_admitted = False
        """Its address is counted although the connection is not made yet: it shakes hands."""
        self._rest: StreamReader | None = None
        """The data after the first invalid bytes, which is discarded."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start to serve, or refuse: the address is known only now."""
        name = transport.get_extra_info("peername")
        self._peer = name[0] if name else ""
        if self.is_admitted or self._cap.enter(self._peer):
            self.is_admitted = False
            super().connection_made(transport)
        else:
            refused = _Refused(TOO_MANY)
            transport.set_protocol(refused)
            refused.connection_made(transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Release the connection's slot."""
        self._cap.leave(self._peer)
        super().connection_lost(exc)
        if self._rest is not None:
            self._rest.feed_eof()

    def data_received(self, data: bytes) -> None:
        """Parse, up to the first invalid bytes."""
        if self._rest is not None:
            return
        super().data_received(data)
        if self._messages and type(self._messages[-1][0]) is _ErrInfo:
            self._discard_rest()

    def _discard_rest(self) -> None:
        """Read and discard later data for a time: closing the connection with unread bytes would lose the answer."""
        error, _ = self._messages.pop()
        self._rest = StreamReader(self, limit=self._read_bufsize, loop=self._loop)
        self._messages.append((error, self._rest))
        # Later, since the task may be about to start the previous request.
        self._loop.call_soon(self._fail_bodies)

    def _fail_bodies(self) -> None:
        """Fail the readers of broken bodies: aiohttp's parser stops without notifying them."""
        payloads = [payload for _, payload in self._messages]
        if self._current_request is not None:
            payloads.append(self._current_request.content)
        for payload in payloads:
            if payload is not self._rest and not payload.is_eof():
                payload.set_exception(web.RequestPayloadError(BAD_BODY))
                payload.feed_eof()

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        """Send the answer; after the last one, signal the end of the connection to the client."""
        finished = await super().finish_response(request, resp, start_time)
        if request.content is self._rest and self.transport is not None and self.transport.can_write_eof():
            self.transport.write_eof()
        return finished

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002  # aiohttp's text quotes the request, which may hold a key
    ) -> web.StreamResponse:
        """Return the answer to a request that is unreadable or reached no handler; the connection ends."""
        if request.writer.output_size > 0:
            raise ConnectionError("the answer is already being sent")
        if status >= 500:
            log.error("request failed", exc_info=exc)
            return internal_error()
        self._bad_requests.inc()
        log.debug("invalid HTTP request from %s: %s", request.remote, type(exc).__name__)
        return bad_http(reason_of(exc))


class _Refused(asyncio.Protocol):
    """A connection beyond a limit: it gets an answer and is closed."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the answer and close."""
        # A cast, not a check: uvloop's transports do not have asyncio's classes.
        writing = cast("asyncio.WriteTransport", transport)
        writing.write(self._answer)
        writing.close()


class TrackerServer(web.Server):
    """Creates connections up to a limit."""

    def __init__(self, plain: web.Server, most: int, cap: ConnectionCap, metrics: Metrics) -> None:
        super().__init__(
            self._checked(plain.request_handler),
            request_factory=plain.request_factory,
            handler_cancellation=plain.handler_cancellation,
            loop=plain._loop,
            **plain._kwargs,
        )
        self._most, self.cap = most, cap
        self._handshakes = 0
        self.bad_requests: Counter = metrics.counter("tracker_bad_requests_total")
        self._refused = metrics.counter("tracker_connections_refused_total").labels("total")
        metrics.gauge("tracker_connections").set_function(lambda: len(self._connections))

    def _checked(self, handler: Handler) -> Handler:
        """Return the handler with the refusals that aiohttp omits, or sends before any middleware."""

        async def handle(request: web.BaseRequest) -> web.StreamResponse:
            objection = objection_to(request)
            if objection is not None:
                self.bad_requests.inc()
                request._version = HttpVersion11  # otherwise the answer would use the version that it refuses
                return bad_http(objection)
            try:
                return await handler(request)
            except web.HTTPExpectationFailed:
                self.bad_requests.inc()
                return unsupported_expectation()

        return handle

    def __call__(self) -> Any:
        """Return the protocol of the next connection."""
        if len(self._connections) >= self._most:
            self._refused.inc()
            return _Refused(FULL)
        return self.connect()

    def admit(self, peer: str) -> Connection | None:
        """Return the protocol of a connection that begins its TLS handshake, or None if a limit forbids it."""
        if len(self._connections) + self._handshakes >= self._most:
            self._refused.inc()
            return None
        if not self.cap.enter(peer):
            return None
        self._handshakes += 1
        connection = self.connect()
        connection.is_admitted = True
        return connection

    def settle(self, connection: Connection, peer: str) -> None:
        """Stop counting a handshake, and its address too if it led to no connection."""
        self._handshakes -= 1
        if connection.is_admitted:
            connection.is_admitted = False
            self.cap.leave(peer)

    def connect(self) -> Connection:
        """Return the protocol of an accepted connection."""
        return Connection(self, loop=self._loop, **self._kwargs)


def http_limits(settings: Settings) -> dict[str, Any]:
    """Return aiohttp's options for headers and idle connections."""
    return {
        "keepalive_timeout": settings.connection_idle_s,
        "max_line_size": settings.max_header_bytes,
        "max_field_size": settings.max_header_bytes,
        "max_headers": settings.max_headers,
        "lingering_time": LINGER_S,
        "auto_decompress": False,  # web/http/body.py does, and refuses incomplete bodies, which aiohttp accepts
    }
