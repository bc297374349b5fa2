"""One process of the tracker: parts that start in order, stop in reverse, and end it together when one fails."""

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
"""Longer than a loop takes to close its clients, which another cancellation would cut short."""


class Part(Protocol):
    """Something that a process starts and stops."""

    async def start(self) -> None:
        """Start, and return once the parts after it can rely on it."""
        ...

    async def stop(self) -> None:
        """End and release everything; harmless where start was not called."""
        ...


class LoopEndedError(Exception):
    """A loop that this process needs has ended, so the process exits to be restarted."""


class Faults:
    """The first fault that no part survives; the process exits with it."""

    def __init__(self) -> None:
        self._occurred = asyncio.Event()
        self.first: BaseException | None = None

    def report(self, fault: BaseException) -> None:
        """Say that this process cannot continue."""
        if self.first is None:
            self.first = fault
        self._occurred.set()

    async def wait(self) -> None:
        """Return once there is one."""
        await self._occurred.wait()


class Loop:
    """A part that is one loop; what ends it unasked is a fault of the process."""

    def __init__(self, name: str, loop: Callable[[], Awaitable[None]], faults: Faults) -> None:
        self._name, self._loop, self._faults = name, loop, faults
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the loop in a task of its own."""
        self._task = asyncio.create_task(self._run(), name=self._name)

    async def stop(self) -> None:
        """End the loop."""
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
            # aiokafka cancels tasks of its own, and with them those that await them.
            self._end(f"was cancelled by the work that it awaited: {error!r}")
        except Exception as error:  # noqa: BLE001  # it ends the process
            self._faults.report(error)
        else:
            self._end("returned although the process continues")

    def _end(self, how: str) -> None:
        self._faults.report(LoopEndedError(f"{self._name} {how}"))


class Closing:
    """A part that only has something to close, before the parts that were started earlier."""

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
        """Stop all parts in reverse order; a part that fails to stop does not keep the others from it."""
        self.readiness.wait_for("process", "the tracker is stopping")
        for part in reversed(self.parts):
            try:
                await part.stop()
            except Exception:
                log.exception("%s failed to stop", type(part).__name__)
