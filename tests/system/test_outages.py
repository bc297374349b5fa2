"""The storm again, while the worker is killed and Kafka is restarted: nothing acknowledged is lost, nothing goes back."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.clock import SystemClock
from app.settings import Settings
from tests.kafka.embedded import OwnKafka
from tests.system.aftermath import table_matches
from tests.system.readers import Reader, following
from tests.system.senders import CONNECTIONS, Ledger, send_all
from tests.system.storm import Request, a_storm
from tests.system.tracked import Tracker, running
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]
SHIPMENTS = 20_000
BACK_WITHIN_S = 20.0
STOP_WITHIN_S = 8.0
"""Less than the time after which a stop is cut short: it has to end by itself."""


async def test_a_killed_worker_and_a_restarted_kafka_lose_nothing(
    make_settings: Callable[..., Settings], own_kafka: OwnKafka, tmp_path: Path
) -> None:
    storm, ledger = a_storm(SHIPMENTS, now=SystemClock().now()), Ledger()
    settings = make_settings(kafka=own_kafka.address, data=tmp_path / "data", ingest_deadline_s=3.0)
    async with running("run", settings, tmp_path / "said") as tracked, ClientSession() as session:
        await tracked.until_ready(session)
        readers = [Reader(tracked.url), Reader(tracked.url, pause_s=0.3), Reader(tracked.url, leave_after_s=1.0)]
        async with following(readers):
            await eventually(lambda: all(reader.dashboard.is_current for reader in readers))
            # In halves, so that each outage has its own to interrupt however fast the machine is.
            half = len(storm.requests) // 2
            async with _sending(storm.requests[:half], tracked.url, ledger):
                assert await _kill_the_worker(tracked, session, ledger) <= BACK_WITHIN_S
            worker = tracked.worker
            async with _sending(storm.requests[half:], tracked.url, ledger):
                assert await _restart_kafka(own_kafka, tracked, session, ledger) <= BACK_WITHIN_S
            assert tracked.worker == worker, "the worker outlives the absence of Kafka"
            rows = await table_matches(tracked, session, storm.fixes)
            readers[1].pause_s = 0.0
            await eventually(lambda: all(reader.shows(rows) for reader in readers), 30)
        assert (ledger.wrong, ledger.refused.total()) == ([], storm.garbage)
        print("sent again after:", dict(ledger.retried))
        await _stop_without_kafka(own_kafka, tracked, session)
        assert "Traceback" not in tracked.said


@asynccontextmanager
async def _sending(requests: Sequence[Request], url: str, ledger: Ledger) -> AsyncIterator[None]:
    """Run the block once a tenth of the requests is decided; all of them are when it ends."""
    enough = ledger.decided + len(requests) // 10
    async with asyncio.TaskGroup() as group:
        group.create_task(send_all(requests, [url], ledger))
        await eventually(lambda: ledger.decided > enough, 60)
        yield


async def _kill_the_worker(tracked: Tracker, session: ClientSession, ledger: Ledger) -> float:
    """Kill it with -9; return the seconds until it is ready again."""
    loop = asyncio.get_running_loop()
    os.kill(tracked.worker, signal.SIGKILL)
    # Answers that it gave before may still be on their way.
    await eventually(lambda: ledger.retried["no answer"] >= CONNECTIONS, 20)
    began = loop.time()
    await _back("the worker was killed", began, tracked, session, ledger)
    return loop.time() - began


async def _restart_kafka(kafka: OwnKafka, tracked: Tracker, session: ClientSession, ledger: Ledger) -> float:
    """Stop and start it; return the seconds from its answer until the tracker is ready again."""
    loop = asyncio.get_running_loop()
    began, failed = loop.time(), ledger.retried["kafka_unavailable"]
    await asyncio.to_thread(kafka.stop)
    await eventually(lambda: ledger.retried["kafka_unavailable"] > failed, 20)
    await asyncio.to_thread(kafka.start)
    up = loop.time()
    print(f"Kafka was away for {up - began:.1f} s")
    await _back("Kafka answers again", up, tracked, session, ledger)
    return loop.time() - up


async def _stop_without_kafka(kafka: OwnKafka, tracked: Tracker, session: ClientSession) -> None:
    await asyncio.to_thread(kafka.stop)
    async with asyncio.timeout(20):
        while await tracked.is_ready(session):
            await asyncio.sleep(0.1)
    print(f"stopped without Kafka in {await tracked.interrupt(STOP_WITHIN_S):.1f} s")


async def _back(since: str, began: float, tracked: Tracker, session: ClientSession, ledger: Ledger) -> None:
    """Return once a fix is acknowledged and the tracker is ready; tell how long both took."""
    loop = asyncio.get_running_loop()
    await eventually(lambda: ledger.next_202(began) is not None, 60)
    acknowledged = ledger.next_202(began)
    assert acknowledged is not None
    await tracked.until_ready(session)
    print(f"{since}: next 202 after {acknowledged - began:.1f} s, ready after {loop.time() - began:.1f} s")
