"""A CSV file becomes deliveries: its columns are recognised, and each bad row is named."""

import csv
import io
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.dashboard_page import OpenPage
from tests.browser.fake_tracker import FakeTracker
from tests.browser.test_scale import PageCpu

pytestmark = pytest.mark.browser
IMPORT = "/?area=deliveries&dform=import"
MANY = 5_000
MOST_CPU_S = 6.0
"""Of the page's own thread for the whole import, so that a busy machine does not count."""


async def _choose(page: Page, text: str) -> None:
    file: Any = {"name": "plan.csv", "mimeType": "text/csv", "buffer": text.encode()}
    await page.get_by_label("Choose a CSV file, or drop it here").set_input_files(file)


async def test_a_file_is_mapped_and_imported_and_its_bad_rows_can_be_downloaded(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    page = (await open_page(tracker.url + "/?area=deliveries")).page
    await page.get_by_role("button", name="Import CSV").click()
    lines = ["\ufeffParcel;Lat;Lng;Colour;From", "A;40.4;-80;red;2026-03-02 09:00", "B;95;-80;blue;", ";40;-80;;"]
    await _choose(page, "\r\n".join([*lines, "C;40.5;-80;;"]))
    panel = page.get_by_role("region", name="Import CSV")
    await expect(panel).to_contain_text("plan.csv: 4 rows")
    await expect(panel).to_contain_text("separated by semicolon")
    await expect(panel.get_by_label("Column Parcel")).to_have_value("shipmentId")
    await panel.get_by_label("Column Lat").select_option("leave out")
    await expect(panel).to_contain_text("Choose the columns of: Latitude.")
    await expect(panel.get_by_role("button", name="Import 4 rows")).to_be_disabled()
    await panel.get_by_label("Column Lat").select_option("Latitude")
    await panel.get_by_label("Column Colour").select_option("Note")
    await panel.get_by_label("Time zone of times without one").fill("America/New_York")
    await panel.get_by_role("button", name="Import 4 rows").click()
    await expect(panel).to_contain_text("2 deliveries imported.")
    await expect(panel).to_contain_text("Line 3, B: The latitude is not between -90 and 90.")
    await expect(panel).to_contain_text("Line 4, : The row has no shipment id.")
    async with page.expect_download() as waiting:
        await panel.get_by_role("button", name="Download these rows as CSV").click()
    written = (await (await waiting.value).path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert [(row["Parcel"], row["Colour"], row["line"]) for row in rows] == [("", "", "4"), ("B", "blue", "3")]
    [[_, _, sent]] = tracker.deliveries.requests
    first = next(csv.DictReader(io.StringIO(sent)))
    assert (first["note"], first["windowStart"], first["timeZone"]) == ("red", "2026-03-02 09:00", "America/New_York")
    assert sorted(tracker.deliveries.rows) == ["A", "C"]
    await panel.get_by_role("button", name="Choose another file").click()
    await _choose(page, "Parcel,Colour\nA,red\n")
    await expect(panel.get_by_label("Column Colour")).to_have_value("note")


async def test_a_large_file_is_imported_in_parts_while_the_page_stays_smooth(
    tracker: FakeTracker, open_page: OpenPage
) -> None:
    page = (await open_page(tracker.url + IMPORT)).page
    cpu = await PageCpu.of(page)
    rows = [f"P{number:05d},{95 if number % 50 == 0 else 40},-80,Order {number}" for number in range(MANY)]
    await _choose(page, "\n".join(["shipmentId,latitude,longitude,reference", *rows]))
    panel = page.get_by_role("region", name="Import CSV")
    await panel.get_by_role("button", name="Import 5,000 rows").click()
    await expect(panel).to_contain_text("4,900 deliveries imported.")
    await expect(panel).to_contain_text("100 rows were not imported:")
    assert len(tracker.deliveries.requests) == MANY / 500
    await expect(page.get_by_role("grid", name="Deliveries")).to_have_attribute("aria-rowcount", "4901")
    spent_s = await cpu.so_far_s()
    assert spent_s < MOST_CPU_S, f"{spent_s:.1f} s for {MANY} rows"
