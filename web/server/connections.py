"""aiohttp's server with bounds on connections, of all and of one address, and with answers of ours to what is no HTTP.

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
"""How long the rest of a body is read whose request was answered already, so that its sender gets to read the answer."""
Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class ConnectionCap(Protocol):
    """Says how many connections an address may have."""

    def enter(self, peer: str) -> bool:
        """Count a connection and return True, or return False where it is one too many."""
        ...

    def leave(self, peer: str) -> None:
        """Forget a connection that was let in."""
        ...


class Connection(RequestHandler):
    """One connection; what is no HTTP gets a problem, and neither the answer nor the log repeats what was sent."""

    __slots__ = ("_bad_requests", "_cap", "_peer", "_rest")

    def __init__(self, manager: "TrackerServer", **options: Any) -> None:
        super().__init__(manager, **options)
        self._bad_requests, self._cap = manager.bad_requests, manager.cap
        self._peer = ""
        self._rest: StreamReader | None = None
        """Stands for what follows the first bytes that are no HTTP: it is thrown away."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to serve, or refuse: only now is it known who it is."""
        name = transport.get_extra_info("peername")
        self._peer = name[0] if name else ""
        if self._cap.enter(self._peer):
            super().connection_made(transport)
        else:
            refused = _Refused(TOO_MANY)
            transport.set_protocol(refused)
            refused.connection_made(transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Make room for another."""
        self._cap.leave(self._peer)
        super().connection_lost(exc)
        if self._rest is not None:
            self._rest.feed_eof()

    def data_received(self, data: bytes) -> None:
        """Parse, up to the first bytes that are no HTTP."""
        if self._rest is not None:
            return
        super().data_received(data)
        if self._messages and type(self._messages[-1][0]) is _ErrInfo:
            self._break_off()

    def _break_off(self) -> None:
        """Throw away what follows, but for a while: a connection closed over unread bytes would lose the answer."""
        error, _ = self._messages.pop()
        self._rest = StreamReader(self, limit=self._read_bufsize, loop=self._loop)
        self._messages.append((error, self._rest))
        # Later, since the task may be about to take up the request before this.
        self._loop.call_soon(self._end_bodies)

    def _end_bodies(self) -> None:
        """Tell who reads a body that it is broken: aiohttp's parser gives up on one without a word."""
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
        """Send the answer; where it is the last one, say so to a client that goes by the end of the connection."""
        finished = await super().finish_response(request, resp, start_time)
        if request.content is self._rest and self.transport is not None and self.transport.can_write_eof():
            self.transport.write_eof()
        return finished

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002  # aiohttp's words quote the request, which may hold a key
    ) -> web.StreamResponse:
        """Return the answer to a request that could not be read, or that no handler of ours saw; the connection ends."""
        if request.writer.output_size > 0:
            raise ConnectionError("the answer is on its way already")
        if status >= 500:
            log.error("request failed", exc_info=exc)
            return internal_error()
        self._bad_requests.inc()
        log.debug("a request that is no HTTP from %s: %s", request.remote, type(exc).__name__)
        return bad_http(reason_of(exc))


class _Refused(asyncio.Protocol):
    """A connection that is one too many: it is told so and closed."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say so."""
        # A cast and no check: uvloop's transports are not of asyncio's classes.
        writing = cast("asyncio.WriteTransport", transport)
        writing.write(self._answer)
        writing.close()


class TrackerServer(web.Server):
    """Makes connections, as many as allowed."""

    def __init__(self, plain: web.Server, most: int, cap: ConnectionCap, metrics: Metrics) -> None:
        super().__init__(
            self._careful(plain.request_handler),
            request_factory=plain.request_factory,
            handler_cancellation=plain.handler_cancellation,
            loop=plain._loop,
            **plain._kwargs,
        )
        self._most, self.cap = most, cap
        self.bad_requests: Counter = metrics.counter("tracker_bad_requests_total")
        self._refused = metrics.counter("tracker_connections_refused_total").labels("total")
        metrics.gauge("tracker_connections").set_function(lambda: len(self._connections))

    def _careful(self, handler: Handler) -> Handler:
        """Return the handler with the refusals that aiohttp leaves out, or makes before any middleware."""

        async def handle(request: web.BaseRequest) -> web.StreamResponse:
            objection = objection_to(request)
            if objection is not None:
                self.bad_requests.inc()
                request._version = HttpVersion11  # else the answer claims the version that it refuses
                return bad_http(objection)
            try:
                return await handler(request)
            except web.HTTPExpectationFailed:
                self.bad_requests.inc()
                return unsupported_expectation()

        return handle

    def __call__(self) -> Any:
        """Return what serves the next connection."""
        if len(self._connections) >= self._most:
            self._refused.inc()
            return _Refused(FULL)
        return self.connect()

    def connect(self) -> Connection:
        """Return the protocol of one more connection."""
        return Connection(self, loop=self._loop, **self._kwargs)


def http_limits(settings: Settings) -> dict[str, Any]:
    """Return what aiohttp's server is told of headers and of connections that wait."""
    return {
        "keepalive_timeout": settings.connection_idle_s,
        "max_line_size": settings.max_header_bytes,
        "max_field_size": settings.max_header_bytes,
        "max_headers": settings.max_headers,
        "lingering_time": LINGER_S,
        "auto_decompress": False,  # web/http/body.py does, and refuses what is cut: aiohttp takes what there is for the body
    }
