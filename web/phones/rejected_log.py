"""What phones send and the tracker never accepts, in the topic `positions-rejected`, in the form in which agents write it."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import NamedTuple

from aiokafka import AIOKafkaProducer
from aiokafka.structs import RecordMetadata

from app.fixes.parser import FixError
from app.observability.metrics import Metrics
from app.settings import Settings
from web.http.problem import ProblemError
from web.ingest.answers import OVERLOADED, UNREACHABLE, not_stored
from web.ingest.envelope_lane import NotStoredError
from web.ingest.log_producer import LogProducer

MOST_BYTES = 64 << 10
"""Of a larger item only the beginning is kept."""
DETAIL_MAX_LENGTH = 500


class RejectedItem(NamedTuple):
    """An item with the reason of its refusal, and where it came from: protocol and place in the request."""

    sent: bytes
    error: FixError
    source: str


class RejectedLog:
    """Stores refused items with a producer of its own, so that its failures never delay fixes."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._settings = settings
        self._producer = LogProducer(settings, metrics, 2 * MOST_BYTES)
        self.start, self.stop = self._producer.start, self._producer.stop
        self._waiting = self._next_partition = 0
        self._unavailable = metrics.counter("tracker_ingest_unavailable_total")

    async def append(self, items: Sequence[RejectedItem]) -> None:
        """Return when Kafka holds all items; raises ProblemError where it may not."""
        if not items:
            return
        if not self._producer.is_connected:
            raise self._refusal(*UNREACHABLE)
        if self._waiting and self._waiting + len(items) > self._settings.max_inflight_fixes:
            raise self._refusal(*OVERLOADED)
        self._waiting += len(items)
        self._next_partition = (self._next_partition + 1) % self._settings.partitions
        partition = self._next_partition
        try:
            await self._producer.store(lambda producer: self._send(producer, partition, items))
        except NotStoredError as error:
            raise self._refusal(*not_stored(error)) from error
        finally:
            self._waiting -= len(items)

    async def _send(
        self, producer: AIOKafkaProducer, partition: int, items: Sequence[RejectedItem]
    ) -> Awaitable[RecordMetadata]:
        topic = self._settings.rejected_topic
        acks = [
            await producer.send(topic, value=item.sent[:MOST_BYTES], partition=partition, headers=_headers_of(item))
            for item in items
        ]
        return _first_of_all(acks)

    def _refusal(self, code: str, detail: str) -> ProblemError:
        self._unavailable.labels(code).inc()
        return ProblemError(code, detail)


def _headers_of(item: RejectedItem) -> list[tuple[str, bytes]]:
    detail = item.error.detail[:DETAIL_MAX_LENGTH].encode(errors="replace")
    return [("code", item.error.code.value.encode()), ("detail", detail), ("source", item.source.encode())]


async def _first_of_all(acks: Sequence[Awaitable[RecordMetadata]]) -> RecordMetadata:
    [first, *_] = await asyncio.gather(*acks)
    return first
