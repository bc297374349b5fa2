"""Deletes photos of deliveries that were deleted, and photos that no delivery names.

Every serving process may sweep, and one does: the first that creates the object of the current interval in the store.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from app.background import keep_running
from app.clock import Clock
from app.domain.photos.names import PHOTOS, folder_of, name_in
from app.observability.metrics import Metrics
from app.photos.lifetime import Reason, StoredPhoto, why_due
from app.photos.photo_store import PhotoStore, PhotosUnavailableError, StoredObject
from app.settings import Settings

log = logging.getLogger(__name__)

SWEEPS = "sweeps"
IDS_PER_TURN = 2_000
"""Hashed in about two milliseconds."""


class Table(NamedTuple):
    """The table of deliveries, as far as a sweep asks it."""

    is_complete: Callable[[], bool]
    ids: Callable[[], Sequence[str]]
    """All ids with a row or a deletion."""
    last_of: Callable[[str], bytes | None]
    """The row or deletion of an id."""


class PhotoSweep:
    """The part of a serving process that sweeps."""

    def __init__(self, settings: Settings, clock: Clock, metrics: Metrics, store: PhotoStore, table: Table) -> None:
        self._every_s, self._unused_s = settings.photo_sweep_s, settings.photo_unused_s
        self._clock, self._metrics, self._store, self._table = clock, metrics, store, table
        self._deleted = metrics.counter("tracker_photos_deleted_total")
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Sweep from now on."""
        self._task = asyncio.create_task(keep_running("photos", self._run, self._metrics), name="photos")

    async def stop(self) -> None:
        """End the sweep; the next one continues."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every_s)
            await self.look()

    async def look(self) -> None:
        """Sweep if the table is whole and no other process sweeps in this interval."""
        # A table without rows may have lost them.
        if not self._store.is_created() or not self._table.is_complete() or not self._table.ids():
            return
        interval = int(self._clock.now() // self._every_s)
        try:
            if await self._store.put(f"{SWEEPS}/{interval}", b""):
                await self._sweep()
                await self._remove_intervals_before(interval)
        except PhotosUnavailableError:
            return  # counted and logged by the store; the next interval is another chance

    async def _sweep(self) -> None:
        folders = await _by_folder(self._table.ids())
        deleted = 0
        async for page in self._store.pages(PHOTOS):
            due = self._due_in(page, folders)
            if due:
                await self._store.delete([*due])
            for reason in due.values():
                self._deleted.labels(reason).inc()
            deleted += len(due)
        if deleted:
            log.info("%d photos were deleted", deleted)

    def _due_in(self, page: Iterable[StoredObject], folders: Mapping[str, str]) -> dict[str, Reason]:
        now, due = self._clock.now(), dict[str, Reason]()
        for path, modified_at in page:
            if (name := name_in(path)) is None:
                continue
            shipment_id = folders.get(name.folder)
            row = None if shipment_id is None else self._table.last_of(shipment_id)
            reason = why_due(StoredPhoto(path, name.ref, now - modified_at), row, self._unused_s)
            if reason is not None:
                due[path] = reason
        return due

    async def _remove_intervals_before(self, interval: int) -> None:
        async for page in self._store.pages(SWEEPS):
            ended = [path for path, _ in page if _interval_of(path) < interval]
            if ended:
                await self._store.delete(ended)


async def _by_folder(ids: Sequence[str]) -> Mapping[str, str]:
    """Return the ids by the folder of their photos, without holding the loop for long."""
    folders = dict[str, str]()
    for begin in range(0, len(ids), IDS_PER_TURN):
        folders.update((folder_of(shipment_id), shipment_id) for shipment_id in ids[begin : begin + IDS_PER_TURN])
        await asyncio.sleep(0)
    return folders


def _interval_of(path: str) -> int:
    text = path.rpartition("/")[2]
    return int(text) if text.isdecimal() else -1
