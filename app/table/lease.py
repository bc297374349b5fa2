"""Whether this worker may still write: a paused process must not overwrite the partition's new owner.

Read against aiokafka 0.14.0 (consumer/group_coordinator.py) and faust-streaming 0.15.3.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from app.clock import Clock

FRESH_SHARE_OF_SESSION = 0.8
"""Kafka gives partitions away a session time-out after the last heartbeat; stop writing clearly before that."""


class Lease:
    """The age of the last successful group heartbeat, kept by the consumer's thread and read by the main one."""

    def __init__(self, clock: Clock, session_timeout_s: float) -> None:
        self._clock = clock
        self._valid_for_s = FRESH_SHARE_OF_SESSION * session_timeout_s
        # One float, written by one thread and read by another: no lock is needed.
        self._renewed_at = -float("inf")

    @property
    def is_fresh(self) -> bool:
        """Return whether the group still counts on this worker."""
        return self._clock.monotonic() - self._renewed_at <= self._valid_for_s

    def watch(self, coordinator: Any) -> None:
        """Renew from now on with each heartbeat that the group coordinator answers well."""
        heartbeat: Callable[[], Awaitable[bool]] = coordinator._do_heartbeat

        async def renewing() -> bool:
            # The time before the request counts: the answer may be read long after a pause began.
            asked_at = self._clock.monotonic()
            is_alive = await heartbeat()
            if is_alive:
                self._renewed_at = asked_at
            return is_alive

        coordinator._do_heartbeat = renewing

    def renew(self) -> None:
        """Count from now: the group has just given this worker its partitions."""
        self._renewed_at = self._clock.monotonic()
