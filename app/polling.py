"""Waiting for a condition that sends no signal: check it at short intervals until a deadline."""

import time
from collections.abc import Callable

from app.clock import SystemClock

LOOK_EVERY_S = 0.02


def wait_until(is_so: Callable[[], bool], within_s: float) -> bool:
    """Return True as soon as the condition holds, False if it does not within `within_s` seconds."""
    clock = SystemClock()
    deadline = clock.monotonic() + within_s
    while not is_so():
        if clock.monotonic() >= deadline:
            return False
        time.sleep(LOOK_EVERY_S)
    return True
