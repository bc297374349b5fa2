"""The kinds of installation that faults need."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.chaos.fault import SkippedError
from tests.chaos.jumping_clock import set_jump
from tests.chaos.world import World, world_in

DISPATCHED = ("worker-1", "edge-1", "edge-2", "dispatcher-1", "dispatcher-2")
TABLE_WAIT_S = 3.0
"""How long dispatchers wait for one that has the rows of a lost table."""
BROKER_DISK = "200m"
STALL_AFTER_S = 12.0
"""If connections are lost silently, the watchdog's time limit is most of the recovery, so the suite shortens it."""


@contextmanager
def installation(kind: str, folder: Path) -> Iterator[World]:
    """Yield an installation of a kind, not started; raises SkippedError if it cannot be created."""
    clock = folder / "clock"
    is_exchanged = kind.endswith("exchanged")
    options = ("--clock", str(clock), "--aim", str(folder)) if is_exchanged else ()
    settings: dict[str, Any] = {"stall_after_s": STALL_AFTER_S} if kind == "proxied" else {}
    if kind.startswith("dispatched"):
        settings |= {"members": DISPATCHED, "table_wait_s": TABLE_WAIT_S}
    with world_in(folder, *options, is_proxied=kind == "proxied", **settings) as world:
        if is_exchanged:
            set_jump(clock, 0.0)
        if kind == "small-broker-disk":
            mount(world["broker"].data, world, BROKER_DISK)
        yield world


def mount(folder: Path, world: World, size: str) -> None:
    """Mount a small disk over a folder until the installation ends."""
    if os.geteuid() != 0:
        raise SkippedError("only root can mount a small disk")
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True)
    if done.returncode:
        raise SkippedError(f"no small disk can be mounted here: {done.stderr.decode().strip()}")
    world.undo.callback(subprocess.run, ["umount", "-l", str(folder)], capture_output=True)
