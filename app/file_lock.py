"""A lock that the kernel releases when the process ends for any reason."""

import fcntl
import logging
from pathlib import Path

from app.polling import wait_until

log = logging.getLogger(__name__)


def take_lock(fd: int, held: Path, within_s: float) -> bool:
    """Lock an open file for this process; wait up to `within_s` for a process that is stopping.

    Returns whether the lock was taken; the log names `held`, which the lock protects.
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
