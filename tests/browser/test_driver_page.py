"""The driver page in a real browser: what it says of its sharing, and what it keeps until it can be sent."""

import gzip
import re
import time
from collections.abc import AsyncIterator
from email.utils import formatdate
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Geolocation, Page, expect

from tests.browser.fake_drive import FakeDrive, a_stop
from tests.browser.test_accessibility import SMALL_TARGETS, findings
from tests.waiting import eventually
from tests.web.http.prefix_proxy import behind_a_prefix
from web.services.services import STATIC_FOLDER

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

HERE: Geolocation = {"latitude": 52.5, "longitude": 13.4, "accuracy": 8}
MOST_BYTES = 90_000
LINK = "/drive#driver=Dave-007"
WORKER_IS_READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


@pytest_asyncio.fixture(loop_scope="session")
async def drive() -> AsyncIterator[FakeDrive]:
    async with FakeDrive().running() as running:
        yield running


async def a_phone(chromium: Browser, **options: Any) -> BrowserContext:
    """Return a phone that may tell its position."""
    defaults = {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "locale": "en",
        "geolocation": HERE,
        "permissions": ["geolocation"],
    }
    return await chromium.new_context(**{**defaults, **options})


async def opened(phone: BrowserContext, address: str, complaints: list[str] | None = None) -> Page:
    """Return the page at an address."""
    page = await phone.new_page()
    if complaints is not None:
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    await page.goto(address)
    return page


async def says(page: Page, title: str) -> None:
    """Wait until the page says so of its sharing."""
    await expect(page.locator(".sharing__title")).to_have_text(title)


async def test_a_driver_shares_after_one_tap_and_the_key_is_gone_from_the_address(
    drive: FakeDrive, chromium: Browser
) -> None:
    drive.key = "trk_right"
    drive.stops = [a_stop("PKG-1")]
    complaints: list[str] = []
    page = await opened(await a_phone(chromium), f"{drive.url}/drive#key=trk_right", complaints)
    await says(page, "Not sharing")
    assert page.url == f"{drive.url}/drive"
    await page.get_by_role("button", name="Start shift").click()
    await says(page, "Sharing")
    await eventually(lambda: bool(drive.fixes))
    assert drive.fixes[0]["driverId"] == "Dave-007"
    assert abs(drive.fixes[0]["timestamp"] - time.time()) < 30
    assert drive.duties == ["on"]
    assert complaints == []
    await page.get_by_role("button", name="End shift").click()
    await says(page, "Not sharing")
    await eventually(lambda: drive.duties[-1] == "off")


async def test_a_revoked_key_ends_sharing_hides_recipients_and_keeps_what_was_entered(
    drive: FakeDrive, chromium: Browser
) -> None:
    drive.key = "trk_right"
    drive.stops = [a_stop("PKG-1")]
    page = await opened(await a_phone(chromium), f"{drive.url}/drive#key=trk_right")
    await page.get_by_role("button", name="Start shift").click()
    await eventually(lambda: bool(drive.fixes))
    await page.get_by_role("button", name="Delivered", exact=True).click()
    await expect(page.get_by_text("PKG-1: delivered")).to_be_visible()
    drive.key = "trk_another"
    await page.get_by_role("button", name="Take a break").click()
    await expect(page.get_by_text("Your link is no longer valid.")).to_be_visible()
    await expect(page.get_by_label("Link")).to_be_visible()
    await expect(page.get_by_text("Ada Lovelace")).to_have_count(0)
    drive.key = "trk_right"
    await page.get_by_role("button", name="Try again").click()
    await eventually(lambda: [item["shipmentId"] for item in drive.statuses] == ["PKG-1"], within_s=25)


async def test_an_outcome_can_be_taken_back_and_is_sent_with_its_own_time_and_place(
    drive: FakeDrive, chromium: Browser
) -> None:
    drive.stops = [a_stop("PKG-1"), a_stop("PKG-2", status="created")]
    page = await opened(await a_phone(chromium), drive.url + LINK)
    await page.get_by_role("button", name="Start shift").click()
    await says(page, "Sharing")
    await page.get_by_role("button", name="Delivered", exact=True).first.click()
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_text("House of PKG-1")).to_be_visible()
    tapped_at = time.time()
    await page.get_by_role("button", name="Failed").first.click()
    await page.get_by_label("No access").check()
    await page.get_by_label("Note").fill("The gate is closed.")
    await page.get_by_role("button", name="Save as failed").click()
    await expect(page.get_by_text("House of PKG-1")).to_be_hidden()
    await eventually(lambda: bool(drive.statuses), within_s=25)
    [said] = drive.statuses
    assert (said["shipmentId"], said["to"], said["reason"]) == ("PKG-1", "attempt_failed", "no_access")
    assert said["note"] == "The gate is closed."
    assert said["position"] == HERE
    assert tapped_at <= said["at"] + 1 <= tapped_at + 8
    assert time.time() - tapped_at > 9, "nothing is sent while it can be taken back"


