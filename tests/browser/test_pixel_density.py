"""When the window moves to a screen with another pixel density, every canvas is sharp at once, without a pan."""

import time
from typing import Any

import pytest

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix

pytestmark = pytest.mark.browser

MOST_DENSITY = 2.0
"""The map draws no more device pixels than this for a CSS pixel."""
CANVASES = """() => [...document.querySelectorAll(".map-view canvas")].map((canvas) => {
  const { width, height } = canvas.getBoundingClientRect();
  return [canvas.width, canvas.height, width, height];
})"""
IS_SHARP = f"""(density) => ({CANVASES})().every(
  ([width, height, cssWidth, cssHeight]) =>
    width === Math.round(cssWidth * density) && height === Math.round(cssHeight * density))"""
COVERS_MAP = f"""() => {{
  const map = document.querySelector(".map-view__map").getBoundingClientRect();
  return ({CANVASES})().every(([, , width, height]) =>
    [0, 80].some((margin) => width === map.width + margin && height === map.height + margin));
}}"""


@pytest.mark.parametrize("densities", [(2.0, 1.0), (1.5, 1.25, 1.5), (3.0, 1.0)])
async def test_every_canvas_has_the_pixels_of_the_screen_as_soon_as_that_changes(
    tracker: FakeTracker, open_page: OpenPage, densities: tuple[float, ...]
) -> None:
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page(f"{tracker.url}/?shipment=PKG-998877&map=13/40.758/-79.9855&clusters=1")
    x, y = await dashboard.map_middle()
    await dashboard.wait_for_marker(x, y)
    assert len(await dashboard.page.evaluate(CANVASES)) == 4
    session = await dashboard.page.context.new_cdp_session(dashboard.page)
    for density in densities:
        screen: dict[str, Any] = {"width": 1280, "height": 800, "deviceScaleFactor": density, "mobile": False}
        await session.send("Emulation.setDeviceMetricsOverride", screen)
        await dashboard.until(IS_SHARP, min(density, MOST_DENSITY))
        await dashboard.wait_for_marker(x, y)


async def test_a_page_zoom_that_leaves_the_device_pixels_as_they_are_still_fits_every_canvas_to_the_map(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    """The map is exactly half as wide here, as it would be at a zoom of 200 % without its neighbours."""
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await open_page(f"{tracker.url}/?map=13/40.758/-79.9855", width=1280, height=800)
    await dashboard.wait_for_marker(*await dashboard.map_middle())
    session = await dashboard.page.context.new_cdp_session(dashboard.page)
    await dashboard.page.evaluate(
        "() => { const map = document.querySelector('.map-view__map');"
        " const half = matchMedia('(min-resolution: 1.9dppx)');"
        " const fit = () => Object.assign(map.style, { width: half.matches ? '400px' : '800px',"
        " height: half.matches ? '300px' : '600px', inset: 'auto' });"
        " half.addEventListener('change', fit); fit(); }"
    )
    await dashboard.until(COVERS_MAP)
    screen = {"width": 1280, "height": 800, "deviceScaleFactor": 2, "mobile": False}
    await session.send("Emulation.setDeviceMetricsOverride", screen)
    await dashboard.until(f"() => devicePixelRatio === 2 && ({COVERS_MAP})()")
    await dashboard.until(IS_SHARP, 2)
