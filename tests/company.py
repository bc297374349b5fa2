"""Which tests run beside others: one that is marked `alone` has the machine to itself, the rest keep each other company."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def turn_to_run(folder: Path, *, alone: bool) -> Iterator[None]:
    """Wait until the test may run, and let no other process start one that must not run beside it."""
    with (folder / "entrance").open("w") as entrance, (folder / "room").open("w") as room:
        # A test that waits to be alone holds the entrance, so that others cannot keep the room occupied without end.
        fcntl.flock(entrance, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(entrance, fcntl.LOCK_UN)
        yield
