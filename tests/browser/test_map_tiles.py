"""Map tiles of the operator: requested only where they are configured, and replaced where they do not load."""

import time

import pytest
from playwright.async_api import Page, Route, expect

from app.settings import Settings
from tests.browser.dashboard_page import PATIENCE_MS, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix

pytestmark = pytest.mark.browser

ONE = Settings(map_tiles="http://tiles.test/{z}/{x}/{y}.svg", map_attribution="© Somebody", map_offer=False)
SEVERAL = Settings(
    map_tiles="Streets=http://tiles.test/s/{z}/{x}/{y}.svg|© Somebody;"
    "Satellite=http://photos.test/{z}/{x}/{y}.svg|© Pilot|photo",
    map_offer=False,
)
A_TILE = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256"/></svg>'
HAS_FILTER = "getComputedStyle(document.querySelector('.leaflet-tiles-pane > *')).filter != 'none'"
TILES_IN_VIEW = "[...document.querySelectorAll('.leaflet-tile')].map((tile) => new URL(tile.src).host)"


async def answer(route: Route) -> None:
    """Answer a request for a tile."""
    await route.fulfill(body=A_TILE, content_type="image/svg+xml")


async def choose(page: Page, name: str) -> None:
    """Choose a map in the view menu."""
    await page.get_by_role("button", name="View").click()
    # A map that fails at once is not checked for long.
    await page.get_by_role("radio", name=name).click()
    await page.keyboard.press("Escape")


@pytest.mark.parametrize(("dark", "has_filter"), [(False, False), (True, True)])
async def test_configured_tiles_are_shown_with_their_credit(
    tracker: FakeTracker, open_page: OpenPage, dark: bool, has_filter: bool
) -> None:
    tracker.settings = ONE
    tracker.put(a_fix(timestamp=time.time()))
    page = (await open_page("about:blank", dark=dark)).page
    await page.route("http://tiles.test/**", answer)
    await page.goto(tracker.url)
    await expect(page.locator(".leaflet-tile-loaded").first).to_be_visible(timeout=PATIENCE_MS)
    await expect(page.locator(".leaflet-control-attribution")).to_contain_text("© Somebody")
    assert await page.evaluate(HAS_FILTER) is has_filter


async def test_tiles_that_do_not_come_leave_the_built_in_map_and_a_quiet_notice(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.settings = ONE
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page("about:blank")
    dashboard.may_lose_server = True
    await dashboard.page.route("http://tiles.test/**", lambda route: route.abort())
    await dashboard.page.goto(tracker.url)
    await expect(dashboard.page.get_by_text("This is the built-in map.")).to_be_visible(timeout=PATIENCE_MS)
    await expect(dashboard.page.locator(".leaflet-tile")).to_have_count(0)
    await dashboard.wait_for_marker(*await dashboard.map_middle())


async def test_the_view_menu_switches_between_maps_and_the_browser_remembers_the_last(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.settings = SEVERAL
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page("about:blank", dark=True)
    page = dashboard.page
    await page.route("http://*.test/**", answer)
    await page.goto(tracker.url)
    await dashboard.until(f"() => {TILES_IN_VIEW}.includes('tiles.test')")
    for _ in range(3):
        await choose(page, "Built-in map")
        await expect(page.locator(".leaflet-tiles-pane > *")).to_have_count(0)
        await choose(page, "Streets")
        await choose(page, "Satellite")
    await expect(page.locator(".leaflet-tiles-pane > *")).to_have_count(1)
    assert set(await page.evaluate(TILES_IN_VIEW)) == {"photos.test"}
    assert not await page.evaluate(HAS_FILTER), "photos keep their colours"
    credit = page.locator(".leaflet-control-attribution")
    await expect(credit).to_contain_text("© Pilot")
    await expect(credit).not_to_contain_text("© Somebody")
    await page.reload()
    await dashboard.until(f"() => {TILES_IN_VIEW}.includes('photos.test')")
    assert set(await page.evaluate(TILES_IN_VIEW)) == {"photos.test"}


async def test_a_map_that_does_not_load_gives_way_and_another_can_be_chosen(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.settings = SEVERAL
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page("about:blank")
    dashboard.may_lose_server = True
    page = dashboard.page
    await page.route("http://tiles.test/**", answer)
    await page.route("http://photos.test/**", lambda route: route.abort())
    await page.goto(tracker.url)
    await choose(page, "Satellite")
    notice = page.get_by_text("This is the built-in map.")
    await expect(notice).to_be_visible(timeout=PATIENCE_MS)
    await page.get_by_role("button", name="View").click()
    await expect(page.get_by_role("radio", name="Built-in map")).to_be_checked()
    # By keyboard alone: the arrow keys walk through the group.
    await page.get_by_role("radio", name="Built-in map").focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("radio", name="Streets")).to_be_checked()
    await expect(notice).to_have_count(0)
    await expect(page.locator(".leaflet-tile-loaded").first).to_be_visible(timeout=PATIENCE_MS)
