"""A log of fixes without Kafka: it stores at once, or refuses as it was told."""

import asyncio
from collections.abc import Sequence

import orjson

from web.http.problem import ProblemError
from web.ingest.envelope_lane import Ack, Chunk, NotStoredError


class FakeLog:
    """Remembers what it stored, in order, and gives out offsets from 1207 on."""

    def __init__(self) -> None:
        self.stored: list[tuple[int, bytes]] = []
        self.failure: ProblemError | None = None

    async def append(self, chunks: Sequence[Chunk]) -> list[Ack]:
        """Store the fixes, unless a failure was set."""
        if self.failure is not None:
            raise self.failure
        acks = []
        for partition, fixes, count in chunks:
            acks.append(Ack(partition, 1207 + len(self.stored), 0))
            stored = [(partition, orjson.dumps(fix)) for fix in orjson.loads(b"[%b]" % fixes)]
            assert len(stored) == count
            self.stored.extend(stored)
        return acks


class SlowLog(FakeLog):
    """Stores when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.is_open = True
        self.waiting: list[tuple[Chunk, asyncio.Future[list[Ack]]]] = []

    def begin(self, chunk: Chunk) -> "asyncio.Future[list[Ack]] | None":
        """Queue a fix."""
        if not self.is_open:
            return None
        self.waiting.append((chunk, asyncio.get_running_loop().create_future()))
        return self.waiting[-1][1]

    async def store(self) -> None:
        """Store what waits."""
        for chunk, future in self._taken():
            future.set_result(await self.append([chunk]))

    def fail(self) -> None:
        """Say of all that waits that Kafka did not take it."""
        for _, future in self._taken():
            future.set_exception(NotStoredError("Kafka did not acknowledge"))

    def refusal(self, code: str, detail: str) -> ProblemError:
        """Say why."""
        return ProblemError(code, detail)

    def _taken(self) -> list[tuple[Chunk, asyncio.Future[list[Ack]]]]:
        taken, self.waiting = self.waiting, []
        return taken
