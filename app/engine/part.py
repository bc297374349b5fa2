"""A Faust application as a part of a process."""

import asyncio

from app.engine.app import TrackerApp
from app.process import Faults


class Engine:
    """Starts and stops the application; its crash is a fault of the process."""

    def __init__(self, app: TrackerApp, faults: Faults) -> None:
        self._app, self._faults = app, faults
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Return once every service of Faust has started."""
        self._app.loop = asyncio.get_running_loop()
        self._app.finalize()
        self._watch = asyncio.create_task(self._report_crash(), name="engine-crash")
        await self._app.start()

    async def stop(self) -> None:
        """Stop in the order that loses nothing and hangs nowhere: streams, then the consumer, then the rest."""
        watch, self._watch = self._watch, None
        if watch is not None:
            await self._app.stop()
            watch.cancel()

    async def _report_crash(self) -> None:
        await self._app.crash_event.wait()
        self._faults.report(self._app.crash_reason or RuntimeError("the application crashed without a reason"))
