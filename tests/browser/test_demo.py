"""The button of an empty dashboard, at the real system: a click, and a company and vehicles drive."""

from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession
from playwright.async_api import expect

from app.settings import Settings
from tests.browser.dashboard_page import OpenPage
from tests.browser.test_accessibility import findings
from tests.product.tracker import running

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

VEHICLES = 8
COMES_MS = 90_000
"""The simulators read their map and plan the first trips; other tests share the machine."""


async def test_a_click_on_an_empty_tracker_starts_a_company_and_vehicles_that_move(
    make_settings: Callable[..., Settings], open_page: OpenPage, tmp_path: Path
) -> None:
    settings = make_settings(demo=True, demo_vehicles=VEHICLES, data=tmp_path / "data")
    async with running("run", settings, tmp_path / "said") as tracker, ClientSession() as session:
        await tracker.until_ready(session)
        dashboard = await open_page(tracker.url)
        page = dashboard.page
        button = page.get_by_role("button", name=f"Start the demo: a company and {VEHICLES} vehicles in Washington")
        await expect(button).to_be_visible(timeout=COMES_MS)
        assert await findings(page) == []
        await button.click()
        await expect(page.get_by_text("The demo is starting")).to_be_visible()
        await expect(page.get_by_role("heading", name="No shipments yet")).to_be_hidden(timeout=COMES_MS)
        await expect(page.locator(".row")).to_have_count(VEHICLES, timeout=COMES_MS)
        await expect(page.locator(".topbar__summary")).to_have_text(
            f"{VEHICLES} shipments · {VEHICLES} moving", timeout=COMES_MS
        )
        # Coordinates of the selected one change: it drives.
        await page.locator(".row").first.click()
        place = page.get_by_role("complementary", name="Selected shipment").get_by_text(", -77.")
        before = await place.text_content()
        await expect(place).not_to_have_text(str(before), timeout=COMES_MS)
        await page.get_by_role("link", name="Deliveries").click()
        await expect(page.get_by_text("van-001").first).to_be_visible(timeout=COMES_MS)
        await page.close()  # a tracker that stops answers 503, and the console would say so
