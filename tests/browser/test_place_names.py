"""Names of towns on the built-in map and of the town near a shipment, without the internet."""

import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.browser.test_accessibility import findings
from tests.builders import a_fix

pytestmark = pytest.mark.browser

IN_BUTLER = {"latitude": 40.861, "longitude": -79.895}
ON_THE_OPEN_SEA = {"latitude": -48.9, "longitude": -123.4}
NEAR_PITTSBURGH = "map=8/40.44/-79.99"
CREDIT = "GeoNames"
WRITTEN = "() => window.written?.includes('Pittsburgh')"
LISTEN = """() => {
  window.written = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.written.push(text);
    return write.call(this, text, ...rest);
  };
}"""


@pytest.mark.parametrize("dark", [False, True])
async def test_towns_are_named_near_pittsburgh_and_their_source_is_credited(
    tracker: FakeTracker, open_page: OpenPage, dark: bool
) -> None:
    tracker.put(a_fix(timestamp=time.time(), **IN_BUTLER))
    dashboard = await open_page("about:blank", dark=dark)
    await dashboard.page.add_init_script(f"({LISTEN})()")
    await dashboard.page.goto(f"{tracker.url}/?{NEAR_PITTSBURGH}")
    await dashboard.until(WRITTEN)
    await expect(dashboard.page.locator(".leaflet-control-attribution")).to_contain_text(CREDIT)
    assert await findings(dashboard.page) == []
    asked = len(tracker.town_requests)
    await dashboard.page.keyboard.press("Escape")
    assert len(tracker.town_requests) == asked
    assert len(set(tracker.town_requests)) == asked


async def test_no_towns_are_asked_for_far_out(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_fix(timestamp=time.time(), **IN_BUTLER))
    dashboard = await open_page(f"{tracker.url}/?map=3/40.44/-79.99")
    await dashboard.wait_for_marker(*await dashboard.map_middle())
    await expect(dashboard.page.locator(".leaflet-control-attribution")).not_to_contain_text(CREDIT)
    assert tracker.town_requests == []


async def test_the_card_names_the_town_of_a_shipment_and_tells_a_screen_reader(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_fix(timestamp=time.time(), **IN_BUTLER))
    page = (await open_page(f"{tracker.url}/?shipment=PKG-998877")).page
    card = page.get_by_role("complementary", name="Selected shipment")
    await expect(card.locator("dd", has_text="derived from the position")).to_contain_text("in Butler, Pennsylvania")
    await expect(card.get_by_role("status")).to_have_text("PKG-998877 is in Butler, Pennsylvania")
    assert await findings(page) == []


async def test_the_card_says_that_no_town_is_near_on_the_open_sea(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_fix(timestamp=time.time(), **ON_THE_OPEN_SEA))
    page = (await open_page(f"{tracker.url}/?shipment=PKG-998877")).page
    await expect(page.locator("dd", has_text="derived from the position")).to_contain_text("no town within 1,000 km")
