"""Group commit without Kafka: who shares an envelope, what is bounded, and that every caller gets an answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from app.observability.metrics import Metrics
from app.settings import Settings
from tests.waiting import eventually
from tests.web.ingest.fake_sender import FakeSender
from web.http.problem import ProblemError
from web.ingest.envelope_lane import Chunk, NotStoredError
from web.ingest.position_log import PositionLog


@pytest.fixture
def sender() -> FakeSender:
    return FakeSender()


@asynccontextmanager
async def a_log(sender: FakeSender, metrics: Metrics | None = None, **settings: Any) -> AsyncIterator[PositionLog]:
    log = PositionLog(Settings(**{"partitions": 2, "shutdown_s": 0.2, **settings}), metrics or Metrics(), sender)
    await log.start()
    try:
        yield log
    finally:
        await log.stop()


def fixes(*numbers: int, partition: int = 0) -> list[Chunk]:
    return [Chunk(partition, f'"{number}"'.encode(), 1) for number in numbers]


async def test_fixes_of_many_callers_within_the_linger_share_an_envelope(sender: FakeSender) -> None:
    async with a_log(sender) as log:
        answers = await asyncio.gather(*(log.append(fixes(n)) for n in range(10)))
    assert sender.envelopes == [[str(n) for n in range(10)]]
    assert [tuple(ack) for [ack] in answers] == [(0, 0, n) for n in range(10)]


async def test_a_lone_fix_does_not_wait_for_company_longer_than_the_linger(sender: FakeSender) -> None:
    async with a_log(sender, ingest_linger_s=0, ingest_linger_loaded_s=60) as log:
        await log.append(fixes(1))
        await log.append(fixes(2))
    assert sender.envelopes == [["1"], ["2"]]


async def test_a_full_envelope_does_not_wait(sender: FakeSender) -> None:
    async with a_log(sender, ingest_linger_s=60, ingest_linger_loaded_s=60, envelope_max_fixes=3) as log:
        await log.append(fixes(*range(6)))
    assert sender.envelopes == [["0", "1", "2"], ["3", "4", "5"]]


async def test_after_a_full_envelope_the_next_waits_longer(sender: FakeSender) -> None:
    async with a_log(sender, ingest_linger_loaded_s=60, envelope_max_fixes=3) as log:
        await log.append(fixes(0, 1, 2))
        fourth = asyncio.create_task(log.append(fixes(3)))
        await asyncio.sleep(0)
        await log.append(fixes(4, 5))
        await fourth
    assert sender.envelopes == [["0", "1", "2"], ["3", "4", "5"]]


async def test_while_an_envelope_travels_the_next_one_collects(sender: FakeSender) -> None:
    sender.held = True
    async with a_log(sender, ingest_linger_s=0) as log:
        callers = [asyncio.create_task(log.append(fixes(0)))]
        await eventually(lambda: len(sender.sent) == 1)
        callers += [asyncio.create_task(log.append(fixes(n))) for n in (1, 2, 3)]
        await asyncio.sleep(0)
        sender.let_pass()
        await asyncio.gather(*callers)
    assert sender.envelopes == [["0"], ["1", "2", "3"]]


async def test_no_envelope_is_larger_than_allowed(sender: FakeSender) -> None:
    async with a_log(sender, envelope_max_bytes=4096) as log:
        acks = await log.append([Chunk(0, b'"' + b"x" * 1000 + b'"', 1)] * 9)
    assert [len(fixes) for fixes in sender.envelopes] == [4, 4, 1]
    assert all(len(envelope) <= 4096 for _, envelope in sender.sent)
    assert [ack[1:] for ack in acks] == [(0, n) for n in range(4)] + [(1, n) for n in range(4)] + [(2, 0)]


async def test_places_come_in_the_order_of_the_fixes_across_partitions(sender: FakeSender) -> None:
    async with a_log(sender) as log:
        acks = await log.append([*fixes(1, partition=1), *fixes(2, partition=0), *fixes(3, partition=1)])
    assert [tuple(ack) for ack in acks] == [(1, 0, 0), (0, 0, 0), (1, 0, 1)]


async def test_above_the_bound_callers_are_told_to_come_back(sender: FakeSender) -> None:
    sender.held = True
    metrics = Metrics()
    async with a_log(sender, metrics, max_inflight_fixes=3) as log:
        first = asyncio.create_task(log.append(fixes(1, 2)))
        await eventually(lambda: sender.sent)
        with pytest.raises(ProblemError) as refused:
            await log.append(fixes(3, 4))
        assert b"tracker_ingest_inflight_fixes 2.0" in metrics.render()
        sender.let_pass()
        await first
        await log.append(fixes(3, 4))
    assert refused.value.code == "overloaded"
    assert b'tracker_ingest_unavailable_total{code="overloaded"} 1.0' in metrics.render()
    assert b"tracker_ingest_fixes_total 4.0" in metrics.render()
    assert b"tracker_ingest_inflight_fixes 0.0" in metrics.render()


async def test_the_bound_is_the_same_for_a_fix_that_is_only_begun(sender: FakeSender) -> None:
    sender.held = True
    metrics = Metrics()
    async with a_log(sender, metrics, max_inflight_fixes=3) as log:
        [one] = fixes(1)
        begun = [log.begin(one) for _ in range(4)]
        assert [future is None for future in begun] == [False, False, False, True]
        assert b"tracker_ingest_inflight_fixes 3.0" in metrics.render()
        sender.let_pass()
        await asyncio.gather(*(future for future in begun if future is not None))
        assert log.begin(one._replace(fix_count=4)) is not None  # alone it may be larger than the bound
        assert log.begin(one) is None
        with pytest.raises(ProblemError, match="Too many fixes wait"):
            await log.append([one])
        sender.let_pass()
    assert b"tracker_ingest_inflight_fixes 0.0" in metrics.render()


async def test_without_kafka_nothing_is_begun(sender: FakeSender) -> None:
    sender.is_connected = False
    async with a_log(sender) as log:
        assert log.begin(fixes(1)[0]) is None


async def test_an_empty_batch_keeps_no_stop_waiting(sender: FakeSender) -> None:
    async with a_log(sender, shutdown_s=60) as log:
        assert await log.append([]) == []
    assert sender.sent == []


async def test_what_has_not_left_by_the_deadline_never_does(sender: FakeSender) -> None:
    sender.held = True
    metrics = Metrics()
    async with a_log(sender, metrics, ingest_deadline_s=0.05, ingest_linger_s=0) as log:
        callers = [asyncio.create_task(log.append(fixes(1)))]
        await eventually(lambda: sender.sent)
        callers.append(asyncio.create_task(log.append(fixes(2))))
        results = await asyncio.gather(*callers, return_exceptions=True)
        assert [r.code for r in results if isinstance(r, ProblemError)] == ["kafka_unavailable"] * 2
        assert b"tracker_ingest_inflight_fixes 1.0" in metrics.render()
        sender.let_pass()
        await log.append(fixes(3))
    assert sender.envelopes == [["1"], ["3"]]


async def test_a_partition_that_stalls_holds_no_other_up(sender: FakeSender) -> None:
    sender.held = True
    async with a_log(sender, ingest_linger_s=0) as log:
        stalled = asyncio.create_task(log.append(fixes(1, partition=0)))
        await eventually(lambda: sender.sent)
        sender.held = False
        await log.append(fixes(2, partition=1))
        assert not stalled.done()
        sender.let_pass()
        await stalled


async def test_a_caller_that_leaves_takes_no_one_with_it(sender: FakeSender) -> None:
    metrics = Metrics()
    async with a_log(sender, metrics, ingest_linger_s=0.05) as log:
        leaving, staying = (asyncio.create_task(log.append(fixes(n))) for n in (1, 2))
        await asyncio.sleep(0)
        leaving.cancel()
        [ack] = await staying
    assert tuple(ack) == (0, 0, 0)
    assert sender.envelopes == [["2"]]
    assert b"tracker_ingest_inflight_fixes 0.0" in metrics.render()


@pytest.mark.parametrize("failure", [NotStoredError("Kafka did not acknowledge"), ValueError("a mistake of ours")])
async def test_a_failed_envelope_fails_all_its_callers_and_the_lane_continues(
    sender: FakeSender, failure: Exception
) -> None:
    sender.failure = failure
    async with a_log(sender) as log:
        results = await asyncio.gather(*(log.append(fixes(n)) for n in range(3)), return_exceptions=True)
        assert [r.code for r in results if isinstance(r, ProblemError)] == ["kafka_unavailable"] * 3
        sender.failure = None
        assert len(await log.append(fixes(4))) == 1


async def test_without_kafka_a_caller_is_not_kept_waiting(sender: FakeSender) -> None:
    sender.is_connected = False
    async with a_log(sender) as log:
        with pytest.raises(ProblemError, match="cannot be reached"):
            await log.append(fixes(1))
    assert sender.sent == []


async def test_stopping_lets_what_is_under_way_finish(sender: FakeSender) -> None:
    async with a_log(sender, ingest_linger_s=0.02) as log:
        caller = asyncio.create_task(log.append(fixes(1)))
        await asyncio.sleep(0)
    assert len(await caller) == 1
    with pytest.raises(ProblemError):
        await log.append(fixes(2))


async def test_stopping_answers_everyone_even_when_kafka_is_silent(sender: FakeSender) -> None:
    sender.held = True
    async with a_log(sender, ingest_linger_s=0) as log:
        callers = [asyncio.create_task(log.append(fixes(1)))]
        await eventually(lambda: sender.sent)
        callers.append(asyncio.create_task(log.append(fixes(2))))
        await asyncio.sleep(0)
    results = await asyncio.gather(*callers, return_exceptions=True)
    assert [r.code for r in results if isinstance(r, ProblemError)] == ["kafka_unavailable"] * 2


@pytest.mark.parametrize("error", [asyncio.CancelledError(), RuntimeError("a fault")], ids=repr)
async def test_a_partition_continues_after_a_send_with_an_unexpected_error(
    sender: FakeSender, error: BaseException
) -> None:
    async with a_log(sender) as log:
        sender.failure = error
        with pytest.raises(ProblemError, match="try again"):
            await log.append(fixes(1))
        sender.failure = None
        [ack] = await log.append(fixes(2))
        assert ack.partition == 0
