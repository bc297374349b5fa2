"""Credentials of devices over HTTP, and the setups that carry them."""

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from aiokafka.errors import KafkaConnectionError

from app.domain.access import Access, Scope
from app.domain.phones.apps import PhoneApp
from app.keys.record import KeyRecord
from tests.devices.registered import a_device
from tests.fakes import FakeKeyLog
from tests.web.access.key_holders import Guarded, guarded
from tests.web.devices.qr_reader import text_of_qr
from tests.web.tracker_api import Client, TrackerApi, a_tracker

MOST_IN_A_CODE = 2_953
ADDRESS = "/api/devices/phone%207/credentials"


@pytest.fixture
def made(tmp_path: Path) -> Guarded:
    made = guarded(tmp_path, public_url="https://track.example/base/")
    made.give("dispatcher", Scope.DISPATCH)
    register(made.tracker)
    return made


def register(tracker: TrackerApi) -> None:
    tracker.services.registers.devices.replace_all(
        {"phone 7": a_device("phone 7", "ann", intervalSeconds=15), "van": a_device("van")}
    )


async def create(client: Client, made: Guarded, app: str, **wish: Any) -> dict[str, Any]:
    async with client.post(ADDRESS, json={"app": app, **wish}, headers=made.bearer("dispatcher")) as answer:
        assert answer.status == 201, await answer.text()
        assert answer.headers["Cache-Control"] == "no-store"
        told: dict[str, Any] = await answer.json()
        return told


def secret_in(app: str, link: str) -> str:
    """Return the credential in a link, where the app takes it from."""
    parts = urlsplit(link)
    match app:
        case "owntracks":
            configuration = json.loads(base64.b64decode(parse_qs(parts.query)["inline"][0]))
            return str(configuration["password"])
        case "overland":
            return parse_qs(parts.query)["token"][0]
        case "browser":
            return parse_qs(parts.fragment)["key"][0]
        case _:
            return parts.path.rpartition("/")[2]


def access_of(made: Guarded, secret: str) -> Access | None:
    return made.tracker.services.guard.keyring.access_of_key(secret)


@pytest.mark.parametrize("app", PhoneApp)
async def test_the_code_of_a_setup_decodes_to_its_link_and_the_guard_accepts_its_credential(
    made: Guarded, app: PhoneApp
) -> None:
    async with made.tracker.client() as client:
        told = await create(client, made, app)
    setup = told["setup"]
    assert text_of_qr(setup["qr"]) == setup["link"]
    access = access_of(made, secret_in(app, setup["link"]))
    assert access is not None
    assert (access.key_id, access.device) == (told["credential"]["id"], "phone 7")
    is_page = app is PhoneApp.BROWSER
    assert access.driver == ("ann" if is_page else None)
    assert access.scopes == {Scope.DRIVE if is_page else Scope.INGEST}


@pytest.mark.parametrize("app", PhoneApp)
async def test_a_link_that_is_too_long_for_a_code_is_shown_without_one(made: Guarded, app: PhoneApp) -> None:
    long = "\N{GRINNING FACE}" * 128
    made.tracker.services.registers.devices.apply(long, a_device(long, long))
    before = len(list(made.tracker.services.guard.keyring.records))
    address = f"/api/devices/{quote(long)}/credentials"
    async with (
        made.tracker.client() as client,
        client.post(address, json={"app": app}, headers=made.bearer("dispatcher")) as answer,
    ):
        told = await answer.json()
        assert answer.status == 201, told
    assert len(list(made.tracker.services.guard.keyring.records)) == before + 1
    assert ("qr" in told["setup"]) == (len(told["setup"]["link"]) <= MOST_IN_A_CODE)


@pytest.mark.parametrize("app", PhoneApp)
async def test_a_revoked_credential_ends_at_once(made: Guarded, app: PhoneApp) -> None:
    async with made.tracker.client() as client:
        told = await create(client, made, app)
        address = f"{ADDRESS}/{told['credential']['id']}"
        for _ in range(2):
            async with client.delete(address, headers=made.bearer("dispatcher")) as answer:
                assert (answer.status, (await answer.json())["revokedAt"]) == (200, made.tracker.clock.time)
    assert access_of(made, secret_in(app, told["setup"]["link"])) is None


async def test_the_setup_has_the_public_address_the_interval_and_the_name_of_the_key(made: Guarded) -> None:
    async with made.tracker.client() as client:
        told = await create(client, made, "traccar")
    assert told["setup"]["address"].startswith("https://track.example/base/api/ingest/osmand/trk_")
    assert {"id": "interval", "value": "15"} in told["setup"]["steps"]
    assert told["setup"]["warnings"] == []
    record = made.tracker.services.guard.keyring.find(told["credential"]["id"])
    assert record is not None
    assert record.name == "traccar of phone 7"


async def test_without_keys_the_setup_has_no_credential_and_says_that_the_address_is_of_this_machine(
    tmp_path: Path,
) -> None:
    tracker = a_tracker(tmp_path)
    register(tracker)
    async with tracker.client() as client, client.post(ADDRESS, json={"app": "overland"}) as answer:
        told = await answer.json()
    assert (answer.status, "credential" in told, told["setup"]["warnings"]) == (201, False, ["not_reachable"])
    assert parse_qs(urlsplit(told["setup"]["link"]).query) == {
        "url": [f"http://127.0.0.1:{answer.url.port}/api/ingest/overland"],
        "device_id": ["phone 7"],
    }


