"""Two applications share the engine and a broker; neither loses what it acknowledged, whatever happens to the other's table."""

import asyncio
import json
import shutil
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

from app.domain.partition import partition_of
from app.ports import free_port
from app.settings import Settings, environment_with
from app.table.spec import is_row_key
from tests.builders import NOON, a_fix
from tests.engine.counter import DELETED, counter_table, events_topic
from tests.engine.workers import Worker, produce, read_all, running_worker
from tests.product.process import Process, python, started
from tests.waiting import eventually, eventually_after

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
MakeSettings = Callable[..., Settings]
KEYS = [f"K-{number}" for number in range(40)]
SETTLE_S = 40.0


class Counters:
    """The processes of the second application, each with a state folder of its own."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self._folder = settings, folder

    @contextmanager
    def running(self, name: str) -> Iterator[Process]:
        """Yield a process and kill it with SIGKILL afterwards."""
        env = environment_with(
            {
                "kafka": self.settings.bootstrap,
                "prefix": self.settings.prefix,
                "partitions": self.settings.partitions,
                "data": self._folder / name,
                "http_port": free_port(),
                "dashboard_port": 0,
                "session_timeout_s": 2,
                "serve": "false",
                "tombstone_after_s": self.settings.tombstone_after_s,
            }
        )
        with started(python("-m", "tests.engine.counter", output=self._folder / f"{name}.log", env=env)) as process:
            yield process

    def forget(self, name: str) -> None:
        """Delete the state of a process that has ended."""
        shutil.rmtree(self._folder / name / "state")


class Steps:
    """A producer of the second application's input that knows what Kafka acknowledged."""

    def __init__(self, settings: Settings, producer: AIOKafkaProducer) -> None:
        self._settings, self._producer = settings, producer
        self.acked: Counter[str] = Counter()

    async def send(self, rounds: int) -> None:
        """Send each key once a round."""
        topic = counter_table(self._settings).input_topic
        for _ in range(rounds):
            for key in KEYS:
                partition = partition_of(key, self._settings.partitions)
                await self._producer.send_and_wait(topic, b"1", key=key.encode(), partition=partition)
                self.acked[key] += 1

    async def are_counted(self) -> bool:
        """Tell whether the changelog's newest rows hold all that was acknowledged."""
        records = await read_all(self._settings, counter_table(self._settings).changelog_topic)
        counts = {r.key.decode(): json.loads(r.value)["count"] for r in records if is_row_key(r.key)}
        return counts == dict(self.acked)


@asynccontextmanager
async def sending(settings: Settings) -> AsyncIterator[Steps]:
    producer = AIOKafkaProducer(bootstrap_servers=settings.bootstrap, acks="all", enable_idempotence=True)
    async with producer:
        yield Steps(settings, producer)


async def until_counted(steps: Steps) -> None:
    async with asyncio.timeout(SETTLE_S):
        while not await steps.are_counted():
            await asyncio.sleep(0.25)


def positions_at(seconds: int) -> list[dict[str, Any]]:
    return [a_fix(shipmentId=key, timestamp=NOON + seconds) for key in KEYS]


async def is_shown(worker: Worker, seconds: int) -> None:
    def all_are_newest() -> bool:
        return all((worker.row(key) or {}).get("timestamp") == NOON + seconds for key in KEYS)

    await eventually(all_are_newest, SETTLE_S)


async def test_a_second_application_loses_nothing_by_kill_rebalance_and_lost_state_beside_the_first(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    settings = make_settings(session_timeout_s=2)
    counters = Counters(settings, tmp_path)
    async with running_worker(settings) as worker:
        with ExitStack() as two, counters.running("b"):
            first = two.enter_context(counters.running("a"))
            async with sending(settings) as steps:
                await produce(settings, *positions_at(0))
                await steps.send(5)
                await until_counted(steps)
                first.kill()  # in the middle of a round
                await steps.send(5)
                with counters.running("c"):  # a rebalance as it comes, one as it is killed
                    await steps.send(5)
                    await until_counted(steps)
                await produce(settings, *positions_at(1))
                first.wait()
                counters.forget("a")
                two.enter_context(counters.running("a"))
                await steps.send(5)
                await until_counted(steps)
                await is_shown(worker, 1)
    await judge(settings, steps)


async def judge(settings: Settings, steps: Steps) -> None:
    """Hold changelog and events against what was acknowledged."""
    versions: dict[bytes, list[int]] = defaultdict(list)
    for record in await read_all(settings, counter_table(settings).changelog_topic):
        if is_row_key(record.key):
            versions[record.key].append(json.loads(record.value)["count"])
    assert all(counts == sorted(counts) for counts in versions.values()), "a row went back"
    told: dict[str, set[int]] = defaultdict(set)
    for record in await read_all(settings, events_topic(settings)):
        told[record.key.decode()].add(json.loads(record.value)["count"])
    assert told == {key: set(range(1, count + 1)) for key, count in steps.acked.items()}, "an event is missing"


async def test_the_second_application_deletes_with_the_same_engine(make_settings: MakeSettings, tmp_path: Path) -> None:
    settings = make_settings(session_timeout_s=2, tombstone_after_s=1)
    spec = counter_table(settings)
    with Counters(settings, tmp_path).running("a"):
        async with sending(settings) as steps:
            await steps.send(1)
            await until_counted(steps)
            for key in KEYS[::2]:
                partition = partition_of(key, settings.partitions)
                await steps._producer.send_and_wait(spec.input_topic, DELETED, key=key.encode(), partition=partition)

            async def are_gone() -> bool:
                records = await read_all(settings, spec.changelog_topic)
                last = {r.key.decode(): r.value for r in records if is_row_key(r.key)}
                return {key for key, value in last.items() if value is None} == set(KEYS[::2])

            await eventually_after(are_gone, SETTLE_S)
