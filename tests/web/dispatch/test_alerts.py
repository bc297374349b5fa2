from pathlib import Path
from typing import Any

import pytest

from app.deliveries.codec import decode_command
from app.domain.deliveries.command import ChangeAlert
from tests.builders import NOON
from tests.web.tracker_api import TrackerApi, a_tracker


def alert(id_: str, kind: str, at: float = NOON, **fields: Any) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "state": "open", "openedAt": at, **fields}


@pytest.fixture
def tracker(tmp_path: Path) -> TrackerApi:
    tracker = a_tracker(tmp_path)
    tracker.put_delivery(
        shipmentId="A", driverId="Dave", alerts=[alert("a1", "late", NOON - 5), alert("a2", "at_risk")]
    )
    tracker.put_delivery(shipmentId="B", driverId="Dave", fleet=None, alerts=[alert("b1", "late", NOON - 9)])
    tracker.put_delivery(shipmentId="C", driverId="Dave", fleet="red", alerts=[alert("c1", "late", NOON - 1)])
    tracker.put_delivery(shipmentId="D", alerts=[alert("d1", "attempt_failed", state="resolved", resolvedAt=NOON)])
    tracker.put_delivery(shipmentId="E", alerts=[alert("e1", "attempt_failed", state="acknowledged")])
    tracker.put_delivery(shipmentId="F", alerts=[alert("f1", "attempt_failed", snoozedUntil=NOON + 61)])
    return tracker


def put_driver(tracker: TrackerApi, driver: str, *alerts: dict[str, Any], **fields: Any) -> None:
    row = {"row": "driver", "driverId": driver, "planRevision": 0, "revision": 1, "offset": 1, "createdAt": NOON}
    tracker.put_beside(f"\x01{driver}", {**row, "updatedAt": NOON, "alerts": list(alerts), **fields})


async def lines(tracker: TrackerApi, query: str = "") -> list[list[str]]:
    async with tracker.client() as client:
        answer = await client.get(f"/api/alerts{query}")
        assert answer.status == 200, await answer.text()
        return [[each["id"] for each in line["alerts"]] for line in (await answer.json())["lines"]]


async def test_alerts_of_one_kind_on_one_route_are_one_line_and_late_hides_at_risk(tracker: TrackerApi) -> None:
    assert await lines(tracker) == [["b1", "a1"], ["c1"], ["e1"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?alert=attempt_failed", [["e1"]]),
        ("?alert=attempt_failed&snoozed=true", [["e1"], ["f1"]]),
        ("?state=acknowledged", [["e1"]]),
        ("?fleet=red", [["c1"]]),
        ("?shipmentId=A", [["a1"]]),
        ("?driverId=Nobody", []),
    ],
)
async def test_lines_are_narrowed(tracker: TrackerApi, query: str, found: list[list[str]]) -> None:
    assert await lines(tracker, query) == found


@pytest.mark.parametrize("query", ["?alert=mood", "?state=resolved", "?snoozed=perhaps", "?page=2"])
async def test_a_filter_that_is_none_is_refused(tracker: TrackerApi, query: str) -> None:
    async with tracker.client() as client:
        answer = await client.get(f"/api/alerts{query}")
        assert (answer.status, (await answer.json())["code"]) == (422, "bad_filter")


async def test_an_alert_is_acknowledged_and_snoozed_by_its_id(tracker: TrackerApi) -> None:
    async with tracker.client() as client:
        assert (await client.post("/api/alerts/b1/acknowledge")).status == 200
        assert (await client.post("/api/alerts/b1/snooze", json={"until": NOON + 600})).status == 200
    commands = [(each.shipment_id, decode_command(each.value)) for each in tracker.commands.taken]
    for shipment, command in commands:
        assert shipment == "B"
        assert isinstance(command, ChangeAlert)
        assert command.alertId == "b1"
    assert [(command.what, command.until) for _, command in commands if isinstance(command, ChangeAlert)] == [
        ("acknowledge", None),
        ("snooze", NOON + 600),
    ]


async def test_an_alert_that_is_not_open_is_unknown_and_a_snooze_ends_later(tracker: TrackerApi) -> None:
    async with tracker.client() as client:
        for alert_id in ("d1", "zz"):
            answer = await client.post(f"/api/alerts/{alert_id}/acknowledge")
            assert (answer.status, (await answer.json())["code"]) == (404, "unknown_alert")
        answer = await client.post("/api/alerts/b1/snooze", json={"until": NOON})
        assert (answer.status, (await answer.json())["code"]) == (422, "bad_alert")
    assert tracker.commands.taken == []


async def test_alerts_of_drivers_are_lines_without_a_shipment(tracker: TrackerApi) -> None:
    put_driver(tracker, "Dave", alert("s1", "stationary", NOON - 2))
    put_driver(tracker, "Eve", alert("s2", "battery_low", state="resolved", resolvedAt=NOON))
    assert await lines(tracker, "?driverId=Dave") == [["b1", "a1"], ["s1"], ["c1"]]
    assert await lines(tracker, "?shipmentId=A") == [["a1"]]
    assert await lines(tracker, "?alert=stationary") == [["s1"]]
    async with tracker.client() as client:
        [line] = (await (await client.get("/api/alerts?alert=stationary")).json())["lines"]
    assert (line["driverId"], line.get("fleet"), "shipmentId" in line["alerts"][0]) == ("Dave", None, False)


async def test_a_silent_driver_hides_what_is_said_of_the_drivers_route_in_that_fleet(tracker: TrackerApi) -> None:
    put_driver(tracker, "Dave", alert("s1", "silent"), alert("s2", "battery_low"))
    assert await lines(tracker) == [["c1"], ["e1"], ["s1"]]
    async with tracker.client() as client:
        page = await (await client.get("/api/alerts")).json()
        assert page["hidden"] == 4  # two late, one at risk, and the battery
        assert (await (await client.get("/api/alerts?alert=late")).json())["hidden"] == 2
    put_driver(tracker, "Dave", alert("s1", "silent", state="resolved", resolvedAt=NOON), revision=2)
    assert await lines(tracker) == [["b1", "a1"], ["c1"], ["e1"]]


async def test_an_alert_of_a_driver_is_acknowledged_and_snoozed_with_the_key_of_the_driver(tracker: TrackerApi) -> None:
    put_driver(tracker, "Dave", alert("s1", "silent"), fleet="red")
    async with tracker.client() as client:
        assert (await client.post("/api/alerts/s1/acknowledge")).status == 204
        assert (await client.post("/api/alerts/s1/snooze", json={"until": NOON + 600})).status == 204
    commands = [decode_command(each.value) for each in tracker.commands.taken]
    assert [each.shipment_id for each in tracker.commands.taken] == ["\x01Dave"] * 2
    assert [each.what for each in commands if isinstance(each, ChangeAlert)] == ["acknowledge", "snooze"]


async def test_a_line_says_how_many_alerts_it_hides(tracker: TrackerApi) -> None:
    async with tracker.client() as client:
        page = await (await client.get("/api/alerts")).json()
        assert [(line["kind"], line["hides"]) for line in page["lines"]] == [
            ("late", 1),
            ("late", 0),
            ("attempt_failed", 0),
        ]
        put_driver(tracker, "Dave", alert("s1", "silent"), alert("s2", "battery_low"))
        page = await (await client.get("/api/alerts?alert=silent&alert=late&alert=battery_low")).json()
    assert [(line["kind"], line["hides"]) for line in page["lines"]] == [("late", 0), ("silent", 3)]
