"""Faults of a worker's disk: its state deleted, truncated, overwritten, its disk full."""

import asyncio
import os
import shutil
from contextlib import suppress
from pathlib import Path
from random import Random

from tests.chaos.fault import Fault, Stage
from tests.chaos.installations import mount
from tests.chaos.staging import require

TMPFS = "48m"


async def delete_state(stage: Stage) -> None:
    """Kill a worker, delete its state, start it."""
    worker = stage.world["worker-1"]
    worker.kill_family()
    is_there = worker.data.exists()
    shutil.rmtree(worker.data, ignore_errors=True)
    worker.start()
    require(is_there, "worker-1 had no state to delete")


async def spoil_state(stage: Stage) -> None:
    """Kill both workers, overwrite the files of one with noise and cut those of the other short, start them."""
    for name in ("worker-1", "worker-2"):
        worker = stage.world[name]
        worker.kill_family()
        files = [path for path in worker.data.rglob("*") if path.is_file()]
        for path in files:
            _overwrite(path, stage.rng) if name == "worker-1" else _cut(path, stage.rng)
        worker.start()
        require(files, f"{name} had no state to spoil")


async def spoil_tables(stage: Stage) -> None:
    """Kill a worker and corrupt data that RocksDB reads late: blocks in the middle of its tables and its log."""
    worker = stage.world["worker-1"]
    await asyncio.to_thread(worker.stop)  # the rows are then in tables
    worker.start()
    await asyncio.sleep(4)
    worker.kill_family()
    tables = [path for path in worker.data.rglob("*") if path.suffix in (".sst", ".log")]
    for path in tables:
        _overwrite(path, stage.rng, begin=0.05, end=0.6)
    worker.start()
    require(tables, "worker-1 had no tables to spoil")


def _overwrite(path: Path, rng: Random, begin: float = 0.0, end: float = 1.0) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(int(begin * size))
        file.write(rng.randbytes(int((end - begin) * size)))


def _cut(path: Path, rng: Random) -> None:
    with suppress(OSError):
        os.truncate(path, int(path.stat().st_size * rng.random()))


async def fill_state_disk(stage: Stage) -> None:
    """Give a worker a small disk, fill it for a time, and free it again."""
    worker = stage.world["worker-1"]
    folder = worker.data
    worker.kill_family()
    mount(folder, stage.world, TMPFS)
    worker.start()
    await asyncio.sleep(8)
    with filled(folder):
        await asyncio.sleep(stage.length_s(5, 12))
    if not worker.is_running:
        worker.start()


async def fill_broker_disk(stage: Stage) -> None:
    """Fill the broker's disk for a time; the broker exits, and is restarted when there is space."""
    broker = stage.world["broker"]
    stage.history.may_give_up = broker.name  # it says that a person must free some space
    with filled(broker.data):
        await asyncio.sleep(stage.length_s(8, 15))
    broker.kill_family()
    broker.start()


class filled:  # noqa: N801  # reads as a word where it is used
    """Leaves no byte free on the disk of a folder within the block."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "filler"

    def __enter__(self) -> None:
        with suppress(OSError), self._path.open("wb", buffering=0) as file:
            while file.write(b"\0" * 65_536):
                pass

    def __exit__(self, *_: object) -> None:
        self._path.unlink()


STATE_FAULTS = (
    Fault("state-noise", 40, spoil_state, is_quick=True),
    Fault("state-deleted", 30, delete_state),
    Fault("tables-noise", 40, spoil_tables),
    Fault("state-disk-full", 40, fill_state_disk, ends_world=True),
)
DISK_FAULTS = (Fault("broker-disk-full", 40, fill_broker_disk, kind="small-broker-disk"),)
