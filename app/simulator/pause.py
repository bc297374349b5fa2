"""A pause that ends at once when the simulator stops."""

import asyncio


async def pause(duration_s: float, stop: asyncio.Event) -> None:
    """Wait until `duration_s` has passed or `stop` is set."""
    try:
        async with asyncio.timeout(duration_s):
            await stop.wait()
    except TimeoutError:
        return
