"""Passes reports to the senders when they are due."""

import asyncio
from collections.abc import Iterator

from app.clock import Clock
from app.simulator.pause import pause
from app.simulator.schedule import Report
from app.simulator.tally import Tally

TICK_S = 0.005
"""Shortest sleep; at thousands of reports a second, groups of reports are at most this late."""

Batch = list[Report]
BatchQueue = asyncio.Queue[Batch | None]


class Feeder:
    """Fills a bounded queue; if the tracker is slower than the schedule, the feeder waits and reports its delay."""

    def __init__(self, queue: BatchQueue, batch_size: int, clock: Clock, tally: Tally, stop: asyncio.Event) -> None:
        self._queue, self._batch_size, self._clock, self._tally, self._stop = queue, batch_size, clock, tally, stop
        self._began_s = clock.monotonic()

    async def feed(self, reports: Iterator[Report], duration_s: float | None) -> None:
        """Queue each report when it is due, until the reports end, `duration_s` has passed or `stop` is set."""
        batch: Batch = []
        elapsed_s = 0.0
        for report in reports:
            if report.due_s > elapsed_s:
                elapsed_s = self._elapsed_s()
            if report.due_s > elapsed_s:
                await self._put(batch)
                batch = []
                elapsed_s = await self._wait_until(report.due_s, duration_s)
            if self._stop.is_set() or (duration_s is not None and elapsed_s >= duration_s):
                break
            batch.append(report)
            if len(batch) == self._batch_size:
                await self._put(batch)
                batch = []
                elapsed_s = self._elapsed_s()
                self._tally.behind_s = elapsed_s - report.due_s if report.due_s else 0.0
        await self._put(batch)

    async def _wait_until(self, due_s: float, duration_s: float | None) -> float:
        """Wait until a report is due or the duration ends, whichever is first; return the seconds since the start."""
        self._tally.behind_s = 0.0
        elapsed_s = self._elapsed_s()
        until_s = due_s if duration_s is None else min(due_s, duration_s)
        while elapsed_s < until_s and not self._stop.is_set():
            await pause(max(until_s - elapsed_s, TICK_S), self._stop)
            elapsed_s = self._elapsed_s()
        return elapsed_s

    async def _put(self, batch: Batch) -> None:
        if batch:
            self._tally.scheduled += len(batch)
            try:
                await self._queue.put(batch)
            except asyncio.CancelledError:
                self._tally.unsent += len(batch)
                raise

    def _elapsed_s(self) -> float:
        return self._clock.monotonic() - self._began_s
