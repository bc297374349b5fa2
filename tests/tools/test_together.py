import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tools.together import run_together, split_commands

TOGETHER = Path(__file__).parents[2] / "tools" / "together.py"
# One write, since two processes share the pipe.
TELL_AND_WAIT = "os.write(1, b'%d\\n' % os.getpid()); signal.pause()"
STEADY = [sys.executable, "-c", f"import os, signal; {TELL_AND_WAIT}"]
STUBBORN = [sys.executable, "-c", f"import os, signal; signal.signal(signal.SIGINT, signal.SIG_IGN); {TELL_AND_WAIT}"]


@asynccontextmanager
async def _running(*commands: list[str]) -> AsyncIterator[tuple[Process, list[int]]]:
    """Run the program with the commands, and stop everything afterwards."""
    arguments = [part for command in commands for part in [*command, "+"]]
    program = await create_subprocess_exec(sys.executable, TOGETHER, *arguments, stdout=PIPE)
    try:
        assert program.stdout is not None
        yield program, [int(await asyncio.wait_for(program.stdout.readline(), 20)) for _ in commands]
    finally:
        if program.returncode is None:
            program.terminate()
            await program.wait()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_commands_are_split_at_the_plus_signs() -> None:
    assert split_commands(["a", "-b", "+", "c", "+", "+"]) == [["a", "-b"], ["c"]]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_one_signal_ends_every_command(number: signal.Signals) -> None:
    async with _running(STEADY, STEADY) as (program, pids):
        program.send_signal(number)
        assert await asyncio.wait_for(program.wait(), 20) == 0
        assert not any(_lives(pid) for pid in pids)


async def test_the_first_command_to_end_ends_the_others_and_gives_its_exit_code() -> None:
    ending = [sys.executable, "-c", "raise SystemExit(7)"]
    assert await asyncio.wait_for(run_together([STEADY, ending]), 20) == 7


async def test_a_command_that_does_not_listen_is_killed() -> None:
    ending = [sys.executable, "-c", "pass"]
    assert await asyncio.wait_for(run_together([STUBBORN, ending], grace_s=0.2), 20) == 0
