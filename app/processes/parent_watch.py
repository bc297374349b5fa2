"""Ends a child process when its parent ends for any reason.

The parent keeps one end of a pipe open and gives the child the other. When the parent ends, also after `kill -9`, the
kernel closes its end and the child reads the end of file: no polling, no race over process ids.
"""

import os
import signal
import threading
from contextlib import suppress


def end_with_parent(fd: int, grace_s: float) -> None:
    """End this process when the pipe `fd` closes: send SIGTERM for a clean stop, and exit after `grace_s` seconds."""
    os.set_inheritable(fd, False)
    threading.Thread(target=_watch, args=(fd, grace_s), name="parent-watch", daemon=True).start()


def _watch(fd: int, grace_s: float) -> None:
    with suppress(OSError):  # an unreadable pipe means that there is no parent
        while os.read(fd, 1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
    # If the process still runs after this, something blocks its main thread, and no parent is left to kill it.
    threading.Event().wait(grace_s)
    os._exit(1)
