"""A street map of another city: drawn from one file, in both themes, sharp beyond its data, without a foreign host."""

import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from app.street_maps.street_map import street_maps
from tests import protomaps_basemap
from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.browser.test_city_map import colour_in_the_middle
from tests.builders import a_fix
from tests.synthetic_city import CREDIT, LATITUDE, LONGITUDE, write_city

pytestmark = pytest.mark.browser

# The motorway is wider than a few pixels there, so the step from it to the ground tells how sharp its edge is.
SOFT_PIXELS = """([x, y]) => {
  const canvas = document.querySelector(".leaflet-base-pane canvas");
  const box = canvas.getBoundingClientRect();
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, -(x - box.left), -(y - box.top - 30));
  const { data } = pen.getImageData(0, 0, 1, 60);
  const colours = Array.from({ length: 60 }, (_, i) => data.slice(4 * i, 4 * i + 3).join());
  return colours.filter((colour, i) => i > 0 && colour !== colours[i - 1]).length;
}"""


@pytest.fixture
def gridville(tracker: FakeTracker, tmp_path: Path) -> FakeTracker:
    """Return a tracker that serves the invented city and has one shipment in it."""
    tracker.street_maps = street_maps(str(write_city(tmp_path / "gridville.pmtiles")))
    tracker.put(a_fix(latitude=LATITUDE, longitude=LONGITUDE, timestamp=time.time()))
    return tracker


def requests_of(page: Page) -> list[str]:
    """Return the list that the address of each request will be added to."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("width", "is_phone"), [(1280, False), (390, True)])
async def test_a_file_of_any_city_is_drawn_without_asking_a_foreign_host(
    gridville: FakeTracker, open_page: OpenPage, dark: bool, width: int, is_phone: bool
) -> None:
    dashboard = await open_page("about:blank", width=width, dark=dark, is_phone=is_phone)
    asked = requests_of(dashboard.page)
    await dashboard.page.goto(f"{gridville.url}/?map=15/{LATITUDE + 0.003}/{LONGITUDE}")
    await colour_in_the_middle(dashboard, "--city-motorway")
    await expect(dashboard.page.locator(".leaflet-control-attribution")).to_contain_text(CREDIT)
    assert any("/maps/gridville.pmtiles" in address for address in asked)
    assert {urlsplit(address).netloc for address in asked} == {urlsplit(gridville.url).netloc}


async def test_streets_stay_sharp_beyond_the_last_zoom_of_the_file(gridville: FakeTracker, open_page: OpenPage) -> None:
    place = f"{LATITUDE}/{LONGITUDE + 0.0008}"
    dashboard = await open_page(f"{gridville.url}/?map=17.75/{place}")
    await colour_in_the_middle(dashboard, "--city-motorway")
    changes = await dashboard.page.evaluate(SOFT_PIXELS, list(await dashboard.map_middle()))
    assert 2 <= changes <= 8, "ground, edge, road, edge, ground, with a pixel between two of them"


async def test_a_file_that_does_not_come_leaves_the_built_in_map(gridville: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await open_page("about:blank")
    dashboard.may_lose_server = True
    await dashboard.page.route("**/maps/**", lambda route: route.abort())
    await dashboard.page.goto(gridville.url)
    await dashboard.wait_for_marker(*await dashboard.map_middle())
    await expect(dashboard.page.locator(".leaflet-base-pane canvas")).to_be_visible()


async def test_a_file_in_the_schema_of_the_protomaps_basemap_is_drawn_with_its_credit(
    tracker: FakeTracker, open_page: OpenPage, tmp_path: Path
) -> None:
    latitude, longitude = protomaps_basemap.LATITUDE, protomaps_basemap.LONGITUDE
    tracker.street_maps = street_maps(str(protomaps_basemap.write_basemap(tmp_path / "firenze.pmtiles")))
    tracker.put(a_fix(latitude=latitude + 0.02, longitude=longitude, timestamp=time.time()))
    dashboard = await open_page(f"{tracker.url}/?map=15/{latitude}/{longitude}")
    await colour_in_the_middle(dashboard, "--city-motorway")
    credit = dashboard.page.locator(".leaflet-control-attribution").get_by_role("link", name="© OpenStreetMap")
    await expect(credit).to_have_attribute("href", "https://www.openstreetmap.org/copyright")
    await dashboard.page.goto(f"{tracker.url}/?map=15/{latitude + 0.003}/{longitude}")
    await colour_in_the_middle(dashboard, "--city-road")
    await dashboard.page.goto(f"{tracker.url}/?map=16/{latitude - 0.016}/{longitude - 0.022}")
    await colour_in_the_middle(dashboard, "--city-park")
