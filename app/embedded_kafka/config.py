"""The files and the command line of the embedded Kafka; paths are relative to its folder, where java runs."""

from pathlib import Path

SERVER_PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller_port}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{broker_port},CONTROLLER://127.0.0.1:{controller_port}
advertised.listeners=PLAINTEXT://127.0.0.1:{broker_port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=log

# An undeclared topic is a mistake, and a consumer must not create one with a single partition.
auto.create.topics.enable=false
# One worker, so the first assignment need not wait for others.
group.initial.rebalance.delay.ms=0
# Fault tests detect a lost worker sooner than after Kafka's six seconds.
group.min.session.timeout.ms=1000

# A killed node can serve again only after its old session has ended: nine seconds by default.
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500

# One node holds one copy, and one application needs few coordinator partitions.
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1

# A laptop's share of threads and memory.
num.network.threads=2
num.io.threads=2
background.threads=2
num.recovery.threads.per.data.dir=2
log.cleaner.dedupe.buffer.size=8388608
metadata.log.segment.bytes=16777216
"""

LOG4J2_PROPERTIES = """\
status=error
appender.file.type=RollingFile
appender.file.name=file
appender.file.fileName=logs/kafka.log
appender.file.filePattern=logs/kafka-%i.log
appender.file.layout.type=PatternLayout
appender.file.layout.pattern=%d{ISO8601} %p %c{1}: %m%n
appender.file.policies.type=Policies
appender.file.policies.size.type=SizeBasedTriggeringPolicy
appender.file.policies.size.size=10MB
appender.file.strategy.type=DefaultRolloverStrategy
appender.file.strategy.max=3
# The tracker reads errors from here, since on a full disk the log file stays empty.
appender.console.type=Console
appender.console.name=console
appender.console.target=SYSTEM_ERR
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%m%notEmpty{ (%ex{short.localizedMessage})}%n
appender.console.filter.threshold.type=ThresholdFilter
appender.console.filter.threshold.level=error
rootLogger.level=info
rootLogger.appenderRef.file.ref=file
rootLogger.appenderRef.console.ref=console
"""


def server_properties(broker_port: int, controller_port: int) -> str:
    """Return Kafka's configuration; both listeners are on the loopback address."""
    return SERVER_PROPERTIES.format(broker_port=broker_port, controller_port=controller_port)


JAVA_OPTIONS = (
    # For two cores one collector thread is enough, and the heap stays small.
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Dlog4j2.configurationFile=log4j2.properties",
    # Kafka and its codecs call native code and Unsafe; newer Java versions warn about that at each start.
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    # The JVM's own warnings would hide Kafka's last output.
    "-Xlog:disable",
    "-Xlog:all=error:stderr",
)


def java_command(java: Path, heap_mb: int, *rest: str) -> list[str]:
    """Return the command that runs a Java program; the class path comes from the environment."""
    return [str(java), f"-Xmx{heap_mb}m", *JAVA_OPTIONS, *rest]
