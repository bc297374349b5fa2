"""A fault in one stream ends that stream only; the others and the hub continue."""

import asyncio
import logging
from typing import Any

import pytest

from app.clock import SystemClock
from app.observability.metrics import Metrics
from app.settings import Settings
from tests.waiting import eventually
from tests.web.stream.fed_stream import FedView
from web.latest.filters import EVERYTHING
from web.latest.stream import LATEST_STREAM
from web.stream.frames import Frame
from web.stream.hub import StreamHub
from web.stream.open_streams import OpenStreams
from web.stream.subscriber import Subscriber


class FakeTransport:
    """Keeps what is written, or fails."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.failure: Exception | None = None
        self.is_cut = False

    def push(self, frame: Frame) -> bool:
        """Take an event."""
        if self.failure is not None:
            raise self.failure
        self.frames.append(frame)
        return True

    async def drain(self) -> None:
        """Have nothing to wait for."""
        if self.is_cut:
            raise ConnectionResetError("cut")

    @property
    def unsent_bytes(self) -> int | None:
        """Return nothing while the connection is there."""
        return None if self.is_cut else 0

    def abort(self) -> None:
        """Cut the connection."""
        self.is_cut = True


class Site:
    """A hub with streams whose transports are the test's."""

    def __init__(self) -> None:
        self.fed, self.metrics = FedView(), Metrics()
        self.settings = Settings(partitions=2, heartbeat_s=1.0)
        self.hub = StreamHub(self.settings, SystemClock(), self.metrics, LATEST_STREAM, self.fed.view, OpenStreams(100))
        self.tasks: list[asyncio.Task[None]] = []

    async def join(self) -> tuple[Subscriber, FakeTransport]:
        """Open a stream and wait until it has its snapshot."""
        transport = FakeTransport()
        client = self.hub.join(EVERYTHING, transport)
        self.tasks.append(asyncio.create_task(client.run(None)))
        await eventually(lambda: client.is_idle)
        transport.frames.clear()
        return client, transport

    def move(self) -> None:
        """Let a shipment move."""
        self.fed.put()
        self.hub.on_changes()

    async def close(self) -> None:
        """End all."""
        await self.hub.close()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


async def test_a_stream_that_cannot_be_written_to_is_cut_and_its_neighbour_goes_on() -> None:
    site = Site()
    (_, broken), (_, sound) = await site.join(), await site.join()
    broken.failure = RuntimeError("unable to perform operation on a closed transport")
    for count in (1, 2, 3):
        site.move()
        await eventually(lambda count=count: sum(frame.event == "changes" for frame in sound.frames) >= count)  # type: ignore[misc]
    assert broken.is_cut
    assert (
        site.metrics.registry.get_sample_value("tracker_stream_dropped_total", {"table": "latest", "reason": "fault"})
        == 1
    )
    await site.close()


async def test_a_pass_of_the_hub_that_fails_is_logged_and_followed_by_the_next(
    caplog: pytest.LogCaptureFixture,
) -> None:
    site = Site()
    _, transport = await site.join()
    passing, failures = site.hub._flush_loop._pass, [ValueError("a fault"), asyncio.CancelledError()]

    async def fail_first() -> float:
        if failures:
            raise failures.pop()
        return await passing()

    flush_loop: Any = site.hub._flush_loop
    flush_loop._pass = fail_first
    with caplog.at_level(logging.ERROR):
        site.move()
        await eventually(lambda: any(frame.event == "changes" for frame in transport.frames))
    assert site.metrics.registry.get_sample_value("tracker_background_failures_total", {"loop": "stream-hub"}) == 2
    assert caplog.text.count("background loop stream-hub failed and is restarted") == 1
    await site.close()


async def test_a_stream_that_cannot_be_looked_after_does_not_cost_its_neighbour_the_heartbeat() -> None:
    site = Site()
    (client, broken), (_, sound) = await site.join(), await site.join()
    faulty: Any = client

    def fail(_now: float) -> float:
        raise ValueError("a fault")

    faulty.stuck_s = fail
    await eventually(lambda: any(frame.event == "heartbeat" for frame in sound.frames))
    assert broken.is_cut
    await site.close()


async def test_a_stream_that_fails_at_a_reset_or_a_stop_does_not_keep_the_others_from_it() -> None:
    site = Site()
    (client, _), (_, sound) = await site.join(), await site.join()
    faulty: Any = client

    def fail(*_: object) -> None:
        raise ValueError("a fault")

    faulty.deliver = faulty.end = fail
    site.fed.view.store.reset([0, 0])
    site.hub.on_reset()
    await eventually(lambda: any(frame.event == "reset" for frame in sound.frames))
    site.fed.complete("e2")
    await site.close()
    assert sound.frames[-1].event == "bye"
