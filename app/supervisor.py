"""`python -m app run`: the broker and one worker as children, kept running, taken down in order."""

import asyncio
import random
import signal
import sys
from collections.abc import Sequence

from app.child import Child, Command
from app.observability import configure_logging
from app.progress import Progress
from app.settings import Settings


def main(settings: Settings) -> int:
    """Run until a signal (0) or until a child cannot be kept running (1)."""
    configure_logging(settings.log_level, settings.log_format)
    return asyncio.run(Supervisor(settings, commands(settings), Progress(sys.stderr)).run())


def commands(settings: Settings) -> tuple[Command, ...]:
    """Return what to run, in the order of the start; the end is in the opposite order."""
    broker = Command("broker", (sys.executable, "-m", "app", "broker"))
    worker = Command("worker", (sys.executable, "-m", "app", "worker"))
    return (worker,) if settings.kafka else (broker, worker)


class Supervisor:
    """Keeps commands running until a signal or a hopeless failure, and leaves no process behind."""

    def __init__(self, settings: Settings, commands: Sequence[Command], progress: Progress) -> None:
        self._settings, self._progress = settings, progress
        dice = random.Random()  # noqa: S311  # spreads restarts; nothing to guess
        self._children = [Child(command, settings, dice) for command in commands]
        self._signals = 0

    async def run(self) -> int:
        """Return 0 after a signal, 1 when a child could not be kept running."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._on_signal, stop)
        stopping = asyncio.create_task(stop.wait())
        running = [asyncio.create_task(child.keep_running()) for child in self._children]
        try:
            await asyncio.wait((stopping, *running), return_when=asyncio.FIRST_COMPLETED)
            return 0 if stop.is_set() else 1
        finally:
            # The worker first: it still has rows to write to the broker.
            for task, child in reversed(list(zip(running, self._children, strict=True))):
                await child.stop(self._settings.shutdown_s)
                task.cancel()
            stopping.cancel()
            await asyncio.gather(stopping, *running, return_exceptions=True)

    def _on_signal(self, stop: asyncio.Event) -> None:
        self._signals += 1
        if self._signals == 1:
            self._progress.say("stopping; once more ends everything at once")
            stop.set()
        else:
            for child in self._children:
                child.kill()
