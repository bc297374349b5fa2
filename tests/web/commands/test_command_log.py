"""Commands on their way into Kafka: in order, together, bounded, and never answered before Kafka holds them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from app.domain.partition import partition_of
from app.observability.metrics import Metrics
from app.settings import Settings
from tests.builders import a_delivery
from tests.fakes import FixedClock
from tests.metric_values import value_of
from tests.waiting import eventually
from tests.web.deliveries.applied import apply_delivery
from web.commands.command import Command
from web.commands.command_desk import CommandDesk
from web.commands.command_log import CommandLog, Pace, Record
from web.deliveries.replica import DeliveriesReplica
from web.deliveries.row_waiter import RowWaiter
from web.http.problem import ProblemError
from web.ingest.envelope_lane import NotStoredError


class FakeSender:
    """Stores at most `room` records at once, waits while held, and fails with what the test set."""

    def __init__(self) -> None:
        self.is_connected = True
        self.room = 1_000
        self.failure: Exception | None = None
        self.batches: list[tuple[int, list[Record]]] = []
        self.sends = 0
        self.may_pass = asyncio.Event()
        self.may_pass.set()

    async def start(self) -> None:
        """Do nothing."""

    async def stop(self) -> None:
        """Do nothing."""

    async def send(self, partition: int, records: Sequence[Record]) -> int:
        """Store some records."""
        self.sends += 1
        await self.may_pass.wait()
        if self.failure is not None:
            raise self.failure
        stored = list(records[: self.room])
        self.batches.append((partition, stored))
        return len(stored)


@asynccontextmanager
async def a_log(sender: FakeSender, **settings: Any) -> AsyncIterator[CommandLog]:
    log = CommandLog(Settings(partitions=2, **settings), Metrics(), sender)
    await log.start()
    try:
        yield log
    finally:
        await log.stop()


def commands(*ids: str) -> list[Command]:
    return [Command(shipment_id, f"{number}", b"%d" % number) for number, shipment_id in enumerate(ids)]


async def test_each_command_goes_to_the_partition_of_its_shipment() -> None:
    sender = FakeSender()
    async with a_log(sender) as log:
        await log.append(commands(*"ABCDEFGH"))
    stored = {key.decode(): partition for partition, records in sender.batches for key, _ in records}
    assert stored == {shipment_id: partition_of(shipment_id, 2) for shipment_id in "ABCDEFGH"}


async def test_commands_that_wait_together_are_one_batch_and_stay_in_order_where_it_is_too_small() -> None:
    sender = FakeSender()
    sender.may_pass.clear()
    sender.room = 3
    async with a_log(sender) as log:
        appends = [asyncio.create_task(log.append([Command("A", f"{n}", b"%d" % n)])) for n in range(8)]
        await asyncio.sleep(0)
        sender.may_pass.set()
        await asyncio.gather(*appends)
    values = [[value for _, value in records] for _, records in sender.batches]
    assert [value for batch in values for value in batch] == [b"%d" % n for n in range(8)]
    assert max(map(len, values)) == 3


async def test_after_a_silence_a_batch_goes_at_once_and_later_ones_of_all_partitions_together() -> None:
    pace, time = Pace(0.05), asyncio.get_running_loop().time
    began_at = time()
    await pace.step()
    first_at = time()
    steps = [asyncio.create_task(pace.step()) for _ in range(2)]
    await steps[0]
    assert steps[1].done()
    assert first_at - began_at < 0.05 <= time() - first_at


@pytest.mark.parametrize("failure", [NotStoredError("Kafka did not acknowledge"), RuntimeError("a fault")])
async def test_what_kafka_may_not_hold_is_not_answered_as_stored(failure: Exception) -> None:
    sender = FakeSender()
    sender.failure = failure
    async with a_log(sender) as log:
        with pytest.raises(ProblemError) as refused:
            await log.append(commands("A", "B"))
        assert refused.value.code == "kafka_unavailable"
        sender.failure = None
        await log.append(commands("A"))


async def test_a_deadline_that_passes_is_answered_and_the_command_is_not_sent_later() -> None:
    sender = FakeSender()
    sender.may_pass.clear()
    async with a_log(sender, ingest_deadline_s=0.05) as log:
        first = asyncio.create_task(log.append(commands("A")))
        await eventually(lambda: sender.sends)
        second = asyncio.create_task(log.append([Command("A", "late", b"late")]))
        for append in (first, second):
            with pytest.raises(ProblemError, match="did not acknowledge"):
                await append
        sender.may_pass.set()
        await log.append([Command("A", "next", b"next")])
    assert b"late" not in [value for _, records in sender.batches for _, value in records]


async def test_too_many_bytes_in_flight_are_refused_unless_they_are_alone() -> None:
    sender = FakeSender()
    sender.may_pass.clear()
    async with a_log(sender, max_inflight_command_bytes=1024) as log:
        large = Command("A", "1", b"x" * 2_000)
        first = asyncio.create_task(log.append([large]))
        await asyncio.sleep(0)
        with pytest.raises(ProblemError, match="Too many commands") as refused:
            await log.append([large])
        assert refused.value.headers["Retry-After"] == "1"
        sender.may_pass.set()
        await first
        await log.append([large])


async def test_without_a_connection_nothing_waits() -> None:
    sender = FakeSender()
    async with a_log(sender) as log:
        sender.is_connected = False
        with pytest.raises(ProblemError, match="cannot be reached"):
            await log.append(commands("A"))


class Desk:
    """A desk over a log that stores at once, and a replica that the test writes."""

    def __init__(self, log: CommandLog, **settings: Any) -> None:
        self.replica, self.metrics = DeliveriesReplica(partitions=1), Metrics()
        self.replica.store.is_complete = True
        self.waiter = RowWaiter(self.replica.store)
        chosen = Settings(**settings)
        self.desk = CommandDesk(chosen, FixedClock(0), self.metrics, log, self.waiter)
        self._offset = 0

    def show(self, shipment_id: str, *verdicts: tuple[str, str | None]) -> None:
        """Let the replica show a row with these verdicts."""
        self._offset += 1
        told = [{"commandId": command_id, "offset": 1, "code": code} for command_id, code in verdicts]
        row = a_delivery(shipmentId=shipment_id, verdicts=told, offset=self._offset, revision=self._offset)
        apply_delivery(self.replica.store, row, 0, self._offset)
        self.waiter.on_changes()


async def test_one_wait_ends_with_the_last_verdict_of_a_request() -> None:
    async with a_log(FakeSender()) as log:
        made = Desk(log)
        deciding = asyncio.create_task(made.desk.decide(commands("A", "B", "A")))
        await eventually(lambda: len(made.waiter) == 2)
        made.show("A", ("0", None))
        made.show("B", ("1", "forbidden"))
        made.show("C", ("2", None))
        await asyncio.sleep(0)
        assert not deciding.done()
        made.show("A", ("0", None), ("2", "too_old"))
        found = await deciding
        assert {name: verdict.code for name, verdict in found.items()} == {"0": None, "1": "forbidden", "2": "too_old"}
        assert not len(made.waiter)
        assert value_of(made.metrics, "tracker_commands_total", outcome="refused") == 2


async def test_a_verdict_that_is_there_already_needs_no_further_command() -> None:
    sender = FakeSender()
    async with a_log(sender) as log:
        made = Desk(log)
        made.show("A", ("0", None))
        assert (await made.desk.decide(commands("A")))["0"].code is None
    assert not sender.batches


async def test_verdicts_that_do_not_come_leave_no_one_waiting() -> None:
    async with a_log(FakeSender()) as log:
        made = Desk(log, command_wait_s=0.01)
        assert await made.desk.decide(commands("A", "B")) == {}
        assert not len(made.waiter)
        assert value_of(made.metrics, "tracker_commands_total", outcome="pending") == 2


async def test_too_many_waiting_commands_are_refused() -> None:
    async with a_log(FakeSender()) as log:
        made = Desk(log, max_waiting_commands=3)
        first = asyncio.create_task(made.desk.decide(commands("A", "B")))
        await eventually(lambda: len(made.waiter) == 2)
        with pytest.raises(ProblemError, match="wait for their decision"):
            await made.desk.decide(commands("C", "D"))
        made.show("A", ("0", None))
        made.show("B", ("1", None))
        await first


async def test_rows_that_are_read_again_after_a_reset_still_answer() -> None:
    async with a_log(FakeSender()) as log:
        made = Desk(log)
        deciding = asyncio.create_task(made.desk.decide(commands("A")))
        await eventually(lambda: len(made.waiter) == 1)
        made.replica.store.reset([100])
        made.waiter.on_reset()
        made.show("A", ("0", None))
        made.replica.store.is_complete = True
        made.waiter.on_changes()
        assert (await deciding)["0"].code is None
