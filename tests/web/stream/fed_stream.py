"""A stream served by a real web server, fed from a changelog in memory instead of Kafka's."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientResponse, ClientSession, TCPConnector, web
from aiohttp.test_utils import TestServer

from app.clock import SystemClock
from app.domain.access import Access
from app.domain.partition import partition_of
from app.keys.keyring import Keyring
from app.observability.metrics import Metrics
from app.settings import Settings
from tests.builders import NOON, a_driver_deletion, a_row
from tests.metric_values import LABELS_OF, value_of
from tests.sse import Dashboard, SseEvent, read_events
from tests.web.replica.deletions import a_deletion
from web.access.address_cap import AddressCap
from web.access.sender import ACCESS
from web.http.problem import ProblemError, problem_response
from web.latest.changelog_row import decode_row
from web.latest.latest_view import LatestView
from web.latest.stream import LATEST_STREAM
from web.stream.handler import Stream
from web.stream.hub import StreamHub
from web.stream.open_streams import OpenStreams

PARTITIONS = 2
EPOCH = "e1"


class FedView:
    """A view and its changelog; offsets count up by partition as Kafka's do."""

    def __init__(self, partitions: int = PARTITIONS, ring_size: int = 1000) -> None:
        self.view = LatestView(partitions, ring_size)
        self.table: dict[str, dict[str, Any]] = {}
        """The newest row of each shipment, worked out apart from the view."""
        self.complete()

    def complete(self, epoch: str = EPOCH) -> None:
        """Say that the view has caught up."""
        self.view.store.epoch, self.view.store.is_complete = epoch, True

    def put(self, shipment_id: str = "PKG-998877", **fields: Any) -> dict[str, Any]:
        """Write a row to the changelog and apply it; its version grows with each call unless the test says otherwise."""
        partition = partition_of(shipment_id, len(self.view.store.next_offsets))
        offset = self.view.store.next_offsets[partition]
        row = a_row(shipmentId=shipment_id, source=fields.pop("source", [partition, offset, 0]), **fields)
        if self._apply(row, partition, offset):
            self.table[shipment_id] = row
        return row

    def delete(self, shipment_id: str, timestamp: float = NOON) -> None:
        """Write a deletion and apply it; its version grows with each call, as that of rows of one time does."""
        partition = partition_of(shipment_id, len(self.view.store.next_offsets))
        offset = self.view.store.next_offsets[partition]
        row = a_deletion(shipment_id, timestamp=timestamp, source=[partition, offset, 0])
        if self._apply(row, partition, offset):
            self.table.pop(shipment_id, None)

    def put_driver(self, driver_id: str, **fields: Any) -> dict[str, Any]:
        """Write a driver's own row and apply it."""
        partition = partition_of(driver_id, len(self.view.store.next_offsets))
        offset = self.view.store.next_offsets[partition]
        row = a_row(driverId=driver_id, shipmentId=None, source=[partition, offset, 0], **fields)
        if self._apply(row, partition, offset):
            self.table["\x01" + driver_id] = row
        return row

    def delete_driver(self, driver_id: str, timestamp: float = NOON) -> None:
        """Write the deletion of a driver's own row and apply it."""
        partition = partition_of(driver_id, len(self.view.store.next_offsets))
        offset = self.view.store.next_offsets[partition]
        row = json.loads(a_driver_deletion(driver_id, timestamp, [partition, offset, 0]))
        if self._apply(row, partition, offset):
            self.table.pop("\x01" + driver_id, None)

    def forget(self, shipment_id: str) -> None:
        """Follow the tombstone of a deletion."""
        self.view.store.forget(shipment_id)

    def _apply(self, row: dict[str, Any], partition: int, offset: int) -> bool:
        raw = json.dumps(row, separators=(",", ":")).encode()
        slot = self.view.store.apply(decode_row(raw), raw, partition, offset)
        self.view.store.advance(partition, offset + 1)
        return slot is not None


class TurnedClock(SystemClock):
    """The system's clock, but for a calendar that a test may turn forward."""

    ahead_s = 0.0

    def now(self) -> float:
        """Return Unix seconds."""
        return super().now() + self.ahead_s


class StreamSite(FedView):
    """The web server, and readers of its stream."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(ring_size=settings.get("ring_size", 1000))
        self.metrics = Metrics()
        # No file of the environment decides what a test does, so only what the test names differs from the defaults.
        self.settings = Settings(partitions=PARTITIONS, **settings)
        self.clock = TurnedClock()
        self.keyring = Keyring(self.clock, self.settings.known_credentials)
        self.access: Access | None = None
        """What the guard says of the reader."""
        open_streams = OpenStreams(self.settings.stream_max_clients)
        self.hub = StreamHub(self.settings, self.clock, self.metrics, LATEST_STREAM, self.view, open_streams)
        self.stream = Stream(
            self.settings, LATEST_STREAM, self.hub, self.keyring, AddressCap(self.settings, self.metrics)
        )
        self.session = ClientSession(connector=TCPConnector(limit=0))
        self.url = ""

    def move(self, shipment_id: str = "PKG-998877", **fields: Any) -> dict[str, Any]:
        """Write a row and tell the streams, as the change feed does."""
        row = self.put(shipment_id, **fields)
        self.hub.on_changes()
        return row

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer as the routes do."""
        if self.access is not None:
            request[ACCESS] = self.access
        try:
            return await self.stream.stream(request)
        except ProblemError as error:
            return problem_response(error)

    def value(self, metric: str, **labels: str) -> float:
        """Return the value of a counter or gauge."""
        if "table" in LABELS_OF[metric]:
            labels["table"] = "latest"
        return value_of(self.metrics, metric, **labels)

    @asynccontextmanager
    async def open(self, query: str = "", last_event_id: str = "", **headers: str) -> AsyncIterator["Reader"]:
        """Open the stream and close it at the end."""
        headers |= {"Last-Event-ID": last_event_id} if last_event_id else {}
        async with self.session.get(f"{self.url}?{query}", headers=headers) as response:
            yield Reader(response)


class Reader:
    """A reader that takes events one by one."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response
        self.dashboard = Dashboard()
        self._events = read_events(response)

    async def next(self) -> SseEvent:
        """Return the next event; StopAsyncIteration when the stream has ended."""
        event = await anext(self._events)
        self.dashboard.take(event)
        return event

    async def until(self, name: str) -> SseEvent:
        """Return the next event of that name, skipping others."""
        while (event := await self.next()).event != name:
            pass
        return event


@asynccontextmanager
async def stream_site(**settings: Any) -> AsyncIterator[StreamSite]:
    """Yield a site that is up, and end it."""
    site = StreamSite(**settings)
    app = web.Application()
    app.router.add_get("/api/stream", site.handle)
    async with TestServer(app) as server, site.session:
        site.url = str(server.make_url("/api/stream"))
        try:
            yield site
        finally:
            await site.hub.close()
