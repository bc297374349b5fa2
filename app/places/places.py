"""What a process knows about places: towns once they are needed, addresses where a geocoder is configured."""

import asyncio

from app.clock import Clock
from app.observability.metrics import Metrics
from app.places.geocoder import Geocoder
from app.places.towns import Towns, load_towns
from app.settings import Settings


class Places:
    """The towns and the geocoder of a process."""

    def __init__(self, settings: Settings, clock: Clock, metrics: Metrics) -> None:
        self.geocoder = Geocoder(settings, clock, metrics) if settings.geocoder else None
        self._loading: asyncio.Task[Towns] | None = None

    async def towns(self) -> Towns:
        """Return the towns; the first call reads them in a thread, so that streams continue."""
        if self._loading is None or (self._loading.done() and self._loading.exception() is not None):
            self._loading = asyncio.create_task(asyncio.to_thread(load_towns), name="load towns")
        return await asyncio.shield(self._loading)

    async def close(self) -> None:
        """End what is under way."""
        if self.geocoder is not None:
            await self.geocoder.close()
        if self._loading is not None:
            await asyncio.gather(self._loading, return_exceptions=True)
