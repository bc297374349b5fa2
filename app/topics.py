"""The four topics, declared as data, and the step that makes or checks them before any process starts."""

import asyncio
import hashlib
import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from app.settings import Settings
from app.start_error import StartError

log = logging.getLogger(__name__)

EPOCH_KEY = b"\0epoch"
"""Key of the changelog record that names the log; no shipment id can contain a control character."""
DAY_MS = 24 * 3600 * 1000
READY_TRIES, READY_PAUSE_S = 50, 0.1
"""How often, and how long apart, new topics are looked at before they count as unavailable."""
NAME_TRIES, NAME_PAUSE_S = 10, 0.5
"""The same for the name of a changelog that somebody else has just made."""


class TopicMismatchError(StartError):
    """A topic exists with another shape than this installation's; the operator must decide, no retry helps."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as it must be: `fixed` settings are checked at start, `initial` ones are the operator's to change."""

    name: str
    partitions: int
    fixed: Mapping[str, str]
    initial: Mapping[str, str]
    is_sharded: bool = True
    """Whether the partition count is the installation's; else it is 1, whatever the setting says."""


def topic_specs(settings: Settings) -> tuple[TopicSpec, ...]:
    """Return the topics of this installation: positions, the table's changelog, what was refused, and the keys."""
    insync = {"min.insync.replicas": str(settings.min_insync_replicas)}
    positions = TopicSpec(
        settings.positions_topic,
        settings.partitions,
        # The broker's time makes a replay judge a fix's age as the first reading did.
        MappingProxyType({"cleanup.policy": "delete", "message.timestamp.type": "LogAppendTime"}),
        MappingProxyType({"retention.ms": str(7 * DAY_MS), **insync}),
    )
    changelog = TopicSpec(
        settings.changelog_topic,
        settings.partitions,
        MappingProxyType({"cleanup.policy": "compact"}),
        # Small segments that are compacted soon: with Kafka's defaults every edge would read up to 1 GiB of old rows
        # per partition at each start. The lag leaves time to repair a row that a paused worker wrote over.
        MappingProxyType(
            {
                "segment.bytes": str(64 << 20),
                "segment.ms": "600000",
                "min.cleanable.dirty.ratio": "0.1",
                "min.compaction.lag.ms": "600000",
                "max.compaction.lag.ms": "1800000",
                **insync,
            }
        ),
    )
    rejected = TopicSpec(
        settings.rejected_topic,
        settings.partitions,
        MappingProxyType({"cleanup.policy": "delete"}),
        # Room for the largest record that `positions` takes, and the reason beside it.
        MappingProxyType({"retention.ms": str(14 * DAY_MS), "max.message.bytes": str(2 << 20), **insync}),
    )
    return positions, changelog, rejected, _keys_spec(settings, insync)


def _keys_spec(settings: Settings, insync: Mapping[str, str]) -> TopicSpec:
    compacted = MappingProxyType({"cleanup.policy": "compact"})
    # One partition: readers follow all of it, and a key's records stay in order.
    return TopicSpec(settings.keys_topic, 1, compacted, MappingProxyType(dict(insync)), is_sharded=False)


def mismatch(spec: TopicSpec, partitions: int, configs: Mapping[str, str]) -> str | None:
    """Return in one sentence how an existing topic differs from `spec`, or None."""
    if partitions != spec.partitions and not spec.is_sharded:
        return f"Topic {spec.name} has {partitions} partitions, but the tracker needs 1: use another TRACKER_PREFIX."
    if partitions != spec.partitions:
        return (
            f"Topic {spec.name} has {partitions} partitions, but TRACKER_PARTITIONS is {spec.partitions}; the count is "
            f"fixed for the life of an installation, so set TRACKER_PARTITIONS={partitions} or use another TRACKER_PREFIX."
        )
    for name, wanted in spec.fixed.items():
        if configs.get(name) != wanted:
            return (
                f"Topic {spec.name} has {name}={configs.get(name)}, but the tracker needs {wanted}; change it with "
                f"Kafka's tools (kafka-configs --alter --add-config {name}={wanted})."
            )
    return None


def epoch_of(cluster_id: str, log_id: str) -> str:
    """Return the short name of one life of the changelog: another cluster or a new log gives another epoch."""
    return hashlib.sha256(f"{cluster_id}/{log_id}".encode()).hexdigest()[:12]


async def ensure_topics(settings: Settings) -> str:
    """Make what is missing, check what is there, and return the changelog's epoch.

    Raises TopicMismatchError for a topic of another shape and KafkaError where Kafka cannot be asked.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap, request_timeout_ms=10_000)
    await admin.start()
    try:
        specs = topic_specs(settings)
        made = await _create_missing(admin, specs, settings.replication)
        await _check(admin, specs)
        cluster_id = str((await admin.describe_cluster())["cluster_id"])
    finally:
        await admin.close()
    return epoch_of(cluster_id, await _read_or_write_log_id(settings, is_ours=settings.changelog_topic in made))


async def current_epoch(settings: Settings) -> str | None:
    """Return the changelog's epoch; None where the topic is missing or holds no name. Makes nothing."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap, request_timeout_ms=10_000)
    try:
        await admin.start()
        if settings.changelog_topic not in await admin.list_topics():
            return None
        cluster_id = str((await admin.describe_cluster())["cluster_id"])
    finally:
        await admin.close()
    async with AIOKafkaConsumer(bootstrap_servers=settings.bootstrap, enable_auto_commit=False) as consumer:
        partition = TopicPartition(settings.changelog_topic, 0)
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        log_id = await _read_log_id(consumer, partition, end)
    return None if log_id is None else epoch_of(cluster_id, log_id)


