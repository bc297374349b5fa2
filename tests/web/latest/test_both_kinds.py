"""Drivers' own rows and shipments in lists: each list shows what its name says."""

from pathlib import Path

import pytest

from tests.builders import NOON, a_row
from tests.web.tracker_api import TrackerApi, a_tracker


def a_mixed_tracker(tmp_path: Path) -> TrackerApi:
    """Return a tracker where the driver Ann has a shipment called Ann, another driver one row of its own."""
    tracker = a_tracker(tmp_path)
    tracker.put(shipmentId="Ann", driverId="Ann", timestamp=NOON)
    tracker.put(shipmentId=None, driverId="Ann", timestamp=NOON + 30, latitude=1.0)
    tracker.put(shipmentId=None, driverId="Bob", timestamp=NOON)
    return tracker


@pytest.mark.parametrize(
    "query",
    [
        "",
        "limit=1",
        "near=1,-79.9",
        "near=1,-79.9&limit=1",
        "maxAge=3600",
        "driverId=Ann",
        "bbox=-80,0,-79,41",
        "after=%01z",
    ],
)
async def test_lists_of_shipments_never_show_a_drivers_own_row(tmp_path: Path, query: str) -> None:
    async with a_mixed_tracker(tmp_path).client() as client:
        page = await (await client.get(f"/api/shipments?{query}")).json()
        assert [row["shipmentId"] for row in page["shipments"]] == ["Ann"]
        assert page["next"] is None
        for form in ("csv", "ndjson", "geojson"):
            text = await (await client.get(f"/api/shipments?{query}&format={form}")).text()
            assert "Ann" in text
            assert "Bob" not in text


async def test_a_single_shipment_is_never_a_driver(tmp_path: Path) -> None:
    async with a_mixed_tracker(tmp_path).client() as client:
        assert (await (await client.get("/api/shipments/Ann")).json())["shipmentId"] == "Ann"
        for path in ("Bob", "%01Bob", "%01Ann"):
            assert (await client.get(f"/api/shipments/{path}")).status == 404


async def test_a_list_of_shipments_opens_the_stream_of_shipments(tmp_path: Path) -> None:
    tracker = a_mixed_tracker(tmp_path)
    async with tracker.client() as client:
        page = await (await client.get("/api/shipments")).json()
        assert (await client.get("/api/shipments?kind=driver")).status == 422
    assert page["cursor"].rpartition(".")[2] != tracker.view.store.cursor("").rpartition(".")[2]


async def test_a_driver_shows_the_newest_of_its_own_row_and_of_those_that_name_it(tmp_path: Path) -> None:
    tracker = a_mixed_tracker(tmp_path)
    own = a_row(shipmentId=None, driverId="Ann", timestamp=NOON + 30, latitude=1.0)
    async with tracker.client() as client:
        page = await (await client.get("/api/drivers")).json()
        assert [(each["driverId"], each["shipments"]) for each in page["drivers"]] == [("Ann", 1), ("Bob", 0)]
        assert page["drivers"][0]["latest"] == {**own, "ageSeconds": 30}
        ann = await (await client.get("/api/drivers/Ann")).json()
        assert [row["shipmentId"] for row in ann["shipments"]] == ["Ann"]
        assert ann["latest"] == {**own, "ageSeconds": 30}
        bob = await (await client.get("/api/drivers/Bob")).json()
        assert (bob["shipments"], bob["latest"]["timestamp"]) == ([], NOON)
        tracker.put(shipmentId="Ann", driverId="Ann", timestamp=NOON + 40)
        ann = await (await client.get("/api/drivers/Ann")).json()
        assert ann["latest"]["shipmentId"] == "Ann"
