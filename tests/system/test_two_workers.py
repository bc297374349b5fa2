"""Two workers share the partitions; one of them is killed under load and comes back. `test_cluster.py` has it in short."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.clock import SystemClock
from app.ports import free_port
from app.settings import Settings
from tests.product.tracker import running
from tests.system.aftermath import table_matches
from tests.system.readers import Reader, following
from tests.system.senders import Ledger, send_all
from tests.system.storm import a_storm
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.nightly, pytest.mark.timeout(240)]
SHIPMENTS = 8_000


async def test_a_worker_that_is_killed_under_load_takes_nothing_with_it_and_both_show_the_same(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    storm, ledger = a_storm(SHIPMENTS, now=SystemClock().now()), Ledger()
    first = make_settings(worker="one", data=tmp_path / "one")
    second = make_settings(worker="two", data=tmp_path / "two", http_port=free_port())
    async with (
        # Under a supervisor: the one that is killed comes back by itself.
        running("run", first, tmp_path / "one-said") as victim,
        running("worker", second, tmp_path / "two-said") as survivor,
        ClientSession() as session,
    ):
        await victim.until_ready(session)
        await survivor.until_ready(session)
        reader = Reader(survivor.url)
        async with following([reader]):
            await eventually(lambda: reader.dashboard.is_current)
            sending = asyncio.create_task(send_all(storm.requests, [survivor.url, victim.url], ledger))
            await eventually(lambda: ledger.decided > 0.3 * len(storm.requests), 60)
            os.kill(victim.worker, signal.SIGKILL)
            await sending
            rows = await table_matches(survivor, session, storm.fixes)
            await victim.until_ready(session)
            await eventually(lambda: reader.shows(rows), 30)
            assert await victim.rows(session) == rows
        assert (ledger.wrong, ledger.refused.total()) == ([], storm.invalid)
        assert ledger.retried["no answer"] > 0
        print("sent again after:", dict(ledger.retried))
        assert "Traceback" not in victim.said + survivor.said
