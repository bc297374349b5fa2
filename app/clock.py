"""The one place that reads the time; everything else is handed a Clock, so tests can hold it still."""

import time
from typing import Protocol


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
        return time.monotonic()
