from pathlib import Path

from tests.builders import NOON, a_row
from tests.web.tracker_api import TrackerApi, a_tracker


def with_two_drivers(tmp_path: Path) -> TrackerApi:
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId="1", driverId="Ann", timestamp=NOON)
    tracker.put(shipmentId="2", driverId="Ann", timestamp=NOON + 30)
    tracker.put(shipmentId="3", driverId="Bob/2", timestamp=NOON)
    return tracker


async def test_drivers_are_listed_with_the_newest_of_their_rows(tmp_path: Path) -> None:
    async with with_two_drivers(tmp_path).client() as client:
        page = await (await client.get("/api/drivers")).json()
    newest = a_row(shipmentId="2", driverId="Ann", timestamp=NOON + 30)
    assert page["drivers"][0] == {"driverId": "Ann", "shipments": 2, "latest": {**newest, "ageSeconds": 30}}
    assert [driver["driverId"] for driver in page["drivers"]] == ["Ann", "Bob/2"]
    assert (page["next"], page["stale"], page["asOf"]) == (None, False, NOON + 60)
    assert page["cursor"]


async def test_drivers_are_paged_by_id(tmp_path: Path) -> None:
    async with with_two_drivers(tmp_path).client() as client:
        first = await (await client.get("/api/drivers?limit=1")).json()
        second = await (await client.get("/api/drivers", params={"limit": 1, "after": first["next"]})).json()
    assert [page["drivers"][0]["driverId"] for page in (first, second)] == ["Ann", "Bob/2"]
    assert second["next"] is None


async def test_a_driver_shows_their_rows_in_any_form(tmp_path: Path) -> None:
    async with with_two_drivers(tmp_path).client() as client:
        page = await (await client.get("/api/drivers/Ann")).json()
        assert [row["shipmentId"] for row in page["shipments"]] == ["1", "2"]
        lines = await (await client.get("/api/drivers/Bob%2F2?format=ndjson")).text()
        assert lines.count("\n") == 1


async def test_a_driver_who_carries_nothing_is_unknown(tmp_path: Path) -> None:
    async with with_two_drivers(tmp_path).client() as client:
        answer = await client.get("/api/drivers/Cy")
        assert (answer.status, (await answer.json())["code"]) == (404, "unknown_driver")


async def test_a_known_driver_with_no_row_that_fits_gets_an_empty_page(tmp_path: Path) -> None:
    async with with_two_drivers(tmp_path).client() as client:
        page = await (await client.get("/api/drivers/Ann?maxAge=1")).json()
        assert page["shipments"] == []


async def test_parameters_of_another_table_are_named(tmp_path: Path) -> None:
    async with with_two_drivers(tmp_path).client() as client:
        for path in ("/api/drivers?bbox=1,2,3,4", "/api/drivers/Ann?bbox=1,2,3,4"):
            assert (await (await client.get(path)).json())["field"] == "bbox"
