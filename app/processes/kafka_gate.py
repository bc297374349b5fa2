"""The wait for Kafka at the start: later parts can rely on a broker that answers and on its topics."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from random import Random

from aiokafka.errors import KafkaError

from app.domain.backoff import Backoff
from app.kafka.topic_admin import ensure_topics
from app.kafka.topic_spec import TopicSpec
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings

log = logging.getLogger(__name__)

ATTEMPT_S = 30.0
"""Longest attempt to reach Kafka and to create and check the topics."""


class KafkaGate:
    """Waits until Kafka answers and the topics are correct."""

    def __init__(
        self, settings: Settings, topic_specs: Sequence[TopicSpec], metrics: Metrics, readiness: Readiness
    ) -> None:
        self._settings, self._topic_specs, self._metrics, self._readiness = settings, topic_specs, metrics, readiness
        self.epochs: Mapping[str, str] = {}
        """The epoch of each changelog by its topic, after `start`."""

    async def start(self) -> None:
        """Return once Kafka answers; raises TopicMismatchError, which waiting cannot fix."""
        settings = self._settings
        failures, rng = 0, Random()  # noqa: S311  # spreads retries, no secret
        backoff = Backoff(settings.kafka_backoff_s, settings.kafka_backoff_max_s)
        # The report on the start logs this once, after a delay: an embedded Kafka often answers within a second.
        self._readiness.wait_for("kafka", f"Kafka at {settings.bootstrap} has not answered yet")
        while True:
            self._metrics.counter("tracker_kafka_attempts_total").inc()
            try:
                self.epochs = await self._ensure_topics()
            except (KafkaError, OSError) as error:  # TimeoutError is an OSError
                failures += 1
                log.debug("attempt %d to reach Kafka failed: %r", failures, error)
                await asyncio.sleep(backoff.delay_s(failures, rng))
            else:
                self._readiness.ready("kafka")
                self._metrics.gauge("tracker_kafka_connected").set(1)
                log.info(
                    "connected to Kafka at %s%s", settings.bootstrap, f" after {failures} failures" * bool(failures)
                )
                return

    async def stop(self) -> None:
        """Do nothing: the caller of `start` cancels the wait."""

    async def _ensure_topics(self) -> Mapping[str, str]:
        # In a separate task: aiokafka raises CancelledError from clients that it closes while Kafka is unreachable, and here
        # that would look like a stop of this process.
        attempt = asyncio.ensure_future(ensure_topics(self._settings, self._topic_specs))
        try:
            await asyncio.wait([attempt], timeout=ATTEMPT_S)
        finally:
            attempt.cancel()
        if not attempt.done() or attempt.cancelled():
            raise TimeoutError
        return attempt.result()
