"""The only module that reads the time; all other code receives a Clock, which tests can stop."""

import time
from typing import Protocol

_COUNTS_SLEEP: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> float:
        """Return the wall clock in Unix seconds."""
        ...

    def monotonic(self) -> float:
        """Return seconds that only go forward, for deadlines and ages."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> float:
        """Return the wall clock in Unix seconds."""
        return time.time()

    def monotonic(self) -> float:
        """Return seconds that only go forward, for deadlines and ages."""
        # Python's own monotonic clock stops while a laptop sleeps, and a lease would look fresh afterwards.
        return time.clock_gettime(_COUNTS_SLEEP)
