"""The page at a tracker that asks for keys: signed in with one, and out when it is revoked, under a policy that holds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession
from playwright.async_api import expect

from app.settings import Settings
from tests.browser.dashboard_page import PATIENCE_MS, OpenPage
from tests.browser.test_whole_system import post
from tests.keys.created import created_key
from tests.product.tracker import running
from tests.system.test_keys import bearer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


async def test_a_person_signs_in_and_is_out_when_the_key_is_revoked(
    make_settings: Callable[..., Settings], open_page: OpenPage, tmp_path: Path
) -> None:
    settings = make_settings(auth="on")
    admin = await created_key(settings, "operator", "admin")
    reader = await created_key(settings, "dispatch", "read")
    async with (
        running("worker", settings, tmp_path / "said") as tracker,
        ClientSession(headers=bearer(admin)) as session,
    ):
        await tracker.until_ready(session)
        await post(session, tracker, shipmentId="PKG-998877")
        dashboard = await open_page(tracker.url)
        page = dashboard.page
        await expect(page.get_by_label("Your key")).to_be_visible(timeout=PATIENCE_MS)
        assert dashboard.complaints == [], "nothing was asked for that is not allowed"

        dashboard.may_lose_server = True  # the browser reports every 401 on its console
        await page.get_by_label("Your key").fill("trk_AAAAAAAA_wrong")
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_role("alert")).to_contain_text("not valid", timeout=PATIENCE_MS)
        dashboard.may_lose_server = False

        await page.get_by_label("Your key").fill(reader)
        await page.get_by_role("button", name="Sign in").click()
        await dashboard.shows_rows("PKG-998877")
        await dashboard.says("Live")
        [cookie] = await page.context.cookies()
        assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("tracker_session", True, "Strict")
        assert await page.evaluate("document.cookie") == ""
        assert reader not in await page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")

        docs = await page.context.new_page()
        said: list[str] = []
        docs.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        docs.on("pageerror", lambda error: said.append(str(error)))
        await docs.goto(f"{tracker.url}/docs")
        await expect(docs.get_by_text("/api/shipments/updates")).to_be_visible(timeout=PATIENCE_MS)
        assert said == []
        await docs.close()

        dashboard.may_lose_server = True
        async with session.delete(f"{tracker.url}/api/keys/{reader[4:12]}") as answer:
            assert answer.status == 200
        await expect(page.get_by_label("Your key")).to_be_visible(timeout=PATIENCE_MS)


async def test_an_expired_session_brings_the_sign_in_back_and_asks_for_nothing_more(
    make_settings: Callable[..., Settings], open_page: OpenPage, tmp_path: Path
) -> None:
    settings = make_settings(auth="on", session_s=12)
    reader = await created_key(settings, "dispatch", "read")
    async with running("edge", settings, tmp_path / "said") as tracker, ClientSession() as session:
        await tracker.until_ready(session)
        dashboard = await open_page(tracker.url)
        page = dashboard.page
        dashboard.may_lose_server = True
        streams: list[str] = []
        page.on("request", lambda request: streams.append(request.url) if "/api/stream" in request.url else None)
        for _ in range(2):
            await page.get_by_label("Your key").fill(reader, timeout=PATIENCE_MS)
            await page.get_by_role("button", name="Sign in").click()
            await dashboard.says("Live")
            opened = len(streams)
            # The server says bye when the sign-in expires; from then on it refuses the cookie.
            await expect(page.get_by_label("Your key")).to_be_visible(timeout=60_000)
            assert len(streams) <= opened + 1
