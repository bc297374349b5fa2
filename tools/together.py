"""Run several commands together: `together.py COMMAND… + COMMAND…`; one exit, Ctrl-C or SIGTERM ends them all."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Sequence
from contextlib import suppress

SEPARATOR = "+"
GRACE_S = 30.0
"""A command that still runs this long after SIGINT is killed."""


def split_commands(arguments: Sequence[str]) -> list[list[str]]:
    """Return the commands between the separators, without empty ones."""
    commands: list[list[str]] = [[]]
    for argument in arguments:
        if argument == SEPARATOR:
            commands.append([])
        else:
            commands[-1].append(argument)
    return [command for command in commands if command]


async def run_together(commands: Sequence[Sequence[str]], grace_s: float = GRACE_S) -> int:
    """Run all commands until one exits or a signal arrives; return that exit code, or 0 after a signal."""
    asked_to_stop = asyncio.Event()
    # Handlers precede the children: exec resets them to the default, even if a shell had ignored SIGINT.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, asked_to_stop.set)
    children: list[Process] = []
    try:
        for command in commands:
            # A session each: Ctrl-C reaches only this program, which then stops them one after the other.
            children.append(await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, start_new_session=True))
        ends = [asyncio.create_task(child.wait()) for child in children]
        stop = asyncio.create_task(asked_to_stop.wait())
        await asyncio.wait([*ends, stop], return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        return next((child.returncode for child in children if child.returncode is not None), 0)
    finally:
        for child in reversed(children):
            await _end(child, grace_s)


async def _end(child: Process, grace_s: float) -> None:
    with suppress(ProcessLookupError):
        if child.returncode is None:
            os.killpg(child.pid, signal.SIGINT)
            with suppress(TimeoutError):
                await asyncio.wait_for(child.wait(), grace_s)
        # Kill the processes that a command left in its session.
        os.killpg(child.pid, signal.SIGKILL)
    await child.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(run_together(split_commands(sys.argv[1:]))))
