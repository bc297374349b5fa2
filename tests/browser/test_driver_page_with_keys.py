"""The driver page against a real tracker with keys and a path prefix: from a dispatcher's code to a proven delivery."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, Page, expect

from app.settings import Settings
from tests.browser.dashboard_page import PATIENCE_MS
from tests.browser.test_driver_page import HERE, a_phone, opened, says
from tests.keys.created import created_key
from tests.product.tracker import running
from tests.system.test_deliveries import ask
from tests.system.test_keys import bearer, until
from tests.waiting import eventually_after
from tests.web.devices.qr_reader import text_of_qr
from tests.web.http.prefix_proxy import behind_a_prefix

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

DRIVER, DEVICE = "Dave-007", "phone-7"
ARRIVES_S = 40.0


class Office:
    """A dispatcher who works with a key at the address below the prefix."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self._session, self._url = session, url

    async def ask(self, method: str, path: str, **options: Any) -> Any:
        """Return what the tracker answers; raises AssertionError if it refuses."""
        status, answer = await ask(self._session, method, f"{self._url}api/{path}", **options)
        assert status < 300, answer
        return answer

    async def until(self, path: str, is_so: Callable[[Any], bool]) -> Any:
        """Return the first answer of which it is so."""
        answers: list[Any] = []

        async def ask_again() -> bool:
            answers.append(await self.ask("GET", path))
            return is_so(answers[-1])

        await eventually_after(ask_again, within_s=ARRIVES_S)
        return answers[-1]

    async def link_for_driver(self) -> str:
        """Register a driver and the phone, and return what the code of its setup says."""
        await self.ask("PUT", f"drivers/{DRIVER}", json={"name": "Dave", "duty": "off"})
        await self.ask("PUT", f"devices/{DEVICE}", json={"driverId": DRIVER, "intervalSeconds": 20})
        created = await self.ask("POST", f"devices/{DEVICE}/credentials", json={"app": "browser"})
        return text_of_qr(created["setup"]["qr"])

    async def plan(self, shipment_id: str, sequence: int) -> None:
        """Give the driver a delivery."""
        place = {"latitude": 52.4 + sequence / 100, "longitude": 13.4}
        plan = {"destination": place, "driverId": DRIVER, "sequence": sequence}
        await self.ask("PUT", f"deliveries/{shipment_id}", json=plan)

    async def proof_of(self, shipment_id: str, status: str) -> tuple[str, Any]:
        """Return where the photo is that proves the status, and the entry of the timeline that names it."""
        row = await self.until(f"deliveries/{shipment_id}", lambda row: row["status"] == status)
        [entry] = [entry for entry in row["timeline"] if entry.get("proof")]
        [proof] = entry["proof"]
        return f"{self._url}api/deliveries/{shipment_id}/photos/{proof['ref']}", entry


async def test_a_scanned_code_lets_a_driver_share_a_shift_and_prove_what_happened(
    make_settings: Callable[..., Settings], chromium: Browser, tmp_path: Path
) -> None:
    settings = make_settings(data=tmp_path / "data", auth="on", trusted_proxies="127.0.0.1")
    key = await created_key(settings, "office", "dispatch", "read")
    async with (
        running("run", settings, tmp_path / "said") as tracker,
        behind_a_prefix(tracker.url) as url,
        ClientSession(headers=bearer(key)) as session,
        ClientSession() as driver,
    ):
        await tracker.until_ready(session)
        await until(session, (tracker,), key, 200)
        office = Office(session, url)
        link = await office.link_for_driver()
        assert link.startswith(f"{url}drive#key=trk_")
        driver.headers.update(bearer(link.partition("#key=")[2]))
        for number in (1, 2):
            await office.plan(f"PKG-{number}", number)

        complaints: list[str] = []
        page = await opened(await a_phone(chromium), link, complaints)
        await page.get_by_role("button", name="Start shift").click(timeout=PATIENCE_MS)
        await says(page, "Sharing")
        known = await office.until("devices", lambda page: "last" in page["devices"][0])
        assert [(device["deviceId"], device["driverId"]) for device in known["devices"]] == [(DEVICE, DRIVER)]
        assert known["devices"][0]["last"]["latitude"] == HERE["latitude"]
        await office.until("drivers", lambda page: page["drivers"][0]["profile"]["duty"] == "on")
        await page.get_by_role("button", name="Start the route").click()
        await office.until("deliveries/PKG-1", lambda row: row["status"] == "out_for_delivery")

        await _end(page, "With note or photo", "Given to Ann.", "Save as delivered")
        address, entry = await office.proof_of("PKG-1", "delivered")
        assert entry["note"] == "Given to Ann."
        assert entry["position"]["latitude"] == HERE["latitude"]
        async with session.get(address) as answer:
            assert (answer.status, answer.content_type) == (200, "image/jpeg")
            assert hashlib.sha256(await answer.read()).hexdigest() == entry["proof"][0]["sha256"]

        await _end(page, "Failed", "The gate is closed.", "Save as failed")
        address, _ = await office.proof_of("PKG-2", "attempt_failed")
        async with driver.get(address) as answer:
            assert answer.status == 200
        await office.ask("PATCH", "deliveries/PKG-2", json={"driverId": "Eve"})
        async with driver.get(address) as answer:
            assert (answer.status, (await answer.json())["code"]) == (409, "not_assigned")
        async with session.get(address) as answer:
            assert answer.status == 200

        await page.get_by_role("button", name="End shift").click()
        await office.until("drivers", lambda page: page["drivers"][0]["profile"]["duty"] == "off")
        await page.close()
    assert complaints == []


async def _end(page: Page, open_sheet: str, note: str, save: str) -> None:
    """Say what happened at the next stop, with a note and a photo."""
    picture = await page.screenshot()
    await page.get_by_role("button", name=open_sheet).first.click()
    if open_sheet == "Failed":
        await page.get_by_label("No access").check()
    await page.get_by_role("textbox", name="Note").fill(note)
    await page.locator("input[type=file]").set_input_files(
        {"name": "door.png", "mimeType": "image/png", "buffer": picture}
    )
    await expect(page.locator(".photo")).to_be_visible()
    await page.get_by_role("button", name=save).click()
