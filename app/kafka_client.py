"""Closes Kafka clients, which aiokafka does not always manage by itself."""

import asyncio
import logging

from aiokafka import AIOKafkaConsumer

log = logging.getLogger(__name__)


async def close_consumer(consumer: AIOKafkaConsumer, within_s: float) -> None:
    """Disconnect a consumer, also while Kafka is away; never raises for what the client does wrong."""
    # aiokafka 0.14: where a fetch backs off from an error, `stop` ends with CancelledError before it has closed its
    # connections. In a task of its own that does not cancel us.
    stopping = asyncio.create_task(consumer.stop())
    await asyncio.wait([stopping], timeout=within_s)
    if not stopping.done():
        stopping.cancel()
    elif not stopping.cancelled() and (error := stopping.exception()) is not None:
        log.debug("Kafka's client failed to stop: %r", error)
    if stopping.cancelled():
        await consumer._client.close()  # noqa: SLF001  # what `stop` would have done next
