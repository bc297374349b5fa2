"""The built-in fleet as the supervisor runs it: one simulator at most, for a while, gone with the tracker."""

import asyncio
import logging
import random
import sys

from app.background import report_failure
from app.demo import START_DEMO, allows_demo
from app.processes.child import Child, ChildCommand
from app.settings import Settings

log = logging.getLogger(__name__)

CONNECTIONS = 32
PATIENCE_S = 300
"""The simulator insists for so long where the tracker does not answer."""


def demo_command(settings: Settings) -> ChildCommand:
    """Return the simulator's command: through the public API of the first process that serves, like anyone."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    options = {
        "source": "streets",
        "vehicles": settings.demo_vehicles,
        "duration": settings.demo_s,
        "connections": CONNECTIONS,
        "wait": PATIENCE_S,
        "url": f"http://{host}:{settings.http_port}",
    }
    words = [f"--{name}={value}" for name, value in options.items()]
    return ChildCommand("demo", (sys.executable, "-m", "app", "simulate", *words), may_end=True)


class DemoFleet:
    """Starts the simulator when a serving process asks for it, and never twice."""

    def __init__(self, settings: Settings, rng: random.Random) -> None:
        self._settings, self._is_allowed = settings, allows_demo(settings)
        self._child = Child(demo_command(settings), settings, rng)
        self._running: asyncio.Task[None] | None = None

    def on_message(self, message: bytes) -> None:
        """Start the fleet when a serving process asks for it."""
        if message != START_DEMO or not self._is_allowed or self._running is not None:
            return
        log.info("the dashboard asked for the demo: %d vehicles", self._settings.demo_vehicles)
        self._running = asyncio.create_task(self._child.keep_running(), name="demo")
        self._running.add_done_callback(self._on_end)

    def _on_end(self, task: "asyncio.Task[None]") -> None:
        report_failure(task)
        if not task.cancelled() and task.exception() is not None:
            self._running = None  # it may be asked for again

    async def stop(self, within_s: float) -> None:
        """End it: asked first, killed after `within_s` seconds."""
        if self._running is not None:
            await self._child.stop(within_s)
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    def kill(self) -> None:
        """End it at once."""
        self._child.kill()
