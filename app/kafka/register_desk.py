"""Changes records of a register, so that processes that change one record at the same time lose nothing of each other."""

import asyncio
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")

MAX_ATTEMPTS = 8


class Writes(Protocol[T]):
    """Writes records of a register."""

    async def write(self, name: str, record: T | None, /) -> list[T | None]:
        """Return when this process applies the record: all that it read of that name since."""
        ...


class RegisterDesk(Generic[T]):
    """Decides on the newest record that this process knows, and again where another process was faster."""

    def __init__(self, feed: Writes[T], find: Callable[[str], T | None], wait_s: float) -> None:
        """Wait at most `wait_s` for earlier changes of the same record."""
        self._feed, self._find, self._wait_s = feed, find, wait_s
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def change(self, name: str, decide: Callable[[T | None], T | None]) -> T | None:
        """Write what `decide` makes of a record (None: there is none), and return it when this process applies it.

        `decide` may be called several times, and what it raises is raised. Raises KafkaError or OSError if Kafka fails.
        """
        lock = self._locks.get(name)
        if lock is None:
            lock = self._locks[name] = asyncio.Lock()
        async with asyncio.timeout(self._wait_s):
            await lock.acquire()
        try:
            return await self._change(name, decide)
        finally:
            lock.release()

    async def _change(self, name: str, decide: Callable[[T | None], T | None]) -> T | None:
        before = self._find(name)
        after = decide(before)
        for _ in range(MAX_ATTEMPTS):
            if after == before:
                return after
            replaced, newest = _around(after, await self._feed.write(name, after), before)
            if replaced == before:
                return after
            if newest == after:
                # Another process wrote in between, and our record hides what it wrote.
                before, after = after, await self._restoring(name, replaced, decide)
            else:
                before, after = newest, decide(newest)
        raise TimeoutError("other processes change this record all the time")

    async def _restoring(self, name: str, replaced: T | None, decide: Callable[[T | None], T | None]) -> T | None:
        try:
            return decide(replaced)
        except Exception:
            await self._feed.write(name, replaced)
            raise


def _around(ours: T | None, seen: list[T | None], expected: T | None) -> tuple[T | None, T | None]:
    """Return which record ours replaced, of all that were read since it was decided, and the newest."""
    if ours not in seen:  # the topic was read from its beginning, where only the newest record is left
        return expected, ours
    at = seen.index(ours)
    return (seen[at - 1] if at else expected), seen[-1]
