from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.keys.keyring import Keyring
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from tests.fakes import FixedClock
from web.access.guard import Guard
from web.pages.probes import mount_probes


@asynccontextmanager
async def probes(readiness: Readiness, **settings: Any) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    these, metrics, app = Settings(**settings), Metrics(), web.Application()
    keyring = Keyring(FixedClock(0.0), 10)
    keyring.replace_all({})
    mount_probes(app, these, metrics, readiness, Guard(these, metrics, keyring))
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_a_process_without_readers_answers_probes_and_shows_its_metrics() -> None:
    readiness = Readiness("table")
    async with probes(readiness) as client:
        assert (await client.get("/health/live")).status == 200
        assert (await client.get("/health/ready")).status == 503
        readiness.ready("table")
        assert (await client.get("/health/ready")).status == 200
        answer = await client.get("/metrics")
        assert (answer.status, "tracker_kafka_connected" in await answer.text()) == (200, True)
        assert (await client.get("/api/shipments")).status == 404


@pytest.mark.parametrize(("access", "status"), [("key", 401), ("open", 200), ("off", 404)])
async def test_its_metrics_are_guarded_as_those_of_any_process_and_probes_never(access: str, status: int) -> None:
    async with probes(Readiness(), auth="on", metrics_access=access) as client:
        assert (await client.get("/metrics")).status == status
        assert (await client.get("/health/ready")).status == 200