async def test_an_address_without_https_is_warned_of(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    register(tracker)
    host = {"Host": "track.example:8080"}
    async with tracker.client() as client, client.post(ADDRESS, json={"app": "osmand"}, headers=host) as answer:
        setup = (await answer.json())["setup"]
    assert setup["warnings"] == ["not_https"]
    assert setup["address"].startswith("http://track.example:8080/api/ingest/osmand?id=phone%207&lat={0}")


@pytest.mark.parametrize(
    ("device", "wish", "status", "code"),
    [
        ("unknown-1", {"app": "traccar"}, 404, "unknown_device"),
        ("van", {"app": "browser"}, 422, "bad_credential"),
        ("van", {"app": "pigeon"}, 422, "bad_credential"),
        ("van", {}, 422, "bad_credential"),
        ("van", {"app": "browser", "driverId": "a\nb"}, 422, "bad_credential"),
    ],
)
async def test_a_credential_that_cannot_be_is_refused(
    made: Guarded, device: str, wish: dict[str, Any], status: int, code: str
) -> None:
    async with (
        made.tracker.client() as client,
        client.post(f"/api/devices/{device}/credentials", json=wish, headers=made.bearer("dispatcher")) as answer,
    ):
        assert (answer.status, (await answer.json())["code"]) == (status, code)


async def test_the_page_in_the_browser_is_of_the_driver_that_is_named(made: Guarded) -> None:
    async with made.tracker.client() as client:
        told = await create(client, made, "browser", driverId="bob")
    access = access_of(made, secret_in("browser", told["setup"]["link"]))
    assert access is not None
    assert access.driver == "bob"


@pytest.mark.parametrize("who", ["reader", "dave", "device"])
async def test_only_a_dispatcher_creates_and_revokes_credentials(made: Guarded, who: str) -> None:
    async with made.tracker.client() as client:
        told = await create(client, made, "traccar")
        async with client.post(ADDRESS, json={"app": "traccar"}, headers=made.bearer(who)) as answer:
            assert answer.status == 403
        address = f"{ADDRESS}/{told['credential']['id']}"
        async with client.delete(address, headers=made.bearer(who)) as answer:
            assert answer.status == 403


async def test_a_key_that_is_not_the_device_s_is_not_revoked(made: Guarded) -> None:
    async with made.tracker.client() as client:
        told = await create(client, made, "traccar")
        ids = [made.records["admin"].id, "no-such"]
        addresses = [
            *(f"{ADDRESS}/{key_id}" for key_id in ids),
            f"/api/devices/van/credentials/{told['credential']['id']}",
        ]
        for address in addresses:
            async with client.delete(address, headers=made.bearer("dispatcher")) as answer:
                assert (answer.status, (await answer.json())["code"]) == (404, "unknown_key")
    assert access_of(made, made.keys["admin"]) is not None


async def test_a_dispatcher_of_a_fleet_reaches_the_devices_of_that_fleet_alone(made: Guarded) -> None:
    made.give("north", Scope.DISPATCH, fleet="north")
    book = made.tracker.services.registers.devices
    book.apply("n1", a_device("n1", fleet="north"))
    async with made.tracker.client() as client:
        async with client.post(ADDRESS, json={"app": "traccar"}, headers=made.bearer("north")) as answer:
            assert answer.status == 404
        theirs = "/api/devices/n1/credentials"
        async with client.post(theirs, json={"app": "traccar"}, headers=made.bearer("north")) as answer:
            told = await answer.json()
    access = access_of(made, secret_in("traccar", told["setup"]["link"]))
    assert access is not None
    assert access.fleet == "north"


async def test_no_device_is_unknown_before_the_register_was_read(made: Guarded) -> None:
    made.tracker.services.registers.devices.is_complete = False
    async with (
        made.tracker.client() as client,
        client.post(ADDRESS, json={"app": "traccar"}, headers=made.bearer("dispatcher")) as answer,
    ):
        assert (answer.status, (await answer.json())["code"]) == (503, "recovering")


async def test_the_credential_of_a_device_that_is_removed_meanwhile_is_revoked(made: Guarded) -> None:
    keyring = made.tracker.services.guard.keyring
    book, before = made.tracker.services.registers.devices, {record.id for record in keyring.records}

    class SlowKeys(FakeKeyLog):
        async def write(self, name: str, record: KeyRecord) -> None:
            book.apply("phone 7", None)
            await super().write(name, record)

    made.tracker.set(keys=SlowKeys(keyring))
    async with (
        made.tracker.client() as client,
        client.post(ADDRESS, json={"app": "traccar"}, headers=made.bearer("dispatcher")) as answer,
    ):
        assert (answer.status, (await answer.json())["code"]) == (404, "unknown_device")
    [key] = [record for record in keyring.records if record.id not in before]
    assert key.revokedAt is not None


async def test_a_credential_that_kafka_did_not_store_is_not_shown(made: Guarded) -> None:
    keys = FakeKeyLog(made.tracker.services.guard.keyring)
    keys.failure = KafkaConnectionError("down")
    made.tracker.set(keys=keys)
    async with (
        made.tracker.client() as client,
        client.post(ADDRESS, json={"app": "traccar"}, headers=made.bearer("dispatcher")) as answer,
    ):
        assert (answer.status, (await answer.json())["code"]) == (503, "kafka_unavailable")
