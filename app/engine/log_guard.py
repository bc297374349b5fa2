"""Ends a worker whose changelog is gone or another one: its table, its offsets and its commits speak of the old one.

The next start makes what is missing, drops the state of the old epoch and reads the positions from their beginning.
Without this every flush waits for ever, since an idempotent producer repeats a send for as long as the topic is away.
"""

from typing import Any

import faust

from app.engine.endless import endless
from app.kafka.question import KafkaQuestion, NoAnswerError
from app.topics import current_epoch

LOOK_EVERY_S = 4.0
ATTEMPT_S = 10.0
TIMES = 2
"""So often in a row the changelog must be another one: a cluster that starts may not know all of its topics yet."""


class ChangelogLostError(Exception):
    """The changelog that this worker's table belongs to is no more; a new process builds the table from the positions."""


class LogGuard(faust.Service):
    """Looks every few seconds whether the changelog is still the one that this worker began with."""

    def __init__(self, app: Any, **kwargs: Any) -> None:
        self._app, self._others = app, 0
        self._question = KafkaQuestion("the changelog's name", ATTEMPT_S)
        super().__init__(**kwargs)

    @endless
    async def _guard_for_ever(self) -> None:
        while not self.should_stop:
            await self.sleep(LOOK_EVERY_S)
            if not self.should_stop:
                await self._look()

    async def _look(self) -> None:
        try:
            async with self._question.asked():
                epoch = await current_epoch(self._app.settings)
        except NoAnswerError:
            return
        self.take(epoch)

    def take(self, epoch: str | None) -> None:
        """Take note of the changelog's epoch, None where it is missing; raises ChangelogLostError once that is certain."""
        self._others = 0 if epoch == self._app.epoch else self._others + 1
        if self._others >= TIMES:
            what = "is gone" if epoch is None else "was replaced"
            raise ChangelogLostError(f"the table's changelog {what}: ending, to build the table anew")
