"""Devices over HTTP: registered, bound, listed with what they sent, and removed."""

from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import KafkaError

from app.domain.access import Scope
from app.fixes.control import Forget
from app.keys.record import new_record
from tests.builders import NOON
from tests.devices.registered import FakeChanges
from tests.web.access.key_holders import guarded
from tests.web.tracker_api import Client, TrackerApi, a_tracker
from web.devices.known_devices import KnownDevice, KnownDevices

NOW = NOON + 60
PHONE = {"shipmentId": None, "driverId": "phone-1", "deviceId": "phone-1"}


async def put(
    client: Client, device_id: str, change: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None
) -> Any:
    answer = await client.put(f"/api/devices/{device_id}", json=change, headers=headers)
    assert answer.status == status, await answer.text()
    return await answer.json()


async def ids(client: Client, query: str = "", **headers: Any) -> list[str]:
    answer = await client.get(f"/api/devices{query}", **headers)
    assert answer.status == 200, await answer.text()
    return [device["deviceId"] for device in (await answer.json())["devices"]]


async def test_a_device_is_registered_bound_and_shown_with_its_driver(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    async with tracker.client() as client:
        await client.put("/api/drivers/Dave-007", json={"name": "Dave Miller"})
        device = await put(client, "phone-1", {"driverId": "Dave-007", "name": "Pixel", "kind": "phone"})
        assert device == {
            "deviceId": "phone-1",
            "name": "Pixel",
            "kind": "phone",
            "driverId": "Dave-007",
            "driverName": "Dave Miller",
            "bindings": [{"driverId": "Dave-007", "from": NOW}],
            "isRegistered": True,
            "credentials": [],
        }
        assert await (await client.get("/api/devices/phone-1")).json() == device
        tracker.clock.time = NOW + 60
        device = await put(client, "phone-1", {"driverId": None, "kind": None})
        assert device["bindings"] == [{"driverId": "Dave-007", "from": NOW, "until": NOW + 60}]
        assert (device["name"], "kind" in device, "driverId" in device) == ("Pixel", False, False)
    assert tracker.services.registers.devices.driver_at("phone-1", NOW + 30) == "Dave-007"


async def test_a_device_that_only_sent_positions_is_listed_once_with_its_newest(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(**PHONE, timestamp=NOON, battery=0.5)
    tracker.put(shipmentId="A", driverId="phone-1", deviceId="phone-1", timestamp=NOON + 50, latitude=1.0)
    tracker.put(shipmentId="B", driverId="Erin-001")
    async with tracker.client() as client:
        page = await (await client.get("/api/devices")).json()
        [device] = page["devices"]
        assert (device["deviceId"], device["isRegistered"], device["signal"]) == ("phone-1", False, "live")
        assert (device["last"]["latitude"], device["last"]["timestamp"]) == (1.0, NOON + 50)
        assert (page["next"], page["stale"]) == (None, False)
        await put(client, "phone-1", {"name": "Pixel"})
        assert await ids(client) == ["phone-1"]
        tracker.clock.time = NOW + 3_600
        assert (await (await client.get("/api/devices/phone-1")).json())["signal"] == "silent"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["phone-1", "phone-2", "phone-10"]),
        ("?bound=true", ["phone-2"]),
        ("?bound=false", ["phone-1", "phone-10"]),
        ("?driverId=Dave-007", ["phone-2"]),
        ("?q=PIXEL", ["phone-10"]),
        ("?q=miller", ["phone-2"]),
        ("?q=phone-1", ["phone-1", "phone-10"]),
        ("?limit=1", ["phone-1"]),
        ("?after=phone-1&limit=1", ["phone-2"]),
    ],
)
async def test_filters_and_pages_of_devices(tmp_path: Path, query: str, found: list[str]) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(**PHONE)
    async with tracker.client() as client:
        await client.put("/api/drivers/Dave-007", json={"name": "Dave Miller"})
        await put(client, "phone-2", {"driverId": "Dave-007"})
        await put(client, "phone-10", {"name": "Pixel 9"})
        assert await ids(client, query) == found
        for wrong in ("?bound=maybe", "?limit=0", "?driver=x"):
            assert (await client.get(f"/api/devices{wrong}")).status == 422


