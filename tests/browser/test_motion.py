"""What moves on the map, what must not, and what no crowd may hide."""

import math
import time
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import PATIENCE_MS, DashboardPage, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix

pytestmark = pytest.mark.browser

LATITUDE, LONGITUDE, ZOOM = 40.758, -79.9855, 13
"""Too far away for names, which are painted beside their markers."""
EAST = 0.016
EAST_PX = EAST * 256 * 2**ZOOM / 360
STALE_PIXELS = """([x, y]) => {
  const canvas = document.querySelector(".leaflet-fleet-pane canvas");
  const box = canvas.getBoundingClientRect();
  const density = canvas.width / box.width;
  const area = [x - box.left - 8, y - box.top - 8, 16, 16].map((value) => Math.round(value * density));
  const { data } = canvas.getContext("2d").getImageData(...area);
  let count = 0;
  for (let i = 0; i < data.length; i += 4)
    if (Math.hypot(data[i] - 0xa8, data[i + 1] - 0x58, data[i + 2]) < 12 && data[i + 3] > 250) count += 1;
  return count;
}"""
FRAMES_LATER = """(count) => new Promise((done) => {
  const next = (left) => (left === 0 ? done() : requestAnimationFrame(() => next(left - 1)));
  next(count);
})"""


async def looking_closely(
    tracker: FakeTracker, open_page: OpenPage, *, reduced: bool = False
) -> tuple[DashboardPage, float, float]:
    """Return a page whose map stays where the fixes are, and the middle of it."""
    dashboard = await open_page("about:blank")
    if reduced:
        await dashboard.page.emulate_media(reduced_motion="reduce")
    await dashboard.page.goto(f"{tracker.url}/?map={ZOOM}/{LATITUDE}/{LONGITUDE}")
    await dashboard.says("Live")
    return (dashboard, *await dashboard.map_middle())


def drives_east(at_s: float, *, share: float) -> dict[str, Any]:
    return a_fix(latitude=LATITUDE, longitude=LONGITUDE + share * EAST, timestamp=at_s, speed=90, heading=90)


@pytest.mark.parametrize("crowd", [60, 6_000])
async def test_no_crowd_hides_a_shipment_that_is_late(tracker: FakeTracker, open_page: OpenPage, crowd: int) -> None:
    now = time.time()
    tracker.put(a_fix(shipmentId="LATE", latitude=LATITUDE, longitude=LONGITUDE, timestamp=now - 300))
    for number in range(crowd):
        angle, reach = number * 2.399963, 0.0016 * (number / crowd) ** 0.5
        place = {"latitude": LATITUDE + reach * math.sin(angle), "longitude": LONGITUDE + reach * math.cos(angle)}
        tracker.put(a_fix(shipmentId=f"PKG-{number}", timestamp=now, speed=9, heading=number % 360, **place))
    dashboard, x, y = await looking_closely(tracker, open_page)
    await expect(dashboard.page.get_by_text(f"{crowd + 1:,} shipments")).to_be_visible(timeout=PATIENCE_MS)
    await dashboard.until(f"(at) => ({STALE_PIXELS})(at) >= 12", [x, y])


async def test_a_vehicle_glides_to_its_last_fix_and_no_further_when_the_feed_dies(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    now = time.time()
    tracker.put(drives_east(now - 12, share=0))
    dashboard, x, y = await looking_closely(tracker, open_page)
    dashboard.may_lose_server = True
    await dashboard.wait_for_marker(x, y)
    tracker.put(drives_east(now, share=1))
    await tracker.tell()
    await dashboard.wait_for_marker(x + EAST_PX / 2, y)  # on its way
    await tracker.stop()
    await dashboard.says("Reconnecting")
    await dashboard.wait_for_marker(x + EAST_PX, y)
    # At its speed it would be far by the time that these frames are drawn.
    await dashboard.page.evaluate(FRAMES_LATER, 120)
    assert await dashboard.marker_pixels(x + EAST_PX, y) > 20
    assert await dashboard.marker_pixels(x + EAST_PX + 40, y, 25) == 0


async def test_with_reduced_motion_the_vehicle_is_at_its_fix_at_once(tracker: FakeTracker, open_page: OpenPage) -> None:
    now = time.time()
    tracker.put(drives_east(now - 12, share=0))
    dashboard, x, y = await looking_closely(tracker, open_page, reduced=True)
    await dashboard.wait_for_marker(x, y)
    between = """([selector, x, y]) => {
      window.sawBetween = 0;
      const canvas = document.querySelector(selector);
      const box = canvas.getBoundingClientRect();
      const pen = canvas.getContext("2d");
      const look = () => {
        const { data } = pen.getImageData(x - box.left - 5, y - box.top - 5, 10, 10);
        for (let i = 3; i < data.length; i += 4) if (data[i] > 128) window.sawBetween += 1;
        requestAnimationFrame(look);
      };
      look();
    }"""
    await dashboard.page.evaluate(between, [".leaflet-fleet-pane canvas", x + EAST_PX / 2, y])
    tracker.put(drives_east(now, share=1))
    await tracker.tell()
    await dashboard.wait_for_marker(x + EAST_PX, y)
    assert await dashboard.page.evaluate("window.sawBetween") == 0
