"""Creates missing topics and checks the others, before any process starts."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from app.kafka.changelog_id import NoLogIdError, ensure_log_id, epoch_of
from app.kafka.client import connected_admin
from app.kafka.topic_spec import TopicSpec
from app.settings import Settings
from app.start_error import StartError

log = logging.getLogger(__name__)

READY_TRIES, READY_PAUSE_S = 50, 0.1
"""Checks, and seconds between them, before new topics count as unavailable."""


class TopicMismatchError(StartError):
    """A topic does not match the settings; the operator must decide, and a retry does not help."""


async def ensure_topics(settings: Settings, specs: Sequence[TopicSpec]) -> dict[str, str]:
    """Create missing topics, check the others, and return the epoch of each changelog by its topic.

    Raises TopicMismatchError if a topic does not match, and KafkaError if Kafka does not answer.
    """
    async with connected_admin(settings.bootstrap, request_timeout_ms=10_000) as admin:
        created = await _create_missing(admin, specs, settings.replication)
        await _check(admin, specs)
        cluster_id = str((await admin.describe_cluster())["cluster_id"])
    changelogs = [spec.name for spec in specs if spec.is_changelog]
    try:
        log_ids = await asyncio.gather(
            *(ensure_log_id(settings.bootstrap, name, is_new=name in created) for name in changelogs)
        )
    except NoLogIdError as error:
        raise TopicMismatchError(str(error)) from error
    return {name: epoch_of(cluster_id, log_id) for name, log_id in zip(changelogs, log_ids, strict=True)}


def mismatch(spec: TopicSpec, partitions: int, configs: Mapping[str, str]) -> str | None:
    """Return how an existing topic differs from `spec`, as one sentence, or None."""
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


def shortfall(spec: TopicSpec, configs: Mapping[str, str]) -> str | None:
    """Return in one sentence which setting of an existing topic is lower than it should be, or None."""
    for name, least in spec.least.items():
        if int(configs.get(name, least)) < least:
            return (
                f"Topic {spec.name} has {name}={configs[name]}, less than {least}; raise it with Kafka's tools "
                f"(kafka-configs --alter --add-config {name}={least}), see docs/production.md."
            )
    return None


async def _create_missing(admin: AIOKafkaAdminClient, specs: Sequence[TopicSpec], replication: int) -> set[str]:
    """Create missing topics; return those that this process created."""
    present = set(await admin.list_topics())
    missing = [spec for spec in specs if spec.name not in present]
    created = {spec.name for spec in missing}
    if not missing:
        return created
    response: Any = await admin.create_topics(
        [NewTopic(s.name, s.partitions, replication, topic_configs={**s.fixed, **s.initial}) for s in missing]
    )
    for name, code, *message in response.topic_errors:
        error = for_code(code)
        # Another process of the tracker may have been faster.
        if code and error is not TopicAlreadyExistsError:
            detail = f"Kafka refused to create topic {name}: {message[0] if message and message[0] else error.__name__}"
            raise error(detail) if error.retriable else TopicMismatchError(f"{detail}.")
        if code:
            created.discard(name)
    log.info("created topics %s", ", ".join(spec.name for spec in missing))
    return created


async def _check(admin: AIOKafkaAdminClient, specs: Sequence[TopicSpec]) -> None:
    names = [spec.name for spec in specs]
    described, configs = await _describe_once_ready(admin, names), await configs_once_ready(admin, names)
    for spec in specs:
        if sentence := mismatch(spec, len(described[spec.name]["partitions"]), configs[spec.name]):
            raise TopicMismatchError(sentence)
        if sentence := shortfall(spec, configs[spec.name]):
            log.warning("%s", sentence)


async def _describe_once_ready(admin: AIOKafkaAdminClient, names: list[str]) -> dict[str, Any]:
    """Return the topics by name, once they are ready: a new topic may be unknown or without leaders for a moment."""
    for _ in range(READY_TRIES):
        topics = await admin.describe_topics(names)
        errors = [code for topic in topics for code in (topic["error_code"], *_partition_errors(topic)) if code]
        if not errors:
            return {topic["topic"]: topic for topic in topics}
        await asyncio.sleep(READY_PAUSE_S)
    raise for_code(errors[0])(f"topics {', '.join(names)} are not ready")


async def configs_once_ready(admin: AIOKafkaAdminClient, names: list[str]) -> dict[str, dict[str, str]]:
    """Return the topics' settings, once every broker knows them: one may not yet know a new topic."""
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
