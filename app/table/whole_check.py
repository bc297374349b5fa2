"""Keeps an owner from starting with an empty partition where rows are missing.

Between a new changelog and the owner's work there is one of three: the mark that all rows are in it, a group that never
committed anything, or the error `table_lost`.
"""

import asyncio
from collections.abc import Callable, Collection
from functools import partial

from app.kafka.group_commits import group_commits
from app.kafka.question import KafkaQuestion, until_answered
from app.start_error import StartError
from app.table.partition_store import STATE_EPOCH_KEY, RestorableStore
from app.table.spec import TableSpec
from app.table.whole_marks import WholeMarks

LOOK_EVERY_S = 1.0
ATTEMPT_S = 30.0
"""Longer than a look at all partitions of a slow cluster takes."""


class TableLostError(StartError):
    """Rows that the group's commits speak for are in no changelog and in no state folder that was here."""


def lost_sentence(spec: TableSpec, partitions: Collection[int]) -> str:
    """Return what happened, and what a person can do."""
    numbers = ", ".join(map(str, sorted(partitions)))
    return (
        f"table_lost: the topic {spec.changelog_topic} lacks the rows of the table {spec.name} in partitions {numbers}, and no "
        f"running process has them, but the consumer group {spec.app_id} has commits. Start the process that has the state "
        "folder with these rows, or restore the topic from a backup. To continue without these rows, delete the consumer "
        "group. docs/production.md describes all three. Nothing was changed."
    )


class WholeCheck:
    """Checks the partitions of an assignment before they are restored."""

    def __init__(
        self,
        bootstrap: str,
        spec: TableSpec,
        store: RestorableStore,
        epoch: str,
        wait_s: float,
        say: Callable[[str], None],
    ) -> None:
        """`say` gets what operators should know while this waits, for at most `wait_s` in which Kafka answers."""
        self._bootstrap, self._spec, self._store, self._epoch = bootstrap, spec, store, epoch.encode()
        self._wait_s, self._say = wait_s, say
        self._marks = WholeMarks(bootstrap, spec.changelog_topic)
        self._question = KafkaQuestion(f"the rows of the table {spec.name}", ATTEMPT_S)

    async def run(self, partitions: Collection[int]) -> None:
        """Return once all rows of the partitions are in the changelog or in RocksDB; raises TableLostError."""
        open_ones = {p for p in partitions if self._state_epoch(p) != self._epoch}
        waited_s = 0.0  # while Kafka answers: without it, no process can write back what it has
        while open_ones := await until_answered(self._question, partial(self._without_rows, open_ones)):
            if waited_s >= self._wait_s:
                raise TableLostError(lost_sentence(self._spec, open_ones))
            self._say(
                f"the topic {self._spec.changelog_topic} lacks the rows of {len(open_ones)} partitions; "
                "waiting for a process that has them"
            )
            await asyncio.sleep(LOOK_EVERY_S)
            waited_s += LOOK_EVERY_S

    async def _without_rows(self, partitions: Collection[int]) -> set[int]:
        left = set(partitions) - await self._marks.find(partitions)
        if not left:
            return left
        commits = await group_commits(self._bootstrap, self._spec.app_id, self._spec.input_topic, self._spec.partitions)
        new = {p for p in left if p not in commits and self._state_epoch(p) is None}
        await self._marks.write(new)
        return left - new

    def _state_epoch(self, partition: int) -> bytes | None:
        epoch: bytes | None = self._store._db_for_partition(partition).get(STATE_EPOCH_KEY)
        return epoch
