"""The environment of every measure: a broker, its own settings, a folder for files, and the amount of work."""

import asyncio
import itertools
import os
import shutil
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from aiohttp import ClientSession
from aiokafka.admin import AIOKafkaAdminClient

from app.embedded_kafka.fast_start import fast_start_options
from app.embedded_kafka.kafka import HOST, EmbeddedKafka
from app.ports import free_port
from app.settings import Settings
from app.start_console import StartConsole
from tests.bench.figures import Figure
from tests.product import proc
from tests.product.process import stopped_afterwards
from tests.product.tracker import LOOK_EVERY_S, Tracker, process_of

Role = Literal["worker", "edge", "dispatcher"]
PARTITIONS = 4
QUICK_SHARE = 10
"""A quick run does a tenth of the work: it shows that everything runs, its figures are rough."""
GONE_S = 30.0


@dataclass(slots=True)
class Bench:
    """One run of benchmarks."""

    address: str
    folder: Path
    session: ClientSession
    console: StartConsole
    rounds: int
    is_quick: bool
    only: Sequence[str]
    figures: list[Figure] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def wants(self, name: str) -> bool:
        """Tell whether a measure, its group or a part of it was selected."""
        return not self.only or any(
            name == each or name.startswith(f"{each}.") or each.startswith(f"{name}.") for each in self.only
        )

    def scaled(self, amount: int) -> int:
        """Return how much of an amount of work to do."""
        return max(1, amount // QUICK_SHARE) if self.is_quick else amount

    def settings(self, **values: Any) -> Settings:
        """Return settings of an installation of its own: prefix, folder and ports are its own."""
        number = next(self._numbers)
        defaults = {
            "kafka": self.address,
            "prefix": f"b{number}-",
            "data": self.folder / f"b{number}",
            "http_port": free_port(),
            "dashboard_port": 0,
            "partitions": PARTITIONS,
        }
        return Settings(**{**defaults, **values})

    def sibling(self, settings: Settings, number: int) -> Settings:
        """Return the settings of one more process of an installation."""
        return Settings(
            **{
                **settings.model_dump(include=settings.model_fields_set),
                "http_port": free_port(),
                "worker": f"worker-{number + 1}",
            }
        )

    @asynccontextmanager
    async def running(self, role: Role, settings: Settings) -> AsyncIterator[Tracker]:
        """Yield a running process of the product, and stop it."""
        async with stopped_afterwards(process_of(role, settings, self.output(), watches_parent=True)) as process:
            yield Tracker(process, settings)

    def output(self) -> Path:
        """Return a file for the output of one more process."""
        return self.folder / f"output-{next(self._numbers)}.txt"

    def say(self, text: str) -> None:
        """Print progress."""
        self.console.say(text)

    async def forget_table(self, settings: Settings) -> None:
        """Delete an installation's table: the next worker finds commits of another changelog and reads from the first fix."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.address)
        await admin.start()
        try:
            topic = settings.changelog_topic
            if topic in await admin.list_topics():
                await admin.delete_topics([topic])
                async with asyncio.timeout(GONE_S):
                    while topic in await admin.list_topics():
                        await asyncio.sleep(LOOK_EVERY_S)
        finally:
            await admin.close()
        shutil.rmtree(settings.data, ignore_errors=True)

    async def delete_topics(self, settings: Settings) -> None:
        """Free the disk space of an installation."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.address)
        await admin.start()
        try:
            names = (
                settings.positions_topic,
                settings.changelog_topic,
                settings.rejected_topic,
                settings.commands_topic,
                settings.deliveries_changelog_topic,
                settings.events_topic,
            )
            await admin.delete_topics([name for name in names if name in await admin.list_topics()])
        finally:
            await admin.close()

    async def until_listening(self, port: int) -> None:
        """Return once a server answers on a port of this machine."""
        async with asyncio.timeout(GONE_S):
            while True:
                with suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    return
                await asyncio.sleep(LOOK_EVERY_S)

    def time(self) -> float:
        """Return seconds that only go forward."""
        return asyncio.get_running_loop().time()

    def broker_cpu_s(self) -> float:
        """Return the CPU seconds of the broker's JVM."""
        return sum(proc.cpu_s(pid) for pid in proc.family_of(os.getpid()) if proc.name_of(pid) == "java")


@contextmanager
def broker(folder: Path, console: StartConsole) -> Iterator[str]:
    """Yield the address of an embedded Kafka, run as `make run` runs it, and always stop it."""
    settings = Settings(data=folder, broker_port=free_port(HOST), kafka="")
    kafka = EmbeddedKafka(settings, console, lambda: fast_start_options(settings, console))
    kafka.start()
    try:
        yield settings.bootstrap
    finally:
        kafka.stop()
