"""Flushes subscription groups when changes concern them and their rate allows it."""

import asyncio
from collections.abc import Callable, Iterator
from itertools import chain

from web.stream.dispatcher import Dispatcher
from web.stream.filter_index import Hit
from web.stream.parts import StreamParts
from web.stream.subscription_group import SubscriptionGroup
from web.stream.sweeper import Sweeper

SLICE_S = 0.004
"""Longest time that the loop works before others get their turn."""
LEAST_REST_S, MOST_REST_S = 0.002, 0.01
"""After a pass the loop rests as long as it took, within these bounds: changes come in crowds, and others work here."""


class FlushLoop:
    """Sleeps until something changes or is due; a pass finds the concerned groups and flushes those that are due."""

    def __init__(self, parts: StreamParts, dispatcher: Dispatcher, sweeper: Sweeper) -> None:
        self._parts, self._dispatcher, self._sweeper = parts, dispatcher, sweeper
        self._changed: dict[SubscriptionGroup, None] = {}
        """Groups to be flushed as soon as their rate allows it."""
        self._seen = 0
        """The number of the first change that was not dispatched yet."""
        self._wake = asyncio.Event()
        self._alarm: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        """Look around soon."""
        self._wake.set()

    def skip_to_end(self) -> None:
        """Take all changes so far for dispatched: there was no subscriber."""
        self._seen = self._parts.store.changes.end

    def flush_soon(self, group: SubscriptionGroup) -> None:
        """Flush a group in the next pass that its rate allows."""
        self._changed[group] = None

    def forget(self, group: SubscriptionGroup) -> None:
        """Forget a group."""
        self._changed.pop(group, None)

    async def run(self, is_needed: Callable[[], bool]) -> None:
        """Flush while there are subscribers."""
        self._wake.set()  # without changes nothing else sets it, and there would be no heartbeat
        try:
            while is_needed():
                await self._wake.wait()
                self._wake.clear()
                if self._parts.store.is_complete:
                    await asyncio.sleep(min(MOST_REST_S, max(LEAST_REST_S, await self._pass())))
        finally:
            if self._alarm is not None:
                self._alarm.cancel()

    async def _pass(self) -> float:
        """Flush what is due and set the alarm for the rest; return how long it took."""
        clock = self._parts.clock
        started = clock.monotonic()
        self._dispatch()
        for group in self._sweeper.sweep(started):
            self._changed[group] = None
        worked_s = await self._flush_due(started)
        next_at = min((group.due_at for group in self._changed), default=self._sweeper.due_at)
        next_at = min(next_at, self._dispatcher.due_at, self._sweeper.due_at)
        if self._alarm is not None:
            self._alarm.cancel()
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_later(max(0.0, next_at - clock.monotonic()), self._wake.set)
        return worked_s

    def _dispatch(self) -> None:
        end = self._parts.store.changes.end
        if end == self._seen:
            return
        for group in self._dispatcher.concerned(self._seen):
            group.mark_changed(self._seen)
            self._changed[group] = None
        self._seen = end

    async def _flush_due(self, now: float) -> float:
        """Flush the groups that are due; return how long it took without the time that others had the loop."""
        clock = self._parts.clock
        worked_s, slice_started = 0.0, clock.monotonic()
        for _ in chain(self._flush_looked_for(now), self._flush_changed(now)):
            if (spent := clock.monotonic() - slice_started) > SLICE_S:
                worked_s += spent
                await asyncio.sleep(0)
                slice_started = clock.monotonic()
        return worked_s + clock.monotonic() - slice_started

    def _flush_looked_for(self, now: float) -> Iterator[None]:
        for index, block in self._dispatcher.due_blocks(now):
            if not self._parts.store.is_complete:
                return
            for hit in index.look(block):
                self._flush_hit(hit, now)
            yield

    def _flush_changed(self, now: float) -> Iterator[None]:
        for group in [group for group in self._changed if group.due_at <= now]:
            # The group may have gone while the loop served others.
            if group not in self._changed or not self._parts.store.is_complete:
                continue
            hits = self._dispatcher.look_for(group)
            for hit in hits:
                self._flush_hit(hit, now)
            if not hits:
                del self._changed[group]
                group.flush(now)
            yield

    def _flush_hit(self, hit: Hit, now: float) -> None:
        self._changed.pop(hit.group, None)
        hit.group.mark_changed(hit.start)
        hit.group.flush(now, hit.found)
        self._dispatcher.put_off(hit.group)
