"""A key that is bound to a fleet reads and commands the deliveries of that fleet alone."""

from pathlib import Path

from app.deliveries.codec import decode_command
from app.domain.access import Scope
from app.keys.record import new_record
from tests.builders import NOON, a_plan
from tests.web.access.key_holders import Guarded, guarded

FLEETS = {"N": "north", "S": "south", "X": None}


def made(folder: Path) -> Guarded:
    made = guarded(folder)
    record, made.keys["north"] = new_record("north", frozenset({Scope.READ, Scope.DISPATCH}), None, NOON, fleet="north")
    made.tracker.services.guard.keyring.apply(record.id, record)
    for shipment_id, fleet in FLEETS.items():
        made.tracker.put_delivery(shipmentId=shipment_id, fleet=fleet, driverId="Dave", sequence=1)
    return made


async def test_lists_and_single_deliveries_of_other_fleets_are_not_there(tmp_path: Path) -> None:
    holders = made(tmp_path)
    async with holders.tracker.client() as client:
        north, reader = holders.bearer("north"), holders.bearer("reader")
        for headers, query, expected in (
            (north, "", ["N"]),
            (north, "?q=s", []),
            (north, "?fleet=north", ["N"]),
            (reader, "", ["N", "S", "X"]),
            (reader, "?fleet=south", ["S"]),
        ):
            page = await (await client.get(f"/api/deliveries{query}", headers=headers)).json()
            assert [row["shipmentId"] for row in page["deliveries"]] == expected
        assert (await client.get("/api/deliveries?fleet=south", headers=north)).status == 403
        assert (await client.get("/api/deliveries/N", headers=north)).status == 200
        for shipment_id in "SX":
            answer = await client.get(f"/api/deliveries/{shipment_id}", headers=north)
            assert (answer.status, (await answer.json())["code"]) == (404, "unknown_delivery")
        route = await (await client.get("/api/drivers/Dave/route", headers=north)).json()
        assert [[row["shipmentId"] for row in stop["deliveries"]] for stop in route["stops"]] == [["N"]]


async def test_commands_carry_the_fleet_and_those_about_other_fleets_are_refused(tmp_path: Path) -> None:
    holders = made(tmp_path)
    async with holders.tracker.client() as client:
        north = holders.bearer("north")
        assert (await client.put("/api/deliveries/N", json=a_plan(), headers=north)).status == 200
        report = {"to": "in_transit"}
        assert (await client.post("/api/deliveries/S/status", json=report, headers=north)).status == 404
        assert (await client.delete("/api/deliveries/X", headers=north)).status == 404
        body = {"shipmentIds": ["S"]}
        results = (await (await client.put("/api/drivers/Dave/route", json=body, headers=north)).json())["results"]
        assert [(result["shipmentId"], result["result"]) for result in results] == [("S", "refused"), ("N", "accepted")]
    commands = [decode_command(command.value) for command in holders.tracker.commands.taken]
    assert [command.fleet for command in commands] == ["north", "north"]
