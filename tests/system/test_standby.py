"""More workers than partitions: the one without a share says so once, serves, and takes over."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.clock import SystemClock
from app.ports import free_port
from app.settings import Settings
from tests.product.tracker import Tracker, running
from tests.system.aftermath import table_matches
from tests.system.senders import Ledger, send_all
from tests.system.storm import a_storm
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]
STANDS_BY = "on standby without a partition: there are more processes of this kind than the 1 partitions"
TAKES_OVER = "no longer on standby: assigned 1 of 1 partitions"
WITHIN_S = 30.0


async def test_a_worker_without_a_partition_says_so_once_serves_and_takes_over_when_the_other_ends(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    owner = make_settings(partitions=1, worker="owner", data=tmp_path / "one")
    spare = make_settings(partitions=1, worker="spare", data=tmp_path / "two", http_port=free_port())
    storm = a_storm(50, now=SystemClock().now())
    async with (
        running("worker", owner, tmp_path / "one-said") as one,
        running("worker", spare, tmp_path / "two-said") as two,
        ClientSession() as session,
    ):
        await one.until_ready(session)
        await two.until_ready(session)
        # Kafka decides who has it.
        await eventually(lambda: any(STANDS_BY in tracked.said for tracked in (one, two)), WITHIN_S)
        standby, owning = (one, two) if STANDS_BY in one.said else (two, one)
        assert [await tracked.metric(session, "tracker_partitions") for tracked in (owning, standby)] == [1, 0]
        await send_all(storm.requests, [standby.url], Ledger())
        rows = await table_matches(owning, session, storm.fixes)
        assert await table_matches(standby, session, storm.fixes) == rows
        owning.process.send(signal.SIGTERM)
        await eventually(lambda: TAKES_OVER in standby.said, WITHIN_S)
        later = a_storm(50, now=SystemClock().now() + 100)
        await send_all(later.requests, [standby.url], Ledger())
        await table_matches(standby, session, later.fixes)
        assert [_times(standby, sentence) for sentence in (STANDS_BY, TAKES_OVER)] == [1, 1]
        assert "Traceback" not in one.said + two.said


def _times(tracked: Tracker, sentence: str) -> int:
    return sum(sentence in line for line in tracked.lines)
