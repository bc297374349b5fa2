"""The area of alerts: lines by route that open, acts and their keys, and the count beside its name."""

import re
import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_alerts import a_bad_day, alerted
from tests.browser.fake_tracker import FakeTracker

pytestmark = pytest.mark.browser
AREA = "/?area=alerts"
VAN_7 = re.compile("^12 deliveries at risk on van 7")


async def test_twelve_deliveries_at_risk_on_one_van_are_one_line_that_opens_and_leads_to_a_delivery(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.deliveries.put(*a_bad_day(at_s=time.time()))
    page = (await open_page(tracker.url)).page
    await page.get_by_role("link", name="Alerts 3 open alerts").click()
    line = page.get_by_role("button", name=VAN_7)
    await line.click()
    await expect(line).to_have_attribute("aria-expanded", "true")
    await page.wait_for_url("**aline=at_risk**")
    await page.reload()
    await page.get_by_role("button", name=re.compile("^PKG-003")).click()
    await expect(page.get_by_role("complementary", name="Selected delivery")).to_contain_text("PKG-003")


async def test_keys_acknowledge_a_line_and_the_count_follows(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.deliveries.put(*a_bad_day(at_s=time.time()))
    page = (await open_page(tracker.url + AREA)).page
    await page.get_by_role("button", name=VAN_7).focus()
    await page.keyboard.press("a")
    await expect(page.get_by_text("12 alerts changed.")).to_be_visible()
    assert len([path for _, path, _ in tracker.deliveries.requests if path.endswith("/acknowledge")]) == 12
    await expect(page.get_by_role("link", name="Alerts 2 open alerts")).to_be_visible()
    late = page.get_by_role("button", name=re.compile("^PKG-LATE late on van 8"))
    await late.focus()
    await page.keyboard.press("s")
    await expect(page.get_by_role("link", name="Alerts 1 open alert")).to_be_visible()
    await page.get_by_label("State").select_option("Snoozed")
    await expect(page.get_by_text("snoozed until")).to_be_visible()
    await page.wait_for_url("**astate=snoozed**")


async def test_an_alert_that_resolves_moves_to_what_resolved_by_itself(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    now = time.time()
    tracker.deliveries.put(alerted("PKG-1", "van 7", "late", at_s=now))
    page = (await open_page(tracker.url + AREA)).page
    await expect(page.get_by_role("region", name="Open alerts")).to_contain_text("PKG-1")
    tracker.deliveries.put(alerted("PKG-1", "van 7", "late", at_s=now, state="resolved", resolvedAt=now))
    await tracker.deliveries.tell()
    await expect(page.get_by_role("region", name="Resolved by itself")).to_contain_text("PKG-1")
    await expect(page.get_by_text("All is well")).to_be_visible()
    await expect(page.get_by_text("Checked")).to_be_visible()
