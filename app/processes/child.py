"""One child process of the supervisor: started, restarted after a crash, stopped."""

import asyncio
import logging
import os
import random
import signal
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from app.domain.backoff import Backoff
from app.settings import Settings, environment_with
from app.start_error import DO_NOT_RESTART

log = logging.getLogger(__name__)


CANNOT_START = 127
"""A shell's exit code for a program that it cannot find."""


@dataclass(frozen=True, slots=True)
class ChildCommand:
    """What a child runs; the child also gets `--parent-fd N`, a pipe that closes when the supervisor dies."""

    name: str
    """The name of the child in its own and the supervisor's log lines."""
    argv: tuple[str, ...]
    settings: Mapping[str, object] = field(default_factory=dict)
    """The settings that differ from the supervisor's."""
    may_end: bool = False
    """Whether exit code 0 means that the command is complete."""
    is_needed: bool = True
    """Whether the others stop when it cannot be kept running."""


class Child:
    """A command that is kept running; `on_message` gets each byte that the child writes to its `--parent-fd`."""

    def __init__(
        self,
        command: ChildCommand,
        settings: Settings,
        rng: random.Random,
        on_message: Callable[[bytes], None] = lambda _message: None,
    ) -> None:
        self._command, self._settings, self._rng, self._on_message = command, settings, rng, on_message
        self._process: asyncio.subprocess.Process | None = None
        self._is_stopping = False

    @property
    def name(self) -> str:
        """Return the name of the command."""
        return self._command.name

    @property
    def is_needed(self) -> bool:
        """Tell whether the others stop when it cannot be kept running."""
        return self._command.is_needed

    async def keep_running(self) -> None:
        """Run the command and restart it after each crash; return after a stop, or if another start would not help."""
        name, settings, deaths = self._command.name, self._settings, 0
        backoff = Backoff(settings.restart_first_s, settings.restart_most_s)
        while deaths < settings.restart_max:
            code, was_stable = await self._run_once(deaths)
            if self._is_stopping or (code == 0 and self._command.may_end):
                return
            if code == DO_NOT_RESTART:
                log.error("%s cannot start; its last message above says what to fix%s", name, self._others_continue)
                return
            deaths = 1 if was_stable else deaths + 1
            pause_s = backoff.delay_s(deaths, self._rng)
            # The first of several consecutive crashes is news; the others would repeat it.
            level = logging.WARNING if deaths == 1 else logging.DEBUG
            log.log(level, "%s exited (exit code %s) and is restarted in %.1f s", name, code, pause_s)
            await asyncio.sleep(pause_s)
        log.error("%s crashed %d times in a row; giving up%s", name, deaths, self._others_continue)

    @property
    def _others_continue(self) -> str:
        return "" if self.is_needed else "; the other processes continue without it"

    async def stop(self, within_s: float) -> None:
        """Terminate the child, and kill it after `within_s` seconds."""
        self._is_stopping = True
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), within_s)
        except TimeoutError:
            log.warning("%s did not exit within %.1f s and is killed", self._command.name, within_s)
            self.kill()
            await process.wait()

    def kill(self) -> None:
        """Kill the child and all processes of its session."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def _run_once(self, deaths: int) -> tuple[int, bool]:
        """Run the command to its end; return its exit code and whether it ran long enough to count as stable."""
        their_end, our_end = socket.socketpair()
        our_end.setblocking(False)
        try:
            process = await self._start(their_end.fileno())
        except OSError as error:
            our_end.close()
            if not deaths:
                log.error("%s cannot be started: %r", self._command.name, error)  # noqa: TRY400  # a traceback adds nothing
            return CANNOT_START, False
        except BaseException:
            our_end.close()
            raise
        finally:
            their_end.close()
        loop = asyncio.get_running_loop()
        loop.add_reader(our_end, self._read_message, our_end)
        ending = asyncio.ensure_future(process.wait())
        try:
            await asyncio.wait({ending}, timeout=self._settings.restart_stable_s)
            was_stable = not ending.done()
            if was_stable and deaths:
                log.info("%s is stable again after %d crashes in a row", self._command.name, deaths)
            return await ending, was_stable
        finally:
            ending.cancel()
            loop.remove_reader(our_end)
            our_end.close()

    def _read_message(self, line: socket.socket) -> None:
        message = b""
        with suppress(OSError):
            message = line.recv(1)
        if message:
            self._on_message(message)
        else:
            asyncio.get_running_loop().remove_reader(line)

    async def _start(self, their_end: int) -> asyncio.subprocess.Process:
        self._process = await asyncio.create_subprocess_exec(
            *self._command.argv,
            "--parent-fd",
            str(their_end),
            env=environment_with({"log_process": self._command.name, **self._command.settings}),
            pass_fds=(their_end,),
            stdin=asyncio.subprocess.DEVNULL,
            # Ctrl-C then reaches only the supervisor, which stops its children in order.
            start_new_session=True,
        )
        return self._process