async def test_a_photo_shrinks_and_reaches_the_server_before_the_outcome_that_names_it(
    drive: FakeDrive, chromium: Browser
) -> None:
    drive.stops = [a_stop("PKG-1")]
    page = await opened(await a_phone(chromium), drive.url + LINK)
    big = await page.evaluate(
        """async () => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 3000, height: 2000 });
          canvas.getContext("2d").fillRect(9, 9, 999, 999);
          const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
          return [...new Uint8Array(await blob.arrayBuffer())];
        }"""
    )
    await page.get_by_role("button", name="With note or photo").click()
    await page.locator("input[type=file]").set_input_files(
        {"name": "door.png", "mimeType": "image/png", "buffer": bytes(big)}
    )
    await expect(page.locator(".photo")).to_be_visible()
    width = await page.locator(".photo").evaluate("(image) => image.decode().then(() => image.naturalWidth)")
    assert width == 1600
    await page.get_by_role("button", name="Save as delivered").click()
    await eventually(lambda: bool(drive.statuses), within_s=25)
    assert drive.photos[0][:3] == b"\xff\xd8\xff"
    assert drive.statuses[0]["proof"] == [{"kind": "photo", "ref": "photo-1", "sha256": "0" * 64}]


async def test_the_page_opens_without_network_keeps_all_and_sends_it_once_it_is_back(
    drive: FakeDrive, chromium: Browser
) -> None:
    drive.stops = [a_stop("PKG-1"), a_stop("REFUSE")]
    phone = await a_phone(chromium)
    page = await opened(phone, drive.url + LINK)
    await page.get_by_role("button", name="Start shift").click()
    await eventually(lambda: bool(drive.fixes))
    await page.evaluate(WORKER_IS_READY)
    await phone.set_offline(True)
    await page.get_by_role("button", name="Delivered", exact=True).first.click()
    await says(page, "Offline")
    await page.close()
    page = await opened(phone, f"{drive.url}/drive")
    await says(page, "Offline")
    await expect(page.get_by_text("House of REFUSE")).to_be_visible()
    await expect(page.get_by_text("As of")).to_be_visible()
    await expect(page.locator(".sharing__detail")).to_contain_text("kept")
    await page.get_by_text("Done: 1").click()
    await expect(page.get_by_text("not sent yet")).to_be_visible()
    await page.get_by_role("button", name="Delivered", exact=True).click()
    await phone.set_offline(False)
    await says(page, "Sharing")
    await eventually(lambda: [item["shipmentId"] for item in drive.statuses] == ["PKG-1"], within_s=25)
    await expect(page.get_by_text("The delivery was not yours at that time.")).to_be_visible(timeout=25_000)
    await expect(page.get_by_text("House of REFUSE")).to_be_visible()


async def test_the_page_opens_without_network_below_a_prefix_too(drive: FakeDrive, chromium: Browser) -> None:
    drive.stops = [a_stop("PKG-1")]
    phone = await a_phone(chromium)
    async with behind_a_prefix(drive.url) as url:
        page = await opened(phone, f"{url}drive#driver=Dave-007")
        await expect(page.get_by_text("House of PKG-1")).to_be_visible()
        await page.evaluate(WORKER_IS_READY)
        await phone.set_offline(True)
        await page.reload()
        await expect(page.get_by_text("House of PKG-1")).to_be_visible()
        await page.close()


async def test_a_busy_server_is_asked_again_and_no_position_is_lost(drive: FakeDrive, chromium: Browser) -> None:
    drive.refuse_fixes = 1
    page = await opened(await a_phone(chromium), drive.url + LINK)
    await page.get_by_role("button", name="Start shift").click()
    await eventually(lambda: bool(drive.fixes), within_s=20)
    assert drive.refuse_fixes == 0


async def test_a_position_that_the_server_never_takes_is_counted_and_blocks_nothing(
    drive: FakeDrive, chromium: Browser
) -> None:
    phone = await a_phone(chromium, geolocation={"latitude": 0, "longitude": 1, "accuracy": 5})
    page = await opened(phone, drive.url + LINK)
    await page.get_by_role("button", name="Start shift").click()
    await expect(page.get_by_text("The server refused 1 ")).to_be_visible()
    await phone.set_geolocation(HERE)
    await eventually(lambda: bool(drive.fixes), within_s=20)


@pytest.mark.parametrize(("interval_s", "kept"), [(None, [0, 6, 12, 18, 24, 30]), (20, [0, 20])])
async def test_positions_are_thinned_to_the_interval_of_the_device_also_without_network(
    drive: FakeDrive, chromium: Browser, interval_s: float | None, kept: list[int]
) -> None:
    drive.key, drive.interval_s = "trk_right", interval_s
    phone = await a_phone(chromium)
    await phone.add_init_script(A_DRIVE_OF_HALF_A_MINUTE)
    page = await opened(phone, f"{drive.url}/drive#key=trk_right")
    await expect(page.get_by_role("heading", name="Dave-007")).to_be_visible()
    await page.evaluate(WORKER_IS_READY)
    await phone.set_offline(True)
    await page.close()
    page = await opened(phone, f"{drive.url}/drive")
    await page.get_by_role("button", name="Start shift").click()
    await phone.set_offline(False)
    await eventually(lambda: len(drive.fixes) >= len(kept), within_s=25)
    since = drive.fixes[0]["timestamp"]
    assert [round(fix["timestamp"] - since) for fix in drive.fixes] == kept


