"""The demo in the supervisor: at most one, a company and vehicles for a limited time, stopped with the tracker."""

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
"""Connections of the simulator of vehicles."""
START_AT_S = 3_600
"""The company begins this far into its day, when its drivers are on the road."""
PATIENCE_S = 300
"""How long a simulator retries while the tracker does not answer."""


def demo_commands(settings: Settings) -> tuple[ChildCommand, ...]:
    """Return the simulators' commands; they use the public API of the first serving process."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    shared = (f"--wait={PATIENCE_S}", f"--duration={settings.demo_s}", f"--url=http://{host}:{settings.http_port}")
    return (
        _simulator("company", f"--start-at={START_AT_S}", "--loop", *shared),
        _simulator("streets", f"--vehicles={settings.demo_vehicles}", f"--connections={CONNECTIONS}", *shared),
    )


def _simulator(source: str, *options: str) -> ChildCommand:
    argv = (sys.executable, "-m", "app", "simulate", f"--source={source}", *options)
    return ChildCommand(f"demo-{source}", argv, may_end=True, is_needed=False)


class DemoFleet:
    """Starts the simulators once, when a serving process asks for them."""

    def __init__(self, settings: Settings, rng: random.Random) -> None:
        self._settings, self._is_allowed = settings, allows_demo(settings)
        self._children = [Child(command, settings, rng) for command in demo_commands(settings)]
        self._running: asyncio.Task[None] | None = None

    def on_message(self, message: bytes) -> None:
        """Start the demo when a serving process asks for it."""
        if message != START_DEMO or not self._is_allowed or self._running is not None:
            return
        log.info("the dashboard started the demo: a company and %d vehicles", self._settings.demo_vehicles)
        self._running = asyncio.create_task(self._keep_running(), name="demo")
        self._running.add_done_callback(self._on_end)

    async def _keep_running(self) -> None:
        # A simulator whose task is cancelled exits: its pipe to this process closes.
        async with asyncio.TaskGroup() as group:
            for child in self._children:
                group.create_task(child.keep_running(), name=child.name)

    def _on_end(self, task: "asyncio.Task[None]") -> None:
        report_failure(task)
        if not task.cancelled() and task.exception() is not None:
            self._running = None  # the demo may be started again

    async def stop(self, within_s: float) -> None:
        """Terminate the simulators at the same time, and kill after `within_s` seconds what is left."""
        if self._running is not None:
            await asyncio.gather(*(child.stop(within_s) for child in self._children))
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    def kill(self) -> None:
        """Kill the simulators."""
        for child in self._children:
            child.kill()
