"""Several tabs of one browser: one stream, and nothing missed when the tab that holds it is closed."""

import time

import pytest
from playwright.async_api import Browser, BrowserContext, expect

from tests.browser.dashboard_page import PATIENCE_MS, DashboardPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix
from tests.waiting import eventually

pytestmark = pytest.mark.browser

TABS = 6


async def open_tab(context: BrowserContext, url: str) -> DashboardPage:
    tab = DashboardPage(await context.new_page())
    await tab.page.goto(url)
    return tab


async def test_six_tabs_share_one_stream_and_another_takes_over_when_its_tab_is_closed(
    tracker: FakeTracker, chromium: Browser
) -> None:
    tracker.put(a_fix(shipmentId="PKG-1", timestamp=time.time()))
    context = await chromium.new_context()
    tabs = [await open_tab(context, tracker.url)]
    await tabs[0].shows_rows("PKG-1")
    tabs += [await open_tab(context, tracker.url) for _ in range(TABS - 1)]
    for tab in tabs:
        await tab.shows_rows("PKG-1")
    await eventually(lambda: tracker.open_streams == 1, 20)
    tracker.put(a_fix(shipmentId="PKG-2", timestamp=time.time()))
    await tracker.tell()
    for tab in tabs:
        await tab.shows_rows("PKG-1", "PKG-2")
    opened = len(tracker.opened_with)
    await tabs[0].page.close()
    tracker.put(a_fix(shipmentId="PKG-3", timestamp=time.time()))
    await tracker.tell()
    for tab in tabs[1:]:
        await tab.shows_rows("PKG-1", "PKG-2", "PKG-3")
        await tab.says("Live")
    assert [cursor is not None for cursor in tracker.opened_with[opened:]] == [True], "one tab went on, from a cursor"
    assert [tab.complaints for tab in tabs] == [[]] * TABS
    await context.close()


async def test_every_tab_recovers_when_the_server_comes_back(tracker: FakeTracker, chromium: Browser) -> None:
    tracker.put(a_fix(shipmentId="PKG-1", timestamp=time.time()))
    context = await chromium.new_context()
    tabs = [await open_tab(context, tracker.url) for _ in range(3)]
    for tab in tabs:
        await tab.shows_rows("PKG-1")
    await eventually(lambda: tracker.open_streams == 1, 20)
    await tabs[-1].page.locator(".pill").click()
    await expect(tabs[-1].page.get_by_text("shares the stream")).to_be_visible(timeout=PATIENCE_MS)
    await tracker.stop()
    for tab in tabs:
        await tab.says("Reconnecting")
    tracker.put(a_fix(shipmentId="PKG-2", timestamp=time.time()))
    await tracker.start()
    for tab in tabs:
        await tab.shows_rows("PKG-1", "PKG-2")
        await tab.says("Live")
    await context.close()
