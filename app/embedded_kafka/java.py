"""A JVM that cannot outlive this process."""

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress
from pathlib import Path

_GUARD = Path(__file__).with_name("guard.py")
_LAST_LINES = 50
"""Lines of the JVM's output that are kept to explain why it exited."""
_KILL_WAIT_S = 5.0


class GuardedJava:
    """A Java program under a guard (guard.py), in its own process group."""

    def __init__(self, command: list[str], class_path: str, folder: Path, lock_fd: int, grace_s: float) -> None:
        self._grace_s, self._is_clear = grace_s, False
        self._lines: deque[str] = deque(maxlen=_LAST_LINES)
        guard_end, self._our_end = os.pipe()
        try:
            self._guard = subprocess.Popen(  # noqa: S603  # our code builds the whole command
                [sys.executable, "-I", "-S", str(_GUARD), str(guard_end), str(grace_s), *command],
                # The user's environment must not change how this Kafka behaves.
                env={"CLASSPATH": class_path, "LC_ALL": "C.UTF-8"},
                cwd=folder,
                # The JVM holds the folder's lock itself, so that no other process takes the folder while it still writes.
                pass_fds=(guard_end, lock_fd),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError:
            os.close(self._our_end)
            raise
        finally:
            os.close(guard_end)
        self._reader = threading.Thread(target=self._read, name="kafka-output", daemon=True)
        self._reader.start()

    @property
    def exit_code(self) -> int | None:
        """Return the exit code (above 128 or below 0: killed by a signal), or None while it runs."""
        return self._guard.poll()

    @property
    def last_lines(self) -> list[str]:
        """Return the last lines of its output."""
        return list(self._lines)

    def wait(self) -> int:
        """Block until it exits; return the exit code."""
        code = self._guard.wait()
        self._clear()
        return code

    def stop(self) -> None:
        """Terminate it, and kill it after the grace period."""
        self._close_pipe()
        with suppress(subprocess.TimeoutExpired):
            self._guard.wait(self._grace_s + _KILL_WAIT_S)
        self._clear()

    def kill(self) -> None:
        """Kill it, as a crash would."""
        self._clear()

    def _clear(self) -> None:
        """Kill the process group once: a guard that was killed may have left its JVM running."""
        if self._is_clear:
            return
        self._is_clear = True
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._guard.pid, signal.SIGKILL)
        self._guard.wait(_KILL_WAIT_S)
        self._close_pipe()
        self._reader.join(_KILL_WAIT_S)

    def _close_pipe(self) -> None:
        if self._our_end >= 0:
            os.close(self._our_end)
            self._our_end = -1

    def _read(self) -> None:
        output = self._guard.stdout
        assert output is not None
        with output:
            self._lines.extend(line.decode(errors="replace").rstrip() for line in output)
