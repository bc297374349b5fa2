"""Routes of drivers over HTTP, and what a key that is bound to a driver may do."""

from pathlib import Path
from typing import Any

import pytest

from app.deliveries.codec import decode_command
from app.domain.access import Scope
from app.domain.deliveries.command import Assign, ReportStatus
from tests.builders import NOON, a_fix
from tests.web.access.key_holders import Guarded, guarded
from tests.web.tracker_api import Client, TrackerApi, a_tracker

RECIPIENT = {"name": "Ann", "phone": "1", "email": "ann@example.org"}
TODAY = {"start": NOON + 600, "end": NOON + 1200}
TOMORROW = {"start": NOON + 86_400, "end": NOON + 90_000}


@pytest.fixture
def tracker(tmp_path: Path) -> TrackerApi:
    return a_tracker(tmp_path)


def at(latitude: float) -> dict[str, float]:
    return {"latitude": latitude, "longitude": 13.0}


async def route(client: Client, driver_id: str = "Dave", **options: Any) -> Any:
    answer = await client.get(f"/api/drivers/{driver_id}/route", **options)
    assert answer.status == 200, await answer.text()
    return await answer.json()


def names(stops: Any) -> list[list[str]]:
    return [[delivery["shipmentId"] for delivery in stop["deliveries"]] for stop in stops]


async def test_stops_are_in_order_and_neighbours_share_one(tracker: TrackerApi) -> None:
    for shipment_id, sequence, latitude in (("C", 3, 52.2), ("A", 1, 52.0), ("B", 2, 52.0001), ("D", None, 52.0)):
        tracker.put_delivery(
            shipmentId=shipment_id, driverId="Dave", sequence=sequence, destination=at(latitude), window=TODAY
        )
    tracker.put_delivery(shipmentId="E", driverId="Dave", window=TOMORROW)
    tracker.put_delivery(shipmentId="F", driverId="Dave", status="delivered")
    tracker.put_delivery(shipmentId="G", driverId="Eve", window=TODAY)
    async with tracker.client() as client:
        found = await route(client)
    assert names(found["stops"]) == [["A", "B"], ["C"], ["D"]]
    assert [delivery["shipmentId"] for delivery in found["later"]] == ["E"]


async def test_while_one_is_out_for_delivery_only_those_are_stops(tracker: TrackerApi) -> None:
    tracker.put_delivery(shipmentId="A", driverId="Dave", window=TODAY)
    tracker.put_delivery(shipmentId="B", driverId="Dave", status="out_for_delivery")
    async with tracker.client() as client:
        found = await route(client)
    assert (names(found["stops"]), [row["shipmentId"] for row in found["later"]]) == ([["B"]], ["A"])


async def test_a_route_is_written_whole_and_takes_the_driver_from_the_others(tracker: TrackerApi) -> None:
    for shipment_id, driver_id in (("A", None), ("B", "Dave"), ("C", "Dave"), ("D", "Eve")):
        tracker.put_delivery(shipmentId=shipment_id, driverId=driver_id)
    async with tracker.client() as client:
        body = {"shipmentIds": ["C", "A", "none"], "startAt": NOON}
        answer = await client.put("/api/drivers/Dave/route", json=body)
        results = (await answer.json())["results"]
    assert [(result["shipmentId"], result["result"]) for result in results] == [
        ("C", "accepted"),
        ("A", "accepted"),
        ("none", "refused"),
        ("B", "accepted"),
    ]
    commands = {command.shipment_id: decode_command(command.value) for command in tracker.commands.taken}
    assert all(isinstance(command, Assign) for command in commands.values())
    told = {name: (c.driverId, c.sequence, c.startAt) for name, c in commands.items() if isinstance(c, Assign)}
    assert told == {"C": ("Dave", 0, NOON), "A": ("Dave", 1, NOON), "B": (None, None, None)}


async def test_a_route_that_has_changed_is_not_overwritten(tracker: TrackerApi) -> None:
    tracker.put_delivery(shipmentId="A", driverId="Dave", planRevision=4)
    tracker.put_delivery(shipmentId="B", planRevision=7)
    async with tracker.client() as client:
        etag = (await client.get("/api/drivers/Dave/route")).headers["ETag"]
        body = {"shipmentIds": ["B"]}
        assert (await client.put("/api/drivers/Dave/route", json=body, headers={"If-Match": etag})).status == 200
        expected = [decode_command(command.value) for command in tracker.commands.taken]
        assert [command.expect for command in expected if isinstance(command, Assign)] == [7, 4]
        tracker.put_delivery(shipmentId="A", driverId="Dave", planRevision=5, revision=2)
        answer = await client.put("/api/drivers/Dave/route", json=body, headers={"If-Match": etag})
        assert (answer.status, (await answer.json())["code"]) == (412, "version_mismatch")


