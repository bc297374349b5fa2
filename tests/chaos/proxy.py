"""A TCP proxy in front of Kafka that delays, breaks and drops connections, and that clients cannot bypass."""

import asyncio
import struct
from contextlib import suppress

HOST = "127.0.0.1"
CHUNK = 64 << 10


class Proxy:
    """Passes bytes between the tracker and Kafka; in Kafka's answers the broker's address becomes the proxy's own."""

    def __init__(self, port: int, broker_port: int) -> None:
        self.port, self._broker_port = port, broker_port
        # A port of four bytes always follows a host.
        self._theirs, self._ours = (HOST.encode() + struct.pack(">i", number) for number in (broker_port, port))
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self.delay_s = 0.0
        """Seconds of delay for every chunk, in each direction."""
        self._gates: set[asyncio.Event] = set()
        """One for each connection; if it is cleared, the connection stays open and nothing passes."""
        self._is_holding = False

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, HOST, self.port)

    def hold(self) -> None:
        """Hold all data, of existing and of new connections."""
        self._is_holding = True
        for gate in self._gates:
            gate.clear()

    def let_through(self) -> None:
        """Pass on the held data."""
        self._is_holding = False
        for gate in self._gates:
            gate.set()

    def forget(self) -> None:
        """Let no more data pass on existing connections; new ones work normally."""
        for gate in self._gates:
            gate.clear()
        self._gates.clear()

    def cut(self) -> None:
        """Break every connection."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def stop(self) -> None:
        """Stop listening and break every connection."""
        if self._server is not None:
            self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._connect(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            from_kafka, to_kafka = await asyncio.open_connection(HOST, self._broker_port)
        except OSError:
            writer.transport.abort()
            return
        both, gate = {writer, to_kafka}, asyncio.Event()
        self._writers |= both
        self._gates.add(gate)
        if not self._is_holding:
            gate.set()
        try:
            ways = [self._pass(reader, to_kafka, gate, False), self._pass(from_kafka, writer, gate, True)]
            tasks = [asyncio.ensure_future(way) for way in ways]
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            self._writers -= both
            self._gates.discard(gate)
            for each in both:
                each.transport.abort()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, gate: asyncio.Event, is_answer: bool
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                await gate.wait()
                if self.delay_s:
                    await asyncio.sleep(self.delay_s)
                writer.write(data.replace(self._theirs, self._ours) if is_answer else data)
                await writer.drain()
