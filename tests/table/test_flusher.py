"""When pending rows are flushed: soon, and together where they come together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from app.settings import Settings
from app.table.batch_table import BatchTable
from app.table.flusher import QUIET_TURNS, Flusher
from tests.waiting import eventually


class CountedRows:
    """Rows that count what each flush wrote."""

    def __init__(self) -> None:
        self.pending_rows = 0
        self.flushes: list[int] = []
        self._work = asyncio.Event()

    def put(self) -> None:
        """Let one more row be pending."""
        self.pending_rows += 1
        self._work.set()

    async def wait_for_work(self) -> None:
        """Return once a row is pending."""
        await self._work.wait()

    async def flush(self) -> None:
        """Count the pending rows."""
        self._work.clear()
        self.flushes.append(self.pending_rows)
        self.pending_rows = 0


@asynccontextmanager
async def flushed(rows: CountedRows) -> AsyncIterator[None]:
    flusher = Flusher(cast("BatchTable", rows), Settings(), lambda: False)
    task: asyncio.Task[Any] = asyncio.create_task(flusher.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_rows_that_are_decided_a_few_turns_apart_share_a_flush() -> None:
    rows = CountedRows()
    async with flushed(rows):
        for _ in range(4):
            rows.put()
            await turns(QUIET_TURNS // 2)
        await eventually(lambda: rows.flushes)
    assert rows.flushes == [4]


async def test_rows_that_come_in_every_turn_do_not_put_a_flush_off() -> None:
    rows = CountedRows()
    async with flushed(rows):
        async with asyncio.timeout(5):
            while len(rows.flushes) < 2:
                rows.put()
                await asyncio.sleep(0)
    assert min(rows.flushes) > 1
