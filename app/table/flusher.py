"""Writes the table's pending rows soon after they are decided, many at a time when many come."""

import asyncio
from collections.abc import Callable

from app.settings import Settings
from app.table.batch_table import BatchTable

QUIET_TURNS = 10
"""Turns of the event loop in which the engine brings the next group of a fetch to the agent, and a quiet one is soon over."""
LONGEST_GATHERING_S = 0.005


class Flusher:
    """Flushes nearly at once when quiet (a row waits for no timer), at most once per interval when busy.

    The interval is longer while a backlog waits: several fixes of one shipment then become one row, and every reader would
    be shown the last of them a moment later anyway.
    """

    def __init__(self, rows: BatchTable, settings: Settings, has_backlog: Callable[[], bool]) -> None:
        self._rows, self._settings, self._has_backlog = rows, settings, has_backlog

    async def run(self) -> None:
        """Flush until cancelled; an error ends the process before any offset is committed."""
        settings, time = self._settings, asyncio.get_running_loop().time
        while True:
            await self._rows.wait_for_work()
            await self._gather()
            began_at = time()
            await self._rows.flush()
            pause_s = settings.flush_interval_loaded_s
            if not self._has_backlog():
                # As long as the flush took: while the process is busy, flushes take longer, and become fewer.
                pause_s = min(pause_s, max(settings.flush_interval_s, time() - began_at))
            await asyncio.sleep(pause_s)

    async def _gather(self) -> None:
        """Return when nothing more was put for some turns: what one fetch brought of several partitions shares a flush."""
        time, before, quiet = asyncio.get_running_loop().time, -1, 0
        until = time() + LONGEST_GATHERING_S
        while quiet < QUIET_TURNS and time() < until:
            quiet = quiet + 1 if self._rows.pending_rows == before else 0
            before = self._rows.pending_rows
            await asyncio.sleep(0)
