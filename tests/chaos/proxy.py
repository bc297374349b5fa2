"""A TCP proxy before Kafka that delays, cuts and swallows, and that Kafka's clients cannot get past."""

import asyncio
import struct
from contextlib import suppress

HOST = "127.0.0.1"
CHUNK = 64 << 10


class Proxy:
    """Passes bytes between the tracker and Kafka; in Kafka's answers the broker's address becomes the proxy's own."""

    def __init__(self, port: int, broker_port: int) -> None:
        self.port, self._broker_port = port, broker_port
        # A host is always followed by its port, in four bytes.
        self._theirs, self._ours = (HOST.encode() + struct.pack(">i", number) for number in (broker_port, port))
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self.delay_s = 0.0
        """Of every piece, in each direction."""
        self._gates: set[asyncio.Event] = set()
        """One for each connection; closed: it stays and nothing comes through."""
        self._is_holding = False

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, HOST, self.port)

    def hold(self) -> None:
        """Let nothing through, over connections that there are and over new ones."""
        self._is_holding = True
        for gate in self._gates:
            gate.clear()

    def let_through(self) -> None:
        """Let through what was held."""
        self._is_holding = False
        for gate in self._gates:
            gate.set()

    def forget(self) -> None:
        """Let nothing through the present connections any more; new ones are as good as any."""
        for gate in self._gates:
            gate.clear()
        self._gates.clear()

    def cut(self) -> None:
        """Break every connection."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def stop(self) -> None:
        """Listen no more and break every connection."""
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
