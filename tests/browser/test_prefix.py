"""The dashboard and the page of the API in a real browser, below a path that a proxy strips."""

import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import PATIENCE_MS, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix
from tests.web.http.prefix_proxy import behind_a_prefix
from tests.web.tracker_api import a_tracker
from web.services.services import STATIC_FOLDER

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.mark.parametrize("end", ["", "/"], ids=["without a slash", "with a slash"])
async def test_the_dashboard_is_live_below_a_prefix(tracker: FakeTracker, open_page: OpenPage, end: str) -> None:
    tracker.put(a_fix(shipmentId="PKG-1", timestamp=time.time()))
    async with behind_a_prefix(tracker.url) as url:
        dashboard = await open_page(url.rstrip("/") + end)
        await dashboard.says("Live")
        await dashboard.shows_rows("PKG-1")
        tracker.put(a_fix(shipmentId="PKG-2", timestamp=time.time()))
        await tracker.tell()
        await dashboard.shows_rows("PKG-1", "PKG-2")
        assert await dashboard.page.evaluate("location.pathname") == "/fleet/"
        dashboard.may_lose_server = True


async def test_an_empty_dashboard_names_the_address_below_the_prefix(tracker: FakeTracker, open_page: OpenPage) -> None:
    async with behind_a_prefix(tracker.url) as url:
        dashboard = await open_page(url)
        sample = dashboard.page.get_by_text(f"curl {url}api/shipments/update")
        await expect(sample).to_be_visible(timeout=PATIENCE_MS)
        dashboard.may_lose_server = True


@pytest.mark.parametrize("page", ["docs", "docs/"])
async def test_the_api_can_be_tried_below_a_prefix(open_page: OpenPage, page: str) -> None:
    async with a_tracker(STATIC_FOLDER).client() as client, behind_a_prefix(str(client.make_url("/"))) as url:
        docs = await open_page(url + page)
        await docs.page.get_by_text("/api/drivers", exact=True).click(timeout=PATIENCE_MS)
        await docs.page.get_by_role("button", name="Try it out").click(timeout=PATIENCE_MS)
        await docs.page.get_by_role("button", name="Execute").click(timeout=PATIENCE_MS)
        await expect(docs.page.get_by_text("Server response")).to_be_visible(timeout=PATIENCE_MS)
        await expect(docs.page.get_by_text(f"{url}api/drivers").first).to_be_visible(timeout=PATIENCE_MS)
        await expect(docs.page.locator(".response-col_status", has_text="200").first).to_be_visible(timeout=PATIENCE_MS)
