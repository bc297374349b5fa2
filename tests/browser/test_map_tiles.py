"""Map tiles of the operator: asked for only where they are configured, and done without where they do not come."""

import time

import pytest
from playwright.async_api import Route, expect

from tests.browser.dashboard_page import PATIENCE_MS, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix

pytestmark = pytest.mark.browser

TILES = "http://tiles.test/{z}/{x}/{y}.svg"
A_TILE = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256"/></svg>'


@pytest.mark.parametrize(("dark", "has_filter"), [(False, False), (True, True)])
async def test_configured_tiles_are_shown_with_their_credit(
    tracker: FakeTracker, open_page: OpenPage, dark: bool, has_filter: bool
) -> None:
    tracker.map_tiles = TILES
    tracker.put(a_fix(timestamp=time.time()))
    page = (await open_page("about:blank", dark=dark)).page

    async def answer(route: Route) -> None:
        await route.fulfill(body=A_TILE, content_type="image/svg+xml")

    await page.route("http://tiles.test/**", answer)
    await page.goto(tracker.url)
    await expect(page.locator(".leaflet-tile-loaded").first).to_be_visible(timeout=PATIENCE_MS)
    await expect(page.locator(".leaflet-control-attribution")).to_contain_text("© Somebody")
    style = "getComputedStyle(document.querySelector('.leaflet-tiles-pane')).filter"
    assert (await page.evaluate(style) != "none") is has_filter


async def test_tiles_that_do_not_come_leave_the_built_in_map_and_a_quiet_notice(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.map_tiles = TILES
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page("about:blank")
    dashboard.may_lose_server = True
    await dashboard.page.route("http://tiles.test/**", lambda route: route.abort())
    await dashboard.page.goto(tracker.url)
    await expect(dashboard.page.get_by_text("This is the built-in map.")).to_be_visible(timeout=PATIENCE_MS)
    await expect(dashboard.page.locator(".leaflet-tile")).to_have_count(0)
    await dashboard.wait_for_marker(*await dashboard.map_middle())
