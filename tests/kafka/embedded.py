"""Real brokers for the tests: the product's own embedded Kafka on free ports and in temporary folders."""

import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import for_code

from app.embedded_kafka.fast_start import fast_start_options
from app.embedded_kafka.kafka import HOST, EmbeddedKafka
from app.ports import free_port
from app.settings import Settings
from app.start_console import StartConsole

SHORT_RUN = "-XX:TieredStopAtLevel=1"
"""A JVM that runs for seconds needs no second compiler: a start and a stop then take 2.7 s of CPU time instead of 4.4 s."""


class OwnKafka:
    """A broker that one test may stop, kill and start again; its port and its data stay the same."""

    def __init__(self, folder: Path, java: Path | None = None, **settings: Any) -> None:
        self.said = io.StringIO()
        self.is_started = False
        own = {"broker_port": free_port(HOST), "broker_java_options": SHORT_RUN}
        self.settings = Settings(data=folder, **{**own, **settings})
        console = StartConsole(self.said)
        self._kafka = EmbeddedKafka(self.settings, console, lambda: fast_start_options(self.settings, console), java)

    @property
    def address(self) -> str:
        """Return its bootstrap address."""
        return self.settings.bootstrap

    def start(self) -> None:
        """Return once it answers."""
        self._kafka.start()
        self.is_started = True

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        self.is_started = False
        self._kafka.stop()

    def kill(self) -> None:
        """End it as `kill -9` of the JVM does."""
        self.is_started = False
        self._kafka.kill()

    def restart(self) -> None:
        """Stop it and start it with its data."""
        self.stop()
        self.start()


@contextmanager
def running_kafka(folder: Path, **settings: Any) -> Iterator[OwnKafka]:
    """Yield a broker that answers, and always stop it."""
    kafka = OwnKafka(folder, **settings)
    kafka.start()
    try:
        yield kafka
    finally:
        kafka.stop()


def unique_prefix() -> str:
    """Return a prefix of topics and groups that no other test uses."""
    return f"t{uuid.uuid4().hex[:10]}-"


async def make_topic(address: str, name: str, partitions: int = 1) -> None:
    """Create a topic; raises KafkaError if Kafka refuses."""
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    try:
        await admin.start()
        answer = await admin.create_topics([NewTopic(name, num_partitions=partitions, replication_factor=1)])
        for _, code, *_ in answer.topic_errors:
            if code:
                raise for_code(code)(name)
    finally:
        await admin.close()
