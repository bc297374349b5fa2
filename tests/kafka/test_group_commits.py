"""What a group has committed, and answers of a coordinator that is not ready."""

from collections.abc import Callable
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import CoordinatorLoadInProgressError
from aiokafka.structs import OffsetAndMetadata, TopicPartition

from app.kafka.client import connected_consumer
from app.kafka.group_commits import group_commits
from app.settings import Settings
from tests.kafka.topics import ensure_all

pytestmark = pytest.mark.kafka


async def test_the_commits_of_a_topic_are_read_with_what_their_writer_added(
    make_settings: Callable[..., Settings],
) -> None:
    settings = make_settings()
    await ensure_all(settings)
    topic = TopicPartition(settings.positions_topic, 1)
    async with connected_consumer(settings.bootstrap, group_id=settings.app_id) as consumer:
        consumer.assign([topic])
        await consumer.commit({topic: OffsetAndMetadata(7, "mark")})
    found = await group_commits(settings.bootstrap, settings.app_id, topic.topic, settings.partitions)
    assert dict(found) == {1: (7, "mark")}


async def test_an_answer_that_names_no_partition_is_an_error_and_no_group_without_commits(
    make_settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def overlooks_the_error(*_: Any, **__: Any) -> dict[TopicPartition, OffsetAndMetadata]:
        return {}

    monkeypatch.setattr(AIOKafkaAdminClient, "list_consumer_group_offsets", overlooks_the_error)
    settings = make_settings()
    with pytest.raises(CoordinatorLoadInProgressError):
        await group_commits(settings.bootstrap, settings.app_id, settings.positions_topic, settings.partitions)