async def _create_missing(admin: AIOKafkaAdminClient, specs: tuple[TopicSpec, ...], replication: int) -> set[str]:
    """Make the topics that are missing; return which of them this process made."""
    present = set(await admin.list_topics())
    missing = [spec for spec in specs if spec.name not in present]
    made = {spec.name for spec in missing}
    if not missing:
        return made
    response: Any = await admin.create_topics(
        [NewTopic(s.name, s.partitions, replication, topic_configs={**s.fixed, **s.initial}) for s in missing]
    )
    for name, code, *message in response.topic_errors:
        error = for_code(code)
        # Another process of ours may have been faster.
        if code and error is not TopicAlreadyExistsError:
            detail = f"Kafka refused to make topic {name}: {message[0] if message and message[0] else error.__name__}"
            raise error(detail) if error.retriable else TopicMismatchError(f"{detail}.")
        if code:
            made.discard(name)
    log.info("made topics %s", ", ".join(spec.name for spec in missing))
    return made


async def _check(admin: AIOKafkaAdminClient, specs: tuple[TopicSpec, ...]) -> None:
    names = [spec.name for spec in specs]
    described, configs = await _describe_once_ready(admin, names), await configs_once_ready(admin, names)
    for spec in specs:
        if sentence := mismatch(spec, len(described[spec.name]["partitions"]), configs[spec.name]):
            raise TopicMismatchError(sentence)


async def _describe_once_ready(admin: AIOKafkaAdminClient, names: list[str]) -> dict[str, Any]:
    """Return the topics by name; one made a moment ago may be unknown, or without leaders, for a moment more."""
    for _ in range(READY_TRIES):
        topics = await admin.describe_topics(names)
        errors = [code for topic in topics for code in (topic["error_code"], *_partition_errors(topic)) if code]
        if not errors:
            return {topic["topic"]: topic for topic in topics}
        await asyncio.sleep(READY_PAUSE_S)
    raise for_code(errors[0])(f"topics {', '.join(names)} are not ready")


async def configs_once_ready(admin: AIOKafkaAdminClient, names: list[str]) -> dict[str, dict[str, str]]:
    """Return the topics' settings; of several brokers one may not yet know a topic that another has made."""
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    for _ in range(READY_TRIES):
        found = [answer for response in await admin.describe_configs(resources) for answer in response.resources]
        errors = [code for code, *_ in found if code]
        if not errors:
            return {name: {entry[0]: entry[1] for entry in entries} for _, _, _, name, entries in found}
        await asyncio.sleep(READY_PAUSE_S)
    raise for_code(errors[0])(f"the settings of topics {', '.join(names)} are not known")


def _partition_errors(topic: dict[str, Any]) -> list[int]:
    return [partition["error_code"] for partition in topic["partitions"]]


async def _read_or_write_log_id(settings: Settings, *, is_ours: bool) -> str:
    """Return the UUID that names the changelog; who has just made the log, or is the first to find it empty, writes it.

    Where the topic was deleted under running workers, their rows may stand in the new log before its name does.
    """
    written = None
    async with AIOKafkaConsumer(bootstrap_servers=settings.bootstrap, enable_auto_commit=False) as consumer:
        partition = TopicPartition(settings.changelog_topic, 0)
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        if end == 0 or is_ours:
            written = str(uuid.uuid4())
            await _write_log_id(settings, written)
        for _ in range(NAME_TRIES):  # whoever made the log may be about to name it
            end = (await consumer.end_offsets([partition]))[partition]
            if (log_id := await _read_log_id(consumer, partition, end)) is not None:
                break
            await asyncio.sleep(NAME_PAUSE_S)
    if log_id is None:
        raise TopicMismatchError(
            f"Topic {settings.changelog_topic} holds records but none that names it, so it is not a tracker's changelog; "
            "delete it and start again, and the table is rebuilt from the topic positions."
        )
    if written not in (None, log_id):
        # Another process was faster. Compaction keeps the last record of a key, so that must say what the first says.
        await _write_log_id(settings, log_id)
    return log_id


async def _read_log_id(consumer: AIOKafkaConsumer, partition: TopicPartition, end: int) -> str | None:
    # Compaction keeps the record and its place, so it stands near the beginning of the log.
    consumer.seek(partition, (await consumer.beginning_offsets([partition]))[partition])
    while await consumer.position(partition) < end:
        for record in (await consumer.getmany(partition, timeout_ms=1000)).get(partition, []):
            if record.key == EPOCH_KEY and record.value:
                return bytes(record.value).decode("ascii", "replace")
    return None


async def _write_log_id(settings: Settings, log_id: str) -> None:
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all", enable_idempotence=True) as producer:
        await producer.send_and_wait(settings.changelog_topic, log_id.encode(), key=EPOCH_KEY, partition=0)


def main(settings: Settings) -> int:
    """Make and check the topics, for operators who do so apart from a start; returns the exit code."""
    try:
        epoch = asyncio.run(ensure_topics(settings))
    except (KafkaError, TopicMismatchError) as error:
        print(error)  # noqa: T201  # the answer of a command
        return 1
    for spec in topic_specs(settings):
        print(f"{spec.name}: {spec.partitions} partitions, {spec.fixed['cleanup.policy']}")  # noqa: T201
    print(f"epoch of the table: {epoch}")  # noqa: T201
    return 0
