"""20 000 shipments out of order, doubled and mixed with invalid ones, under the eyes of three readers."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.clock import SystemClock
from app.settings import Settings
from tests.product.tracker import running
from tests.system.aftermath import table_matches
from tests.system.readers import Reader, following
from tests.system.senders import Ledger, send_all
from tests.system.storm import a_storm
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]
SHIPMENTS = 20_000


async def test_every_202_is_in_the_table_and_every_reader_ends_with_exactly_the_table(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    storm, ledger = a_storm(SHIPMENTS, now=SystemClock().now()), Ledger()
    async with running("worker", make_settings(), tmp_path / "said") as tracked, ClientSession() as session:
        await tracked.until_ready(session)
        readers = [Reader(tracked.url), Reader(tracked.url, pause_s=0.3), Reader(tracked.url, leave_after_s=1.0)]
        loop = asyncio.get_running_loop()
        async with following(readers):
            await eventually(lambda: all(reader.dashboard.is_current for reader in readers))
            began = loop.time()
            await send_all(storm.requests, [tracked.url], ledger)
            print(f"{len(storm.requests)} requests, {ledger.accepted} fixes in {loop.time() - began:.1f} s")
            rows = await table_matches(tracked, session, storm.fixes)
            print(f"the table is whole {loop.time() - began:.1f} s after the first")
            readers[1].pause_s = 0.0
            await eventually(lambda: all(reader.shows(rows) for reader in readers), 30)
            await eventually(lambda: readers[2].connections > 3, 30)
        assert (ledger.wrong, ledger.refused.total()) == ([], storm.invalid)
        assert await tracked.metric(session, "tracker_stream_dropped_total") == 0
        assert "Traceback" not in tracked.said
