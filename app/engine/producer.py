"""A producer whose flush means it: Faust commits offsets after `flush()`, so rows must be in the changelog by then.

Stock Faust gives up waiting after 0.1 s (transport/producer.py, flush_atmost) and then commits all the same, which lost
acknowledged positions whenever the state was lost too. Read against faust-streaming 0.15.3 and aiokafka 0.14.0.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, cast

from aiokafka import AIOKafkaProducer
from faust.transport.drivers import aiokafka as driver
from faust.types import TransportT

if TYPE_CHECKING:
    from app.engine.app import TrackerApp


class TrackerProducer(driver.Producer):
    """Faust's producer; `flush()` first writes the table's pending rows and waits for every ack."""

    @property
    def client(self) -> AIOKafkaProducer:
        """Return the aiokafka producer; the app has started it."""
        return self._ensure_producer()

    def __init__(self, transport: TransportT, *args: Any, **options: Any) -> None:
        self.before_flush: Callable[[], Awaitable[None]] = cast("TrackerApp", transport.app).batch_table.flush
        super().__init__(transport, *args, **options)

    async def flush(self) -> None:
        """Return once all that was decided before the call is in Kafka, or raise."""
        if self._producer is not None:
            await self.before_flush()
        await super().flush()

    def _settings_extra(self) -> dict[str, Any]:
        # Idempotent producers retry for as long as it takes and in order, so a batch's offsets have no gaps.
        extra = cast("dict[str, Any]", super()._settings_extra())
        return {**extra, "acks": "all", "enable_idempotence": True}
