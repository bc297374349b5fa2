"""The areas Deliveries and Alerts and the drivers fit any width, text of twice the size, a finger, axe and paper."""

import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_alerts import a_bad_day, a_driver_line
from tests.browser.fake_tracker import FakeTracker
from tests.browser.test_accessibility import SMALL_TARGETS, findings
from tests.browser.test_live_routes import a_driver, a_route
from tests.browser.test_printing import print_page
from tests.browser.test_reflow import faults_of, large_text

__all__ = ["large_text"]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
Look = Callable[[str], Awaitable[None]]
FILE = "Parcel;Lat;Lng;Colour\nA;40.4;-80;red\nB;95;-80;blue\n"


def fill(tracker: FakeTracker) -> None:
    """Put in a bad day, a driver with a route, and one who is silent."""
    now = time.time()
    tracker.put_driver(a_driver(at_s=now))
    tracker.deliveries.put(*a_bad_day(at_s=now), *a_route(at_s=now))
    tracker.deliveries.driver_alerts = [a_driver_line("silent", "van 9", at_s=now, hides=2)]


async def walk_deliveries(page: Page, look: Look) -> None:
    """Open the table, what is selected, a card, the forms and an import."""
    await page.get_by_role("link", name="Deliveries", exact=True).click()
    grid = page.get_by_role("grid", name="Deliveries")
    await expect(grid.get_by_role("row").nth(1)).to_be_visible()
    await look("table")
    await grid.get_by_role("checkbox").nth(1).click()
    await expect(page.get_by_role("region", name="Change")).to_be_visible()
    await look("selected")
    await page.get_by_role("button", name="Clear").first.click()
    await grid.get_by_role("row").nth(1).click()
    await expect(page.get_by_role("complementary")).to_be_visible()
    await look("card of a delivery")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="New delivery").click()
    await look("form")
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Import CSV").click()
    await look("file")
    chosen: Any = {"name": "plan.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    await page.get_by_label("Choose a CSV file, or drop it here").set_input_files(chosen)
    await look("columns of a file")
    await page.get_by_role("button", name="Import 2 rows").click()
    await expect(page.get_by_role("button", name="Download these rows as CSV")).to_be_visible()
    await look("imported")
    await page.keyboard.press("Escape")


async def walk_alerts(page: Page, look: Look) -> None:
    """Open the alerts and a line of them."""
    await page.get_by_role("link", name=re.compile("^Alerts")).click()
    await expect(page.get_by_role("button", name="Driver van 9 without a signal").first).to_be_visible()
    await look("alerts")
    await page.get_by_role("button", name="deliveries at risk").first.click()
    await look("open line")
    await page.get_by_label("State").select_option("snoozed")
    await look("no alert matches")


async def walk_drivers(page: Page, look: Look) -> None:
    """Open the list of drivers, the card of one, and the card of a delivery of the route."""
    await page.get_by_role("link", name="Live", exact=True).click()
    await page.get_by_role("button", name="Drivers", exact=True).click()
    await expect(page.get_by_role("option", name="van 7")).to_be_visible()
    await look("drivers")
    await page.get_by_role("option", name="van 7").click()
    card = page.get_by_role("complementary", name="Selected driver")
    await expect(card).to_contain_text("4 stops left")
    await look("card of a driver")
    await card.get_by_role("button", name="STOP-1").click()
    await look("card of a stop")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(card).to_have_count(0)


WALKS = {"deliveries": walk_deliveries, "alerts": walk_alerts, "drivers": walk_drivers}


@pytest.mark.parametrize("area", WALKS)
@pytest.mark.parametrize(("width", "height", "dark"), [(320, 640, False), (390, 844, True), (1280, 800, False)])
async def test_no_screen_of_an_area_scrolls_sideways_or_has_parts_that_are_cut_covered_or_too_small(
    tracker: FakeTracker, open_page: OpenPage, area: str, width: int, height: int, dark: bool
) -> None:
    fill(tracker)
    is_phone = width < 700
    page = (await open_page(tracker.url, width=width, height=height, dark=dark, is_phone=is_phone)).page
    found: dict[str, list[str]] = {}

    async def look(screen: str) -> None:
        small: Any = await page.evaluate(SMALL_TARGETS) if is_phone else []
        found[screen] = [*await faults_of(page), *await findings(page), *small]

    await WALKS[area](page, look)
    assert {screen: said for screen, said in found.items() if said} == {}


@pytest.mark.parametrize("area", WALKS)
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (640, 400)], ids=["window", "zoomed to 200 % as well"])
async def test_text_of_twice_the_size_leaves_every_part_of_an_area_whole_and_in_reach(
    tracker: FakeTracker, large_text: Browser, area: str, width: int, height: int
) -> None:
    fill(tracker)
    page = await large_text.new_page(viewport={"width": width, "height": height})
    await page.goto(tracker.url)
    found: dict[str, list[str]] = {}

    async def look(screen: str) -> None:
        found[screen] = [*await faults_of(page), *await findings(page)]

    await WALKS[area](page, look)
    assert {screen: said for screen, said in found.items() if said} == {}


@pytest.mark.parametrize(("area", "text"), [("deliveries", "PKG-LATE"), ("alerts", "deliveries at risk on van 7")])
async def test_paper_shows_what_an_area_lists_and_no_controls(
    tracker: FakeTracker, open_page: OpenPage, area: str, text: str
) -> None:
    fill(tracker)
    page = (await open_page(f"{tracker.url}/?area={area}")).page
    await expect(page.get_by_text(text).first).to_be_visible()
    await print_page(page)
    await expect(page.get_by_text(text).first).to_be_visible()
    await expect(page.get_by_role("button", name="Shortcuts and markers")).to_have_count(0)
    wide: Any = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


async def test_the_keyboard_opens_a_driver_from_the_list_and_escape_returns_to_it(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    fill(tracker)
    page = (await open_page(f"{tracker.url}/?list=drivers")).page
    drivers = page.get_by_role("listbox", name="Drivers")
    await expect(drivers.get_by_role("option", name="van 7")).to_be_visible()
    await drivers.focus()
    await page.keyboard.press("/")
    await page.keyboard.type("van 7")
    await drivers.focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("complementary", name="Selected driver")).to_contain_text("van 7")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="STOP-1")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("complementary")).to_contain_text("STOP-1")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(drivers).to_be_focused()