@pytest.mark.parametrize("has_reset", [True, False])
async def test_a_list_shows_no_row_that_took_the_place_of_a_device_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_reset: bool
) -> None:
    tracker, page = a_tracker(tmp_path), KnownDevices.page
    tracker.put(**PHONE, timestamp=NOON)
    tracker.put(shipmentId="A", deviceId="phone-2", timestamp=NOON)

    def page_and_change(known: KnownDevices, *rest: Any) -> list[KnownDevice]:
        found = page(known, *rest)
        if has_reset:
            tracker.view.store.reset([0])
        else:
            tracker.put(**{**PHONE, "deviceId": "phone-9"}, timestamp=NOON + 1)
            tracker.put(shipmentId="A", deviceId="phone-9", timestamp=NOON + 1)
        return found

    async with tracker.client() as client:
        await put(client, "phone-1", {})
        monkeypatch.setattr(KnownDevices, "page", page_and_change)
        answer = await client.get("/api/devices")
        assert answer.status == 200, await answer.text()
        [device] = (await answer.json())["devices"]
    assert (device["deviceId"], "last" in device) == ("phone-1", False)


async def test_to_bind_a_device_forgets_the_driver_of_its_name(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(**PHONE, timestamp=NOON)
    async with tracker.client() as client:
        await put(client, "phone-1", {"name": "Pixel"})
        assert tracker.control.forgotten == []
        await put(client, "phone-1", {"driverId": "Dave-007"})
    assert tracker.control.forgotten == [Forget("\x01phone-1", NOW + 10)]


@pytest.mark.parametrize("row", [{}, {**PHONE, "deviceId": None}, {**PHONE, "fleet": "north"}])
async def test_a_driver_who_only_is_called_like_the_device_stays(tmp_path: Path, row: dict[str, Any]) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(**row)
    tracker.put(shipmentId="A", deviceId="phone-1", timestamp=NOON + 1)
    async with tracker.client() as client:
        await put(client, "phone-1", {"driverId": "Dave-007"})
    assert tracker.control.forgotten == []


async def test_a_registered_driver_and_one_whom_a_device_was_bound_to_stay(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    for name in ("phone-1", "phone-2"):
        tracker.put(shipmentId=None, driverId=name, deviceId=name)
    async with tracker.client() as client:
        await client.put("/api/drivers/phone-1", json={"name": "Phone"})
        for driver in ("phone-2", None):
            tracker.clock.time += 1
            await put(client, "phone-3", {"driverId": driver})
        for device in ("phone-1", "phone-2"):
            await put(client, device, {"driverId": "Dave-007"})
    assert tracker.control.forgotten == []


async def test_a_change_that_binds_no_other_driver_forgets_nothing(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    async with tracker.client() as client:
        await put(client, "phone-1", {"driverId": "Dave-007"})
        tracker.put(**PHONE, timestamp=NOW)
        await put(client, "phone-1", {"driverId": "Dave-007", "name": "Pixel"})
    assert tracker.control.forgotten == []


async def test_an_etag_keeps_two_dispatchers_from_overwriting_each_other(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    async with tracker.client() as client:
        first = await client.put("/api/devices/phone-1", json={"name": "a"}, headers={"If-None-Match": "*"})
        etag = first.headers["ETag"]
        assert (await client.get("/api/devices/phone-1")).headers["ETag"] == etag
        await put(client, "phone-1", {"name": "b"}, headers={"If-Match": etag})
        for headers in ({"If-Match": etag}, {"If-None-Match": "*"}):
            assert (await put(client, "phone-1", {"name": "c"}, 412, headers))["code"] == "version_mismatch"
        assert (await put(client, "phone-2", {}, 412, {"If-Match": "*"}))["code"] == "version_mismatch"


async def test_a_binding_that_goes_back_in_time_is_refused(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    async with tracker.client() as client:
        await put(client, "phone-1", {"driverId": "Dave-007"})
        tracker.clock.time = NOON
        assert (await put(client, "phone-1", {"driverId": "Erin-001"}, 409))["code"] == "binding_in_past"


@pytest.mark.parametrize(
    "change", [{"kind": "boat"}, {"driverId": ""}, {"driver": "Dave"}, {"intervalSeconds": 0}, {"name": "a\nb\x00"}]
)
async def test_a_wrong_change_is_refused_and_nothing_is_registered(tmp_path: Path, change: dict[str, Any]) -> None:
    tracker = a_tracker(tmp_path)
    async with tracker.client() as client:
        assert (await put(client, "phone-1", change, 422))["code"] == "bad_device"
        answer = await client.get("/api/devices/phone-1")
        assert (answer.status, (await answer.json())["code"]) == (404, "unknown_device")


async def test_a_report_is_asked_of_known_devices_only(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.put(**PHONE, fleet="north")
    async with tracker.client() as client:
        assert (await client.post("/api/devices/phone-2/report")).status == 404
        answer = await client.post("/api/devices/phone-1/report")
        assert (answer.status, (await answer.json())["reportRequestedAt"]) == (202, NOW)
    record = tracker.services.registers.devices.find("phone-1")
    assert record is not None
    assert record.fleet == "north"


async def test_a_device_is_removed_with_its_credentials(tmp_path: Path) -> None:
    holders = guarded(tmp_path)
    record, _ = new_record("osmand of phone-1", frozenset({Scope.INGEST}), None, NOON, device="phone-1")
    keyring = holders.tracker.services.guard.keyring
    keyring.apply(record.id, record)
    async with holders.tracker.client() as client:
        admin = holders.bearer("admin")
        device = await put(client, "phone-1", {}, headers=admin)
        assert device["credentials"] == [{"id": record.id, "app": "osmand", "createdAt": NOON}]
        assert (await client.delete("/api/devices/phone-1", headers=admin)).status == 204
        assert (await client.get("/api/devices/phone-1", headers=admin)).status == 404
    kept = keyring.find(record.id)
    assert kept is not None
    assert kept.revokedAt == NOW


async def test_a_credential_that_is_created_while_its_device_is_removed_is_revoked(tmp_path: Path) -> None:
    holders = guarded(tmp_path)
    record, _ = new_record("osmand of phone-1", frozenset({Scope.INGEST}), None, NOON, device="phone-1")
    services, changes = holders.tracker.services, holders.tracker.services.registers.device_changes
    assert isinstance(changes, FakeChanges)
    async with holders.tracker.client() as client:
        await put(client, "phone-1", {}, headers=holders.bearer("admin"))
        changes.before_change = lambda: services.guard.keyring.apply(record.id, record)
        assert (await client.delete("/api/devices/phone-1", headers=holders.bearer("admin"))).status == 204
    kept = services.guard.keyring.find(record.id)
    assert kept is not None
    assert kept.revokedAt == NOW


async def test_without_kafka_nothing_changes_and_while_devices_are_read_nothing_is_shown(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    async with tracker.client() as client:
        changes = tracker.services.registers.device_changes
        assert isinstance(changes, FakeChanges)
        changes.failure = KafkaError("away")
        assert (await put(client, "phone-1", {}, 503))["code"] == "kafka_unavailable"
        tracker.services.registers.devices.is_complete = False
        for answer in (await client.get("/api/devices"), await client.get("/api/devices/phone-1")):
            assert (answer.status, (await answer.json())["code"]) == (503, "recovering")


def fleets(tmp_path: Path) -> tuple[TrackerApi, dict[str, dict[str, str]]]:
    """Return a tracker with a phone of each of two fleets and of none, and who may ask."""
    holders = guarded(tmp_path)
    keyring = holders.tracker.services.guard.keyring
    for fleet in ("north", "south"):
        record, holders.keys[fleet] = new_record(
            fleet, frozenset({Scope.READ, Scope.DISPATCH}), None, NOON, fleet=fleet
        )
        keyring.apply(record.id, record)
    for owner in ("north", "south", None):
        holders.tracker.put(shipmentId=f"{owner}-1", deviceId=f"{owner}-seen", fleet=owner)
    return holders.tracker, {who: holders.bearer(who) for who in ("north", "south", "admin", "dave", "device")}


async def test_a_key_of_a_fleet_sees_and_changes_the_devices_of_that_fleet_alone(tmp_path: Path) -> None:
    tracker, who = fleets(tmp_path)
    async with tracker.client() as client:
        for fleet in ("north", "south"):
            assert (await put(client, fleet, {"driverId": "Dave"}, headers=who[fleet]))["fleet"] == fleet
        assert await ids(client, headers=who["north"]) == ["north", "north-seen"]
        assert len(await ids(client, headers=who["admin"])) == 5
        for method in ("get", "delete"):
            answer = await getattr(client, method)("/api/devices/south", headers=who["north"])
            assert (answer.status, (await answer.json())["code"]) == (404, "unknown_device")
        assert (await put(client, "south", {"driverId": None}, 403, who["north"]))["code"] == "forbidden"
        assert (await client.get("/api/devices/south-seen", headers=who["north"])).status == 404
        assert (await client.post("/api/devices/south/report", headers=who["north"])).status == 404
    south = tracker.services.registers.devices.find("south")
    assert south is not None
    assert south.driver == "Dave"


async def test_a_device_without_a_fleet_gets_the_one_that_is_named_or_that_of_its_positions(tmp_path: Path) -> None:
    tracker, who = fleets(tmp_path)
    admin = who["admin"]
    async with tracker.client() as client:
        assert "fleet" not in await put(client, "new", {"driverId": "Dave"}, headers=admin)
        tracker.put(shipmentId="later", deviceId="new", fleet="north")
        assert (await put(client, "new", {"name": "Pixel"}, headers=admin))["fleet"] == "north"
        assert (await put(client, "new", {"fleet": "south"}, headers=admin))["fleet"] == "south"
        assert (await put(client, "ours", {"fleet": "north"}, headers=who["north"]))["fleet"] == "north"
        for fleet in ("south", None):
            refused = await put(client, "ours", {"fleet": fleet}, 403, who["north"])
            assert (refused["code"], refused["field"]) == ("forbidden", "fleet")
        for wrong in ("", "x" * 65, "a\nb", 7):
            assert (await put(client, "ours", {"fleet": wrong}, 422, admin))["code"] == "bad_device"


async def test_a_row_of_another_fleet_is_not_the_last_position_of_a_device(tmp_path: Path) -> None:
    tracker, who = fleets(tmp_path)
    async with tracker.client() as client:
        await put(client, "south-seen", {}, headers=who["south"])
        tracker.put(shipmentId="other", deviceId="south-seen", fleet="north", timestamp=NOON + 9, latitude=1.0)
        for asker in ("south", "admin"):
            device = await (await client.get("/api/devices/south-seen", headers=who[asker])).json()
            assert device["last"]["timestamp"] == NOON
            page = await (await client.get("/api/devices?q=south-seen", headers=who[asker])).json()
            assert [each["last"]["timestamp"] for each in page["devices"]] == [NOON]


@pytest.mark.parametrize("owner", ["south", None])
async def test_a_key_of_a_fleet_registers_no_device_whose_positions_are_not_of_that_fleet(
    tmp_path: Path, owner: str | None
) -> None:
    tracker, who = fleets(tmp_path)
    tracker.put(shipmentId="ours", deviceId=f"{owner}-seen", fleet="north", timestamp=NOON - 9)
    async with tracker.client() as client:
        refused = await put(client, f"{owner}-seen", {"driverId": "Dave-007"}, 403, who["north"])
        assert refused["code"] == "forbidden"
        assert (await client.post(f"/api/devices/{owner}-seen/report", headers=who["north"])).status == 403
        assert (await put(client, "north-seen", {}, headers=who["north"]))["fleet"] == "north"
    assert tracker.services.registers.devices.find(f"{owner}-seen") is None


async def test_keys_that_only_post_see_and_change_no_device(tmp_path: Path) -> None:
    tracker, who = fleets(tmp_path)
    async with tracker.client() as client:
        for asker in ("dave", "device"):
            for method, path in (("GET", ""), ("GET", "/a"), ("PUT", "/a"), ("DELETE", "/a"), ("POST", "/a/report")):
                answer = await client.request(method, f"/api/devices{path}", headers=who[asker])
                assert answer.status == 403, (asker, method, path)
