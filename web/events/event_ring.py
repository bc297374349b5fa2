"""The newest events in order of arrival, bounded in bytes and indexed by subject.

Events of a partition arrive in order of their offsets, so all events before any place of the ring are, in each partition,
those before one offset. One offset a partition therefore names that place in every process, whatever its order of arrival.
"""

import math
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from heapq import merge
from operator import attrgetter

from web.events.held_event import HeldEvent

Offsets = tuple[int, ...]
Numbered = tuple[int, HeldEvent]
COMPACT_FROM = 1_024
"""Evicted places that a list may have before it is cut."""


def after_ms(time: float) -> float:
    """Return the first whole millisecond after a time."""
    return (math.floor(time * 1000) + 1) / 1000


class Gathered:
    """The newest events of one partition, before the end of the topic is reached."""

    def __init__(self) -> None:
        self.events: deque[HeldEvent] = deque()
        self._bytes = 0

    def add(self, event: HeldEvent, max_bytes: int) -> Iterator[HeldEvent]:
        """Take an event, and yield those that make room for it."""
        self.events.append(event)
        self._bytes += event.size
        while self._bytes > max_bytes and len(self.events) > 1:
            oldest = self.events.popleft()
            self._bytes -= oldest.size
            yield oldest


class EventRing:
    """Holds events by their number, which counts arrivals in this process."""

    def __init__(self, partitions: int, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._partitions = partitions
        self._evicted_total = 0
        self.generation = 0
        """How often the ring was emptied; numbers of another generation mean nothing."""
        self.reset((0,) * partitions)

    def reset(self, known_from: Sequence[int]) -> None:
        """Forget everything; of each partition, events before an offset are not known."""
        self.generation += 1
        self.is_complete = False
        """Whether the end of the topic has been reached."""
        self.epoch = ""
        """Names the cluster; a cursor of another one leads nowhere."""
        self.held_bytes = 0
        self._known_from, self._next = list(known_from), list(known_from)
        self._floor = 0.0
        self._first = 0
        """The number of the event at `_head`."""
        self._events: list[HeldEvent] = []
        self._head = 0
        self._ids: set[str] = set()
        self._by_subject: dict[str, list[int]] = {}
        self._gathered = [Gathered() for _ in known_from]

    # What readers ask

    def __len__(self) -> int:
        """Return how many events it holds."""
        return len(self._events) - self._head

    @property
    def first(self) -> int:
        """Return the number of the oldest event."""
        return self._first

    @property
    def end(self) -> int:
        """Return the number of the next event."""
        return self._first + len(self)

    @property
    def next_offsets(self) -> Offsets:
        """Return how far each partition has been read."""
        return tuple(self._next)

    @property
    def known_from(self) -> Offsets:
        """Return the offset of each partition from which the ring is whole."""
        return tuple(self._known_from)

    @property
    def complete_from(self) -> float:
        """Return the time, Unix seconds, from which every event that was told is held."""
        return self._floor

    @property
    def evicted_total(self) -> int:
        """Return how many events made room for newer ones."""
        return self._evicted_total

    def numbered(self, start: int, end: int) -> Iterator[Numbered]:
        """Iterate over the events with numbers from `start` to before `end`, as far as they are held."""
        start = max(start, self._first)
        for number in range(start, min(end, self.end)):
            yield number, self._events[number - self._first + self._head]

    def numbered_of(self, subjects: Sequence[str], start: int, end: int) -> Iterator[Numbered]:
        """Iterate over the events of some subjects, in the same order."""
        chosen = (self._by_subject.get(subject, []) for subject in subjects)
        for number in merge(*(numbers[bisect_left(numbers, start) : bisect_left(numbers, end)] for numbers in chosen)):
            yield number, self._events[number - self._first + self._head]

    def offsets_at(self, number: int) -> Offsets:
        """Return the place before an event: of each partition, the offset that follows the events before it."""
        if number >= self.end:
            return self.next_offsets
        found: dict[int, int] = {}
        for index in range(number - self._first + self._head - 1, self._head - 1, -1):
            event = self._events[index]
            found.setdefault(event.partition, event.offset + 1)
            if len(found) == self._partitions:
                break
        return tuple(found.get(partition, known) for partition, known in enumerate(self._known_from))

    # What the reader of the topic tells

    def add(self, event: HeldEvent) -> bool:
        """Take an event that is at or after the known end of its partition; tell whether it was new."""
        self.advance(event.partition, event.offset + 1)
        if event.id in self._ids:
            return False
        self._ids.add(event.id)
        if self.is_complete:
            self._append(event)
        else:
            for oldest in self._gathered[event.partition].add(event, self._max_bytes // self._partitions):
                self._forget(oldest)
        return True

    def advance(self, partition: int, next_offset: int) -> None:
        """Take note that a partition has been read so far."""
        self._next[partition] = max(self._next[partition], next_offset)

    def raise_floor(self, time: float) -> None:
        """Take note that events that were told before a time may be missing."""
        self._floor = max(self._floor, time)

    def complete(self, epoch: str) -> None:
        """Put what was gathered in order of time, keep the newest that fit, and let readers in."""
        gathered, self._gathered = [each.events for each in self._gathered], []
        self.is_complete, self.epoch = True, epoch
        for event in merge(*gathered, key=attrgetter("recorded_at")):
            self._append(event)

    def _append(self, event: HeldEvent) -> None:
        self._by_subject.setdefault(event.subject, []).append(self.end)
        self._events.append(event)
        self.held_bytes += event.size
        while self.held_bytes > self._max_bytes and len(self) > 0:
            self._evict()

    def _evict(self) -> None:
        event = self._events[self._head]
        numbers = self._by_subject[event.subject]
        del numbers[0]
        if not numbers:
            del self._by_subject[event.subject]
        self.held_bytes -= event.size
        self._forget(event)
        self._first += 1
        self._head += 1
        if self._head >= COMPACT_FROM and 2 * self._head > len(self._events):
            del self._events[: self._head]
            self._head = 0

    def _forget(self, event: HeldEvent) -> None:
        self._ids.discard(event.id)
        self._known_from[event.partition] = event.offset + 1
        self.raise_floor(after_ms(event.recorded_at))
        self._evicted_total += 1
