"""The page against the real tracker: real Kafka, real worker, real table."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession
from playwright.async_api import expect

from app.settings import Settings
from tests.browser.dashboard_page import PATIENCE_MS, OpenPage
from tests.builders import a_fix
from tests.product.tracker import Tracker, running

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


async def post(session: ClientSession, tracker: Tracker, **fields: object) -> None:
    fix = a_fix(timestamp=time.time(), **fields)
    async with session.post(f"{tracker.url}/api/shipments/update", json=fix) as response:
        assert response.status == 202, await response.text()


async def test_a_posted_position_becomes_a_dot_on_the_map(
    make_settings: Callable[..., Settings], open_page: OpenPage, tmp_path: Path
) -> None:
    async with running("worker", make_settings(), tmp_path / "said") as tracker, ClientSession() as session:
        await tracker.until_ready(session)
        dashboard = await open_page(tracker.url)
        await expect(dashboard.page.get_by_role("heading", name="No shipments yet")).to_be_visible(timeout=PATIENCE_MS)
        await post(session, tracker, shipmentId="PKG-998877", driverId="Dave-007", latitude=40.758, longitude=-79.9855)
        await dashboard.shows_rows("PKG-998877")
        await dashboard.says("Live")
        # The only shipment is in the middle of the map that was fitted to it.
        await dashboard.wait_for_marker(*await dashboard.map_middle())


async def test_the_page_recovers_by_itself_when_the_tracker_is_restarted(
    make_settings: Callable[..., Settings], open_page: OpenPage, tmp_path: Path
) -> None:
    settings = make_settings()
    async with ClientSession() as session:
        async with running("worker", settings, tmp_path / "first") as tracker:
            await tracker.until_ready(session)
            await post(session, tracker, shipmentId="PKG-1")
            dashboard = await open_page(tracker.url)
            dashboard.may_lose_server = True
            await dashboard.shows_rows("PKG-1")
        # Leaving the block killed the worker with -9.
        await dashboard.says("Reconnecting")
        async with running("worker", settings, tmp_path / "second") as tracker:
            await tracker.until_ready(session)
            await post(session, tracker, shipmentId="PKG-2")
            await dashboard.shows_rows("PKG-1", "PKG-2")
            await dashboard.says("Live")
