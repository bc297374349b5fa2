"""Protects the product from errors of aiokafka's clients: stops that hang, and cancellations that nothing requested."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from traceback import walk_tb
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.client import AIOKafkaClient

from app.background import is_cancelled

log = logging.getLogger(__name__)

CLOSE_S = 2.0


class ClientCancelledError(ConnectionError):
    """Kafka's client cancelled the awaited work, although our code did not request it."""


@contextmanager
def leaks_as_errors() -> Iterator[None]:
    """Turn a CancelledError of aiokafka's own tasks into ClientCancelledError; our own still ends the task."""
    try:
        yield
    except asyncio.CancelledError:
        if is_cancelled():
            raise
        raise ClientCancelledError("Kafka's client gave up the connection") from None


@asynccontextmanager
async def connected_consumer(bootstrap: str, **options: Any) -> AsyncIterator[AIOKafkaConsumer]:
    """Yield a consumer that commits nothing, and disconnect it, also if its start was cancelled."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False, **options)
    try:
        await start_client(consumer)
        yield consumer
    finally:
        await close_consumer(consumer, CLOSE_S)


@asynccontextmanager
async def connected_producer(bootstrap: str, **options: Any) -> AsyncIterator[AIOKafkaProducer]:
    """Yield an idempotent producer that waits for all replicas; flush and disconnect it, also if its start was cancelled."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True, **options)
    try:
        await start_client(producer)
        yield producer
    finally:
        await producer.stop()


@asynccontextmanager
async def connected_admin(bootstrap: str, **options: Any) -> AsyncIterator[AIOKafkaAdminClient]:
    """Yield a client for questions about topics and groups, and disconnect it, also if its start was cancelled."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **options)
    try:
        await start_client(admin)
        yield admin
    finally:
        await admin.close()


async def start_client(client: AIOKafkaAdminClient | AIOKafkaConsumer | AIOKafkaProducer) -> None:
    """Start a client; an interrupted start leaves no connection open that the client does not know.

    aiokafka 0.14 asks for its first metadata through a connection that only a local variable of `bootstrap` holds, and a
    cancellation does not close it.
    """
    try:
        await client.start()
    except BaseException as error:
        for frame, _ in walk_tb(error.__traceback__):
            if frame.f_code is AIOKafkaClient.bootstrap.__code__ and (first := frame.f_locals.get("bootstrap_conn")):
                first.close()
        raise


async def close_consumer(consumer: AIOKafkaConsumer, within_s: float) -> None:
    """Disconnect a consumer, also while Kafka is unreachable; never raises errors of the client."""
    # In a separate task, so that the CancelledError that `disconnect` describes does not cancel us.
    stopping = asyncio.create_task(_stop(consumer))
    await asyncio.wait([stopping], timeout=within_s)
    if not stopping.done():
        stopping.cancel()
        await asyncio.wait([stopping], timeout=within_s)


async def _stop(consumer: AIOKafkaConsumer) -> None:
    try:
        await consumer.stop()
    except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001  # the connection is abandoned anyway
        log.debug("Kafka's client failed to stop: %r", error)
        with suppress(Exception):
            await disconnect(consumer)


async def disconnect(consumer: AIOKafkaConsumer) -> None:
    """Do what remains of a `stop` that ended with CancelledError.

    aiokafka 0.14 does that where a fetch is in its backoff after an error. The other fetches and all connections are then
    left open, and a fetch would connect again after its connection was closed.
    """
    fetcher = consumer._fetcher  # noqa: SLF001
    if fetcher is not None and (fetches := list(fetcher._pending_tasks)):  # noqa: SLF001
        for fetch in fetches:
            fetch.cancel()
        await asyncio.wait(fetches)
    await consumer._client.close()  # noqa: SLF001
