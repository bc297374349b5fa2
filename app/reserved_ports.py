"""Ports that are given out once on this machine, for as long as the process that asked for them runs."""

import fcntl
import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from threading import Lock

from app.start_error import StartError


class ReservedPorts:
    """Gives out ports of a range; each is a locked byte of one file, which the kernel unlocks when the process exits."""

    def __init__(self, file: Path, ports: range) -> None:
        # One file for all, since a process loses its locks on a file as soon as it closes the file once.
        self._fd = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        self._ports, self._given, self._taking = ports, set[int](), Lock()

    def take(self, host: str, count: int = 1) -> int:
        """Return the first of `count` consecutive ports that are free on `host`; raise StartError if there are none."""
        with self._taking:
            # A random order: a port that has just been in use elsewhere is unlikely to be the next one.
            for first in SystemRandom().sample(self._ports, len(self._ports)):
                wanted = range(first, first + count)
                if wanted[-1] in self._ports and self._is_reserved(host, wanted):
                    return first
        raise StartError(f"No free port on {host} from {self._ports[0]} to {self._ports[-1]}: stop other programs.")

    def _is_reserved(self, host: str, wanted: Sequence[int]) -> bool:
        for port in wanted:
            if port in self._given or not self._is_locked(port):
                return False
            self._given.add(port)
            if not is_free(host, port):
                return False
        return True

    def _is_locked(self, port: int) -> bool:
        with suppress(BlockingIOError):
            fcntl.lockf(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
            return True
        return False


def is_free(host: str, port: int) -> bool:
    """Return whether a server can listen on the port."""
    with suppress(OSError):
        socket.create_server((host, port)).close()
        return True
    return False
