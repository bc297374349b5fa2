"""One process of the tracker: its parts start in order and stop in reverse; if one fails, the process ends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from app.background import is_cancelled
from app.clock import Clock
from app.readiness import Readiness
from app.settings import Settings

log = logging.getLogger(__name__)


CANCEL_AGAIN_S = 4.0
"""Longer than a loop takes to close its clients; an earlier second cancellation would interrupt that."""


class Part(Protocol):
    """Something that a process starts and stops."""

    async def start(self) -> None:
        """Start, and return once the parts after it can rely on it."""
        ...

    async def stop(self) -> None:
        """Stop and release everything; does nothing if start was not called."""
        ...


class LoopEndedError(Exception):
    """A loop that this process needs has ended; the process exits to be restarted."""


class Faults:
    """Keeps the first fault that ends the process."""

    def __init__(self) -> None:
        self._occurred = asyncio.Event()
        self.first: BaseException | None = None

    def report(self, fault: BaseException) -> None:
        """Report that this process cannot continue."""
        if self.first is None:
            self.first = fault
        self._occurred.set()

    async def wait(self) -> None:
        """Return once a fault was reported."""
        await self._occurred.wait()


class Loop:
    """A part that is one loop; if the loop ends by itself, that is a fault of the process."""

    def __init__(self, name: str, loop: Callable[[], Awaitable[None]], faults: Faults) -> None:
        self._name, self._loop, self._faults = name, loop, faults
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the loop in its own task."""
        self._task = asyncio.create_task(self._run(), name=self._name)

    async def stop(self) -> None:
        """Stop the loop."""
        task, self._task = self._task, None
        while task is not None and not task.done():
            task.cancel()  # aiokafka may swallow it
            await asyncio.wait([task], timeout=CANCEL_AGAIN_S)

    async def _run(self) -> None:
        try:
            await self._loop()
        except asyncio.CancelledError as error:
            if is_cancelled():
                raise
            # aiokafka cancels its own tasks, and with them the tasks that await them.
            self._end(f"was cancelled by the work that it awaited: {error!r}")
        except Exception as error:  # noqa: BLE001  # reported: it ends the process
            self._faults.report(error)
        else:
            self._end("returned although the process continues")

    def _end(self, how: str) -> None:
        self._faults.report(LoopEndedError(f"{self._name} {how}"))


class Closing:
    """A part that has nothing to start, only something to close."""

    def __init__(self, close: Callable[[], Awaitable[None]]) -> None:
        self._close = close

    async def start(self) -> None:
        """Do nothing."""

    async def stop(self) -> None:
        """Close."""
        await self._close()


class Process:
    """The parts of one process."""

    def __init__(
        self, settings: Settings, clock: Clock, readiness: Readiness, faults: Faults, parts: Sequence[Part]
    ) -> None:
        self.settings, self.clock, self.readiness, self.faults = settings, clock, readiness, faults
        self.parts = parts

    async def start(self) -> None:
        """Start all parts, each after the one before it."""
        for part in self.parts:
            await part.start()

    async def stop(self) -> None:
        """Stop all parts in reverse order, also after one fails to stop."""
        self.readiness.wait_for("process", "the tracker is stopping")
        for part in reversed(self.parts):
            try:
                await part.stop()
            except Exception:
                log.exception("%s failed to stop", type(part).__name__)
