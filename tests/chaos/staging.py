"""Faults that need a moment: waits for it, retries if it was missed, and never counts that as a broken promise."""

import asyncio
from collections.abc import Awaitable, Callable

TRIES = 3
LOOK_S = 0.02


class NotStagedError(Exception):
    """The moment that a fault needs did not come, or was missed; its text says which."""


async def until(is_so: Callable[[], Awaitable[bool]], within_s: float, what: str) -> None:
    """Return as soon as the condition holds; raises NotStagedError after a time limit."""
    try:
        async with asyncio.timeout(within_s):
            while not await is_so():
                await asyncio.sleep(LOOK_S)
    except TimeoutError as error:
        raise NotStagedError(f"{what}: not within {within_s:.0f} s") from error


def require(is_so: object, what: str) -> None:
    """Raise NotStagedError unless the condition holds."""
    if not is_so:
        raise NotStagedError(what)


async def staged(
    happen: Callable[[], Awaitable[None]], prepare: Callable[[], Awaitable[None]], failed: list[str]
) -> bool:
    """Inject a fault at the first of TRIES that can be staged; record why others failed; tell whether one succeeded."""
    for _ in range(TRIES):
        try:
            if failed:
                await prepare()
            await happen()
        except NotStagedError as reason:
            failed.append(str(reason))
        else:
            return True
    return False
