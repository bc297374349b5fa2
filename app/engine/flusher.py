"""Writes the table's pending rows soon after they are decided, many at a time when many come."""

from collections.abc import Callable
from typing import Any

import faust

from app.engine.batch_table import BatchTable
from app.engine.endless import endless
from app.settings import Settings


class Flusher(faust.Service):
    """Flushes at once when quiet (a row waits for nothing), at most once per interval when busy.

    The interval is longer while a backlog waits: several fixes of one shipment then become one row, and every reader would
    be shown the last of them a moment later anyway.
    """

    def __init__(self, rows: BatchTable, settings: Settings, has_backlog: Callable[[], bool], **kwargs: Any) -> None:
        self._rows, self._settings, self._has_backlog = rows, settings, has_backlog
        super().__init__(**kwargs)

    @endless
    async def _flush_for_ever(self) -> None:
        # An error here crashes the app, and with it the process, before any offset is committed.
        settings, time = self._settings, self.loop.time
        while not self.should_stop:
            await self._rows.wait_for_work()
            began_at = time()
            await self._rows.flush()
            pause_s = settings.flush_interval_loaded_s
            if not self._has_backlog():
                # As long as the flush took: while the process is busy, flushes take longer, and become fewer.
                pause_s = min(pause_s, max(settings.flush_interval_s, time() - began_at))
            await self.sleep(pause_s)
