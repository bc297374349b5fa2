"""The area of deliveries: a live table, its keys, and the card of a delivery."""

import time

import pytest
from playwright.async_api import expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_deliveries import a_delivery, many_deliveries
from tests.browser.fake_tracker import FakeTracker
from tests.browser.test_accessibility import findings
from tests.browser.test_scale import PageCpu

pytestmark = pytest.mark.browser
AREA = "/?area=deliveries"
MANY = 20_000


async def test_a_table_of_many_deliveries_has_a_few_rows_in_the_document(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.deliveries.put(*many_deliveries(MANY, at_s=time.time()))
    page = (await open_page(tracker.url)).page
    await page.get_by_role("link", name="Deliveries").click()
    grid = page.get_by_role("grid", name="Deliveries")
    await expect(grid).to_have_attribute("aria-rowcount", str(MANY + 1))
    assert "area=deliveries" in await page.evaluate("new Promise(done => setTimeout(() => done(location.search), 300))")
    assert await grid.get_by_role("row").count() < 60  # two screens of rows
    await expect(grid.get_by_role("row").nth(1)).to_contain_text("Late")
    await grid.focus()
    await page.keyboard.press("End")
    await expect(grid.locator(f"[aria-rowindex='{MANY + 1}']")).to_be_in_viewport()


async def test_the_table_follows_changes_and_the_card_says_what_is_derived(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.deliveries.put(*many_deliveries(3, at_s=time.time()))
    page = (await open_page(tracker.url + AREA)).page
    grid = page.get_by_role("grid", name="Deliveries")
    await grid.get_by_text("PKG-00001").click()
    card = page.get_by_role("complementary", name="Selected delivery")
    await expect(card).to_contain_text("derived")
    await expect(card).to_contain_text("of the driver")
    tracker.deliveries.put(a_delivery("PKG-NEW", at_s=time.time(), progress={"risk": "late"}))
    tracker.deliveries.remove("PKG-00001")
    await tracker.deliveries.tell()
    await expect(grid.get_by_text("PKG-NEW")).to_be_visible()
    await expect(card).to_contain_text("not in the table")
    await page.keyboard.press("Escape")
    await expect(card).to_be_hidden()


async def test_status_and_driver_of_selected_deliveries_are_set_and_each_refusal_is_said(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.deliveries.put(*many_deliveries(10, at_s=time.time()))
    page = (await open_page(tracker.url + AREA)).page
    grid = page.get_by_role("grid", name="Deliveries")
    await grid.get_by_label("Select all shown deliveries").check()
    change = page.get_by_role("region", name="Change deliveries")
    await expect(change).to_contain_text("10 selected")
    await change.get_by_label("New status").select_option("returning")
    await change.get_by_role("button", name="Set status").click()
    await expect(change).to_contain_text("9 deliveries changed.")
    await expect(change).to_contain_text("PKG-00009: This status cannot follow")
    [[method, path, items]] = tracker.deliveries.requests
    assert (method, path, len(items), items[0]["to"]) == ("POST", "/api/delivery-status", 10, "returning")
    await grid.get_by_label("Select PKG-00009").uncheck()
    await change.get_by_label("Driver id, or empty for none").fill("Eve")
    await change.get_by_role("button", name="Assign driver").click()
    await expect(change).to_contain_text("9 deliveries changed.")
    assert {row["driverId"] for row in tracker.deliveries.rows.values() if row["shipmentId"] != "PKG-00009"} == {"Eve"}
    await expect(grid.get_by_role("row").nth(1)).to_contain_text("Eve")
    await change.get_by_role("button", name="Clear selection").click()
    await expect(change).to_be_hidden()


async def test_of_more_than_one_change_takes_the_first_of_the_filter_are_selected(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.deliveries.put(*many_deliveries(1_200, at_s=time.time()))
    page = (await open_page(f"{tracker.url}{AREA}&dstatus=out_for_delivery")).page
    grid = page.get_by_role("grid", name="Deliveries")
    await grid.focus()
    await page.keyboard.press("Control+a")
    change = page.get_by_role("region", name="Change deliveries")
    await expect(change).to_contain_text("The first 500 of 1,080 are selected")
    await change.get_by_role("button", name="Set status").click()
    await expect(change).to_contain_text("500 deliveries changed.")
    [[_, _, items]] = tracker.deliveries.requests
    assert items[0]["shipmentId"] == "PKG-00000"
    await grid.get_by_label("Select all shown deliveries").uncheck()
    await expect(change).to_be_hidden()


@pytest.mark.alone
@pytest.mark.timeout(150)
async def test_a_hundred_thousand_deliveries_open_scroll_and_are_filtered(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    tracker.deliveries.put(*many_deliveries(100_000, at_s=time.time()))
    page = (await open_page(tracker.url)).page
    cpu = await PageCpu.of(page)
    spent: dict[str, float] = {}
    began_s = await cpu.so_far_s()
    await page.get_by_role("link", name="Deliveries").click()
    grid = page.get_by_role("grid", name="Deliveries")
    await expect(grid).to_have_attribute("aria-rowcount", "100001", timeout=60_000)
    spent["open"], began_s = await cpu.so_far_s() - began_s, await cpu.so_far_s()
    await grid.focus()
    for key in ("End", "PageUp", "Home", "PageDown"):
        await page.keyboard.press(key)
    await expect(grid.locator("[aria-rowindex='2']")).to_be_in_viewport()
    assert await grid.get_by_role("row").count() < 60  # two screens of rows
    spent["scroll"], began_s = await cpu.so_far_s() - began_s, await cpu.so_far_s()
    await page.get_by_label("Search delivery, reference, recipient").fill("order 103999")
    await expect(grid).to_have_attribute("aria-rowcount", "2")
    await expect(grid).to_contain_text("PKG-99999")
    spent["search"] = await cpu.so_far_s() - began_s
    print({what: round(seconds, 2) for what, seconds in spent.items()})
    assert spent["open"] < 20
    assert spent["scroll"] < 5
    assert spent["search"] < 5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
async def test_the_table_and_the_card_are_accessible(
    tracker: FakeTracker, open_page: OpenPage, width: int, height: int, dark: bool
) -> None:
    tracker.deliveries.put(*many_deliveries(30, at_s=time.time()))
    page = (await open_page(tracker.url + AREA, width=width, height=height, dark=dark)).page
    await expect(page.get_by_role("grid", name="Deliveries")).to_be_visible()
    assert await findings(page) == []
    await page.get_by_role("grid", name="Deliveries").get_by_text("PKG-00001").click()
    await expect(page.get_by_role("complementary", name="Selected delivery")).to_contain_text("of the driver")
    assert await findings(page) == []
