"""Waiting for Kafka at a stop: only for as long as it is there."""

import asyncio
from collections.abc import Awaitable, Callable

LOOK_EVERY_S = 0.1


async def unless_away(what: Awaitable[object], is_away: Callable[[], bool]) -> bool:
    """Return True once it is done; give up and return False when Kafka does not answer, which may last."""
    waiting = asyncio.ensure_future(what)
    while True:
        await asyncio.wait([waiting], timeout=LOOK_EVERY_S)
        if waiting.done():
            await waiting
            return True
        if is_away():
            waiting.cancel()
            return False
