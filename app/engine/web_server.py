"""aiohttp's server with bounds on connections, of all and of one address, and with answers of ours to what is no HTTP.

Read against aiohttp 3.14 (web_server.py, web_protocol.py).
"""

import asyncio
import logging
from typing import Any, Protocol, cast

import orjson
from aiohttp import web
from aiohttp.web_protocol import RequestHandler
from prometheus_client import Counter

from app.observability import Metrics
from app.settings import Settings

log = logging.getLogger(__name__)

SERVER_NAME = "delivery-tracker"
LINGER_S = 2.0
"""How long the rest of a body is read whose request was answered already, so that its sender gets to read the answer."""


def _problem(status: int, title: str, code: str, detail: str) -> bytes:
    return orjson.dumps({"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail})


BAD_HTTP = _problem(400, "Bad Request", "bad_http", "This is no HTTP/1.1, or a line or a header is too long.")
INTERNAL = _problem(500, "Internal Server Error", "internal", "The server made a mistake; its log says more.")


def _refusal(status: int, title: str, code: str, detail: str) -> bytes:
    body = _problem(status, title, code, detail)
    return (
        b"HTTP/1.1 %d %b\r\nContent-Type: application/problem+json\r\nX-Content-Type-Options: nosniff\r\nRetry-After: 1\r\n"
        b"Server: %b\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b"
    ) % (status, title.encode(), SERVER_NAME.encode(), len(body), body)


FULL = _refusal(503, "Service Unavailable", "overloaded", "Too many connections are open.")
TOO_MANY = _refusal(
    429, "Too Many Requests", "too_many_connections", "Too many connections are open from this address."
)


class Door(Protocol):
    """Says how many connections an address may have."""

    def enter(self, peer: str) -> bool:
        """Count a connection and return True, or return False where it is one too many."""
        ...

    def leave(self, peer: str) -> None:
        """Forget a connection that was let in."""
        ...


class Connection(RequestHandler):
    """One connection; what is no HTTP gets a problem, and neither the answer nor the log repeats what was sent."""

    __slots__ = ("_bad_requests", "_door", "_peer")

    def __init__(self, manager: "TrackerServer", **options: Any) -> None:
        super().__init__(manager, **options)
        self._bad_requests, self._door = manager.bad_requests, manager.door
        self._peer = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to serve, or refuse: only now is it known who it is."""
        name = transport.get_extra_info("peername")
        self._peer = name[0] if name else ""
        if self._door.enter(self._peer):
            super().connection_made(transport)
        else:
            refused = _Refused(TOO_MANY)
            transport.set_protocol(refused)
            refused.connection_made(transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Make room for another."""
        self._door.leave(self._peer)
        super().connection_lost(exc)

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
        if status < 500:
            self._bad_requests.inc()
            log.debug("a request that is no HTTP from %s: %s", request.remote, type(exc).__name__)
        else:
            log.error("request failed", exc_info=exc)
        response = web.Response(
            status=status,
            body=BAD_HTTP if status < 500 else INTERNAL,
            content_type="application/problem+json",
            headers={"Server": SERVER_NAME, "X-Content-Type-Options": "nosniff"},
        )
        response.force_close()
        return response


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

    def __init__(self, plain: web.Server, most: int, door: Door, metrics: Metrics) -> None:
        super().__init__(
            plain.request_handler,
            request_factory=plain.request_factory,
            handler_cancellation=plain.handler_cancellation,
            loop=plain._loop,
            **plain._kwargs,
        )
        self._most, self.door = most, door
        self.bad_requests: Counter = metrics.counter("tracker_bad_requests_total")
        self._refused = metrics.counter("tracker_connections_refused_total").labels("total")
        metrics.gauge("tracker_connections").set_function(lambda: len(self._connections))

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
    }
