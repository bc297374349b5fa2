"""A worker that serves no readers still sees and repairs what a paused worker wrote over its rows."""

from collections.abc import Callable
from typing import Any

import orjson
from aiokafka import AIOKafkaProducer

from app.domain.partition import partition_of
from app.fixes.latest_row import version_of
from app.settings import Settings
from app.table.gap_reader import GapReader
from tests.builders import NOON, a_fix, a_row
from tests.engine.workers import Worker, produce, read_all, running_worker
from tests.waiting import eventually

SHIPMENT = "PKG-7"


def offset_of(worker: Worker, partition: int) -> int:
    """Return the changelog offset that the worker's RocksDB holds."""
    table: Any = worker.app.tables["latest"]
    store = table.data
    return int(store._dbs[partition].get(store.offset_key))


async def test_a_row_written_over_by_a_paused_worker_is_put_back_and_the_offset_catches_up(
    make_settings: Callable[..., Settings],
) -> None:
    settings = make_settings(serve=False)
    partition = partition_of(SHIPMENT, settings.partitions)
    async with running_worker(settings) as worker:
        assert worker.readiness.reason is None
        await produce(settings, a_fix(shipmentId=SHIPMENT, timestamp=NOON))
        await eventually(lambda: worker.value("tracker_table_rows_total") == 1)
        old = orjson.dumps(a_row(shipmentId=SHIPMENT, timestamp=NOON - 60, source=[partition, 0, 0]))
        async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as paused:
            await paused.send_and_wait(settings.changelog_topic, old, key=SHIPMENT.encode(), partition=partition)
        await eventually(lambda: worker.value("tracker_table_repairs_total") == 1, 20)
        changelog = [r for r in await read_all(settings, settings.changelog_topic) if r.key == SHIPMENT.encode()]
        await eventually(lambda: offset_of(worker, partition) == changelog[-1].offset, 20)
    newest = version_of(changelog[-1].value)
    assert newest is not None
    assert newest.timestamp == NOON


async def test_the_offset_stays_before_a_row_that_this_worker_lacks_since_a_new_owner_wrote_it_during_a_pause(
    make_settings: Callable[..., Settings],
) -> None:
    settings = make_settings(serve=False)
    partition = partition_of(SHIPMENT, settings.partitions)
    async with running_worker(settings) as worker:
        await produce(settings, a_fix(shipmentId=SHIPMENT, timestamp=NOON))
        await eventually(lambda: worker.value("tracker_table_rows_total") == 1)
        before = offset_of(worker, partition)
        new = orjson.dumps(a_row(shipmentId=SHIPMENT, timestamp=NOON + 60, source=[partition, 9, 0]))
        async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as owner:
            await owner.send_and_wait(settings.changelog_topic, new, key=SHIPMENT.encode(), partition=partition)
        app = worker.app
        reader = GapReader(app.context.spec, worker.rows, app.repairer, settings, lambda: True)
        try:
            await reader.look()
        finally:
            await reader._disconnect()
        assert offset_of(worker, partition) == before
        assert worker.value("tracker_table_repairs_total") == 0
