"""The object store of photos: a folder, a real server of S3, and servers that fail."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.observability.metrics import Metrics
from app.photos.photo_store import PhotoStore, PhotosUnavailableError, photo_store
from app.settings import Settings
from app.start_error import StartError
from tests.metric_values import value_of
from tests.photos.s3_server import failing_server, s3_server, use_s3

WITHIN_S = 0.5


@pytest.fixture(params=["default", "file", "s3"])
async def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[PhotoStore]:
    if request.param == "s3":
        async with s3_server(tmp_path) as url:
            use_s3(monkeypatch, url)
            yield photo_store(Settings(photos="s3://photos/installation-1"), Metrics())
    else:
        photos = "" if request.param == "default" else f"file://{tmp_path}/our%20photos"
        yield photo_store(Settings(data=tmp_path, photos=photos), Metrics())


async def paths(store: PhotoStore, prefix: str) -> list[str]:
    return sorted([stored.path async for page in store.pages(prefix) for stored in page])


async def test_objects_are_put_once_and_read_listed_and_deleted(store: PhotoStore) -> None:
    assert await store.get("photos/a/1") is None
    assert await paths(store, "photos") == []
    data = bytes(range(256)) * 20_000
    assert await store.put("photos/a/1", data)
    assert not await store.put("photos/a/1", b"other"), "what is there is not replaced"
    assert await store.get("photos/a/1") == data
    for path in ("photos/a/2", "photos/ab/1", "other/1"):
        assert await store.put(path, b"")
    assert await paths(store, "photos/a") == ["photos/a/1", "photos/a/2"]
    assert await paths(store, "photos") == ["photos/a/1", "photos/a/2", "photos/ab/1"]
    async for page in store.pages("photos/a"):
        assert all(abs(stored.modified_at - time.time()) < 60 for stored in page)
    await store.delete(["photos/a/1", "photos/a/none", "photos/a/2"])
    assert await paths(store, "photos") == ["photos/ab/1"]
    await store.delete([])


def test_the_default_folder_is_created_at_the_first_photo(tmp_path: Path) -> None:
    store = photo_store(Settings(data=tmp_path), Metrics())
    assert not store.is_created()
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("answers", [True, False])
async def test_a_server_that_fails_or_hangs_is_one_error_in_time(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *, answers: bool
) -> None:
    metrics = Metrics()
    async with failing_server(answers=answers) as url:
        use_s3(monkeypatch, url)
        store = photo_store(Settings(photos="s3://photos", photo_timeout_s=WITHIN_S), metrics)
        began_at = time.monotonic()
        with pytest.raises(PhotosUnavailableError):
            await store.put("photos/a/1", b"photo")
        with pytest.raises(PhotosUnavailableError):
            await store.get("photos/a/1")
        with pytest.raises(PhotosUnavailableError):
            await store.delete(["photos/a/1"])
        with pytest.raises(PhotosUnavailableError):
            await paths(store, "photos")
        assert time.monotonic() - began_at < 4 * (WITHIN_S + 2)
    for operation in ("put", "get", "delete", "list"):
        assert value_of(metrics, "tracker_photo_store_failures_total", operation=operation) == 1
    assert caplog.text.count("the store of photos fails") == 1


async def test_a_server_that_does_not_run_is_the_same_error(monkeypatch: pytest.MonkeyPatch) -> None:
    use_s3(monkeypatch, "http://127.0.0.1:9")
    store = photo_store(Settings(photos="s3://photos", photo_timeout_s=WITHIN_S), Metrics())
    with pytest.raises(PhotosUnavailableError):
        await store.put("photos/a/1", b"photo")


def test_an_address_that_names_no_bucket_ends_the_start() -> None:
    with pytest.raises(StartError, match="TRACKER_PHOTOS=s3:///x cannot be used"):
        photo_store(Settings(photos="s3:///x"), Metrics())
