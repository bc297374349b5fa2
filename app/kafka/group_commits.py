"""Reads what a consumer group has committed of a topic."""

from collections.abc import Mapping
from typing import NamedTuple

from aiokafka.errors import CoordinatorLoadInProgressError
from aiokafka.structs import TopicPartition

from app.kafka.client import connected_admin

REQUEST_TIMEOUT_MS = 10_000


class GroupCommit(NamedTuple):
    """A commit: the next offset to read, and what its writer added."""

    offset: int
    metadata: str


async def group_commits(bootstrap: str, group: str, topic: str, partitions: int) -> Mapping[int, GroupCommit]:
    """Return the commits of the topic by partition; partitions without one are left out.

    Raises KafkaError, also where the group's coordinator is not ready.
    """
    asked = [TopicPartition(topic, partition) for partition in range(partitions)]
    async with connected_admin(bootstrap, request_timeout_ms=REQUEST_TIMEOUT_MS) as admin:
        found = await admin.list_consumer_group_offsets(group, partitions=asked)
    # aiokafka overlooks an error of the whole answer, which then names no partition; one without a commit has offset -1.
    if any(tp not in found for tp in asked):
        message = f"the commits of {group} are not known yet"
        raise CoordinatorLoadInProgressError(message)
    return {
        tp.partition: GroupCommit(commit.offset, commit.metadata) for tp, commit in found.items() if commit.offset >= 0
    }