async def test_a_phone_whose_clock_is_wrong_says_so_and_sends_the_servers_time(
    drive: FakeDrive, chromium: Browser
) -> None:
    server_time = time.time() - 1_200
    drive.date = formatdate(server_time, usegmt=True)
    page = await opened(await a_phone(chromium), drive.url + LINK)
    await expect(page.get_by_text("The clock of this phone is 20 min fast.")).to_be_visible()
    await page.get_by_role("button", name="Start shift").click()
    await eventually(lambda: bool(drive.fixes))
    assert abs(drive.fixes[0]["timestamp"] - server_time) < 60


async def test_of_two_tabs_the_one_opened_last_shares_and_the_other_says_so(
    drive: FakeDrive, chromium: Browser
) -> None:
    phone = await a_phone(chromium)
    first = await opened(phone, drive.url + LINK)
    await first.get_by_role("button", name="Start shift").click()
    await says(first, "Sharing")
    second = await opened(phone, f"{drive.url}/drive")
    await says(second, "Sharing")
    await says(first, "Another tab shares")
    await second.close()
    await says(first, "Sharing")


async def test_without_the_phones_permission_the_page_says_what_to_do(drive: FakeDrive, chromium: Browser) -> None:
    page = await opened(await a_phone(chromium, permissions=[]), drive.url + LINK)
    await page.get_by_role("button", name="Start shift").click()
    await expect(page.get_by_text("The browser may not use your position.")).to_be_visible()


async def test_a_page_without_a_link_takes_a_pasted_one(drive: FakeDrive, chromium: Browser) -> None:
    drive.key = "trk_right"
    page = await opened(await a_phone(chromium), f"{drive.url}/drive")
    await page.get_by_label("Link").fill("hello")
    await page.get_by_role("button", name="Open").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await page.get_by_label("Link").fill(f"{drive.url}/drive#key=trk_right")
    await page.get_by_role("button", name="Open").click()
    await expect(page.get_by_role("heading", name="Dave-007")).to_be_visible()


@pytest.mark.parametrize(("width", "dark", "language"), [(390, False, "en"), (320, True, "de")])
async def test_axe_finds_nothing_and_a_thumb_hits_every_target(
    drive: FakeDrive, chromium: Browser, width: int, dark: bool, language: str
) -> None:
    drive.stops = [a_stop("PKG-1"), a_stop("PKG-" + "2" * 60, recipient={}), a_stop("PKG-3")]
    size = {"width": width, "height": 700}
    phone = await a_phone(chromium, viewport=size, color_scheme="dark" if dark else "light", locale=language)
    page = await opened(phone, drive.url + LINK)
    await expect(page.locator(".card").first).to_be_visible()
    found = {"off": await findings(page)}
    await page.locator(".sharing .button").click()
    await expect(page.locator(".sharing--sharing")).to_be_visible()
    found["sharing"] = await findings(page)
    await page.locator(".button--bad").first.click()
    found["sheet"] = await findings(page)
    assert await page.evaluate(SMALL_TARGETS_OF_SHEET) == []
    await page.keyboard.press("Escape")
    await page.locator(".delivery .button--main").first.click()
    await expect(page.locator(".undo")).to_be_visible()
    found["undo"] = await findings(page)
    assert {screen: problems for screen, problems in found.items() if problems} == {}
    assert await page.evaluate(SMALL_TARGETS) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate("document.documentElement.lang") == language


def test_the_driver_page_weighs_at_most_90_kb() -> None:
    folder = STATIC_FOLDER / "dashboard"
    html = (folder / "drive.html").read_text()
    named = [*re.findall(r'(?:src|href)="\./(assets/[^"]+\.(?:js|css))"', html)]
    assert len(named) >= 3
    languages = [path for path in (folder / "assets").glob("??-*.js") if path.name[:2] in {"en", "de", "fr", "es"}]
    assert len(languages) == 4
    sizes = {path: len(gzip.compress(path.read_bytes())) for path in (*(folder / name for name in named), *languages)}
    first = sum(sizes[folder / name] for name in named) + max(sizes[path] for path in languages)
    assert first + len(gzip.compress(html.encode())) <= MOST_BYTES


A_DRIVE_OF_HALF_A_MINUTE = """navigator.geolocation.watchPosition = (found) => {
  const coords = { latitude: 52.5, longitude: 13.4, accuracy: 8, speed: 8, heading: 0, altitude: 30 };
  const from = Date.now() - 30_000;
  for (let s = 0; s <= 30; s += 2) found({ timestamp: from + s * 1_000, coords });
  return 1;
};"""


SMALL_TARGETS_OF_SHEET = """() => [...document.querySelectorAll(".sheet button, .sheet .reason, .sheet .photo-button")]
  .map((element) => element.getBoundingClientRect())
  .filter((box) => box.height < 44 || box.width < 44).length === 0 ? [] : ["small"]"""
