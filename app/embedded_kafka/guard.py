"""Runs a command that ends when this process's parent ends; a JVM cannot watch its parent itself.

A script that uses only the standard library: `python -I -S guard.py FD GRACE_S COMMAND…`. When the pipe FD closes, it
sends the command SIGTERM, and SIGKILL after GRACE_S seconds. Its exit code is the command's, or 128 + the signal.
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress


def main(fd: int, grace_s: float, command: list[str]) -> int:
    """Run the command to its end and return its exit code."""
    child = subprocess.Popen(command, close_fds=False, preexec_fn=_die_with_guard)  # noqa: S603, PLW1509  # only java.py calls it; no thread runs yet

    def stop() -> None:
        with suppress(OSError):
            while os.read(fd, 1):
                pass
        child.terminate()
        try:
            child.wait(grace_s)
        except subprocess.TimeoutExpired:
            child.kill()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: child.terminate())
    threading.Thread(target=stop, daemon=True).start()
    code = child.wait()
    return code if code >= 0 else 128 - code


def _die_with_guard() -> None:
    """Let Linux kill the command when this process is killed; elsewhere the caller kills the process group."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  # only on Linux

        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]))
