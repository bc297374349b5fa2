"""Copies of lists for clients that read ranges, since ranges of different moments would not fit together."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Hashable, Mapping
from dataclasses import dataclass, field

from app.clock import Clock
from app.observability.metrics import Metrics
from app.settings import Settings

FRESH_S = 2.0
"""A client that requests the length and then the first range gets both from one copy."""
OLDEST_IN_IDLE_TIMES = 10
"""Bounds the age of a copy in idle times; otherwise consecutive readers could keep one copy in use without end."""


@dataclass(slots=True)
class Copy:
    """A body as it was at one moment."""

    body: bytes
    headers: Mapping[str, str]
    made_at: float
    used_at: float
    read_to: int = 0
    """The end of the furthest range that was sent."""
    etag: str = field(default_factory=lambda: f'"{secrets.token_hex(8)}"')

    def take(self, start: int, stop: int) -> bytes:
        """Return a range, and note that it was read."""
        self.read_to = max(self.read_to, stop)
        return self.body[start:stop]

    @property
    def is_half_read(self) -> bool:
        """Tell whether a client is likely to request the rest."""
        return 0 < self.read_to < len(self.body)


class RangeCopies:
    """The copies of this process; the least recently used one is dropped first."""

    def __init__(self, settings: Settings, clock: Clock, metrics: Metrics) -> None:
        self._copies: dict[Hashable, Copy] = {}
        self._clock = clock
        self._making = asyncio.Lock()
        self._max_bytes, self._idle_s = settings.range_copies_bytes, settings.range_copy_idle_s
        self._refused = metrics.counter("tracker_range_copies_refused_total")

    def find(self, key: Hashable) -> Copy | None:
        """Return the current copy of a list, or None."""
        self._forget_old()
        copy = self._copies.pop(key, None)
        if copy is not None:
            copy.used_at = self._clock.monotonic()
            self._copies[key] = copy
        return copy

    def find_for_new_reader(self, key: Hashable) -> Copy | None:
        """Return the copy if it is fresh, or if another reader has not read it to its end."""
        copy = self.find(key)
        is_good = copy is not None and (copy.is_half_read or self._clock.monotonic() - copy.made_at <= FRESH_S)
        return copy if is_good else None

    async def for_new_reader(
        self, key: Hashable, parts: Callable[[], AsyncIterator[bytes]], headers: Mapping[str, str]
    ) -> Copy | None:
        """Return such a copy, or create one from `parts`; None if it is too large."""
        async with self._making:  # one at a time: two copies of one list would not fit together, and memory is bounded
            return self.find_for_new_reader(key) or await self._make(key, parts(), headers)

    async def _make(self, key: Hashable, parts: AsyncIterator[bytes], headers: Mapping[str, str]) -> Copy | None:
        body = bytearray()
        async for part in parts:
            body += part
            if len(body) > self._max_bytes:
                self._refused.inc()
                return None
        now = self._clock.monotonic()
        self._copies.pop(key, None)
        copy = self._copies[key] = Copy(bytes(body), headers, now, now)
        while sum(len(each.body) for each in self._copies.values()) > self._max_bytes:
            del self._copies[next(iter(self._copies))]
        return copy

    def _forget_old(self) -> None:
        now = self._clock.monotonic()
        for key, copy in list(self._copies.items()):
            if now - copy.used_at > self._idle_s or now - copy.made_at > OLDEST_IN_IDLE_TIMES * self._idle_s:
                del self._copies[key]
