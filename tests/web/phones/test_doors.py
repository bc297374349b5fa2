"""The doors of phone apps: what is stored, what is put aside, and the answer on which an app deletes or keeps a point."""

import io
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import encode_basic_auth
from prometheus_client import generate_latest

from app.devices.device_record import DeviceRecord
from app.domain.access import Scope
from app.domain.bindings import Binding
from app.keys.record import KeyRecord, new_record
from tests.builders import NOON
from tests.metric_values import value_of
from tests.web.phones.phone_site import PhoneSite, phone_site
from web.http.problem import ProblemError

OSMAND = "/api/ingest/osmand"
PLACE = {"id": "van-7", "lat": "51.5", "lon": "-0.12", "timestamp": str(NOON)}


def feature(at: float = NOON, latitude: float = 51.5, device: str = "van-7") -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [-0.12, latitude]}
    when = f"2024-01-17T{int(at - 1_705_449_600) // 3600:02}:{int(at) % 3600 // 60:02}:{int(at) % 60:02}Z"
    return {"type": "Feature", "geometry": geometry, "properties": {"timestamp": when, "device_id": device}}


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[PhoneSite]:
    async with phone_site(tmp_path) as site:
        yield site


@pytest.fixture
async def closed(tmp_path: Path) -> AsyncIterator[PhoneSite]:
    """A site that requires keys, and has read them."""
    async with phone_site(tmp_path, auth="on") as site:
        site.tracker.services.guard.keyring.is_complete = True
        yield site


def let_in(site: PhoneSite, **bounds: Any) -> tuple[KeyRecord, str]:
    """Create a key that may post, or what `scopes` says."""
    scopes = bounds.pop("scopes", frozenset({Scope.INGEST}))
    record, key = new_record("a phone", scopes, bounds.pop("driver", None), NOON, **bounds)
    site.tracker.services.guard.keyring.apply(record.id, record)
    return record, key


async def test_a_position_in_the_address_is_stored_and_answered_with_an_empty_200(site: PhoneSite) -> None:
    answer = await site.client.get(OSMAND, params=PLACE)
    assert (answer.status, await answer.read()) == (200, b"")
    [fix] = site.fixes
    assert (fix["deviceId"], fix["driverId"], fix["latitude"]) == ("van-7", "van-7", 51.5)
    assert value_of(site.tracker.services.metrics, "tracker_phone_fixes_total", protocol="osmand") == 1


async def test_the_aliases_are_the_doors_of_osmand_and_owntracks(site: PhoneSite) -> None:
    answer = await site.client.post("/", params=PLACE)
    assert (answer.status, await answer.read()) == (200, b"")
    message = {"_type": "location", "lat": 1, "lon": 2, "tst": NOON, "tid": "v8"}
    answer = await site.client.post("/pub", params={"u": "jane", "d": "phone"}, json=message)
    assert (answer.status, await answer.json()) == (200, [])
    assert [fix["deviceId"] for fix in site.fixes] == ["van-7", "jane/phone"]


async def test_a_point_that_no_one_accepts_is_put_aside_and_answered_as_taken(site: PhoneSite) -> None:
    answer = await site.client.get(OSMAND, params=PLACE | {"lat": "91.5", "token": "tok.secret"})
    assert answer.status == 200
    [item] = site.rejected.items
    assert (item.error.code, item.source, site.stored) == ("latitude_out_of_range", "osmand/0", [])
    assert b"lat=91.5" in item.sent
    assert b"secret" not in item.sent
    labels = {"protocol": "osmand", "code": "latitude_out_of_range"}
    assert value_of(site.tracker.services.metrics, "tracker_phone_rejected_total", **labels) == 1


async def test_what_is_put_aside_contains_no_credential(site: PhoneSite) -> None:
    message = {"_type": "location", "lat": 99, "lon": 2, "tst": NOON, "tid": "v8"}
    hidden = {"Token": "hush1", "more": [{"password": "hush2", "note": "use trk_abcd1234_hush3-x_y"}]}
    answer = await site.client.post("/api/ingest/owntracks", json=message | hidden)
    assert answer.status == 200
    [item] = site.rejected.items
    assert b"hush" not in item.sent
    assert b"use trk_***" in item.sent
    answer = await site.client.get(OSMAND, params=PLACE | {"lat": "91.5", "note": "trk_abcd1234_hush4"})
    assert answer.status == 200
    assert b"hush" not in site.rejected.items[1].sent


async def test_a_point_that_no_one_accepts_does_not_block_those_beside_it(site: PhoneSite) -> None:
    features = [feature(NOON - 2), feature(NOON - 1, latitude=99), {"nonsense": 1}, 7, feature(NOON)]
    answer = await site.client.post("/api/ingest/overland", json={"locations": features})
    assert (answer.status, await answer.json()) == (200, {"result": "ok"})
    assert [fix["timestamp"] for fix in site.fixes] == [NOON - 2, NOON]
    assert {(item.source, item.error.code.value) for item in site.rejected.items} == {
        ("overland/1", "latitude_out_of_range"),
        ("overland/2", "missing_field"),
        ("overland/3", "wrong_type"),
    }


