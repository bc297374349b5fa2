"""Subscribers with the same filter, in step: what is due to them is worked out and encoded once, and written at once."""

from itertools import chain
from typing import Any

from web.replica.row_filter import RowFilter
from web.stream.group_flush import GroupFlush
from web.stream.parts import StreamParts
from web.stream.rate_limiter import FairRate, RateLimiter
from web.stream.subscriber import Subscriber
from web.stream.update import Found


class SubscriptionGroup:
    """Some or all of the subscribers of one filter: one rate limit, one encoding."""

    def __init__(self, parts: StreamParts, rate: FairRate, filters: RowFilter[Any], phase: float = 0.0) -> None:
        self._parts = parts
        self.filters = filters
        self.subscribers: dict[Subscriber, None] = {}
        # Groups that are busy all the time are spread over the interval by their phase, 0 to 1.
        self.limiter = RateLimiter(rate, max(0.0, parts.settings.stream_burst_frames - 1 - phase))
        self._changed_from: int | None = None

    @property
    def due_at(self) -> float:
        """Return when the next events may be sent, on the monotonic clock."""
        return self.limiter.due_at

    def mark_changed(self, sequence: int) -> None:
        """Say that the changes from `sequence` on may concern this filter."""
        if self._changed_from is None:
            self._changed_from = sequence

    def flush(self, now: float, found: Found | None = None) -> None:
        """Hand every idle subscriber what it has not seen; `found` is what concerns those in step, where that is known."""
        flush, flushed = GroupFlush(self._parts, self.filters, found), 0
        for subscriber in self.subscribers:
            if subscriber.is_idle:
                try:
                    flushed += self._flush_to(subscriber, now, flush)
                except Exception as error:  # noqa: BLE001  # logged there; its neighbours must get theirs
                    subscriber.cut_after_fault(error)
            elif self._changed_from is not None:
                subscriber.fall_behind(self._changed_from)
        self._changed_from = None
        for event, count in flush.written.items():
            self._parts.metrics.frames_total[event].inc(count)
        if flushed:
            self.limiter.throttle(now, flushed)

    def _flush_to(self, subscriber: Subscriber, now: float, flush: GroupFlush) -> bool:
        """Hand a subscriber what is due to it; tell whether that is anything."""
        start = self._start_of(subscriber, flush)
        if start < self._parts.store.changes.known_from:
            subscriber.lose()
            return False
        delivery = flush.since(start, subscriber.last_id)
        at_once, one_by_one = ((), None) if delivery is None else (delivery.at_once, delivery.one_by_one)
        last_id = subscriber.last_id if delivery is None else delivery.until
        is_beat_due = now >= subscriber.heartbeat_at
        if is_beat_due:
            last_id, heartbeat = flush.heartbeat()
            at_once = (*at_once, heartbeat)
            subscriber.heartbeat_at = now + self._parts.settings.heartbeat_s
        if delivery is not None or is_beat_due or subscriber.is_behind:
            subscriber.move_to(flush.end, last_id)
        if one_by_one is not None:
            subscriber.deliver(chain(one_by_one(), at_once))
        else:
            for frame in at_once:
                subscriber.push(frame)
                flush.written[frame.event] += 1
        return delivery is not None or is_beat_due

    def _start_of(self, subscriber: Subscriber, flush: GroupFlush) -> int:
        """Return the number of the first change that a subscriber may have missed."""
        if subscriber.is_behind:
            conflated = flush.conflated_since(subscriber.sequence)
            self._parts.metrics.conflated_total.inc(conflated)
            return subscriber.sequence
        # Subscribers in step missed nothing before the group was marked, so they share what follows.
        return flush.end if self._changed_from is None else max(subscriber.sequence, self._changed_from)
