"""Requests that say what happened, with what the edge adds to them."""

from pathlib import Path
from typing import Any

import pytest

from app.deliveries.codec import decode_command
from app.domain.deliveries.command import ReportStatus
from tests.builders import NOON
from tests.web.tracker_api import TrackerApi, a_tracker


@pytest.fixture
def tracker(tmp_path: Path) -> TrackerApi:
    tracker = a_tracker(tmp_path)
    tracker.put_delivery(shipmentId="A", driverId="Dave")
    return tracker


async def report(tracker: TrackerApi, **fields: Any) -> ReportStatus:
    async with tracker.client() as client:
        answer = await client.post("/api/deliveries/A/status", json={"to": "delivered", **fields})
        assert answer.status == 200, await answer.text()
    command = decode_command(tracker.commands.taken[-1].value)
    assert isinstance(command, ReportStatus)
    return command


async def test_a_status_is_of_now_unless_it_says_when(tracker: TrackerApi) -> None:
    assert (await report(tracker)).statusAt == NOON + 60
    told = await report(tracker, at="2024-01-17T14:00:00Z", note="At the door", proof=[{"kind": "photo", "ref": "x"}])
    assert (told.statusAt, told.note, told.proof[0].ref) == (NOON, "At the door", "x")
    assert told.driverId is None


async def test_an_outcome_says_where_the_driver_was(tracker: TrackerApi) -> None:
    tracker.put(shipmentId="other", driverId="Dave", timestamp=NOON, latitude=1.0)
    tracker.put(shipmentId=None, driverId="Dave", timestamp=NOON + 30, latitude=2.0, accuracy=8.0)
    where = (await report(tracker)).driverPosition
    assert where is not None
    assert (where.latitude, where.accuracy, where.timestamp) == (2.0, 8.0, NOON + 30)
    assert (await report(tracker, to="in_transit")).driverPosition is None


async def test_a_fix_of_another_time_or_fleet_says_nothing_about_an_outcome(tracker: TrackerApi) -> None:
    tracker.put(shipmentId=None, driverId="Dave", timestamp=NOON + 30)
    assert (await report(tracker, at=NOON - 7200)).driverPosition is None
    tracker.put(shipmentId=None, driverId="Dave", timestamp=NOON + 31, fleet="red")
    assert (await report(tracker)).driverPosition is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "to"),
        ({"to": "lost"}, "to"),
        ({"to": "delivered", "reason": "mood"}, "reason"),
        ({"to": "delivered", "proof": [{"kind": "photo", "ref": "x"}] * 11}, "proof"),
        ({"to": "delivered", "at": "soon"}, "at"),
        ({"to": "delivered", "position": {"latitude": 1}}, "position.longitude"),
    ],
)
async def test_a_status_that_cannot_be_is_refused(tracker: TrackerApi, body: Any, field: str) -> None:
    async with tracker.client() as client:
        answer = await client.post("/api/deliveries/A/status", json=body)
        problem = await answer.json()
    assert (answer.status, problem["code"], problem["field"]) == (422, "bad_status", field)


async def test_many_statuses_have_a_result_each(tracker: TrackerApi) -> None:
    lines = b'{"shipmentId":"A","to":"delivered"}\n\nnonsense\n{"shipmentId":"none","to":"delivered"}\n{"to":"x"}'
    async with tracker.client() as client:
        answer = await client.post("/api/delivery-status", data=lines, headers={"Content-Type": "application/x-ndjson"})
        body = await answer.json()
    assert (answer.status, body["accepted"], body["refused"]) == (200, 1, 3)
    assert [result.get("code") for result in body["results"]] == [None, "not_json", "unknown_delivery", "bad_status"]
    assert [result["index"] for result in body["results"]] == [0, 1, 2, 3]


async def test_more_than_the_most_statuses_are_refused_whole(tracker: TrackerApi) -> None:
    async with tracker.client() as client:
        answer = await client.post("/api/delivery-status", json=[{"shipmentId": "A", "to": "delivered"}] * 501)
        assert (answer.status, (await answer.json())["code"]) == (413, "too_large")
        answer = await client.post("/api/delivery-status", json={"shipmentId": "A"})
        assert (answer.status, (await answer.json())["code"]) == (422, "wrong_type")
