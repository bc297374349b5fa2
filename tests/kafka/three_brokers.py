"""A cluster of three combined brokers and controllers on this machine; tests may kill any of them."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient

from app.embedded_kafka.config import LOG4J2_PROPERTIES, java_command, server_properties
from app.embedded_kafka.fast_start import fast_start_options
from app.embedded_kafka.folder import new_cluster_id
from app.embedded_kafka.java import GuardedJava
from app.embedded_kafka.java_home import java_path
from app.embedded_kafka.kafka import HOST, kafka_jars
from app.embedded_kafka.probe import answers
from app.polling import wait_until
from app.ports import free_port
from app.settings import Settings
from app.start_console import StartConsole

NODES = 3
START_S, STOP_S = 60.0, 20.0
HEAP_MB = 256
# The settings of docs/production.md for a cluster. If a name occurs twice, Kafka uses the last line.
OF_A_CLUSTER = """
node.id={node}
controller.quorum.voters={voters}
broker.rack=rack-{node}
default.replication.factor=3
min.insync.replicas=2
unclean.leader.election.enable=false
offsets.topic.replication.factor=3
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
share.coordinator.state.topic.replication.factor=3
share.coordinator.state.topic.min.isr=2
"""


class Broker:
    """One of the three; its ports and its data stay the same."""

    def __init__(self, folder: Path, node: int, settings: Settings, console: StartConsole) -> None:
        self.node, self.port, self.controller_port = node, free_port(HOST), free_port(HOST)
        self._folder = folder
        options = (*fast_start_options(settings, console), "-XX:TieredStopAtLevel=1")
        self._java = java_command(java_path(), HEAP_MB, *options)
        self._class_path = os.pathsep.join(map(str, kafka_jars(settings, console)))
        self._process: GuardedJava | None = None

    def prepare(self, cluster: str, voters: str) -> None:
        """Write its configuration and format its storage."""
        (self._folder / "logs").mkdir(parents=True)
        own = OF_A_CLUSTER.format(node=self.node, voters=voters)
        (self._folder / "server.properties").write_text(server_properties(self.port, self.controller_port) + own)
        (self._folder / "log4j2.properties").write_text(LOG4J2_PROPERTIES)
        tool = ("kafka.tools.StorageTool", "format", "-t", cluster, "-c", "server.properties")
        env = {"CLASSPATH": self._class_path}
        done = subprocess.run([*self._java, *tool], env=env, cwd=self._folder, capture_output=True, timeout=START_S)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Start it without waiting."""
        with (self._folder / "lock").open("w") as lock:
            command = [*self._java, "kafka.Kafka", "server.properties"]
            self._process = GuardedJava(command, self._class_path, self._folder, lock.fileno(), STOP_S)

    def until_up(self) -> None:
        """Return once it answers."""
        assert self._process is not None
        assert wait_until(lambda: answers(HOST, self.port), START_S), self._process.last_lines

    def kill(self) -> None:
        """End it as `kill -9` does; harmless when nothing runs."""
        if self._process is not None:
            self._process.kill()

    def stop(self) -> None:
        """End it as an operator does: it hands over what it leads."""
        if self._process is not None:
            self._process.stop()


class ThreeBrokers:
    """The cluster."""

    def __init__(self, folder: Path, console: StartConsole) -> None:
        settings = Settings(data=folder)
        self.brokers = [Broker(folder / f"broker-{n}", n, settings, console) for n in range(1, NODES + 1)]

    @property
    def address(self) -> str:
        """Return the bootstrap addresses."""
        return ",".join(f"{HOST}:{broker.port}" for broker in self.brokers)

    def start(self) -> None:
        """Return once each of them answers."""
        cluster = new_cluster_id()
        voters = ",".join(f"{broker.node}@{HOST}:{broker.controller_port}" for broker in self.brokers)
        with ThreadPoolExecutor(NODES) as pool:
            list(pool.map(lambda broker: broker.prepare(cluster, voters), self.brokers))
        for broker in self.brokers:
            broker.start()
        for broker in self.brokers:
            broker.until_up()

    async def in_sync(self, topics: Sequence[str]) -> list[int]:
        """Return the number of in-sync brokers of every partition of these topics."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.address)
        await admin.start()
        try:
            found = await admin.describe_topics(list(topics))
        finally:
            await admin.close()
        return [len(partition["isr"]) for topic in found for partition in topic["partitions"]]


@contextmanager
def three_brokers(folder: Path, console: StartConsole) -> Iterator[ThreeBrokers]:
    """Yield a cluster that answers; all its processes are stopped afterwards."""
    cluster = ThreeBrokers(folder, console)
    try:
        cluster.start()
        yield cluster
    finally:
        for broker in cluster.brokers:
            broker.kill()
