"""The offer of openstreetmap.org: nothing is sent to it, nor may be, before a person says yes."""

import time
from pathlib import Path

import pytest
from playwright.async_api import Page, Request, Route, expect

from app.settings import Settings
from tests.browser.dashboard_page import PATIENCE_MS, DashboardPage, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.browser.test_accessibility import SMALL_TARGETS, findings
from tests.builders import a_fix

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

HOST = "https://tile.openstreetmap.org"
PITTSBURGH = "?map=13/40.44000/-79.99000"
WASHINGTON = "?map=13/38.90500/-77.03000"
A_TILE = (Path(__file__).parent / "street-tile.svg").read_text()
OFFER = "Offer of a street map"
PROBE = """(url) => new Promise((resolve) => {
  const image = new Image();
  image.onload = () => resolve("loaded");
  image.onerror = () => resolve("refused");
  image.src = url;
})"""


class Outside:
    """Stands in for every other host, and keeps what the page asks of them."""

    def __init__(self) -> None:
        self.requests: list[Request] = []

    async def answer(self, route: Route) -> None:
        """Answer with a tile."""
        self.requests.append(route.request)
        await route.fulfill(body=A_TILE, content_type="image/svg+xml")


async def open_dashboard(
    tracker: FakeTracker, open_page: OpenPage, search: str = PITTSBURGH, *, dark: bool = False, is_phone: bool = False
) -> tuple[DashboardPage, Outside]:
    """Return a dashboard whose requests to other hosts are answered by a stand-in."""
    tracker.put(a_fix(timestamp=time.time(), latitude=40.44, longitude=-79.99))
    width, height = (390, 844) if is_phone else (1280, 800)
    dashboard = await open_page("about:blank", dark=dark, is_phone=is_phone, width=width, height=height)
    outside = Outside()
    await dashboard.page.route(lambda url: not url.startswith(tracker.url), outside.answer)
    await dashboard.page.goto(f"{tracker.url}/{search}")
    await dashboard.says("Live")
    return dashboard, outside


async def policy_of(page: Page) -> str:
    """Return the policy under which the server would send the page to this browser."""
    answer = await page.context.request.get(page.url)
    return answer.headers["content-security-policy"]


async def test_nothing_is_asked_of_openstreetmap_and_the_policy_forbids_it_until_a_person_says_yes(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.settings = Settings()
    dashboard, outside = await open_dashboard(tracker, open_page, PITTSBURGH + "&trail=0")
    page = dashboard.page
    await expect(page.get_by_role("region", name=OFFER)).to_be_visible()
    await page.get_by_role("button", name="What is sent").click()
    assert "openstreetmap" not in await policy_of(page)
    assert await page.evaluate(PROBE, f"{HOST}/1/1/1.png") == "refused"
    assert outside.requests == []
    dashboard.complaints.clear()  # what the browser said of the refused image

    await page.get_by_role("button", name="Yes").click()
    await expect(page.locator(".leaflet-tile-loaded").first).to_be_visible(timeout=PATIENCE_MS)
    assert page.url.endswith("&trail=0"), "the address keeps its state"
    assert "map=13/40.44" in page.url
    await expect(page.get_by_role("region", name=OFFER)).to_have_count(0)
    assert {request.url.removeprefix(HOST).split("/")[1] for request in outside.requests} == {"13"}
    for request in outside.requests:
        headers = await request.all_headers()
        assert headers["referer"] == f"{tracker.url}/", "the origin, without the state of the address"
        assert "cookie" not in headers
        assert "no-cache" not in headers.get("cache-control", "")
    assert f"blob: {HOST};" in await policy_of(page)
    assert await page.evaluate(PROBE, "https://other.example/1.png") == "refused"
    dashboard.complaints.clear()


async def test_the_credit_links_to_the_licence(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.settings = Settings()
    dashboard, _ = await open_dashboard(tracker, open_page)
    await dashboard.page.get_by_role("button", name="Yes").click()
    link = dashboard.page.get_by_role("link", name="OpenStreetMap contributors")
    await expect(link).to_have_attribute("href", "https://www.openstreetmap.org/copyright", timeout=PATIENCE_MS)


async def test_a_refusal_lasts_and_the_view_menu_can_still_permit_and_forbid(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.settings = Settings()
    dashboard, outside = await open_dashboard(tracker, open_page)
    page = dashboard.page
    await page.get_by_role("button", name="Not here").click()
    await expect(page.get_by_role("region", name=OFFER)).to_have_count(0)
    await page.reload()
    await dashboard.says("Live")
    await page.get_by_role("button", name="View").click()
    await expect(page.get_by_role("radio", name="Built-in map")).to_be_checked()
    await expect(page.get_by_role("region", name=OFFER)).to_have_count(0)
    assert outside.requests == []
    await page.get_by_role("radio", name="OpenStreetMap").click()
    await expect(page.locator(".leaflet-tile-loaded").first).to_be_visible(timeout=PATIENCE_MS)
    await page.get_by_role("button", name="View").click()
    await page.get_by_role("radio", name="Built-in map").check()
    await expect(page.locator(".leaflet-tile")).to_have_count(0)
    assert "openstreetmap" not in await policy_of(page)
    outside.requests.clear()
    await page.reload()
    await dashboard.says("Live")
    assert outside.requests == []


@pytest.mark.parametrize(
    ("settings", "search"),
    [
        pytest.param(Settings(map_offer=False), PITTSBURGH, id="the operator turned it off"),
        pytest.param(Settings(), "?map=6/40.44/-79.99", id="the view is far"),
        pytest.param(Settings(), WASHINGTON, id="the built-in map has streets"),
        pytest.param(Settings(map_tiles="https://tiles.test/{z}/{x}/{y}"), PITTSBURGH, id="tiles are configured"),
    ],
)
async def test_there_is_no_offer_where(
    tracker: FakeTracker, open_page: OpenPage, settings: Settings, search: str
) -> None:
    tracker.settings = settings
    dashboard, _ = await open_dashboard(tracker, open_page, search)
    await dashboard.page.get_by_role("button", name="View").click()
    await expect(dashboard.page.get_by_role("dialog", name="View")).to_be_visible()
    await expect(dashboard.page.get_by_role("region", name=OFFER)).to_have_count(0)
    in_menu = dashboard.page.get_by_role("radio", name="OpenStreetMap")
    await expect(in_menu).to_have_count(1 if settings.map_offer else 0)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("is_phone", [False, True], ids=["desk", "phone"])
async def test_axe_finds_nothing_at_the_offer_its_explanation_and_the_choice_of_maps(
    tracker: FakeTracker, open_page: OpenPage, dark: bool, is_phone: bool
) -> None:
    tracker.settings = Settings()
    page = (await open_dashboard(tracker, open_page, dark=dark, is_phone=is_phone))[0].page
    await expect(page.get_by_role("region", name=OFFER)).to_be_visible()
    said = await findings(page)
    await page.get_by_role("button", name="What is sent").click()
    said += await findings(page)
    small = list(await page.evaluate(SMALL_TARGETS)) if is_phone else []
    await page.get_by_role("button", name="Yes").click()
    await expect(page.locator(".leaflet-tile-loaded").first).to_be_visible(timeout=PATIENCE_MS)
    await page.get_by_role("button", name="View").click()
    said += await findings(page)
    assert (said, small) == ([], [])
