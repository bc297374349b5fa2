"""Processes of a cluster on one machine: the end and return of any of them."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from aiohttp import ClientSession

from tests.product.proc import command_of
from tests.product.tracker import Tracker
from tests.waiting import eventually

BACK_S = 30.0


def pid_of(role: str, port: int) -> int | None:
    """Return the process of this role that serves this port, if it runs."""
    variable = f"\0TRACKER_HTTP_PORT={port}\0".encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and f" -m app {role} " in command_of(int(entry.name)):
            with suppress(OSError):
                if variable in b"\0" + (entry / "environ").read_bytes():
                    return int(entry.name)
    return None


async def restarted(role: str, tracked: Tracker, number: signal.Signals, session: ClientSession) -> None:
    """Send a signal to the process of an address; return once its supervisor has restarted it and it is ready."""
    port = tracked.settings.http_port
    old = pid_of(role, port)
    assert old is not None
    os.kill(old, number)
    await eventually(lambda: pid_of(role, port) not in (None, old), BACK_S)
    await tracked.until_ready(session)
