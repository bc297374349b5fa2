"""The page against a server that goes away, comes back, or has forgotten everything."""

import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import PATIENCE_MS, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix
from tests.waiting import eventually

pytestmark = pytest.mark.browser


async def test_the_page_recovers_by_itself_and_shows_what_it_missed(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_fix(shipmentId="PKG-1", timestamp=time.time()))
    dashboard = await open_page(tracker.url)
    dashboard.may_lose_server = True
    await dashboard.says("Live")
    await tracker.stop()
    await dashboard.says("Reconnecting")
    # What was known stays on the screen.
    await dashboard.shows_rows("PKG-1")
    tracker.put(a_fix(shipmentId="PKG-2", timestamp=time.time()))
    await tracker.start()
    await dashboard.shows_rows("PKG-1", "PKG-2")
    await dashboard.says("Live · caught up on 1 change")
    assert tracker.opened_with[-1] == "epoch-1.1", "it resumed where it was instead of loading everything again"


async def test_the_pill_opens_to_say_how_long_a_position_takes(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page(tracker.url)
    await dashboard.says("Live")
    # Until a heartbeat came the clocks are not known to agree.
    await dashboard.page.wait_for_timeout(3 * tracker.heartbeat_s * 1000)
    now = time.time()
    tracker.put({**a_fix(timestamp=now - 2), "receivedAt": now})
    await tracker.tell()
    await dashboard.page.locator(".pill").click()
    popover = dashboard.page.get_by_role("dialog", name="Connection")
    await expect(popover).to_contain_text("Device to trackerhalf within 2.0 s", timeout=PATIENCE_MS)
    await expect(popover).to_contain_text("Tracker to screenhalf within 0.")
    await dashboard.page.keyboard.press("Escape")
    await expect(popover).to_be_hidden()
    await expect(dashboard.page.locator(".pill")).to_be_focused()


async def test_a_stream_that_a_proxy_holds_back_is_told_from_a_server_that_is_gone(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    dashboard = await open_page("about:blank")
    page = dashboard.page
    dashboard.may_lose_server = True
    await page.clock.install()
    # Taken, and never answered.
    await page.route("**/api/stream*", lambda _route: None)
    await page.goto(tracker.url)
    await expect(page.locator(".pill__text")).to_have_text("Connecting")
    await page.clock.fast_forward(16_000)
    await dashboard.says("Late · polls every 3 s")
    await page.locator(".pill").click()
    await expect(page.get_by_text("A proxy may be buffering it")).to_be_visible()


async def test_a_page_that_is_opened_while_the_server_is_down_fills_itself_later(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    dashboard = await open_page(tracker.url)
    dashboard.may_lose_server = True
    await dashboard.says("Live")
    await dashboard.page.route("**/api/stream*", lambda route: route.fulfill(status=503, body=""))
    await dashboard.page.reload()
    await expect(dashboard.page.get_by_text("does not answer")).to_be_visible(timeout=PATIENCE_MS)
    tracker.put(a_fix(timestamp=time.time()))
    await dashboard.page.unroute("**/api/stream*")
    await dashboard.shows_rows("PKG-998877")
    await dashboard.says("Live")


async def test_a_reset_replaces_the_whole_picture(tracker: FakeTracker, open_page: OpenPage) -> None:
    now = time.time()
    tracker.put(a_fix(shipmentId="PKG-1", timestamp=now), a_fix(shipmentId="PKG-2", timestamp=now))
    dashboard = await open_page(tracker.url)
    dashboard.may_lose_server = True
    await dashboard.shows_rows("PKG-1", "PKG-2")
    await tracker.stop()
    # An older fix than the one shown: versions of two epochs do not compare.
    tracker.begin_epoch("epoch-2", a_fix(shipmentId="PKG-2", driverId="Eve", timestamp=now - 60))
    await tracker.start()
    await dashboard.shows_rows("PKG-2")
    await expect(dashboard.page.locator(".row__driver")).to_have_text("Eve")


async def test_a_late_change_never_moves_a_shipment_backwards(tracker: FakeTracker, open_page: OpenPage) -> None:
    now = time.time()
    tracker.put(a_fix(driverId="new", timestamp=now))
    dashboard = await open_page(f"{tracker.url}/?shipment=PKG-998877")
    await dashboard.shows_rows("PKG-998877")
    tracker.put(a_fix(driverId="old", timestamp=now - 60), a_fix(shipmentId="PKG-X", timestamp=now))
    await tracker.tell()
    await dashboard.shows_rows("PKG-998877", "PKG-X")
    await expect(dashboard.page.locator(".row__driver").first).to_have_text("new")


async def test_one_page_holds_one_stream(tracker: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await open_page(tracker.url)
    await dashboard.says("Live")
    await eventually(lambda: tracker.opened_with)
    assert len(tracker.opened_with) == 1