async def test_an_encrypted_message_is_put_aside_and_answered_as_taken(site: PhoneSite) -> None:
    answer = await site.client.post("/api/ingest/owntracks", json={"_type": "encrypted", "data": "AAAA"})
    assert (answer.status, await answer.json()) == (200, [])
    assert site.rejected.codes == ["encrypted"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (OSMAND, None),
        (f"{OSMAND}?lat=1&lon=2&timestamp={NOON}", None),
        (f"{OSMAND}?id=%0A&lat=1&lon=2&timestamp={NOON}", None),
        (f"{OSMAND}?id={'x' * 200}&lat=1&lon=2&timestamp={NOON}", None),
        ("/api/ingest/overland", {"locations": [feature(device="")]}),
        ("/api/ingest/traccar", {"position": {"latitude": 1, "longitude": 2, "fixTime": "2024-01-17T12:00:00Z"}}),
        ("/api/ingest/traccar", {"latitude": 1}),
        ("/api/ingest/overland", {"_type": "location"}),
        (OSMAND, {"_type": "location", "lat": 1, "lon": 2}),
    ],
)
async def test_what_the_settings_of_an_app_cause_is_refused_so_that_it_keeps_its_points(
    site: PhoneSite, path: str, body: dict[str, Any] | None
) -> None:
    answer = await site.client.post(path, json=body) if body is not None else await site.client.get(path)
    assert answer.status == 422, await answer.text()
    assert (site.stored, site.rejected.items) == ([], [])


async def test_a_bad_point_beside_a_wrong_setting_does_not_empty_the_queue(site: PhoneSite) -> None:
    features = [feature(NOON - 2, latitude=99), feature(NOON - 1, device=""), 7]
    answer = await site.client.post("/api/ingest/overland", json={"locations": features})
    assert (answer.status, (await answer.json())["field"]) == (422, "deviceId")
    assert (site.stored, site.rejected.items) == ([], [])


async def test_points_of_an_earlier_setting_are_kept_and_do_not_block_those_of_the_right_one(site: PhoneSite) -> None:
    features = [feature(NOON - 1, device=""), feature(NOON)]
    answer = await site.client.post("/api/ingest/overland", json={"locations": features})
    assert answer.status == 200
    assert [fix["timestamp"] for fix in site.fixes] == [NOON]
    [item] = site.rejected.items
    assert (item.source, item.error.code) == ("overland/0", "missing_field")


@pytest.mark.parametrize("code", ["kafka_unavailable", "overloaded"])
async def test_without_kafka_nothing_is_answered_as_taken(site: PhoneSite, code: str) -> None:
    site.log.failure = site.rejected.failure = ProblemError(code, "Not now.")
    for path, body in (
        (f"{OSMAND}?id=a&lat=1&lon=2&timestamp={NOON}", None),
        (f"{OSMAND}?id=a&lat=91&lon=2&timestamp={NOON}", None),
        (f"{OSMAND}?id=a", None),
        ("/api/ingest/overland", {"locations": [feature()]}),
        ("/api/ingest/overland", {"locations": [feature(latitude=91)]}),
        ("/api/ingest/owntracks", {"_type": "encrypted"}),
    ):
        answer = await site.client.post(path, json=body) if body is not None else await site.client.get(path)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    assert value_of(site.tracker.services.metrics, "tracker_phone_fixes_total", protocol="osmand") == 0


async def test_a_sign_of_life_without_a_place_is_stored_as_a_contact(site: PhoneSite) -> None:
    answer = await site.client.get(OSMAND, params={"id": "van-7", "batt": "50"})
    assert answer.status == 200
    assert (site.contacts, site.fixes, site.rejected.items) == (["\x01van-7"], [], [])
    assert value_of(site.tracker.services.metrics, "tracker_phone_contacts_total", protocol="osmand") == 1


async def test_many_signs_of_life_of_one_device_are_one_contact(site: PhoneSite) -> None:
    items = [{"event": "heartbeat", "timestamp": "2024-01-17T12:00:00Z"}] * 50
    assert (await site.client.post(OSMAND, json={"location": items, "device_id": "a"})).status == 200
    assert site.contacts == ["\x01a"]


