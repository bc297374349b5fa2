"""Background loops that never end silently: a loop that fails is logged once, counted and restarted."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from random import Random

from app.clock import SystemClock
from app.domain.backoff import Backoff
from app.observability.metrics import Metrics

log = logging.getLogger(__name__)

BACKOFF = Backoff(first_s=0.1, most_s=5.0)
STABLE_S = 60.0
"""A loop that ran this long before it failed counts its failures from 1 again."""


def is_cancelled() -> bool:
    """Tell whether our code cancelled the current task; aiokafka also raises CancelledError for tasks of its own."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def report_failure(task: "asyncio.Task[None]") -> None:
    """Log why a task failed; a callback for tasks that no other task awaits."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("background task %s failed: %r", task.get_name(), error, exc_info=error)


async def keep_running(name: str, loop: Callable[[], Awaitable[None]], metrics: Metrics) -> None:
    """Run a loop until it returns or this task is cancelled; restart it after any other end."""
    clock, rng, failures = SystemClock(), Random(), 0  # noqa: S311  # spreads retries, no secret
    while True:
        began_at = clock.monotonic()
        try:
            return await loop()
        except asyncio.CancelledError as error:
            if is_cancelled():
                raise
            failed: BaseException = error
        except Exception as error:  # noqa: BLE001  # logged below
            failed = error
        failures = 1 if clock.monotonic() - began_at > STABLE_S else failures + 1
        metrics.counter("tracker_background_failures_total").labels(name).inc()
        if failures == 1:
            log.error("background loop %s failed and is restarted: %r", name, failed, exc_info=failed)
        await asyncio.sleep(BACKOFF.delay_s(failures, rng))
