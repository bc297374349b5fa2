"""Looks after open streams: who is due a heartbeat, who is gone, who has stopped reading, whose credential has expired."""

import asyncio
from collections.abc import Callable, Mapping

from web.stream.parts import StreamParts
from web.stream.subscriber import Subscriber
from web.stream.subscription_group import SubscriptionGroup


class Sweeper:
    """Sweeps over all subscribers, at most so often."""

    def __init__(self, parts: StreamParts, subscribers: Mapping[Subscriber, SubscriptionGroup]) -> None:
        self._parts, self._subscribers = parts, subscribers
        settings = parts.settings
        self.every_s = min(0.5, settings.heartbeat_s / 20, settings.stream_drop_after_s / 20)
        self.due_at = 0.0

    def sweep(self, now: float) -> list[SubscriptionGroup]:
        """End what has to end, if it is time for that; return the groups in which a heartbeat is due."""
        if now < self.due_at:
            return []
        self.due_at = now + self.every_s
        today = self._parts.clock.now()
        groups: list[SubscriptionGroup] = []

        def look_after(subscriber: Subscriber) -> None:
            if self._must_beat(subscriber, now, today):
                groups.append(self._subscribers[subscriber])

        self.for_each(look_after)
        return groups

    def _must_beat(self, subscriber: Subscriber, now: float, today: float) -> bool:
        if subscriber.is_gone:
            subscriber.end()
        elif subscriber.ends_at <= today:
            self.dismiss(subscriber, "expired")
        elif subscriber.stuck_s(now) > self._parts.settings.stream_drop_after_s:
            self._parts.metrics.count_dropped("slow")
            subscriber.abort()
        else:
            return subscriber.is_idle and now >= subscriber.heartbeat_at
        return False

    def dismiss(self, subscriber: Subscriber, reason: str) -> None:
        """Say `bye` on a stream whose reader is no longer welcome, and cut it if it does not take that in time."""
        if subscriber.is_ending:
            return
        self._parts.metrics.count_dropped(reason)
        subscriber.end()
        asyncio.get_running_loop().call_later(self._parts.settings.stream_bye_s, subscriber.abort)

    def for_each(self, act: Callable[[Subscriber], None]) -> None:
        """Do it with every subscriber; one that fails is cut, and costs its neighbours nothing."""
        for subscriber in list(self._subscribers):
            try:
                act(subscriber)
            except Exception as error:  # noqa: BLE001  # logged there
                subscriber.cut_after_fault(error)
