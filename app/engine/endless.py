"""Loops of Faust services that end only with their service, and otherwise end the process with a reason.

mode lets a task that was cancelled from inside, or that returned, end without a word; aiokafka raises CancelledError for
tasks of its own. Read against mode-streaming 0.7.1 (services.py, `_execute_task`).
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

import faust

from app.background import is_cancelled


class LoopEndedError(Exception):
    """A loop that this process needs has ended, so the process exits to be restarted."""


def endless(loop: Callable[[Any], Awaitable[None]]) -> Any:
    """Make a method a task of its service that crashes the app if it ends before the service is stopped."""

    @wraps(loop)
    async def run(service: Any) -> None:
        name = f"{type(service).__name__}.{loop.__name__}"
        try:
            await loop(service)
        except asyncio.CancelledError as error:
            if is_cancelled():
                raise
            raise LoopEndedError(f"{name} was cancelled by the work that it awaited") from error
        except RuntimeError as error:  # mode takes some of them for the end of the event loop
            raise LoopEndedError(f"{name} failed: {error!r}") from error
        if not service.should_stop:
            raise LoopEndedError(f"{name} returned although its service goes on")

    return faust.Service.task(run)
