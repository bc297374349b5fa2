"""Longitude is a circle: what lies on both sides of the antimeridian is seen together, in every copy of the world."""

import itertools
import re
import time
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import DashboardPage, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix

pytestmark = pytest.mark.browser

LATITUDE = -17.0
FLEET, TRAIL = ".leaflet-fleet-pane canvas", ".leaflet-trail-pane canvas"
PAINTED = """(selector) => {
  const canvas = document.querySelector(selector);
  if (canvas === null) return [];
  const box = canvas.getBoundingClientRect();
  const density = canvas.width / box.width;
  // Read from a copy: a browser complains about a canvas that is often read, unless it was made for that.
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const pen = copy.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, 0, 0);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  const columns = new Set();
  for (let i = 3; i < data.length; i += 4) if (data[i] > 20) columns.add(((i - 3) / 4) % canvas.width);
  const sorted = [...columns].sort((a, b) => a - b);
  const groups = [];
  for (const column of sorted) {
    const last = groups.at(-1);
    if (last !== undefined && column - last[1] < 6 * density) last[1] = column;
    else groups.push([column, column]);
  }
  return groups.map((ends) => ends.map((column) => box.left + column / density));
}"""
"""Returns the ranges of columns that are painted, in pixels of the page."""
RING_AT = """([x, y]) => {
  const box = document.querySelector(".selected-marker")?.getBoundingClientRect();
  return box && Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y) < 3;
}"""


def pixels(degrees: float, zoom: float) -> float:
    """Return how many pixels a difference in longitude takes."""
    return degrees * 256 * 2**zoom / 360


def a_ship(shipment_id: str, longitude: float, **fields: object) -> dict[str, Any]:
    """Return a fix of this moment."""
    place = {"latitude": LATITUDE, "longitude": longitude}
    return a_fix(**{"shipmentId": shipment_id, "timestamp": time.time(), "speed": 9, **place, **fields})


async def middles(dashboard: DashboardPage, selector: str, count: int) -> list[float]:
    """Wait until so many groups of columns are painted, and return the middle of each, seen from the map's middle."""
    script = f"([selector, count]) => {{ const it = ({PAINTED})(selector); return it.length === count && it; }}"
    ranges = await dashboard.until(script, [selector, count])
    x, _ = await dashboard.map_middle()
    return [(first + last) / 2 - x for first, last in ranges]


@pytest.mark.parametrize("path", [(179.995, -179.99), (-179.99, 179.995)])
async def test_a_trail_over_the_antimeridian_takes_the_short_way(
    tracker: FakeTracker, open_page: OpenPage, path: tuple[float, float]
) -> None:
    now = time.time()
    tracker.put(a_ship("E0", path[0], timestamp=now - 1))
    dashboard = await open_page(f"{tracker.url}/?shipment=E0&map=13/{LATITUDE}/180")
    await dashboard.says("Live")
    await middles(dashboard, FLEET, 1)
    tracker.put(a_ship("E0", path[1], timestamp=now))
    await tracker.tell()
    [(first, last)] = await dashboard.until(f"(it) => {{ const o = ({PAINTED})(it); return o.length && o; }}", TRAIL)
    assert last - first == pytest.approx(pixels(0.015, 13), abs=6)


async def test_the_first_view_of_a_fleet_on_both_sides_of_the_antimeridian_shows_it(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_ship("E0", 179.95), a_ship("E1", -179.95))
    dashboard = await open_page(tracker.url)
    left, right = await middles(dashboard, FLEET, 2)
    assert right == pytest.approx(-left, abs=2)
    assert right - left > 200


@pytest.mark.parametrize("centre", [179.95, -180.05, 539.95])
async def test_ring_and_name_are_at_the_selected_shipment_in_the_visible_copy(
    tracker: FakeTracker, open_page: OpenPage, centre: float
) -> None:
    tracker.put(a_ship("E0", -179.95))
    dashboard = await open_page(f"{tracker.url}/?shipment=E0&map=10/{LATITUDE}/{centre}")
    x, y = await dashboard.map_middle()
    await dashboard.wait_for_marker(x + pixels(0.1, 10), y)
    await dashboard.until(RING_AT, [x + pixels(0.1, 10), y])
    await expect(dashboard.page.locator(".selected-marker")).to_contain_text("E0")


