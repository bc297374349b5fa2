"""Every area of deliveries fits each width, text of twice the size and paper, and is accessible in both themes."""

import re
import time
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.dashboard_page import DashboardPage, OpenPage
from tests.browser.fake_alerts import a_bad_day
from tests.browser.fake_tracker import FakeTracker
from tests.browser.test_accessibility import findings
from tests.browser.test_live_routes import a_driver, a_route
from tests.browser.test_printing import print_page
from tests.browser.test_reflow import faults_of, large_text

__all__ = ["large_text"]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


async def walk_alerts(page: Page, look: Callable[[str], Awaitable[None]]) -> None:
    """Open the area of alerts, one of its lines, and look at what nothing matches."""
    await page.get_by_role("link", name="Alerts").click()
    await expect(page.get_by_role("region", name="Open alerts")).to_be_visible()
    await look("alerts")
    await page.get_by_role("button", name="12 deliveries at risk on van 7").first.click()
    await expect(page.get_by_role("button", name="PKG-011").first).to_be_visible()
    await look("an open line")
    await page.get_by_label("State").select_option("Snoozed")
    await expect(page.get_by_text("No alert matches")).to_be_visible()
    await look("no match")


async def walk_route(page: Page, look: Callable[[str], Awaitable[None]]) -> None:
    """Open the card of a driver, and that of a delivery on the route."""
    card = page.get_by_role("complementary", name="Selected driver")
    await expect(card.get_by_role("listitem").first).to_be_visible()
    await look("route")
    await card.get_by_role("button", name="STOP-2").click()
    await expect(page.get_by_role("complementary", name="Selected delivery")).to_contain_text("of the driver")
    await look("delivery on the live map")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (1280, 800)])
async def test_a_route_on_the_live_map_has_no_cut_or_covered_parts(
    tracker: FakeTracker, open_page: OpenPage, width: int, height: int, dark: bool
) -> None:
    now = time.time()
    tracker.put_driver(a_driver(at_s=now))
    tracker.deliveries.put(*a_route(at_s=now))
    address = f"{tracker.url}/?route=van+7"
    page = (await open_page(address, width=width, height=height, dark=dark, is_phone=width < 700)).page
    found: dict[str, list[str]] = {}

    async def look(screen: str) -> None:
        found[screen] = await faults_of(page) + await findings(page)

    await walk_route(page, look)
    assert {screen: said for screen, said in found.items() if said} == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (1280, 800)])
async def test_no_area_scrolls_sideways_or_has_cut_or_covered_parts(
    tracker: FakeTracker, open_page: OpenPage, width: int, height: int, dark: bool
) -> None:
    tracker.deliveries.put(*a_bad_day(at_s=time.time()))
    page = (await open_page(tracker.url, width=width, height=height, dark=dark, is_phone=width < 700)).page
    found: dict[str, list[str]] = {}

    async def look(screen: str) -> None:
        found[screen] = await faults_of(page) + await findings(page)

    await walk_alerts(page, look)
    assert {screen: said for screen, said in found.items() if said} == {}


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (640, 400)], ids=["window", "zoomed to 200 % as well"])
async def test_text_of_twice_the_size_leaves_every_area_whole(
    tracker: FakeTracker, large_text: Browser, width: int, height: int
) -> None:
    tracker.deliveries.put(*a_bad_day(at_s=time.time()))
    page = await large_text.new_page(viewport={"width": width, "height": height})
    dashboard = DashboardPage(page)
    await page.goto(tracker.url)
    found: dict[str, list[str]] = {}

    async def look(screen: str) -> None:
        found[screen] = await faults_of(page) + await findings(page)

    await walk_alerts(page, look)
    assert {screen: said for screen, said in found.items() if said} == {}
    assert dashboard.complaints == []


async def test_paper_has_every_alert_and_no_controls(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.deliveries.put(*a_bad_day(at_s=time.time()))
    page = (await open_page(tracker.url + "/?area=alerts", height=300)).page
    await expect(page.get_by_role("region", name="Open alerts")).to_be_visible()
    await print_page(page)
    await expect(page.get_by_role("button", name=re.compile("^(Acknowledge|Snooze) "))).to_have_count(0)
    area = "document.querySelector('main').getBoundingClientRect().bottom"
    last = "[...document.querySelectorAll('main li')].at(-1).getBoundingClientRect().bottom"
    assert await page.evaluate(f"{last} <= {area}")
