"""A partition is sought while the worker reads it, as Faust's recovery does: it resumes the flow before it seeks."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

from app.domain.partition import partition_of
from app.engine.consumer import TrackerConsumer
from app.engine.delivery import GROUP_BYTES
from app.settings import Settings
from tests.builders import NOON, a_fix, an_envelope
from tests.engine.workers import Worker, commits, running_worker
from tests.waiting import eventually

MakeSettings = Callable[..., Settings]
ROUNDS = 24
SHIPMENT = "PKG-1"


async def report(settings: Settings) -> None:
    """Write positions of one shipment, each record as large as a group, so that a fetch brings many groups."""
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all") as producer:
        sent = [
            await producer.send(
                settings.positions_topic,
                an_envelope(a_fix(shipmentId=SHIPMENT, timestamp=NOON - 3600 + number)).ljust(GROUP_BYTES),
                partition=partition_of(SHIPMENT, settings.partitions),
            )
            for number in range(ROUNDS)
        ]
        for acknowledged in sent:
            await acknowledged


async def all_is_committed(worker: Worker) -> None:
    """Return once the last position is a row and the group has committed every record; fail if the worker has ended."""
    settings, home = worker.settings, partition_of(SHIPMENT, worker.settings.partitions)
    await eventually(lambda: (worker.row(SHIPMENT) or {}).get("timestamp") == NOON - 3600 + ROUNDS - 1, 20)
    async with asyncio.timeout(20):
        while (await commits(settings)).get(home, (0, ""))[0] != ROUNDS:
            assert worker.process.faults.first is None


async def test_what_is_left_of_a_fetch_from_before_a_seek_is_read_again_after_it(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, getmany, written, groups = make_settings(), TrackerConsumer.getmany, asyncio.Event(), list[int]()

    async def seek_between_groups(self: TrackerConsumer, timeout: float) -> AsyncIterator[tuple[Any, Any]]:
        await written.wait()  # so that one fetch brings many groups
        async for tp, message in getmany(self, timeout):
            yield tp, message
            groups.append(message.offset)
            if len(groups) == 3:
                await self.perform_seek()

    monkeypatch.setattr(TrackerConsumer, "getmany", seek_between_groups)
    async with running_worker(settings) as worker:
        await report(settings)
        written.set()
        await all_is_committed(worker)
    assert len(groups) > ROUNDS  # some came twice


async def test_a_fetch_that_a_seek_overtakes_is_not_delivered(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, fetch, overtaken = make_settings(), TrackerConsumer._wait_next_records, list[int]()

    async def seek_after_fetch(self: TrackerConsumer, timeout: float) -> Any:
        fetched, active = await fetch(self, timeout)
        if fetched and len(overtaken) < 2:
            overtaken.append(sum(len(records) for records in fetched.values()))
            await self.perform_seek()
        return fetched, active

    monkeypatch.setattr(TrackerConsumer, "_wait_next_records", seek_after_fetch)
    async with running_worker(settings) as worker:
        await report(settings)
        await all_is_committed(worker)
    assert len(overtaken) == 2
