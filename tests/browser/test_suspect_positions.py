"""A position that nothing confirms is hollow on the map, and the card says so."""

import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.browser.test_live_routes import a_driver
from tests.builders import a_fix

pytestmark = pytest.mark.browser
AT = "/?map=13/40.758/-79.9855"
MIDDLE_COLOUR = """([x, y]) => {
  const canvas = document.querySelector(".leaflet-fleet-pane canvas");
  const box = canvas.getBoundingClientRect();
  const density = canvas.width / box.width;
  return [...canvas.getContext("2d").getImageData((x - box.x) * density, (y - box.y) * density, 1, 1).data].join();
}"""


async def test_the_marker_of_a_position_that_nothing_confirms_is_hollow_until_one_does(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    now = time.time()
    held = {"latitude": 40.7, "longitude": -79.9, "timestamp": now - 60}
    tracker.put({**a_fix(timestamp=now - 5, speed=0), "suspect": True, "held": held, "contactAt": now - 2})
    dashboard = await open_page(tracker.url + AT)
    page = dashboard.page
    middle = await dashboard.map_middle()
    await dashboard.wait_for_marker(*middle)
    hollow = await page.evaluate(MIDDLE_COLOUR, list(middle))
    await page.locator(".row").first.click()
    card = page.get_by_role("complementary", name="Selected shipment")
    await expect(card).to_contain_text("Unconfirmed position: too far from the one before")
    await expect(card).to_contain_text("Last contact")
    tracker.put(a_fix(timestamp=now - 1, speed=0))
    await tracker.tell()
    await expect(card).not_to_contain_text("Unconfirmed position")
    await page.keyboard.press("Escape")
    await dashboard.wait_for_marker(*middle)
    assert await page.evaluate(MIDDLE_COLOUR, list(middle)) != hollow


async def test_the_card_of_a_driver_says_that_nothing_confirms_the_position(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    now = time.time()
    tracker.put_driver({**a_driver(at_s=now), "suspect": True, "contactAt": now - 1})
    page = (await open_page(tracker.url + "/?route=van+7")).page
    card = page.get_by_role("complementary", name="Selected driver")
    await expect(card).to_contain_text("Unconfirmed position: too far from the one before")
    await expect(card).to_contain_text("Last contact")
    await expect(page.locator(".driver-marker--suspect")).to_have_count(1)
