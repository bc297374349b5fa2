"""Keeps an owner from taking the commands of a new input for those that its rows have decided.

Rows remember up to which offset of the input they were decided. If the input is deleted and created again, its offsets
begin at 0, and every command up to that offset would be passed over without a word.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping
from functools import partial

from aiokafka import TopicPartition

from app.kafka.client import connected_consumer
from app.kafka.group_commits import GroupCommit, group_commits
from app.kafka.question import KafkaQuestion, until_answered
from app.start_error import StartError
from app.table.partition_store import RestorableStore
from app.table.row_scan import rows_after
from app.table.spec import TableSpec

ATTEMPT_S = 30.0
ROWS_AT_ONCE = 2_000
"""Rows that are looked at before others get the loop: some milliseconds."""


class InputReplacedError(StartError):
    """The rows were decided by an input that is not there any more."""


def replaced_sentence(spec: TableSpec, partitions: Collection[int]) -> str:
    """Return what happened, and what a person can do."""
    numbers = ", ".join(map(str, sorted(partitions)))
    return (
        f"input_replaced: the topic {spec.input_topic} ends before what the rows of the table {spec.name} have decided in "
        f"partitions {numbers}, so it was created again or lost its end. New commands would be taken for decided ones. "
        "docs/production.md says how to continue. Nothing was changed."
    )


def may_be_replaced(commit: GroupCommit | None, end: int) -> bool:
    """Tell whether an input may be another one than before: Kafka deletes a group's commits together with the topic."""
    return commit is None or commit.offset > end


class InputCheck:
    """Checks the partitions of an assignment after they are restored."""

    def __init__(
        self, bootstrap: str, spec: TableSpec, store: RestorableStore, decided: Callable[[bytes], int | None]
    ) -> None:
        """`decided` returns up to which offset of the input a row was decided."""
        self._bootstrap, self._spec, self._store, self._decided = bootstrap, spec, store, decided
        self._question = KafkaQuestion(f"the end of the topic {spec.input_topic}", ATTEMPT_S)

    async def run(self, partitions: Collection[int]) -> None:
        """Return if the input continues after all that the rows have decided; raises InputReplacedError."""
        ends = await until_answered(self._question, partial(self._doubtful, partitions))
        behind = [partition for partition, end in ends.items() if await self._newest(partition) >= end]
        if behind:
            raise InputReplacedError(replaced_sentence(self._spec, behind))

    async def _doubtful(self, partitions: Collection[int]) -> Mapping[int, int]:
        """Return the next offset of the partitions whose rows must be looked at."""
        spec, tps = self._spec, [TopicPartition(self._spec.input_topic, partition) for partition in partitions]
        commits = await group_commits(self._bootstrap, spec.app_id, spec.input_topic, spec.partitions)
        async with connected_consumer(self._bootstrap) as consumer:
            ends = await consumer.end_offsets(tps)
        return {tp.partition: end for tp, end in ends.items() if may_be_replaced(commits.get(tp.partition), end)}

    async def _newest(self, partition: int) -> int:
        """Return the greatest offset that a row of the partition has decided; -1 without rows."""
        db, newest, key = self._store._db_for_partition(partition), -1, b""
        while rows := rows_after(db, key, ROWS_AT_ONCE):
            newest = max(newest, *(offset for _, row in rows if (offset := self._decided(row)) is not None), -1)
            key = rows[-1][0]
            await asyncio.sleep(0)
        return newest
