"""The storm again, while the worker is killed and Kafka goes away: nothing acknowledged is lost, nothing goes back."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.clock import SystemClock
from app.ports import free_port
from app.settings import Settings
from tests.kafka.embedded import OwnKafka
from tests.product.tracker import Tracker, running
from tests.system.aftermath import table_matches
from tests.system.outage import Length, Outage
from tests.system.readers import Reader, following
from tests.system.senders import CONNECTIONS, Ledger, send_all
from tests.system.storm import Request, a_storm
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]
SHIPMENTS = 6_000
SHIPMENTS_OF_AN_OUTAGE = 3_000
BACK_WITHIN_S = 20.0
STOP_WITHIN_S = 15.0
"""Usually less than a second; what still waits for Kafka is cut short after nine, on a busy machine a little later."""
DEADLINE_S = 3.0
ANSWER_WITHIN_S = DEADLINE_S + 5.0


async def test_a_worker_that_is_killed_under_load_returns_soon_and_loses_nothing(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    storm, ledger = a_storm(SHIPMENTS, now=SystemClock().now()), Ledger()
    settings = make_settings(data=tmp_path / "data", ingest_deadline_s=DEADLINE_S)
    async with running("run", settings, tmp_path / "said") as tracked, ClientSession() as session:
        await tracked.until_ready(session)
        readers = [Reader(tracked.url), Reader(tracked.url, pause_s=0.3), Reader(tracked.url, leave_after_s=1.0)]
        async with following(readers):
            await eventually(lambda: all(reader.dashboard.is_current for reader in readers))
            async with _sending(storm.requests, [tracked.url], ledger):
                assert await _kill_the_worker(tracked, session, ledger) <= BACK_WITHIN_S
            rows = await table_matches(tracked, session, storm.fixes)
            readers[1].pause_s = 0.0
            await eventually(lambda: all(reader.shows(rows) for reader in readers), 30)
        assert (ledger.wrong, ledger.refused.total()) == ([], storm.invalid)
        print("sent again after:", dict(ledger.retried))
        assert "Traceback" not in tracked.said


@pytest.mark.parametrize("outages", [1, pytest.param(3, marks=pytest.mark.nightly)])
async def test_repeated_outages_of_kafka_under_load_cost_503s_and_nothing_else(
    make_settings: Callable[..., Settings], own_kafka: OwnKafka, tmp_path: Path, outages: int
) -> None:
    storm, ledger = a_storm(outages * SHIPMENTS_OF_AN_OUTAGE, now=SystemClock().now()), Ledger()
    common = {"kafka": own_kafka.address, "ingest_deadline_s": DEADLINE_S, "heartbeat_s": 1.0}
    settings = make_settings(**common, data=tmp_path / "data")
    edge = make_settings(**common, data=tmp_path / "edge", http_port=free_port())
    async with (
        running("run", settings, tmp_path / "said") as one,
        running("edge", edge, tmp_path / "edge-said") as two,
        ClientSession() as session,
    ):
        both, urls = (one, two), (one.url, two.url)
        await asyncio.gather(*(tracked.until_ready(session) for tracked in both))
        await eventually(lambda: any("dispatcher" in line and "ready after" in line for line in one.lines), 30)
        worker = one.worker
        readers = [Reader(tracked.url) for tracked in both]
        async with following(readers):
            await eventually(lambda: all(reader.dashboard.is_current for reader in readers))
            for number in range(outages):
                outage, requests = Outage(own_kafka, both, readers, session), storm.requests[number::outages]
                async with _sending(requests[::2], urls, ledger) as group:
                    # The other half comes when Kafka is gone, on a machine of any speed.
                    await outage.begin(Length().outage_s, partial(_send, group, requests[1::2], urls, ledger))
                    print(f"outage {number + 1}: {await outage.end(ledger)}; noticed after", outage.noticed_s, end="")
                print(f" s, slowest reading {outage.slowest_read_s:.2f} s, lines {[len(x) for x in outage.lines]}")
            rows = await table_matches(one, session, storm.fixes)
            assert await table_matches(two, session, storm.fixes) == rows
            await eventually(lambda: all(reader.shows(rows) for reader in readers), 30)
        assert (one.worker, two.process.code) == (worker, None), "both outlive the absence of Kafka"
        assert (ledger.wrong, ledger.refused.total()) == ([], storm.invalid)
        assert ledger.retried["no answer"] == 0
        assert ledger.slowest_s < ANSWER_WITHIN_S
        dropped = [await tracked.metric(session, "tracker_stream_dropped_total") for tracked in both]
        print("streams opened", [reader.connections for reader in readers], "dropped by the server", dropped)
        print(f"slowest answer to a post {ledger.slowest_s:.2f} s; sent again after:", dict(ledger.retried))
        await _stop_without_kafka(own_kafka, both, session)
        assert "Traceback" not in one.said + two.said


@asynccontextmanager
async def _sending(
    requests: Sequence[Request], urls: Sequence[str], ledger: Ledger
) -> AsyncIterator[asyncio.TaskGroup]:
    """Run the block once a tenth of the requests is decided; all are when it ends, each process having its share."""
    enough = ledger.decided + len(requests) // 10
    async with asyncio.TaskGroup() as group:
        _send(group, requests, urls, ledger)
        await eventually(lambda: ledger.decided > enough, 60)
        yield group


def _send(group: asyncio.TaskGroup, requests: Sequence[Request], urls: Sequence[str], ledger: Ledger) -> None:
    for number, url in enumerate(urls):
        group.create_task(send_all(requests[number :: len(urls)], [url], ledger))


async def _kill_the_worker(tracked: Tracker, session: ClientSession, ledger: Ledger) -> float:
    """Kill it with -9; return the seconds until it is ready again and a fix was acknowledged."""
    loop = asyncio.get_running_loop()
    os.kill(tracked.worker, signal.SIGKILL)
    # Answers that it gave before may still be on their way.
    await eventually(lambda: ledger.retried["no answer"] >= CONNECTIONS, 20)
    began = loop.time()
    await eventually(lambda: ledger.next_202(began) is not None, 60)
    await tracked.until_ready(session)
    took_s, answered_s = loop.time() - began, (ledger.next_202(began) or began) - began
    print(f"the worker was killed: next 202 after {answered_s:.1f} s, ready after {took_s:.1f} s")
    return took_s


async def _stop_without_kafka(kafka: OwnKafka, both: Sequence[Tracker], session: ClientSession) -> None:
    await asyncio.to_thread(kafka.stop)
    async with asyncio.timeout(20):
        while any([await tracked.is_ready(session) for tracked in both]):
            await asyncio.sleep(0.1)
    took_s = await asyncio.gather(*(tracked.interrupt(STOP_WITHIN_S) for tracked in both))
    print(f"stopped without Kafka in {max(took_s):.1f} s")
