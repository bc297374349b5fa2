"""Finding shipments, and a view of them that a link brings back."""

import re
import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_tracker import FakeTracker, a_fleet
from tests.builders import a_fix

pytestmark = pytest.mark.browser


async def test_one_driver_can_be_singled_out_in_list_map_and_counts(tracker: FakeTracker, open_page: OpenPage) -> None:
    now = time.time()
    tracker.put(
        a_fix(shipmentId="PKG-1", driverId="Ann", timestamp=now, speed=9),
        a_fix(shipmentId="PKG-2", driverId="Bob", timestamp=now, speed=9),
        a_fix(shipmentId="PKG-3", driverId="Ann", timestamp=now, speed=0),
    )
    dashboard = await open_page(tracker.url)
    page = dashboard.page
    await page.get_by_role("option", name=re.compile("PKG-1")).click()
    await page.get_by_role("button", name="Show only this driver").click()
    await dashboard.shows_rows("PKG-1", "PKG-3")
    await expect(page.get_by_text("2 shipments · 1 moving")).to_be_visible()
    await page.wait_for_url("**driver=Ann**")
    await page.get_by_role("button", name="Only driver Ann. Show every driver").click()
    await dashboard.shows_rows("PKG-1", "PKG-2", "PKG-3")


async def test_the_list_can_be_grouped_by_driver(tracker: FakeTracker, open_page: OpenPage) -> None:
    now = time.time()
    for number, driver in enumerate(["Bob", "Ann", "Bob"]):
        tracker.put(a_fix(shipmentId=f"PKG-{number}", driverId=driver, timestamp=now))
    dashboard = await open_page(f"{tracker.url}/?sort=driver")
    await dashboard.shows_rows("PKG-1", "PKG-0", "PKG-2")
    await expect(dashboard.page.locator(".head")).to_have_text(["Ann1", "Bob2"])


async def test_a_link_brings_the_whole_view_to_another_browser(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(*a_fleet(100, at_s=time.time()))
    dashboard = await open_page("about:blank")
    page = dashboard.page
    # Without flights and glides the map rests as soon as it was moved.
    await page.emulate_media(reduced_motion="reduce")
    await page.goto(tracker.url)
    await expect(page.locator(".row").first).to_be_visible()
    await page.keyboard.type("/PKG-0000")
    await page.keyboard.press("Enter")
    for key in "ct2":
        await page.keyboard.press(key)
    await page.wait_for_url(re.compile(r"map=[\d.]+/[\d.-]+/[\d.-]+"))
    selected_at = page.url
    x, y = await dashboard.map_middle()
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 120, y + 60, steps=4)
    await page.mouse.up()
    await dashboard.until("(was) => location.href !== was", selected_at)
    for part in ("shipment=PKG-00000", "q=PKG-0000", "status=moving,stale,offline", "trail=0", "clusters=1"):
        assert part in page.url, page.url
    other = await open_page(page.url)
    await expect(other.page.get_by_role("complementary", name="Selected shipment")).to_contain_text("PKG-00000")
    await expect(other.page.get_by_role("combobox", name="Search shipment")).to_have_value("PKG-0000")
    ring = "document.querySelector('.selected-marker')?.getBoundingClientRect().x"
    assert abs(await other.until(ring) - await page.evaluate(ring)) < 2


async def test_groups_of_shipments_come_apart_when_clicked(tracker: FakeTracker, open_page: OpenPage) -> None:
    now = time.time()
    tracker.put(*(a_fix(shipmentId=f"PKG-{i}", timestamp=now, latitude=40.75 + i / 1e6) for i in range(9)))
    tracker.put(*(a_fix(shipmentId=f"FAR-{i}", timestamp=now, latitude=40.95 + i / 1e6) for i in range(9)))
    dashboard = await open_page(f"{tracker.url}/?clusters=1")
    page = dashboard.page
    await expect(page.get_by_text("18 shipments")).to_be_visible()
    painted = """() => { const canvas = document.querySelector(".leaflet-clusters-pane canvas");
      const copy = document.createElement("canvas"); copy.width = canvas.width; copy.height = canvas.height;
      const pen = copy.getContext("2d", { willReadFrequently: true }); pen.drawImage(canvas, 0, 0);
      const { data } = pen.getImageData(0, 0, copy.width, copy.height); let x = 0, y = 0, n = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i] > 200 && (i / 4 / copy.width) < copy.height / 2) {
        x += (i / 4) % copy.width; y += Math.floor(i / 4 / copy.width); n += 1; }
      if (n < 300) return null; const box = canvas.getBoundingClientRect();
      return [box.x + x / n * box.width / copy.width, box.y + y / n * box.height / copy.height]; }"""
    x, y = await dashboard.until(painted)
    await page.mouse.click(x, y)
    await page.wait_for_url("**map=**")
    await expect(page.get_by_role("complementary", name="Selected shipment")).to_be_hidden()
    await page.get_by_role("button", name="View").click()
    await page.get_by_role("checkbox", name=re.compile("Group nearby")).uncheck()
    await dashboard.until(f"() => ({painted})() === null")


async def test_units_can_be_switched_and_are_remembered(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_fix(timestamp=time.time(), speed=10, accuracy=5))
    dashboard = await open_page(f"{tracker.url}/?shipment=PKG-998877")
    page = dashboard.page
    card = page.get_by_role("complementary", name="Selected shipment")
    await expect(card).to_contain_text("36 km/h")
    await page.get_by_role("button", name="View").click()
    await page.get_by_role("radio", name="miles, feet").check()
    await expect(card).to_contain_text("22 mph")
    await expect(card).to_contain_text("± 16 ft")
    await expect(page.locator(".leaflet-control-scale-line")).to_contain_text(re.compile("mi|ft"))
    await page.reload()
    await expect(card).to_contain_text("22 mph")


async def test_the_card_copies_the_place_and_leads_to_another_map(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page(f"{tracker.url}/?shipment=PKG-998877")
    page = dashboard.page
    await page.context.grant_permissions(["clipboard-write"])
    await page.get_by_role("button", name="Copy place").click()
    await expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert await dashboard.clipboard() == "40.75800, -79.98550"
    link = page.get_by_role("link", name="Open in another map")
    await expect(link).to_have_attribute("href", re.compile("mlat=40.75800&mlon=-79.98550"))