async def test_the_driver_is_whom_the_device_belonged_to_at_the_fixs_own_time(site: PhoneSite) -> None:
    bindings = (
        Binding(driverId="Ann", from_=NOON - 7_200, until=NOON - 3_600),
        Binding(driverId="Bob", from_=NOON - 3_600),
    )
    site.devices.apply("van-7", DeviceRecord(id="van-7", bindings=bindings, createdAt=NOON, updatedAt=NOON))
    for age_s in (0, 5_000, 9_000):
        await site.client.get(OSMAND, params=PLACE | {"timestamp": str(NOON - age_s)})
    features = [feature(NOON - 5_000), feature(NOON)]
    await site.client.post("/api/ingest/overland", json={"locations": features})
    assert [fix["driverId"] for fix in site.fixes] == ["Bob", "Ann", "van-7", "Ann", "Bob"]


async def test_the_devices_record_says_what_its_speed_is(site: PhoneSite) -> None:
    site.devices.apply("van-7", DeviceRecord(id="van-7", speedUnit="kmh", createdAt=NOON, updatedAt=NOON))
    await site.client.get(OSMAND, params=PLACE | {"speed": "36"})
    assert site.fixes[0]["speed"] == pytest.approx(10)


@pytest.mark.parametrize(
    ("asked_s_ago", "fix_s_ago", "is_asked"), [(10, 60, True), (10, 5, False), (901, 2_000, False), (None, 60, False)]
)
async def test_owntracks_is_asked_to_report_while_a_request_is_newer_than_its_place(
    site: PhoneSite, asked_s_ago: float | None, fix_s_ago: float, *, is_asked: bool
) -> None:
    now = site.tracker.clock.time
    asked_at = None if asked_s_ago is None else now - asked_s_ago
    record = DeviceRecord(id="jane/phone", reportRequestedAt=asked_at, createdAt=NOON, updatedAt=NOON)
    site.devices.apply("jane/phone", record)
    message = {"_type": "location", "lat": 1, "lon": 2, "tst": int(now - fix_s_ago)}
    answer = await site.client.post("/api/ingest/owntracks?u=jane&d=phone", json=message)
    assert await answer.json() == ([{"_type": "cmd", "action": "reportLocation"}] if is_asked else [])


async def test_a_page_of_another_site_cannot_post_positions(site: PhoneSite) -> None:
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ):
        assert (await site.client.get(OSMAND, params=PLACE, headers=headers)).status == 403
        assert (await site.client.post(OSMAND, params=PLACE, headers=headers)).status == 403
    assert site.stored == []


async def test_a_look_at_the_headers_stores_nothing(site: PhoneSite) -> None:
    assert (await site.client.head(OSMAND, params=PLACE)).status == 405
    assert site.stored == []


async def test_a_body_or_a_batch_beyond_its_limit_is_refused(tmp_path: Path) -> None:
    async with phone_site(tmp_path, max_body_bytes=1 << 20, max_batch_fixes=1_000) as site:
        batch = {"locations": [feature(NOON - n) for n in range(1_000)]}
        assert (await site.client.post("/api/ingest/overland", json=batch)).status == 200
        assert len(site.fixes) == 1_000
        batch["locations"].append(feature())
        assert (await site.client.post("/api/ingest/overland", json=batch)).status == 413
        assert (await site.client.post("/api/ingest/overland", data=io.BytesIO(b" " * (1 << 20) + b"{}"))).status == 413
        assert (await site.client.post(OSMAND, data=b"a=1&" * 300)).status == 413
        assert (await site.client.get(f"{OSMAND}?{'a=1&' * 300}")).status == 413


async def test_a_key_is_taken_from_path_bearer_and_basic_password(closed: PhoneSite) -> None:
    _, key = let_in(closed)
    basic = {"Authorization": encode_basic_auth("jane", key)}
    for path, headers in ((f"{OSMAND}/{key}", {}), (f"{OSMAND}/{key}/", {}), (OSMAND, bearer(key)), (OSMAND, basic)):
        assert (await closed.client.get(path, params=PLACE, headers=headers)).status == 200
    assert len(closed.fixes) == 4


async def test_a_key_in_the_path_counts_more_than_a_header_that_the_app_sets_for_others(closed: PhoneSite) -> None:
    _, key = let_in(closed)
    headers = {"Authorization": "Basic amFuZTpzZWNyZXQ="}
    assert (await closed.client.get(f"{OSMAND}/{key}", params=PLACE, headers=headers)).status == 200


@pytest.mark.parametrize("door", ["osmand", "owntracks", "gpslogger", "overland", "traccar"])
async def test_wrong_revoked_and_foreign_keys_are_refused_in_every_way(closed: PhoneSite, door: str) -> None:
    record, revoked = let_in(closed)
    closed.tracker.services.guard.keyring.apply(record.id, record.model_copy(update={"revokedAt": NOON}))
    _, reads = let_in(closed, scopes=frozenset({Scope.READ}))
    path = f"/api/ingest/{door}"
    wrong = (revoked, revoked[:-1] + "A", "trk_nothing", "null", "%00", reads[:12], "tok.x", "é")
    for key in wrong:
        for answer in (
            await closed.client.post(f"{path}/{key}", json={}),
            await closed.client.post(path, json={}, headers=bearer(key.encode().decode("latin-1"))),
        ):
            assert answer.status == 401, (key, await answer.text())
    assert (await closed.client.post(path, json={})).status == 401
    for answer in (
        await closed.client.post(f"{path}/{reads}", json={}),
        await closed.client.post(path, json={}, headers=bearer(reads)),
    ):
        assert answer.status == 403
    assert (closed.stored, closed.rejected.items) == ([], [])


