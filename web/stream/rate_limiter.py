"""How often a subscriber may get an event: the fewer subscribers are busy, the more often."""

from app.settings import Settings

REMEMBERED_WINDOWS = 10
"""For so long the last count holds, since a server that is short of time may pass over a window or two."""


class FairRate:
    """Divides a number of events a second among the subscribers that are busy; none gets less than the least."""

    def __init__(self, settings: Settings) -> None:
        self._shared_per_s = settings.stream_shared_frames_per_s
        self._longest_s = 1 / settings.stream_frames_per_s
        self._shortest_s = min(self._longest_s, 1 / settings.stream_max_frames_per_s)
        self._window = 0
        self._busy = 0
        self.interval_s = self._shortest_s
        """Least time between two events of a subscriber, on average."""

    def window_at(self, now: float) -> int:
        """Return the number of the current window; when one ends, the subscribers that got events in it set the rate.

        A window is as long as the longest interval, so that a busy subscriber gets events in every one, at any rate.
        """
        window = int(now / self._longest_s)
        if window != self._window:
            busy = self._busy if window <= self._window + REMEMBERED_WINDOWS else 0
            fair_s = busy / self._shared_per_s if self._shared_per_s else self._longest_s
            self.interval_s = min(self._longest_s, max(self._shortest_s, fair_s))
            self._window, self._busy = window, 0
        return window

    def count(self, subscribers: int) -> None:
        """Take note of subscribers that got an event for the first time in the current window."""
        self._busy += subscribers


class RateLimiter:
    """A leaky bucket: each flush adds one, one leaks away in an interval, and what exceeds the burst must wait."""

    def __init__(self, rate: FairRate, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._level = self._level_at = 0.0
        self._window = -1
        self.due_at = 0.0
        """When the next events may be sent, on the monotonic clock."""

    def throttle(self, now: float, subscribers: int) -> None:
        """Put off the next events after a flush: none waits after a quiet time, a busy group keeps the average."""
        window = self._rate.window_at(now)
        if window != self._window:
            self._window = window
            self._rate.count(subscribers)
        interval_s = self._rate.interval_s
        self._level = max(0.0, self._level - (now - self._level_at) / interval_s) + 1
        self._level_at = now
        self.due_at = now + max(0.0, self._level - self._burst) * interval_s
