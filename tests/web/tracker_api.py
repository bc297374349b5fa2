"""The HTTP surface on a real server, over a real view, with the rest of the tracker faked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from obstore.store import MemoryStore

from app.keys.keyring import Keyring
from app.observability.metrics import Metrics
from app.photos.photo_desk import PhotoDesk
from app.photos.photo_store import PhotoStore
from app.places.places import Places
from app.readiness import Readiness
from app.settings import Settings
from tests.builders import NOON, a_delivery, a_row
from tests.devices.registered import fake_registers
from tests.fakes import (
    FakeCommands,
    FakeControl,
    FakeDemo,
    FakeFeed,
    FakeIngest,
    FakeKeyLog,
    FakePhones,
    FakeStream,
    FixedClock,
)
from tests.web.deliveries.applied import apply_delivery
from tests.web.latest.applied import apply_row
from web.access.guard import Guard
from web.deliveries.changelog_row import decode_row
from web.deliveries.list_query import DELIVERIES_LIST
from web.deliveries.replica import DeliveriesReplica
from web.deliveries.row_waiter import RowWaiter
from web.events.event_ring import EventRing
from web.events.list_handler import ListedEvents
from web.http.range_copies import RangeCopies
from web.latest.latest_view import LatestView
from web.latest.list_query import LATEST_LIST
from web.lists.listed_table import ListedTable
from web.routes import mount
from web.server.connections import http_limits
from web.services.services import Services

Client = TestClient[web.Request, web.Application]


@dataclass
class TrackerApi:
    """The parts that a test may turn."""

    services: Services
    view: LatestView
    feed: FakeFeed
    ingest: FakeIngest
    clock: FixedClock
    demo: FakeDemo
    deliveries: DeliveriesReplica
    commands: FakeCommands
    events: EventRing
    control: FakeControl

    def put_delivery(self, **fields: Any) -> None:
        """Let the replica hold a delivery, and show it to those who wait for it."""
        self._apply(a_delivery(**fields))

    def put_beside(self, row_id: str, row: dict[str, Any]) -> None:
        """Let the replica hold the row of a driver or fleet."""
        store = self.deliveries.store
        [offset] = store.next_offsets
        raw = orjson.dumps(row)
        store.apply_all([row_id], [decode_row(raw)], [raw], 0, [offset])
        store.advance(0, offset + 1)
        self.waiter.on_changes()

    def delete_delivery(self, shipment_id: str, revision: int, **fields: Any) -> None:
        """Let the replica hold a deletion."""
        row = {"shipmentId": shipment_id, "deleted": True, "deletedAt": NOON, "planRevision": 1, "revision": revision}
        self._apply({**row, "offset": 0, **fields})

    def _apply(self, row: dict[str, Any]) -> None:
        [offset] = self.deliveries.store.next_offsets
        apply_delivery(self.deliveries.store, row, 0, offset)
        self.deliveries.store.advance(0, offset + 1)
        self.waiter.on_changes()

    @property
    def waiter(self) -> RowWaiter:
        """Return where to wait for rows."""
        return self.services.delivery_waiter

    def put(self, **fields: Any) -> None:
        """Let the view hold a row, unless it holds a newer one of that shipment."""
        [offset] = self.view.store.next_offsets
        apply_row(self.view.store, a_row(**fields), 0, offset)
        self.view.store.advance(0, offset + 1)

    def set(self, **services: Any) -> None:
        """Replace services before the server starts."""
        self.services = replace(self.services, **services)

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Client]:
        """Serve, and yield a client."""
        app = web.Application(client_max_size=self.services.settings.max_body_bytes)
        mount(app, self.services)
        # Redirects and cookies play no part; gzip is asked for where it is tested.
        server = TestServer(app)
        await server.start_server(**http_limits(self.services.settings))
        async with TestClient(server, auto_decompress=True, headers={"Accept-Encoding": "identity"}) as client:
            yield client


def a_tracker(static_folder: Path, **settings: Any) -> TrackerApi:
    """Return a tracker one minute after noon, with no rows."""
    view, feed, ingest, clock = LatestView(partitions=1), FakeFeed(NOON + 60), FakeIngest(), FixedClock(NOON + 60)
    chosen, metrics, demo = Settings(**settings), Metrics(), FakeDemo()
    view.store.epoch, readiness = "epoch", Readiness()
    deliveries = DeliveriesReplica(partitions=1)
    deliveries.store.epoch, deliveries.store.is_complete = "epoch", True
    waiter, commands = RowWaiter(deliveries.store), FakeCommands()
    events = EventRing(partitions=1, max_bytes=chosen.events_ring_bytes)
    events.complete("epoch")
    control, memory = FakeControl(), MemoryStore()
    keyring = Keyring(clock, chosen.known_credentials)
    services = Services(
        settings=chosen,
        clock=clock,
        metrics=metrics,
        readiness=readiness,
        latest=ListedTable(chosen, clock, readiness, RangeCopies(chosen, clock, metrics), LATEST_LIST, view, feed),
        stream=FakeStream(),
        deliveries=ListedTable(
            chosen, clock, readiness, RangeCopies(chosen, clock, metrics), DELIVERIES_LIST, deliveries, feed
        ),
        delivery_stream=FakeStream(),
        delivery_waiter=waiter,
        events=ListedEvents(events, feed),
        event_stream=FakeStream(),
        commands=commands,
        ingest=ingest,
        phones=FakePhones(),
        guard=Guard(chosen, metrics, keyring),
        keys=FakeKeyLog(keyring),
        registers=fake_registers(),
        control=control,
        demo=demo,
        places=Places(chosen, clock, metrics),
        photos=PhotoDesk(chosen, metrics, PhotoStore(lambda: memory, chosen.photo_timeout_s, metrics)),
        static_folder=static_folder,
    )
    return TrackerApi(services, view, feed, ingest, clock, demo, deliveries, commands, events, control)
