"""The buttons and gestures of the map: zoom, full screen, the own position, the ruler and the menu of a place."""

import re
import time
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.dashboard_page import DashboardPage, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.browser.test_accessibility import findings
from tests.builders import a_fix

pytestmark = pytest.mark.browser

AT = "map=13/40.758/-79.9855"
TOOLS = ".leaflet-tools-pane canvas"
METRES_PER_PX_AT_EQUATOR = 40_030_230 / 256


async def open_at(tracker: FakeTracker, open_page: OpenPage, address: str = AT, **screen: Any) -> DashboardPage:
    """Open a dashboard with one shipment."""
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page(f"{tracker.url}/?{address}", **screen)
    await dashboard.says("Live")
    await dashboard.shows_rows("PKG-998877")
    return dashboard


def tool(page: Page, name: str) -> Any:
    """Return a button of the map."""
    return page.get_by_role("group", name="Map tools").get_by_role("button", name=name, exact=True)


async def test_a_measured_way_adds_up_and_its_last_place_can_be_removed(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    dashboard = await open_at(tracker, open_page)
    page, (x, y) = dashboard.page, await dashboard.map_middle()
    await tool(page, "Measure a distance").click()
    bar = page.get_by_role("region", name="Measure a distance")
    await expect(bar).to_contain_text("Click places on the map")
    metres_per_px = METRES_PER_PX_AT_EQUATOR / 2**13 * 0.7575
    await page.mouse.click(x - 100, y - 100)
    await page.mouse.click(x + 100, y - 100)
    await expect(bar).to_contain_text(f"Distance {200 * metres_per_px / 1000:.1f} km")
    await page.mouse.click(x + 100, y + 100)
    await expect(bar).to_contain_text(f"Distance {400 * metres_per_px / 1000:.1f} km")
    await expect(bar).to_contain_text(f"last leg {200 * metres_per_px / 1000:.1f} km")
    await page.mouse.click(x + 100, y + 100)
    await expect(bar).to_contain_text("Finished")
    assert await findings(page) == []
    await page.keyboard.press("Backspace")
    await expect(bar).to_contain_text(f"Distance {200 * metres_per_px / 1000:.1f} km")
    await page.keyboard.press("Escape")
    await expect(bar).to_have_count(0)
    await expect(page.locator(TOOLS)).to_have_count(0)
    # Clicks are the mode's again.
    await page.mouse.click(x, y)
    await expect(page.get_by_role("complementary", name="Selected shipment")).to_be_visible()


async def test_escape_ends_measuring_before_it_deselects(tracker: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await open_at(tracker, open_page, f"shipment=PKG-998877&{AT}")
    page = dashboard.page
    card = page.get_by_role("complementary", name="Selected shipment")
    await page.keyboard.press("m")
    await expect(page.get_by_role("region", name="Measure a distance")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("region", name="Measure a distance")).to_have_count(0)
    await expect(card).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(card).to_have_count(0)


async def test_the_keyboard_measures_with_the_cross_hair(tracker: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await open_at(tracker, open_page)
    page = dashboard.page
    await page.keyboard.press("m")
    bar = page.get_by_role("region", name="Measure a distance")
    await page.keyboard.press("Enter")
    await expect(bar.get_by_role("button", name="Remove the last place")).to_be_visible()
    for _ in range(3):
        await page.keyboard.press("ArrowRight")
    await expect(page).to_have_url(re.compile(r"map=13/40\.758\d*/-79\.9[0-7]"))
    await page.keyboard.press("Enter")
    await expect(bar).to_contain_text("Distance")
    await page.keyboard.press("Enter")
    await expect(bar).to_contain_text("Finished")


@pytest.mark.parametrize("by_key", [False, True])
async def test_the_menu_of_a_place_copies_its_coordinates_and_measures_from_there(
    tracker: FakeTracker, open_page: OpenPage, by_key: bool
) -> None:
    dashboard = await open_at(tracker, open_page)
    page, (x, y) = dashboard.page, await dashboard.map_middle()
    await page.context.grant_permissions(["clipboard-write"])
    if by_key:
        await page.locator(".map-view__map").focus()
        await page.keyboard.press("Shift+F10")
    else:
        await page.mouse.click(x, y, button="right")
    menu = page.get_by_role("dialog", name="Place on the map")
    # The middle of the map lies between two pixels.
    await expect(menu).to_contain_text(re.compile(r"40\.75[78]\d\d, -79\.985[45]\d"))
    coordinates = re.findall(r"[\d.]+, -[\d.]+", await menu.inner_text())[0]
    await expect(menu.get_by_role("link")).to_have_attribute("href", f"geo:{coordinates.replace(' ', '')}")
    assert await findings(page) == []
    await menu.get_by_role("button", name="Copy coordinates").click()
    await expect(menu.get_by_role("button", name="Copied")).to_be_visible()
    assert await dashboard.clipboard() == coordinates
    await menu.get_by_role("button", name="Measure from here").click()
    await expect(menu).to_have_count(0)
    await page.mouse.click(x + 100, y)
    await expect(page.get_by_role("region", name="Measure a distance")).to_contain_text("Distance 1.4 km")


async def test_a_long_press_opens_the_menu_of_a_place_and_selects_nothing(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    dashboard = await open_at(tracker, open_page, width=390, height=844, is_phone=True)
    page, (x, y) = dashboard.page, await dashboard.map_middle()
    session = await page.context.new_cdp_session(page)
    await session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    await expect(page.get_by_role("dialog", name="Place on the map")).to_contain_text("40.758")
    await session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await expect(page.get_by_role("dialog", name="Place on the map")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("complementary", name="Selected shipment")).to_have_count(0)


async def test_a_pinch_zooms_around_its_middle_without_a_menu(tracker: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await open_at(tracker, open_page, width=390, height=844, is_phone=True)
    page, (x, y) = dashboard.page, await dashboard.map_middle()
    session = await page.context.new_cdp_session(page)
    pinch = {"x": x, "y": y, "scaleFactor": 2.2, "relativeSpeed": 200, "gestureSourceType": "touch"}
    await session.send("Input.synthesizePinchGesture", pinch)
    await expect(page).to_have_url(re.compile(r"map=14(\.\d+)?/40\.75[78]\d*/-79\.98"))
    await dashboard.wait_for_marker(x, y)
    await expect(page.get_by_role("dialog", name="Place on the map")).to_have_count(0)


async def test_the_own_position_is_explained_first_then_shown_and_switched_off(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    dashboard = await open_at(tracker, open_page)
    page = dashboard.page
    await page.context.set_geolocation({"latitude": 48.2, "longitude": 16.37, "accuracy": 25})
    button = tool(page, "Show your position")
    await button.click()
    question = page.get_by_role("dialog", name="Show your position?")
    await expect(question).to_contain_text("Your position stays in this browser")
    assert await findings(page) == []
    await page.context.grant_permissions(["geolocation"])
    await question.get_by_role("button", name="Continue").click()
    await expect(page.get_by_text("Your position is on the map (± 25 m).")).to_be_visible()
    await expect(page).to_have_url(re.compile(r"map=13/48\.2\d*/16\.3"))
    await expect(page.locator(TOOLS)).to_have_count(1)
    await button.click()
    await expect(page.locator(TOOLS)).to_have_count(0)
    # The browser knows the answer now, so there is nothing to explain.
    await button.click()
    await expect(page.locator(TOOLS)).to_have_count(1)


async def test_a_refused_position_is_told_in_a_sentence(tracker: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await open_at(tracker, open_page)
    await tool(dashboard.page, "Show your position").click()
    await dashboard.page.get_by_role("button", name="Continue").click()
    await expect(dashboard.page.get_by_text("The browser may not use the position")).to_be_visible()


async def test_full_screen_is_switched_on_and_off_and_announced(tracker: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await open_at(tracker, open_page)
    button = tool(dashboard.page, "Full screen")
    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "true")
    await expect(dashboard.page.get_by_text("Full screen is on.")).to_be_attached()
    await dashboard.page.keyboard.press("w")
    await expect(button).to_have_attribute("aria-pressed", "false")


async def test_home_shows_the_fleet_and_plus_zooms_while_single_keys_are_off(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    dashboard = await open_at(tracker, open_page, "map=5/10/10")
    page = dashboard.page
    await page.evaluate("localStorage.setItem('tracker.single-keys', 'off')")
    await page.reload()
    await dashboard.shows_rows("PKG-998877")
    await page.locator(".map-view__map").focus()
    await page.keyboard.press("+")
    await expect(page).to_have_url(re.compile(r"map=6/10\.0\d*/10\.0"))
    await page.keyboard.press("m")
    await page.keyboard.press("Home")
    await expect(page).to_have_url(re.compile(r"map=13/40\.75\d*/-79\.98"))
    await expect(page.get_by_role("region", name="Measure a distance")).to_have_count(0)


@pytest.mark.parametrize("latitude", [0, 40, -60, 80])
async def test_the_scale_is_that_of_the_latitude_in_the_middle(
    tracker: FakeTracker, open_page: OpenPage, latitude: int
) -> None:
    dashboard = await open_at(tracker, open_page, f"map=8/{latitude}/10")
    line = dashboard.page.locator(".leaflet-control-scale-line")
    words = (await line.inner_text()).split()
    width: Any = await line.evaluate("(it) => it.offsetWidth")
    metres = float(words[0]) * {"km": 1000, "m": 1}[words[1]]
    cosine = {0: 1, 40: 0.766, -60: 0.5, 80: 0.1736}[latitude]
    assert metres / width == pytest.approx(METRES_PER_PX_AT_EQUATOR / 2**8 * cosine, rel=0.03)


@pytest.mark.parametrize("latitude", [89.5, -89.5])
async def test_the_map_ends_with_the_world_in_the_north_and_south_and_repeats_it_in_the_east(
    tracker: FakeTracker, open_page: OpenPage, latitude: float
) -> None:
    tracker.put(a_fix(timestamp=time.time(), latitude=latitude))
    dashboard = await open_page(f"{tracker.url}/?map=6/{80 if latitude > 0 else -80}/179")
    page, (x, y) = dashboard.page, await dashboard.map_middle()
    await dashboard.says("Live")
    down = 1 if latitude > 0 else -1
    for _ in range(4):
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(x - 150, y + down * 300, steps=6)
        await page.mouse.up()
    # The edge at 85.05° lies at the edge of the view, whose middle is 400 pixels nearer to the equator.
    edge = r"-?8[234]\.\d+"
    await expect(page).to_have_url(re.compile(rf"map=6/{edge}/-1\d\d\."))
    # A shipment beyond is drawn at that edge, in sight, and the map does not move away from it.
    await page.locator(".row").first.click()
    marker = page.locator(".selected-marker")
    box: Any = await page.locator(".map-view").bounding_box()
    await expect(page).to_have_url(re.compile(r"map=13/-?8[45]\."))
    at: Any = await marker.bounding_box()
    wanted = box["y"] if latitude > 0 else box["y"] + box["height"]
    assert at["y"] + at["height"] / 2 == pytest.approx(wanted, abs=3)
