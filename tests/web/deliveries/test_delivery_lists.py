"""Deliveries over HTTP: lists with their filters and forms, and one with its position."""

import asyncio
import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.builders import NOON
from tests.web.tracker_api import Client, TrackerApi, a_tracker

MORNING = {"start": NOON - 3600, "end": NOON}


@pytest.fixture
def tracker(tmp_path: Path) -> TrackerApi:
    return a_tracker(tmp_path)


async def ids(client: Client, query: str = "") -> list[str]:
    answer = await client.get(f"/api/deliveries{query}")
    assert answer.status == 200, await answer.text()
    return [row["shipmentId"] for row in (await answer.json())["deliveries"]]


def several(tracker: TrackerApi) -> None:
    tracker.put_delivery(shipmentId="A", driverId="Dave", status="out_for_delivery", window=MORNING)
    tracker.put_delivery(
        shipmentId="B",
        reference="Order 4711",
        recipient={"name": "Ann Smith"},
        progress={"risk": "late"},
        alerts=[{"id": "1", "kind": "late", "state": "open", "openedAt": NOON}],
    )
    tracker.put_delivery(
        shipmentId="C",
        status="delivered",
        destination={"latitude": 52.5, "longitude": 13.4, "address": "Unter den Linden 1"},
        alerts=[{"id": "2", "kind": "late", "state": "resolved", "openedAt": NOON}],
        window={"start": NOON + 7200, "end": NOON + 9000},
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["A", "B", "C"]),
        ("?status=created&status=delivered", ["B", "C"]),
        ("?driverId=Dave", ["A"]),
        ("?driverId=Dave&status=created", []),
        ("?risk=late", ["B"]),
        ("?risk=none", ["A", "C"]),
        ("?alert=late", ["B"]),
        ("?alert=silent", []),
        ("?q=smith", ["B"]),
        ("?q=4711%20ANN", ["B"]),
        ("?q=linden", ["C"]),
        ("?q=linden&status=created", []),
        ("?q=absent", []),
        (f"?from={NOON - 10}&to={NOON + 10}", ["A"]),
        (f"?from={NOON + 1}", ["C"]),
        ("?to=2024-01-17T12:59:59Z", []),
        ("?to=2024-01-17T15:00:00%2B01:00", ["A"]),
        ("?bbox=13,52,14,53", ["C"]),
        ("?shipmentId=A&shipmentId=C", ["A", "C"]),
        ("?limit=1&after=A", ["B"]),
    ],
)
async def test_deliveries_are_filtered(tracker: TrackerApi, query: str, expected: list[str]) -> None:
    several(tracker)
    async with tracker.client() as client:
        assert await ids(client, query) == expected


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?status=lost", "status"),
        ("?alert=x", "alert"),
        ("?risk=x", "risk"),
        ("?from=yesterday", "from"),
        ("?to=2024-01-17T14:00:00", "to"),
        ("?bbox=1", "bbox"),
        ("?sort=x", "sort"),
        (f"?q={'x' * 201}", "q"),
    ],
)
async def test_a_filter_that_cannot_be_is_named(tracker: TrackerApi, query: str, field: str) -> None:
    async with tracker.client() as client:
        answer = await client.get(f"/api/deliveries{query}")
        problem = await answer.json()
        assert (answer.status, problem["code"], problem["field"]) == (422, "bad_filter", field)


async def test_a_change_moves_a_delivery_to_another_filter(tracker: TrackerApi) -> None:
    tracker.put_delivery(shipmentId="A", driverId="Dave")
    tracker.put_delivery(shipmentId="A", driverId="Eve", status="in_transit", revision=2)
    async with tracker.client() as client:
        assert await ids(client, "?driverId=Dave") == []
        assert await ids(client, "?driverId=Eve&status=in_transit") == ["A"]


async def test_a_deleted_delivery_is_neither_listed_nor_shown(tracker: TrackerApi) -> None:
    tracker.put_delivery(shipmentId="A")
    tracker.delete_delivery("A", revision=2)
    async with tracker.client() as client:
        assert await ids(client) == []
        answer = await client.get("/api/deliveries/A")
        assert (answer.status, (await answer.json())["code"]) == (404, "unknown_delivery")


async def test_deliveries_are_files_too(tracker: TrackerApi) -> None:
    several(tracker)
    tracker.put_delivery(shipmentId="D", note="=1+1", recipient={"name": "Åke, Öst", "phone": "+46 1"})
    async with tracker.client() as client:
        lines = (await (await client.get("/api/deliveries?format=ndjson")).text()).splitlines()
        assert len(lines) == 4
        table = list(csv.DictReader(io.StringIO(await (await client.get("/api/deliveries?format=csv")).text())))
        assert [line["shipmentId"] for line in table] == ["A", "B", "C", "D"]
        assert (table[2]["address"], table[0]["windowStart"]) == ("Unter den Linden 1", repr(NOON - 3600))
        assert (table[3]["note"], table[3]["recipientName"]) == ("'=1+1", "Åke, Öst")
        features = (await (await client.get("/api/deliveries?format=geojson")).json())["features"]
        assert features[2]["geometry"]["coordinates"] == [13.4, 52.5]


