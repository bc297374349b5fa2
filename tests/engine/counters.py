"""The second application as processes, and what is sent to it."""

import asyncio
import json
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from aiokafka import AIOKafkaProducer

from app.domain.partition import partition_of
from app.ports import free_port
from app.settings import Settings, environment_with
from app.table.spec import is_row_key
from tests.engine.counter import counter_table
from tests.engine.workers import read_all
from tests.product.process import Process, python, started

KEYS = [f"K-{number}" for number in range(40)]
SETTLE_S = 40.0


class Counters:
    """The processes of the second application, each with a state folder of its own."""

    def __init__(self, settings: Settings, folder: Path, *arguments: str) -> None:
        self.settings, self._folder, self._arguments = settings, folder, arguments

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
                "table_wait_s": self.settings.table_wait_s,
            }
        )
        with started(
            python("-m", "tests.engine.counter", *self._arguments, output=self._folder / f"{name}.log", env=env)
        ) as process:
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
