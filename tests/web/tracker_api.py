"""The HTTP surface on a real server, over a real view, with the rest of the tracker faked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.keys.keyring import Keyring
from app.observability.metrics import Metrics
from app.places.places import Places
from app.readiness import Readiness
from app.settings import Settings
from tests.builders import NOON, a_row
from tests.fakes import FakeDemo, FakeFeed, FakeIngest, FakeKeyLog, FakeStream, FixedClock
from tests.web.latest.applied import apply_row
from web.access.guard import Guard
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
    keyring = Keyring(clock, chosen.known_credentials)
    services = Services(
        settings=chosen,
        clock=clock,
        metrics=metrics,
        readiness=readiness,
        latest=ListedTable(chosen, clock, readiness, RangeCopies(chosen, clock, metrics), LATEST_LIST, view, feed),
        stream=FakeStream(),
        ingest=ingest,
        guard=Guard(chosen, metrics, keyring),
        keys=FakeKeyLog(keyring),
        demo=demo,
        places=Places(chosen, clock, metrics),
        static_folder=static_folder,
    )
    return TrackerApi(services, view, feed, ingest, clock, demo)
