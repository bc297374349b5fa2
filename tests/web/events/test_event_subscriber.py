"""One stream of events over a connection that the test slows down."""

import asyncio
from collections.abc import Callable
from typing import Any

from app.observability.metrics import Metrics
from app.settings import Settings
from tests.fakes import FixedClock
from tests.metric_values import value_of
from tests.sse import EventParser, SseEvent
from tests.waiting import eventually
from tests.web.events.told import NOON, held
from web.events.event_filters import EventFilters
from web.events.event_hub import EventHub
from web.events.event_ring import EventRing
from web.stream.frames import Frame
from web.stream.open_streams import OpenStreams


class SlowConnection:
    """A connection that takes all, until it is told to take nothing more."""

    def __init__(self) -> None:
        self.heard: list[SseEvent] = []
        self.unsent_bytes: int | None = 0
        self.takes = asyncio.Event()
        self.takes.set()
        self._parser = EventParser()

    def push(self, frame: Frame) -> bool:
        self.heard += self._parser.feed(frame.data)
        if not self.takes.is_set():
            self.unsent_bytes = (self.unsent_bytes or 0) + len(frame.data)
        return self.takes.is_set()

    async def drain(self) -> None:
        await self.takes.wait()
        if self.unsent_bytes is None:
            raise ConnectionResetError("cut")

    def abort(self) -> None:
        self.unsent_bytes = None
        self.takes.set()

    @property
    def names(self) -> list[str]:
        return [event.event for event in self.heard]

    @property
    def ids(self) -> list[str]:
        return [row["id"] for event in self.heard if event.event == "changes" for row in event.data]


class Streams:
    """A hub over a ring of one partition, with one open stream."""

    def __init__(self, *, held_events: int = 1_000, ends_at: float | None = None, **settings: Any) -> None:
        chosen, self.clock, self.metrics = Settings(**settings), FixedClock(NOON), Metrics()
        self.ring = EventRing(1, held_events * held(99).size)
        self.ring.complete("epoch")
        self.hub = EventHub(chosen, self.clock, self.metrics, self.ring, OpenStreams(10))
        self.connection = SlowConnection()
        self.stream = self.hub.join(EventFilters(), self.connection, ends_at)
        self.task = asyncio.create_task(self.stream.run(None))

    def tell(self, *numbers: int) -> None:
        for number in numbers:
            self.ring.add(held(number))
        self.hub.on_events()

    async def until(self, condition: Callable[[], bool]) -> None:
        await eventually(condition)

    def dropped(self, reason: str) -> float:
        return value_of(self.metrics, "tracker_stream_dropped_total", table="events", reason=reason)

    async def stop(self) -> None:
        self.stream.end("shutdown")
        self.connection.takes.set()
        await self.task


async def test_a_slow_reader_gets_the_rest_when_it_reads_again() -> None:
    streams = Streams(snapshot_chunk_rows=2)
    await streams.until(lambda: streams.connection.names == ["heartbeat"])
    streams.connection.takes.clear()
    streams.tell(0, 1, 2, 3, 4)
    await streams.until(lambda: len(streams.connection.ids) == 2)
    streams.tell(5)
    streams.connection.takes.set()
    await streams.until(lambda: len(streams.connection.ids) == 6)
    assert streams.connection.ids == [f"event-{number}" for number in range(6)]
    moved = [event.id for event in streams.connection.heard]
    assert moved[0] == moved[1] == moved[2] != moved[3], "only the last frame of what was missed moves the cursor"
    await streams.stop()


async def test_a_reader_so_slow_that_its_events_were_evicted_is_told_that_they_are_missing() -> None:
    streams = Streams(held_events=4, snapshot_chunk_rows=2)
    await streams.until(lambda: streams.connection.names == ["heartbeat"])
    streams.connection.takes.clear()
    streams.tell(0, 1, 2)
    await streams.until(lambda: len(streams.connection.ids) == 2)
    streams.tell(*range(3, 12))
    streams.connection.takes.set()
    await streams.until(lambda: "reset" in streams.connection.names)
    assert streams.connection.heard[2].data == {"reason": "too_old"}
    streams.tell(12)
    await streams.until(lambda: streams.connection.ids[-1] == "event-12")
    assert streams.connection.ids == ["event-0", "event-1", "event-12"]
    await streams.stop()


async def test_a_reader_that_takes_nothing_is_cut() -> None:
    streams = Streams(stream_drop_after_s=0.05)
    await streams.until(lambda: streams.connection.names == ["heartbeat"])
    streams.connection.takes.clear()
    streams.tell(0)
    await asyncio.wait([streams.task])
    assert isinstance(streams.task.exception(), ConnectionResetError)
    assert streams.dropped("slow") == 1


async def test_a_stream_ends_with_its_credential() -> None:
    streams = Streams(ends_at=NOON + 5)
    await streams.until(lambda: streams.connection.names == ["heartbeat"])
    streams.clock.time = NOON + 5
    streams.tell(0)
    await streams.task
    assert streams.connection.names[-1] == "bye"
    assert streams.dropped("expired") == 1


async def test_a_dismissed_reader_that_takes_nothing_is_cut() -> None:
    streams = Streams(stream_bye_s=0.05)
    await streams.until(lambda: streams.connection.names == ["heartbeat"])
    streams.connection.takes.clear()
    streams.hub.dismiss(streams.stream, "revoked")
    await asyncio.wait([streams.task])
    assert streams.connection.unsent_bytes is None
    assert streams.dropped("revoked") == 1


async def test_a_stream_over_a_topic_that_was_replaced_starts_over() -> None:
    streams = Streams()
    await streams.until(lambda: streams.connection.names == ["heartbeat"])
    streams.ring.reset([0])
    streams.hub.on_events()
    streams.ring.complete("other")
    streams.tell()
    await streams.until(lambda: "reset" in streams.connection.names)
    assert streams.connection.heard[1].data == {"reason": "changelog_replaced"}
    streams.tell(0)
    await streams.until(lambda: streams.connection.ids == ["event-0"])
    await streams.stop()
