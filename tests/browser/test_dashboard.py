"""What a person does with the dashboard, in a real browser."""

import re
import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import PATIENCE_MS, OpenPage
from tests.browser.fake_tracker import FakeTracker, a_fleet
from tests.builders import a_fix

pytestmark = pytest.mark.browser


def a_fresh_fix(**fields: object) -> dict[str, object]:
    """Return a fix of this moment."""
    return a_fix(**{"timestamp": time.time(), **fields})


async def test_an_empty_tracker_says_how_to_get_data(tracker: FakeTracker, open_page: OpenPage) -> None:
    page = (await open_page(tracker.url)).page
    await expect(page.get_by_role("heading", name="No shipments yet")).to_be_visible()
    await expect(page.get_by_text(f'make simulate ARGS="--url {tracker.url}"')).to_be_visible()
    await expect(page.get_by_text(f"curl {tracker.url}/api/shipments/update")).to_be_visible()
    await expect(page.get_by_role("button", name="Start the demo")).to_be_hidden()


async def test_the_first_position_appears_on_the_map_and_in_the_list(tracker: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await open_page(tracker.url)
    await expect(dashboard.page.get_by_role("heading", name="No shipments yet")).to_be_visible()
    tracker.put(a_fresh_fix())
    await tracker.tell()
    await dashboard.shows_rows("PKG-998877")
    await expect(dashboard.page.get_by_role("heading", name="No shipments yet")).to_be_hidden()
    # The map frames the fleet, so its only shipment is in the middle.
    await dashboard.wait_for_marker(*await dashboard.map_middle())


async def test_a_marker_can_be_picked_on_the_map_and_let_go(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_fresh_fix(speed=10, battery=0.5))
    dashboard = await open_page(tracker.url)
    x, y = await dashboard.map_middle()
    await dashboard.wait_for_marker(x, y)
    await dashboard.page.mouse.click(x, y)
    card = dashboard.page.get_by_role("complementary", name="Selected shipment")
    await expect(card).to_contain_text("Dave-007")
    await expect(card).to_contain_text("36 km/h")
    await expect(card).to_contain_text("40.75800, -79.98550")
    await dashboard.page.wait_for_url("**/?shipment=PKG-998877")
    await dashboard.page.keyboard.press("Escape")
    await expect(card).to_be_hidden()


async def test_the_keyboard_alone_finds_and_selects_a_shipment(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(*a_fleet(300, at_s=time.time()))
    dashboard = await open_page(tracker.url)
    page = dashboard.page
    await expect(page.locator(".row").first).to_be_visible()
    await page.keyboard.type("/PKG-00123")
    await dashboard.shows_rows("PKG-00123")
    await page.keyboard.press("Enter")
    card = page.get_by_role("complementary", name="Selected shipment")
    await expect(card).to_contain_text("PKG-00123")
    await page.keyboard.press("f")
    await expect(card.get_by_role("button", name="Following")).to_be_visible()
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(card).to_be_visible()


async def test_arrow_keys_walk_through_the_list_and_selecting_does_not_follow(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(*a_fleet(20, at_s=time.time()))
    page = (await open_page(tracker.url)).page
    await expect(page.locator(".row").first).to_be_visible()
    await page.get_by_role("listbox", name="Shipments").focus()
    for _ in range(2):
        await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    card = page.get_by_role("complementary", name="Selected shipment")
    await expect(card).to_contain_text(re.compile("PKG-0000[12]"))
    await expect(card.get_by_role("button", name="Follow", exact=True)).to_be_visible()
    assert "follow" not in page.url


async def test_a_link_restores_the_selection_and_flies_there(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(*a_fleet(300, at_s=time.time()))
    dashboard = await open_page(f"{tracker.url}/?shipment=PKG-00200&status=moving")
    card = dashboard.page.get_by_role("complementary", name="Selected shipment")
    await expect(card).to_contain_text("PKG-00200")
    x, y = await dashboard.map_middle()
    ring = dashboard.page.locator(".selected-marker")
    await dashboard.until(
        "([x, y]) => { const box = document.querySelector('.selected-marker')?.getBoundingClientRect();"
        " return box && Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y) < 3; }",
        [x, y],
    )
    await expect(ring).to_contain_text("PKG-00200")


async def test_dragging_the_map_ends_following(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_fresh_fix())
    dashboard = await open_page(f"{tracker.url}/?shipment=PKG-998877&follow=1")
    page = dashboard.page
    following = page.get_by_role("button", name="Following")
    await expect(following).to_be_visible()
    x, y = await dashboard.map_middle()
    await dashboard.wait_for_marker(x, y)
    await page.mouse.move(x - 200, y - 100)
    await page.mouse.down()
    await page.mouse.move(x - 100, y - 100, steps=5)
    await page.mouse.up()
    await expect(following).to_be_hidden()
    await expect(page.get_by_role("button", name="Follow", exact=True)).to_be_visible()


async def test_the_theme_can_be_switched_and_is_remembered(tracker: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await open_page(tracker.url, dark=True)
    page = dashboard.page
    await expect(page.locator(".topbar")).to_be_visible()  # the page asks first whether it must sign in
    background = "getComputedStyle(document.querySelector('.topbar')).backgroundColor"
    dark = await page.evaluate(background)
    await page.get_by_role("button", name="Use light colours").click()
    assert await page.evaluate(background) != dark
    await page.reload()
    await expect(page.get_by_role("button", name="Use dark colours")).to_be_visible()
    assert await page.evaluate(background) != dark


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640)])
async def test_the_page_fits_a_phone(tracker: FakeTracker, open_page: OpenPage, width: int, height: int) -> None:
    tracker.put(*a_fleet(50, at_s=time.time()))
    dashboard = await open_page(tracker.url, width=width, height=height, is_phone=True)
    page = dashboard.page
    await expect(page.locator(".row").first).to_be_visible(timeout=PATIENCE_MS)
    assert not await dashboard.is_wider_than_screen()
    summary = page.locator(".topbar__summary")
    assert await summary.evaluate("(line) => line.scrollWidth <= line.clientWidth"), "the summary is cut off"
    await page.get_by_role("button", name="Show more of the list").tap()
    await expect(page.get_by_role("button", name="Show more of the map")).to_be_visible()
    await page.locator(".row").first.tap()
    await expect(page.get_by_role("complementary", name="Selected shipment")).to_be_visible()
    assert not await dashboard.is_wider_than_screen()


async def test_no_request_leaves_the_machine(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_fresh_fix())
    dashboard = await open_page("about:blank")
    asked: list[str] = []
    dashboard.page.on("request", lambda request: asked.append(request.url))
    await dashboard.page.goto(tracker.url)
    await dashboard.shows_rows("PKG-998877")
    await dashboard.wait_for_marker(*await dashboard.map_middle())
    assert [url for url in asked if not url.startswith(tracker.url)] == []
