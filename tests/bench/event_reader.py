"""Reads a stream of Server-Sent Events completely: for a few readers that need every row."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import orjson
from aiohttp import ClientSession, ClientTimeout

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
            rest = b""
            async for chunk in response.content.iter_any():
                *blocks, rest = (rest + chunk).split(b"\n\n")
                for block in blocks:
                    _take(block, on_rows, complete)

    task = asyncio.create_task(follow())
    try:
        async with asyncio.timeout(CONNECT_S):
            await complete.wait()
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _take(block: bytes, on_rows: OnRows, complete: asyncio.Event) -> None:
    head, _, data = block.partition(b"data: ")
    if b"event: changes" in head:
        on_rows(orjson.loads(data))
    elif b"event: snapshot-complete" in head:
        complete.set()
