"""One process of the installation under test, which the suite may kill, freeze, thaw and start again."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.architecture.project import ROOT
from tests.kafka.processes import environment
from tests.product.proc import family_of

GONE_S = 10.0
LAST_LINES, LINE_LENGTH = 40, 200


class Process:
    """A command under the suite; it ends when the suite ends for any reason."""

    def __init__(self, name: str, arguments: Sequence[str], settings: Mapping[str, object], output: Path) -> None:
        self.name, self.settings = name, dict(settings)
        self._arguments, self._output = arguments, output
        self._popen: subprocess.Popen[bytes] | None = None
        self._our_end = -1
        self._silent_until = 0
        """Bytes of output of its earlier runs."""
        self.is_wanted = False
        """Whether it is restarted after it exits by itself."""

    @property
    def url(self) -> str:
        """Return the address of its HTTP server."""
        return f"http://127.0.0.1:{self.settings['http_port']}"

    @property
    def pid(self) -> int | None:
        """Return its process id while it runs."""
        return None if self._popen is None or self._popen.poll() is not None else self._popen.pid

    @property
    def code(self) -> int | None:
        """Return its exit code once it has exited."""
        return None if self._popen is None else self._popen.poll()

    @property
    def family(self) -> list[int]:
        """Return the process and its descendants."""
        with suppress(OSError):
            return [] if self.pid is None else family_of(self.pid)
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
        try:
            with self._output.open("ab") as out:
                self._silent_until = out.tell()
                self._popen = subprocess.Popen(
                    [sys.executable, *self._arguments, "--parent-fd", str(their_end)],
                    cwd=ROOT,
                    env=environment(**self.settings),
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                    pass_fds=(their_end,),
                    start_new_session=True,
                )
        finally:
            os.close(their_end)
        self.is_wanted = True

    def send(self, number: signal.Signals) -> None:
        """Send a signal to it and all its descendants."""
        for pid in self.family:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        """Kill it and its children as `kill -9` does; it is not restarted."""
        self.is_wanted = False
        self.send(signal.SIGKILL)
        if self._popen is not None:
            self._popen.wait(GONE_S)

    def stop(self, within_s: float = GONE_S) -> None:
        """Stop it cleanly, or kill it after a time; it is not restarted."""
        self.is_wanted = False
        if self._popen is not None and self.pid is not None:
            self._popen.terminate()
            try:
                self._popen.wait(within_s)
            except subprocess.TimeoutExpired:
                self.kill()
        self._close()

    def _close(self) -> None:
        if self._our_end >= 0:
            os.close(self._our_end)
            self._our_end = -1
