"""Reads what a consumer group has committed of a topic."""

from collections.abc import Mapping
from typing import NamedTuple

from aiokafka.admin import AIOKafkaAdminClient

REQUEST_TIMEOUT_MS = 10_000


class GroupCommit(NamedTuple):
    """A commit: the next offset to read, and what its writer added."""

    offset: int
    metadata: str


async def group_commits(bootstrap: str, group: str, topic: str) -> Mapping[int, GroupCommit]:
    """Return the commits of the topic by partition; partitions without one are left out."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=REQUEST_TIMEOUT_MS)
    try:
        await admin.start()
        found = await admin.list_consumer_group_offsets(group)
    finally:
        await admin.close()
    return {
        tp.partition: GroupCommit(commit.offset, commit.metadata)
        for tp, commit in found.items()
        if tp.topic == topic and commit.offset >= 0
    }
