"""Photos of deliveries over HTTP: who may store and read them, what is refused, and what a store that fails means."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from obstore.store import LocalStore

from app.domain.access import Scope
from app.domain.photos.names import ref_of
from app.keys.record import new_record
from app.photos.photo_desk import PhotoDesk
from app.photos.photo_store import PhotoStore
from tests.builders import NOON
from tests.metric_values import value_of
from tests.photos.images import GPS, METADATA, a_jpeg, a_png, a_webp, exif
from tests.web.access.key_holders import Guarded, guarded
from tests.web.tracker_api import Client, TrackerApi, a_tracker

JPEG = {"Content-Type": "image/jpeg"}
PHOTOS = "/api/deliveries/A/photos"
Headers = dict[str, str]


@pytest.fixture
def tracker(tmp_path: Path) -> TrackerApi:
    tracker = a_tracker(tmp_path)
    tracker.put_delivery(shipmentId="A")
    return tracker


@pytest.fixture
def made(tmp_path: Path) -> Guarded:
    made = guarded(tmp_path)
    made.give("dave", Scope.DRIVE, driver="Dave")
    made.give("eve", Scope.DRIVE, driver="Eve")
    made.give("dispatcher", Scope.DISPATCH)
    return made


async def post(
    client: Client, data: bytes = b"", path: str = PHOTOS, headers: Headers | None = None
) -> tuple[int, Any]:
    answer = await client.post(path, data=data or a_jpeg(), headers={**JPEG, **(headers or {})})
    return answer.status, await answer.json()


async def stored(client: Client, data: bytes = b"", path: str = PHOTOS, headers: Headers | None = None) -> str:
    status, answer = await post(client, data, path, headers)
    assert status == 201, answer
    return str(answer["ref"])


def received(tracker: TrackerApi, outcome: str) -> float:
    return value_of(tracker.services.metrics, "tracker_photos_received_total", outcome=outcome)


@pytest.mark.parametrize(
    ("data", "clean", "media_type"),
    [
        (a_jpeg(exif() + METADATA, after=GPS), a_jpeg(), "image/jpeg"),
        (a_png(), a_png(), "image/png"),
        (a_webp(), a_webp(), "image/webp"),
    ],
    ids=["jpeg", "png", "webp"],
)
async def test_a_photo_is_stored_without_metadata_and_shown_by_its_ref(
    tracker: TrackerApi, data: bytes, clean: bytes, media_type: str
) -> None:
    async with tracker.client() as client:
        status, answer = await post(client, data)  # the type is that of the bytes, whatever the sender says
        ref = ref_of(clean)
        assert (status, answer) == (201, {"ref": ref, "sha256": ref, "size": len(clean), "type": media_type})
        shown = await client.get(f"{PHOTOS}/{ref}")
        assert (shown.status, await shown.read(), shown.content_type) == (200, clean, media_type)
        assert shown.headers["Cache-Control"].startswith("private")
        assert shown.headers["X-Content-Type-Options"] == "nosniff"
        assert shown.headers["Content-Disposition"] == "inline"
        assert (await client.head(f"{PHOTOS}/{ref}")).status == 200


async def test_the_same_photo_again_is_the_same_one(tracker: TrackerApi) -> None:
    async with tracker.client() as client:
        repeat = {"Idempotency-Key": "photo-1"}
        assert await stored(client, headers=repeat) == await stored(client, headers=repeat) == await stored(client)
        assert (received(tracker, "stored"), received(tracker, "known")) == (1, 2)
        status, answer = await post(client, headers={"Idempotency-Key": "ä"})
        assert (status, answer["code"]) == (422, "bad_header")


async def test_a_delivery_has_a_limited_number_of_photos(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path, max_photos_per_delivery=2)
    tracker.put_delivery(shipmentId="A")
    tracker.put_delivery(shipmentId="B")
    async with tracker.client() as client:
        for note in (b"1", b"2", b"1"):
            await stored(client, a_jpeg(note=note))
        status, answer = await post(client, a_jpeg(note=b"3"))
        assert (status, answer["code"]) == (409, "too_many_photos")
        await stored(client, a_jpeg(note=b"3"), "/api/deliveries/B/photos")


@pytest.mark.parametrize(
    ("data", "media_type", "status", "code"),
    [
        (b"<svg onload=alert(1)>", "image/png", 422, "bad_photo"),
        (a_jpeg()[:-5], "image/jpeg", 422, "bad_photo"),
        (a_jpeg(), "image/gif", 415, "unsupported_media_type"),
        (a_jpeg(), "text/html", 415, "unsupported_media_type"),
        (a_jpeg(after=bytes(2000)), "image/jpeg", 413, "too_large"),
    ],
    ids=["page", "cut", "gif", "html", "large"],
)
async def test_what_is_no_photo_is_refused(
    tmp_path: Path, data: bytes, media_type: str, status: int, code: str
) -> None:
    tracker = a_tracker(tmp_path, photo_max_bytes=1024)
    tracker.put_delivery(shipmentId="A")
    async with tracker.client() as client:
        answer = await client.post(PHOTOS, data=data, headers={"Content-Type": media_type})
        assert (answer.status, (await answer.json())["code"]) == (status, code)


async def test_a_photo_may_be_larger_than_other_bodies(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path, max_body_bytes=1024)
    tracker.put_delivery(shipmentId="A")
    async with tracker.client() as client:
        await stored(client, a_jpeg(after=bytes(100_000)))


async def test_a_photo_belongs_to_its_delivery_alone(tracker: TrackerApi) -> None:
    tracker.put_delivery(shipmentId="B")
    async with tracker.client() as client:
        ref = await stored(client)
        for path, code in (
            (f"/api/deliveries/B/photos/{ref}", "unknown_photo"),
            (f"{PHOTOS}/{ref[:-1]}", "unknown_photo"),
            (f"{PHOTOS}/..%2F{ref}", "unknown_photo"),
            (f"/api/deliveries/none/photos/{ref}", "unknown_delivery"),
        ):
            answer = await client.get(path)
            assert (answer.status, (await answer.json())["code"]) == (404, code)
        status, answer = await post(client, path="/api/deliveries/none/photos")
        assert (status, answer["code"]) == (404, "unknown_delivery")


async def test_a_driver_stores_and_reads_photos_of_own_deliveries_alone(made: Guarded) -> None:
    made.tracker.put_delivery(shipmentId="A", driverId="Dave")
    dave, eve = made.bearer("dave"), made.bearer("eve")
    async with made.tracker.client() as client:
        ref = await stored(client, headers=dave)
        assert (await client.get(f"{PHOTOS}/{ref}", headers=dave)).status == 200
        assert (await client.get(f"{PHOTOS}/{ref}", headers=eve)).status == 409
        status, answer = await post(client, headers=eve)
        assert (status, answer["code"]) == (409, "not_assigned")


@pytest.mark.parametrize(
    ("custody", "writes", "reads"),
    [
        ([{"driverId": "Dave", "from": NOON}], 201, 200),
        ([{"driverId": "Dave", "from": NOON, "until": NOON + 1}, {"driverId": "Eve", "from": NOON + 1}], 201, 409),
        ([{"driverId": "Eve", "from": NOON}], 409, 409),
    ],
)
async def test_a_driver_who_had_the_shipment_may_report_late_and_reads_no_more(
    made: Guarded, custody: list[dict[str, Any]], writes: int, reads: int
) -> None:
    made.tracker.put_delivery(shipmentId="A", driverId="Eve", custody=custody)
    async with made.tracker.client() as client:
        ref = await stored(client, headers=made.bearer("dispatcher"))
        assert (await post(client, headers=made.bearer("dave")))[0] == writes
        assert (await client.get(f"{PHOTOS}/{ref}", headers=made.bearer("dave"))).status == reads


async def test_each_scope_stores_or_reads(made: Guarded) -> None:
    made.tracker.put_delivery(shipmentId="A", driverId="Dave")
    async with made.tracker.client() as client:
        ref = await stored(client, headers=made.bearer("dispatcher"))
        for who, reads, writes in (
            ("reader", 200, 403),
            ("dispatcher", 403, 201),
            ("device", 403, 403),
            ("admin", 200, 201),
        ):
            assert (await client.get(f"{PHOTOS}/{ref}", headers=made.bearer(who))).status == reads
            assert (await post(client, headers=made.bearer(who)))[0] == writes
        assert (await post(client))[0] == 401


async def test_photos_of_other_fleets_are_not_there(made: Guarded) -> None:
    scopes = frozenset({Scope.READ, Scope.DISPATCH})
    record, made.keys["north"] = new_record("north", scopes, None, NOON, fleet="north")
    made.tracker.services.guard.keyring.apply(record.id, record)
    made.tracker.put_delivery(shipmentId="A", fleet="south")
    async with made.tracker.client() as client:
        ref = await stored(client, headers=made.bearer("dispatcher"))
        assert (await client.get(f"{PHOTOS}/{ref}", headers=made.bearer("north"))).status == 404
        assert (await post(client, headers=made.bearer("north")))[0] == 404


async def test_a_store_that_cannot_be_written_is_a_503_with_a_code(tracker: TrackerApi, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    services = tracker.services
    store = PhotoStore(lambda: LocalStore(tmp_path / "file" / "photos", mkdir=True), 5.0, services.metrics)
    tracker.set(photos=PhotoDesk(services.settings, services.metrics, store))
    async with tracker.client() as client:
        for answer in (
            await client.post(PHOTOS, data=a_jpeg(), headers=JPEG),
            await client.get(f"{PHOTOS}/{'a' * 64}"),
        ):
            assert (answer.status, (await answer.json())["code"]) == (503, "photos_unavailable")
            assert answer.headers["Retry-After"] == "1"
    assert received(tracker, "unavailable") == 1


async def test_photos_beyond_the_places_for_them_are_refused_until_one_is_free(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path, max_photo_requests=1)
    tracker.put_delivery(shipmentId="A")
    begun, rest = asyncio.Event(), asyncio.Event()

    async def slowly() -> Any:
        yield a_jpeg()[:10]
        begun.set()
        await rest.wait()
        yield a_jpeg()[10:]

    async with tracker.client() as client:
        first = asyncio.create_task(client.post(PHOTOS, data=slowly(), headers=JPEG))
        await begun.wait()
        while (answer := await post(client))[0] != 503:
            pass
        assert answer[1]["code"] == "overloaded"
        rest.set()
        assert (await first).status == 201
        assert (await post(client))[0] == 201
