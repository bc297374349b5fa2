"""A Faust application as a part of a process, and the loops that belong to it."""

import asyncio
from collections.abc import Sequence

from app.engine.app import TrackerApp
from app.engine.flusher import Flusher
from app.engine.gap_reader import GapReader
from app.engine.log_guard import LogGuard
from app.engine.watchdog import Watchdog
from app.process import Faults, Loop, Part


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


def engine_parts(app: TrackerApp, faults: Faults) -> Sequence[Part]:
    """Return the application and its loops in the order of their start.

    The loops that write the table outlast the application, which still writes while it stops.
    """
    context = app.context
    settings, spec = context.settings, context.spec
    parts: list[Part] = [
        Loop("flusher", Flusher(app.rows, settings, lambda: app.has_backlog).run, faults),
        Loop("repairer", app.repairer.run, faults),
        Loop("log-guard", LogGuard(settings.bootstrap, spec.changelog_topic, context.epoch).run, faults),
    ]
    if context.replica is None:  # else the change feed sees all that others write
        gap_reader = GapReader(spec, app.rows, app.repairer, settings, lambda: app.has_settled)
        parts.append(Loop("gap-reader", gap_reader.run, faults))
    return [*parts, Engine(app, faults), Loop("watchdog", Watchdog(app).run, faults)]
