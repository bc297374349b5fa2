"""Checks that a port is free before a slow start fails on it."""

import errno
import logging
import socket

from app.polling import wait_until
from app.start_error import StartError

log = logging.getLogger(__name__)


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port of `host` that is free at this moment."""
    with socket.create_server((host, 0)) as server:
        port: int = server.getsockname()[1]
        return port


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
