"""The demo fleet in the supervisor: at most one simulator, for a limited time, stopped with the tracker."""

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
"""How long the simulator retries while the tracker does not answer."""


def demo_command(settings: Settings) -> ChildCommand:
    """Return the simulator's command; it uses the public API of the first serving process."""
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
    """Starts the simulator once, when a serving process asks for it."""

    def __init__(self, settings: Settings, rng: random.Random) -> None:
        self._settings, self._is_allowed = settings, allows_demo(settings)
        self._child = Child(demo_command(settings), settings, rng)
        self._running: asyncio.Task[None] | None = None

    def on_message(self, message: bytes) -> None:
        """Start the fleet when a serving process asks for it."""
        if message != START_DEMO or not self._is_allowed or self._running is not None:
            return
        log.info("the dashboard started the demo: %d vehicles", self._settings.demo_vehicles)
        self._running = asyncio.create_task(self._child.keep_running(), name="demo")
        self._running.add_done_callback(self._on_end)

    def _on_end(self, task: "asyncio.Task[None]") -> None:
        report_failure(task)
        if not task.cancelled() and task.exception() is not None:
            self._running = None  # the demo may be started again

    async def stop(self, within_s: float) -> None:
        """Terminate the simulator, and kill it after `within_s` seconds."""
        if self._running is not None:
            await self._child.stop(within_s)
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    def kill(self) -> None:
        """Kill the simulator."""
        self._child.kill()
