"""The area of devices: the list, adding a phone with each app, its code, and the end of its credential."""

import time
from urllib.parse import unquote

import pytest
from playwright.async_api import Page, expect

from app.domain.phones.apps import PhoneApp
from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_devices import put_samples
from tests.browser.fake_tracker import FakeTracker
from tests.browser.test_accessibility import findings
from tests.web.devices.qr_reader import text_of_qr

pytestmark = pytest.mark.browser
AREA = "/?area=devices"
ADD = f"{AREA}&vadd=1"
NAMES = {
    PhoneApp.TRACCAR: "Traccar Client",
    PhoneApp.OWNTRACKS: "OwnTracks",
    PhoneApp.OVERLAND: "Overland",
    PhoneApp.GPSLOGGER: "GPSLogger",
    PhoneApp.OSMAND: "OsmAnd",
    PhoneApp.BROWSER: "Driver page in the browser",
}


async def add_phone(page: Page, app: PhoneApp, device_id: str, driver_id: str = "ann") -> None:
    """Fill in the form, and wait for the page with the steps."""
    await page.get_by_role("radio", name=NAMES[app]).check()
    await page.get_by_label("Id of the device").fill(device_id)
    form = page.get_by_role("region", name="Add a phone")
    await form.get_by_label("Driver", exact=True).fill(driver_id)
    await form.get_by_role("button", name="Create the setup page").click()
    await expect(page.get_by_role("heading", name=f"{NAMES[app]} on {device_id}")).to_be_visible()


async def scanned(page: Page) -> str:
    """Return what the code on the page says."""
    source = await page.get_by_role("img", name="Code to scan").get_attribute("src")
    assert source is not None
    return text_of_qr(unquote(source.removeprefix("data:image/svg+xml,")))


async def test_each_app_gets_a_code_that_says_what_the_page_says(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.devices.public_address = "https://track.example"
    page = (await open_page(tracker.url + ADD)).page
    for app in PhoneApp:
        await add_phone(page, app, f"phone-{app}")
        link = await page.locator("figure code").inner_text()
        assert await scanned(page) == link
        credential = tracker.devices.devices[f"phone-{app}"]["credentials"][-1]
        assert credential["app"] == app
        await expect(page.get_by_text("The credential on this page is shown once")).to_be_visible()
        await page.get_by_role("button", name="Set up another phone").click()


async def test_the_page_waits_for_the_first_position_and_says_when_it_came(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    page = (await open_page(tracker.url + ADD)).page
    await add_phone(page, PhoneApp.TRACCAR, "phone-9")
    await expect(page.get_by_text("Waiting for the first position…")).to_be_visible()
    await expect(page.get_by_text("The address is of this machine only")).to_be_visible()
    now = time.time()
    tracker.devices.devices["phone-9"].update(
        last={"latitude": 38.9, "longitude": -77.03, "timestamp": now, "receivedAt": now, "accuracy": 12}, signal="live"
    )
    await expect(page.get_by_text("First position received")).to_be_visible()
    await expect(page.get_by_text("12 m accuracy")).to_be_visible()


async def test_a_device_is_bound_and_its_credential_revoked(tracker: FakeTracker, open_page: OpenPage) -> None:
    put_samples(tracker.devices, at_s=time.time())
    page = (await open_page(tracker.url + AREA)).page
    rows = page.get_by_role("grid", name="Devices").locator("tbody tr")
    await expect(rows.first).to_contain_text("Bind to a driver")
    await expect(page.get_by_text("no position for 12 min; reports every 30 s")).to_be_visible()
    await page.get_by_role("button", name="Bind to a driver: 48241179").click()
    await page.keyboard.type("eve")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("48241179 belongs to eve from now on.")).to_be_visible()
    await rows.filter(has_text="phone-cem").click()
    await page.wait_for_url("**device=phone-cem**")
    await page.get_by_role("button", name="Revoke the credential of Overland").click()
    await page.get_by_role("button", name="Revoke now").click()
    await expect(page.get_by_text("The credential of Overland is revoked.")).to_be_visible()
    await expect(page.get_by_text("revoked just now")).to_be_visible()
    method, path, _ = tracker.devices.requests[-1]
    assert (method, path.rpartition("/")[0]) == ("DELETE", "/api/devices/phone-cem/credentials")


async def test_paper_shows_the_setup_and_nothing_else(tracker: FakeTracker, open_page: OpenPage) -> None:
    put_samples(tracker.devices, at_s=time.time())
    page = (await open_page(tracker.url + ADD)).page
    await add_phone(page, PhoneApp.OVERLAND, "phone-9")
    await page.emulate_media(media="print")
    await expect(page.get_by_role("img", name="Code to scan")).to_be_visible()
    await expect(page.get_by_text("Printed")).to_be_visible()
    for hidden in (page.get_by_role("grid"), page.get_by_role("navigation"), page.get_by_role("button")):
        await expect(hidden.locator("visible=true")).to_have_count(0)
    await expect(page.get_by_text("Waiting for the first position…")).to_be_hidden()


async def test_who_may_only_read_is_offered_nothing_to_change(tracker: FakeTracker, open_page: OpenPage) -> None:
    put_samples(tracker.devices, at_s=time.time())
    tracker.devices.may_dispatch = False
    page = (await open_page(f"{tracker.url}{AREA}&device=phone-ann")).page
    await expect(page.get_by_role("complementary", name="Selected device")).to_contain_text("On duty")
    await expect(page.get_by_text("signed in with a key that only reads")).to_be_visible()
    for name in ("Add a phone", "Bind", "Revoke", "Delete the device", "Save the settings"):
        await expect(page.get_by_role("button", name=name)).to_have_count(0)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (320, False)])
async def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    tracker: FakeTracker, open_page: OpenPage, width: int, dark: bool
) -> None:
    put_samples(tracker.devices, at_s=time.time())
    page = (await open_page(tracker.url + AREA, width=width, dark=dark)).page
    found: dict[str, object] = {}

    async def look(screen: str) -> None:
        is_wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[screen] = [*await findings(page), *(["scrolls sideways"] if is_wide else [])]

    await page.get_by_text("phone-bob").click()
    await expect(page.get_by_label("Duty")).to_be_visible()
    await look("card")
    await page.get_by_role("button", name="Close").click()
    await look("list")
    await page.get_by_role("button", name="Add a phone").click()
    await look("form")
    await add_phone(page, PhoneApp.OWNTRACKS, "phone-9")
    await look("setup")
    assert {screen: said for screen, said in found.items() if said} == {}
