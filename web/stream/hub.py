"""Every open stream of this process: who is told when, who is let in, and who is dropped."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain

from app.background import keep_running
from app.clock import Clock
from app.observability.metrics import Metrics
from app.settings import Settings
from web.http.problem import ProblemError
from web.latest.filters import Filters
from web.latest.latest_view import LatestView
from web.replica.cursor import Cursor
from web.stream.box_index import BoxIndex, Hit
from web.stream.frames import EVENTS
from web.stream.group import StreamGroup
from web.stream.rate_limiter import Pace
from web.stream.subscriber import Outlet, StreamClient, StreamParts

SLICE_S = 0.004
"""Longest time that the hub works before others get the loop."""
LEAST_REST_S, MOST_REST_S = 0.002, 0.01
"""After a pass the hub rests as long as it took, within these bounds: changes come in crowds, and others work here."""
STREAMS_IN_STEP = 100
"""More streams of one filter make another group, so that they are written to at another moment."""
GOLDEN_RATIO = 0.618
"""Multiples of it, without their whole part, spread evenly however many there are."""


class StreamHub:
    """Wakes the streams when the view changes, at most so often; it has a task only while there are streams."""

    def __init__(self, settings: Settings, clock: Clock, metrics: Metrics, view: LatestView) -> None:
        frames_total = metrics.counter("tracker_stream_frames_total")
        frames_by_event = {event: frames_total.labels(event) for event in EVENTS}
        self._parts = StreamParts(settings, clock, metrics, view, frames_by_event)
        self._sweep_every_s = min(0.5, settings.heartbeat_s / 20, settings.stream_drop_after_s / 20)
        self._pace = Pace(settings)
        self._groups: defaultdict[Filters, list[StreamGroup]] = defaultdict(list)
        self._groups_made = 0
        self._boxes = BoxIndex(view)
        self._by_shipment: defaultdict[str, set[StreamGroup]] = defaultdict(set)
        self._broad: dict[StreamGroup, None] = {}
        self._touched: dict[StreamGroup, None] = {}
        self._clients: dict[StreamClient, StreamGroup] = {}
        self._seen = 0
        self._sweep_at = 0.0
        self._is_closing = False
        self._wake = asyncio.Event()
        self._alarm: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._waiting: dict[asyncio.Future[None], Callable[[], bool]] = {}

    # From the change feed

    def on_changes(self) -> None:
        """Take note that the view has moved on, or has caught up."""
        self._wake.set()
        for future, condition in list(self._waiting.items()):
            if not future.done() and condition():
                future.set_result(None)

    def on_reset(self) -> None:
        """Take note that the view was reset: every stream must start over."""
        self._for_each(lambda client: client.deliver(()))

    # From the handler

    def join(self, filters: Filters, outlet: Outlet, ends_at: float | None = None) -> StreamClient:
        """Let a stream in, until `ends_at` (Unix seconds) where that is known; raises ProblemError `recovering` or `overloaded`."""
        if self._is_closing:
            raise ProblemError("recovering", "This server is shutting down; ask again.")
        if not self._parts.view.is_complete:
            raise ProblemError("recovering", "The latest positions are still being read from Kafka.")
        if len(self._clients) >= self._parts.settings.stream_max_clients:
            raise ProblemError("overloaded", f"{len(self._clients)} streams are open, which is the most allowed.")
        if not self._clients:
            self._seen = self._parts.view.changes.end
        client = StreamClient(self._parts, filters, outlet, self, ends_at)
        group = self._clients[client] = self._group_for(filters)
        group.clients[client] = None
        self._parts.metrics.gauge("tracker_stream_clients").set(len(self._clients))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(
                keep_running("stream-hub", self._pump, self._parts.metrics), name="stream-hub"
            )
        return client

    def leave(self, client: StreamClient) -> None:
        """Forget a stream that has ended."""
        group = self._clients.pop(client)
        del group.clients[client]
        if not group.clients:
            self._drop_group(group)
        self._parts.metrics.gauge("tracker_stream_clients").set(len(self._clients))
        self._wake.set()

    def dismiss(self, client: StreamClient, reason: str) -> None:
        """Say `bye` on a stream whose reader is no longer welcome, and cut it if it does not take that in time."""
        if client.is_ending:
            return
        self._count_dropped(reason)
        client.end()
        asyncio.get_running_loop().call_later(self._parts.settings.stream_bye_s, client.abort)

    async def close(self) -> None:
        """Say `bye` on every stream, cut those that do not take it in time, and let nobody in any more."""
        self._is_closing = True
        self._count_dropped("shutdown", len(self._clients))
        self._for_each(StreamClient.end)
        self.on_changes()
        deadline = self._parts.clock.monotonic() + self._parts.settings.stream_bye_s
        if self._task is not None:
            while self._clients and self._parts.clock.monotonic() < deadline:
                await asyncio.wait([self._task], timeout=self._sweep_every_s)
            for client in list(self._clients):
                client.abort()
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    # For the streams

    async def wait_until_covered(self, cursor: Cursor) -> bool:
        """Wait, for a bounded time, until the view has read what the cursor stands for; tell whether it has."""
        view = self._parts.view

        def is_covered() -> bool:
            return all(known >= asked for known, asked in zip(view.next_offsets, cursor.next_offsets, strict=True))

        await self._wait_for(lambda: is_covered() or self._is_closing, self._parts.settings.cursor_wait_s)
        return is_covered()

    async def wait_until_complete(self) -> None:
        """Wait until the view has caught up, or the server shuts down."""
        await self._wait_for(lambda: self._parts.view.is_complete or self._is_closing, None)

    def on_idle_behind(self, client: StreamClient) -> None:
        """Take note that a stream that missed something is ready for it."""
        self._touched[self._clients[client]] = None
        self._wake.set()

    async def _wait_for(self, condition: Callable[[], bool], within_s: float | None) -> None:
        if condition():
            return
        future = asyncio.get_running_loop().create_future()
        self._waiting[future] = condition
        try:
            await asyncio.wait_for(future, within_s)
        except TimeoutError:
            pass
        finally:
            del self._waiting[future]

    # Groups

    def _group_for(self, filters: Filters) -> StreamGroup:
        for group in self._groups[filters]:
            if len(group.clients) < STREAMS_IN_STEP:
                return group
        group = StreamGroup(self._parts, self._pace, filters, phase=self._groups_made * GOLDEN_RATIO % 1)
        self._groups_made += 1
        self._groups[filters].append(group)
        if filters.shipment_ids:
            for shipment_id in filters.shipment_ids:
                self._by_shipment[shipment_id].add(group)
        elif filters.bbox is not None:
            self._boxes.add(group)
        else:
            self._broad[group] = None
        return group

    def _drop_group(self, group: StreamGroup) -> None:
        groups = self._groups[group.filters]
        groups.remove(group)
        if not groups:
            del self._groups[group.filters]
        self._touched.pop(group, None)
        self._broad.pop(group, None)
        if group in self._boxes:
            self._boxes.remove(group)
        for shipment_id in group.filters.shipment_ids:
            self._by_shipment[shipment_id].discard(group)
            if not self._by_shipment[shipment_id]:
                del self._by_shipment[shipment_id]

    def _concerned(self) -> Iterator[StreamGroup]:
        """Return the groups that the changes since the last pass may concern; those with a box ask for themselves."""
        view = self._parts.view
        yield from self._broad
        if not self._by_shipment:
            return
        if self._seen < view.changes.start:
            yield from {group for groups in self._by_shipment.values() for group in groups}
            return
        for slot in view.changes.slots_since(self._seen):
            yield from self._by_shipment.get(view.shipment_id_at(slot), ())

    # The task

    async def _pump(self) -> None:
        self._wake.set()  # where nothing changes, nobody else would, and there would be no heartbeat
        try:
            while self._clients:
                await self._wake.wait()
                self._wake.clear()
                if self._parts.view.is_complete:
                    await asyncio.sleep(min(MOST_REST_S, max(LEAST_REST_S, await self._pass())))
        finally:
            if self._alarm is not None:
                self._alarm.cancel()

    async def _pass(self) -> float:
        """Serve what is due and set the alarm for the rest; return how long it took."""
        clock = self._parts.clock
        started = clock.monotonic()
        end = self._parts.view.changes.end
        if end != self._seen:
            for group in self._concerned():
                group.touch(self._seen)
                self._touched[group] = None
            self._seen = end
        if started >= self._sweep_at:
            self._sweep(started)
        worked_s = await self._serve_due(started)
        next_at = min((group.due_at for group in self._touched), default=self._sweep_at)
        next_at = min(next_at, self._boxes.due_at, self._sweep_at)
        if self._alarm is not None:
            self._alarm.cancel()
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_later(max(0.0, next_at - clock.monotonic()), self._wake.set)
        return worked_s

    async def _serve_due(self, now: float) -> float:
        """Serve the groups that are due; return how long it took without the time that others had the loop."""
        clock = self._parts.clock
        worked_s, slice_started = 0.0, clock.monotonic()
        for _ in chain(self._serve_boxes(now), self._serve_touched(now)):
            if (spent := clock.monotonic() - slice_started) > SLICE_S:
                worked_s += spent
                await asyncio.sleep(0)
                slice_started = clock.monotonic()
        return worked_s + clock.monotonic() - slice_started

    def _serve_boxes(self, now: float) -> Iterator[None]:
        for rows in self._boxes.due_blocks(now):
            if not self._parts.view.is_complete:
                return
            for hit in self._boxes.look(rows):
                self._tell(hit, now)
            yield

    def _serve_touched(self, now: float) -> Iterator[None]:
        for group in [group for group in self._touched if group.due_at <= now]:
            # The group may have gone while the loop served others.
            if group not in self._touched or not self._parts.view.is_complete:
                continue
            hits = self._boxes.look(self._boxes.row_of(group)) if group in self._boxes else []
            for hit in hits:
                self._tell(hit, now)
            if not hits:
                del self._touched[group]
                group.tick(now)
            yield

    def _tell(self, hit: Hit, now: float) -> None:
        self._touched.pop(hit.group, None)
        hit.group.touch(hit.start)
        hit.group.tick(now, hit.found)
        self._boxes.put_off(hit.group)

    def _sweep(self, now: float) -> None:
        """Look after the streams: who is due a heartbeat, who is gone, who takes nothing any more, whose time is over."""
        self._sweep_at = now + self._sweep_every_s
        today = self._parts.clock.now()
        self._for_each(lambda client: self._look_after(client, now, today))

    def _look_after(self, client: StreamClient, now: float, today: float) -> None:
        if client.is_gone:
            client.end()
        elif client.ends_at <= today:
            self.dismiss(client, "expired")
        elif client.stuck_s(now) > self._parts.settings.stream_drop_after_s:
            self._count_dropped("slow")
            client.abort()
        elif client.is_idle and now >= client.heartbeat_at:
            self._touched[self._clients[client]] = None

    def _for_each(self, act: Callable[[StreamClient], None]) -> None:
        """Do it with every stream; one that fails is cut, and costs its neighbours nothing."""
        for client in list(self._clients):
            try:
                act(client)
            except Exception as error:  # noqa: BLE001  # logged there
                client.cut_after_fault(error)

    def _count_dropped(self, reason: str, count: int = 1) -> None:
        self._parts.metrics.counter("tracker_stream_dropped_total").labels(reason).inc(count)
