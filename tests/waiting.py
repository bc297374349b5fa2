"""Waiting for a condition with a deadline, so that no test sleeps for a guessed time."""

import asyncio
from collections.abc import Awaitable, Callable

_LOOK_EVERY_S, _ASK_EVERY_S = 0.01, 0.2


async def eventually(is_so: Callable[[], object], within_s: float = 10.0) -> None:
    """Return as soon as the condition holds; raise AssertionError if it does not within `within_s` seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within_s
    while not is_so():
        if loop.time() > deadline:
            raise AssertionError(f"not so within {within_s} s")
        await asyncio.sleep(_LOOK_EVERY_S)


async def eventually_after(ask: Callable[[], Awaitable[object]], within_s: float = 10.0) -> None:
    """Return as soon as the answer to a question is yes; raise AssertionError if it is not within `within_s` seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within_s
    while not await ask():
        if loop.time() > deadline:
            raise AssertionError(f"not so within {within_s} s")
        await asyncio.sleep(_ASK_EVERY_S)
