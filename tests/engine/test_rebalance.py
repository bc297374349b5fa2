"""Two workers share the partitions while positions arrive."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from aiokafka import AIOKafkaProducer

from app.domain.partition import partition_of
from app.fixes.latest_row import RowVersion, version_of
from app.ports import free_port
from app.settings import Settings
from app.table.spec import is_row_key
from tests.builders import NOON, a_fix, an_envelope
from tests.engine.workers import Worker, read_all, running_worker
from tests.waiting import eventually

MakeSettings = Callable[..., Settings]
SHIPMENTS = [f"PKG-{number}" for number in range(12)]


class Fleet:
    """Shipments that report once a round, each round one second later."""

    def __init__(self, settings: Settings, producer: AIOKafkaProducer) -> None:
        self._settings, self._producer = settings, producer
        self.rounds = 0

    async def report(self, rounds: int) -> None:
        for _ in range(rounds):
            self.rounds += 1
            for shipment_id in SHIPMENTS:
                fix = a_fix(shipmentId=shipment_id, timestamp=NOON - 3600 + self.rounds)
                partition = partition_of(shipment_id, self._settings.partitions)
                await self._producer.send_and_wait(
                    self._settings.positions_topic, an_envelope(fix), partition=partition
                )

    def is_known_to(self, *workers: Worker) -> bool:
        """Tell whether each shipment's newest position is the row of one of the workers."""
        newest = NOON - 3600 + self.rounds
        return all(any(timestamp_of(worker, s) == newest for worker in workers) for s in SHIPMENTS)


def timestamp_of(worker: Worker, shipment_id: str) -> float | None:
    row: dict[str, Any] | None = worker.row(shipment_id)
    return None if row is None else row["timestamp"]


def owned_by(worker: Worker) -> set[int]:
    """Return the partitions of the positions that the worker has now."""
    topic = worker.settings.positions_topic
    return {tp.partition for tp in worker.app.consumer.assignment() if tp.topic == topic}


async def test_partitions_that_move_under_load_lose_no_position_and_no_row_goes_back(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings(worker="worker-1")
    other = make_settings(worker="worker-2", http_port=free_port())
    producer = AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all")
    async with producer, running_worker(settings) as first:
        fleet = Fleet(settings, producer)
        await fleet.report(5)  # some of it arrives while the group changes
        async with running_worker(other) as second:
            await eventually(lambda: len(owned_by(first)) == len(owned_by(second)) == 2, 20)
            await fleet.report(5)
            await eventually(lambda: fleet.is_known_to(first, second), 20)
            await fleet.report(5)
        await eventually(lambda: len(owned_by(first)) == 4, 20)
        await eventually(lambda: fleet.is_known_to(first), 20)
    versions: dict[bytes, list[RowVersion | None]] = defaultdict(list)
    for record in await read_all(settings, settings.changelog_topic):
        if is_row_key(record.key):
            versions[record.key].append(version_of(record.value))
    assert set(versions) == {shipment_id.encode() for shipment_id in SHIPMENTS}
    assert all(written == sorted(written, key=lambda version: version or ()) for written in versions.values())