async def test_a_longitude_beyond_180_in_the_address_is_rewritten_to_the_usual_range(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_ship("E0", -170))
    dashboard = await open_page(f"{tracker.url}/?map=10/{LATITUDE}/190")
    await dashboard.wait_for_marker(*await dashboard.map_middle())
    await dashboard.page.wait_for_url("**/?map=10/-17.00000/-170.00000")


async def test_selecting_in_the_list_flies_the_short_way_over_the_antimeridian(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_ship("E0", -179.95))
    dashboard = await open_page(f"{tracker.url}/?map=13/{LATITUDE}/179.95")
    await dashboard.shows_rows("E0")
    # A flight around the earth shows all of it on the way.
    await dashboard.page.evaluate(
        "const scale = document.querySelector('.leaflet-control-scale-line'); window.scales = [];"
        " new MutationObserver(() => scales.push(scale.textContent)).observe(scale, { childList: true });"
    )
    await dashboard.page.locator(".row").first.click()
    x, y = await dashboard.map_middle()
    await dashboard.until(RING_AT, [x, y])
    await dashboard.wait_for_marker(x, y)
    scales = {*await dashboard.page.evaluate("scales")}
    assert scales
    assert scales <= {"500 m", "1 km", "2 km", "3 km", "5 km"}


@pytest.mark.parametrize("centre", [180, -180, 179, -179])
async def test_shipments_of_both_sides_show_wherever_the_view_is_centred(
    tracker: FakeTracker, open_page: OpenPage, centre: float
) -> None:
    tracker.put(a_ship("WEST", 179), a_ship("EAST", -179, speed=0))
    dashboard = await open_page(f"{tracker.url}/?map=7/{LATITUDE}/{centre}")
    x, y = await dashboard.map_middle()
    left = pixels((179 - centre + 180) % 360 - 180, 7)
    for shipment_id, at in (("WEST", left), ("EAST", left + pixels(2, 7))):
        await dashboard.wait_for_marker(x + at, y)
        await dashboard.page.mouse.click(x + at, y)
        await expect(dashboard.page.locator(".selected-marker")).to_contain_text(shipment_id)
        await dashboard.until(RING_AT, [x + at, y])
        # The card of the selected shipment lies over a part of the map.
        await dashboard.page.keyboard.press("Escape")
        await expect(dashboard.page.locator(".selected-marker")).to_have_count(0)


