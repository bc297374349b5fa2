"""Ends a worker whose changelog is gone or another one: its table, its offsets and its commits speak of the old one.

The next start makes what is missing, drops the state of the old epoch and reads the positions from their beginning.
Without this every flush waits for ever, since an idempotent producer repeats a send for as long as the topic is away.
"""

import asyncio
from collections.abc import Callable

from app.kafka.changelog_id import current_epoch
from app.kafka.question import KafkaQuestion, NoAnswerError

LOOK_EVERY_S = 4.0
ATTEMPT_S = 10.0
TIMES = 2
"""So often in a row the changelog must be another one: a cluster that starts may not know all of its topics yet."""


class ChangelogLostError(Exception):
    """The changelog that this worker's table belongs to is no more; a new process builds the table from the positions."""


class ChangelogGuard:
    """Looks every few seconds whether the changelog is still the one that this worker began with."""

    def __init__(self, bootstrap: str, topic: str, epoch: Callable[[], str]) -> None:
        self._bootstrap, self._topic, self._epoch = bootstrap, topic, epoch
        self._question = KafkaQuestion("the changelog's name", ATTEMPT_S)
        self._others = 0

    async def run(self) -> None:
        """Look until cancelled; raises ChangelogLostError."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            await self._look()

    async def _look(self) -> None:
        try:
            async with self._question.asked():
                epoch = await current_epoch(self._bootstrap, self._topic)
        except NoAnswerError:
            return
        self.take(epoch)

    def take(self, epoch: str | None) -> None:
        """Take note of the changelog's epoch, None where it is missing; raises ChangelogLostError once that is certain."""
        self._others = 0 if epoch == self._epoch() else self._others + 1
        if self._others >= TIMES:
            what = "is gone" if epoch is None else "was replaced"
            raise ChangelogLostError(f"the table's changelog {what}; exiting to rebuild the table")
