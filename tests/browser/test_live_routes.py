"""Drivers on the live map with their stops left, the card of a driver with the route, and that of a delivery."""

import time
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_deliveries import a_delivery
from tests.browser.fake_tracker import FakeTracker, a_fleet
from tests.builders import a_fix

pytestmark = pytest.mark.browser
Row = dict[str, Any]
VAN_7 = "van 7, 3 stops left"


def a_driver(*, at_s: float, latitude: float = 40.44) -> Row:
    """Return the own position of a driver."""
    fix = a_fix(driverId="van 7", latitude=latitude, longitude=-79.99, timestamp=at_s - 3)
    return {name: value for name, value in fix.items() if name != "shipmentId"}


def a_route(*, at_s: float) -> list[Row]:
    """Return three stops of van 7 in the reverse order, the second of them late."""
    return [
        a_delivery(
            f"STOP-{number}",
            at_s=at_s,
            status="out_for_delivery",
            driverId="van 7",
            sequence=number,
            destination={"latitude": 40.44 + number / 200, "longitude": -79.98, "name": f"Door {number}"},
            window={"start": at_s - 600, "end": at_s + 1800},
            custody=[{"driverId": "van 7", "from": at_s - 1800}],
            progress={
                "eta": {
                    "at": at_s + 600 * number,
                    "earliest": at_s + 500 * number,
                    "latest": at_s + 700 * number,
                    "asOf": at_s - 20,
                    "basis": "learned",
                    "confidence": 0.8,
                },
                "stopsBefore": number - 1,
                "risk": "late" if number == 2 else "none",  # the second
            },
        )
        for number in (3, 2, 1)
    ]


async def test_a_driver_is_a_marker_with_the_stops_left_and_its_card_has_them_in_order(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    now = time.time()
    tracker.put_driver(a_driver(at_s=now))
    tracker.deliveries.put(*a_route(at_s=now))
    page = (await open_page(tracker.url)).page
    marker = page.get_by_role("button", name=VAN_7)
    await expect(marker).to_have_text("3")
    await marker.click()
    card = page.get_by_role("complementary", name="Selected driver")
    await expect(card.get_by_role("button", name="STOP-")).to_have_text(["STOP-1", "STOP-2", "STOP-3"])
    await expect(card.get_by_role("listitem").first).to_contain_text("Next stop")
    await expect(card.get_by_role("listitem").nth(1)).to_contain_text("Late")
    await expect(card.get_by_role("listitem").first).to_contain_text("derived · foretold")
    await page.wait_for_url("**route=van+7**")
    tracker.deliveries.put({**tracker.deliveries.rows["STOP-1"], "status": "delivered"})
    await tracker.deliveries.tell()
    await expect(page.get_by_role("button", name="van 7, 2 stops left")).to_have_text("2")
    await expect(card).to_contain_text("2 stops left")


async def test_a_stop_leads_to_the_card_of_its_delivery_and_escape_leads_back(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    now = time.time()
    tracker.put_driver(a_driver(at_s=now))
    tracker.deliveries.put(*a_route(at_s=now))
    page = (await open_page(f"{tracker.url}/?route=van+7")).page
    await page.get_by_role("complementary", name="Selected driver").get_by_role("button", name="STOP-2").click()
    card = page.get_by_role("complementary", name="Selected delivery")
    await expect(card).to_contain_text("derived")
    await expect(card).to_contain_text("of the driver")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("complementary", name="Selected driver")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("complementary")).to_have_count(0)


async def test_a_driver_moves_with_its_fixes_and_is_reached_with_the_keyboard(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    now = time.time()
    tracker.put_driver(a_driver(at_s=now))
    tracker.deliveries.put(*a_route(at_s=now))
    page = (await open_page(f"{tracker.url}/?map=13/40.44000/-79.99000")).page
    marker = page.get_by_role("button", name=VAN_7)
    await expect(marker).to_be_visible()
    before: Any = await marker.bounding_box()
    tracker.put_driver(a_driver(at_s=now + 2, latitude=40.45))
    await tracker.tell()
    await page.wait_for_function(
        "top => document.querySelector('.driver-marker').getBoundingClientRect().top < top - 20", arg=before["y"]
    )
    await marker.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("complementary", name="Selected driver")).to_be_visible()


async def test_without_drivers_the_page_follows_no_deliveries(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(*a_fleet(5, at_s=time.time()))
    tracker.deliveries.put(*a_route(at_s=time.time()))
    dashboard = await open_page(tracker.url)
    await dashboard.says("Live")
    requested = await dashboard.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert [name for name in requested if "deliveries" in name and "/api/" in name] == []
