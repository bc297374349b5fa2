"""Dashboards that follow the stream for as long as a test lasts, each in its own way."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from tests.sse import Dashboard, SseEvent, read_events

RETURN_S = 0.1
BUFFER_BYTES = 32 << 10
"""Of the socket: what waits for a slow reader must wait in the tracker, not in this machine's kernel."""


@dataclass(slots=True)
class Reader:
    """A client that returns with its last id whenever it loses the stream."""

    url: str
    pause_s: float = 0.0
    """How long it sits over each event."""
    leave_after_s: float | None = None
    """After how long it leaves and returns."""
    path: str = "/api/stream"
    dashboard: Dashboard = field(default_factory=Dashboard)
    connections: int = 0
    _newest: dict[str, float] = field(default_factory=dict)

    async def follow(self) -> None:
        """Read until cancelled; raises AssertionError when a shipment goes back in event time."""
        connector = TCPConnector(socket_factory=_small_socket)
        timeout = ClientTimeout(total=None, sock_connect=5.0)
        async with ClientSession(connector=connector, timeout=timeout, read_bufsize=BUFFER_BYTES) as session:
            while True:
                with suppress(ClientError, OSError):  # TimeoutError is an OSError
                    async with asyncio.timeout(self.leave_after_s):
                        await self._read(session)
                await asyncio.sleep(RETURN_S)

    @property
    def heartbeats(self) -> int:
        """Return how many heartbeats have come."""
        return self.dashboard.seen.count("heartbeat")

    def shows(self, rows: Mapping[str, Mapping[str, Any]]) -> bool:
        """Tell whether it shows exactly these rows."""
        return self.dashboard.is_current and self.dashboard.rows == rows

    async def _read(self, session: ClientSession) -> None:
        headers = {"Last-Event-ID": self.dashboard.last_id} if self.dashboard.last_id else {}
        async with session.get(f"{self.url}{self.path}", headers=headers) as response:
            if response.status != 200:
                return
            self.connections += 1
            self.dashboard.begin()
            async for event in read_events(response):
                self._check(event)
                self.dashboard.take(event)
                await asyncio.sleep(self.pause_s)

    def _check(self, event: SseEvent) -> None:
        for row in event.data if event.event in ("snapshot", "changes") else ():
            shipment_id, timestamp = row["shipmentId"], row["timestamp"]
            newest = self._newest.get(shipment_id, timestamp)
            assert timestamp >= newest, f"{shipment_id} went back from {newest} to {timestamp} in {event.event}"
            self._newest[shipment_id] = timestamp


@asynccontextmanager
async def following(readers: Sequence[Reader]) -> AsyncIterator[None]:
    """Let the readers follow the stream; what one of them finds wrong ends the block."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(reader.follow()) for reader in readers]
        yield
        for task in tasks:
            task.cancel()


def _small_socket(address: tuple[Any, ...]) -> socket.socket:
    family, kind, protocol, _, _ = address
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
    return made
