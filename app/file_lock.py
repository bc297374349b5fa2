"""A lock that the kernel gives back with the process, however that ends."""

import fcntl
import logging
from pathlib import Path

from app.polling import wait_until

log = logging.getLogger(__name__)


def take_lock(fd: int, held: Path, within_s: float) -> bool:
    """Take the lock of an open file for this process, waiting up to `within_s` for one that is ending.

    Returns whether it was had; `held` is what the lock stands for, to be named to the person who waits.
    """
    if within_s and not _try_lock(fd):
        log.warning("%s is in use; waiting up to %.0f s for it", held, within_s)
    return wait_until(lambda: _try_lock(fd), within_s)


def _try_lock(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
