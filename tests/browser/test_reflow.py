"""On any width, and with text of twice the size, the page does not scroll sideways, and nothing is cut or covered."""

import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from app.settings import Settings
from tests.browser.dashboard_page import CHROMIUM_ARGUMENTS, DashboardPage, OpenPage, chromium_path
from tests.browser.fake_tracker import FakeTracker, a_fleet
from tests.browser.test_accessibility import findings
from tests.builders import a_fix

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

FAULTS = re.sub(r"^//.*\n", "", (Path(__file__).parent / "layout_faults.js").read_text())
AT = "/?map=13/40.44000/-79.99000"
BROWSER_TEXT_PX = 16
ROW_PX = 58


async def faults_of(page: Page) -> list[str]:
    """Return what cannot be read or reached in the page as it is now."""
    found: Any = await page.evaluate(FAULTS)
    return list(found)


def fill(tracker: FakeTracker) -> None:
    """Put in shipments in each state, one of them silent, where the map has no streets."""
    tracker.settings = Settings()
    now = time.time()
    tracker.put(
        *a_fleet(40, at_s=now), a_fix(shipmentId="PKG-STALE", timestamp=now - 300, latitude=40.44, longitude=-80)
    )
    tracker.put({**a_fix(shipmentId="PKG-GONE", timestamp=now - 9_000), "receivedAt": now - 9_000})


async def walk(dashboard: DashboardPage, look: Callable[[str], Awaitable[None]]) -> None:
    """Open each screen and each part that lies over the map, and look at it."""
    page = dashboard.page
    await dashboard.says("Live")
    await expect(page.get_by_role("region", name="Offer of a street map")).to_be_visible()
    await look("offer")
    await page.get_by_role("button", name="What is sent").click()
    await look("offer explained")
    await page.get_by_role("button", name="Not here").click()
    await look("fleet")
    await page.get_by_role("button", name="Measure a distance").click()
    await expect(page.locator(".cross-hair")).to_be_visible()
    await look("ruler")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Point on the map").click()
    await expect(page.get_by_role("button", name="Use the centre")).to_be_visible()
    await look("a point is asked for")
    await page.get_by_role("button", name="Use the centre").click()
    await expect(page.get_by_role("region", name="Place on the map")).to_be_visible()
    await look("place")
    await page.locator(".map-view__map").focus()
    await page.keyboard.press("Shift+F10")
    await expect(page.get_by_role("dialog", name="Place on the map")).to_be_visible()
    await look("menu of a place")
    await page.keyboard.press("Escape")
    for button, dialog in (("View", "View"), ("Shortcuts and markers", "Shortcuts and markers")):
        await page.get_by_role("button", name=button, exact=True).click()
        await expect(page.get_by_role("dialog", name=dialog)).to_be_visible()
        await look(dialog)
        await page.keyboard.press("Escape")
    await page.locator(".pill").click()
    await expect(page.get_by_role("dialog", name="Connection")).to_be_visible()
    await look("connection")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Remove the place").click()
    await page.locator(".row").first.click()
    await expect(page.get_by_role("complementary", name="Selected shipment")).to_be_visible()
    await look("card")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (1280, 800)])
async def test_no_screen_scrolls_sideways_or_has_cut_or_covered_parts(
    tracker: FakeTracker, open_page: OpenPage, width: int, height: int, dark: bool
) -> None:
    fill(tracker)
    dashboard = await open_page(tracker.url + AT, width=width, height=height, dark=dark, is_phone=width < 700)
    found: dict[str, list[str]] = {}

    async def look(screen: str) -> None:
        found[screen] = await faults_of(dashboard.page) + await findings(dashboard.page)

    await walk(dashboard, look)
    assert {screen: said for screen, said in found.items() if said} == {}


@pytest_asyncio.fixture(loop_scope="session")
async def large_text() -> AsyncIterator[Browser]:
    """Yield a browser whose reader chose text of 32 px instead of 16."""
    async with async_playwright() as playwright:
        arguments = [*CHROMIUM_ARGUMENTS, f"--blink-settings=defaultFontSize={2 * BROWSER_TEXT_PX}"]
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        yield browser
        await browser.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (640, 400)], ids=["window", "zoomed to 200 % as well"])
async def test_text_of_twice_the_size_leaves_every_part_whole_and_in_reach(
    tracker: FakeTracker, large_text: Browser, width: int, height: int
) -> None:
    fill(tracker)
    page = await large_text.new_page(viewport={"width": width, "height": height})
    dashboard = DashboardPage(page)
    await page.goto(tracker.url + AT)
    found: dict[str, list[str]] = {}

    async def look(screen: str) -> None:
        found[screen] = await faults_of(page) + await findings(page)

    await walk(dashboard, look)
    assert {screen: said for screen, said in found.items() if said} == {}
    assert dashboard.complaints == []


async def test_rows_of_the_list_follow_the_size_of_the_text_also_while_it_changes(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(*a_fleet(300, at_s=time.time()))
    page = (await open_page(tracker.url)).page
    rows = page.locator(".row")
    await expect(rows.first).to_be_visible()
    for size_px in (BROWSER_TEXT_PX, 2 * BROWSER_TEXT_PX, BROWSER_TEXT_PX):
        await page.evaluate("(size) => { document.documentElement.style.fontSize = `${size}px`; }", size_px)
        await expect(rows.nth(1)).to_have_css(
            "transform", f"matrix(1, 0, 0, 1, 0, {ROW_PX * size_px // BROWSER_TEXT_PX})"
        )
        boxes: Any = [await rows.nth(at).bounding_box() for at in (0, 1)]
        assert boxes[0]["y"] + boxes[0]["height"] == pytest.approx(boxes[1]["y"], abs=0.5)
        whole: Any = await page.locator(".shipment-list__rows").bounding_box()
        assert whole["height"] == 300 * boxes[0]["height"]


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ({"selector": ".legend", "css": "width: 200vw"}, "the page is"),
        ({"selector": ".topbar__title", "css": "width: 20px; text-overflow: clip"}, "cut: h1"),
        ({"selector": ".legend", "css": "inset: auto 12px 60px auto; z-index: 9"}, "overlap"),
        ({"selector": "[aria-label='Map tools']", "css": "transform: translateY(200px)"}, "is below"),
    ],
    ids=["too wide", "cut", "overlap", "covered"],
)
async def test_a_planted_fault_is_found(
    tracker: FakeTracker, open_page: OpenPage, style: dict[str, str], said: str
) -> None:
    tracker.put(*a_fleet(3, at_s=time.time()))
    page = (await open_page(tracker.url, width=390, height=844)).page
    await expect(page.get_by_role("group", name="Map tools")).to_be_visible()
    assert await faults_of(page) == []
    plant = "({ selector, css }) => { document.querySelector(selector).style.cssText = css; }"
    await page.evaluate(plant, style)
    assert any(said in fault for fault in await faults_of(page))
