"""Appends control records to the topic positions: what the tracker itself says about a row."""

import asyncio

from aiokafka import AIOKafkaProducer
from aiokafka.structs import RecordMetadata

from app.domain.partition import partition_of
from app.domain.subject import subject_of
from app.fixes.control import Forget, encode_forget
from app.settings import Settings
from web.http.problem import ProblemError
from web.ingest.answers import not_stored
from web.ingest.envelope_lane import NotStoredError
from web.ingest.log_producer import LogProducer


class ControlLog:
    """Writes with the producer of the position log."""

    def __init__(self, settings: Settings, producer: LogProducer) -> None:
        self._settings, self._producer = settings, producer

    async def forget(self, forget: Forget) -> None:
        """Return when Kafka holds the record; raises ProblemError `kafka_unavailable`."""
        topic, (key, value) = self._settings.positions_topic, encode_forget(forget)
        partition = partition_of(subject_of(forget.row_id), self._settings.partitions)

        async def send(producer: AIOKafkaProducer) -> "asyncio.Future[RecordMetadata]":
            acked: asyncio.Future[RecordMetadata] = await producer.send(topic, value, key=key, partition=partition)
            return acked

        try:
            await self._producer.store(send)
        except NotStoredError as error:
            raise ProblemError(*not_stored(error)) from error
