"""Tells the readiness whether Kafka answers, in a process that follows no changelog for readers."""

import asyncio
import logging

from app.kafka.question import KafkaQuestion, NoAnswerError
from app.kafka.topic_reader import TopicReader
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from app.table.spec import TableSpec

log = logging.getLogger(__name__)

LOOK_EVERY_S = 2.0
ATTEMPT_S = 4.0
FETCH_BYTES = 1 << 16
"""Nothing is fetched."""


class KafkaWatch:
    """Asks Kafka every few seconds for the ends of the changelog."""

    def __init__(self, settings: Settings, spec: TableSpec, metrics: Metrics, readiness: Readiness) -> None:
        self._settings, self._spec, self._readiness = settings, spec, readiness
        self._connected = metrics.gauge("tracker_kafka_connected")
        self._question = KafkaQuestion("the ends of the changelog", ATTEMPT_S)
        self._reader: TopicReader | None = None
        self._is_away = False

    async def run(self) -> None:
        """Ask until cancelled."""
        try:
            while True:
                await asyncio.sleep(LOOK_EVERY_S)
                await self.look()
        finally:
            await self._disconnect()

    async def look(self) -> None:
        """Ask now."""
        try:
            async with self._question.asked():
                await self._ask()
        except NoAnswerError as error:
            await self._disconnect()
            self._note(f"Kafka at {self._settings.bootstrap} does not answer: {error.__cause__!r}")
        else:
            self._note(None)

    async def _ask(self) -> None:
        if self._reader is None:
            spec = self._spec
            self._reader = TopicReader(self._settings, spec.changelog_topic, spec.partitions, FETCH_BYTES)
            await self._reader.open()
        else:
            await self._reader.state()

    def _note(self, reason: str | None) -> None:
        if reason is None:
            self._readiness.ready("kafka")
        else:
            self._readiness.wait_for("kafka", reason)
        self._connected.set(reason is None)
        if self._is_away != (reason is not None):
            self._is_away = reason is not None
            log.warning("%s", reason) if reason else log.info("Kafka at %s answers again", self._settings.bootstrap)

    async def _disconnect(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            await reader.close()
