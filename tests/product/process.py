"""A command in its own session with its output in a file, which a test may signal, kill, stop and start again."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from tests.architecture.project import ROOT
from tests.product.proc import family_of

GONE_S = 10.0
LAST_LINES, LINE_LENGTH = 40, 200


class Process:
    """A command that is not started yet; the first start empties its output, a later one appends to it.

    A process that watches its parent (`--parent-fd`) also exits when this process ends for any reason.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        output: Path,
        env: Mapping[str, str] | None = None,
        *,
        watches_parent: bool = False,
    ) -> None:
        self._arguments, self._output, self._env = list(arguments), output, env
        self._watches_parent = watches_parent
        self._popen: subprocess.Popen[bytes] | None = None
        self._our_end = -1
        self._silent_until = 0
        """Bytes of output of its earlier runs."""

    @property
    def pid(self) -> int:
        """Return the process id of its current or last run."""
        assert self._popen is not None, "it was never started"
        return self._popen.pid

    @property
    def code(self) -> int | None:
        """Return its exit code once it has exited."""
        return None if self._popen is None else self._popen.poll()

    @property
    def is_running(self) -> bool:
        """Tell whether it was started and has not exited."""
        return self._popen is not None and self._popen.poll() is None

    @property
    def family(self) -> list[int]:
        """Return the process and its descendants while it runs."""
        with suppress(OSError):
            return family_of(self.pid) if self.is_running else []
        return []

    @property
    def said(self) -> str:
        """Return the output of all its runs."""
        return self._output.read_text(errors="replace") if self._output.exists() else ""

    @property
    def last_words(self) -> str:
        """Return the end of the output of its current run."""
        written = self._output.read_bytes()[self._silent_until :] if self._output.exists() else b""
        return "\n".join(line[:LINE_LENGTH] for line in written.decode(errors="replace").splitlines()[-LAST_LINES:])

    def start(self) -> None:
        """Start it; returns at once."""
        self._close()
        their_end, self._our_end = os.pipe()
        watched = ("--parent-fd", str(their_end)) if self._watches_parent else ()
        try:
            with self._output.open("ab" if self._popen else "wb") as out:
                self._silent_until = out.tell()
                self._popen = subprocess.Popen(
                    [*self._arguments, *watched],
                    cwd=ROOT,
                    env=self._env,
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                    pass_fds=(their_end,) if watched else (),
                    start_new_session=True,
                )
        finally:
            os.close(their_end)

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process alone; harmless when it has exited."""
        if self._popen is not None:
            self._popen.send_signal(number)

    def send_to_family(self, number: signal.Signals) -> None:
        """Send a signal to it and all its descendants."""
        for pid in self.family:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        """Kill it alone, as `kill -9` does: its children notice."""
        self.send(signal.SIGKILL)

    def kill_family(self) -> None:
        """Kill it and all its descendants, and return when it is gone."""
        self.send_to_family(signal.SIGKILL)
        if self._popen is not None:
            self.wait()

    def stop(self, within_s: float = GONE_S) -> None:
        """Stop it cleanly, or kill it and its descendants after a time."""
        self.send(signal.SIGTERM)
        try:
            if self._popen is not None:
                self.wait(within_s)
        except subprocess.TimeoutExpired:
            self.kill_family()
        finally:
            self._close()

    def wait(self, within_s: float = GONE_S) -> int:
        """Return its exit code when it has exited; raises TimeoutExpired if it does not within a time."""
        assert self._popen is not None, "it was never started"
        return self._popen.wait(within_s)

    def _close(self) -> None:
        if self._our_end >= 0:
            os.close(self._our_end)
            self._our_end = -1


@contextmanager
def started(process: Process) -> Iterator[Process]:
    """Start a process and kill it afterwards; print its output if the test fails."""
    process.start()
    try:
        yield process
    except BaseException:
        print(process.said)  # a failed test is understood by it
        raise
    finally:
        process.kill()
        process.stop()


@asynccontextmanager
async def stopped_afterwards(process: Process) -> AsyncIterator[Process]:
    """Start a process and stop it cleanly afterwards, while the event loop continues."""
    process.start()
    try:
        yield process
    finally:
        await asyncio.shield(asyncio.to_thread(process.stop))


def python(*arguments: str, output: Path, env: Mapping[str, str] | None = None) -> Process:
    """Return a Python process that is not started."""
    return Process([sys.executable, *arguments], output, env)
