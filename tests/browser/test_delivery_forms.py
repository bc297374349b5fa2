"""The forms of deliveries: create one on the map, change one while others do, withdraw one."""

import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_deliveries import a_delivery
from tests.browser.fake_tracker import FakeTracker

pytestmark = pytest.mark.browser
NEW = "/?area=deliveries&dform=new&map=13/40.44000/-79.99000"


def _sent(tracker: FakeTracker, method: str) -> list[tuple[str, Any]]:
    return [(path, body) for sent, path, body in tracker.deliveries.requests if sent == method]


async def _pick_middle(page: Page) -> None:
    await page.get_by_role("button", name="Point on the map").click()
    await expect(page.get_by_text("Click a point on the map")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Destination: 40.4")).to_be_visible()


async def test_a_delivery_is_created_with_its_destination_picked_on_the_map(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    page = (await open_page(f"{tracker.url}/?area=deliveries&map=13/40.44000/-79.99000")).page
    await page.get_by_role("button", name="New delivery").click()
    form = page.get_by_role("region", name="New delivery")
    await expect(form.get_by_label("Shipment id")).to_have_value(re.compile(r"^D-\d{6}-\w{4}$"))
    assert "dform=new" in await page.evaluate("new Promise(done => setTimeout(() => done(location.search), 300))")
    await form.get_by_label("Shipment id").fill("PKG / 1")
    await _pick_middle(page)
    await form.get_by_label("Time zone of the destination").fill("America/New_York")
    await form.get_by_label("From").fill("2026-03-02T09:00")
    await form.get_by_label("To", exact=True).fill("2026-03-02T11:00")
    await expect(form).to_contain_text("clocks in America/New_York")
    await form.get_by_label("Driver id").fill("Eve")
    await form.get_by_role("button", name="New delivery").click()
    await expect(page.get_by_text("PKG / 1 was created.")).to_be_visible()
    await expect(page.get_by_role("complementary", name="Selected delivery")).to_contain_text("Eve")
    [(path, plan)] = _sent(tracker, "PUT")
    assert path == "/api/deliveries/PKG / 1"
    assert plan["destination"] == {
        "latitude": pytest.approx(40.44, abs=0.001),
        "longitude": pytest.approx(-79.99, abs=0.001),
        "radius": 75,
        "address": None,
        "name": None,
        "timeZone": "America/New_York",
    }
    assert plan["window"]["start"] == datetime(2026, 3, 2, 14, tzinfo=UTC).timestamp()


async def test_what_is_wrong_with_a_new_delivery_is_said_at_its_field(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.deliveries.put(a_delivery("TAKEN", at_s=time.time()))
    dashboard = await open_page(tracker.url + NEW)
    dashboard.may_lose_server = True  # A refusal is an error on the console, too.
    page = dashboard.page
    form = page.get_by_role("region", name="New delivery")
    await form.get_by_label("From").fill("2026-03-02T09:00")
    await form.get_by_role("button", name="New delivery").click()
    await expect(form.get_by_label("To", exact=True)).to_have_accessible_description("A window needs both times.")
    await expect(form.get_by_label("To", exact=True)).to_be_focused()
    await form.get_by_label("To", exact=True).fill("2026-03-02T10:00")
    await _pick_middle(page)
    await form.get_by_label("Shipment id").fill("TAKEN")
    await form.get_by_role("button", name="New delivery").click()
    await expect(form.get_by_label("Shipment id")).to_have_accessible_description(re.compile("exists. Choose another"))
    await page.get_by_role("button", name="Cancel").click()
    await expect(form).to_contain_text("Discard what you entered?")
    await page.get_by_role("button", name="Keep editing").click()
    await form.get_by_label("Shipment id").fill("FREE")
    await form.get_by_role("button", name="New delivery").click()
    await expect(page.get_by_text("FREE was created.")).to_be_visible()


async def test_an_edit_sends_what_changed_alone_and_meets_what_others_changed_meanwhile(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.deliveries.put(a_delivery("PKG-1", at_s=time.time(), note="first", driverId="Ann"))
    dashboard = await open_page(f"{tracker.url}/?area=deliveries&delivery=PKG-1")
    dashboard.may_lose_server = True  # A refusal is an error on the console, too.
    page = dashboard.page
    await page.get_by_role("button", name="Edit", exact=True).click()
    form = page.get_by_role("region", name="Edit PKG-1")
    await form.get_by_label("Note for the driver").fill("mine")
    await form.get_by_label("Reference").fill("Order 1")
    other = {"note": "theirs", "driverId": "Bob", "planRevision": 2}
    tracker.deliveries.put({**tracker.deliveries.rows["PKG-1"], **other})
    await tracker.deliveries.tell()
    await form.get_by_role("button", name="Save changes").click()
    await expect(form).to_contain_text("changed while you edited it")
    await expect(form).to_contain_text("Driver id: Ann → Bob")
    await expect(form).to_contain_text("Note for the driver: first → theirs")
    await expect(form.get_by_label("Note for the driver")).to_have_value("mine")
    await expect(form.get_by_label("Driver id")).to_have_value("Bob")
    await form.get_by_role("button", name="Save changes").click()
    await expect(page.get_by_text("PKG-1 was changed.")).to_be_visible()
    sent = [body for _, body in _sent(tracker, "PATCH")]
    assert sent == [{"reference": "Order 1", "note": "mine"}] * 2
    row = tracker.deliveries.rows["PKG-1"]
    assert (row["note"], row["driverId"], row["planRevision"]) == ("mine", "Bob", 3)


async def test_a_delivery_is_withdrawn_only_after_a_confirmation(tracker: FakeTracker, open_page: OpenPage) -> None:
    tracker.deliveries.put(a_delivery("PKG-1", at_s=time.time()), a_delivery("PKG-2", at_s=time.time()))
    page = (await open_page(f"{tracker.url}/?area=deliveries&delivery=PKG-1")).page
    card = page.get_by_role("complementary", name="Selected delivery")
    await card.get_by_role("button", name="Withdraw").click()
    await expect(card.get_by_role("button", name="Keep it")).to_be_focused()
    await page.keyboard.press("Enter")
    assert _sent(tracker, "DELETE") == []
    await card.get_by_role("button", name="Withdraw").click()
    await card.get_by_role("button", name="Withdraw the delivery").click()
    await expect(page.get_by_text("PKG-1 was withdrawn.")).to_be_visible()
    await expect(card).to_be_hidden()
    await expect(page.get_by_role("grid", name="Deliveries")).not_to_contain_text("PKG-1")
    await expect(page.get_by_text("1 of 1 delivery shown")).to_be_visible()


async def test_a_browser_whose_key_only_reads_shows_no_button_that_would_be_refused(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    page = (await open_page(f"{tracker.url}/?area=deliveries")).page
    await expect(page.get_by_role("button", name="New delivery")).to_be_visible()
    session = {"required": True, "signedIn": True, "name": "reader", "mayDispatch": False}
    await page.route("**/api/session", lambda route: route.fulfill(json=session))
    await page.goto(f"{tracker.url}{NEW}")
    await expect(page.get_by_text("signed in with a key that only reads")).to_be_visible()
    await expect(page.get_by_role("button", name=re.compile("New delivery|Import"))).to_have_count(0)
    await expect(page.get_by_role("region", name="New delivery")).to_have_count(0)