async def test_a_window_wider_than_the_world_shows_a_shipment_in_each_copy_and_all_can_be_picked(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(a_ship("E0", -179.95))
    dashboard = await open_page(f"{tracker.url}/?map=2/{LATITUDE}/0", width=2900, height=700)
    world = pixels(360, 2)
    ats = await middles(dashboard, FLEET, 2)
    assert ats == pytest.approx([-world / 2, world / 2], abs=2)
    x, y = await dashboard.map_middle()
    for at in ats:
        await dashboard.page.mouse.click(x + at, y)
        await expect(dashboard.page.locator(".selected-marker")).to_contain_text("E0")
        await dashboard.page.keyboard.press("Escape")
        await expect(dashboard.page.locator(".selected-marker")).to_have_count(0)


async def test_a_group_on_both_sides_of_the_antimeridian_is_one(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.put(*(a_ship(f"E{number}", (179.99, -179.99)[number % 2]) for number in range(6)))
    dashboard = await open_page(f"{tracker.url}/?map=7/{LATITUDE}/180&clusters=1")
    [at] = await middles(dashboard, ".leaflet-clusters-pane canvas", 1)
    assert at == pytest.approx(0, abs=2)
    x, y = await dashboard.map_middle()
    await dashboard.page.mouse.click(x, y)
    await dashboard.page.wait_for_url("**/?map=9/-17.0*/*180.0*&clusters=1")


@pytest.mark.parametrize("latitude", [90, 85.06, -90])
async def test_a_shipment_beyond_the_edge_of_the_map_is_drawn_at_the_edge_and_its_card_says_so(
    tracker: FakeTracker, open_page: OpenPage, latitude: float
) -> None:
    tracker.put(a_ship("P0", 180, latitude=latitude))
    dashboard = await open_page(tracker.url)
    page = dashboard.page
    await dashboard.shows_rows("P0")
    await page.locator(".row").first.click()
    # The view ends with the world, so the edge of the map is at the edge of the view.
    (x, _), box = await dashboard.map_middle(), await page.locator(".map-view").bounding_box()
    assert box is not None
    await dashboard.until(RING_AT, [x, box["y"] if latitude > 0 else box["y"] + box["height"]])
    card = page.get_by_role("complementary", name="Selected shipment")
    await expect(card).to_contain_text(f"{latitude:.5f}, 180.00000")
    await expect(card).to_contain_text("At the edge of the map")


async def test_a_place_at_the_pole_in_the_address_and_clusters_there_are_harmless(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(*(a_ship(f"P{number}", longitude, latitude=89.9) for number, longitude in enumerate((180, -180) * 2)))
    dashboard = await open_page(f"{tracker.url}/?map=4/90/180&clusters=1")
    [at] = await middles(dashboard, ".leaflet-clusters-pane canvas", 1)
    assert at == pytest.approx(0, abs=2)
    await dashboard.page.keyboard.press("a")
    await expect(dashboard.page).to_have_url(re.compile(r"map=\d+(\.\d+)?/8\d\.\d+/-?180"))


async def test_a_fleet_around_fiji_is_framed_whole_with_all_its_states(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(*(a_ship(f"F{at}", (176 + at if at <= 4 else at - 184)) for at in range(9)))
    dashboard = await open_page(tracker.url)
    ats = await middles(dashboard, FLEET, 9)
    steps = [right - left for left, right in itertools.pairwise(ats)]
    assert steps == pytest.approx([steps[0]] * 8, abs=3)


async def test_a_fleet_at_89_degrees_north_is_framed_whole_along_the_edge_of_the_map(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.put(*(a_ship(f"N{number}", 170 + 5 * number - 360 * (number > 2), latitude=89) for number in range(5)))
    dashboard = await open_page(tracker.url)
    ats = await middles(dashboard, FLEET, 5)
    steps = [right - left for left, right in itertools.pairwise(ats)]
    assert steps == pytest.approx([steps[0]] * 4, abs=3)
    assert ats[2] == pytest.approx(0, abs=3)
    assert steps[0] > 100


@pytest.mark.parametrize("latitude", [89, -89])
async def test_a_link_to_a_place_beyond_the_edge_shows_what_is_there(
    tracker: FakeTracker, open_page: OpenPage, latitude: float
) -> None:
    tracker.put(a_ship("N0", 20, latitude=latitude))
    dashboard = await open_page(f"{tracker.url}/?map=5/{latitude}/20")
    assert await middles(dashboard, FLEET, 1) == pytest.approx([0], abs=3)


async def test_a_way_around_the_pole_draws_no_trail_across_the_world(tracker: FakeTracker, open_page: OpenPage) -> None:
    now = time.time()
    tracker.put(a_ship("N0", 0, latitude=89.999, timestamp=now - 1))
    dashboard = await open_page(f"{tracker.url}/?shipment=N0&map=3/84/20")
    assert await middles(dashboard, FLEET, 1) == pytest.approx([pixels(-20, 3)], abs=3)
    tracker.put(a_ship("N0", 60, latitude=89.999, timestamp=now))
    await tracker.tell()
    moved = f"(it) => {{ const [range] = ({PAINTED})(it[0]); return range && (range[0] + range[1]) / 2 > it[1]; }}"
    x, _ = await dashboard.map_middle()
    await dashboard.until(moved, [FLEET, x + pixels(39, 3)])
    assert await dashboard.page.evaluate(PAINTED, TRAIL) == []
