"""axe finds nothing on any screen, and a finger hits every target."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.dashboard_page import PATIENCE_MS, OpenPage
from tests.browser.fake_tracker import FakeTracker, a_fleet
from tests.builders import a_fix

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
RUN_AXE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id} ${target.join(" ")}: ${failureSummary}`));
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll("button, a, select, input, summary")]
  .filter((element) => !element.closest(".leaflet-control-attribution"))
  .map((element) => ({ element: element.closest("label") ?? element }))
  .map(({ element }) => ({ element, box: element.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.height < 44 || box.width < 44))
  .map(({ element, box }) => `${element.className} ${element.textContent} ${box.width}x${box.height}`)"""


async def findings(page: Page) -> list[str]:
    """Return what axe has to say of the page as it is now."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text())
    found: Any = await page.evaluate(RUN_AXE)
    return list(found)


@pytest.mark.parametrize("dark", [False, True])
async def test_axe_finds_nothing_on_any_screen(tracker: FakeTracker, open_page: OpenPage, dark: bool) -> None:
    dashboard = await open_page(tracker.url, dark=dark)
    page = dashboard.page
    await expect(page.get_by_role("heading", name="No shipments yet")).to_be_visible()
    found = {"empty": await findings(page)}
    now = time.time()
    tracker.put(*a_fleet(30, at_s=now), a_fix(shipmentId="PKG-A", timestamp=now - 300), a_fix(timestamp=now - 9_000))
    tracker.put(a_fix(shipmentId="PKG-OLD", timestamp=now - 1_200), a_fix(shipmentId="PKG-S", timestamp=now, speed=0))
    await tracker.tell()
    await expect(page.locator(".row").first).to_be_visible()
    found["fleet"] = await findings(page)
    await page.get_by_role("combobox", name="Sort by").select_option("driver")
    await page.locator(".row").first.click()
    await page.get_by_role("button", name="Show only this driver").click()
    found["selected, one driver, in groups"] = await findings(page)
    await page.locator(".pill").click()
    await expect(page.get_by_role("dialog", name="Connection")).to_be_visible()
    found["connection"] = await findings(page)
    await page.get_by_role("button", name="View").click()
    await expect(page.get_by_role("dialog", name="View")).to_be_visible()
    found["view"] = await findings(page)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Shortcuts and markers").click()
    found["help"] = await findings(page)
    await page.keyboard.press("Escape")
    dashboard.may_lose_server = True
    await tracker.stop()
    await dashboard.says("Reconnecting")
    found["reconnecting"] = await findings(page)
    assert {screen: said for screen, said in found.items() if said} == {}


async def test_axe_finds_nothing_on_a_phone_and_a_finger_hits_every_target(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    now = time.time()
    tracker.put(*a_fleet(30, at_s=now), a_fix(shipmentId="PKG-OLD", timestamp=now - 9_000))
    page = (await open_page(tracker.url, width=390, height=844, is_phone=True)).page
    await expect(page.locator(".row").first).to_be_visible()
    said, small = await findings(page), list(await page.evaluate(SMALL_TARGETS))
    await page.locator(".row").first.tap()
    await expect(page.get_by_role("complementary", name="Selected shipment")).to_be_visible()
    await page.get_by_role("button", name="Show only this driver").tap()
    said, small = said + await findings(page), small + list(await page.evaluate(SMALL_TARGETS))
    await page.get_by_role("button", name="View").tap()
    await expect(page.get_by_role("dialog", name="View")).to_be_visible()
    said, small = said + await findings(page), small + list(await page.evaluate(SMALL_TARGETS))
    assert (said, small) == ([], [])


async def test_the_list_says_everything_that_the_map_shows(tracker: FakeTracker, open_page: OpenPage) -> None:
    now = time.time()
    tracker.put(a_fix(timestamp=now, speed=9), a_fix(shipmentId="PKG-2", driverId="Eve", timestamp=now - 300))
    page = (await open_page(tracker.url)).page
    rows = page.get_by_role("listbox", name="Shipments").get_by_role("option")
    await expect(rows.first).to_have_accessible_name(re.compile("PKG-998877.*Dave-007.*Moving"), timeout=PATIENCE_MS)
    await expect(rows.last).to_have_accessible_name(re.compile("PKG-2.*5 min ago.*Eve.*Stale"))
