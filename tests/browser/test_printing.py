"""Paper shows the map with its legend and scale, the time, and the shipments on the map as a table."""

import time
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from app.settings import Settings
from tests.browser.dashboard_page import PATIENCE_MS, OpenPage
from tests.browser.fake_tracker import FakeTracker, a_fleet
from tests.builders import a_fix

pytestmark = pytest.mark.browser


PAPER_WIDTH_PX, PAPER_HEIGHT_PX = 680, 460
A_TILE = (Path(__file__).parent / "street-tile.svg").read_text()


async def print_page(page: Page) -> None:
    """Do what the browser does before it prints, by its own menu or by a key."""
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    await page.emulate_media(media="print")


async def test_paper_has_map_legend_scale_time_and_table_and_no_controls(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    now = time.time()
    tracker.put(a_fix(timestamp=now), a_fix(shipmentId="FAR", latitude=-40, timestamp=now))
    dashboard = await open_page(f"{tracker.url}/?map=13/40.758/-79.9855")
    await dashboard.says("Live")
    page = dashboard.page
    await dashboard.wait_for_marker(*await dashboard.map_middle())
    before = page.url
    await print_page(page)
    table = page.get_by_role("table")
    await expect(table.get_by_role("row")).to_have_count(2)
    await expect(table).to_contain_text("PKG-998877")
    await expect(page.get_by_text("Positions as of")).to_be_visible()
    await expect(page.get_by_text("1 shipment on this map")).to_be_visible()
    await expect(page.locator(".legend")).to_be_visible()
    await expect(page.locator(".leaflet-control-scale-line")).to_be_visible()
    for button in ("Zoom in", "View", "Shortcuts and markers"):
        await expect(page.get_by_role("button", name=button)).to_have_count(0)
    box: Any = await page.locator(".stage").bounding_box()
    assert box["width"] == pytest.approx(PAPER_WIDTH_PX, abs=3) or box["height"] == pytest.approx(
        PAPER_HEIGHT_PX, abs=3
    )
    density = "(it) => it.width / it.clientWidth"
    assert await page.locator(".leaflet-fleet-pane canvas").evaluate(density) == pytest.approx(2, abs=0.01)
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
    await page.emulate_media(media="screen")
    await expect(table).to_have_count(0)
    await expect(page.get_by_role("button", name="Zoom in")).to_be_visible()
    await dashboard.wait_for_marker(*await dashboard.map_middle())
    assert page.url == before


async def test_paper_has_at_most_500_rows_and_a_pdf_can_be_made(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(*a_fleet(600, at_s=time.time()))
    dashboard = await open_page(tracker.url)
    await dashboard.says("Live")
    page = dashboard.page
    await expect(page.locator(".row").first).to_be_visible()
    assert len(await page.pdf()) > 20_000
    await print_page(page)
    await expect(page.get_by_role("table").get_by_role("row")).to_have_count(501)
    await expect(page.get_by_text("The first 500 of")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_paper_has_the_tiles_that_the_screen_has_in_their_own_colours(
    tracker: FakeTracker, open_page: OpenPage, dark: bool
) -> None:
    tracker.settings = Settings(map_tiles="https://tiles.test/{z}/{x}/{y}")
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page("about:blank", dark=dark)
    page = dashboard.page
    asked: list[str] = []

    async def answer(route: Route) -> None:
        asked.append(route.request.url)
        await route.fulfill(body=A_TILE, content_type="image/svg+xml")

    await page.route("https://tiles.test/**", answer)
    await page.goto(f"{tracker.url}/?map=13/40.758/-79.9855")
    await expect(page.locator(".leaflet-tile-loaded").first).to_be_visible(timeout=PATIENCE_MS)
    await dashboard.until("() => document.querySelector('.leaflet-tile:not(.leaflet-tile-loaded)') === null")
    await expect(page.get_by_role("group", name="Map tools")).to_be_visible()
    before = len(asked)
    await print_page(page)
    await expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
    await expect(page.locator(".drawn-tiles").first).to_have_css("filter", "none")
    await expect(page.locator(".legend")).to_be_visible()
    assert len(asked) == before, "a tile that is requested now would be missing on paper"


async def test_paper_without_the_event_of_printing_has_the_map_and_no_controls(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_fix(timestamp=time.time()))
    page = (await open_page(tracker.url)).page
    await expect(page.get_by_role("group", name="Map tools")).to_be_visible()
    await page.emulate_media(media="print")
    await expect(page.locator(".map-view__map")).to_be_visible()
    await expect(page.locator(".legend")).to_be_visible()
    for part in (page.get_by_role("group", name="Map tools"), page.locator(".row"), page.locator(".topbar")):
        await expect(part).to_be_hidden()
