"""A port that speaks TLS: handshakes are bounded in number and time, and plain HTTP gets a readable answer."""

import asyncio
import logging
import socket
from contextlib import closing, suppress
from functools import partial

from aiohttp import web
from prometheus_client import Counter

from app.background import keep_running, report_failure
from app.observability.metrics import Metrics
from web.server.certificate import Certificate
from web.server.connections import Connection, TrackerServer
from web.server.refusals import PLAIN_ON_TLS

log = logging.getLogger(__name__)

HANDSHAKE = b"\x16"
"""The first byte of every TLS connection."""
SHUTDOWN_S = 1.0
"""How long a connection that we close waits for the client's own end."""
PAUSE_S = 1.0
MOST_DISCARDED_BYTES = 1 << 16


class TlsSite(web.BaseSite):
    """Accepts connections on one port and serves them over TLS."""

    def __init__(
        self,
        runner: web.AppRunner,
        host: str,
        port: int,
        certificate: Certificate,
        handshake_s: float,
        metrics: Metrics,
    ) -> None:
        super().__init__(runner)
        assert isinstance(runner.server, TrackerServer)  # only it limits handshakes
        self._limits = runner.server
        self._host, self._port, self._certificate = host, port, certificate
        self._handshake_s, self._metrics = handshake_s, metrics
        self._failed: Counter = metrics.counter("tracker_tls_handshakes_failed_total")
        self._handshakes = metrics.gauge("tracker_tls_handshakes")
        self._accepting: list[asyncio.Task[None]] = []
        self._opening: set[asyncio.Task[None]] = set()
        self._listeners: list[socket.socket] = []

    @property
    def name(self) -> str:
        """Return the address."""
        return f"https://{self._host}:{self.port}"

    @property
    def port(self) -> int:
        """Return the port that it listens on."""
        return int(self._listeners[0].getsockname()[1]) if self._listeners else self._port

    async def start(self) -> None:
        """Listen."""
        await super().start()
        found = await asyncio.get_running_loop().getaddrinfo(
            self._host, self._port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        for family, address in sorted({(family, address[:2]) for family, _, _, _, address in found}):
            listener = socket.create_server(address, family=family, backlog=self._backlog)
            listener.setblocking(False)
            self._listeners.append(listener)
            loop = keep_running("tls-accept", partial(self._accept, listener), self._metrics)
            self._accepting.append(asyncio.create_task(loop, name="tls-accept"))

    async def stop(self) -> None:
        """Accept no more connections, and end the handshakes in progress."""
        tasks, self._accepting = [*self._accepting, *self._opening], []
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        for listener in self._listeners:
            listener.close()
        await super().stop()

    async def _accept(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, address = await loop.sock_accept(listener)
            except ConnectionError:  # the client left meanwhile
                continue
            except OSError as error:
                log.warning("no connection can be accepted for %g s: %s", PAUSE_S, error)
                await asyncio.sleep(PAUSE_S)
                continue
            try:
                self._begin(connection, address[0])
            except Exception:
                connection.close()
                raise

    def _begin(self, connection: socket.socket, peer: str) -> None:
        """Begin the handshake of a connection, if the limits allow it."""
        protocol = self._limits.admit(peer)
        if protocol is None:
            self._failed.labels("refused").inc()
            connection.close()  # an answer would cost the handshake that the limit saves
            return
        task = asyncio.create_task(self._open(connection, peer, protocol), name="tls-handshake")
        self._opening.add(task)
        self._handshakes.set(len(self._opening))
        task.add_done_callback(self._opened)

    def _opened(self, task: "asyncio.Task[None]") -> None:
        self._opening.discard(task)
        self._handshakes.set(len(self._opening))
        report_failure(task)

    async def _open(self, connection: socket.socket, peer: str, protocol: Connection) -> None:
        """Serve the connection once it has shaken hands, or release its slot."""
        failure = "stopped"
        try:
            async with asyncio.timeout(self._handshake_s):
                failure = await self._shake_hands(connection, protocol)
        except TimeoutError:
            failure = "timeout"
        except OSError:  # ssl.SSLError too
            failure = "failed"
        finally:
            if failure:
                connection.close()
                self._failed.labels(failure).inc()
            self._limits.settle(protocol, peer)

    async def _shake_hands(self, connection: socket.socket, protocol: Connection) -> str:
        """Hand the connection to its protocol and return nothing, or return why it did not come to a handshake."""
        await _readable(connection)
        first = connection.recv(1, socket.MSG_PEEK)
        if first != HANDSHAKE:
            if first:
                _answer_plainly(connection)
            return "plain" if first else "failed"
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().connect_accepted_socket(
            lambda: protocol,
            connection,
            ssl=self._certificate.context,
            ssl_handshake_timeout=self._handshake_s,
            ssl_shutdown_timeout=SHUTDOWN_S,
        )
        return ""


async def _readable(connection: socket.socket) -> None:
    """Wait until the client has sent something, or left; nothing is read."""
    connection.setblocking(False)
    loop = asyncio.get_running_loop()
    is_readable = asyncio.Event()
    loop.add_reader(connection, is_readable.set)
    try:
        await is_readable.wait()
    finally:
        loop.remove_reader(connection)


def _answer_plainly(connection: socket.socket) -> None:
    with closing(connection), suppress(OSError):
        # Closing with unread bytes would reset the connection, and lose the answer.
        connection.recv(MOST_DISCARDED_BYTES)
        connection.send(PLAIN_ON_TLS)
        connection.shutdown(socket.SHUT_WR)
