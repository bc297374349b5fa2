"""What a group has committed, and answers of a coordinator that is not ready."""

from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import CoordinatorLoadInProgressError
from aiokafka.structs import OffsetAndMetadata, TopicPartition

from app.kafka.group_commits import group_commits


@pytest.mark.kafka
async def test_the_commits_of_a_topic_are_read_with_what_their_writer_added(kafka: str) -> None:
    async with AIOKafkaConsumer(
        bootstrap_servers=kafka, group_id="reads-commits", enable_auto_commit=False
    ) as consumer:
        consumer.assign([TopicPartition("commits-topic", 1)])
        await consumer.commit({TopicPartition("commits-topic", 1): OffsetAndMetadata(7, "mark")})
    found = await group_commits(kafka, "reads-commits", "commits-topic", 3)
    assert dict(found) == {1: (7, "mark")}


@pytest.mark.kafka
async def test_an_answer_that_names_no_partition_is_an_error_and_no_group_without_commits(
    kafka: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def overlooks_the_error(*_: Any, **__: Any) -> dict[TopicPartition, OffsetAndMetadata]:
        return {}

    monkeypatch.setattr(AIOKafkaAdminClient, "list_consumer_group_offsets", overlooks_the_error)
    with pytest.raises(CoordinatorLoadInProgressError):
        await group_commits(kafka, "any", "commits-topic", 3)
