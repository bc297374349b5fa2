"""Photos of deliveries: how many are in memory at once and kept of one delivery, and what a failure of the store means."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.photos.image import Image, read_image
from app.domain.photos.names import PHOTOS, folder_of, path_of, ref_of
from app.observability.metrics import Metrics
from app.photos.photo_store import PhotoStore, PhotosUnavailableError
from app.settings import Settings

BUSY = "Too many photos are being transferred; try again."
UNAVAILABLE = "The store of photos does not answer; try again."


class PhotoRefusedError(Exception):
    """A photo that is not stored or not shown, with the code of the reason."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


class Turns:
    """Places for requests, each of which has the bytes of one photo in memory."""

    def __init__(self, most: int) -> None:
        self._free = most

    @contextmanager
    def take(self) -> Iterator[None]:
        """Hold a place while the block runs; raises PhotoRefusedError `overloaded` if all are taken."""
        if not self._free:
            raise PhotoRefusedError("overloaded", BUSY)
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1


class PhotoDesk:
    """Takes photos in and hands them out; raises PhotoRefusedError."""

    def __init__(self, settings: Settings, metrics: Metrics, store: PhotoStore) -> None:
        self._store, self._most = store, settings.max_photos_per_delivery
        self.receiving, self._sending = Turns(settings.max_photo_requests), Turns(settings.max_photo_requests)
        self._received = metrics.counter("tracker_photos_received_total")

    async def put(self, shipment_id: str, data: bytes) -> tuple[str, Image]:
        """Store an image without its metadata; return its ref and what was stored."""
        try:
            image, ref = await asyncio.to_thread(_prepare, data)  # milliseconds for a large one
        except ValueError as error:
            self._received.labels("refused").inc()
            raise PhotoRefusedError("bad_photo", f"The photo is refused: {error}.") from error
        try:
            await self._require_room(shipment_id, ref)
            is_new = await self._store.put(path_of(shipment_id, ref), image.data)
        except PhotosUnavailableError as error:
            self._received.labels("unavailable").inc()
            raise PhotoRefusedError("photos_unavailable", UNAVAILABLE) from error
        self._received.labels("stored" if is_new else "known").inc()
        return ref, image

    async def get(self, shipment_id: str, ref: str) -> bytes | None:
        """Return a photo, or None where there is none."""
        with self._sending.take():
            try:
                return await self._store.get(path_of(shipment_id, ref))
            except PhotosUnavailableError as error:
                raise PhotoRefusedError("photos_unavailable", UNAVAILABLE) from error

    async def _require_room(self, shipment_id: str, ref: str) -> None:
        path, kept = path_of(shipment_id, ref), set[str]()
        async for page in self._store.pages(f"{PHOTOS}/{folder_of(shipment_id)}"):
            kept.update(stored.path for stored in page)
        if len(kept) >= self._most and path not in kept:
            self._received.labels("refused").inc()
            raise PhotoRefusedError("too_many_photos", f"The delivery has {len(kept)} photos, the most allowed.")


def _prepare(data: bytes) -> tuple[Image, str]:
    image = read_image(data)
    return image, ref_of(image.data)
