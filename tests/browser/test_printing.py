"""Paper shows the map with its legend and scale, the time, and the shipments on the map as a table."""

import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_tracker import FakeTracker, a_fleet
from tests.builders import a_fix

pytestmark = pytest.mark.browser


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
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    table = page.get_by_role("table")
    await expect(table.get_by_role("row")).to_have_count(2)
    await expect(table).to_contain_text("PKG-998877")
    await expect(page.get_by_text("Positions as of")).to_be_visible()
    await expect(page.get_by_text("1 shipment on this map")).to_be_visible()
    await expect(page.locator(".legend")).to_be_visible()
    await expect(page.locator(".leaflet-control-scale-line")).to_be_visible()
    for button in ("Zoom in", "View", "Shortcuts and markers"):
        await expect(page.get_by_role("button", name=button)).to_have_count(0)
    await dashboard.wait_for_marker(*await dashboard.map_middle())
    density = "(it) => it.width / it.getBoundingClientRect().width"
    assert await page.locator(".leaflet-fleet-pane canvas").evaluate(density) == pytest.approx(2, abs=0.01)
    await page.evaluate("dispatchEvent(new Event('afterprint'))")
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
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    await expect(page.get_by_role("table").get_by_role("row")).to_have_count(501)
    await expect(page.get_by_text("The first 500 of")).to_be_visible()
