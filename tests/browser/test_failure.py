"""What is left of the page when a part of it fails."""

import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import PATIENCE_MS, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix

pytestmark = pytest.mark.browser

NO_CANVAS = "HTMLCanvasElement.prototype.getContext = () => null"
BROKEN_FRAME = "CanvasRenderingContext2D.prototype.putImageData = () => { throw new Error('broken') }"


@pytest.mark.parametrize("fault", [NO_CANVAS, BROKEN_FRAME])
async def test_the_list_continues_when_the_map_fails(tracker: FakeTracker, open_page: OpenPage, fault: str) -> None:
    tracker.put(a_fix(shipmentId="PKG-1", timestamp=time.time()))
    dashboard = await open_page("about:blank")
    page = dashboard.page
    await page.add_init_script(fault)
    await page.goto(tracker.url)
    await expect(page.get_by_text("The map could not be drawn.")).to_be_visible(timeout=PATIENCE_MS)
    await dashboard.shows_rows("PKG-1")
    tracker.put(a_fix(shipmentId="PKG-2", timestamp=time.time()))
    await tracker.tell()
    await dashboard.shows_rows("PKG-1", "PKG-2")
    await page.locator(".row").first.click()
    await expect(page.get_by_role("complementary", name="Selected shipment")).to_contain_text("Dave-007")
    # React reports what its error boundaries caught.
    assert dashboard.complaints != []
    dashboard.complaints.clear()


async def test_a_slow_network_shows_the_page_to_come_and_then_the_fleet(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page("about:blank")
    session = await dashboard.page.context.new_cdp_session(dashboard.page)
    slow = {"offline": False, "latency": 300, "downloadThroughput": 150_000, "uploadThroughput": 50_000}
    await session.send("Network.emulateNetworkConditions", slow)
    await dashboard.page.goto(tracker.url, wait_until="commit")
    await expect(dashboard.page.locator(".skeleton__row").first).to_be_visible(timeout=PATIENCE_MS)
    await dashboard.shows_rows("PKG-998877")
    await dashboard.says("Live")
