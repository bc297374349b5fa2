"""Keys and focus, as people who use no mouse, or who speak to their computer, depend on them."""

import re
import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_tracker import FakeTracker, a_fleet
from tests.builders import a_fix

pytestmark = pytest.mark.browser


async def test_single_keys_can_be_switched_off_and_the_browser_remembers_it(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_fix(timestamp=time.time(), speed=9))
    dashboard = await open_page(f"{tracker.url}/?shipment=PKG-998877")
    page = dashboard.page
    following = page.get_by_role("button", name="Following")
    await dashboard.shows_rows("PKG-998877")
    await page.keyboard.press("f")
    await expect(following).to_be_visible()
    await page.get_by_role("button", name="Shortcuts and markers").focus()
    await page.keyboard.press("Enter")
    help_dialog = page.get_by_role("dialog", name="Shortcuts and markers")
    switch = help_dialog.get_by_role("switch", name="Single-key shortcuts")
    await switch.focus()
    await page.keyboard.press("Space")
    await expect(switch).not_to_be_checked()
    await expect(help_dialog.get_by_text("Follow the selected shipment (off)")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Shortcuts and markers")).to_be_focused()
    await page.reload()
    await dashboard.shows_rows("PKG-998877")
    await expect(page.locator(".search kbd")).to_be_hidden()
    await page.keyboard.type("ftca1234?/")
    await page.keyboard.press("ArrowDown")
    await expect(page.locator(".row--active")).to_be_visible()
    await expect(following).to_be_visible()
    await expect(help_dialog).to_be_hidden()
    await expect(page.get_by_role("combobox", name="Search shipment")).to_have_value("")
    await expect(page.get_by_role("combobox", name="Search shipment")).not_to_be_focused()
    await expect(page.get_by_role("button", name="Moving 1", pressed=True)).to_be_visible()


async def test_a_popover_keeps_the_focus_and_gives_it_back(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page(tracker.url)
    page = dashboard.page
    await dashboard.shows_rows("PKG-998877")
    view = page.get_by_role("button", name="View")
    menu = page.get_by_role("dialog", name="View")
    await view.focus()
    await page.keyboard.press("Enter")
    await expect(menu).to_be_focused()
    for _ in range(7):
        await page.keyboard.press("Tab")
        assert await menu.evaluate("(menu) => menu.contains(document.activeElement)")
    for _ in range(7):
        await page.keyboard.press("Shift+Tab")
        assert await menu.evaluate("(menu) => menu.contains(document.activeElement)")
    await page.keyboard.press("Escape")
    await expect(view).to_be_focused()
    await page.keyboard.press("Enter")
    await page.locator(".topbar__title").click()
    await expect(menu).to_be_hidden()
    await expect(view).to_be_focused()
    await page.keyboard.press("Enter")
    elsewhere = page.get_by_role("button", name="Stopped 1")
    await elsewhere.click()
    await expect(menu).to_be_hidden()
    await expect(elsewhere).to_be_focused()


async def test_the_active_row_stays_known_to_a_screen_reader_when_it_is_scrolled_away(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(*a_fleet(300, at_s=time.time()))
    page = (await open_page(tracker.url)).page
    listbox = page.get_by_role("listbox", name="Shipments")
    await listbox.focus()
    await page.keyboard.press("ArrowDown")
    await expect(listbox).to_have_attribute("aria-activedescendant", "row-PKG-00000")
    await listbox.evaluate("(list) => list.scrollTo(0, 9_000)")
    await expect(page.get_by_role("option", name=re.compile("PKG-00155"))).to_be_visible()
    await expect(page.locator("#row-PKG-00000")).to_be_attached()
