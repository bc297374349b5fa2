"""A computer whose clock is wrong, or is set while the page is open, shows the same as any other."""

import re
import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import DashboardPage, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix

pytestmark = pytest.mark.browser

ADJUSTABLE_CLOCK = """(() => {
  window.clockAheadMs = AHEAD_MS;
  const [RealDate, now] = [Date, Date.now.bind(Date)];
  Date.now = () => now() + window.clockAheadMs;
  window.Date = new Proxy(RealDate, {
    construct: (target, given) => (given.length ? new target(...given) : new target(Date.now())),
  });
})();"""


async def open_with_clock(open_page: OpenPage, url: str, ahead_s: int = 0) -> DashboardPage:
    """Open the dashboard on a computer whose clock is ahead, and can be set by `clockAheadMs`."""
    dashboard = await open_page("about:blank")
    await dashboard.page.add_init_script(ADJUSTABLE_CLOCK.replace("AHEAD_MS", str(ahead_s * 1000)))
    await dashboard.page.goto(url)
    return dashboard


@pytest.mark.parametrize("by_s", [600, -600])
async def test_setting_the_clock_of_the_computer_changes_nothing_on_an_open_page(
    tracker: FakeTracker, open_page: OpenPage, by_s: int
) -> None:
    tracker.put(a_fix(shipmentId="PKG-1", timestamp=time.time(), speed=9))
    tracker.put(a_fix(shipmentId="PKG-3", timestamp=time.time() - 400))
    dashboard = await open_with_clock(open_page, tracker.url)
    await dashboard.shows_rows("PKG-1", "PKG-3")
    await dashboard.says("Live")
    # No heartbeat may come to the rescue.
    tracker.heartbeat_s = 3_600
    await dashboard.page.evaluate("(byS) => { window.clockAheadMs = byS * 1000; }", by_s)
    tracker.put(a_fix(shipmentId="PKG-2", timestamp=time.time(), speed=9))
    await tracker.tell()
    await dashboard.shows_rows("PKG-1", "PKG-2", "PKG-3")
    await expect(dashboard.page.locator(".row__status")).to_have_text(["Moving", "Moving", "Stale"])
    await expect(dashboard.page.locator(".row__age").first).to_have_text(re.compile(r"^(just now|\d+ s ago)$"))
    await expect(dashboard.page.locator(".pill__text")).not_to_contain_text("behind")


@pytest.mark.parametrize("ahead_s", [7_200, -7_200])
async def test_a_computer_with_a_wrong_clock_shows_the_right_ages_before_the_first_heartbeat(
    tracker: FakeTracker, open_page: OpenPage, ahead_s: int
) -> None:
    tracker.heartbeat_s = 3_600
    tracker.put(a_fix(timestamp=time.time() - 30, speed=9), a_fix(shipmentId="PKG-2", timestamp=time.time() - 400))
    dashboard = await open_with_clock(open_page, tracker.url, ahead_s)
    await dashboard.shows_rows("PKG-998877", "PKG-2")
    await expect(dashboard.page.locator(".row__status")).to_have_text(["Moving", "Stale"])
    await expect(dashboard.page.locator(".row__age").first).to_have_text(re.compile(r"^\d+ s ago$"))
