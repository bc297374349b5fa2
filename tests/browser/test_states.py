"""What the page says about moving shipments and about silent ones."""

import re
import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_tracker import FakeTracker, Row, a_fleet
from tests.builders import a_fix

pytestmark = pytest.mark.browser

HOUR_S = 3600.0


def a_leftover(shipment_id: str, **fields: object) -> Row:
    """Return a fix of two hours ago that was received then."""
    then = time.time() - 2 * HOUR_S
    return {**a_fix(shipmentId=shipment_id, timestamp=then, **fields), "receivedAt": then}


async def test_one_line_and_a_legend_say_what_one_sees(tracker: FakeTracker, open_page: OpenPage) -> None:
    now = time.time()
    tracker.put(
        a_fix(shipmentId="PKG-1", timestamp=now, speed=9),
        a_fix(shipmentId="PKG-2", timestamp=now, speed=0),
        a_fix(shipmentId="PKG-3", timestamp=now - 300),
        a_fix(shipmentId="PKG-4", timestamp=now - 1_200),
    )
    page = (await open_page(tracker.url)).page
    await expect(page.get_by_text("4 shipments · 1 moving")).to_be_visible()
    legend = page.get_by_role("group", name="Show or hide by state")
    for state in ("Moving 1", "Stopped 1", "Stale no fix for 2 min 1", "Offline no fix for 10 min 1"):
        await expect(legend.get_by_role("button", name=state, pressed=True)).to_be_visible()


async def test_a_state_that_is_hidden_leaves_map_and_list_but_not_the_count(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_fix(shipmentId="PKG-1", timestamp=time.time(), speed=9))
    dashboard = await open_page(tracker.url)
    x, y = await dashboard.map_middle()
    await dashboard.wait_for_marker(x, y)
    tracker.put(a_fix(shipmentId="PKG-2", timestamp=time.time(), speed=0, latitude=40.9))
    await tracker.tell()
    await dashboard.shows_rows("PKG-1", "PKG-2")
    await dashboard.page.get_by_role("button", name="Moving 1").click()
    await dashboard.shows_rows("PKG-2")
    await expect(dashboard.page.get_by_text("1 of 2 shipments shown")).to_be_visible()
    await dashboard.page.wait_for_url("**/?status=stopped,stale,offline")
    await dashboard.page.get_by_role("button", name="Moving 1").click()
    await dashboard.shows_rows("PKG-1", "PKG-2")


async def test_shipments_without_news_for_an_hour_are_hidden_until_asked_for(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_leftover("PKG-1"), a_leftover("PKG-2"), a_fix(shipmentId="PKG-3", timestamp=time.time()))
    dashboard = await open_page(tracker.url)
    await dashboard.shows_rows("PKG-3")
    await expect(dashboard.page.locator(".silent")).to_contain_text("2 without a fix for more than")
    await dashboard.page.get_by_role("button", name="Show silent shipments").click()
    await dashboard.shows_rows("PKG-3", "PKG-1", "PKG-2")
    await expect(dashboard.page.get_by_role("button", name="Offline no fix for 10 min 2")).to_be_visible()


async def test_a_search_finds_hidden_shipments(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_leftover("PKG-1"), a_fix(shipmentId="PKG-3", timestamp=time.time()))
    dashboard = await open_page(tracker.url)
    await dashboard.shows_rows("PKG-3")
    await dashboard.page.keyboard.type("/PKG-1")
    await dashboard.shows_rows("PKG-1")


async def test_the_first_view_is_of_the_live_ones_and_not_of_what_was_left_elsewhere(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(*(a_leftover(f"OLD-{number}", latitude=10 + number, longitude=20) for number in range(30)))
    tracker.put(a_fix(shipmentId="PKG-1", timestamp=time.time()))
    dashboard = await open_page(f"{tracker.url}/?silent=1")
    await expect(dashboard.page.get_by_text("31 shipments")).to_be_visible()
    await dashboard.wait_for_marker(*await dashboard.map_middle())
    await expect(dashboard.page.locator(".leaflet-control-scale-line")).to_have_text("1 km")


async def test_the_pointer_over_a_marker_says_who_it_is_how_fast_and_how_old(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_fix(timestamp=time.time() - 30, speed=10), a_fix(shipmentId="PKG-2", timestamp=time.time()))
    dashboard = await open_page(tracker.url)
    x, y = await dashboard.map_middle()
    await dashboard.wait_for_marker(x, y)
    await dashboard.page.mouse.move(x, y)
    tip = dashboard.page.locator(".map-tip")
    await expect(tip).to_contain_text("PKG-998877")
    await expect(tip).to_contain_text("Dave-007")
    await expect(tip).to_contain_text(re.compile(r"Moving · 36 km/h · (\d+ s|1 min) ago"))
    await expect(tip).to_contain_text("1 more here")


async def test_the_exact_instant_is_shown_in_the_time_zone_of_the_reader(
    tracker: FakeTracker, chromium: Browser
) -> None:
    at_s = time.time() - 30
    tracker.put(a_fix(timestamp=at_s))
    context = await chromium.new_context(timezone_id="Asia/Tokyo", locale="en-US")
    page = await context.new_page()
    await page.goto(f"{tracker.url}/?shipment=PKG-998877")
    told = datetime.fromtimestamp(at_s, ZoneInfo("Asia/Tokyo")).strftime("%I:%M:%S").lstrip("0")
    await expect(page.locator(".row__age")).to_have_attribute("title", re.compile(told))
    await expect(page.get_by_role("complementary", name="Selected shipment")).to_contain_text(told)
    await context.close()


@pytest.mark.parametrize("width", [390, 320])
async def test_nothing_lies_over_the_legend_of_a_phone(tracker: FakeTracker, open_page: OpenPage, width: int) -> None:
    tracker.put(*a_fleet(50, at_s=time.time()))
    dashboard = await open_page(tracker.url, width=width, height=844, is_phone=True)
    await dashboard.says("Live")
    await dashboard.page.get_by_role("button", name="Offline 0").tap()
    await expect(dashboard.page.get_by_role("button", name="Offline 0", pressed=False)).to_be_visible()
    await dashboard.page.get_by_role("button", name="Moving 50").tap()
    await expect(dashboard.page.get_by_role("button", name="Moving 50", pressed=False)).to_be_visible()


async def test_a_map_without_room_is_handled_as_when_the_page_removes_it(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page(tracker.url)
    middle = await dashboard.map_middle()
    await dashboard.wait_for_marker(*middle)
    # React takes the map out of the page before it tells Leaflet, which hears of its size in between.
    show = "(display) => { document.querySelector('.stage').style.display = display; }"
    await dashboard.page.evaluate(show, "none")
    await expect(dashboard.page.locator(".map-view")).to_be_hidden()
    await dashboard.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    await dashboard.page.evaluate(show, "")
    await dashboard.wait_for_marker(*middle)
