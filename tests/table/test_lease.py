import asyncio
from pathlib import Path

from app.table.lease import FRESH_SHARE_OF_SESSION, Lease
from tests.engine.tables import CHANGELOG, a_table
from tests.fakes import FixedClock

SESSION_S = 6.0
VALID_FOR_S = FRESH_SHARE_OF_SESSION * SESSION_S


class Coordinator:
    """What the lease uses of aiokafka's group coordinator: one heartbeat, answered when the test says so."""

    def __init__(self) -> None:
        self.answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    async def _do_heartbeat(self) -> bool:
        return await self.answer


async def heartbeat(clock: FixedClock, lease: Lease, *, is_alive: bool, takes_s: float = 0.0) -> None:
    """Let one heartbeat of a watched coordinator be answered after that time."""
    coordinator = Coordinator()
    lease.watch(coordinator)
    task = asyncio.create_task(coordinator._do_heartbeat())
    await asyncio.sleep(0)
    clock.time += takes_s
    coordinator.answer.set_result(is_alive)
    assert await task is is_alive


def test_a_worker_that_no_group_has_accepted_may_not_write() -> None:
    assert not Lease(FixedClock(0.0), SESSION_S).is_fresh


def test_a_lease_ends_clearly_before_the_session() -> None:
    clock = FixedClock(1000.0)
    lease = Lease(clock, SESSION_S)
    lease.renew()
    fresh_after = {}
    for age_s in (0.0, VALID_FOR_S, VALID_FOR_S + 0.001):
        clock.time = 1000.0 + age_s
        fresh_after[age_s] = lease.is_fresh
    assert list(fresh_after.values()) == [True, True, False]
    assert VALID_FOR_S < SESSION_S


async def test_a_good_heartbeat_renews_the_lease() -> None:
    clock = FixedClock(1000.0)
    lease = Lease(clock, SESSION_S)
    await heartbeat(clock, lease, is_alive=True)
    assert lease.is_fresh


async def test_a_refused_heartbeat_renews_nothing() -> None:
    clock = FixedClock(1000.0)
    lease = Lease(clock, SESSION_S)
    await heartbeat(clock, lease, is_alive=False)
    assert not lease.is_fresh


async def test_a_lease_counts_from_before_the_request_since_the_answer_may_be_read_after_a_pause() -> None:
    clock = FixedClock(1000.0)
    lease = Lease(clock, SESSION_S)
    await heartbeat(clock, lease, is_alive=True, takes_s=VALID_FOR_S + 0.1)
    assert not lease.is_fresh


async def test_a_worker_that_may_have_lost_its_partition_leaves_the_offset_before_a_gap(tmp_path: Path) -> None:
    with a_table(tmp_path) as table:
        table.producer.ends[CHANGELOG, 0] = 2
        table.rows.put_all(0, {b"a": b"1"})
        await table.rows.flush()
        [gap] = await table.rows.gaps(0, end=3)
        table.clock.time += SESSION_S
        await table.rows.close_gap(0, gap)
        assert table.offset() is None
        table.lease.renew()
        await table.rows.close_gap(0, gap)
        assert table.offset() == 2
