"""Writes the rows of a state folder back into a changelog that lost them, where the input cannot rebuild the table.

This runs before the process joins the consumer group: the group may give a partition to a process without its rows, and
that one waits until the process that has them was here (whole_check.py).
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from aiokafka import AIOKafkaProducer, TopicPartition
from rocksdict import WriteBatch

from app.clock import Clock
from app.kafka.client import connected_consumer, connected_producer
from app.kafka.group_commits import group_commits
from app.kafka.question import KafkaQuestion, until_answered
from app.observability.metrics import Metrics
from app.table.append import append
from app.table.commit_mark import CommitMark, decode_mark
from app.table.partition_store import STATE_EPOCH_KEY, RestorableStore
from app.table.spec import TableSpec, is_row_key
from app.table.state_age import put_current_at
from app.table.whole_marks import WholeMarks

log = logging.getLogger(__name__)

ROWS_AT_ONCE = 2_000
"""Rows in memory until Kafka has acknowledged them."""
ATTEMPT_S = 30.0
BATCH_BYTES = 512 << 10


class RefillStore(RestorableStore, Protocol):
    """A store whose files can be looked at before a partition is assigned."""

    def partition_path(self, partition: int) -> Path:
        """Return the folder of a partition's files."""
        ...

    def _open_for_partition(self, partition: int) -> Any: ...


@dataclass(frozen=True, slots=True)
class State:
    """What a state folder says of a partition."""

    epoch: str
    stored: int
    """The changelog's last offset that it has; -1: none."""


class Verdict(Enum):
    """What happens to the rows of a partition's state before the process joins the group."""

    LEAVE = "leave"
    """The changelog has them, or the restore brings newer ones."""
    REFILL = "refill"
    """The changelog lacks them."""
    OUTDATED = "outdated"
    """Another state folder has newer rows, which this one must not hide."""


def judge_state(state: State, epoch: str, end: int, commit: CommitMark | None, *, is_whole: bool) -> Verdict:
    """Return what to do with a partition's state.

    `end` is the changelog's next offset, `is_whole` whether it has its mark; `commit` is None also where the commit of
    the group does not name a state.
    """
    if state.epoch == epoch:
        return Verdict.REFILL if state.stored >= end else Verdict.LEAVE
    if is_whole:
        return Verdict.LEAVE
    if commit is None or (commit.epoch == state.epoch and commit.stored <= state.stored):
        return Verdict.REFILL
    return Verdict.OUTDATED


class Refill:
    """A part of a process: its start returns once Kafka has acknowledged every row that the changelog lacked."""

    def __init__(
        self,
        bootstrap: str,
        spec: TableSpec,
        store: Callable[[], RefillStore],
        epoch: Callable[[], str],
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._bootstrap, self._spec, self._store, self._epoch = bootstrap, spec, store, epoch
        self._clock, self._refilled = clock, metrics.counter("tracker_refilled_rows_total").labels(spec.name)

    async def start(self) -> None:
        """Write back what the changelog lacks; raises Kafka's errors while it writes."""
        states = {p: state for p in range(self._spec.partitions) if (state := self._state(p)) is not None}
        question = KafkaQuestion(f"what the changelog of {self._spec.name} has", ATTEMPT_S)
        verdicts = await until_answered(question, partial(self._judge, states))
        lacking = [p for p, verdict in verdicts.items() if verdict is Verdict.REFILL]
        if not lacking:
            return
        async with connected_producer(self._bootstrap, max_batch_size=BATCH_BYTES) as producer:
            rows = sum([await self._refill(producer, partition) for partition in lacking])
        log.warning(
            "the changelog %s lacked what this state folder has: wrote %d rows of partitions %s into it",
            self._spec.changelog_topic,
            rows,
            ", ".join(map(str, lacking)),
        )

    async def stop(self) -> None:
        """Do nothing: the caller of `start` cancels it."""

    def _state(self, partition: int) -> State | None:
        store = self._store()
        if not Path(store.partition_path(partition)).exists():
            return None
        db = store._open_for_partition(partition)
        try:
            with store.noting_damage(partition):
                offset, epoch = db.get(store.offset_key), db.get(STATE_EPOCH_KEY)
        finally:
            db.close()
        return None if epoch is None else State(epoch.decode(), -1 if offset is None else int(offset))

    async def _judge(self, states: Mapping[int, State]) -> dict[int, Verdict]:
        if not states:
            return {}
        spec, epoch = self._spec, self._epoch()
        tps = {partition: TopicPartition(spec.changelog_topic, partition) for partition in states}
        async with connected_consumer(self._bootstrap) as consumer:
            ends = await consumer.end_offsets(list(tps.values()))
        others = [partition for partition, state in states.items() if state.epoch != epoch]
        whole = await WholeMarks(self._bootstrap, spec.changelog_topic).find(others)
        commits = await group_commits(self._bootstrap, spec.app_id, spec.input_topic, spec.partitions) if others else {}
        marks = {partition: decode_mark(commit.metadata) for partition, commit in commits.items()}
        verdicts = {
            partition: judge_state(
                state, epoch, ends[tps[partition]], marks.get(partition), is_whole=partition in whole
            )
            for partition, state in states.items()
        }
        for partition, verdict in verdicts.items():
            if verdict is Verdict.OUTDATED:
                log.warning("the state of partition %d is older than the last commit and is not used", partition)
        return verdicts

    async def _refill(self, producer: AIOKafkaProducer, partition: int) -> int:
        store, topic = self._store(), self._spec.changelog_topic
        db, count = store._open_for_partition(partition), 0
        try:
            rows = _rows(db)
            while some := dict(islice(rows, ROWS_AT_ONCE)):
                await append(producer, topic, partition, some)
                count += len(some)
                self._refilled.inc(len(some))
            await WholeMarks(self._bootstrap, topic).write([partition])
            batch = WriteBatch(raw_mode=True)
            batch[STATE_EPOCH_KEY] = self._epoch().encode()
            batch[store.offset_key] = b"-1"  # others may have written there too: the restore reads it all and compares
            db.write(batch)
            put_current_at(db, self._clock.now())
        finally:
            db.close()
        return count


def _rows(db: Any) -> Iterator[tuple[bytes, bytes]]:
    return ((key, row) for key, row in db.items() if is_row_key(key))
