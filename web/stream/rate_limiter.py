"""How often a stream may get an event: the fewer streams are busy, the more often."""

from app.settings import Settings

REMEMBERED_WINDOWS = 10
"""For so long the last count holds, since a server that is short of time may pass over a window or two."""


class Pace:
    """Divides a number of events a second among the streams that are busy; none gets less than the least."""

    def __init__(self, settings: Settings) -> None:
        self._shared_per_s = settings.stream_shared_frames_per_s
        self._longest_s = 1 / settings.stream_frames_per_s
        self._shortest_s = min(self._longest_s, 1 / settings.stream_max_frames_per_s)
        self._window = 0
        self._busy = 0
        self.interval_s = self._shortest_s
        """Least time between two events of a stream, on average."""

    def window_at(self, now: float) -> int:
        """Return the number of the current window; when one ends, the streams that were served in it set the pace.

        A window is as long as the longest interval, so that a busy stream is served in every one, at whatever pace.
        """
        window = int(now / self._longest_s)
        if window != self._window:
            busy = self._busy if window <= self._window + REMEMBERED_WINDOWS else 0
            fair_s = busy / self._shared_per_s if self._shared_per_s else self._longest_s
            self.interval_s = min(self._longest_s, max(self._shortest_s, fair_s))
            self._window, self._busy = window, 0
        return window

    def count(self, streams: int) -> None:
        """Take note of streams that were served for the first time in the current window."""
        self._busy += streams
