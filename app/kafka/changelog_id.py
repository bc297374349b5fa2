"""The id that a table's changelog carries as a record, and the epoch that follows from it.

The epoch identifies one lifetime of a changelog: after a topic or a cluster was deleted and created again, the epoch is
another. State on disk and commits carry the epoch that they belong to.
"""

import asyncio
import hashlib
import uuid

from aiokafka import AIOKafkaConsumer, TopicPartition

from app.kafka.client import connected_admin, connected_consumer, connected_producer

LOG_ID_KEY = b"\0epoch"
"""Key of the record that holds the log id, in partition 0; no row's key begins with a control character."""
ID_TRIES, ID_PAUSE_S = 10, 0.5
"""Attempts, and seconds between them, to read the id of a changelog that another process has just created."""


class NoLogIdError(Exception):
    """The topic holds records but no log id, so it is not the changelog of a table."""


def epoch_of(cluster_id: str, log_id: str) -> str:
    """Return the epoch of a changelog; another cluster or a new log gives another epoch."""
    return hashlib.sha256(f"{cluster_id}/{log_id}".encode()).hexdigest()[:12]


async def current_epoch(bootstrap: str, topic: str) -> str | None:
    """Return a changelog's epoch, or None if the topic is missing or has no id; creates nothing."""
    async with connected_admin(bootstrap, request_timeout_ms=10_000) as admin:
        if topic not in await admin.list_topics():
            return None
        cluster_id = str((await admin.describe_cluster())["cluster_id"])
    async with connected_consumer(bootstrap) as consumer:
        partition = TopicPartition(topic, 0)
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        log_id = await _read_log_id(consumer, partition, end)
    return None if log_id is None else epoch_of(cluster_id, log_id)


async def ensure_log_id(bootstrap: str, topic: str, *, is_new: bool) -> str:
    """Return the changelog's log id; the process that created the topic, or first finds it empty, writes the id.

    If the topic was deleted while workers ran, their rows may be in the new log before its id is.
    """
    written = None
    async with connected_consumer(bootstrap) as consumer:
        partition = TopicPartition(topic, 0)
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        if end == 0 or is_new:
            written = str(uuid.uuid4())
            await _write_log_id(bootstrap, topic, written)
        for _ in range(ID_TRIES):  # the process that created the log may not have written its id yet
            end = (await consumer.end_offsets([partition]))[partition]
            if (log_id := await _read_log_id(consumer, partition, end)) is not None:
                break
            await asyncio.sleep(ID_PAUSE_S)
    if log_id is None:
        raise NoLogIdError(
            f"Topic {topic} holds records but no log id, so it is not the changelog of a tracker. Delete it and start again; "
            "the table is then rebuilt from its input, or from the state folders where its input cannot rebuild it."
        )
    if written not in (None, log_id):
        # Another process was faster. Compaction keeps the last record of a key, so it must repeat the first.
        await _write_log_id(bootstrap, topic, log_id)
    return log_id


async def _read_log_id(consumer: AIOKafkaConsumer, partition: TopicPartition, end: int) -> str | None:
    # Compaction keeps the record and its offset, so the record is near the beginning of the log.
    consumer.seek(partition, (await consumer.beginning_offsets([partition]))[partition])
    while await consumer.position(partition) < end:
        for record in (await consumer.getmany(partition, timeout_ms=1000)).get(partition, []):
            if record.key == LOG_ID_KEY and record.value:
                return bytes(record.value).decode("ascii", "replace")
    return None


async def _write_log_id(bootstrap: str, topic: str, log_id: str) -> None:
    async with connected_producer(bootstrap) as producer:
        await producer.send_and_wait(topic, log_id.encode(), key=LOG_ID_KEY, partition=0)
