"""`python -m app run`: keeps the broker, workers and edges running as child processes, and stops them in order."""

import asyncio
import random
import signal
import sys
from collections.abc import Sequence

from app.background import report_failure
from app.listening import require_safe_listening
from app.observability.logs import configure_logging
from app.processes.child import Child, ChildCommand
from app.processes.demo_fleet import DemoFleet
from app.settings import AUTO_WORKER, Settings
from app.start_console import StartConsole
from app.start_error import StartError

LAST_PORT = 65_535


def main(settings: Settings, workers: int, edges: int) -> int:
    """Run until a signal (0) or until a child cannot be kept running (1); raises StartError for too many processes."""
    configure_logging(settings.log_level, settings.log_format, settings.log_process)
    require_safe_listening(settings)
    return asyncio.run(Supervisor(settings, commands(settings, workers, edges), StartConsole(sys.stderr)).run())


def commands(settings: Settings, workers: int = 1, edges: int = 0) -> tuple[ChildCommand, ...]:
    """Return the commands in start order; the others depend on the first.

    The ports count up from TRACKER_HTTP_PORT, edges first; the first of all serves TRACKER_DASHBOARD_PORT too.
    """
    if workers > settings.partitions:
        raise StartError(
            f"{workers} workers are more than the {settings.partitions} partitions (TRACKER_PARTITIONS), and a partition has "
            f"one worker at a time. Start at most {settings.partitions} workers, or add edges, which need no partition."
        )
    if settings.http_port + edges + workers - 1 > LAST_PORT:
        raise StartError(
            f"{edges + workers} processes need {edges + workers} ports from TRACKER_HTTP_PORT={settings.http_port}; choose a lower one."
        )
    broker = ChildCommand("broker", (sys.executable, "-m", "app", "broker"))
    serving = [("edge", n, edges) for n in range(edges)] + [("worker", n, workers) for n in range(workers)]
    commands = [_serving(settings, index, *which) for index, which in enumerate(serving)]
    return (*([] if settings.kafka else [broker]), *commands[edges:], *commands[:edges])


def _serving(settings: Settings, index: int, role: str, number: int, of: int) -> ChildCommand:
    changed: dict[str, object] = {"http_port": settings.http_port + index}
    if index:
        changed["dashboard_port"] = 0
    if role == "worker" and of > 1 and settings.worker != AUTO_WORKER:
        # The first of several workers continues with the state of a single worker.
        changed["worker"] = f"{settings.worker.removesuffix('-1')}-{number + 1}"
    name = role if of == 1 else f"{role}-{number + 1}"
    return ChildCommand(name, (sys.executable, "-m", "app", role), changed)


class Supervisor:
    """Keeps commands running until a signal or a permanent failure, and leaves no process running."""

    def __init__(self, settings: Settings, commands: Sequence[ChildCommand], console: StartConsole) -> None:
        self._settings, self._console = settings, console
        rng = random.Random()  # noqa: S311  # spreads restarts, no secret
        self._demo = DemoFleet(settings, rng)
        self._children = [Child(command, settings, rng, self._demo.on_message) for command in commands]
        self._signals = 0

    async def run(self) -> int:
        """Return 0 after a signal, 1 when a child could not be kept running."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._on_signal, stop)
        stopping = asyncio.create_task(stop.wait())
        running = [asyncio.create_task(child.keep_running(), name=child.name) for child in self._children]
        for task in running:
            task.add_done_callback(report_failure)
        try:
            await asyncio.wait((stopping, *running), return_when=asyncio.FIRST_COMPLETED)
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