async def test_an_id_with_a_slash_names_one_delivery(tracker: TrackerApi) -> None:
    tracker.put_delivery(shipmentId="2024/17 ä", planRevision=7)
    async with tracker.client() as client:
        answer = await client.get("/api/deliveries/2024%2F17%20%C3%A4")
        assert (answer.status, (await answer.json())["shipmentId"]) == (200, "2024/17 ä")
        assert answer.headers["ETag"] == '"7"'


async def position(tracker: TrackerApi, shipment_id: str = "A") -> Any:
    async with tracker.client() as client:
        return (await (await client.get(f"/api/deliveries/{shipment_id}")).json())["position"]


async def test_a_delivery_is_where_its_driver_is_while_the_driver_has_it(tracker: TrackerApi) -> None:
    tracker.put_delivery(shipmentId="A", custody=[{"driverId": "Dave", "from": NOON - 60}])
    tracker.put(shipmentId=None, driverId="Dave", timestamp=NOON, latitude=1.0)
    found = await position(tracker)
    assert (found["subject"], found["driverId"], found["latitude"], found["ageSeconds"]) == ("driver", "Dave", 1.0, 60)


async def test_the_newer_of_shipment_and_driver_is_shown(tracker: TrackerApi) -> None:
    tracker.put_delivery(shipmentId="A", custody=[{"driverId": "Dave", "from": NOON - 60}])
    tracker.put(shipmentId="A", driverId="Eve", timestamp=NOON - 30)
    tracker.put(shipmentId="other", driverId="Dave", timestamp=NOON - 40)
    assert (await position(tracker))["subject"] == "shipment"
    tracker.put(shipmentId="other", driverId="Dave", timestamp=NOON - 20)
    assert (await position(tracker))["subject"] == "driver"


async def test_without_custody_nothing_of_the_driver_is_shown(tracker: TrackerApi) -> None:
    tracker.put(shipmentId=None, driverId="Dave", timestamp=NOON)
    tracker.put_delivery(shipmentId="A", driverId="Dave")
    tracker.put_delivery(shipmentId="B", custody=[{"driverId": "Dave", "from": NOON - 9, "until": NOON + 9}])
    tracker.put_delivery(shipmentId="C", custody=[{"driverId": "Dave", "from": NOON + 1}])
    for shipment_id in "ABC":
        assert await position(tracker, shipment_id) is None


async def test_a_driver_of_another_fleet_is_not_shown(tracker: TrackerApi) -> None:
    tracker.put(shipmentId=None, driverId="Dave", timestamp=NOON, fleet="red")
    tracker.put(shipmentId="x", driverId="Dave", timestamp=NOON - 5, latitude=1.0)
    tracker.put(shipmentId="A", driverId="Dave", timestamp=NOON - 4, fleet="blue")
    tracker.put_delivery(shipmentId="A", custody=[{"driverId": "Dave", "from": NOON - 60}])
    assert (await position(tracker))["latitude"] == 1.0


async def test_a_reader_waits_for_a_revision(tracker: TrackerApi) -> None:
    tracker.put_delivery(shipmentId="A", revision=5)
    async with tracker.client() as client:
        assert (await (await client.get("/api/deliveries/A?revision=5")).json())["revision"] == 5
        waiting = asyncio.create_task(client.get("/api/deliveries/A?revision=6"))
        while not len(tracker.waiter):
            await asyncio.sleep(0)
        tracker.put_delivery(shipmentId="A", revision=6)
        assert (await (await waiting).json())["revision"] == 6
        assert not len(tracker.waiter)


async def test_a_reader_of_a_revision_that_does_not_come_gets_the_row_that_is_there(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path, cursor_wait_s=0.01)
    tracker.put_delivery(shipmentId="A", revision=5)
    async with tracker.client() as client:
        assert (await (await client.get("/api/deliveries/A?revision=6")).json())["revision"] == 5
        assert (await client.get("/api/deliveries/A?revision=x")).status == 422
        assert (await client.get("/api/deliveries/none?revision=1")).status == 404


async def test_before_the_table_is_read_there_is_no_half_an_answer(tracker: TrackerApi) -> None:
    tracker.feed.caught_up = False
    async with tracker.client() as client:
        for path in ("/api/deliveries", "/api/deliveries/A"):
            answer = await client.get(path)
            assert (answer.status, (await answer.json())["code"]) == (503, "recovering")
