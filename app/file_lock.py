"""A lock that the kernel gives back with the process, however that ends."""

import fcntl


def try_lock(fd: int) -> bool:
    """Take the lock of an open file for this process; return whether nobody else holds it."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
