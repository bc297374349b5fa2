"""What is registered of drivers over HTTP."""

from pathlib import Path

import pytest

from app.domain.access import Scope
from app.keys.record import new_record
from tests.builders import NOON
from tests.web.access.key_holders import guarded
from tests.web.tracker_api import a_tracker

NOW = NOON + 60


async def test_a_driver_is_registered_changed_and_shown_with_its_positions(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put()
    async with tracker.client() as client:
        answer = await client.put("/api/drivers/Dave-007", json={"name": "Dave", "phone": "+1 212", "color": "#ff0000"})
        profile = {"driverId": "Dave-007", "name": "Dave", "phone": "+1 212", "color": "#ff0000", "duty": "on"}
        assert (answer.status, await answer.json()) == (200, profile)
        answer = await client.put("/api/drivers/Dave-007", json={"duty": "break", "phone": None})
        profile = await answer.json()
        assert profile == {"driverId": "Dave-007", "name": "Dave", "color": "#ff0000", "duty": "break", "dutyAt": NOW}
        [listed] = (await (await client.get("/api/drivers")).json())["drivers"]
        one = await (await client.get("/api/drivers/Dave-007")).json()
        assert (listed["profile"], one["profile"], one["latest"]["driverId"]) == (profile, profile, "Dave-007")


async def test_a_registered_driver_without_a_position_is_known(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    async with tracker.client() as client:
        assert (await client.get("/api/drivers/Dave-007")).status == 404
        await client.put("/api/drivers/Dave-007", json={"name": "Dave"})
        one = await (await client.get("/api/drivers/Dave-007")).json()
        assert (one["shipments"], one["profile"]["name"], "latest" in one) == ([], "Dave", False)


async def test_a_wrong_change_or_etag_is_refused(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        for change in ({"duty": "asleep"}, {"color": "red"}, {"duty": None}, {"nick": "x"}):
            answer = await client.put("/api/drivers/Dave-007", json=change)
            assert (answer.status, (await answer.json())["code"]) == (422, "bad_driver"), change
        answer = await client.put("/api/drivers/Dave-007", json={}, headers={"If-Match": '"a"'})
        assert (answer.status, (await answer.json())["code"]) == (412, "version_mismatch")


async def test_a_key_that_drives_changes_the_duty_of_its_own_driver_alone(tmp_path: Path) -> None:
    holders = guarded(tmp_path)
    holders.give("driving", Scope.DRIVE, driver="Dave-007")
    async with holders.tracker.client() as client:
        for who, driver, change, status in (
            ("driving", "Dave-007", {"duty": "off"}, 200),
            ("driving", "Dave-007", {"duty": "off", "name": "D"}, 403),
            ("driving", "Erin-001", {"duty": "off"}, 403),
            ("dave", "Dave-007", {"duty": "off"}, 403),
            ("reader", "Dave-007", {"duty": "off"}, 403),
        ):
            answer = await client.put(f"/api/drivers/{driver}", json=change, headers=holders.bearer(who))
            assert answer.status == status, (who, driver, change)


async def test_a_driver_of_another_fleet_is_neither_shown_nor_changed(tmp_path: Path) -> None:
    holders = guarded(tmp_path)
    for fleet in ("north", "south"):
        scopes = frozenset({Scope.READ, Scope.DISPATCH})
        record, holders.keys[fleet] = new_record(fleet, scopes, None, NOON, fleet=fleet)
        holders.tracker.services.guard.keyring.apply(record.id, record)
    holders.tracker.put(fleet="south")
    async with holders.tracker.client() as client:
        # One without a fleet leaves the driver in the fleet of its positions.
        answer = await client.put("/api/drivers/Dave-007", json={"name": "Dave"}, headers=holders.bearer("admin"))
        assert (await answer.json())["fleet"] == "south"
        north, south = holders.bearer("north"), holders.bearer("south")
        assert (await client.put("/api/drivers/Dave-007", json={"name": "x"}, headers=north)).status == 403
        assert (await client.get("/api/drivers/Dave-007", headers=north)).status == 404
        one = await (await client.get("/api/drivers/Dave-007", headers=south)).json()
        assert one["profile"]["name"] == "Dave"


@pytest.mark.parametrize("owner", ["south", None])
async def test_a_key_of_a_fleet_registers_no_driver_whose_positions_are_not_of_that_fleet(
    tmp_path: Path, owner: str | None
) -> None:
    holders = guarded(tmp_path)
    holders.give("north", Scope.DISPATCH, fleet="north")
    holders.tracker.put(fleet=owner)
    async with holders.tracker.client() as client:
        for driver, status in (("Dave-007", 403), ("Erin-001", 200)):
            answer = await client.put(f"/api/drivers/{driver}", json={"name": "x"}, headers=holders.bearer("north"))
            assert answer.status == status
    assert holders.tracker.services.registers.drivers.find("Dave-007") is None


async def test_a_driver_without_a_fleet_gets_the_one_that_is_named_or_that_of_its_positions(tmp_path: Path) -> None:
    holders = guarded(tmp_path)
    holders.give("north", Scope.DISPATCH, fleet="north")
    admin, north = holders.bearer("admin"), holders.bearer("north")
    async with holders.tracker.client() as client:
        await client.put("/api/drivers/Dave-007", json={"name": "Dave"}, headers=admin)
        holders.tracker.put(fleet="south")
        answer = await client.put("/api/drivers/Dave-007", json={"duty": "off"}, headers=admin)
        assert (await answer.json())["fleet"] == "south"
        answer = await client.put("/api/drivers/Dave-007", json={"fleet": "north"}, headers=admin)
        assert (await answer.json())["fleet"] == "north"
        assert (await client.put("/api/drivers/Dave-007", json={"fleet": "south"}, headers=north)).status == 403


async def test_a_removed_driver_keeps_its_positions_and_loses_what_was_registered(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put()
    async with tracker.client() as client:
        put = await client.put("/api/drivers/Dave-007", json={"name": "Dave"})
        answer = await client.delete("/api/drivers/Dave-007", headers={"If-Match": '"other"'})
        assert (answer.status, (await answer.json())["code"]) == (412, "version_mismatch")
        answer = await client.delete("/api/drivers/Dave-007", headers={"If-Match": put.headers["ETag"]})
        assert answer.status == 204
        one = await (await client.get("/api/drivers/Dave-007")).json()
        assert ("profile" in one, one["latest"]["driverId"]) == (False, "Dave-007")
        answer = await client.delete("/api/drivers/Dave-007")
        assert (answer.status, (await answer.json())["code"]) == (404, "unknown_driver")
        tracker.services.registers.drivers.is_complete = False
        assert (await client.delete("/api/drivers/Dave-007")).status == 503


async def test_only_a_dispatcher_of_its_fleet_removes_a_driver(tmp_path: Path) -> None:
    holders = guarded(tmp_path)
    for fleet in ("north", "south"):
        holders.give(fleet, Scope.DISPATCH, fleet=fleet)
    holders.give("driving", Scope.DRIVE, driver="Dave-007")
    async with holders.tracker.client() as client:
        await client.put("/api/drivers/Dave-007", json={"name": "Dave"}, headers=holders.bearer("south"))
        for who, status in (("north", 404), ("reader", 403), ("driving", 403), ("south", 204)):
            answer = await client.delete("/api/drivers/Dave-007", headers=holders.bearer(who))
            assert answer.status == status, who
