"""`python -m app run`: keeps the broker, workers, dispatchers and edges running as child processes, and stops them in order."""

import asyncio
import random
import signal
import sys
from collections.abc import Sequence

from app.background import report_failure
from app.listening import require_safe_listening
from app.observability.logs import configure_logging
from app.ports import is_free
from app.processes.child import Child, ChildCommand
from app.processes.commands import Counts, commands
from app.processes.demo_fleet import DemoFleet
from app.settings import Settings
from app.start_console import StartConsole


def main(settings: Settings, counts: Counts) -> int:
    """Run until a signal (0) or until a child cannot be kept running (1); raises StartError for too many processes."""
    configure_logging(settings.log_level, settings.log_format, settings.log_process)
    require_safe_listening(settings)
    children = commands(settings, counts, lambda port: is_free(settings.host, port, "TRACKER_HTTP_PORT"))
    return asyncio.run(Supervisor(settings, children, StartConsole(sys.stderr)).run())


class Supervisor:
    """Keeps commands running until a signal or a permanent failure, and leaves no process running."""

    def __init__(self, settings: Settings, commands: Sequence[ChildCommand], console: StartConsole) -> None:
        self._settings, self._console = settings, console
        rng = random.Random()  # noqa: S311  # spreads restarts, no secret
        self._demo = DemoFleet(settings, rng)
        self._children = [Child(command, settings, rng, self._demo.on_message) for command in commands]
        self._signals = 0

    async def run(self) -> int:
        """Return 0 after a signal, 1 when a child that the others need could not be kept running."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._on_signal, stop)
        stopping = asyncio.create_task(stop.wait())
        running = [asyncio.create_task(child.keep_running(), name=child.name) for child in self._children]
        for task in running:
            task.add_done_callback(report_failure)
        try:
            needed = [task for task, child in zip(running, self._children, strict=True) if child.is_needed]
            await asyncio.wait((stopping, *needed), return_when=asyncio.FIRST_COMPLETED)
            return 0 if stop.is_set() else 1
        finally:
            await self._demo.stop(self._settings.shutdown_s)
            # The broker last, since workers still write rows to it; the others at the same time, since each needs time.
            first, *others = zip(running, self._children, strict=True)
            await asyncio.gather(*(self._end(*other) for other in others))
            await self._end(*first)
            stopping.cancel()
            await asyncio.gather(stopping, *running, return_exceptions=True)

    async def _end(self, task: "asyncio.Task[None]", child: Child) -> None:
        await child.stop(self._settings.shutdown_s)
        task.cancel()

    def _on_signal(self, stop: asyncio.Event) -> None:
        self._signals += 1
        if self._signals == 1:
            self._console.say("stopping; press Ctrl-C again to kill everything")
            stop.set()
        else:
            self._demo.kill()
            for child in self._children:
                child.kill()
