"""Runs one process, worker, dispatcher or edge, until a signal or a fault ends it."""

import asyncio
import gc
import logging
import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import uvloop

from app.background import report_failure
from app.demo import DemoSwitch
from app.listening import require_safe_listening, warning_of, who_may_ask
from app.observability.logs import configure_logging
from app.ports import require_free_port
from app.process import Process
from app.processes.state_folder import hold_state_folder
from app.settings import Settings
from app.start_error import StartError

log = logging.getLogger(__name__)

REPORT_EVERY_S = 2.0
LOOK_EVERY_S = 0.05
OWN_SHARE_OF_SHUTDOWN = 0.9
"""The part of `shutdown_s` that a stop may use; the supervisor kills after all of it."""


COLLECT_AFTER = (10_000, 5, 5)
"""Objects after which the garbage collector looks at the new ones: a bulk request has thousands, and few are in a cycle."""

Create = Callable[[Settings, DemoSwitch], Process]
"""Creates a process, composed and not started."""


def main(settings: Settings, create: Create, parent_fd: int | None = None, state_of: str | None = None) -> NoReturn:
    """Run the process and exit with its code; raises StartError if only a person can fix the cause.

    `parent_fd` is the pipe to the supervisor, if there is one; `state_of` is the role of a process with a state folder.
    """
    configure_logging(settings.log_level, settings.log_format, settings.log_process)
    require_safe_listening(settings)
    if (warning := warning_of(settings)) is not None:
        log.warning(warning)
    for port, setting in (
        (settings.http_port, "TRACKER_HTTP_PORT"),
        (settings.dashboard_port, "TRACKER_DASHBOARD_PORT"),
    ):
        if port:
            require_free_port(settings.host, port, setting, settings.takeover_wait_s)
    if state_of is not None:
        settings = hold_state_folder(settings, state_of)
    runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)
    demo = DemoSwitch(settings, parent_fd)

    def composed() -> Process:
        process = create(settings, demo)
        _spare_collector()
        return process

    code = runner.run(run(composed))
    logging.shutdown()
    # Everything is flushed and closed by now. A consumer thread that waits for a lost broker, or a task that swallows its
    # cancellation, must not keep the process alive.
    os._exit(code)


def _spare_collector() -> None:
    """Let the garbage collector look rarely, and never at the modules and parts that live as long as the process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


async def run(create: Callable[[], Process]) -> int:
    """Start the process, wait for a signal or a fault, stop it, and return the exit code."""
    loop = asyncio.get_running_loop()
    process = create()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    started, report = loop.create_task(process.start()), loop.create_task(_report(process), name="report")
    report.add_done_callback(report_failure)
    await _first_of(stop.wait(), process.faults.wait(), _failure_of(started))
    error = process.faults.first or _failure_in(started)
    started.cancel()
    report.cancel()
    await _stop(process)
    if error is None:
        if not stop.is_set():
            log.critical("exiting without a stop signal and without a known reason")
        return 0 if stop.is_set() else 1
    if isinstance(error, StartError):
        raise error
    log.critical("exiting after a fault: %r", error, exc_info=error)
    return 1


async def _report(process: Process) -> None:
    """Log what the start waits for, and when it is complete."""
    settings, clock = process.settings, process.clock
    began_at = said_at = clock.monotonic()
    said: str | None = None
    while (reason := process.readiness.reason) is not None:
        if reason != said and clock.monotonic() - said_at >= REPORT_EVERY_S:
            log.info("not ready yet: %s", reason)
            said, said_at = reason, clock.monotonic()
        await asyncio.sleep(LOOK_EVERY_S)
    ports = [port for port in (settings.http_port, settings.dashboard_port) if port]
    addresses = " and ".join(f"{settings.scheme}://{settings.host}:{port}" for port in ports)
    log.info("ready after %.1f s: %s (%s)", clock.monotonic() - began_at, addresses, who_may_ask(settings))


def _failure_in(started: "asyncio.Task[None]") -> BaseException | None:
    if started.cancelled():
        return RuntimeError("the start was cancelled by the work that it awaited")
    return started.exception() if started.done() else None


async def _failure_of(task: asyncio.Task[None]) -> None:
    """Return when the task fails or is cancelled from inside; wait forever if it succeeds."""
    await asyncio.wait([task])
    if not task.cancelled() and task.exception() is None:
        await asyncio.Event().wait()


async def _first_of(*waits: Awaitable[Any]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def _stop(process: Process) -> None:
    longest_s = OWN_SHARE_OF_SHUTDOWN * process.settings.shutdown_s
    # Not `wait_for`, which waits for the cancelled stop: a stop that waits for Kafka may swallow its cancellation.
    stopping = asyncio.ensure_future(process.stop())
    await asyncio.wait([stopping], timeout=longest_s)
    if not stopping.done():
        log.warning("the stop took longer than %g s and was abandoned; nothing acknowledged is lost", longest_s)
    elif not stopping.cancelled() and (error := stopping.exception()) is not None:
        log.error("the stop failed; nothing acknowledged is lost", exc_info=error)
