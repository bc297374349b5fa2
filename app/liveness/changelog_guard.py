"""Ends a worker whose changelog was deleted or replaced, since its table, offsets and commits belong to the old one.

The next start creates the topic, drops the state of the old epoch and reads the positions from their beginning.
Without this guard every flush waits forever: an idempotent producer repeats a send while the topic is missing.
"""

import asyncio
from collections.abc import Callable

from app.kafka.changelog_id import current_epoch
from app.kafka.question import KafkaQuestion, NoAnswerError

LOOK_EVERY_S = 4.0
ATTEMPT_S = 10.0
TIMES = 2
"""Consecutive checks that must fail: a cluster that starts may not know all of its topics yet."""


class ChangelogLostError(Exception):
    """The changelog of this worker's table is gone; a new process rebuilds the table from the positions."""


class ChangelogGuard:
    """Checks every few seconds that the changelog is still the one that this worker started with."""

    def __init__(self, bootstrap: str, topic: str, epoch: Callable[[], str]) -> None:
        self._bootstrap, self._topic, self._epoch = bootstrap, topic, epoch
        self._question = KafkaQuestion("the changelog's epoch", ATTEMPT_S)
        self._others = 0

    async def run(self) -> None:
        """Check until cancelled; raises ChangelogLostError."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            await self._check()

    async def _check(self) -> None:
        try:
            async with self._question.asked():
                epoch = await current_epoch(self._bootstrap, self._topic)
        except NoAnswerError:
            return
        self.take(epoch)

    def take(self, epoch: str | None) -> None:
        """Judge the changelog's epoch, None if it is missing; raises ChangelogLostError after enough failed checks."""
        self._others = 0 if epoch == self._epoch() else self._others + 1
        if self._others >= TIMES:
            what = "is gone" if epoch is None else "was replaced"
            raise ChangelogLostError(f"the table's changelog {what}; exiting to rebuild the table")
