"""At no moment is the page blank, whatever comes late, broken, or not at all."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.browser.dashboard_page import CHROMIUM_ARGUMENTS, PATIENCE_MS, DashboardPage, OpenPage, chromium_path
from tests.browser.fake_tracker import FakeTracker
from tests.builders import a_fix

pytestmark = pytest.mark.browser

WATCH = """() => {
  const seen = { blank: 0, looks: 0, last: "" };
  Object.defineProperty(window, "seenBlank", { value: seen });
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const look = () => {
    if (document.body !== null && document.readyState !== "loading") {
      seen.looks += 1;
      const words = [...document.querySelectorAll("h1, .sign-in, .failed")].filter(isShown);
      if (words.length === 0) { seen.blank += 1; seen.last = document.body.innerHTML.slice(0, 500); }
    }
    requestAnimationFrame(look);
  };
  look();
}"""
LATE = "The page does not finish loading."
Answer = Callable[[Route], Awaitable[None]]


async def watched(open_page: OpenPage) -> DashboardPage:
    """Return a page in which every frame is looked at from its beginning."""
    dashboard = await open_page("about:blank")
    await dashboard.page.add_init_script(f"({WATCH})()")
    return dashboard


async def was_never_blank(page: Page) -> None:
    seen = await page.evaluate("window.seenBlank")
    assert seen["looks"] > 0
    assert seen["blank"] == 0, seen["last"]


async def hang(_route: Route) -> None:
    """Never answer."""


async def refuse(route: Route) -> None:
    await route.fulfill(status=503, body="")


async def fail(route: Route) -> None:
    await route.fulfill(status=500, body="oops", content_type="text/plain")


async def cut(route: Route) -> None:
    await route.abort("connectionreset")


async def lie(route: Route) -> None:
    await route.fulfill(body="<html>a captive portal</html>", content_type="text/html")


async def be_slow(route: Route) -> None:
    await asyncio.sleep(0.5)
    await route.continue_()


@pytest.mark.parametrize("answer", [refuse, fail, cut, lie, be_slow, hang])
async def test_the_page_appears_even_if_the_question_who_is_signed_in_fails(
    tracker: FakeTracker, open_page: OpenPage, answer: Answer
) -> None:
    tracker.put(a_fix(timestamp=time.time()))
    dashboard = await watched(open_page)
    dashboard.may_lose_server = True
    await dashboard.page.route("**/api/session", answer)
    await dashboard.page.goto(tracker.url)
    await dashboard.shows_rows("PKG-998877")
    await dashboard.says("Live")
    await expect(dashboard.page.locator("#skeleton")).to_have_count(0)
    await was_never_blank(dashboard.page)


async def test_the_page_to_come_is_seen_until_the_script_is_there(tracker: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await watched(open_page)
    page = dashboard.page
    may_come = asyncio.Event()

    async def wait(route: Route) -> None:
        await may_come.wait()
        await route.continue_()

    await page.route("**/index-*.js", wait)
    await page.goto(tracker.url, wait_until="commit")
    await expect(page.get_by_role("heading", name="Delivery tracker")).to_be_visible()
    await expect(page.locator(".skeleton__row").first).to_be_visible()
    await expect(page.get_by_text("Connecting")).to_be_visible()
    may_come.set()
    await expect(page.get_by_role("heading", name="No shipments yet")).to_be_visible(timeout=PATIENCE_MS)
    await was_never_blank(page)


@pytest.mark.parametrize("answer", [refuse, cut])
async def test_a_script_that_fails_to_load_is_reported_at_once_and_a_reload_recovers(
    tracker: FakeTracker, open_page: OpenPage, answer: Answer
) -> None:
    dashboard = await watched(open_page)
    dashboard.may_lose_server = True
    page = dashboard.page
    await page.route("**/index-*.js", answer)
    await page.goto(f"{tracker.url}/?sort=driver")
    await expect(page.get_by_text(LATE)).to_be_visible(timeout=PATIENCE_MS)
    await was_never_blank(page)
    await page.unroute("**/index-*.js")
    await page.get_by_role("link", name="Reload the page").click()
    await expect(page.get_by_role("combobox", name="Sort by")).to_have_value("driver", timeout=PATIENCE_MS)
    await expect(page.get_by_text(LATE)).to_be_hidden()


async def test_a_browser_that_does_not_understand_the_script_says_so(tracker: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await watched(open_page)
    page = dashboard.page
    await page.route(
        "**/index-*.js", lambda route: route.fulfill(body="let = of the future", content_type="text/javascript")
    )
    await page.goto(tracker.url)
    await expect(page.get_by_text(LATE)).to_be_visible(timeout=PATIENCE_MS)
    await was_never_blank(page)
    assert len(dashboard.complaints) == 1, dashboard.complaints
    dashboard.complaints.clear()


async def test_a_page_none_of_whose_scripts_ever_comes_says_so_by_itself(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    page = (await open_page("about:blank")).page
    await page.route("**/index-*.js", hang)
    await page.route("**/boot.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    await page.goto(tracker.url, wait_until="commit")
    await expect(page.get_by_role("heading", name="Delivery tracker")).to_be_visible()
    await expect(page.get_by_text(LATE)).to_be_visible(timeout=PATIENCE_MS)


async def test_without_scripts_the_page_says_that_it_needs_them(tracker: FakeTracker, chromium: Browser) -> None:
    # Switched off in the browser itself: what tests can switch off later leaves `noscript` hidden.
    silent = await chromium.browser_type.launch(
        executable_path=chromium_path(), args=[*CHROMIUM_ARGUMENTS, "--blink-settings=scriptEnabled=false"]
    )
    try:
        page = await silent.new_page()
        await page.goto(tracker.url)
        session = await page.context.new_cdp_session(page)
        tree = await session.send("Accessibility.getFullAXTree")
        said = " ".join(str(node.get("name", {}).get("value", "")) for node in tree["nodes"])
        assert "The dashboard needs JavaScript." in said
        assert LATE not in said
    finally:
        await silent.close()


async def test_a_page_that_waits_for_its_first_positions_shows_where_they_will_be(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    dashboard = await watched(open_page)
    page = dashboard.page
    await page.route("**/api/stream*", hang)
    await page.goto(tracker.url)
    await expect(page.get_by_role("combobox", name="Search shipment")).to_be_visible(timeout=PATIENCE_MS)
    await expect(page.locator(".skeleton__row").first).to_be_visible()
    await dashboard.says("Connecting")
    await was_never_blank(page)
