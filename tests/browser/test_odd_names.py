"""Names from devices that are hard to read, on every place of the page that shows them."""

import re
import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix

pytestmark = pytest.mark.browser

REVERSED = "PKG-\u202egpj.7"
SHOWN = "PKG-⟨U+202E⟩gpj.7"


async def test_a_name_that_turns_text_around_is_shown_with_what_turns_it(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_fix(shipmentId=REVERSED, driverId="\u2067Ann", timestamp=time.time()))
    dashboard = await open_page(tracker.url)
    page = dashboard.page
    x, y = await dashboard.map_middle()
    await dashboard.wait_for_marker(x, y)
    await page.mouse.move(x, y)
    await expect(page.locator(".map-tip strong")).to_have_text(SHOWN)
    await dashboard.shows_rows(SHOWN)
    await page.get_by_role("option", name=re.compile(re.escape(SHOWN))).click()
    card = page.get_by_role("complementary", name="Selected shipment")
    await expect(card.get_by_role("heading", name=SHOWN)).to_be_visible()
    await expect(page.locator(".selected-marker__label")).to_have_text(SHOWN)
    await page.context.grant_permissions(["clipboard-write"])
    await card.get_by_role("button", name="Copy shipment id").click()
    await expect(card.get_by_role("button", name="Copied")).to_be_visible()
    assert await dashboard.clipboard() == REVERSED
    await card.get_by_role("button", name="Show only this driver").click()
    await expect(page.get_by_role("button", name="Only driver ⟨U+2067⟩Ann. Show every driver")).to_be_visible()


async def test_a_search_finds_a_name_however_its_accents_are_composed(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    now = time.time()
    tracker.put(a_fix(shipmentId="Caf\u00e9-1", timestamp=now), a_fix(shipmentId="CAFE\u0301-2", timestamp=now))
    tracker.put(a_fix(shipmentId="Cafe-3", timestamp=now))
    dashboard = await open_page(tracker.url)
    search = dashboard.page.get_by_role("combobox", name="Search shipment")
    for typed in ("caf\u00e9", "cafe\u0301", "CAF\u00c9"):
        await search.fill("")
        await dashboard.shows_rows("CAFE\u0301-2", "Cafe-3", "Caf\u00e9-1")
        await search.fill(typed)
        await dashboard.shows_rows("CAFE\u0301-2", "Caf\u00e9-1")


async def test_long_numbers_in_names_are_sorted_by_their_value(tracker: FakeTracker, open_page: OpenPage) -> None:
    now = time.time()
    ids = ["T-1000000000000", "T-999999999999", "T-99999999999999999999"]
    tracker.put(*(a_fix(shipmentId=shipment_id, timestamp=now) for shipment_id in ids))
    dashboard = await open_page(f"{tracker.url}/?sort=name")
    await dashboard.shows_rows("T-999999999999", "T-1000000000000", "T-99999999999999999999")
