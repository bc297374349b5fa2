"""Follows a stream of Server-Sent Events from its complete snapshot on: for a few readers that need every row."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from tests.sse import read_events

OnRows = Callable[[list[dict[str, Any]]], None]
"""Called with the rows of each `changes` event."""
CONNECT_S = 30.0


@asynccontextmanager
async def following(session: ClientSession, url: str, on_rows: OnRows) -> AsyncIterator[None]:
    """Follow a stream in the background from its complete snapshot on."""
    complete = asyncio.Event()

    async def follow() -> None:
        async with session.get(url, timeout=ClientTimeout(total=None)) as response:
            response.raise_for_status()
            async for event in read_events(response):
                if event.event == "changes":
                    on_rows(event.data)
                elif event.event == "snapshot-complete":
                    complete.set()

    task = asyncio.create_task(follow())
    try:
        async with asyncio.timeout(CONNECT_S):
            await complete.wait()
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
