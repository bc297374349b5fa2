"""What a key in the header is told about itself."""

from pathlib import Path

import pytest

from app.devices.device_record import DeviceRecord
from app.domain.access import Scope
from app.keys.record import new_record
from tests.builders import NOON
from tests.web.access.key_holders import guarded
from tests.web.tracker_api import a_tracker

SESSION = "/api/session"


async def test_a_key_is_told_which_driver_it_is_bound_to_and_whether_it_may_drive(tmp_path: Path) -> None:
    made = guarded(tmp_path)
    made.give("dave's phone", Scope.DRIVE, driver="Dave-007")
    async with made.tracker.client() as client:
        phone = await (await client.get(SESSION, headers=made.bearer("dave's phone"))).json()
        only_ingest = await (await client.get(SESSION, headers=made.bearer("dave"))).json()
        unbound = await (await client.get(SESSION, headers=made.bearer("admin"))).json()
    assert (phone["signedIn"], phone["driverId"], phone["mayDrive"]) == (True, "Dave-007", True)
    assert (only_ingest["driverId"], only_ingest["mayDrive"]) == ("Dave-007", False)
    assert ("driverId" in unbound, unbound["mayDrive"]) == (False, False)


async def test_a_key_of_a_device_is_told_which_one(tmp_path: Path) -> None:
    made = guarded(tmp_path)
    record, text = new_record("phone", frozenset({Scope.DRIVE}), "Dave-007", NOON, device="phone-7")
    made.tracker.services.guard.keyring.apply(record.id, record)
    async with made.tracker.client() as client:
        session = await (await client.get(SESSION, headers={"Authorization": f"Bearer {text}"})).json()
    assert (session["driverId"], session["deviceId"]) == ("Dave-007", "phone-7")


@pytest.mark.parametrize(("fleet_of_device", "told"), [(None, None), ("north", 20.0), ("south", None)])
async def test_a_key_of_a_device_of_its_fleet_is_told_how_often_to_send(
    tmp_path: Path, fleet_of_device: str | None, told: float | None
) -> None:
    made = guarded(tmp_path)
    record, text = new_record("phone", frozenset({Scope.DRIVE}), "Dave-007", NOON, "north", device="phone-7")
    made.tracker.services.guard.keyring.apply(record.id, record)
    device = DeviceRecord(id="phone-7", intervalSeconds=20, fleet=fleet_of_device, createdAt=NOON, updatedAt=NOON)
    made.tracker.services.registers.devices.apply("phone-7", device)
    async with made.tracker.client() as client:
        session = await (await client.get(SESSION, headers={"Authorization": f"Bearer {text}"})).json()
    assert session.get("intervalSeconds") == told


async def test_a_revoked_key_learns_that_it_is_not_valid(tmp_path: Path) -> None:
    made = guarded(tmp_path)
    made.give("phone", Scope.DRIVE, driver="Dave-007")
    made.revoke("phone")
    async with made.tracker.client() as client, client.get(SESSION, headers=made.bearer("phone")) as answer:
        assert answer.status == 401
        assert (await answer.json())["code"] == "unauthenticated"


async def test_without_required_keys_any_driver_may_drive(tmp_path: Path) -> None:
    async with a_tracker(tmp_path).client() as client:
        session = await (await client.get(SESSION)).json()
    assert (session["required"], session["mayDrive"]) == (False, True)
