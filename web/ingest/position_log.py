"""Group commit: fixes that arrive together for one partition become one Kafka record, the envelope.

Each partition has its own lane, so a stalled partition does not delay the others; all lanes share one bound.
"""

import asyncio
import logging
from collections.abc import Sequence

from app.background import keep_running
from app.observability.metrics import Metrics
from app.settings import Settings
from web.http.problem import ProblemError
from web.ingest.answers import OVERLOADED, UNREACHABLE, NotStored, not_stored
from web.ingest.envelope_lane import Ack, AppendRequest, Chunk, EnvelopeSender, Lane, NotStoredError, QueuedChunk

log = logging.getLogger(__name__)


class PositionLog:
    """Stores fixes in the topic positions; a call returns only after Kafka acknowledged with acks=all."""

    def __init__(self, settings: Settings, metrics: Metrics, sender: EnvelopeSender) -> None:
        self._settings, self._metrics, self._sender = settings, metrics, sender
        self._lanes: list[Lane] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._inflight = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._is_open = False
        self._fixes = metrics.counter("tracker_ingest_fixes_total")
        self._envelopes = metrics.counter("tracker_ingest_envelopes_total")
        self._unavailable = metrics.counter("tracker_ingest_unavailable_total")
        metrics.gauge("tracker_ingest_inflight_fixes").set_function(lambda: self._inflight)

    @property
    def is_connected(self) -> bool:
        """Tell whether fixes can be accepted: the log is open and connected to Kafka."""
        return self._is_open and self._sender.is_connected

    async def start(self) -> None:
        """Open the log; appends fail at once until Kafka is reachable."""
        await self._sender.start()
        self._lanes = [
            Lane(partition, self._settings, self._sender, self._on_stored, self._release)
            for partition in range(self._settings.partitions)
        ]
        self._tasks = [
            asyncio.create_task(keep_running("envelope-lane", lane.run, self._metrics), name="envelope-lane")
            for lane in self._lanes
        ]
        self._is_open = True

    async def stop(self) -> None:
        """Accept nothing more, wait up to half of `shutdown_s` for fixes in flight, and fail the rest."""
        self._is_open = False
        try:
            async with asyncio.timeout(self._settings.shutdown_s / 2):
                await self._idle.wait()
        except TimeoutError:
            log.warning("stopping with fixes that Kafka has not acknowledged", extra={"fixes": self._inflight})
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for lane in self._lanes:
            lane.close()
        await self._sender.stop()

    async def append(self, chunks: Sequence[Chunk]) -> list[Ack]:
        """Store chunks of fixes and return their acks in the same order.

        Raises ProblemError: `overloaded` if too many fixes wait, `kafka_unavailable` if any ack is missing at the deadline.
        Fixes that were not sent by then are never sent.
        """
        count = sum([chunk.fix_count for chunk in chunks])
        if (refusal := self._refusal_of(count)) is not None:
            raise self.refusal(*refusal)
        if not chunks:
            return []
        request = self._enqueue(chunks, count)
        try:
            return await request.answer
        except NotStoredError as error:
            raise self.refusal(*not_stored(error)) from error
        finally:
            # Also after a cancellation because the client has left.
            if not request.is_stored:
                for partition in {chunk.partition for chunk in chunks}:
                    self._lanes[partition].drop_answered()

    def begin(self, chunk: Chunk) -> "asyncio.Future[list[Ack]] | None":
        """Queue one chunk and return the future of its ack, or None if `append` would refuse it.

        The future raises NotStoredError if the ack is missing at the deadline.
        """
        count = chunk.fix_count
        return self._enqueue((chunk,), count).answer if self._refusal_of(count) is None else None

    def _refusal_of(self, count: int) -> NotStored | None:
        """Return why `count` more fixes are refused, or None if they are accepted."""
        if not self.is_connected:
            return UNREACHABLE
        # A single request above the bound could never pass, so it passes when it is alone.
        is_too_many = self._inflight and self._inflight + count > self._settings.max_inflight_fixes
        return OVERLOADED if is_too_many else None

    def _enqueue(self, chunks: Sequence[Chunk], total: int) -> AppendRequest:
        self._inflight += total
        self._idle.clear()
        loop = asyncio.get_running_loop()
        request = AppendRequest(len(chunks), loop.create_future(), loop.time() + self._settings.ingest_deadline_s)
        for slot, (partition, fixes, count) in enumerate(chunks):
            self._lanes[partition].add(QueuedChunk(fixes, count, request, slot))
        return request

    def _on_stored(self, count: int) -> None:
        self._fixes.inc(count)
        self._envelopes.inc()

    def _release(self, count: int) -> None:
        self._inflight -= count
        if self._inflight == 0:
            self._idle.set()

    def refusal(self, code: str, detail: str) -> ProblemError:
        """Return and count the error for fixes that were not stored."""
        self._unavailable.labels(code).inc()
        return ProblemError(code, detail)
