"""One embedded Kafka: jars, storage, JVM, and the wait until it answers."""

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from app.clock import SystemClock
from app.embedded_kafka.config import java_command
from app.embedded_kafka.failures import java_message
from app.embedded_kafka.folder import KafkaFolder, new_cluster_id
from app.embedded_kafka.jars import LOCK, JarCache, parse_lock
from app.embedded_kafka.java import GuardedJava
from app.embedded_kafka.java_home import java_path
from app.embedded_kafka.maven import MavenRepositories
from app.embedded_kafka.probe import answers
from app.polling import wait_until
from app.ports import free_port, require_free_port
from app.settings import Settings
from app.start_console import StartConsole
from app.start_error import StartError

HOST = "127.0.0.1"
_KILLED = 128
"""Exit codes above this and below zero mean that a signal killed it, so the next start may succeed."""

JavaOptions = Callable[[], Sequence[str]]
"""Returns more options for the JVM, once the jars exist."""


class EmbeddedKafka:
    """Apache Kafka on `127.0.0.1:TRACKER_BROKER_PORT`; its data stays in `<data>/kafka`."""

    def __init__(
        self, settings: Settings, console: StartConsole, options: JavaOptions = tuple, java: Path | None = None
    ) -> None:
        self._settings, self._console, self._find_options, self._java = settings, console, options, java
        self._options: Sequence[str] = ()
        self._folder: KafkaFolder | None = None
        self._process: GuardedJava | None = None

    @property
    def path(self) -> Path:
        """Return the folder of its data."""
        return (self._settings.data / "kafka").absolute()

    @property
    def last_lines(self) -> list[str]:
        """Return the last lines of the JVM's output."""
        return self._process.last_lines if self._process else []

    def start(self) -> None:
        """Return once Kafka answers; raise StartError and leave nothing running if it does not."""
        try:
            self._start()
        except BaseException:
            self.kill()
            raise

    def wait(self) -> int:
        """Block until the JVM exits by itself; return its exit code."""
        assert self._process is not None, "not started"
        return self._process.wait()

    def stop(self) -> None:
        """Stop the JVM cleanly within `shutdown_s` and release the folder; does nothing if nothing runs."""
        if self._process is not None:
            self._process.stop()
        self._release()

    def kill(self) -> None:
        """Kill the JVM, as a crash would."""
        if self._process is not None:
            self._process.kill()
        self._release()

    def _start(self) -> None:
        settings, began = self._settings, SystemClock().monotonic()
        self._folder = KafkaFolder.acquire(self.path, settings.takeover_wait_s, settings.broker_min_free_bytes)
        require_free_port(HOST, settings.broker_port, "TRACKER_BROKER_PORT", settings.takeover_wait_s)
        class_path = os.pathsep.join(map(str, kafka_jars(settings, self._console)))
        self._options = self._find_options()
        self._folder.write_configuration(settings.broker_port, free_port(HOST))
        if not self._folder.is_formatted:
            self._console.say(f"preparing a new Kafka log in {self.path}")
            self._format(class_path)
        command = self._command("kafka.Kafka", "server.properties")
        # Shorter than the supervisor waits for this process.
        grace_s = 0.8 * settings.shutdown_s
        self._process = GuardedJava(command, class_path, self.path, self._folder.lock_fd, grace_s)
        self._wait_for_answer(self._process)
        took_s = SystemClock().monotonic() - began
        self._console.say(f"Kafka answers on {HOST}:{settings.broker_port} after {took_s:.1f} s")

    def _format(self, class_path: str) -> None:
        program = ("kafka.tools.StorageTool", "format", "-t", new_cluster_id(), "-c", "server.properties")
        try:
            done = subprocess.run(  # noqa: S603  # our code builds the whole command
                self._command(*program, "--ignore-formatted"),
                env={"CLASSPATH": class_path},
                cwd=self.path,
                capture_output=True,
                timeout=self._settings.broker_start_s,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise StartError(java_message([str(error)], self.path)) from error
        if done.returncode != 0:
            raise StartError(java_message((done.stdout + done.stderr).decode(errors="replace").splitlines(), self.path))

    def _wait_for_answer(self, process: GuardedJava) -> None:
        port, within_s = self._settings.broker_port, self._settings.broker_start_s
        has_ended = wait_until(lambda: process.exit_code is not None or answers(HOST, port), within_s)
        code = process.exit_code
        if code is None:
            # Not probed again: a Kafka that answered and was killed since has crashed; it can start.
            if not has_ended:
                raise StartError(java_message([f"it did not answer within {within_s:.0f} s"], self.path))
        elif 0 <= code < _KILLED:
            process.wait()
            raise StartError(java_message(process.last_lines, self.path))
        else:
            raise BrokerKilledError(f"Kafka was killed while it started (exit code {code}).")

    def _command(self, *program: str) -> list[str]:
        java = self._java or java_path()
        options = (*self._options, *self._settings.broker_java_options.split())
        return java_command(java, self._settings.broker_heap_mb, *options, *program)

    def _release(self) -> None:
        if self._folder is not None:
            self._folder.release()
            self._folder = None


def kafka_jars(settings: Settings, console: StartConsole) -> tuple[Path, ...]:
    """Return the pinned jars, downloaded if necessary; raise StartError if that fails."""
    repositories = MavenRepositories(settings.download_timeout_s)
    cache = JarCache(settings.cache.expanduser() / "jars", repositories.download)
    return cache.ensure(parse_lock(LOCK.read_text()), console)


class BrokerKilledError(Exception):
    """The JVM was killed from outside before it answered; another start may succeed."""
