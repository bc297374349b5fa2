import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import UnknownTopicOrPartitionError

from app.kafka.changelog_id import LOG_ID_KEY, current_epoch, ensure_log_id, epoch_of
from app.kafka.topic_admin import TopicMismatchError, configs_once_ready, mismatch, shortfall
from app.processes.topics import TOMBSTONE_DAYS, topic_specs
from app.processes.topics_command import main
from app.settings import Settings
from app.table.state_age import MAX_STATE_AGE_S
from tests.engine.workers import delete_topic
from tests.kafka.topics import ensure_all, latest_epoch

MakeSettings = Callable[..., Settings]


async def make_topic(settings: Settings, name: str, partitions: int, **configs: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, partitions, 1, topic_configs=configs)])
    finally:
        await admin.close()


async def shapes(settings: Settings) -> dict[str, tuple[int, dict[str, str]]]:
    """Return partition count and settings of every topic of the installation."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap)
    await admin.start()
    try:
        names = [name for name in await admin.list_topics() if name.startswith(settings.prefix)]
        counts = {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics(names)}
        found = {}
        for response in await admin.describe_configs(
            [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
        ):
            for _code, _message, _kind, name, entries in response.resources:
                found[name] = counts[name], {entry[0]: entry[1] for entry in entries}
        return found
    finally:
        await admin.close()


async def epochs_written(settings: Settings) -> list[bytes]:
    """Return the values of all records that name the changelog."""
    partition = TopicPartition(settings.changelog_topic, 0)
    async with AIOKafkaConsumer(bootstrap_servers=settings.bootstrap) as consumer:
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        consumer.seek(partition, 0)
        records = [await consumer.getone() for _ in range(end)]
    return [record.value for record in records if record.key == LOG_ID_KEY]


async def test_the_topics_are_created_with_their_policies(make_settings: MakeSettings) -> None:
    settings = make_settings(partitions=3)
    await ensure_all(settings)
    found = await shapes(settings)
    assert set(found) == {
        f"{settings.prefix}{name}"
        for name in (
            "positions",
            "positions-rejected",
            "tracker-latest-changelog",
            "delivery-commands",
            "tracker-deliveries-changelog",
            "tracker-events",
            "tracker-keys",
            "tracker-devices",
            "tracker-drivers",
        )
    }
    for spec in topic_specs(settings):
        partitions, configs = found[spec.name]
        assert partitions == (3 if spec.is_sharded else 1)
        wanted = {**spec.fixed, **spec.initial}
        assert {name: configs[name] for name in wanted} == wanted


async def test_a_second_start_finds_the_same_epoch(make_settings: MakeSettings) -> None:
    settings = make_settings()
    epoch = await latest_epoch(settings)
    assert epoch
    assert await latest_epoch(settings) == epoch
    assert len(await epochs_written(settings)) == 1


async def test_processes_that_start_at_once_agree_on_the_epoch_permanently(make_settings: MakeSettings) -> None:
    settings = make_settings()
    epochs = await asyncio.gather(*[latest_epoch(settings) for _ in range(4)])
    assert len(set(epochs)) == 1
    assert await latest_epoch(settings) == epochs[0]
    written = await epochs_written(settings)
    # Compaction keeps the last record of a key, so that one must say what the first said.
    assert written[-1] == written[0]


async def test_each_installation_has_its_own_epoch(make_settings: MakeSettings) -> None:
    settings = make_settings()
    assert await latest_epoch(settings) != await latest_epoch(make_settings(prefix=f"{settings.prefix}b-"))


async def test_another_partition_count_ends_with_what_the_operator_can_do(make_settings: MakeSettings) -> None:
    settings = make_settings(partitions=2)
    await ensure_all(settings)
    with pytest.raises(TopicMismatchError, match=r"positions has 2 partitions, .* set TRACKER_PARTITIONS=2 or"):
        await ensure_all(make_settings(partitions=5))


async def test_another_policy_ends_with_what_the_operator_can_do(make_settings: MakeSettings) -> None:
    settings = make_settings()
    await make_topic(settings, settings.changelog_topic, 4, **{"cleanup.policy": "delete"})
    with pytest.raises(TopicMismatchError, match=r"cleanup.policy=delete, but .* compact; .* cleanup.policy=compact"):
        await ensure_all(settings)


async def test_settings_that_are_the_operators_to_change_are_not_checked(make_settings: MakeSettings) -> None:
    settings = make_settings()
    fixed = {"cleanup.policy": "delete", "message.timestamp.type": "LogAppendTime"}
    await make_topic(settings, settings.positions_topic, 4, **{**fixed, "retention.ms": "1000000"})
    assert await ensure_all(settings)


async def test_a_changelog_that_another_program_filled_is_refused(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.kafka.changelog_id.ID_PAUSE_S", 0.01)
    settings = make_settings()
    await make_topic(settings, settings.changelog_topic, 4, **{"cleanup.policy": "compact"})
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap) as producer:
        await producer.send_and_wait(settings.changelog_topic, b"x", key=b"x", partition=0)
    with pytest.raises(TopicMismatchError, match=r"not the changelog of a tracker\. Delete it"):
        await ensure_all(settings)


def test_the_command_says_what_it_found_and_fails_with_the_sentence(
    make_settings: MakeSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = make_settings()
    assert main(settings) == 0
    said = capsys.readouterr().out
    assert f"{settings.changelog_topic}: 4 partitions, compact, epoch " in said
    assert main(make_settings(partitions=9)) == 1
    assert "set TRACKER_PARTITIONS=4" in capsys.readouterr().out


class LateBroker:
    """Answers like a broker to which the news of a topic has yet to come."""

    def __init__(self, late: int) -> None:
        self.late = late

    async def describe_configs(self, resources: list[ConfigResource]) -> list[SimpleNamespace]:
        self.late -= 1
        code, entries = (
            (UnknownTopicOrPartitionError.errno, []) if self.late >= 0 else (0, [("cleanup.policy", "delete")])
        )
        return [SimpleNamespace(resources=[(code, "", 2, resource.name, entries) for resource in resources])]


async def test_a_broker_that_does_not_know_a_new_topic_yet_is_asked_again() -> None:
    # The process would have ended with a message about a policy that was never set.
    broker = LateBroker(late=2)
    configs = await configs_once_ready(cast("AIOKafkaAdminClient", broker), ["a", "b"])
    assert configs == {"a": {"cleanup.policy": "delete"}, "b": {"cleanup.policy": "delete"}}
    assert broker.late == -1


def test_the_topic_of_keys_has_one_partition_regardless_of_the_setting() -> None:
    [keys] = [spec for spec in topic_specs(Settings(partitions=8)) if spec.name == "tracker-keys"]
    assert mismatch(keys, 1, dict(keys.fixed)) is None
    assert "needs 1" in (mismatch(keys, 8, dict(keys.fixed)) or "")


def test_a_changelog_that_keeps_tombstones_for_less_than_a_week_is_named_and_taken(
    make_settings: MakeSettings,
) -> None:
    changelog = next(spec for spec in topic_specs(make_settings(kafka="none:1")) if spec.is_changelog)
    day = {**changelog.fixed, "delete.retention.ms": "86400000"}
    assert mismatch(changelog, changelog.partitions, day) is None
    assert "--add-config delete.retention.ms=604800000" in (shortfall(changelog, day) or "")
    for enough in ("604800000", "999999999999"):
        assert shortfall(changelog, {**day, "delete.retention.ms": enough}) is None


async def test_an_existing_changelog_with_another_retention_of_tombstones_is_warned_about(
    make_settings: MakeSettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings = make_settings()
    await make_topic(settings, settings.changelog_topic, settings.partitions, **{"cleanup.policy": "compact"})
    await ensure_all(settings)
    assert f"Topic {settings.changelog_topic} has delete.retention.ms=86400000, less than 604800000" in caplog.text


def test_state_is_dropped_before_kafka_may_have_removed_a_tombstone_that_it_missed() -> None:
    assert TOMBSTONE_DAYS * 86_400 - MAX_STATE_AGE_S >= 86_400


def test_a_correct_topic_has_no_mismatch() -> None:
    for spec in topic_specs(Settings(partitions=8)):
        assert mismatch(spec, spec.partitions, {**spec.fixed, "retention.ms": "1"}) is None
        assert mismatch(spec, 7, spec.fixed) is not None


def test_another_cluster_or_another_log_is_another_epoch() -> None:
    assert len({epoch_of("c", "1"), epoch_of("c", "2"), epoch_of("d", "1")}) == 3


async def test_the_creator_of_a_changelog_writes_its_id_even_after_rows_of_a_running_worker(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings(partitions=1)
    first = await latest_epoch(settings)
    assert await current_epoch(settings.bootstrap, settings.changelog_topic) == first
    await delete_topic(settings, settings.changelog_topic)
    assert await current_epoch(settings.bootstrap, settings.changelog_topic) is None
    await make_topic(settings, settings.changelog_topic, 1, **{"cleanup.policy": "compact"})
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as producer:
        await producer.send_and_wait(settings.changelog_topic, b"{}", key=b"PKG-1", partition=0)
    assert await current_epoch(settings.bootstrap, settings.changelog_topic) is None
    log_id = await ensure_log_id(settings.bootstrap, settings.changelog_topic, is_new=True)
    assert await epochs_written(settings) == [log_id.encode()]
    assert await current_epoch(settings.bootstrap, settings.changelog_topic) not in (None, first)
