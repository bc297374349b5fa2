"""The city that the dashboard draws under the fleet: there, in the colours of the theme, and only where it is."""

import time

import pytest
from playwright.async_api import Page, expect

from tests.browser.dashboard_page import DashboardPage, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix

pytestmark = pytest.mark.browser

ON_SIXTEENTH_STREET = {"latitude": 38.9296, "longitude": -77.03649}
"""On a straight part of a large road."""
CREDIT = "Open Data DC"

# A road is more than two pixels wide here, so one of the nine in the middle of the map has its very colour.
MIDDLE_HAS_COLOUR = """([token, x, y]) => {
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.color = `var(${token})`;
  const wanted = getComputedStyle(probe).color.match(/\\d+/g).slice(0, 3).join();
  probe.remove();
  const canvas = document.querySelector(".leaflet-base-pane canvas");
  if (canvas === null) return null;
  const box = canvas.getBoundingClientRect();
  const density = canvas.width / box.width;
  const [left, top] = [(x - box.left) * density - 1, (y - box.top) * density - 1].map(Math.round);
  // Read from a copy: a browser complains about a canvas that is often read, unless it was made for that.
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, -left, -top);
  const { data } = pen.getImageData(0, 0, 3, 3);
  for (let i = 0; i < data.length; i += 4) if (data.slice(i, i + 3).join() === wanted) return wanted;
  return null;
}"""
COUNT_DRAWINGS = """() => {
  window.drawings = { base: 0, fleet: 0 };
  for (const name of ["drawImage", "fill", "stroke", "fillText"]) {
    const draw = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...parts) {
      if (this.canvas.closest(".leaflet-base-pane") !== null) drawings.base += 1;
      if (this.canvas.closest(".leaflet-fleet-pane") !== null) drawings.fleet += 1;
      return draw.apply(this, parts);
    };
  }
}"""
IS_QUIET = """() => new Promise((done) => {
  const before = drawings.base;
  const look = (left) => (left === 0 ? done(drawings.base === before) : requestAnimationFrame(() => look(left - 1)));
  look(20);
})"""
"""Tells whether the ground was not drawn for some frames."""


async def colour_in_the_middle(dashboard: DashboardPage, token: str) -> str:
    """Wait until the middle of the map is painted in the colour of the token, and return it."""
    argument = [token, *await dashboard.map_middle()]
    return str(await dashboard.until(MIDDLE_HAS_COLOUR, argument))


def city_requests(page: Page) -> list[str]:
    """Return the list that the addresses of the city's files will be added to."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "washington" in request.url else None)
    return asked


async def test_a_road_is_painted_where_it_is_in_the_colour_of_either_theme(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_fix(**{**ON_SIXTEENTH_STREET, "timestamp": time.time()}))
    dashboard = await open_page(tracker.url)
    await dashboard.wait_for_marker(*await dashboard.map_middle())
    light = await colour_in_the_middle(dashboard, "--city-road")
    await dashboard.page.get_by_role("button", name="Use dark colours").click()
    assert await colour_in_the_middle(dashboard, "--city-road") != light
    await expect(dashboard.page.locator(".leaflet-control-attribution")).to_contain_text(CREDIT)


async def test_a_road_stays_under_its_vehicle_when_the_map_is_dragged_and_zoomed(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_fix(**{**ON_SIXTEENTH_STREET, "timestamp": time.time()}))
    dashboard = await open_page("about:blank")
    page = dashboard.page
    # Without motion the map is where it was put at once, and the next step need not wait for the end of a glide.
    await page.emulate_media(reduced_motion="reduce")
    await page.goto(tracker.url)
    x, y = await dashboard.map_middle()
    await dashboard.wait_for_marker(x, y)
    await colour_in_the_middle(dashboard, "--city-road")
    for way in (1, -1):
        await page.mouse.move(x - 80 * way, y + 40 * way)
        await page.mouse.down()
        await page.mouse.move(x + 80 * way, y - 40 * way, steps=8)
        await page.mouse.up()
    await colour_in_the_middle(dashboard, "--city-road")
    await page.get_by_role("button", name="Zoom in").click()
    await colour_in_the_middle(dashboard, "--city-road")


async def test_elsewhere_the_city_is_neither_loaded_nor_credited(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page("about:blank")
    asked = city_requests(dashboard.page)
    await dashboard.page.goto(tracker.url)
    await dashboard.wait_for_marker(*await dashboard.map_middle())
    await expect(dashboard.page.locator(".leaflet-control-attribution")).not_to_contain_text(CREDIT)
    assert asked == []


async def test_the_streets_are_not_drawn_again_while_only_vehicles_move(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    at, now = ON_SIXTEENTH_STREET, time.time()
    tracker.put(a_fix(**{**at, "timestamp": now - 2}))
    dashboard = await open_page(f"{tracker.url}/?map=15/{at['latitude']}/{at['longitude']}")
    page = dashboard.page
    await colour_in_the_middle(dashboard, "--city-road")
    await page.evaluate(COUNT_DRAWINGS)
    await dashboard.until(IS_QUIET)
    ground = await page.evaluate("drawings.base")
    for step in range(1, 6):
        before = await page.evaluate("drawings.fleet")
        place = {**at, "longitude": at["longitude"] + step * 1e-4}
        tracker.put(a_fix(**{**place, "timestamp": now - 2 + step / 4}))
        await tracker.tell()
        await dashboard.until("(before) => drawings.fleet > before", before)
    assert await page.evaluate("drawings.base") == ground
    await page.get_by_role("button", name="Zoom in").click()
    await dashboard.until("(before) => drawings.base > before", ground)
