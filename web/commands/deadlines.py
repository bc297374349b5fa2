"""Ends waits that take too long, all of the same bound: one timer, since they end in the order in which they began."""

import asyncio
from collections import deque
from typing import Any


class Deadlines:
    """Bounds waits for futures; those that are still pending at their end raise TimeoutError."""

    def __init__(self, after_s: float) -> None:
        self._after_s = after_s
        self._waits: deque[tuple[float, asyncio.Future[Any]]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    async def wait(self, future: "asyncio.Future[None]") -> None:
        """Wait for a future; raises TimeoutError where it takes too long."""
        loop, waits = future.get_loop(), self._waits
        while waits and waits[0][1].done():
            waits.popleft()
        waits.append((loop.time() + self._after_s, future))
        if self._timer is None:
            self._timer = loop.call_at(waits[0][0], self._expire)
        await future

    def _expire(self) -> None:
        self._timer, waits = None, self._waits
        while waits and (waits[0][1].done() or waits[0][0] <= waits[0][1].get_loop().time()):
            future = waits.popleft()[1]
            if not future.done():
                future.set_exception(TimeoutError())
        if waits:
            at, future = waits[0]
            self._timer = future.get_loop().call_at(at, self._expire)
