"""A fault that needs a moment: waits for it, tries again where it was missed, and never calls that a broken promise."""

import asyncio
from collections.abc import Awaitable, Callable

TRIES = 3
LOOK_S = 0.02


class NotStagedError(Exception):
    """The moment that a fault needs did not come, or was missed; its text says which."""


async def until(is_so: Callable[[], Awaitable[bool]], within_s: float, what: str) -> None:
    """Return as soon as it is so; raises NotStagedError where it is not in time."""
    try:
        async with asyncio.timeout(within_s):
            while not await is_so():
                await asyncio.sleep(LOOK_S)
    except TimeoutError as error:
        raise NotStagedError(f"{what}: not within {within_s:.0f} s") from error


def require(is_so: object, what: str) -> None:
    """Raise NotStagedError unless it is so."""
    if not is_so:
        raise NotStagedError(what)


async def staged(
    happen: Callable[[], Awaitable[None]], prepare: Callable[[], Awaitable[None]], failed: list[str]
) -> bool:
    """Let a fault happen, at the first of TRIES that can be staged; note the others' reasons; tell whether one could."""
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