@pytest.mark.parametrize("body", [{}, {"shipmentIds": ["A", "A"]}, {"shipmentIds": ["A"] * 501}, {"shipmentIds": [""]}])
async def test_a_route_that_cannot_be_is_refused(tracker: TrackerApi, body: Any) -> None:
    async with tracker.client() as client:
        answer = await client.put("/api/drivers/Dave/route", json=body)
        assert (answer.status, (await answer.json())["code"]) == (422, "bad_route")


@pytest.fixture
def made(tmp_path: Path) -> Guarded:
    made = guarded(tmp_path)
    made.give("driving", Scope.DRIVE, driver="Dave")
    made.give("dispatcher", Scope.DISPATCH)
    return made


async def test_a_driver_reads_the_own_route_and_no_other(made: Guarded) -> None:
    tracker, driving = made.tracker, made.bearer("driving")
    tracker.put_delivery(shipmentId="A", driverId="Dave", window=TODAY, recipient=RECIPIENT, note="Ring")
    tracker.put_delivery(shipmentId="B", driverId="Dave", window=TOMORROW, recipient=RECIPIENT, note="Ring")
    async with tracker.client() as client:
        found = await route(client, headers=driving)
        [[today], [tomorrow]] = [stop["deliveries"] for stop in found["stops"]], found["later"]
        assert (today[0]["recipient"], today[0]["note"]) == ({"name": "Ann", "phone": "1"}, "Ring")
        assert not {"recipient", "note", "timeline", "verdicts"} & tomorrow.keys()
        for path in ("/api/drivers/Eve/route", "/api/deliveries", "/api/deliveries/A", "/api/shipments", "/api/keys"):
            assert (await client.get(path, headers=driving)).status == 403
        assert (await client.put("/api/deliveries/A", json={}, headers=driving)).status == 403
        assert (await client.put("/api/drivers/Dave/route", json={}, headers=driving)).status == 403


async def test_a_recipient_is_shown_while_the_driver_has_the_shipment(made: Guarded) -> None:
    tracker = made.tracker
    for shipment_id, custody in (("A", {"from": NOON}), ("B", {"from": NOON, "until": NOON + 1})):
        tracker.put_delivery(
            shipmentId=shipment_id,
            driverId="Dave",
            status="out_for_delivery",
            window=TOMORROW,
            recipient=RECIPIENT,
            custody=[{"driverId": "Dave", **custody}],
        )
    async with tracker.client() as client:
        [stop] = (await route(client, headers=made.bearer("driving")))["stops"]
    assert [("recipient" in delivery) for delivery in stop["deliveries"]] == [True, False]


async def test_what_a_driver_reports_names_the_driver_of_the_key(made: Guarded) -> None:
    made.tracker.put_delivery(shipmentId="A", driverId="Dave", recipient=RECIPIENT)
    async with made.tracker.client() as client:
        driving = made.bearer("driving")
        answer = await client.post("/api/deliveries/A/status", json={"to": "delivered"}, headers=driving)
        assert answer.status == 200
        assert "recipient" not in await answer.json()
        body = [{"shipmentId": "A", "to": "delivered"}]
        assert (await client.post("/api/delivery-status", json=body, headers=driving)).status == 200
        dispatching = made.bearer("dispatcher")
        assert (await client.post("/api/delivery-status", json=body, headers=dispatching)).status == 200
    told = [decode_command(command.value) for command in made.tracker.commands.taken]
    assert [each.driverId for each in told if isinstance(each, ReportStatus)] == ["Dave", "Dave", None]
    assert [each.by for each in told] == ["driving", "driving", "dispatcher"]


async def test_a_driver_posts_own_positions_only(made: Guarded) -> None:
    async with made.tracker.client() as client:
        for driver_id, status in (("Dave", 202), ("Eve", 403)):
            fix = a_fix(driverId=driver_id, timestamp=NOON)
            answer = await client.post("/api/shipments/update", json=fix, headers=made.bearer("driving"))
            assert answer.status == status


async def test_each_scope_opens_its_own_addresses(made: Guarded) -> None:
    made.tracker.put_delivery(shipmentId="A")
    async with made.tracker.client() as client:
        for who, reads, writes in (("reader", 200, 403), ("dispatcher", 403, 204), ("device", 403, 403)):
            assert (await client.get("/api/deliveries/A", headers=made.bearer(who))).status == reads
            assert (await client.delete("/api/deliveries/A", headers=made.bearer(who))).status == writes
