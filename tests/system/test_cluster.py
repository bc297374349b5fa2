"""Two edges and two workers under one supervisor: every edge shows everything while processes start and stop."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.clock import SystemClock
from app.ports import free_port
from app.settings import Settings
from app.start_error import DO_NOT_RESTART
from tests.product.tracker import Tracker, run_command, running
from tests.system.aftermath import table_matches
from tests.system.cluster import BACK_S, restarted
from tests.system.readers import Reader, following
from tests.system.senders import Ledger, send_all
from tests.system.steady import steady_devices
from tests.system.storm import Request, a_storm
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]
SHIPMENTS = 6_000
ENOUGH = 100
"""Posts while all are restarted, so that it was under load."""
MakeSettings = Callable[..., Settings]


class Load:
    """Devices that post through both edges while something happens."""

    def __init__(self, requests: Sequence[Request], urls: Sequence[str], parts: int) -> None:
        self.ledger = Ledger()
        self._urls, self._parts = urls, [requests[n::parts] for n in range(parts)]

    async def during(self, event: Callable[[], Awaitable[None]]) -> None:
        """Post the next part of the storm, and let the event happen in its middle."""
        part, before = self._parts.pop(), self.ledger.decided
        sending = asyncio.create_task(send_all(part, self._urls, self.ledger))
        await eventually(lambda: self.ledger.decided > before + 0.2 * len(part), 60)
        await event()
        await sending


async def test_no_202_is_lost_and_both_edges_agree_when_processes_are_killed_added_removed_or_restarted(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    first = free_port(count=4)
    settings = make_settings(http_port=first, data=tmp_path / "cluster")
    third = make_settings(http_port=free_port(), data=tmp_path / "third", worker="third")
    async with (
        running("run --workers 2 --edges 2", settings, tmp_path / "said") as cluster,
        ClientSession() as session,
    ):
        one, two, worker_one, worker_two = (
            Tracker(cluster.process, make_settings(http_port=first + n)) for n in range(4)
        )
        for tracked in (one, two, worker_one, worker_two):
            await tracked.until_ready(session)
        readers = [Reader(one.url), Reader(two.url)]
        storm = a_storm(SHIPMENTS, now=SystemClock().now())
        load = Load(storm.requests, [one.url, two.url], parts=4)

        async def back(role: str, tracked: Tracker, number: signal.Signals) -> None:
            await restarted(role, tracked, number, session)

        async def a_third_worker_comes_and_goes() -> None:
            async with running("worker", third, tmp_path / "third-said") as joined:
                await joined.until_ready(session)
                joined.process.send(signal.SIGTERM)
                await eventually(lambda: joined.process.code == 0, BACK_S)
                assert "Traceback" not in joined.said

        async def a_rolling_restart() -> None:
            for tracked in (worker_one, worker_two):
                await back("worker", tracked, signal.SIGTERM)
            for tracked in (one, two):
                await back("edge", tracked, signal.SIGTERM)

        async with following(readers):
            await load.during(lambda: back("worker", worker_one, signal.SIGKILL))
            await load.during(lambda: back("edge", one, signal.SIGKILL))
            await load.during(a_third_worker_comes_and_goes)
            async with steady_devices([one.url, two.url]) as steady:
                await load.during(a_rolling_restart)
            accepted = [*storm.fixes, *steady.fixes]
            rows = await table_matches(one, session, accepted)
            for other in (two, worker_one, worker_two):
                assert await table_matches(other, session, accepted) == rows  # one may be a moment behind
            await eventually(lambda: all(reader.shows(rows) for reader in readers), BACK_S)
        assert (load.ledger.wrong, load.ledger.refused.total()) == ([], storm.invalid)
        assert "Traceback" not in cluster.said
        assert len(steady.fixes) > ENOUGH
        print("sent again after:", dict(load.ledger.retried), "and in the rolling restart", dict(steady.retried))


async def test_a_worker_with_the_state_folder_of_another_exits_with_one_sentence_and_leaves_it_alone(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    owner = make_settings(worker="owner")
    async with running("worker", owner, tmp_path / "said") as owning, ClientSession() as session:
        await owning.until_ready(session)
        again = owner.model_copy(update={"http_port": free_port(), "takeover_wait_s": 0.2})
        changed = again.model_dump(include=owner.model_fields_set | {"takeover_wait_s"})
        code, said = await asyncio.to_thread(run_command, "worker", **changed)
        assert (code, "Traceback" in said) == (DO_NOT_RESTART, False)
        assert "is in use by another process: give each worker of a machine its own TRACKER_WORKER name" in said
        assert await owning.is_ready(session)
        assert "Traceback" not in owning.said


async def test_workers_and_edges_with_another_partition_count_exit_at_once_and_say_why(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    made = make_settings(partitions=2)
    assert run_command("topics", **made.model_dump(include=made.model_fields_set))[0] == 0
    other = make_settings(partitions=3, http_port=free_port(count=2), data=tmp_path / "data")
    changed = other.model_dump(include=other.model_fields_set)
    code, said = await asyncio.to_thread(run_command, "run", "--edges", "1", **changed)
    assert code == 1
    assert "set TRACKER_PARTITIONS=2 or use another TRACKER_PREFIX" in said
    assert "is restarted" not in said
    assert "Traceback" not in said