async def test_a_revoked_key_ends_at_once(closed: PhoneSite) -> None:
    record, key = let_in(closed, device="van-7")
    assert (await closed.client.get(f"{OSMAND}/{key}", params=PLACE)).status == 200
    closed.tracker.services.guard.keyring.apply(record.id, record.model_copy(update={"revokedAt": NOON}))
    assert (await closed.client.get(f"{OSMAND}/{key}", params=PLACE)).status == 401
    assert len(closed.fixes) == 1


async def test_a_key_of_a_device_posts_as_this_device_and_not_as_the_phone_says(closed: PhoneSite) -> None:
    _, key = let_in(closed, device="van-8")
    await closed.client.get(f"{OSMAND}/{key}", params=PLACE)
    await closed.client.post(f"/api/ingest/overland/{key}", json={"locations": [feature()]})
    message = {"_type": "location", "lat": 1, "lon": 2, "tst": NOON, "topic": "owntracks/jane/phone"}
    await closed.client.post(f"/api/ingest/owntracks/{key}", json=message)
    await closed.client.get(f"{OSMAND}/{key}", params={"id": "van-7"})
    assert [fix["deviceId"] for fix in closed.fixes] == ["van-8"] * 3
    assert closed.contacts == ["\x01van-8"]


async def test_a_key_of_a_driver_cannot_post_for_another(closed: PhoneSite) -> None:
    _, key = let_in(closed, driver="Ann")
    for params in (PLACE | {"driverId": "Bob"}, {"id": "van-7", "driverId": "Bob"}):
        answer = await closed.client.get(f"{OSMAND}/{key}", params=params)
        assert (answer.status, (await answer.json())["code"]) == (403, "forbidden")
    assert (closed.stored, closed.rejected.items) == ([], []), "the phone keeps its points until the key is right"
    assert (await closed.client.get(f"{OSMAND}/{key}", params=PLACE)).status == 200
    assert closed.fixes[0]["driverId"] == "Ann"


async def test_positions_and_contacts_have_the_fleet_of_their_key(closed: PhoneSite) -> None:
    _, key = let_in(closed, fleet="north")
    await closed.client.get(f"{OSMAND}/{key}", params=PLACE)
    await closed.client.get(f"{OSMAND}/{key}", params={"id": "van-7"})
    assert [item["fleet"] for item in closed.stored] == ["north", "north"]


async def test_while_keys_are_unread_a_phone_is_told_to_wait(tmp_path: Path) -> None:
    async with phone_site(tmp_path, auth="on") as site:
        answer = await site.client.get(f"{OSMAND}/trk_unknown", params=PLACE)
        assert (answer.status, "Retry-After" in answer.headers) == (503, True)


async def test_while_the_devices_are_unread_a_phone_is_told_to_wait(site: PhoneSite) -> None:
    site.devices.is_complete = False
    for answer in (
        await site.client.get(OSMAND, params=PLACE),
        await site.client.post("/api/ingest/overland", json={"locations": [feature()]}),
    ):
        assert (answer.status, (await answer.json())["code"]) == (503, "recovering")
    assert site.stored == []


async def test_no_answer_log_or_metric_repeats_the_key_in_a_path(
    closed: PhoneSite, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _, key = let_in(closed)
    secret = key[13:]
    closed.log.failure = RuntimeError("a bug")  # type: ignore[assignment]  # what no code foresees
    said = []
    for method, path in (
        ("GET", f"{OSMAND}/{key}"),
        ("GET", f"{OSMAND}/{key}/more"),
        ("GET", f"/api/ingest/nothing/{key}"),
        ("DELETE", f"{OSMAND}/{key}"),
        ("PUT", f"/api/ingest/traccar/{key}/"),
        ("POST", f"/api/ingest/overland/{key}"),
    ):
        answer = await closed.client.request(method, path, params=PLACE)
        assert answer.status in (400, 404, 405, 500), (path, answer.status)
        said.append(await answer.text())
    said += [record.getMessage() + json.dumps(vars(record), default=str) for record in caplog.records]
    said.append(generate_latest(closed.tracker.services.metrics.registry).decode())
    assert caplog.records, "the bug was logged"
    assert "/api/ingest/osmand/{token}" in said[-1]
    assert not [text for text in said if secret in text]
