"""The doors of phone apps on a real server, over logs without Kafka."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.devices.books import DeviceBook
from tests.web.ingest.fake_log import FakeLog
from tests.web.tracker_api import Client, TrackerApi, a_tracker
from web.http.problem import ProblemError
from web.ingest.bound_drivers import driver_of_devices
from web.ingest.decision import IngestDecision
from web.phones.handlers import Phones
from web.phones.intake import Intake
from web.phones.rejected_log import RejectedItem
from web.phones.routes import ROUTES
from web.routes import add_routes
from web.server.connections import http_limits


class FakeRejectedLog:
    """Remembers refused items, or fails with what the test set."""

    def __init__(self) -> None:
        self.items: list[RejectedItem] = []
        self.failure: ProblemError | None = None

    async def append(self, items: Sequence[RejectedItem]) -> None:
        """Store the items."""
        if items and self.failure is not None:
            raise self.failure
        self.items += items

    @property
    def codes(self) -> list[str]:
        """Return the code of each item."""
        return [item.error.code.value for item in self.items]


@dataclass
class PhoneSite:
    """The doors with what a test looks at."""

    tracker: TrackerApi
    client: Client
    log: FakeLog
    rejected: FakeRejectedLog
    devices: DeviceBook

    @property
    def stored(self) -> list[dict[str, Any]]:
        """Return what Kafka holds: fixes and contacts, in order."""
        return [json.loads(raw) for _, raw in self.log.stored]

    @property
    def fixes(self) -> list[dict[str, Any]]:
        """Return the fixes that Kafka holds."""
        return [item for item in self.stored if "contact" not in item]

    @property
    def contacts(self) -> list[str]:
        """Return the row ids of the signs of life that Kafka holds."""
        return [item["contact"] for item in self.stored if "contact" in item]


@asynccontextmanager
async def phone_site(folder: Path, **settings: Any) -> AsyncIterator[PhoneSite]:
    """Serve the doors and yield them."""
    tracker = a_tracker(folder, **settings)
    log, rejected, devices, services = FakeLog(), FakeRejectedLog(), DeviceBook(), tracker.services
    rest = (services.settings, services.clock, services.metrics)
    devices.is_complete = True
    intake = Intake(
        log, rejected, IngestDecision(services.settings, driver_of=driver_of_devices(devices, services.metrics)), *rest
    )
    tracker.set(phones=Phones(intake, devices, *rest))
    app = web.Application(client_max_size=services.settings.max_body_bytes)
    add_routes(app, tracker.services, ROUTES)
    server = TestServer(app)
    await server.start_server(access_log=None, **http_limits(services.settings))
    async with TestClient(server) as client:
        yield PhoneSite(tracker, client, log, rejected, devices)
