"""Finding places in the search field, and choosing one on the map, with the real search of the server."""

import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.dashboard_page import PATIENCE_MS, DashboardPage, OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.browser.test_accessibility import SMALL_TARGETS, findings
from tests.builders import a_fix
from tests.domain.test_coordinates import NOTATIONS, VIEWS
from tests.places.fake_geocoder import FakeGeocoder
from tests.web.tracker_api import a_tracker

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

ADDRESS = "100 Main Street, Butler"
IN_PITTSBURGH = {"latitude": 40.44062, "longitude": -79.99589}
PASTED = [*NOTATIONS[::2], *VIEWS, "87G2C2R6+22"]
"""More than thirty ways to write one place."""


@asynccontextmanager
async def a_tracker_with_places(folder: Path, **settings: Any) -> AsyncIterator[FakeTracker]:
    """Yield a running tracker whose place search is the real one, with one shipment."""
    api = a_tracker(folder, **settings)
    tracker = FakeTracker()
    tracker.places = api.services
    tracker.put(a_fix(shipmentId="PKG-1", driverId="Ann", timestamp=time.time(), latitude=40.86, longitude=-79.89))
    async with tracker.running():
        yield tracker
    await api.services.places.close()


@pytest_asyncio.fixture(loop_scope="session")
async def places(tmp_path: Path) -> AsyncIterator[FakeTracker]:
    async with a_tracker_with_places(tmp_path) as tracker:
        yield tracker


def field_of(page: Page) -> Locator:
    """Return the search field."""
    return page.get_by_role("combobox", name="Search shipment")


def options_of(page: Page) -> Locator:
    """Return the offered places."""
    return page.get_by_role("listbox", name="Places").get_by_role("option")


async def a_page(open_page: OpenPage, url: str, **window: Any) -> DashboardPage:
    """Return a page without flights, so that the map rests at once."""
    dashboard = await open_page("about:blank", **window)
    await dashboard.page.emulate_media(reduced_motion="reduce")
    await dashboard.page.goto(url)
    await dashboard.shows_rows("PKG-1")
    return dashboard


async def test_a_town_is_offered_below_the_shipments_and_the_map_goes_there(
    places: FakeTracker, open_page: OpenPage
) -> None:
    dashboard = await a_page(open_page, places.url)
    page = dashboard.page
    await page.keyboard.type("/Pittsb")
    await expect(options_of(page).first).to_have_text("Pittsburgh, Pennsylvania")
    await expect(page.get_by_text("Towns: GeoNames")).to_be_visible()
    await expect(page.get_by_role("status").filter(has_text="0 shipments match. 6 places found.")).to_be_attached()
    await expect(page.get_by_text("Search addresses")).to_be_hidden()
    await page.keyboard.press("ArrowDown")
    active = await field_of(page).get_attribute("aria-activedescendant")
    await expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    card = page.get_by_role("region", name="Place on the map")
    await expect(card).to_contain_text("Pittsburgh, Pennsylvania")
    await expect(card.get_by_role("button", name=re.compile("PKG-1"))).to_be_visible()
    await expect(page.locator(".place-pin__label")).to_have_text("Pittsburgh, Pennsylvania")
    await expect(field_of(page)).to_have_value("")
    await page.wait_for_url(re.compile(r"map=13/40\.4\d+/-79\.9.*place=40\.4\d+,-79\.9"))
    assert "Pittsb" not in page.url
    await field_of(page).blur()
    await page.keyboard.press("Escape")
    await expect(card).to_be_hidden()
    await expect(page.locator(".place-pin")).to_be_hidden()


async def test_thirty_notations_of_a_place_are_understood_in_the_search_field(
    places: FakeTracker, open_page: OpenPage
) -> None:
    assert len(PASTED) >= 30
    page = (await a_page(open_page, places.url)).page
    for text in PASTED:
        await field_of(page).fill(text)
        await field_of(page).press("Enter")
        name = page.get_by_role("region", name="Place on the map").locator("strong")
        await expect(name, text).to_have_text(re.compile(r"40\.4\d{4}, -79\.9\d{4}"))
        await expect(field_of(page), text).to_have_value("")
        await page.get_by_role("button", name="Remove the place").click()
        await expect(name, text).to_be_hidden()


async def test_pasted_coordinates_are_offered_with_their_town_and_a_reason_where_they_are_none(
    places: FakeTracker, open_page: OpenPage
) -> None:
    page = (await a_page(open_page, places.url)).page
    await field_of(page).fill("40.44062, -79.99589")
    await expect(options_of(page)).to_have_text(["Go to 40.44062, -79.99589 (in Pittsburgh, Pennsylvania)"])
    await field_of(page).fill("48.1 N 11.5 O")
    await expect(page.get_by_role("region", name="Places")).to_contain_text("The letter O")
    await field_of(page).press("Escape")
    await expect(field_of(page)).to_have_value("")


async def test_an_address_goes_to_the_geocoder_only_when_asked_and_never_into_the_url(
    tmp_path: Path, open_page: OpenPage
) -> None:
    async with FakeGeocoder().serving() as geocoder:
        settings = {"geocoder": f"nominatim+{geocoder.url}", "geocoder_per_s": 1_000.0}
        async with a_tracker_with_places(tmp_path, **settings) as tracker:
            page = (await a_page(open_page, tracker.url)).page
            await field_of(page).press_sequentially(ADDRESS)
            offer = page.get_by_role("option", name="Search addresses at 127.0.0.1")
            await expect(offer).to_be_visible()
            assert geocoder.asked == []
            await field_of(page).press("Enter")
            await expect(options_of(page)).to_have_text([re.compile("100, Main Street, Butler")])
            await expect(page.get_by_text("OpenStreetMap contributors, ODbL")).to_be_visible()
            assert len(geocoder.asked) == 1
            await options_of(page).click()
            await expect(page.locator(".place-pin__label")).to_contain_text("100, Main Street")
            await page.wait_for_url("**map=**")
            for private in ("Main", "place=", "q="):
                assert private not in page.url, page.url


