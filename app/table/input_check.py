"""Keeps an owner from taking the commands of a new input for those that its rows have decided.

Rows remember up to which offset of the input they were decided. If the input is deleted and created again, its offsets
begin at 0, and every command up to that offset would be passed over without a word. Where the new input has grown past
that offset, the record there tells the two apart: it is not the one that decided the row.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping
from functools import partial

from aiokafka import AIOKafkaConsumer, TopicPartition

from app.kafka.client import connected_consumer
from app.kafka.group_commits import GroupCommit, group_commits
from app.kafka.question import KafkaQuestion, until_answered
from app.start_error import StartError
from app.table.partition_store import RestorableStore
from app.table.row_scan import rows_after
from app.table.spec import InputRecord, TableSpec

ATTEMPT_S = 30.0
ROWS_AT_ONCE = 2_000
"""Rows that are looked at before others get the loop: some milliseconds."""


class InputReplacedError(StartError):
    """The rows were decided by an input that is not there any more."""


def replaced_sentence(spec: TableSpec, partitions: Collection[int]) -> str:
    """Return what happened, and what a person can do."""
    numbers = ", ".join(map(str, sorted(partitions)))
    return (
        f"input_replaced: the topic {spec.input_topic} does not hold what the rows of the table {spec.name} have decided in "
        f"partitions {numbers}, so it was created again or lost its end. New commands would be taken for decided ones. "
        "docs/production.md says how to continue. Nothing was changed."
    )


def may_be_replaced(commit: GroupCommit | None, end: int) -> bool:
    """Tell whether an input may be another one than before: Kafka deletes a group's commits together with the topic."""
    return commit is None or commit.offset > end


class InputCheck:
    """Checks the partitions of an assignment after they are restored."""

    def __init__(
        self,
        bootstrap: str,
        spec: TableSpec,
        store: RestorableStore,
        decided_by: Callable[[bytes], InputRecord | None],
    ) -> None:
        """`decided_by` returns the record of the input that decided a row last."""
        self._bootstrap, self._spec, self._store, self._decided_by = bootstrap, spec, store, decided_by
        self._question = KafkaQuestion(f"the records of the topic {spec.input_topic}", ATTEMPT_S)

    async def run(self, partitions: Collection[int]) -> None:
        """Return if the input holds all that the rows have decided; raises InputReplacedError."""
        doubtful = await until_answered(self._question, partial(self._doubtful, partitions))
        newest = {partition: found for partition in doubtful if (found := await self._newest(partition)) is not None}
        if newest and (lost := await until_answered(self._question, partial(self._lost, newest))):
            raise InputReplacedError(replaced_sentence(self._spec, lost))

    async def _doubtful(self, partitions: Collection[int]) -> Collection[int]:
        """Return the partitions whose rows must be looked at."""
        spec, tps = self._spec, self._topic_partitions(partitions)
        commits = await group_commits(self._bootstrap, spec.app_id, spec.input_topic, spec.partitions)
        async with connected_consumer(self._bootstrap) as consumer:
            ends = await consumer.end_offsets(tps)
        return [tp.partition for tp, end in ends.items() if may_be_replaced(commits.get(tp.partition), end)]

    async def _newest(self, partition: int) -> InputRecord | None:
        """Return the record with the greatest offset that has decided a row of the partition; None without rows."""
        db, newest, key = self._store._db_for_partition(partition), None, b""
        while rows := rows_after(db, key, ROWS_AT_ONCE):
            known = [record for _, row in rows if (record := self._decided_by(row)) is not None and record.offset >= 0]
            newest = max([*known, *([] if newest is None else [newest])], default=None)
            key = rows[-1][0]
            await asyncio.sleep(0)
        return newest

    async def _lost(self, newest: Mapping[int, InputRecord]) -> Collection[int]:
        """Return the partitions that end before these records, or hold others in their place.

        What retention has removed can be neither; another topic that is as long as the first one holds other records.
        """
        tps = self._topic_partitions(newest)
        async with connected_consumer(self._bootstrap) as consumer:
            consumer.assign(tps)
            begins, ends = await consumer.beginning_offsets(tps), await consumer.end_offsets(tps)
            return [
                tp.partition
                for tp in tps
                if (record := newest[tp.partition]).offset >= ends[tp]
                or (record.offset >= begins[tp] and not await _holds(consumer, tp, record))
            ]

    def _topic_partitions(self, partitions: Collection[int]) -> list[TopicPartition]:
        return [TopicPartition(self._spec.input_topic, partition) for partition in partitions]


async def _holds(consumer: AIOKafkaConsumer, tp: TopicPartition, record: InputRecord) -> bool:
    consumer.seek(tp, record.offset)
    found = await consumer.getone(tp)
    return found.offset != record.offset or record.text.encode() in (found.value or b"")
