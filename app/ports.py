"""Finds ports that are free, and checks that a port is free before a slow start fails on it."""

import errno
import functools
import logging
import os
import socket
import tempfile
from pathlib import Path

from app.polling import wait_until
from app.reserved_ports import ReservedPorts
from app.start_error import StartError

log = logging.getLogger(__name__)

OWN_PORTS = range(20_000, 32_000)
"""Below the ports that Linux and macOS give to outgoing connections: one of those could take a port before it is bound."""


def free_port(host: str = "127.0.0.1", count: int = 1) -> int:
    """Return the first of `count` consecutive free ports that no other tracker on this machine finds while this one runs."""
    return _reserved_ports().take(host, count)


@functools.cache
def _reserved_ports() -> ReservedPorts:
    return ReservedPorts(Path(tempfile.gettempdir(), f"tracker-ports-{os.getuid()}"), OWN_PORTS)


def require_free_port(host: str, port: int, setting: str, within_s: float) -> None:
    """Return once `host:port` can be bound; raise StartError after `within_s` seconds.

    The wait gives a previous tracker time to stop.
    """
    if within_s and not is_free(host, port, setting):
        log.warning("port %d on %s is in use; waiting up to %.0f s for it", port, host, within_s)
    if not wait_until(lambda: is_free(host, port, setting), within_s):
        raise StartError(
            f"Port {port} on {host} is in use by another program: stop that program, "
            f"or choose another port with {setting}."
        )


def is_free(host: str, port: int, setting: str) -> bool:
    """Tell whether `host:port` can be bound; raise StartError if it cannot for another reason than its use."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        raise StartError(f"Cannot listen on {host}:{port} ({setting}): {error.strerror}.") from error
    return True
