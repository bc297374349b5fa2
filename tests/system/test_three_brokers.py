"""A Kafka of three brokers, three copies of each record: one broker may be killed or replaced, two may be away."""

import asyncio
import io
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.clock import SystemClock
from app.ports import free_port
from app.settings import Settings
from app.start_console import StartConsole
from tests.kafka.three_brokers import Broker, ThreeBrokers, three_brokers
from tests.product.tracker import Tracker, running
from tests.system.aftermath import table_matches
from tests.system.readers import Reader, following
from tests.system.senders import Ledger, send_all
from tests.system.storm import Request, a_storm
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]
SHIPMENTS = 6_000
COPIES = 3
IN_SYNC_WITHIN_S = 60.0
NOTICED_WITHIN_S = 30.0
BACK_WITHIN_S = 60.0
LOOK_EVERY_S = 0.2


@pytest.fixture
def brokers(tmp_path: Path) -> Iterator[ThreeBrokers]:
    """Yield three brokers of the test's own."""
    with three_brokers(tmp_path / "kafka", StartConsole(io.StringIO())) as cluster:
        yield cluster


@pytest.mark.parametrize("is_one_stopped", [False, pytest.param(True, marks=pytest.mark.nightly)])
async def test_nothing_acknowledged_is_lost_when_brokers_are_killed_stopped_and_too_many_are_away(
    make_settings: Callable[..., Settings], brokers: ThreeBrokers, tmp_path: Path, is_one_stopped: bool
) -> None:
    common = {"kafka": brokers.address, "replication": COPIES, "min_insync_replicas": 2, "ingest_deadline_s": 5.0}
    worker = make_settings(**common, data=tmp_path / "worker")
    edge = make_settings(**common, data=tmp_path / "edge", http_port=free_port())
    async with (
        running("worker", worker, tmp_path / "worker-said") as one,
        running("edge", edge, tmp_path / "edge-said") as two,
        ClientSession() as session,
    ):
        both = (one, two)
        await asyncio.gather(*(tracked.until_ready(session) for tracked in both))
        storm = a_storm(SHIPMENTS, now=SystemClock().now())
        parts = [storm.requests[n::3] for n in range(3)] if is_one_stopped else [storm.requests[n::2] for n in range(2)]
        trial = Trial(brokers, (worker.positions_topic, worker.changelog_topic), both, session)
        readers = [Reader(tracked.url) for tracked in both]
        async with following(readers):
            first, second, _ = brokers.brokers
            await trial.without([first], Broker.kill, parts.pop(), trial.goes_on)
            if is_one_stopped:
                await trial.without([second], Broker.stop, parts.pop(), trial.goes_on)
            await trial.without([first, second], Broker.kill, parts.pop(), trial.says_so)
            rows = await table_matches(one, session, storm.fixes)
            assert await table_matches(two, session, storm.fixes) == rows
            await eventually(lambda: all(reader.shows(rows) for reader in readers), BACK_WITHIN_S)
        assert (trial.ledger.wrong, trial.ledger.refused.total()) == ([], storm.invalid)
        assert trial.ledger.retried["kafka_unavailable"] > 0
        assert trial.ledger.retried["no answer"] == 0
        print("sent again after:", dict(trial.ledger.retried), f"; slowest answer {trial.ledger.slowest_s:.1f} s")
        assert "Traceback" not in one.said + two.said


class Trial:
    """Devices post while brokers stop and come back."""

    def __init__(
        self, brokers: ThreeBrokers, topics: Sequence[str], both: Sequence[Tracker], session: ClientSession
    ) -> None:
        self.ledger = Ledger()
        self._brokers, self._topics, self._both, self._session = brokers, topics, both, session

    async def without(
        self,
        gone: Sequence[Broker],
        end: Callable[[Broker], None],
        requests: Sequence[Request],
        meanwhile: Callable[[], Awaitable[None]],
    ) -> None:
        """End brokers in the midst of these requests, look at what happens meanwhile, and start them again."""
        await self._until_in_sync()
        urls, before = [tracked.url for tracked in self._both], self.ledger.decided
        async with asyncio.TaskGroup() as group:
            group.create_task(send_all(requests[::2], urls, self.ledger))
            await eventually(lambda: self.ledger.decided > before + 0.05 * len(requests), BACK_WITHIN_S)
            await asyncio.gather(*(asyncio.to_thread(end, broker) for broker in gone))
            # The other half comes when they are gone, on a machine of any speed.
            group.create_task(send_all(requests[1::2], urls, self.ledger))
            await meanwhile()
            for broker in gone:
                broker.start()
            await asyncio.gather(*(asyncio.to_thread(broker.until_up) for broker in gone))
        await asyncio.gather(*(tracked.until_ready(self._session) for tracked in self._both))

    async def goes_on(self) -> None:
        """Look on until positions are acknowledged again."""
        loop = asyncio.get_running_loop()
        gone_at = loop.time()
        await eventually(lambda: self.ledger.next_202(gone_at) is not None, BACK_WITHIN_S)
        print(f"one broker gone: next 202 after {loop.time() - gone_at:.1f} s")

    async def says_so(self) -> None:
        """Look on until both processes say that posts cannot be stored and that what they show is stale."""
        loop = asyncio.get_running_loop()
        gone_at = loop.time()
        await asyncio.gather(*(self._until_noticed(tracked) for tracked in self._both))
        print(f"two brokers gone: noticed after {loop.time() - gone_at:.1f} s")

    async def _until_noticed(self, tracked: Tracker) -> None:
        async with asyncio.timeout(NOTICED_WITHIN_S):
            while True:
                async with self._session.get(f"{tracked.url}/api/shipments", params={"limit": 1}) as response:
                    is_stale = response.status == 200 and bool((await response.json())["stale"])
                if is_stale and not await tracked.is_ready(self._session):
                    return
                await asyncio.sleep(LOOK_EVERY_S)

    async def _until_in_sync(self) -> None:
        async with asyncio.timeout(IN_SYNC_WITHIN_S):
            while set(await self._brokers.in_sync(self._topics)) != {COPIES}:
                await asyncio.sleep(LOOK_EVERY_S)
