"""The edge's Kafka producer, which stores an envelope or reports the failure, and replaces a failed producer.

An idempotent aiokafka producer repeats a send as long as Kafka is unreachable, and after a permanent error its sequence
numbers never match again. So a send that fails or exceeds the deadline, when all its requests have their answers, retires
the producer: a new one connects while the other partitions of the old one finish.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from random import Random

from aiokafka import AIOKafkaProducer
from aiokafka.structs import RecordMetadata

from app.background import is_cancelled, keep_running
from app.domain.backoff import Backoff
from app.kafka.client import leaks_as_errors, start_client
from app.observability.metrics import Metrics
from app.settings import Settings
from web.ingest.envelope_lane import NotStoredError

log = logging.getLogger(__name__)

RECORD_OVERHEAD_BYTES = 1024
DEFAULT_BATCH_BYTES = 16_384
"""The client's own default; an envelope is a batch by itself."""

Send = Callable[[AIOKafkaProducer], Awaitable[Awaitable[RecordMetadata]]]
"""Hands records to a producer; returns the future of their ack."""


class LogProducer:
    """Writes to Kafka with acks=all, envelopes to the topic positions and whatever else `store` is given."""

    def __init__(self, settings: Settings, metrics: Metrics, most_bytes: int | None = None) -> None:
        """`most_bytes`: the largest record or batch; by default the largest envelope."""
        self._settings, self._metrics = settings, metrics
        self._most_bytes = most_bytes or settings.envelope_max_bytes
        self._batch_bytes = most_bytes or DEFAULT_BATCH_BYTES
        self._backoff = Backoff(settings.kafka_backoff_s, settings.kafka_backoff_max_s)
        self._rng = Random()  # noqa: S311  # spreads retries, no secret
        self._connects = metrics.counter("tracker_ingest_connects_total")
        self._producer: AIOKafkaProducer | None = None
        self._renewal_wanted = asyncio.Event()
        self._has_tried = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self._retiring: set[asyncio.Task[None]] = set()
        self._is_failing = False

    @property
    def is_connected(self) -> bool:
        """Tell whether a send is possible now."""
        return self._producer is not None

    async def start(self) -> None:
        """Return after the first attempt to reach Kafka; failed attempts are retried until `stop`."""
        self._renewal_wanted.set()
        self._keeper = asyncio.create_task(
            keep_running("log-producer", self._keep_connected, self._metrics), name="log-producer"
        )
        await self._has_tried.wait()

    async def stop(self) -> None:
        """Abandon what Kafka has not acknowledged, and disconnect within half of `shutdown_s`."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait([self._keeper])
        self._replace_with(None, patience_s=0)
        if self._retiring:
            _, late = await asyncio.wait(self._retiring, timeout=self._settings.shutdown_s / 2)
            for task in late:
                task.cancel()

    async def send(self, partition: int, envelope: bytes) -> int:
        """Return the offset of the stored envelope, or raise NotStoredError by the deadline."""
        topic = self._settings.positions_topic
        return await self.store(lambda producer: producer.send(topic, value=envelope, partition=partition))

    async def store(self, send: Send) -> int:
        """Return the offset of the first record that `send` stores, or raise NotStoredError by the deadline."""
        producer = self._producer
        if producer is None:
            raise NotStoredError("Kafka cannot be reached")
        try:
            async with asyncio.timeout(self._settings.ingest_deadline_s):
                offset: int = (await (await send(producer))).offset
        except Exception as error:  # after any failed send the producer is replaced
            self._on_failure(producer, error)
            raise NotStoredError("Kafka did not acknowledge") from error
        except asyncio.CancelledError as error:
            if is_cancelled():
                raise
            self._on_failure(producer, error)
            raise NotStoredError("Kafka's client abandoned the connection") from error
        self._on_success()
        return offset

    def _on_success(self) -> None:
        if self._is_failing:
            self._is_failing = False
            log.info("writing to Kafka recovered")

    def _on_failure(self, producer: AIOKafkaProducer | None, error: BaseException) -> None:
        if not self._is_failing:
            self._is_failing = True
            log.warning("cannot write to Kafka, answering 503: %s", repr(error))
        if producer is self._producer:
            self._renewal_wanted.set()

    async def _keep_connected(self) -> None:
        """Connect on request, with growing pauses between failed attempts."""
        failures = 0
        while True:
            await self._renewal_wanted.wait()
            self._connects.inc()
            fresh = await self._connect()
            self._replace_with(fresh, patience_s=self._settings.ingest_deadline_s)
            self._has_tried.set()
            if fresh is None:
                failures += 1
            else:
                self._renewal_wanted.clear()
                failures = 0
            # Also after success, so that a connection on which every send fails at once is not renewed in a tight loop.
            await asyncio.sleep(self._backoff.delay_s(failures + 1, self._rng))

    async def _connect(self) -> AIOKafkaProducer | None:
        producer: AIOKafkaProducer | None = None
        try:
            producer = self._create_producer()
            with leaks_as_errors():
                async with asyncio.timeout(self._settings.ingest_deadline_s):
                    await start_client(producer)
        except BaseException as error:
            self._close_in_background(producer, None)
            if not isinstance(error, Exception):
                raise
            self._on_failure(None, error)
            return None
        return producer

    def _create_producer(self) -> AIOKafkaProducer:
        settings = self._settings
        return AIOKafkaProducer(
            bootstrap_servers=settings.bootstrap,
            client_id=f"{settings.app_id}-edge",
            acks="all",
            enable_idempotence=True,
            request_timeout_ms=int(settings.ingest_deadline_s * 1000),
            retry_backoff_ms=int(settings.kafka_backoff_s * 1000),
            max_request_size=self._most_bytes + RECORD_OVERHEAD_BYTES,
            max_batch_size=self._batch_bytes,
        )

    def _replace_with(self, fresh: AIOKafkaProducer | None, *, patience_s: float) -> None:
        old, self._producer = self._producer, fresh
        self._close_in_background(old, patience_s)

    def _close_in_background(self, producer: AIOKafkaProducer | None, patience_s: float | None) -> None:
        if producer is not None:
            task = asyncio.create_task(_retire(producer, patience_s), name="log-producer-retiring")
            self._retiring.add(task)
            task.add_done_callback(self._retiring.discard)


async def _retire(producer: AIOKafkaProducer, patience_s: float | None) -> None:
    """Let a producer finish its sends for at most `patience_s`, and close it; None: it never started."""
    try:
        with leaks_as_errors():
            if patience_s is not None:
                await _flush(producer, patience_s)
            await producer.stop()
    except Exception as error:  # noqa: BLE001  # no request waits for it any more
        log.debug("a producer failed to stop: %r", error)


async def _flush(producer: AIOKafkaProducer, patience_s: float) -> None:
    try:
        async with asyncio.timeout(patience_s):
            await producer.flush()
    except TimeoutError:
        # aiokafka 0.14: stop() waits for acknowledgements, which do not come while Kafka is unreachable. After the sender has
        # returned its batches they can be dropped; no request waits for them any more.
        await producer._sender.close()  # noqa: SLF001
        producer._message_accumulator._batches.clear()  # noqa: SLF001
