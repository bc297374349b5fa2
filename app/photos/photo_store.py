"""The object store of photos: every call ends in time, and every failure is one error."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, S3Store

from app.clock import SystemClock
from app.observability.metrics import Metrics
from app.settings import Settings
from app.start_error import StartError

if TYPE_CHECKING:
    from obstore import ObjectMeta  # it exists for type checkers only

log = logging.getLogger(__name__)

PAGE = 1_000
MISSING = (FileNotFoundError, NotFoundError)
MOST_RETRIES = 2
T = TypeVar("T")


class PhotosUnavailableError(Exception):
    """The object store failed or did not answer in time."""


class StoredObject(NamedTuple):
    """One entry of a listing."""

    path: str
    modified_at: float
    """Unix seconds."""


class PhotoStore:
    """Puts, gets, lists and deletes objects; all but a missing object raises PhotosUnavailableError."""

    def __init__(
        self,
        open_store: Callable[[], ObjectStore],
        timeout_s: float,
        metrics: Metrics,
        is_created: Callable[[], bool] = lambda: True,
    ) -> None:
        """`open_store` is called at the first use, as it may create what `is_created` asks for."""
        self._open_store, self._timeout_s, self._clock = open_store, timeout_s, SystemClock()
        self.is_created, self._is_failing = is_created, False
        self._opened: ObjectStore | None = None
        self._seconds = metrics.histogram("tracker_photo_store_seconds")
        self._failed = metrics.counter("tracker_photo_store_failures_total")

    async def put(self, path: str, data: bytes) -> bool:
        """Store an object and return True, or return False if the path has one already."""

        async def put() -> bool:
            try:
                await obstore.put_async(self._store, path, data, mode="create", use_multipart=False)
            except AlreadyExistsError:
                return False
            return True

        return await self._call("put", put)

    async def get(self, path: str) -> bytes | None:
        """Return an object, or None where there is none."""

        async def get() -> bytes | None:
            try:
                found = await obstore.get_async(self._store, path)
                return bytes(await found.bytes_async())
            except MISSING:
                return None

        return await self._call("get", get)

    async def delete(self, paths: Sequence[str]) -> None:
        """Delete objects; those that are gone already do no harm."""

        async def delete() -> None:
            for begin in range(0, len(paths), PAGE):
                await self._delete(paths[begin : begin + PAGE])

        await self._call("delete", delete)

    async def _delete(self, paths: Sequence[str]) -> None:
        try:
            await obstore.delete_async(self._store, paths)
        except MISSING:
            for path in paths:  # one of a folder was gone; the others may have been left
                try:
                    await obstore.delete_async(self._store, path)
                except MISSING:
                    continue

    async def pages(self, prefix: str) -> AsyncIterator[Sequence[StoredObject]]:
        """Yield all objects below a folder, by pages."""
        listing: AsyncIterator[Sequence[ObjectMeta]] | None = None

        async def next_page() -> "Sequence[ObjectMeta] | None":
            nonlocal listing
            if listing is None:
                listing = aiter(obstore.list(self._store, prefix, chunk_size=PAGE))
            return await anext(listing, None)

        while page := await self._call("list", next_page):
            yield [StoredObject(meta["path"], meta["last_modified"].timestamp()) for meta in page]

    @property
    def _store(self) -> ObjectStore:
        if self._opened is None:
            self._opened = self._open_store()
        return self._opened

    async def _call(self, operation: str, call: Callable[[], Awaitable[T]]) -> T:
        began_at = self._clock.monotonic()
        with self._failures(operation):
            async with asyncio.timeout(self._timeout_s):
                result = await call()
        self._seconds.labels(operation).observe(self._clock.monotonic() - began_at)
        return result

    @contextmanager
    def _failures(self, operation: str) -> Iterator[None]:
        try:
            yield
        except (BaseError, OSError, TimeoutError, ValueError) as error:
            self._failed.labels(operation).inc()
            if not self._is_failing:
                reason = f"{type(error).__name__} {error}".partition("\n")[0]
                log.warning("the store of photos fails at %s: %.300s", operation, reason)
            self._is_failing = True
            raise PhotosUnavailableError(type(error).__name__) from error
        if self._is_failing:
            log.info("the store of photos answers again")
        self._is_failing = False


def photo_store(settings: Settings, metrics: Metrics) -> PhotoStore:
    """Return the store that the settings name; raises StartError if the setting cannot be one."""
    address = urlsplit(settings.photos)
    if address.scheme == "s3":
        opened = _s3_store(settings)
        return PhotoStore(lambda: opened, settings.photo_timeout_s, metrics)
    folder = Path(unquote(address.path)) if address.scheme == "file" else settings.data / "photos"
    return PhotoStore(lambda: _folder_store(folder), settings.photo_timeout_s, metrics, folder.is_dir)


def _folder_store(folder: Path) -> LocalStore:
    return LocalStore(folder.absolute(), mkdir=True, automatic_cleanup=True)


def _s3_store(settings: Settings) -> S3Store:
    within = timedelta(seconds=settings.photo_timeout_s)
    try:
        return S3Store.from_url(
            settings.photos,
            client_options={
                "timeout": within,
                "connect_timeout": within,
                "allow_http": True,
            },  # if the endpoint says so
            retry_config={"max_retries": MOST_RETRIES, "retry_timeout": within},
        )
    except (BaseError, ValueError) as error:
        raise StartError(f"TRACKER_PHOTOS={settings.photos} cannot be used: {error}.") from error
