"""Faults of clients: too many, too slow, too long, half open."""

import asyncio
import resource
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Self

from tests.chaos.fault import Fault, Stage
from tests.chaos.limits import CLIENT_DESCRIPTORS
from tests.chaos.staging import require

STREAM = b"GET /api/stream HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /api/shipments/update HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
SLOW, RECONNECTING, HALF_OPEN = 500, 2_000, 200
AT_ONCE = 250


async def slow_readers(stage: Stage) -> None:
    """Let 500 clients read one byte a second of the stream, and 500 others read all of it."""
    async with Crowd(stage) as crowd:
        await crowd.open(2 * SLOW, STREAM)
        crowd.require(2 * SLOW)
        for number, reader in enumerate(crowd.readers):
            crowd.begin(_read_slowly(reader) if number % 2 else _read_all(reader))
        await asyncio.sleep(stage.length_s(10, 20))


async def reconnecting(stage: Stage) -> None:
    """Let 2 000 clients open the stream at once, lose it, and open it again."""
    for _ in range(2):
        async with Crowd(stage) as crowd:
            await crowd.open(RECONNECTING, STREAM)
            crowd.require(RECONNECTING)
            for reader in crowd.readers:
                crowd.begin(_read_all(reader))
            await asyncio.sleep(3)


async def half_open(stage: Stage) -> None:
    """Open silent connections, heads that arrive letter by letter, and bodies that never end."""
    async with Crowd(stage) as crowd:
        await crowd.open(HALF_OPEN, b"")
        await crowd.open(HALF_OPEN, b"POST /api/ship")
        await crowd.open(HALF_OPEN, POST + b"Content-Length: 1000\r\n\r\n{")
        await crowd.open(HALF_OPEN, POST + b"Transfer-Encoding: chunked\r\n\r\n")
        crowd.require(4 * HALF_OPEN)
        for number, writer in enumerate(crowd.writers):
            crowd.begin(_drip(writer, b"1\r\n \r\n" if number >= 3 * HALF_OPEN else b"x"))
        for _ in range(4):
            await crowd.open(1, POST + b"Transfer-Encoding: chunked\r\n\r\n")
            crowd.begin(_pour(crowd.writers[-1]))
        await asyncio.sleep(stage.length_s(8, 15))


async def low_descriptors(stage: Stage) -> None:
    """Let an edge run out of descriptors for a time."""
    edge = stage.world["edge-1"]
    require(edge.is_running, "edge-1 was not there when its descriptors were to be limited")
    soft, hard = resource.prlimit(edge.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(edge.pid, resource.RLIMIT_NOFILE, (96, hard))
    try:
        async with Crowd(stage, ["edge-1"]) as crowd:
            await crowd.open(300, STREAM)
            await asyncio.sleep(10)
    finally:
        with suppress(ProcessLookupError):
            resource.prlimit(edge.pid, resource.RLIMIT_NOFILE, (soft, hard))


class Crowd:
    """Many connections to the edges, closed with the block."""

    def __init__(self, stage: Stage, names: list[str] | None = None) -> None:
        edges = [stage.world[name] for name in names] if names else stage.world.edges
        self._ports = [int(edge.url.rpartition(":")[2]) for edge in edges]
        self._tasks: set[asyncio.Task[None]] = set()
        self.readers: list[asyncio.StreamReader] = []
        self.writers: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self.writers:
            writer.transport.abort()

    def require(self, count: int) -> None:
        """Raise NotStagedError unless most of the connections could be opened."""
        found = len(self.writers)
        require(found >= count / 2, f"only {found} of {count} connections could be opened")

    def begin(self, doing: Coroutine[Any, Any, None]) -> None:
        """Do something until the block ends."""
        self._tasks.add(asyncio.create_task(doing))

    async def open(self, count: int, head: bytes) -> None:
        """Open as many connections as the server accepts, and send `head` over each."""
        for begin in range(0, count, AT_ONCE):
            await asyncio.gather(
                *(self._open_one(number, head) for number in range(begin, min(begin + AT_ONCE, count)))
            )

    async def _open_one(self, number: int, head: bytes) -> None:
        with suppress(OSError):
            async with asyncio.timeout(10):
                reader, writer = await asyncio.open_connection("127.0.0.1", self._ports[number % len(self._ports)])
            self.readers.append(reader)
            self.writers.append(writer)
            writer.write(head)


async def _read_all(reader: asyncio.StreamReader) -> None:
    with suppress(OSError):
        while await reader.read(1 << 16):
            pass


async def _read_slowly(reader: asyncio.StreamReader) -> None:
    with suppress(OSError):
        while await reader.read(1):
            await asyncio.sleep(1)


async def _drip(writer: asyncio.StreamWriter, drop: bytes) -> None:
    with suppress(OSError):
        while not writer.transport.is_closing():
            writer.write(drop)
            await asyncio.sleep(1)


async def _pour(writer: asyncio.StreamWriter) -> None:
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    with suppress(OSError):
        while not writer.transport.is_closing():
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.01)


CLIENT_FAULTS = (
    Fault("slow-readers-500", 20, slow_readers, descriptors=CLIENT_DESCRIPTORS),
    Fault("reconnecting-2000", 20, reconnecting, descriptors=CLIENT_DESCRIPTORS),
    Fault("half-open", 20, half_open, descriptors=CLIENT_DESCRIPTORS),
    Fault("low-descriptors", 20, low_descriptors),
)