async def test_a_geocoder_that_fails_is_one_sentence_and_no_error_on_the_console(
    tmp_path: Path, open_page: OpenPage
) -> None:
    async with FakeGeocoder().serving() as geocoder:
        geocoder.status = 429
        settings = {"geocoder": f"nominatim+{geocoder.url}", "geocoder_per_s": 1_000.0}
        async with a_tracker_with_places(tmp_path, **settings) as tracker:
            page = (await a_page(open_page, tracker.url)).page
            await field_of(page).fill(ADDRESS)
            await field_of(page).press("Enter")
            said = page.get_by_role("region", name="Places").get_by_text("The address search does not answer.")
            await expect(said).to_be_visible()


async def test_a_tracker_that_is_gone_is_one_sentence_in_the_list(places: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await a_page(open_page, places.url)
    dashboard.may_lose_server = True
    await places.stop()
    await field_of(dashboard.page).fill("Butler")
    said = dashboard.page.get_by_role("region", name="Places").get_by_text("The tracker does not answer. Try again.")
    await expect(said).to_be_visible(timeout=PATIENCE_MS)


async def test_a_link_marks_the_place_again_and_the_map_shows_it(places: FakeTracker, open_page: OpenPage) -> None:
    dashboard = await a_page(open_page, f"{places.url}/?place=40.44062,-79.99589")
    page = dashboard.page
    card = page.get_by_role("region", name="Place on the map")
    await expect(card).to_contain_text("in Pittsburgh, Pennsylvania")
    x, y = await dashboard.map_middle()
    box: Any = await page.locator(".place-pin").bounding_box()
    assert abs(box["x"] + box["width"] / 2 - x) < 3
    assert abs(box["y"] + box["height"] - y) < 3


async def test_a_point_on_the_map_is_chosen_by_a_click_or_by_keys_and_can_be_copied(
    places: FakeTracker, open_page: OpenPage
) -> None:
    dashboard = await a_page(open_page, f"{places.url}/?map=12/40.44062/-79.99589")
    page = dashboard.page
    await page.context.grant_permissions(["clipboard-write"])
    card = page.get_by_role("region", name="Place on the map")
    await page.get_by_role("button", name="Point on the map").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Click a point on the map.")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_text("Click a point on the map.")).to_be_hidden()
    await expect(page.get_by_role("button", name="Point on the map")).to_be_focused()
    await expect(card).to_be_hidden()
    await page.keyboard.press("Enter")
    await expect(page.locator(".cross-hair")).to_be_visible()
    await page.keyboard.press("Enter")
    # The middle of the map is a whole pixel.
    await expect(card.locator("strong")).to_have_text(re.compile(r"40\.440\d\d, -79\.99[56]\d\d"))
    centre = await card.locator("strong").inner_text()
    await expect(card).to_contain_text("in Pittsburgh, Pennsylvania")
    await card.get_by_role("button", name="Copy coordinates").click()
    assert await dashboard.clipboard() == centre
    await page.get_by_role("button", name="Point on the map").click()
    x, y = await dashboard.map_middle()
    await page.mouse.click(x + 40, y)
    await expect(card.locator("strong")).not_to_have_text(centre)
    await expect(page.get_by_role("complementary", name="Selected shipment")).to_be_hidden()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_axe_finds_nothing_while_places_are_searched_chosen_and_pointed_at(
    places: FakeTracker, open_page: OpenPage, dark: bool
) -> None:
    page = (await a_page(open_page, places.url, dark=dark)).page
    await field_of(page).fill("Ann")
    await expect(options_of(page).first).to_be_visible()
    await field_of(page).press("ArrowUp")
    found = {"searched": await findings(page)}
    await options_of(page).first.click()
    await expect(page.locator(".place-pin")).to_be_visible()
    found["chosen"] = await findings(page)
    await page.get_by_role("button", name="Point on the map").click()
    found["pointed at"] = await findings(page)
    assert {screen: said for screen, said in found.items() if said} == {}


@pytest.mark.parametrize("width", [390, 320])
async def test_a_finger_hits_every_place_on_a_phone(places: FakeTracker, open_page: OpenPage, width: int) -> None:
    dashboard = await a_page(open_page, places.url, width=width, height=844, is_phone=True)
    page = dashboard.page
    await field_of(page).fill("Butler")
    await expect(options_of(page).first).to_be_visible()
    small = list(await page.evaluate(SMALL_TARGETS))
    point: Any = await page.get_by_role("button", name="Point on the map").bounding_box()
    assert point["x"] + point["width"] <= width
    await options_of(page).first.tap()
    await expect(page.locator(".place-pin")).to_be_visible()
    small += await page.evaluate(SMALL_TARGETS)
    await page.get_by_role("button", name="Point on the map").tap()
    await page.get_by_role("button", name="Use the centre").tap()
    await expect(page.get_by_text("Click a point on the map.")).to_be_hidden()
    assert (small, await dashboard.is_wider_than_screen()) == ([], False)
