"""Creates the topics that are missing and checks those that are there, before any process starts."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from app.kafka.changelog_id import UnnamedLogError, epoch_of, name_log
from app.kafka.topic_spec import TopicSpec
from app.settings import Settings
from app.start_error import StartError

log = logging.getLogger(__name__)

READY_TRIES, READY_PAUSE_S = 50, 0.1
"""How often, and how long apart, new topics are looked at before they count as unavailable."""


class TopicMismatchError(StartError):
    """A topic exists with another shape than this installation's; the operator must decide, no retry helps."""


async def ensure_topics(settings: Settings, specs: Sequence[TopicSpec]) -> dict[str, str]:
    """Create the topics that are missing, check the others, and return the epoch of each changelog by its topic.

    Raises TopicMismatchError for a topic of another shape and KafkaError where
    Kafka cannot be asked.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap, request_timeout_ms=10_000)
    await admin.start()
    try:
        created = await _create_missing(admin, specs, settings.replication)
        await _check(admin, specs)
        cluster_id = str((await admin.describe_cluster())["cluster_id"])
    finally:
        await admin.close()
    try:
        return {
            spec.name: epoch_of(cluster_id, await name_log(settings.bootstrap, spec.name, is_ours=spec.name in created))
            for spec in specs
            if spec.is_changelog
        }
    except UnnamedLogError as error:
        raise TopicMismatchError(str(error)) from error


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


async def _check(admin: AIOKafkaAdminClient, specs: Sequence[TopicSpec]) -> None:
    names = [spec.name for spec in specs]
    described, configs = await _describe_once_ready(admin, names), await configs_once_ready(admin, names)
    for spec in specs:
        if sentence := mismatch(spec, len(described[spec.name]["partitions"]), configs[spec.name]):
            raise TopicMismatchError(sentence)
        if sentence := shortfall(spec, configs[spec.name]):
            log.warning("%s", sentence)


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
