"""A child process that ends when its parent does, however the parent ended.

The parent keeps one end of a line open and gives the child the other. The kernel closes the parent's end with it, also
after `kill -9`, and the child reads the end of the file: no polling, no race over process ids.
"""

import os
import signal
import threading
from contextlib import suppress


def end_with_parent(fd: int, grace_s: float) -> None:
    """End this process when the line `fd` closes: SIGTERM for a clean stop, and after `grace_s` seconds at once."""
    os.set_inheritable(fd, False)
    threading.Thread(target=_watch, args=(fd, grace_s), name="parent-watch", daemon=True).start()


def _watch(fd: int, grace_s: float) -> None:
    with suppress(OSError):  # a line that cannot be read is no line to a parent
        while os.read(fd, 1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
    # Still alive after this: something holds the main thread, and nobody is left to kill us.
    threading.Event().wait(grace_s)
    os._exit(1)
