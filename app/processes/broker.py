"""`python -m app broker`: the embedded Kafka as a process, and the command that pins its jars again."""

import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

from app.embedded_kafka.failures import disk_full_message, is_disk_full
from app.embedded_kafka.fast_start import fast_start_options
from app.embedded_kafka.jars import LOCK
from app.embedded_kafka.kafka import BrokerKilledError, EmbeddedKafka, kafka_jars
from app.embedded_kafka.maven import MavenRepositories, render_lock
from app.settings import Settings
from app.start_console import StartConsole
from app.start_error import StartError

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(settings: Settings) -> int:
    """Run Kafka until a signal; return 0 after a signal and 1 if Kafka died; raise StartError if no retry would help."""
    console = StartConsole(sys.stderr)
    for number in _SIGNALS:
        signal.signal(number, _interrupt)
    try:
        kafka = EmbeddedKafka(settings, console, lambda: fast_start_options(settings, console))
        kafka.start()
        try:
            code = kafka.wait()
        finally:
            kafka.stop()
    except KeyboardInterrupt:
        return 0
    except BrokerKilledError as error:
        console.say(str(error))
        return 1
    if is_disk_full(kafka.last_lines):
        raise StartError(disk_full_message(kafka.path))
    console.say(f"Kafka exited by itself (exit code {code}): {kafka.last_lines[-1:] or 'no output'}")
    return 1


def download(settings: Settings) -> int:
    """Download Kafka's jars and rehearse its start, so that the next start is fast and needs no network."""
    console = StartConsole(sys.stderr)
    kafka_jars(settings, console)
    fast_start_options(settings, console)
    return 0


def relock(settings: Settings) -> int:
    """Resolve Kafka's jars from the Maven repositories and write app/kafka.lock."""
    with tempfile.TemporaryDirectory() as folder:
        jars = MavenRepositories(settings.download_timeout_s).resolve(Path(folder))
    LOCK.write_text(render_lock(jars))
    StartConsole(sys.stderr).say(f"{LOCK.name}: {len(jars)} jars, {sum(jar.size_bytes for jar in jars) / 1e6:.0f} MB")
    return 0


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Interrupt the main thread once; a second signal must not interrupt the clean stop."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
