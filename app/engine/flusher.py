"""Writes the table's pending rows soon after they are decided, many at a time when many come."""

from typing import Any

import faust

from app.engine.batch_table import BatchTable


class Flusher(faust.Service):
    """Flushes at once when quiet (a row waits for nothing), at most once per interval when busy."""

    def __init__(self, rows: BatchTable, interval_s: float, **kwargs: Any) -> None:
        self._rows, self._interval_s = rows, interval_s
        super().__init__(**kwargs)

    @faust.Service.task
    async def _flush_for_ever(self) -> None:
        # An error here crashes the app, and with it the process, before any offset is committed.
        while not self.should_stop:
            await self._rows.wait_for_work()
            await self._rows.flush()
            await self.sleep(self._interval_s)
