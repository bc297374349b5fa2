"""Streams that wait until the replica has read far enough."""

import asyncio
from collections.abc import Callable
from typing import Any

from web.replica.cursor import Cursor
from web.replica.row_store import RowStore


class ReplicaWaiter:
    """Wakes those whose condition has come true, and all of them once the server shuts down."""

    def __init__(self, store: RowStore[Any], patience_s: float) -> None:
        self._store, self._patience_s = store, patience_s
        self._is_closing = False
        self._waiting: dict[asyncio.Future[None], Callable[[], bool]] = {}

    def close(self) -> None:
        """End all waiting."""
        self._is_closing = True
        self.on_changes()

    def on_changes(self) -> None:
        """Take note that the replica has moved on."""
        for future, condition in list(self._waiting.items()):
            if not future.done() and condition():
                future.set_result(None)

    async def wait_until_covered(self, cursor: Cursor) -> bool:
        """Wait, for a bounded time, until the replica has read what the cursor stands for; tell whether it has."""
        store = self._store

        def is_covered() -> bool:
            return all(known >= asked for known, asked in zip(store.next_offsets, cursor.next_offsets, strict=True))

        await self._wait_for(lambda: is_covered() or self._is_closing, self._patience_s)
        return is_covered()

    async def wait_until_complete(self) -> None:
        """Wait until the replica has caught up, or the server shuts down."""
        await self._wait_for(lambda: self._store.is_complete or self._is_closing, None)

    async def _wait_for(self, condition: Callable[[], bool], within_s: float | None) -> None:
        if condition():
            return
        future = asyncio.get_running_loop().create_future()
        self._waiting[future] = condition
        try:
            await asyncio.wait_for(future, within_s)
        except TimeoutError:
            pass
        finally:
            del self._waiting[future]
